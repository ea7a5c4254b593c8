//! Writes an architecture file differently without changing what it says. Never drops a value.

/// A source of arbitrary choices; the same numbers give the same text.
pub(crate) struct Choices<'c> {
    numbers: &'c [u8],
    next: usize,
}

impl<'c> Choices<'c> {
    pub(crate) fn new(numbers: &'c [u8]) -> Self {
        assert!(!numbers.is_empty(), "choices need numbers");
        Self { numbers, next: 0 }
    }

    /// A number below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        // Each time round the numbers mean something else.
        let round = self.next / self.numbers.len();
        let number = usize::from(self.numbers[self.next % self.numbers.len()]) + 31 * round;
        self.next += 1;
        number % limit.max(1)
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}

/// A table with its sub-tables: header lines and entries.
struct Block {
    sections: Vec<(String, Vec<String>)>,
}

/// The same architecture in `files` files: tables and keys in another order, other white space, no or other comments.
pub(crate) fn rewrite(text: &str, files: usize, choices: &mut Choices<'_>) -> Vec<String> {
    let mut blocks = blocks(text);
    choices.shuffle(&mut blocks);
    let mut out = vec!["syncwise=1\n\n".to_owned(); files];
    for block in &mut blocks {
        let file = &mut out[choices.below(files)];
        for (header, entries) in &mut block.sections {
            choices.shuffle(entries);
            file.push_str(&"\n".repeat(choices.below(3)));
            file.push_str(&format!("{header}{}\n", [" # rewritten", "", "   "][choices.below(3)]));
            for entry in entries {
                let (key, value) = entry.split_once('=').expect("an entry is a key and a value");
                let indent = ["", "  ", "\t"][choices.below(3)];
                let equals = ["=", " = ", "   =  "][choices.below(3)];
                file.push_str(&format!("{indent}{}{equals}{}\n", key.trim(), value.trim()));
            }
        }
    }
    out
}

/// Tables in their order, comments and the version left out.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in text.lines() {
        let is_sub_table = line.starts_with("[[interaction.");
        if line.starts_with('[') {
            let section = (line.to_owned(), Vec::new());
            match blocks.last_mut().filter(|_| is_sub_table) {
                Some(block) => block.sections.push(section),
                None => blocks.push(Block { sections: vec![section] }),
            }
        } else if let Some(block) = blocks.last_mut() {
            let entries = &mut block.sections.last_mut().expect("a block has a section").1;
            if line.starts_with(|c: char| c.is_ascii_lowercase() || c == '"') {
                entries.push(line.to_owned());
            } else if line.starts_with([' ', ']', '}']) {
                let entry = entries.last_mut().expect("a continued line continues an entry");
                entry.push('\n');
                entry.push_str(line);
            }
        }
    }
    blocks
}
