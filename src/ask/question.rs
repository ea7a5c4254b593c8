//! One question: its text, what may be answered, and how an answer is read. Never knows who answers.

use crate::architecture::{Bytes, Duration, Rate, Ratio};
use crate::diagnostic::did_you_mean;

/// The name of the questions that are no facts.
pub(super) const FROM: &str = "from";
pub(super) const TO: &str = "to";
pub(super) const WHAT: &str = "what";
pub(super) const MODE: &str = "mode";
pub(super) const TIMEOUT: &str = "timeout";
pub(super) const ATTEMPTS: &str = "attempts";
pub(super) const STEPS_NOW: &str = "steps-now";
pub(super) const STEPS_LATER: &str = "steps-later";
pub(super) const STEPS_STRONG: &str = "steps-strong";

/// A round trip below this is near, as in the fact `distance`.
const NEAR_SECONDS: f64 = 0.010;

/// What an answer looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A name.
    Name,
    /// Names, separated by commas.
    Names,
    /// Yes or no.
    Flag,
    /// One of the choices.
    Word,
    /// A duration.
    Duration,
    /// A duration, or that there is none.
    Timeout,
    /// A size.
    Size,
    /// A whole number.
    Count,
    /// A share.
    Ratio,
    /// Two rates: the mean and the peak.
    Rates,
    /// Two tiers: the caller's and the callee's.
    Tiers,
    /// How far apart both ends are: a word, or the round trip.
    Distance,
}

/// One of several answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// As it is written in a file.
    pub word: String,
    /// What it means; may be empty.
    pub means: String,
}

/// What `?` shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The name of the page, for `syncwise explain`; empty where there is none.
    pub page: String,
    /// What is asked.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// Where an answer misleads.
    pub drawbacks: String,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The fact, or what the answer is called in a file of answers.
    pub name: String,
    /// As people are asked.
    pub text: String,
    /// What may be answered.
    pub form: Form,
    /// The answers there are, where they are listed.
    pub choices: Vec<Choice>,
    /// What `?` shows.
    pub explanation: Explanation,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// As a file writes it, without quotes.
    Known(String),
    /// Asked, and not known.
    Unknown,
}

/// The word by which an answer says that it is not known.
pub(super) const UNKNOWN: &str = "unknown";

impl Answer {
    /// The text, where it is known.
    pub fn known(&self) -> Option<&str> {
        match self {
            Self::Known(text) => Some(text),
            Self::Unknown => None,
        }
    }

    /// The text, or `unknown`.
    pub fn text(&self) -> &str {
        self.known().unwrap_or(UNKNOWN)
    }
}

impl Question {
    /// Reads what somebody typed: a number or a beginning of a choice, or a value.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence.
    pub fn read(&self, typed: &str) -> Result<Answer, String> {
        let typed = typed.trim();
        if typed.is_empty() || matches!(typed.to_lowercase().as_str(), UNKNOWN | "don't know" | "dont know") {
            return Ok(Answer::Unknown);
        }
        let text = match self.form {
            Form::Name => name(typed)?,
            Form::Names => names(typed)?,
            Form::Flag => flag(typed)?,
            Form::Word => self.word(typed)?,
            Form::Duration => worded(Duration::parse(typed).map(|it| it.to_string()), typed)?,
            Form::Timeout if typed == "none" => typed.to_owned(),
            Form::Timeout => worded(Duration::parse(typed).map(|it| it.to_string()), typed)?,
            Form::Size => worded(Bytes::parse(typed).map(|it| it.to_string()), typed)?,
            Form::Ratio => worded(Ratio::parse(typed).map(|it| it.to_string()), typed)?,
            Form::Count => count(typed)?,
            Form::Rates => rates(typed)?,
            Form::Tiers => tiers(typed)?,
            Form::Distance => self.distance(typed)?,
        };
        Ok(Answer::Known(text))
    }

    /// What may be typed, in a few words.
    pub fn hint(&self) -> &'static str {
        match self.form {
            Form::Name => "a name",
            Form::Names => "names with commas between them, or `none`",
            Form::Flag => "yes or no",
            Form::Word => "a number or a word",
            Form::Duration => "a time such as 300ms or 2s",
            Form::Timeout => "a time such as 300ms, or `none` if nothing ends the wait",
            Form::Size => "a size such as 20kB or 2MB",
            Form::Count => "a whole number",
            Form::Ratio => "a share such as 99.9%",
            Form::Rates => "mean and peak such as `40/s 400/s`",
            Form::Tiers => "both tiers, caller first, such as `1 2`",
            Form::Distance => "a number or a word, or the round trip such as 4ms",
        }
    }

    /// The values as a list for people, or what may be typed.
    pub fn values(&self) -> String {
        match self.form {
            Form::Flag => "true | false".into(),
            Form::Word => {
                let words: Vec<&str> = self.choices.iter().map(|choice| &*choice.word).collect();
                words.join(" | ")
            }
            _ => self.hint().into(),
        }
    }

    fn word(&self, typed: &str) -> Result<String, String> {
        let words = || self.choices.iter().map(|choice| &*choice.word);
        if let Some(choice) =
            typed.parse().ok().and_then(|number: usize| self.choices.get(number.wrapping_sub(1)))
        {
            return Ok(choice.word.clone());
        }
        let lower = typed.to_lowercase();
        if let Some(exact) = words().find(|word| *word == lower) {
            return Ok(exact.to_owned());
        }
        let mut beginning = words().filter(|word| word.starts_with(&lower));
        match (beginning.next(), beginning.next()) {
            (Some(word), None) => Ok(word.to_owned()),
            _ => Err(match did_you_mean(&lower, words()) {
                Some(near) => format!("`{typed}` is not one of the answers; {near}"),
                None => format!("`{typed}` is not one of {}", words().collect::<Vec<_>>().join(", ")),
            }),
        }
    }

    fn distance(&self, typed: &str) -> Result<String, String> {
        if let Ok(round_trip) = Duration::parse(typed) {
            return Ok(round_trip.to_string());
        }
        match self.word(typed)?.as_str() {
            "near" => Err("how near? write the round trip, such as 4ms".into()),
            word => Ok(word.to_owned()),
        }
    }
}

/// The distance that a round trip makes.
pub(super) fn distance_of(answer: &str) -> &str {
    match Duration::parse(answer) {
        Ok(round_trip) if round_trip.seconds() < NEAR_SECONDS => "near",
        Ok(_) => "far",
        Err(_) => answer,
    }
}

fn worded(read: Result<String, String>, typed: &str) -> Result<String, String> {
    read.map_err(|wrong| format!("`{typed}` {wrong}"))
}

fn name(typed: &str) -> Result<String, String> {
    if typed.chars().any(char::is_control) {
        return Err("a name is one line of text".into());
    }
    Ok(typed.to_owned())
}

/// The names of a list.
pub(super) fn split(names: &str) -> impl Iterator<Item = &str> {
    names.split(',').map(str::trim).filter(|name| !name.is_empty() && *name != "none")
}

fn names(typed: &str) -> Result<String, String> {
    let names: Vec<String> = split(typed).map(name).collect::<Result<_, _>>()?;
    for (index, name) in names.iter().enumerate() {
        if names[..index].contains(name) {
            return Err(format!("`{name}` is named twice"));
        }
    }
    Ok(if names.is_empty() { "none".into() } else { names.join(", ") })
}

fn flag(typed: &str) -> Result<String, String> {
    match typed.to_lowercase().as_str() {
        "y" | "yes" | "true" | "1" => Ok("true".into()),
        "n" | "no" | "false" | "2" => Ok("false".into()),
        _ => Err(format!("`{typed}` is neither yes nor no")),
    }
}

fn count(typed: &str) -> Result<String, String> {
    match typed.parse::<u32>() {
        Ok(count) => Ok(count.to_string()),
        Err(_) => Err(format!("`{typed}` is not a whole number")),
    }
}

fn rates(typed: &str) -> Result<String, String> {
    let mut parts = typed.split_whitespace();
    let (Some(mean), Some(peak), None) = (parts.next(), parts.next(), parts.next()) else {
        return Err("write two rates, the mean and the peak, such as `40/s 400/s`".into());
    };
    let rate = |text: &str| Rate::parse(text).map_err(|wrong| format!("`{text}` {wrong}"));
    let (mean, peak) = (rate(mean)?, rate(peak)?);
    if peak.per_second() < mean.per_second() {
        return Err("the peak is below the mean".into());
    }
    Ok(format!("{mean} {peak}"))
}

fn tiers(typed: &str) -> Result<String, String> {
    let tiers: Vec<u8> = typed.split_whitespace().filter_map(|tier| tier.parse().ok()).collect();
    match tiers[..] {
        [from @ 1..=4, to @ 1..=4] => Ok(format!("{from} {to}")),
        _ => Err("write two numbers from 1 (most critical) to 4, such as `1 2`".into()),
    }
}
