//! The eight yes-or-no answers of the original framework, and how they map to facts. Never asks.

use super::fact::{self, Slot};
use super::{Evidence, Method};
use crate::architecture::{Mode, Provenance};

/// The names of the eight questions: four reasons for sync, then four for async.
pub const QUESTIONS: [&str; 8] = [
    "user-waiting",
    "strong-consistency",
    "request-response",
    "same-region",
    "background",
    "high-load",
    "geo-distributed",
    "eventual-consistency",
];

/// Answers in the order of [`QUESTIONS`]; `None` is "I do not know".
pub type Answers = [Option<bool>; 8];

/// Two answers that cannot both be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contradiction {
    /// The two questions.
    pub questions: [&'static str; 2],
}

impl Method {
    /// Enters the eight answers into `evidence`. The two answers about consistency and the two about distance each
    /// describe one fact, so that nothing counts twice.
    ///
    /// # Errors
    /// When both regions are called the same and distant, or when consistency is to be strong and eventual although
    /// no split has both steps that are strong and steps that are not.
    pub fn answer(&self, evidence: &mut Evidence, answers: &Answers) -> Result<(), Contradiction> {
        let [user, strong, simple, same, background, load, far, eventual] = *answers;
        let consistency = self.consistency(evidence, strong, eventual)?;
        let distance = self.distance(same, far)?;
        for (name, answer) in [
            ("user-waiting", user),
            ("request-response", simple),
            ("background", background),
            ("high-load", load),
        ] {
            let word = answer.and_then(|yes| self.word(name, if yes { "true" } else { "false" }));
            let column = self.column(name).expect("the eight questions are about built-in facts");
            let slot = word.unwrap_or_else(|| self.columns[column].unknown());
            evidence.put(column, slot, Provenance::Declared);
        }
        evidence.put(fact::CONSISTENCY, consistency, Provenance::Declared);
        evidence.put(fact::DISTANCE, distance, Provenance::Declared);
        evidence.settle(&self.columns);
        Ok(())
    }

    fn consistency(
        &self,
        evidence: &Evidence,
        strong: Option<bool>,
        eventual: Option<bool>,
    ) -> Result<Slot, Contradiction> {
        let split = evidence.partition.split;
        let words: &[&str] = match (strong, eventual) {
            (Some(true), Some(true)) if split.admissible && split.mixed => &["mixed"],
            (Some(true), Some(true)) => {
                return Err(Contradiction { questions: ["strong-consistency", "eventual-consistency"] });
            }
            (Some(true), _) => &["strong"],
            (_, Some(true)) => &["eventual"],
            (Some(false), Some(false)) => &["bounded"],
            (Some(false), None) => &["bounded", "eventual"],
            (None, Some(false)) => &["strong", "bounded"],
            (None, None) => &["strong", "bounded", "eventual"],
        };
        Ok(self.among(fact::CONSISTENCY, words))
    }

    fn distance(&self, same: Option<bool>, far: Option<bool>) -> Result<Slot, Contradiction> {
        let words: &[&str] = match (same, far) {
            (Some(true), Some(true)) => {
                return Err(Contradiction { questions: ["same-region", "geo-distributed"] });
            }
            (Some(true), _) => &["same"],
            (_, Some(true)) => &["far"],
            (Some(false), Some(false)) => &["near"],
            (Some(false), None) => &["near", "far"],
            (None, Some(false)) => &["same", "near"],
            (None, None) => &["same", "near", "far"],
        };
        Ok(self.among(fact::DISTANCE, words))
    }

    /// The slot that leaves these words: known where there is one, unknown among them otherwise.
    pub fn among(&self, column: usize, words: &[&str]) -> Slot {
        let indices = words.iter().filter_map(|word| self.columns[column].word(word));
        match words {
            [_] => indices.map(Slot::Word).next().unwrap_or_else(|| self.columns[column].unknown()),
            _ => Slot::Unknown(indices.fold(0, |mask, index| mask | 1 << index)),
        }
    }
}

/// The framework as it was first written, for comparison: the side with more true answers wins, sync on a tie, and
/// hybrid where the steps divide and each side has an answer. The flag says whether it is a tie.
pub fn count_answers(answers: &[bool; 8], splits: bool) -> (Mode, bool) {
    let [sync, asynchronous] = [0, 4].map(|side| answers[side..side + 4].iter().filter(|yes| **yes).count());
    let mode = match () {
        () if splits && sync > 0 && asynchronous > 0 => Mode::Hybrid,
        () if sync >= asynchronous => Mode::Sync,
        () => Mode::Async,
    };
    (mode, sync == asynchronous)
}
