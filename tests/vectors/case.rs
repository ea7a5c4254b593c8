//! One vector: its inputs, and expected numbers that must all be looked at. Never says what a number means.

use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// One vector of the data file.
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) function: String,
    value: Value,
    seen: RefCell<BTreeSet<String>>,
}

impl Case {
    pub(crate) fn new(value: &Value) -> Self {
        let text = |key: &str| value[key].as_str().expect("every vector has an id and a function").to_owned();
        Self { id: text("id"), function: text("fn"), value: value.clone(), seen: RefCell::default() }
    }

    /// An input of any shape.
    pub(crate) fn input(&self, key: &str) -> &Value {
        let value = &self.value["inputs"][key];
        assert!(!value.is_null(), "{}: there is no input `{key}`", self.id);
        value
    }

    /// An input that is a number.
    pub(crate) fn number(&self, key: &str) -> f64 {
        number(self.input(key))
    }

    /// An input that is a list of numbers.
    pub(crate) fn numbers(&self, key: &str) -> Vec<f64> {
        list(self.input(key)).iter().map(number).collect()
    }

    /// An expected value of any shape, which counts as looked at.
    pub(crate) fn expected(&self, key: &str) -> &Value {
        self.seen.borrow_mut().insert(key.into());
        let value = &self.value["expected"][key];
        assert!(!value.is_null(), "{}: nothing is expected of `{key}`", self.id);
        value
    }

    pub(crate) fn expects(&self, key: &str) -> bool {
        !self.value["expected"][key].is_null()
    }

    /// Compares a number within the vector's own tolerance.
    pub(crate) fn is(&self, key: &str, value: f64) {
        let wanted = number(self.expected(key));
        let (tolerance, relative) = self.tolerance(key);
        let most = if relative { tolerance * wanted.abs() } else { tolerance };
        // Doubles that are the same number may differ in the last digits.
        let most = most.max(wanted.abs() * 1e-14);
        assert!((value - wanted).abs() <= most, "{} {key}: {value} is not {wanted} ± {most}", self.id);
    }

    /// The number is not what a wrong method gives.
    pub(crate) fn is_not(&self, key: &str, value: f64) {
        let wrong = number(self.expected(key));
        assert!((value - wrong).abs() > 1e-6, "{} {key}: {value}", self.id);
    }

    /// Absolute or relative; one tolerance may hold for all keys, or a table may name keys by their beginning.
    fn tolerance(&self, key: &str) -> (f64, bool) {
        let tolerance = &self.value["tolerance"];
        for (kind, relative) in [("abs", false), ("rel", true)] {
            match &tolerance[kind] {
                Value::Null => {}
                Value::Object(by_key) => {
                    let found = by_key.iter().find(|(name, _)| key.starts_with(name.as_str()));
                    return (found.map_or(1e-9, |(_, value)| number(value)), relative);
                }
                value => return (number(value), relative),
            }
        }
        assert_eq!(tolerance["exact"], true, "{}: no tolerance", self.id);
        (0.0, false)
    }

    /// Fails where an expected value was not looked at.
    pub(crate) fn finish(&self) {
        let all = self.value["expected"].as_object().into_iter().flatten().map(|(key, _)| key.clone());
        let left = all.filter(|key| !self.seen.borrow().contains(key)).collect::<Vec<_>>();
        assert!(left.is_empty(), "{}: nothing is compared with {left:?}", self.id);
    }
}

pub(crate) fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

pub(crate) fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap_or_else(|| panic!("{value} is no list"))
}
