//! Changes to a TOML text that somebody wrote: one door for `toml_edit`. Never touches a line that it was not asked to
//! change, nor its line end, and never reads or writes a file.

mod splice;

use splice::{plain, splice};
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike};

/// A value to write.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Count(i64),
    /// A text, quoted as needed.
    Text(String),
    /// Texts in a list.
    List(Vec<String>),
    /// `{ key = value, … }` on one line.
    Fields(Vec<(String, Value)>),
    /// A list of tables, each with a header of its own.
    Tables(Vec<Vec<(String, Value)>>),
}

/// Where a key stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A table at the top such as `[system]`; it is added where it is missing.
    Top(&'static str),
    /// `[service.NAME]`; it is added where it is missing.
    Service(String),
    /// The interaction with this index among those of the file, in the order of the text.
    Interaction(usize),
    /// The journey with this index, likewise.
    Journey(usize),
}

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Gives a key a value. A comment behind the old value stays.
    Set {
        /// The table.
        place: Place,
        /// The key.
        key: String,
        /// The value.
        value: Value,
    },
    /// Adds an entry to a list of tables, which is made where it is missing.
    Push {
        /// The table.
        place: Place,
        /// The key.
        key: String,
        /// The entry.
        fields: Vec<(String, Value)>,
    },
    /// Adds text at the end, with an empty line before it.
    Append(String),
}

/// The text after all changes, in their order. Lines that do not change keep every byte, the mark at the beginning and
/// the ends of lines included; new lines end as the first line does.
///
/// # Errors
/// When the text is no TOML, or the place of a change cannot be reached, such as an interaction that is not there.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, String> {
    let mut text = text.to_owned();
    for edit in edits {
        let before = plain(&text);
        let after = change(&before, edit)?;
        text = splice(&text, &before, &after);
    }
    Ok(text)
}

/// A text as a TOML value.
pub fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

/// A key, in quotes where it needs them.
pub fn key(name: &str) -> String {
    toml_edit::Key::new(name).display_repr().into_owned()
}

/// `key = value` lines, or tables with headers below `header` for a list of tables.
pub fn lines(header: &str, name: &str, value: &Value) -> String {
    let Value::Tables(tables) = value else {
        return format!("{} = {}\n", key(name), scalar(value));
    };
    let table = |fields: &Vec<(String, Value)>| {
        let body: String = fields.iter().map(|(key, value)| lines(header, key, value)).collect();
        format!("\n[[{header}.{}]]\n{body}", key(name))
    };
    tables.iter().map(table).collect()
}

fn change(text: &str, edit: &Edit) -> Result<String, String> {
    match edit {
        Edit::Append(addition) => append(text, addition),
        Edit::Set { place, key, value } => within(text, place, |table| {
            set(table, key, value);
            Ok(())
        }),
        Edit::Push { place, key, fields } => within(text, place, |table| push(table, key, fields)),
    }
}

/// Changes one table. The end of the text stays as it is.
fn within(
    text: &str,
    place: &Place,
    change: impl FnOnce(&mut dyn TableLike) -> Result<(), String>,
) -> Result<String, String> {
    let mut document = parse(text)?;
    change(table(&mut document, place)?)?;
    let mut changed = document.to_string();
    if !text.ends_with('\n') && changed.ends_with('\n') {
        changed.pop();
    }
    Ok(changed)
}

fn parse(text: &str) -> Result<DocumentMut, String> {
    text.parse().map_err(|error: toml_edit::TomlError| {
        format!("not valid TOML: {}", error.message().lines().next().unwrap_or_default())
    })
}

fn append(text: &str, addition: &str) -> Result<String, String> {
    let document = parse(text)?;
    for name in ["interaction", "service"] {
        if document.get(name).is_some_and(|item| item.is_value()) {
            return Err(format!("`{name}` is written in one line, so no table can be added to it"));
        }
    }
    let gap = match text {
        "" => "",
        text if text.ends_with("\n\n") => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let whole = format!("{text}{gap}{addition}");
    parse(&whole)?;
    Ok(whole)
}

fn table<'d>(document: &'d mut DocumentMut, place: &Place) -> Result<&'d mut dyn TableLike, String> {
    match place {
        Place::Top(name) => child(document.as_table_mut(), name, false),
        Place::Service(name) => child(child(document.as_table_mut(), "service", true)?, name, false),
        Place::Interaction(index) => member(document, "interaction", *index),
        Place::Journey(index) => member(document, "journey", *index),
    }
}

/// One of several tables of the same name.
fn member<'d>(
    document: &'d mut DocumentMut,
    name: &str,
    index: usize,
) -> Result<&'d mut dyn TableLike, String> {
    let missing = || format!("there is no {name} number {} in the file", index + 1);
    match document.get_mut(name).ok_or_else(missing)? {
        Item::ArrayOfTables(tables) => {
            tables.get_mut(index).map(|table| table as &mut dyn TableLike).ok_or_else(missing)
        }
        Item::Value(toml_edit::Value::Array(items)) => {
            let item = items.get_mut(index).and_then(toml_edit::Value::as_inline_table_mut);
            item.map(|table| table as &mut dyn TableLike).ok_or_else(missing)
        }
        Item::Table(table) if index == 0 => Ok(table),
        _ => Err(missing()),
    }
}

fn child<'t>(
    parent: &'t mut dyn TableLike,
    name: &str,
    implicit: bool,
) -> Result<&'t mut dyn TableLike, String> {
    let item = parent.entry(name).or_insert_with(|| {
        let mut table = Table::new();
        table.set_implicit(implicit);
        table.decor_mut().set_prefix("\n");
        Item::Table(table)
    });
    item.as_table_like_mut().ok_or_else(|| format!("`{name}` is not a table"))
}

fn set(table: &mut dyn TableLike, key: &str, value: &Value) {
    let item = match value {
        Value::Tables(tables) => Item::ArrayOfTables(tables.iter().map(|fields| full(fields)).collect()),
        value => Item::Value(scalar(value)),
    };
    match (table.get_mut(key), item) {
        (Some(Item::Value(old)), Item::Value(mut new)) => {
            *new.decor_mut() = old.decor().clone();
            *old = new;
        }
        (Some(old), item) => *old = item,
        (None, item) => {
            table.insert(key, item);
        }
    }
}

/// A list that is laid out over several lines stays so: the entry takes the layout of the one before it.
fn push(table: &mut dyn TableLike, key: &str, fields: &[(String, Value)]) -> Result<(), String> {
    let mut entry = toml_edit::Value::from(fields_of(fields));
    match table.get_mut(key) {
        None => drop(table.insert(key, Item::Value(Array::from_iter([entry]).into()))),
        Some(Item::ArrayOfTables(tables)) => tables.push(full(fields)),
        Some(Item::Value(toml_edit::Value::Array(list))) => {
            let before = list.iter().last().and_then(|last| last.decor().prefix()?.as_str());
            let first = if list.is_empty() { "" } else { " " };
            let own_line = before.filter(|it| it.contains('\n')).unwrap_or(first).to_owned();
            entry.decor_mut().set_prefix(own_line);
            list.push_formatted(entry);
        }
        Some(Item::Value(one @ toml_edit::Value::InlineTable(_))) => {
            let decor = std::mem::take(one.decor_mut());
            let mut list = Array::from_iter([one.clone(), entry]);
            *list.decor_mut() = decor;
            *one = list.into();
        }
        Some(_) => return Err(format!("`{key}` is written as a table of its own")),
    }
    Ok(())
}

fn full(fields: &[(String, Value)]) -> Table {
    let mut table = Table::new();
    table.decor_mut().set_prefix("\n");
    fields.iter().for_each(|(key, value)| set(&mut table, key, value));
    table
}

fn scalar(value: &Value) -> toml_edit::Value {
    match value {
        Value::Flag(flag) => (*flag).into(),
        Value::Count(count) => (*count).into(),
        Value::Text(text) => text.as_str().into(),
        Value::List(texts) => texts.iter().map(String::as_str).collect::<Array>().into(),
        Value::Fields(fields) => fields_of(fields).into(),
        Value::Tables(tables) => tables.iter().map(|fields| fields_of(fields)).collect::<Array>().into(),
    }
}

fn fields_of(fields: &[(String, Value)]) -> InlineTable {
    fields.iter().map(|(key, value)| (key.as_str(), scalar(value))).collect()
}

#[cfg(test)]
mod tests;
