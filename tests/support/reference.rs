//! What people read about fields, from where it is written: the reference of a programme in
//! `docs/programme.md`, and the types of the other documents in `pkg/perks.d.ts`.

use std::collections::BTreeMap;

/// A field as a document explains it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Field {
    /// What it means, with its default.
    pub(crate) text: String,
    /// The default, where it is a plain value.
    pub(crate) default: Option<serde_json::Value>,
    /// It is reserved: the engine refuses it.
    pub(crate) reserved: bool,
}

/// Fields by the name of their object, and by their own.
pub(crate) type Reference = BTreeMap<String, BTreeMap<String, Field>>;

/// The objects of `docs/programme.md`: those in bold, with a table of fields or a list of them, and
/// the facts as fields of `condition`.
pub(crate) fn programme(text: &str) -> Reference {
    let mut reference = Reference::new();
    let mut objects: Vec<String> = Vec::new();
    let mut header: Vec<&str> = Vec::new();
    let mut group = "";
    let lines: Vec<&str> = text.lines().collect();
    for (number, line) in lines.iter().enumerate() {
        if line.starts_with("**`") {
            objects = bold(line);
            header.clear();
            if line.contains("`** · ") {
                let listed = lines[number..].iter().take_while(|it| !it.is_empty());
                let next = |(at, it): &(usize, &&str)| *at == 0 || !it.starts_with("**`");
                let listed: Vec<_> =
                    listed.enumerate().take_while(next).map(|(_, it)| *it).collect();
                list(&objects[0], &listed.join(" "), &mut reference);
            } else if let Some((_, about)) = line.split_once("`**: ")
                && let Some(fact) = objects[0].strip_prefix("fact.")
            {
                let field = explained(about, "", "●");
                reference.entry("condition".into()).or_default().insert(fact.to_owned(), field);
            }
            continue;
        }
        if line.starts_with("|---") {
            continue;
        }
        let Some(row) = line.strip_prefix("| ").and_then(|it| it.strip_suffix(" |")) else {
            header.clear();
            continue;
        };
        // A cell may be empty, and its border then has one blank.
        let cells: Vec<&str> = row.split(" |").map(|cell| cell.trim_start().trim_end()).collect();
        if header.is_empty() {
            header = cells;
            continue;
        }
        let column = |name: &str| {
            let at = header.iter().position(|it| *it == name)?;
            cells.get(at).copied()
        };
        match (header[0], column("field")) {
            ("benefit", Some(field)) => {
                group = if cells[0].is_empty() { group } else { cells[0] };
                let of: Vec<String> = if group.starts_with('`') {
                    names(group)
                } else {
                    ["buy_get", "n_for", "bundle", "nth_item"].map(str::to_owned).into()
                };
                let of: Vec<_> = of.iter().map(|it| format!("benefit.{it}")).collect();
                row_of(&of, field, &column, &mut reference);
            }
            (_, Some(field)) => row_of(&objects, field, &column, &mut reference),
            ("fact", None) => {
                let sort = column("sort, parameters").or(column("parameters"));
                let about = column("about").or(column("met"));
                let (sort, about) = (sort.unwrap_or_default(), about.unwrap_or_default());
                for fact in names(cells[0]) {
                    let field = explained(&format!("{about} ({sort})"), "", "●");
                    reference.entry("condition".into()).or_default().insert(fact, field);
                }
            }
            _ => {}
        }
    }
    reference
}

fn row_of<'r>(
    objects: &[String],
    field: &str,
    column: &dyn Fn(&str) -> Option<&'r str>,
    reference: &mut Reference,
) {
    let cell = |name: &str| column(name).unwrap_or_default();
    let explained = explained(cell("meaning"), cell("default"), cell("now"));
    let fields = match field {
        "bounds" => Vec::new(),
        _ => names(field),
    };
    for object in objects {
        for field in &fields {
            let known = reference.entry(object.clone()).or_default();
            known.insert(field.clone(), explained.clone());
        }
    }
}

/// Each `field` (type, default, ●: meaning) of an object.
fn list(object: &str, text: &str, reference: &mut Reference) {
    let mut rest = text.split_once("`** · ").map_or("", |(_, rest)| rest);
    while let Some((before, after)) = rest.split_once("` (") {
        let name = before.rsplit('`').next().unwrap_or_default();
        let mut depth = 1;
        let end = after.find(|char| {
            depth += match char {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth == 0
        });
        let (inside, following) = after.split_at(end.unwrap_or(after.len()));
        rest = following;
        let reserved = !inside.contains('●') && inside.contains('○');
        let (kind, meaning) = inside.split_once(['●', '○']).unwrap_or((inside, ""));
        let kind = kind.trim_end_matches([' ', ',']);
        let default = kind.rsplit(", ").next().filter(|_| kind.contains(", "));
        let default = default.unwrap_or_default().trim_start_matches("default ");
        let meaning = meaning.trim_start_matches([':', ';', ',', ' ']);
        let meaning = if meaning.is_empty() {
            kind.rsplit_once(", ").map_or(kind, |(it, _)| it)
        } else {
            meaning
        };
        let now = if reserved { "○" } else { "●" };
        let field = explained(meaning, default, now);
        reference.entry(object.to_owned()).or_default().insert(name.to_owned(), field);
    }
}

/// The names in bold and in code at the beginning of a line.
fn bold(line: &str) -> Vec<String> {
    let parts = line.split("**`").skip(1);
    parts.filter_map(|part| Some(part.split_once("`**")?.0.to_owned())).collect()
}

/// The names in code of a cell.
fn names(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn explained(meaning: &str, default: &str, now: &str) -> Field {
    let mut text = without_questions(meaning).replace(" ●", "").replace(" ○", " (not yet)");
    if let Some(first) = text.chars().next() {
        text = format!("{}{}", first.to_uppercase(), &text[first.len_utf8()..]);
    }
    if !text.is_empty() && !text.ends_with(['.', '…']) {
        text.push('.');
    }
    let said = match default {
        "" => String::new(),
        "required" => "Required.".to_owned(),
        default => format!("Default: {default}."),
    };
    let text = [text, said].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n");
    let plain = default.strip_prefix('`').and_then(|it| it.strip_suffix('`'));
    let default = plain.and_then(|it| serde_json::from_str(it).ok());
    Field { text, default, reserved: now == "○" }
}

/// Without the numbers of the questions on which systems disagree.
fn without_questions(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(" (question ") {
        kept.push_str(before);
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    kept + rest
}

/// The interfaces and object types of `pkg/perks.d.ts`, with what stands before each field.
pub(crate) fn types(text: &str) -> Reference {
    let mut reference = Reference::new();
    let (mut object, mut depth, mut comment) = (None::<String>, 0_usize, String::new());
    for line in text.lines() {
        let trimmed = line.trim();
        let declared = line.strip_prefix("export interface ").or(line.strip_prefix("interface "));
        let declared = declared.or(line.strip_prefix("export type "));
        if let Some(name) = declared {
            let end = name.find(|char: char| !char.is_alphanumeric()).unwrap_or(name.len());
            object = Some(name[..end].to_owned());
            (depth, comment) = (0, String::new());
        } else if let Some(text) = trimmed.strip_prefix("/**") {
            comment = text.trim_end_matches("*/").trim().to_owned();
            continue;
        } else if let Some(text) = trimmed.strip_prefix('*') {
            comment = format!("{comment} {}", text.trim_end_matches('/').trim()).trim().to_owned();
            continue;
        } else if let Some((name, _)) = trimmed.split_once(':')
            && let Some(object) = object.as_ref().filter(|_| depth == 1)
        {
            let name = name.trim_end_matches('?');
            if name.chars().all(|it| it.is_alphanumeric() || it == '_') && !comment.is_empty() {
                let text = std::mem::take(&mut comment);
                let field = Field { text: linked(&text), ..Field::default() };
                reference.entry(object.clone()).or_default().insert(name.to_owned(), field);
            }
        }
        comment.clear();
        depth = (depth + line.matches('{').count()).saturating_sub(line.matches('}').count());
    }
    reference
}

/// Names in place of links.
fn linked(text: &str) -> String {
    text.replace("{@link ", "").replace('}', "")
}
