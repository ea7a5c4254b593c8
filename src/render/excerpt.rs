//! Cuts the lines around labels out of a text, so that showing a mistake costs the same in a small file and in a
//! huge one. Never shows more than a window of lines, and never more than a stretch of a line.

use super::place::{Places, line_of};
use crate::diagnostic::Label;
use crate::source::{FileId, SourceFile, SourceMap};
use std::ops::Range;

/// Labels further apart than this many lines get windows of their own.
const WINDOW_LINES: usize = 60;
/// Longer spans are shown by their first line only.
const SPAN_LINES: usize = 12;
/// Bytes of a line that are shown around the labels on it.
const LINE_BYTES: usize = 320;
/// Bytes shown before the first label of a line that is too long.
const LEAD_BYTES: usize = 40;
/// Stands where a line was cut.
const CUT: &str = "…";

/// Some consecutive lines of a file and the labels on them.
#[derive(Debug)]
pub(super) struct Excerpt<'l> {
    /// The file's name.
    pub(super) name: String,
    /// The lines, without terminators, joined by newlines.
    pub(super) text: String,
    /// Number of the first line.
    pub(super) line: usize,
    /// Labels: place in `text`, words, and whether it is the primary one.
    pub(super) marks: Vec<Mark<'l>>,
    /// Where the first lines were cut, the column that is shown instead of the one counted in `text`.
    pub(super) column: Option<usize>,
}

/// A label inside an [`Excerpt`].
#[derive(Debug)]
pub(super) struct Mark<'l> {
    pub(super) range: Range<usize>,
    pub(super) words: &'l str,
    pub(super) primary: bool,
}

/// A label whose place was clamped to what will be shown of its lines.
struct Placed<'l> {
    file: FileId,
    range: Range<usize>,
    lines: Range<usize>,
    words: &'l str,
    primary: bool,
}

/// The excerpts that show the labels: the one with the primary label first, the others in the order of their labels.
pub(super) fn excerpts<'l>(
    sources: &SourceMap,
    places: &Places<'_>,
    primary: Option<&'l Label>,
    related: &'l [Label],
) -> Vec<Excerpt<'l>> {
    let labels =
        primary.map(|label| (label, true)).into_iter().chain(related.iter().map(|label| (label, false)));
    let mut groups: Vec<Vec<Placed<'l>>> = Vec::new();
    for (label, primary) in labels {
        let placed = place(sources, label, primary);
        match groups.iter_mut().find(|group| fits(sources, group, &placed)) {
            Some(group) => group.push(placed),
            None => groups.push(vec![placed]),
        }
    }
    groups.iter().map(|group| excerpt(sources, places, group)).collect()
}

fn place<'l>(sources: &SourceMap, label: &'l Label, primary: bool) -> Placed<'l> {
    let file = sources.file(label.span.file);
    let text = file.text();
    let start = text.floor_char_boundary((label.span.start as usize).min(text.len()));
    let end = text.ceil_char_boundary((label.span.end as usize).clamp(start, text.len()));
    let first = line_of(file, start);
    let start = start.min(content(file, first).end);
    let last_byte = if end > start { end - 1 } else { end };
    let mut last = line_of(file, text.floor_char_boundary(last_byte)).max(first);
    if last - first >= SPAN_LINES || end - start > LINE_BYTES {
        last = first;
    }
    let end = text.floor_char_boundary(end.min(start + LINE_BYTES)).min(content(file, last).end).max(start);
    Placed { file: label.span.file, range: start..end, lines: first..last + 1, words: &label.text, primary }
}

/// Whether a label can share the window of others: near enough in lines, and in bytes where they share a line.
fn fits(sources: &SourceMap, group: &[Placed<'_>], new: &Placed<'_>) -> bool {
    let file = sources.file(new.file);
    let lines = group
        .iter()
        .fold(new.lines.clone(), |all, one| all.start.min(one.lines.start)..all.end.max(one.lines.end));
    let near = |one: &Placed<'_>| {
        let shares = one.lines.start < new.lines.end && new.lines.start < one.lines.end;
        let bytes = one.range.end.max(new.range.end) - one.range.start.min(new.range.start);
        !shares || bytes + LEAD_BYTES <= LINE_BYTES || content(file, new.lines.start).len() <= LINE_BYTES
    };
    group[0].file == new.file && lines.len() <= WINDOW_LINES && group.iter().all(near)
}

fn excerpt<'l>(sources: &SourceMap, places: &Places<'_>, group: &[Placed<'l>]) -> Excerpt<'l> {
    let file = sources.file(group[0].file);
    let first = group.iter().map(|one| one.lines.start).min().expect("a group has a label");
    let end = group.iter().map(|one| one.lines.end).max().expect("a group has a label");
    let mut marks: Vec<_> =
        group.iter().map(|one| Mark { range: 0..0, words: one.words, primary: one.primary }).collect();
    let mut text = String::new();
    let mut column = None;
    for line in first..end {
        if line > first {
            text.push('\n');
        }
        let shown = stretch(file, line, group);
        let cut = shown.start > content(file, line).start;
        if cut {
            text.push_str(CUT);
        }
        let (here, start) = (text.len(), shown.start);
        for (one, mark) in group.iter().zip(&mut marks) {
            let inside = |offset: usize| here + offset.clamp(shown.start, shown.end) - start;
            if one.lines.start == line {
                mark.range = inside(one.range.start)..inside(one.range.end);
            } else if one.lines.end - 1 == line {
                mark.range.end = inside(one.range.end);
            }
        }
        if cut && line == leading(group).lines.start {
            column = Some(places.position(group[0].file, leading(group).range.start).column);
        }
        text.push_str(&file.text()[shown.clone()]);
        if shown.end < content(file, line).end {
            text.push_str(CUT);
        }
    }
    Excerpt { name: file.name().to_owned(), text, line: first, marks, column }
}

/// The label whose place the header of an excerpt names.
fn leading<'g, 'l>(group: &'g [Placed<'l>]) -> &'g Placed<'l> {
    let first = group.iter().min_by_key(|one| (!one.primary, one.range.start));
    first.expect("a group has a label")
}

/// The bytes of a line that are shown: all of it, or a stretch around its labels.
fn stretch(file: &SourceFile, line: usize, group: &[Placed<'_>]) -> Range<usize> {
    let all = content(file, line);
    if all.len() <= LINE_BYTES {
        return all;
    }
    let on_it = group.iter().filter(|one| one.lines.contains(&line));
    let from = on_it.map(|one| one.range.start.max(all.start)).min().unwrap_or(all.start);
    let start = from.saturating_sub(LEAD_BYTES).max(all.start);
    let start = file.text().floor_char_boundary(start);
    start..file.text().floor_char_boundary((start + LINE_BYTES + LEAD_BYTES).min(all.end))
}

/// The bytes of a line, its terminator left out.
fn content(file: &SourceFile, line: usize) -> Range<usize> {
    let start = file.line_start(line);
    let end = file.line_start(line + 1);
    let bytes = &file.text().as_bytes()[start..end];
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    start..start + bytes.len()
}
