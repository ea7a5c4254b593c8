//! Random choices from a list of numbers, so that a failing case shrinks to few and small numbers.

/// The numbers that are left; when none is, every choice is the first one.
pub(crate) struct Genes<'g> {
    left: &'g [u32],
}

impl<'g> Genes<'g> {
    pub(crate) fn new(genes: &'g [u32]) -> Self {
        Self { left: genes }
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let Some((first, rest)) = self.left.split_first() else { return 0 };
        self.left = rest;
        *first as usize % bound.max(1)
    }

    pub(crate) fn of<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }

    /// True once in `times`, and never when the numbers have run out.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }
}

/// A text as a TOML string.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted += &format!("\\u{:04x}", c as u32),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
