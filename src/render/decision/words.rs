//! Facts and their values in plain words: one table. Never decides which side a fact is on.

/// How one fact is spoken of. `{caller}`, `{callee}` and `{}` (the value) are filled in.
#[derive(Debug)]
pub(super) struct FactWords {
    pub(super) fact: &'static str,
    /// What is not known while it is unknown.
    pub(super) open: &'static str,
    /// A clause per value; `*` stands for every other value.
    pub(super) clauses: &'static [(&'static str, &'static str)],
}

const fn of(
    fact: &'static str,
    open: &'static str,
    clauses: &'static [(&'static str, &'static str)],
) -> FactWords {
    FactWords { fact, open, clauses }
}

/// Sorted by fact.
#[rustfmt::skip]
pub(super) const WORDS: &[FactWords] = &[
    of("background", "whether the work can be done in the background", &[
        ("true", "the work can be done in the background"),
        ("false", "the work cannot be done in the background"),
    ]),
    of("broker-latency", "how long a hop through the broker takes", &[("*", "one hop through the broker takes {}")]),
    of("burst-factor", "how far the peak rate is above the mean", &[("*", "the peak rate is {} times the mean")]),
    of("compensation", "whether a completed effect can be undone", &[
        ("true", "a completed effect can be undone by business means"),
        ("false", "a completed effect cannot be undone"),
    ]),
    of("consistency", "how soon both sides must agree", &[
        ("strong", "{caller} must see the committed state at once"),
        ("mixed", "some steps must see the committed state at once, others need not"),
        ("bounded", "both sides may disagree for a bounded time"),
        ("eventual", "both sides may agree a little later"),
    ]),
    of("criticality-gap", "which of both sides is more critical", &[
        ("true", "{callee} is less critical than {caller}"),
        ("false", "{callee} is at least as critical as {caller}"),
    ]),
    of("deadline", "when an answer comes too late", &[("*", "an answer is useless after {}")]),
    of("distance", "how far apart both sides run", &[
        ("same", "both sides run in the same region"),
        ("near", "both sides run close to each other"),
        ("far", "both sides run in distant regions"),
    ]),
    of("error-budget-share", "how much of the permitted downtime {callee} uses up", &[
        ("*", "{callee} alone uses {} of the downtime that the journey may have"),
    ]),
    of("fallback", "whether there is an acceptable answer while {callee} is down", &[
        ("true", "there is an acceptable answer while {callee} is down"),
        ("false", "there is no acceptable answer while {callee} is down"),
    ]),
    of("fan-out", "how many calls {caller} makes in the same operation", &[
        ("1", "{caller} makes no other call in the same operation"),
        ("*", "{caller} makes {} calls in the same operation"),
    ]),
    of("high-load", "whether the load is high for {callee}", &[
        ("true", "the load is high for {callee}"),
        ("false", "the load is not high for {callee}"),
    ]),
    of("idempotency", "whether it does harm when it is done twice", &[
        ("impossible", "doing it twice does harm in any case"),
        ("keyable", "a repetition can be recognised by a key"),
        ("natural", "doing it twice does no harm"),
    ]),
    of("kind", "whether it asks for information, asks for a change or reports an event", &[
        ("query", "it asks for information"),
        ("command", "it asks for a change"),
        ("event", "it reports that something has happened"),
    ]),
    of("max-hold", "how long a request may be held open", &[("*", "a request may be held open for {}")]),
    of("messaging", "how experienced the team is with messaging", &[
        ("none", "the team has not run a message broker before"),
        ("some", "the team has some experience with messaging"),
        ("proven", "the team runs a message broker in production"),
    ]),
    of("needs-result", "when {caller} needs the outcome", &[
        ("now", "{caller} needs the outcome before it can answer"),
        ("later", "{caller} needs the outcome only later"),
        ("never", "{caller} never needs the outcome"),
    ]),
    of("ordering", "which order must be kept", &[
        ("total", "everything must be handled in order"),
        ("key", "requests with the same key must stay in order"),
        ("none", "the order does not matter"),
    ]),
    of("payload", "how large one request is", &[("*", "one request carries {}")]),
    of("payload-may-rest", "whether the data may be stored in a broker", &[
        ("true", "the data may be stored in a broker"),
        ("false", "the data must not be stored in a broker"),
    ]),
    of("processing", "how long {callee} works on it", &[
        ("*", "{callee} works on it for {} at the 99th percentile"),
    ]),
    of("rate-limited", "whether {callee} limits its callers", &[
        ("true", "{callee} limits how often it is called, or belongs to somebody else"),
        ("false", "{callee} does not limit how often it is called"),
    ]),
    of("receivers", "who receives it", &[
        ("one", "one addressed service receives it"),
        ("many", "several known services receive it"),
        ("open", "whoever subscribes receives it"),
    ]),
    of("replay", "whether a record for reading again is wanted", &[
        ("true", "a record that can be read again later is wanted"),
        ("false", "no record for reading again is wanted"),
    ]),
    of("reply-time", "how long request and reply by message take", &[("*", "request and reply by message take {}")]),
    of("request-response", "whether one question and one answer are enough", &[
        ("true", "one question and one answer are enough"),
        ("false", "it is a workflow of several steps"),
    ]),
    of("round-trip", "how long the network takes there and back", &[("*", "the network takes {} there and back")]),
    of("staleness", "how old the data may be when it is read", &[("*", "the data may be {} old when it is read")]),
    of("user-waiting", "whether somebody waits for the outcome", &[
        ("true", "somebody waits for the outcome"),
        ("false", "nobody waits for the outcome"),
    ]),
    of("writers", "how many services write in the same business transaction", &[
        ("0", "nobody writes anything"),
        ("1", "only one service writes"),
        ("*", "{} services write in the same business transaction"),
    ]),
];

/// The words for a fact; nothing for a fact of a team's own.
pub(super) fn words_of(fact: &str) -> Option<&'static FactWords> {
    let index = WORDS.binary_search_by(|words| words.fact.cmp(fact)).ok()?;
    Some(&WORDS[index])
}

#[cfg(test)]
mod tests {
    use super::{WORDS, words_of};
    use crate::decision::FACTS;
    use crate::facts::FactType;

    #[test]
    fn every_fact_of_the_method_has_words_for_every_value() {
        assert!(WORDS.is_sorted_by_key(|words| words.fact));
        for spec in FACTS {
            let words = words_of(spec.name).unwrap_or_else(|| panic!("`{}` has words", spec.name));
            let values: &[&str] = match spec.kind {
                FactType::Choice(values) => values,
                FactType::Flag => &["true", "false"],
                _ => &["*"],
            };
            for value in values {
                assert!(words.clauses.iter().any(|(known, _)| known == value), "{} {value}", spec.name);
            }
        }
    }
}
