//! How an answer moved the verdict, and why, in one line. Never lays out a screen.

use super::bench::{Bench, Standing};
use crate::architecture::{Choice, Mode};
use crate::decision::MODES;

/// What one answer did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// Where the verdict is now, such as `async, likely (81 in 100)`; empty while nothing can be decided.
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
    ) -> Self {
        let word = |standing: Option<&Standing>| standing.map(Standing::word).unwrap_or_default();
        let why = after.map(|after| why(bench, before, after, name)).unwrap_or_default();
        Self { now: word(after), before: word(before), why }
    }

    /// `→ async, likely (81 in 100), before: sync, toss-up (52 in 100): …`.
    pub fn line(&self) -> String {
        let why = if self.why.is_empty() { String::new() } else { format!(": {}", self.why) };
        match () {
            () if self.now.is_empty() => String::new(),
            () if self.before.is_empty() => format!("→ so far {}", self.now),
            () if self.before == self.now => format!("→ still {}{why}", self.now),
            () => format!("→ {}{why} (was {})", self.now, self.before),
        }
    }
}

impl Standing {
    /// The mode, the word for how sure it is, and of a hundred draws those in which it stands.
    pub fn word(&self) -> String {
        let sure = self.verdict.as_str().replace('-', " ");
        match (self.decision.recommended, self.confidence) {
            (None, _) => "no mode is possible".into(),
            (Some(mode), Some(share)) if !self.decision.is_forced() => {
                format!("{mode}, {sure} ({:.0} in 100)", share * 100.0)
            }
            (Some(mode), _) => format!("{mode}, {sure}"),
        }
    }
}

fn why(bench: &Bench<'_>, before: Option<&Standing>, after: &Standing, name: &str) -> String {
    let method = bench.method;
    let blocked = |standing: &Standing, mode: Mode| standing.decision.score(mode).blocked_by;
    for mode in MODES {
        let fresh = blocked(after, mode) & !before.map_or(0, |before| blocked(before, mode));
        let mut vetoes = method.vetoes().iter().enumerate();
        let veto = vetoes.find(|(index, veto)| fresh & (1 << index) != 0 && &*veto.id != "no-split");
        if let Some((_, veto)) = veto {
            return format!("{mode} is ruled out, as {}", veto.reason);
        }
    }
    if let Some(before) = before {
        let freed = |mode: &Mode| blocked(before, *mode) != 0 && blocked(after, *mode) == 0;
        if let Some(mode) = MODES.into_iter().find(freed) {
            return format!("{mode} has become possible");
        }
    }
    let Some(column) = method.column(name) else { return String::new() };
    if !after.evidence.slots()[column].is_known() {
        return "not known, so it speaks for nothing".into();
    }
    let [sync, asynchronous, hybrid] = method.pull(&after.evidence, column);
    let strongest = [(Mode::Sync, sync), (Mode::Async, asynchronous), (Mode::Hybrid, hybrid)];
    let most = strongest.iter().map(|(_, pull)| *pull).fold(f64::NEG_INFINITY, f64::max);
    let least = strongest.iter().map(|(_, pull)| *pull).fold(f64::INFINITY, f64::min);
    if most - least < 1e-9 {
        return "that speaks for none of the modes".into();
    }
    let level = |pull: f64| most - pull < 1e-9;
    let favoured: Vec<&str> =
        strongest.iter().filter(|(_, pull)| level(*pull)).map(|(mode, _)| mode.word()).collect();
    format!("that speaks for {}", favoured.join(" and "))
}
