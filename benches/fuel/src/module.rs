//! The shipped module as its JavaScript face would use it: handles, documents in, results out, and
//! the instructions that each call took. Knows nothing of workloads.

use std::path::Path;
use std::sync::Arc;

use wasmtime::error::Context;
use wasmtime::{
    Collector, Config, Engine, Instance, InstancePre, Module, OptLevel, Ref, Result, Store, Table,
    Val, bail, ensure, format_err,
};

use crate::host::{Value, constants, link};

/// More than any call takes.
const FULL: u64 = 1 << 50;

/// The compiled module.
pub(crate) struct Shipped {
    engine: Engine,
    instance: InstancePre<()>,
    /// The fuel of what is counted, in each session that is started.
    pub(crate) limit: u64,
}

/// An instance of its own: nothing else has touched its memory.
pub(crate) struct Session {
    store: Store<()>,
    instance: Instance,
    limit: u64,
}

/// A handle of each kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Program(i32);
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member(i32);
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cart(i32);

impl Shipped {
    /// # Errors
    /// When there is no such file, or it isn't the module.
    pub(crate) fn load(path: &Path) -> Result<Self> {
        let mut config = Config::new();
        config
            .consume_fuel(true)
            .collector(Collector::Null)
            // The instructions counted are those of the module, whatever becomes of them.
            .cranelift_opt_level(OptLevel::None);
        let engine = Engine::new(&config)?;
        let bytes = std::fs::read(path)
            .with_context(|| format!("{} is missing: run `cargo xtask build`", path.display()))?;
        let module = Module::new(&engine, bytes)?;
        let instance = link(&engine, &module)?.instantiate_pre(&module)?;
        Ok(Self { engine, instance, limit: FULL })
    }

    /// A fresh instance.
    pub(crate) fn start(&self) -> Result<Session> {
        let mut store = Store::new(&self.engine, ());
        store.set_fuel(FULL)?;
        let instance = self.instance.instantiate(&mut store)?;
        let mut session = Session { store, instance, limit: self.limit };
        let table = session.table()?;
        for (index, value) in constants() {
            let reference = value.into_reference(&mut session.store)?;
            table.set(&mut session.store, index, Ref::Extern(reference))?;
        }
        session.call("__wbindgen_start", &[])?;
        Ok(session)
    }
}

impl Session {
    /// What `work` gives, and the instructions that it took; they may be the last of the session.
    pub(crate) fn count<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<(T, u64)> {
        self.store.set_fuel(self.limit)?;
        let result = work(self)?;
        Ok((result, self.limit - self.store.get_fuel()?))
    }

    pub(crate) fn program(&mut self, document: &str) -> Result<Program> {
        let args = [self.reference(Value::text(document))?, self.reference(Value::ZoneTable)?];
        self.call_fallible("rawprogram_parse", &args).map(Program)
    }

    pub(crate) fn member(&mut self, program: Program, document: &str) -> Result<Member> {
        let document = self.reference(Value::text(document))?;
        self.call_fallible("rawprogram_member", &[Val::I32(program.0), document]).map(Member)
    }

    pub(crate) fn cart(&mut self, program: Program, document: &str) -> Result<Cart> {
        let document = self.reference(Value::text(document))?;
        self.call_fallible("rawprogram_cart", &[Val::I32(program.0), document]).map(Cart)
    }

    pub(crate) fn set_units(&mut self, cart: Cart, line: &str, units: u32) -> Result<()> {
        let args = [
            Val::I32(cart.0),
            self.reference(Value::text(line))?,
            self.reference(Value::integer(units))?,
        ];
        self.call_fallible("rawcart_set_units", &args).map(|_| ())
    }

    /// The result as JSON text; so are those below.
    pub(crate) fn status(&mut self, member: Member, options: &Value) -> Result<Arc<str>> {
        let options = self.reference(options.clone())?;
        let result = self.call_fallible("rawmember_status", &[Val::I32(member.0), options])?;
        self.parsed(result)
    }

    pub(crate) fn quote(
        &mut self,
        member: Member,
        cart: Cart,
        options: &Value,
    ) -> Result<Arc<str>> {
        let options = self.reference(options.clone())?;
        let args = [Val::I32(member.0), Val::I32(cart.0), options];
        let result = self.call_fallible("rawmember_quote", &args)?;
        self.parsed(result)
    }

    pub(crate) fn record(
        &mut self,
        member: Member,
        event: &str,
        options: &Value,
    ) -> Result<Arc<str>> {
        let event = self.reference(Value::text(event))?;
        let options = self.reference(options.clone())?;
        let args = [Val::I32(member.0), event, options];
        let result = self.call_fallible("rawmember_record", &args)?;
        self.parsed(result)
    }

    pub(crate) fn settle(&mut self, member: Member, options: &Value) -> Result<Arc<str>> {
        let options = self.reference(options.clone())?;
        let result = self.call_fallible("rawmember_settle", &[Val::I32(member.0), options])?;
        self.parsed(result)
    }

    fn reference(&mut self, value: Value) -> Result<Val> {
        value.into_reference(&mut self.store).map(Val::ExternRef)
    }

    /// Calls what may refuse: the last result says whether it did, the one before it with what.
    fn call_fallible(&mut self, name: &str, args: &[Val]) -> Result<i32> {
        let results = self.call(name, args)?;
        let integer = |result: &Val| result.i32().context("a result is no integer");
        let results = results.iter().map(integer).collect::<Result<Vec<i32>>>()?;
        match *results {
            [.., error, 1] => match self.take(error)? {
                Value::Error(message) => bail!("`{name}` refuses: {message}"),
                other => bail!("`{name}` throws {other:?}"),
            },
            [result, _, 0] => Ok(result),
            [_, 0] => Ok(0),
            _ => bail!("`{name}` has another number of results"),
        }
    }

    fn parsed(&mut self, index: i32) -> Result<Arc<str>> {
        match self.take(index)? {
            Value::Parsed(text) => Ok(text),
            other => bail!("instead of a result there is {other:?}"),
        }
    }

    /// Takes a value out of the table of references.
    fn take(&mut self, index: i32) -> Result<Value> {
        let entry = self.table()?.get(&mut self.store, u64::from(index.cast_unsigned()));
        let reference = entry.and_then(|entry| entry.as_extern().flatten().copied());
        let value = Value::of_reference(reference, &self.store)?;
        self.call("__externref_table_dealloc", &[Val::I32(index)])?;
        Ok(value)
    }

    fn table(&mut self) -> Result<Table> {
        let table = self.instance.get_table(&mut self.store, "__wbindgen_externrefs");
        table.context("the module exports no table of references")
    }

    fn call(&mut self, name: &str, args: &[Val]) -> Result<Vec<Val>> {
        let export = self.instance.get_func(&mut self.store, name);
        let export = export.ok_or_else(|| format_err!("the module exports no `{name}`"))?;
        let mut results = vec![Val::I32(0); export.ty(&self.store).results().len()];
        ensure!(
            args.len() == export.ty(&self.store).params().len(),
            "`{name}` takes another number of arguments"
        );
        export.call(&mut self.store, args, &mut results)?;
        Ok(results)
    }
}
