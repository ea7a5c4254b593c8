//! The two findings that no check makes, because they are about `allow` and not about facts. Never a check.

use super::{Class, Page};

/// A finding about the file rather than about the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// Its id, which `[policy.severity]`, `--select` and `--ignore` take like the id of a check.
    pub id: &'static str,
    /// Its class.
    pub class: Class,
    /// What it reports.
    pub what: &'static str,
    /// Why that is bad.
    pub why: &'static str,
    /// What to do instead.
    pub instead: &'static str,
    /// When not to.
    pub drawbacks: &'static str,
}

/// An entry whose last day is over.
pub(super) const EXPIRED: Notice = Notice {
    id: "expired-allow",
    class: Class::Medium,
    what: "The last day of an `allow` entry is over. The entry accepts nothing any more, so that the finding it accepted is reported again.",
    why: "A date on an exception is a promise to look again. A promise that nobody is reminded of is none.",
    instead: "Resolve the finding and remove the entry, or look at the risk again and give the entry a new date and a reason of today.",
    drawbacks: "It makes a build warn on a day on which nobody changed anything. That is its purpose; `--date` pins the day where a build must be repeatable.",
};

/// An entry that accepts nothing.
pub(super) const UNUSED: Notice = Notice {
    id: "unused-allow",
    class: Class::Medium,
    what: "An `allow` entry accepts a finding that was not made, or names a check that does not exist. Entries for checks that are switched off or could not be assessed are left alone.",
    why: "An exception for something that was repaired hides the same mistake when it comes back.",
    instead: "Remove the entry; correct the name where it was misspelt.",
    drawbacks: "A finding that depends on the rules of another team's folder is not made without that folder; run `lint` with the same `--rules` everywhere.",
};

impl Notice {
    /// Both, by id.
    pub const ALL: [&'static Self; 2] = [&EXPIRED, &UNUSED];

    /// What people read about it.
    pub fn page(&self) -> Page {
        Page {
            what: self.what.into(),
            why: self.why.into(),
            instead: self.instead.into(),
            drawbacks: self.drawbacks.into(),
            sources: Vec::new(),
        }
    }
}
