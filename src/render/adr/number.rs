//! Numbers and file names of records. Never gives a number twice, and never takes one away.

use super::existing::record_about;
use super::facts::{Facts, hash_of};
use super::markdown::slug;
use super::{About, Record, RecordContext, RecordState};

/// Gives numbers: those of records that are there, then the next free ones.
pub(super) struct Numbering<'a> {
    context: RecordContext<'a>,
    next: u32,
}

impl<'a> Numbering<'a> {
    pub(super) fn new(context: &RecordContext<'a>) -> Self {
        let last = context.existing.iter().map(|record| record.number).max();
        let next = context.first_number.max(last.map_or(0, |last| last.saturating_add(1)));
        Self { context: *context, next }
    }

    /// A record without title and text about something that depends on `facts`.
    pub(super) fn record(&mut self, about: About, name: &str, facts: &Facts) -> Record {
        let (number, file_name, state) = match record_about(self.context.existing, &about) {
            Some(existing) => {
                let same = existing.hash == hash_of(facts);
                let state = if same { RecordState::Kept } else { RecordState::Updated };
                (existing.number, existing.file_name.clone(), state)
            }
            None => {
                let number = self.next;
                self.next = self.next.saturating_add(1);
                (number, format!("{number:04}-{}.md", slug(name)), RecordState::New)
            }
        };
        Record { number, file_name, title: String::new(), about, state, text: None }
    }
}
