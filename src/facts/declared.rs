//! Turns declared values into readings and places. Never fills a gap.

use super::{Origin, Provenance, Reading};
use crate::architecture::{Bytes, Choice, Duration, Rate, Ratio, Timeout};
use crate::source::Spanned;

/// A declared value that a fact can hold.
pub(super) trait Readable {
    fn reading(&self) -> Reading<'_>;
}

macro_rules! readable {
    ($($type:ty: $value:ident => $reading:expr),+ $(,)?) => {
        $(impl Readable for $type {
            fn reading(&self) -> Reading<'_> {
                let $value = self;
                $reading
            }
        })+
    };
}

const DECLARED: Provenance = Provenance::Declared;

readable! {
    bool: it => Reading::flag(*it, DECLARED),
    u8: it => Reading::number(f64::from(*it), DECLARED),
    u32: it => Reading::number(f64::from(*it), DECLARED),
    Duration: it => Reading::number(it.seconds(), DECLARED),
    Rate: it => Reading::number(it.per_second(), DECLARED),
    Ratio: it => Reading::number(it.get(), DECLARED),
    Bytes: it => Reading::number(it.0 as f64, DECLARED),
    Timeout: it => Reading::number(it.after().map_or(f64::INFINITY, Duration::seconds), DECLARED),
    Box<str>: it => Reading::text(&**it, DECLARED),
}

/// What was declared under a key.
pub(super) fn value<T: Readable>(declared: &Option<Spanned<T>>) -> Reading<'_> {
    declared.as_ref().map_or(Reading::UNKNOWN, |it| it.value.reading())
}

/// The word that was declared under a key.
pub(super) fn word<C: Choice>(declared: Option<Spanned<C>>) -> Reading<'static> {
    declared.map_or(Reading::UNKNOWN, |it| Reading::text(it.value.word(), DECLARED))
}

/// Where a key was declared.
pub(super) fn place<T>(declared: &Option<Spanned<T>>) -> Vec<Origin> {
    declared.iter().map(|it| Origin::at(it.span)).collect()
}
