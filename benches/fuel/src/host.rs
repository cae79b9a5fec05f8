//! The JavaScript side, as much of it as the module calls: values behind references, and a function
//! for each import. It parses nothing: what leaves the module as JSON text stays that text.
//!
//! Where several imports share a name, but for a number at its end, they are told apart by their
//! arguments, as JavaScript does.
#![expect(clippy::disallowed_types, reason = "JavaScript's numbers are f64")]

use std::sync::Arc;

use wasmtime::error::Context;
use wasmtime::{
    Caller, Engine, ExternRef, ExternType, Linker, Memory, Module, Result, Rooted, Val, bail,
    format_err,
};

/// What JavaScript would hold.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
    Text(Arc<str>),
    List(Arc<[Value]>),
    /// The function that gives a zone's table.
    ZoneTable,
    /// What `JSON.parse` was given.
    Parsed(Arc<str>),
    Error(Arc<str>),
    /// An object that the module makes for the problems of an error.
    Detail,
}

/// The offsets of Asia/Shanghai, as `[from, offset]` in seconds.
const SHANGHAI: [(i32, i32); 13] = [
    (0, 28_800),
    (515_527_200, 32_400),
    (527_014_800, 28_800),
    (545_162_400, 32_400),
    (558_464_400, 28_800),
    (577_216_800, 32_400),
    (589_914_000, 28_800),
    (608_666_400, 32_400),
    (621_968_400, 28_800),
    (640_116_000, 32_400),
    (653_418_000, 28_800),
    (671_565_600, 32_400),
    (684_867_600, 28_800),
];

impl Value {
    pub(crate) fn text(text: &str) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn integer(number: u32) -> Self {
        Self::Number(f64::from(number))
    }

    fn list(values: impl IntoIterator<Item = Self>) -> Self {
        Self::List(values.into_iter().collect())
    }

    /// As a reference for the module; its null is JavaScript's.
    pub(crate) fn into_reference(
        self,
        store: impl wasmtime::AsContextMut,
    ) -> Result<Option<Rooted<ExternRef>>> {
        if matches!(self, Self::Null) {
            return Ok(None);
        }
        ExternRef::new(store, self).map(Some)
    }

    pub(crate) fn of_reference<'s, T: 'static>(
        reference: Option<Rooted<ExternRef>>,
        store: impl Into<wasmtime::StoreContext<'s, T>>,
    ) -> Result<Self> {
        let Some(reference) = reference else { return Ok(Self::Null) };
        let value = reference.data(store)?.and_then(|data| data.downcast_ref::<Self>());
        value.cloned().context("a reference that this host has not made")
    }

    fn type_name(&self) -> &'static str {
        match self {
            Self::Undefined => "undefined",
            Self::Bool(_) => "boolean",
            Self::Number(_) => "number",
            Self::Text(_) => "string",
            Self::ZoneTable => "function",
            _ => "object",
        }
    }

    fn is_object(&self) -> bool {
        self.type_name() == "object" && !matches!(self, Self::Null)
    }

    /// In UTF-16 code units, or elements.
    fn length(&self) -> Result<usize> {
        match self {
            Self::Text(text) => Ok(text.encode_utf16().count()),
            Self::List(values) => Ok(values.len()),
            other => bail!("{other:?} has no length"),
        }
    }

    fn element(&self, index: i32) -> Result<Self> {
        let Self::List(values) = self else { bail!("{self:?} has no elements") };
        Ok(values.get(usize::try_from(index)?).cloned().unwrap_or(Self::Undefined))
    }

    /// Of a function.
    fn called_with(&self, argument: &Self) -> Result<Self> {
        let row = |&(from, offset): &(i32, i32)| {
            Self::list([Self::Number(from.into()), Self::Number(offset.into())])
        };
        match (self, argument) {
            (Self::ZoneTable, Self::Text(name)) if &**name == "Asia/Shanghai" => {
                Ok(Self::list(SHANGHAI.iter().map(row)))
            }
            (Self::ZoneTable, _) => Ok(Self::Undefined),
            _ => bail!("{self:?} is no function"),
        }
    }
}

/// What the module expects in its table of references, and where.
pub(crate) fn constants() -> [(u64, Value); 5] {
    [
        (0, Value::Undefined),
        (1_024, Value::Undefined),
        (1_025, Value::Null),
        (1_026, Value::Bool(true)),
        (1_027, Value::Bool(false)),
    ]
}

/// Links every import of the module. Those that this host lacks trap with their name when called.
pub(crate) fn link(engine: &Engine, module: &Module) -> Result<Linker<()>> {
    let mut linker = Linker::new(engine);
    for import in module.imports() {
        let ExternType::Func(of) = import.ty() else {
            bail!("the module imports `{}`, which is no function", import.name())
        };
        let name = import.name().to_owned();
        linker.func_new(import.module(), import.name(), of, move |caller, args, results| {
            let answer = Call { caller, args }.answer(stem(&name));
            let answer = answer.with_context(|| format!("in the import `{name}`"))?;
            match (results, answer) {
                ([], None) => {}
                ([result], Some(answer)) => *result = answer,
                _ => bail!("the import `{name}` is of another type than this host's"),
            }
            Ok(())
        })?;
    }
    Ok(linker)
}

/// A name without its number: `length` of `length_2`.
fn stem(name: &str) -> &str {
    match name.rsplit_once('_') {
        Some((stem, number)) if number.parse::<u32>().is_ok() => stem,
        _ => name,
    }
}

/// One call of an import.
struct Call<'a> {
    caller: Caller<'a, ()>,
    args: &'a [Val],
}

impl Call<'_> {
    fn answer(&mut self, stem: &str) -> Result<Option<Val>> {
        let answer = match stem {
            "is_undefined" => truth(matches!(self.value(0)?, Value::Undefined)),
            "is_null" => truth(matches!(self.value(0)?, Value::Null)),
            "is_string" => truth(matches!(self.value(0)?, Value::Text(_))),
            "is_object" => truth(self.value(0)?.is_object()),
            "isArray" => truth(matches!(self.value(0)?, Value::List(_))),
            "isInteger" => {
                truth(matches!(self.value(0)?, Value::Number(number) if number.fract() == 0.0))
            }
            // The host makes neither.
            "is_bigint" | "instanceof_Uint8Array" => truth(false),
            "boolean_get" => Val::I32(match self.value(0)? {
                Value::Bool(value) => value.into(),
                _ => 0xFF_FFFF,
            }),
            "number_get" => return self.number_get().map(|()| None),
            "string_get" => return self.string_get().map(|()| None),
            "typeof" => {
                let name = self.value(0)?.type_name();
                self.reference(Value::text(name))?
            }
            "length" => Val::I32(i32::try_from(self.value(0)?.length()?)?),
            "get" | "get_unchecked" => {
                let element = self.value(0)?.element(self.integer(1)?)?;
                self.reference(element)?
            }
            "call" => {
                let result = self.value(0)?.called_with(&self.value(2)?)?;
                self.reference(result)?
            }
            "parse" => {
                let text = self.text()?;
                self.reference(Value::Parsed(text))?
            }
            "generic" => {
                let cast = match self.args {
                    [Val::F64(bits)] => Value::Number(f64::from_bits(*bits)),
                    _ => Value::Text(self.text()?),
                };
                self.reference(cast)?
            }
            // Exports other than functions and memory can't be had here: see `constants`.
            "init_externref_table" => return Ok(None),
            "throw" => bail!("the module throws: {}", self.text()?),
            _ => return self.answer_to_refusal(stem),
        };
        Ok(Some(answer))
    }

    /// What is called when a document is refused: its message is kept, the list of problems isn't.
    fn answer_to_refusal(&mut self, stem: &str) -> Result<Option<Val>> {
        match (stem, self.args) {
            ("Error", _) | ("new", [_, _]) => {
                let message = self.text()?;
                self.reference(Value::Error(message)).map(Some)
            }
            ("new", []) => self.reference(Value::Detail).map(Some),
            ("set", [Val::ExternRef(_), Val::ExternRef(_), Val::ExternRef(_)]) => {
                // `Reflect.set` says whether it could; a field of an object says nothing.
                let reflects = matches!(self.value(0)?, Value::Error(_));
                Ok(reflects.then(|| truth(true)))
            }
            ("set", _) => Ok(None),
            _ => bail!("this host has no such import"),
        }
    }

    fn integer(&self, index: usize) -> Result<i32> {
        self.args.get(index).and_then(Val::i32).context("an argument is no integer")
    }

    fn value(&self, index: usize) -> Result<Value> {
        match self.args.get(index) {
            Some(Val::ExternRef(reference)) => Value::of_reference(*reference, &self.caller),
            _ => bail!("an argument is no reference"),
        }
    }

    fn reference(&mut self, value: Value) -> Result<Val> {
        value.into_reference(&mut self.caller).map(Val::ExternRef)
    }

    fn memory(&mut self) -> Result<Memory> {
        let memory = self.caller.get_export("memory").and_then(wasmtime::Extern::into_memory);
        memory.context("the module exports no memory")
    }

    /// The text whose pointer and length are the first two arguments.
    fn text(&mut self) -> Result<Arc<str>> {
        let (pointer, length) = (offset(self.integer(0)?)?, offset(self.integer(1)?)?);
        let memory = self.memory()?;
        let bytes = memory.data(&self.caller).get(pointer..pointer + length);
        Ok(std::str::from_utf8(bytes.context("a text outside of the memory")?)?.into())
    }

    /// Writes to the pointer that is the first argument.
    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let pointer = offset(self.integer(0)?)?;
        let memory = self.memory()?;
        Ok(memory.write(&mut self.caller, pointer, bytes)?)
    }

    /// `Option<f64>`: a flag, and the number after 8 bytes.
    fn number_get(&mut self) -> Result<()> {
        let mut bytes = [0; 16];
        if let Value::Number(number) = self.value(1)? {
            bytes[0] = 1;
            bytes[8..].copy_from_slice(&number.to_le_bytes());
        }
        self.write(&bytes)
    }

    /// `Option<String>`: pointer and length of a copy in the module's memory.
    fn string_get(&mut self) -> Result<()> {
        let (mut pointer, mut length) = (0, 0);
        if let Value::Text(text) = self.value(1)? {
            pointer = self.copy_in(&text)?;
            length = i32::try_from(text.len())?;
        }
        let mut bytes = [0; 8];
        bytes[..4].copy_from_slice(&pointer.to_le_bytes());
        bytes[4..].copy_from_slice(&length.to_le_bytes());
        self.write(&bytes)
    }

    /// Allocates as the glue does: for ASCII at once, else again for the worst case of the rest.
    fn copy_in(&mut self, text: &str) -> Result<i32> {
        let units = i32::try_from(text.encode_utf16().count())?;
        let mut pointer = self.call("__wbindgen_malloc", &[units, 1])?;
        if !text.is_ascii() {
            let ascii = text.bytes().take_while(u8::is_ascii).count();
            let rest = i32::try_from(text[ascii..].encode_utf16().count())?;
            let room = i32::try_from(ascii)? + rest * 3;
            let length = i32::try_from(text.len())?;
            pointer = self.call("__wbindgen_realloc", &[pointer, units, room, 1])?;
            pointer = self.call("__wbindgen_realloc", &[pointer, room, length, 1])?;
        }
        let memory = self.memory()?;
        memory.write(&mut self.caller, offset(pointer)?, text.as_bytes())?;
        Ok(pointer)
    }

    fn call(&mut self, name: &str, args: &[i32]) -> Result<i32> {
        let export = self.caller.get_export(name).and_then(wasmtime::Extern::into_func);
        let export = export.ok_or_else(|| format_err!("the module exports no `{name}`"))?;
        let args: Vec<Val> = args.iter().map(|&arg| Val::I32(arg)).collect();
        let mut results = [Val::I32(0)];
        export.call(&mut self.caller, &args, &mut results)?;
        results[0].i32().context("no integer comes back")
    }
}

fn truth(value: bool) -> Val {
    Val::I32(value.into())
}

/// An address or a length of a 32-bit module.
fn offset(value: i32) -> Result<usize> {
    Ok(usize::try_from(value.cast_unsigned())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_known_without_their_numbers() {
        assert_eq!(stem("parse"), "parse");
        assert_eq!(stem("length_2"), "length");
        assert_eq!(stem("instanceof_Uint8Array"), "instanceof_Uint8Array");
    }

    #[test]
    fn lengths_are_those_of_javascript() {
        assert_eq!(Value::text("积分 🎁").length().unwrap(), 5);
        assert!(Value::Null.length().is_err());
    }
}
