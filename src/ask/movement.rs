//! How an answer moved the verdict, and why, in one line. Never lays out a screen.

use super::bench::{Bench, Standing};
use crate::architecture::{Choice, Mode};
use crate::decision::{MODES, Verdict};

/// What one answer did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// Where the verdict is now, such as `async, likely (81 %)`; empty while nothing can be decided.
    pub now: String,
    /// The same before the answer.
    pub before: String,
    /// Why, in a few words; empty where nothing speaks for anything.
    pub why: String,
}

impl Movement {
    pub(super) fn between(
        bench: &Bench<'_>,
        before: Option<&Standing>,
        after: Option<&Standing>,
        name: &str,
        said: bool,
    ) -> Self {
        let word = |standing: Option<&Standing>| standing.map(Standing::word).unwrap_or_default();
        let why = after.map(|after| why(bench, before, after, name, said)).unwrap_or_default();
        Self { now: word(after), before: word(before), why }
    }

    /// `That speaks for async → async, likely (81 %), no longer sync`.
    pub fn line(&self) -> String {
        let mode = |word: &str| word.split(',').next().unwrap_or_default().to_owned();
        let (now, before) = (mode(&self.now), mode(&self.before));
        match () {
            () if self.now.is_empty() || self.why.is_empty() => String::new(),
            () if now == before => format!("{} → still {}", self.why, self.now),
            () => format!("{} → {}, no longer {before}", self.why, self.now),
        }
    }
}

impl Standing {
    /// The mode, the word for how sure it is, and the share of trials in which it stands.
    pub fn word(&self) -> String {
        let Some(mode) = self.decision.recommended else {
            return "none of the modes, they are all ruled out".into();
        };
        let share = self.confidence.map_or(0.0, |share| (share * 100.0).floor());
        match self.verdict {
            Verdict::Forced => format!("{mode}, the only one left"),
            Verdict::InsufficientFacts => format!("{mode}, but too little is known yet ({share} %)"),
            verdict => format!("{mode}, {} ({share} %)", verdict.as_str()),
        }
    }
}

fn why(bench: &Bench<'_>, before: Option<&Standing>, after: &Standing, name: &str, said: bool) -> String {
    let method = bench.method;
    let blocked = |standing: &Standing, mode: Mode| standing.decision.score(mode).blocked_by;
    for mode in MODES {
        let fresh = blocked(after, mode) & !before.map_or(0, |before| blocked(before, mode));
        let mut vetoes = method.vetoes().iter().enumerate();
        let veto = vetoes.find(|(index, veto)| fresh & (1 << index) != 0 && &*veto.id != "no-split");
        if let Some((_, veto)) = veto {
            return format!("{} is ruled out: {}", capital(mode.word()), veto.reason);
        }
    }
    if let Some(before) = before {
        let freed = |mode: &Mode| blocked(before, *mode) != 0 && blocked(after, *mode) == 0;
        if let Some(mode) = MODES.into_iter().find(freed) {
            return format!("{} has become possible", capital(mode.word()));
        }
    }
    let Some(column) = method.column(name) else { return String::new() };
    if !after.evidence.slots()[column].is_known() {
        let answered = after.evidence.slots()[column].is_unknown() && name == "consistency" && said;
        let why =
            if answered { "Which steps need it decides" } else { "Not known, so it speaks for nothing" };
        return why.into();
    }
    let [sync, asynchronous, hybrid] = method.pull(&after.evidence, column);
    let strongest = [(Mode::Sync, sync), (Mode::Async, asynchronous), (Mode::Hybrid, hybrid)];
    let most = strongest.iter().map(|(_, pull)| *pull).fold(f64::NEG_INFINITY, f64::max);
    let least = strongest.iter().map(|(_, pull)| *pull).fold(f64::INFINITY, f64::min);
    if most - least < 1e-9 {
        let scored = method.criteria().iter().any(|criterion| criterion.slot == column);
        return if scored { "That speaks for none of them" } else { "That rules nothing out" }.into();
    }
    let level = |pull: f64| most - pull < 1e-9;
    let favoured: Vec<&str> =
        strongest.iter().filter(|(_, pull)| level(*pull)).map(|(mode, _)| mode.word()).collect();
    format!("That speaks for {}", favoured.join(" and "))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
