//! What was typed in one file: values read, names not yet resolved. Never compares two tables.

use super::{Allow, Declared, Duration, Policy, Rate, ServiceFacts, Slo, System};
use crate::source::{Span, Spanned};

/// Two regions at their key, and the round trip between them.
pub type WrittenRoundTrip = (Spanned<(Box<str>, Box<str>)>, Spanned<Duration>);

/// Everything one file declares.
#[derive(Debug, Default)]
pub struct File {
    /// `[system]`, and where.
    pub system: Option<(Span, System)>,
    /// `[policy]`, and where.
    pub policy: Option<(Span, Policy)>,
    /// `[network]`: both regions and their round trip, at the key.
    pub network: Vec<WrittenRoundTrip>,
    /// `[service.NAME]`.
    pub services: Vec<Service>,
    /// `[[interaction]]`.
    pub interactions: Vec<Interaction>,
    /// `[[journey]]`.
    pub journeys: Vec<Journey>,
}

/// A service as written.
#[derive(Debug)]
pub struct Service {
    /// Its name, at the key.
    pub name: Spanned<Box<str>>,
    /// Its keys.
    pub declared: ServiceFacts,
}

/// An interaction as written. A missing end was already reported; the interaction is then dropped.
#[derive(Debug)]
pub struct Interaction {
    /// The header.
    pub span: Span,
    /// The declared identifier.
    pub id: Option<Spanned<Box<str>>>,
    /// The caller's name.
    pub from: Spanned<Box<str>>,
    /// The callee's name.
    pub to: Spanned<Box<str>>,
    /// The broker's name.
    pub via: Option<Spanned<Box<str>>>,
    /// Its other keys.
    pub declared: Box<Declared>,
}

/// A journey as written.
#[derive(Debug)]
pub struct Journey {
    /// The header.
    pub span: Span,
    /// Its identifier.
    pub id: Spanned<Box<str>>,
    /// One line for people.
    pub description: Option<Spanned<Box<str>>>,
    /// The entry's name.
    pub entry: Spanned<Box<str>>,
    /// The entry's operation.
    pub operation: Option<Spanned<Box<str>>>,
    /// Somebody waits.
    pub user_waiting: Option<Spanned<bool>>,
    /// How often it runs.
    pub rate: Option<Spanned<Rate>>,
    /// How critical it is.
    pub tier: Option<Spanned<u8>>,
    /// Its objectives.
    pub slo: Slo,
    /// Names of interactions; each inner list runs together.
    pub steps: Vec<Vec<Spanned<Box<str>>>>,
    /// Accepted findings.
    pub allow: Vec<Allow>,
    /// Where the source says so.
    pub evidence: Vec<Spanned<Box<str>>>,
}
