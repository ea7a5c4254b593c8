//! Names the form of a business transaction over several services, after its mode is chosen. Never chooses the mode.

use super::fact::{self, Slot};
use super::{Evidence, Method};
use crate::architecture::{Coordination, Mode};

/// A row of the table of transactional sagas (Ford, Richards, Sadalage, Dehghani, Software Architecture: The Hard
/// Parts, 2021, chapter 12).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saga {
    /// `s` or `a` for the communication, `a` or `e` for atomic or eventual, `o` or `c` for the coordination.
    pub code: &'static str,
    /// The name the authors give it.
    pub name: &'static str,
    /// How closely it ties the services together while it runs.
    pub coupling: &'static str,
    /// Messages and atomic consistency do not go together; never recommended, but it can be declared.
    pub is_doubtful: bool,
}

const SAGAS: [Saga; 8] = [
    row("aac", "Horror Story", "medium"),
    row("aao", "Fantasy Fiction Saga", "high"),
    row("aec", "Anthology Saga", "very low"),
    row("aeo", "Parallel Saga", "low"),
    row("sac", "Phone Tag Saga", "high"),
    row("sao", "Epic Saga", "very high"),
    row("sec", "Time Travel Saga", "medium"),
    row("seo", "Fairy Tale Saga", "high"),
];

const fn row(code: &'static str, name: &'static str, coupling: &'static str) -> Saga {
    let letters = code.as_bytes();
    Saga { code, name, coupling, is_doubtful: letters[0] == b'a' && letters[1] == b'a' }
}

impl Method {
    /// The saga that a transaction with at least two known writers becomes under `mode`; nothing otherwise.
    ///
    /// A hybrid counts as asynchronous and eventual: its strong steps are inside the now-part. Where the coordination
    /// is not declared, it is orchestrated with three or more writers or with compensation (our default).
    pub fn saga(&self, evidence: &Evidence, mode: Mode) -> Option<&'static Saga> {
        let slots = evidence.slots();
        let Slot::Number(writers) = slots[fact::WRITERS] else { return None };
        if writers < 2.0 {
            return None;
        }
        let communication = if mode == Mode::Sync { 's' } else { 'a' };
        let atomic = mode != Mode::Hybrid && self.possibly_atomic(slots[fact::CONSISTENCY]);
        let compensates = self.columns[fact::COMPENSATION].word("true").map(Slot::Word);
        let led = writers >= 3.0 || compensates == Some(slots[fact::COMPENSATION]);
        let coordination = match evidence.coordination {
            Some(Coordination::Orchestrated) => 'o',
            Some(Coordination::Choreographed) => 'c',
            None => {
                if led {
                    'o'
                } else {
                    'c'
                }
            }
        };
        let code = [communication, if atomic { 'a' } else { 'e' }, coordination];
        SAGAS.iter().find(|saga| saga.code.chars().eq(code))
    }

    fn possibly_atomic(&self, consistency: Slot) -> bool {
        let column = &self.columns[fact::CONSISTENCY];
        let atomic = ["strong", "mixed"].iter().filter_map(|word| column.word(word));
        match consistency {
            Slot::Word(word) => atomic.into_iter().any(|known| known == word),
            Slot::Unknown(mask) => column.word("strong").is_some_and(|word| mask & (1 << word) != 0),
            Slot::Number(_) | Slot::NotApplicable => false,
        }
    }
}
