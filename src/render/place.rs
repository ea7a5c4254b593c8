//! Lines and columns of many places, also on lines of a hundred megabytes. Never reads a line twice.

use crate::source::{FileId, Position, SourceFile, SourceMap, Span};
use std::cell::RefCell;
use std::collections::HashMap;

/// Bytes between two remembered columns of a long line.
const STRIDE: usize = 64 * 1024;

/// Finds positions. The first look at a long line counts its characters, every later one starts near its goal.
pub(super) struct Places<'s> {
    sources: &'s SourceMap,
    /// Per long line: the number of characters before each multiple of [`STRIDE`] bytes.
    columns: RefCell<HashMap<(FileId, usize), Vec<usize>>>,
}

impl<'s> Places<'s> {
    pub(super) fn new(sources: &'s SourceMap) -> Self {
        Self { sources, columns: RefCell::default() }
    }

    /// First and one-past-last position of a span.
    pub(super) fn positions(&self, span: Span) -> (Position, Position) {
        let start = self.position(span.file, span.start as usize);
        (start, self.position(span.file, span.end.max(span.start) as usize))
    }

    /// Line and column of a byte offset, clamped to the text.
    pub(super) fn position(&self, id: FileId, offset: usize) -> Position {
        let file = self.sources.file(id);
        let offset = file.text().floor_char_boundary(offset.min(file.text().len()));
        let line = line_of(file, offset);
        let before = &file.text().as_bytes()[file.line_start(line)..offset];
        Position { line, column: 1 + self.characters(id, line, before) }
    }

    /// Characters in the first bytes of a line.
    fn characters(&self, id: FileId, line: usize, before: &[u8]) -> usize {
        if before.len() < STRIDE {
            return count(before);
        }
        let mut columns = self.columns.borrow_mut();
        let known = columns.entry((id, line)).or_insert_with(|| vec![0]);
        let wanted = before.len() / STRIDE;
        while known.len() <= wanted {
            let from = (known.len() - 1) * STRIDE;
            known.push(known[known.len() - 1] + count(&before[from..from + STRIDE]));
        }
        known[wanted] + count(&before[wanted * STRIDE..])
    }
}

/// The line (from 1) on which a byte offset stands.
pub(super) fn line_of(file: &SourceFile, offset: usize) -> usize {
    let (mut low, mut high) = (1, file.lines());
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if file.line_start(middle) <= offset { low = middle } else { high = middle - 1 }
    }
    low
}

/// Characters of UTF-8 text: the bytes that do not continue a character.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_source_map_everywhere() {
        let mut sources = SourceMap::new();
        let long = "é".repeat(STRIDE * 2) + "x";
        let file = sources.add("a", format!("one\r\n\n{long}\nzwei ü\n"));
        let places = Places::new(&sources);
        let end = sources.file(file).text().len();
        for offset in
            [0, 3, 4, 5, 6, 7, 8, STRIDE, STRIDE + 7, 3 * STRIDE + 1, end - 9, end - 1, end, end + 5]
        {
            assert_eq!(places.position(file, offset), sources.file(file).position(offset), "{offset}");
        }
    }
}
