//! Settings from the environment. Never falls back silently: a value that makes no sense is an error with the name of
//! its variable.

use std::fmt::Display;
use std::str::FromStr;

/// A variable that is missing or makes no sense.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{name} {problem}")]
pub struct SettingError {
    /// The variable.
    pub name: String,
    /// What is wrong with it, after its name.
    pub problem: String,
}

/// Everything that is wrong with the environment.
#[derive(Debug, PartialEq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct SettingsError(pub Vec<SettingError>);

/// The variable `name` of this process as a `T`; `default` where it is not set.
///
/// # Errors
/// The variable is not set and has no default, or its value is no `T`.
pub fn variable<T>(name: &str, default: Option<&str>) -> Result<T, SettingError>
where
    T: FromStr<Err: Display>,
{
    parsed(name, std::env::var(name).ok(), default)
}

/// The same for a value that somebody else looked up; an empty one counts as not set.
///
/// # Errors
/// There is neither a value nor a default, or it is no `T`.
pub fn parsed<T>(
    name: &str,
    value: Option<String>,
    default: Option<&str>,
) -> Result<T, SettingError>
where
    T: FromStr<Err: Display>,
{
    let wrong = |problem: String| SettingError {
        name: name.to_owned(),
        problem,
    };
    let value = value.filter(|value| !value.trim().is_empty());
    let value = value.as_deref().or(default);
    let value = value.ok_or_else(|| wrong("is not set".into()))?;
    let parsed = value.trim().parse::<T>();
    parsed.map_err(|error| wrong(format!("makes no sense: {error}")))
}
