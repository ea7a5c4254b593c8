//! Quantities with their units: how they are written, read and shown. Never accepts a bare number.

use std::fmt;

/// A span of time in seconds, not negative.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Duration(f64);

/// Events per second, not negative.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Rate(f64);

/// A share between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Ratio(f64);

/// A size in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bytes(pub u64);

/// A calendar date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// The timeout of one attempt.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub enum Timeout {
    /// Known to have none: the caller waits for as long as it takes.
    None,
    /// The caller gives up after this time.
    After(Duration),
}

/// The units of a quantity: suffix and factor to the base unit.
type Units = &'static [(&'static str, f64)];

const TIME: Units = &[
    ("ns", 1e-9),
    ("us", 1e-6),
    ("µs", 1e-6),
    ("ms", 1e-3),
    ("s", 1.0),
    ("min", 60.0),
    ("h", 3600.0),
    ("d", 86_400.0),
];
const FREQUENCY: Units = &[("/s", 1.0), ("/min", 1.0 / 60.0), ("/h", 1.0 / 3600.0), ("/d", 1.0 / 86_400.0)];
const SIZE: Units = &[
    ("B", 1.0),
    ("kB", 1e3),
    ("KiB", 1024.0),
    ("MB", 1e6),
    ("MiB", 1_048_576.0),
    ("GB", 1e9),
    ("GiB", 1_073_741_824.0),
];

impl Duration {
    /// The longest time that is taken seriously: ten years.
    pub const LONGEST: Self = Self(315_360_000.0);

    /// From seconds; negative, infinite and undefined numbers have no duration.
    pub fn from_seconds(seconds: f64) -> Option<Self> {
        (seconds.is_finite() && seconds >= 0.0).then_some(Self(seconds))
    }

    /// In seconds.
    pub fn seconds(self) -> f64 {
        self.0
    }

    /// In milliseconds.
    pub fn milliseconds(self) -> f64 {
        self.0 * 1e3
    }

    /// Reads `300ms`, `1.5s`, `2min`, `1h30min` is not accepted: one number and one unit.
    ///
    /// # Errors
    /// What is wrong, as the end of a sentence that begins with the value.
    pub fn parse(text: &str) -> Result<Self, String> {
        let seconds = parse_quantity(text, TIME, "a duration such as \"300ms\", \"2s\" or \"5min\"")?;
        if seconds > Self::LONGEST.0 {
            return Err("is longer than ten years".into());
        }
        Ok(Self(seconds))
    }
}

impl Rate {
    /// From events per second; negative, infinite and undefined numbers have no rate.
    pub fn from_per_second(per_second: f64) -> Option<Self> {
        (per_second.is_finite() && per_second >= 0.0).then_some(Self(per_second))
    }

    /// Events per second.
    pub fn per_second(self) -> f64 {
        self.0
    }

    /// Reads `40/s`, `3/min`, `100/h`, `5/d`.
    ///
    /// # Errors
    /// What is wrong, as the end of a sentence that begins with the value.
    pub fn parse(text: &str) -> Result<Self, String> {
        let per_second = parse_quantity(text, FREQUENCY, "a rate such as \"40/s\" or \"3/min\"")?;
        if per_second > 1e12 {
            return Err("is more than 10^12 per second".into());
        }
        Ok(Self(per_second))
    }
}

impl Ratio {
    /// From a number between 0 and 1.
    pub fn new(ratio: f64) -> Option<Self> {
        (0.0..=1.0).contains(&ratio).then_some(Self(ratio))
    }

    /// Between 0 and 1.
    pub fn get(self) -> f64 {
        self.0
    }

    /// Reads `99.95%`.
    ///
    /// # Errors
    /// What is wrong, as the end of a sentence that begins with the value.
    pub fn parse(text: &str) -> Result<Self, String> {
        let percent = parse_quantity(text, &[("%", 1.0)], "a ratio such as \"99.95%\"")?;
        if percent > 100.0 {
            return Err("is more than 100 %".into());
        }
        Ok(Self(percent / 100.0))
    }
}

impl Bytes {
    /// Reads `20kB`, `8MiB`.
    ///
    /// # Errors
    /// What is wrong, as the end of a sentence that begins with the value.
    pub fn parse(text: &str) -> Result<Self, String> {
        let bytes = parse_quantity(text, SIZE, "a size such as \"20kB\" or \"8MiB\"")?;
        if bytes > 1e15 {
            return Err("is more than 10^15 bytes".into());
        }
        Ok(Self(bytes.round() as u64))
    }
}

impl Timeout {
    /// Reads a duration, or `none`.
    ///
    /// # Errors
    /// What is wrong, as the end of a sentence that begins with the value.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text == "none" {
            return Ok(Self::None);
        }
        let duration = Duration::parse(text).map_err(|reason| match reason.strip_prefix("is not ") {
            Some(wanted) => format!("is neither {wanted} nor \"none\""),
            None => reason,
        })?;
        if duration.seconds() == 0.0 {
            return Err("is no time at all; write \"none\" where there is no timeout".into());
        }
        Ok(Self::After(duration))
    }

    /// The time, where there is one.
    pub fn after(self) -> Option<Duration> {
        match self {
            Self::None => None,
            Self::After(duration) => Some(duration),
        }
    }
}

impl Date {
    /// A day before all others, on which nothing has expired.
    pub const FIRST: Self = Self { year: 0, month: 1, day: 1 };

    /// A date that exists.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=days).contains(&day).then_some(Self { year, month, day })
    }

    /// Reads `2027-01-31`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str, count| part.len() == count && part.bytes().all(|it| it.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }
}

fn parse_quantity(text: &str, units: Units, wanted: &str) -> Result<f64, String> {
    let text = text.trim();
    let split = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '_' | '-' | '+')))
        .unwrap_or(text.len());
    let (number, unit) = (text[..split].replace('_', ""), text[split..].trim());
    let Ok(number) = number.parse::<f64>() else {
        return Err(format!("is not {wanted}"));
    };
    let factor = units.iter().find(|(suffix, _)| *suffix == unit).map(|(_, factor)| *factor);
    let Some(factor) = factor else {
        let suffixes = units.iter().filter(|(suffix, _)| suffix.is_ascii()).map(|(suffix, _)| *suffix);
        return Err(match unit {
            "" => format!("has no unit; write {wanted}"),
            _ => format!(
                "is not one number with one unit; units are {}",
                suffixes.collect::<Vec<_>>().join(", ")
            ),
        });
    };
    if number < 0.0 {
        return Err("is negative".into());
    }
    Ok(number * factor)
}

/// At most `digits` significant digits, without trailing zeros.
fn significant(number: f64, digits: i32) -> String {
    if number == 0.0 {
        return "0".into();
    }
    let decimals = (digits - 1 - number.abs().log10().floor() as i32).max(0) as usize;
    let text = format!("{number:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').into() } else { text }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0;
        let (factor, unit) = match seconds {
            0.0 => (1.0, "s"),
            s if s < 1e-6 => (1e-9, "ns"),
            s if s < 1e-3 => (1e-6, "us"),
            s if s < 1.0 => (1e-3, "ms"),
            s if s < 120.0 => (1.0, "s"),
            s if s < 7200.0 => (60.0, "min"),
            s if s < 172_800.0 => (3600.0, "h"),
            _ => (86_400.0, "d"),
        };
        write!(f, "{}{unit}", significant(seconds / factor, 4))
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (factor, unit) = match self.0 {
            0.0 => (1.0, "/s"),
            r if r < 1.0 / 3600.0 => (86_400.0, "/d"),
            r if r < 1.0 / 60.0 => (3600.0, "/h"),
            r if r < 1.0 => (60.0, "/min"),
            _ => (1.0, "/s"),
        };
        write!(f, "{}{unit}", significant(self.0 * factor, 4))
    }
}

impl fmt::Display for Ratio {
    /// A share close to 1 or to 0 keeps the digits that distinguish it from there: `99.95%`, `99.999%`, `0.23%`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = self.0 * 100.0;
        let gap = (100.0 - percent).abs().min(percent.abs());
        let decimals = if gap < 1e-9 { 0 } else { (1 - gap.log10().floor() as i32).clamp(0, 8) as usize };
        let text = format!("{percent:.decimals$}");
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        write!(f, "{text}%")
    }
}

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (factor, unit) = match self.0 {
            b if b < 1_000 => (1.0, "B"),
            b if b % (1 << 20) == 0 && b % 1_000_000 != 0 => (f64::from(1 << 20), "MiB"),
            b if b % (1 << 10) == 0 && b % 1_000 != 0 => (f64::from(1 << 10), "KiB"),
            b if b < 1_000_000 => (1e3, "kB"),
            b if b < 1_000_000_000 => (1e6, "MB"),
            _ => (1e9, "GB"),
        };
        write!(f, "{}{unit}", significant(self.0 as f64 / factor, 4))
    }
}

impl fmt::Display for Timeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::After(duration) => duration.fmt(f),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_shows_units() {
        for (written, shown) in
            [("300ms", "300ms"), ("1.5s", "1.5s"), ("90 s", "90s"), ("5min", "5min"), ("0.5ms", "500us")]
        {
            assert_eq!(Duration::parse(written).map(|d| d.to_string()), Ok(shown.into()), "{written}");
        }
        for (written, shown) in [("40/s", "40/s"), ("90/min", "1.5/s"), ("3/h", "3/h")] {
            assert_eq!(Rate::parse(written).map(|r| r.to_string()), Ok(shown.into()), "{written}");
        }
        for (written, shown) in [("99.95%", "99.95%"), ("100%", "100%"), ("99.999%", "99.999%"), ("5%", "5%")]
        {
            assert_eq!(Ratio::parse(written).map(|r| r.to_string()), Ok(shown.into()), "{written}");
        }
        for (written, shown) in [("8MiB", "8MiB"), ("64KiB", "64KiB"), ("20kB", "20kB"), ("1MB", "1MB")] {
            assert_eq!(Bytes::parse(written).map(|b| b.to_string()), Ok(shown.into()), "{written}");
        }
        for (share, shown) in [(0.0234, "2.3%"), (0.002_31, "0.23%"), (0.0, "0%"), (0.384, "38%")] {
            assert_eq!(Ratio::new(share).map(|r| r.to_string()), Some(shown.into()), "{share}");
        }
    }

    #[test]
    fn refuses_what_is_not_a_quantity() {
        for text in ["300", "ms", "", "-3s", "3 fortnights", "1e400s", "NaN", "20y", "--s", "9999999d"] {
            assert!(Duration::parse(text).is_err(), "{text}");
        }
        assert!(Ratio::parse("100.1%").is_err() && Ratio::parse("0.99").is_err());
        assert!(Timeout::parse("0s").is_err() && Timeout::parse("none") == Ok(Timeout::None));
        for text in ["2027-02-29", "+027-01-31", "2027-1-31", "2027-01-31T00:00:00Z"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
