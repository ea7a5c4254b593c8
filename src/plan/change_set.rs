//! Sets of changes by number, small and hashable. Never knows what a change is.

/// A set of numbers below a bound.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct ChangeSet(Vec<u64>);

impl ChangeSet {
    /// The empty set of numbers below `bound`.
    pub(super) fn empty(bound: usize) -> Self {
        Self(vec![0; bound.div_ceil(64).max(1)])
    }

    /// All numbers below `bound`.
    pub(super) fn all(bound: usize) -> Self {
        let mut set = Self::empty(bound);
        (0..bound).for_each(|number| set.insert(number));
        set
    }

    /// The set whose members are the bits of `mask`.
    pub(super) fn of_mask(mask: u64) -> Self {
        Self(vec![mask])
    }

    pub(super) fn contains(&self, number: usize) -> bool {
        self.0[number / 64] & 1 << (number % 64) != 0
    }

    pub(super) fn insert(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
    }

    pub(super) fn remove(&mut self, number: usize) {
        self.0[number / 64] &= !(1 << (number % 64));
    }

    /// The set with one more member.
    pub(super) fn with(&self, more: &[usize]) -> Self {
        let mut set = self.clone();
        more.iter().for_each(|number| set.insert(*number));
        set
    }

    /// The set without one member.
    pub(super) fn without(&self, number: usize) -> Self {
        let mut set = self.clone();
        set.remove(number);
        set
    }

    /// What both have in common.
    pub(super) fn common(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(one, other)| one & other).collect())
    }

    /// The members, ascending.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.0.len() * 64).filter(|number| self.contains(*number))
    }
}
