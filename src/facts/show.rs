//! Values of facts as people write and read them. Never rounds what is compared.

use super::{FactType, Value};
use crate::architecture::{Bytes, Duration, Rate, Ratio};

/// The value with its unit.
pub fn show(value: &Value<'_>, kind: FactType) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Text(text) => text.to_string(),
        Value::List(names) => names.join(", "),
        Value::Number(number) => show_number(*number, kind),
    }
}

fn show_number(number: f64, kind: FactType) -> String {
    if number.is_infinite() {
        return "no bound".into();
    }
    match kind {
        FactType::Duration => Duration::from_seconds(number).map(|it| it.to_string()),
        FactType::Rate => Rate::from_per_second(number).map(|it| it.to_string()),
        FactType::Ratio => Ratio::new(number).map(|it| it.to_string()),
        FactType::Bytes => Some(Bytes(number as u64).to_string()),
        FactType::Count => Some(format!("{number:.0}")),
        _ => None,
    }
    .unwrap_or_else(|| {
        let text = format!("{number:.3}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    })
}

/// Reads a value of a fact from the text a rule file holds.
///
/// # Errors
/// What is wrong, as the end of a sentence that begins with the value.
pub fn parse(text: &str, kind: FactType) -> Result<Value<'static>, String> {
    match kind {
        FactType::Duration => Duration::parse(text).map(|it| Value::Number(it.seconds())),
        FactType::Rate => Rate::parse(text).map(|it| Value::Number(it.per_second())),
        FactType::Ratio => Ratio::parse(text).map(|it| Value::Number(it.get())),
        FactType::Bytes => Bytes::parse(text).map(|it| Value::Number(it.0 as f64)),
        FactType::Choice(words) if words.contains(&text) => Ok(Value::Text(text.to_owned().into())),
        FactType::Choice(words) => Err(format!("is not one of {}", words.join(", "))),
        FactType::Text => Ok(Value::Text(text.to_owned().into())),
        FactType::Flag => Err("must be written without quotes".into()),
        FactType::Count | FactType::Number => Err("must be a number without quotes".into()),
        FactType::List => Err("cannot be compared".into()),
    }
}
