//! A table of a document, read key by key. Never forgets a key: what nobody asked for is reported as unknown.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::source::{FileId, Span, Spanned};
use toml::de::{DeTable, DeValue};

/// A value with its place, not yet interpreted.
#[derive(Clone, Copy)]
pub struct Item<'d, 's> {
    value: &'d DeValue<'s>,
    /// Where the value stands.
    pub span: Span,
}

/// The shapes a value can have.
pub enum Value<'d, 's> {
    /// A string.
    Text(&'d str),
    /// An integer that fits 64 bits.
    Integer(i64),
    /// A number with a fraction or exponent, or an integer too large for 64 bits.
    Float(f64),
    /// `true` or `false`.
    Flag(bool),
    /// A date, a time or both, as written.
    Datetime(String),
    /// A list.
    List(Vec<Item<'d, 's>>),
    /// A table.
    Table(Table<'d, 's>),
}

impl<'d, 's> Item<'d, 's> {
    /// The value by its shape.
    pub fn value(self) -> Value<'d, 's> {
        match self.value {
            DeValue::String(text) => Value::Text(text),
            DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => Value::Integer(number),
                Err(_) => Value::Float(f64::INFINITY),
            },
            DeValue::Float(number) => Value::Float(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Datetime(datetime) => Value::Datetime(datetime.to_string()),
            DeValue::Array(items) => Value::List(
                items
                    .iter()
                    .map(|item| Item { value: item.get_ref(), span: Span::new(self.span.file, item.span()) })
                    .collect(),
            ),
            DeValue::Table(table) => Value::Table(Table::new(table, self.span.file, self.span)),
        }
    }

    /// What the value is, for "expected …, found …".
    pub fn shape(self) -> &'static str {
        match self.value {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) if matches!(self.value(), Value::Float(_)) => "a whole number beyond 64 bits",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => match self.value() {
                Value::Float(number) if number.is_nan() => "not a number",
                Value::Float(number) if number.is_infinite() => "infinite",
                _ => "a decimal number",
            },
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        }
    }

    /// A diagnostic that the value has the wrong shape.
    pub fn wrong_shape(self, key: &str, wanted: &str) -> Diagnostic {
        let title = format!("`{key}` must be {wanted}, but is {}", self.shape());
        Diagnostic::error("wrong-type", title, self.span)
    }

    /// A diagnostic that the value, an entry of a list, has the wrong shape.
    pub fn wrong_entry(self, key: &str, wanted: &str) -> Diagnostic {
        let title = format!("an entry of `{key}` must be {wanted}, but is {}", self.shape());
        Diagnostic::error("wrong-type", title, self.span)
    }

    /// The text, or a diagnostic.
    ///
    /// # Errors
    /// When the value is not a string.
    pub fn text(self, key: &str) -> Result<&'d str, Box<Diagnostic>> {
        match self.value {
            DeValue::String(text) => Ok(text),
            _ => Err(Box::new(self.wrong_shape(key, "a string"))),
        }
    }

    /// The table, or a diagnostic.
    ///
    /// # Errors
    /// When the value is not a table.
    pub fn table(self, key: &str) -> Result<Table<'d, 's>, Box<Diagnostic>> {
        match self.value() {
            Value::Table(table) => Ok(table),
            _ => Err(Box::new(self.wrong_shape(key, "a table"))),
        }
    }

    /// The items of a list; a single value counts as a list of one.
    pub fn items(self) -> Vec<Item<'d, 's>> {
        match self.value() {
            Value::List(items) => items,
            _ => vec![self],
        }
    }
}

/// A table, its keys in alphabetical order.
#[derive(Clone, Copy)]
pub struct Table<'d, 's> {
    entries: &'d DeTable<'s>,
    file: FileId,
    /// The header or the braces.
    pub span: Span,
}

impl<'d, 's> Table<'d, 's> {
    pub(super) fn new(entries: &'d DeTable<'s>, file: FileId, span: Span) -> Self {
        Self { entries, file, span }
    }

    /// All entries.
    pub fn entries(self) -> impl Iterator<Item = (Spanned<&'d str>, Item<'d, 's>)> {
        self.entries.iter().map(move |(key, value)| {
            let key_span = Span::new(self.file, key.span());
            let item = Item { value: value.get_ref(), span: Span::new(self.file, value.span()) };
            (Spanned::new(key.get_ref().as_ref(), key_span), item)
        })
    }

    /// The entry with this key.
    pub fn get(self, key: &str) -> Option<Item<'d, 's>> {
        let value = self.entries.get(key)?;
        Some(Item { value: value.get_ref(), span: Span::new(self.file, value.span()) })
    }

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self.entries.is_empty()
    }
}

/// How many known keys a diagnostic lists where none is near.
const LISTED: usize = 16;

/// A diagnostic for a key that nobody knows, with the nearest one that is known, or all of them where they are few.
pub fn unknown_key<'a>(
    key: Spanned<&str>,
    place: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let known: Vec<&str> = known.into_iter().collect();
    let few = || (known.len() <= LISTED).then(|| format!("known keys are {}", known.join(", ")));
    Diagnostic::error("unknown-key", format!("unknown key `{}` in {place}", key.value), key.span)
        .maybe_help(did_you_mean(key.value, known.iter().copied()).or_else(few))
}
