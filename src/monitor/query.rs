//! PromQL, piece by piece. Never lets a name end the string it stands in, or uses a label that a metric does not have.

use super::metric::{Kind, Metric};
use std::time::Duration;

/// The series of one metric, as a selector is built up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Series {
    metric: Metric,
    suffix: &'static str,
    /// Label, operator, value.
    matchers: Vec<(&'static str, &'static str, String)>,
}

/// The series of a metric; a distribution's need a suffix.
pub(super) fn series(metric: Metric) -> Series {
    Series { metric, suffix: "", matchers: Vec::new() }
}

impl Series {
    pub(super) fn count(mut self) -> Self {
        self.suffix = "_count";
        self
    }

    /// The bucket up to a bound. Prometheus 3 writes `1` as `1.0`, so both are matched.
    pub(super) fn bucket(mut self, bound: f64) -> Self {
        self.suffix = "_bucket";
        let le = le(bound);
        if le.contains('.') {
            self.matchers.push(("le", "=", le));
        } else {
            self.matchers.push(("le", "=~", format!("{le}([.]0)?")));
        }
        self
    }

    /// All buckets.
    pub(super) fn buckets(mut self) -> Self {
        self.suffix = "_bucket";
        self
    }

    pub(super) fn with(mut self, label: &'static str, value: &str) -> Self {
        debug_assert!(label == "service" || self.metric.labels.contains(&label), "{label}");
        self.matchers.push((label, "=", value.to_owned()));
        self
    }

    /// Any of several words, none of which means anything to a regular expression.
    pub(super) fn among(mut self, label: &'static str, words: &[&str]) -> Self {
        debug_assert!(self.metric.labels.contains(&label), "{label}");
        match words {
            [word] => self.matchers.push((label, "=", (*word).to_owned())),
            _ => self.matchers.push((label, "=~", words.join("|"))),
        }
        self
    }

    /// The name with its suffix.
    pub(super) fn name(&self) -> String {
        debug_assert!(matches!(self.metric.kind, Kind::Seconds { .. }) != self.suffix.is_empty());
        format!("{}{}", self.metric.name, self.suffix)
    }

    /// As an instant vector.
    pub(super) fn now(&self) -> String {
        let matchers = self.matchers.iter();
        let matchers: Vec<_> =
            matchers.map(|(label, is, value)| format!("{label}{is}{}", string(value))).collect();
        format!("{}{{{}}}", self.name(), matchers.join(","))
    }

    /// The summed rate over a window such as `5m`.
    pub(super) fn rate(&self, window: &str) -> String {
        format!("sum(rate({}[{window}]))", self.now())
    }

    /// The summed increase over a window.
    pub(super) fn increase(&self, window: &str) -> String {
        format!("sum(increase({}[{window}]))", self.now())
    }
}

/// A PromQL string; its escapes are those of Go.
pub(super) fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            _ if c.is_control() || is_invisible(c) => {
                let code = u32::from(c);
                quoted += &if code > 0xffff { format!("\\U{code:08x}") } else { format!("\\u{code:04x}") };
            }
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Characters that a text of another language may not hold as they are, or that nobody sees.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A number without the noise of binary fractions: twelve decimals at most.
pub(super) fn number(number: f64) -> String {
    let text = format!("{number:.12}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The bound of a bucket as a service prints it, after a passage through nanoseconds.
pub(super) fn le(bound: f64) -> String {
    Duration::from_secs_f64(bound).as_secs_f64().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitor::metric::{QUEUE_DEPTH, SERVER_REQUEST_DURATION};

    #[test]
    fn selectors_quote_what_people_call_things() {
        let depth = series(QUEUE_DEPTH).with("channel", "a\"}\\ or \n\u{202e}");
        assert_eq!(depth.now(), r#"queue_depth{channel="a\"}\\ or \u000a\u202e"}"#);
        let requests = series(SERVER_REQUEST_DURATION).with("service", "web");
        assert_eq!(
            requests.clone().bucket(0.3).rate("5m"),
            "sum(rate(server_request_duration_seconds_bucket{service=\"web\",le=\"0.3\"}[5m]))"
        );
        assert_eq!(
            requests.bucket(1.0).now(),
            "server_request_duration_seconds_bucket{service=\"web\",le=~\"1([.]0)?\"}"
        );
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(number(1.0 - 0.999), "0.001");
        assert_eq!(number(14.4), "14.4");
        assert_eq!(number(60.0), "60");
        assert_eq!(number(1.0 - 0.99999), "0.00001");
    }
}
