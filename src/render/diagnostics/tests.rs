//! What the excerpts look like, and that their cost does not follow the size of the text.

use super::*;
use crate::source::{FileId, Span};
use proptest::prelude::*;

fn span(sources: &SourceMap, file: FileId, part: &str) -> Span {
    let at = sources.file(file).text().find(part).expect("the test's text contains the part");
    Span::new(file, at..at + part.len())
}

fn shown(sources: &SourceMap, one: &Diagnostic) -> String {
    let mut out = String::new();
    diagnostic(&mut out, sources, one, false);
    out
}

#[test]
fn two_files_help_and_notes() {
    let mut sources = SourceMap::new();
    let one = sources.add("a.toml", "[service.checkout]\r\ntier = 1\r\nregion = \"größe\"\r\n");
    let other = sources.add("b.toml", "# other\n\n\n[service.checkout]\nowner = \"x\"\n");
    let diagnostic = Diagnostic::error(
        "duplicate-service",
        "service `checkout` is declared twice",
        span(&sources, one, "checkout"),
    )
    .label("declared here too")
    .also(span(&sources, one, "größe"), "with this region")
    .also(span(&sources, other, "checkout"), "first declared here")
    .help("give one of them another name")
    .note("all files of a run make one architecture");
    insta::assert_snapshot!(shown(&sources, &diagnostic));
}

#[test]
fn end_of_file_empty_text_and_the_middle_of_a_line_end() {
    let mut sources = SourceMap::new();
    let empty = sources.add("empty.toml", "");
    let text = sources.add("crlf.toml", "a = 1\r\nb = \r\n");
    let places =
        [Span::new(empty, 0..0), Span::new(text, 6..6), Span::new(text, 11..13), Span::new(text, 14..14)];
    let all: String = places
        .map(|place| shown(&sources, &Diagnostic::error("syntax", "not valid", place).label("here")))
        .concat();
    insta::assert_snapshot!(all);
}

#[test]
fn long_lines_are_cut_and_name_the_true_column() {
    let mut sources = SourceMap::new();
    let line = format!("x = [{}, \"oops\", {}]\n", "\"é\", ".repeat(300_000), "1, ".repeat(100_000));
    let file = sources.add("long.toml", format!("# first\n{line}"));
    let place = span(&sources, file, "oops");
    let out = shown(&sources, &Diagnostic::error("wrong", "`oops` is no number", place).label("this"));
    assert!(out.contains("--> long.toml:2:1500009"), "{out}");
    assert_eq!(sources.positions(place).0.column, 1_500_009);
    assert!(out.len() < 2_000 && out.contains("oops"), "{out}");
    let mut colored = String::new();
    diagnostic(&mut colored, &sources, &Diagnostic::error("wrong", "`oops` is no number", place), true);
    assert!(colored.contains("long.toml:2:1500009"), "{colored}");
}

#[test]
fn labels_far_apart_get_windows_of_their_own() {
    let mut sources = SourceMap::new();
    let file = sources.add("big.toml", format!("first = 1\n{}last = 2\n", "filler = 0\n".repeat(400_000)));
    let diagnostic =
        Diagnostic::error("conflict", "`last` contradicts `first`", span(&sources, file, "last"))
            .also(span(&sources, file, "first"), "said here");
    insta::assert_snapshot!(shown(&sources, &diagnostic));
}

#[test]
fn thousand_diagnostics_in_a_huge_file_take_no_time() {
    let mut sources = SourceMap::new();
    let file = sources.add("big.toml", "k = [".to_owned() + &"1, ".repeat(10_000_000) + "]\n");
    let all: Vec<_> = (0..1_000)
        .map(|at| Diagnostic::error("wrong", "wrong", Span::new(file, at * 29_000 + 5..at * 29_000 + 6)))
        .collect();
    let start = std::time::Instant::now();
    let mut out = String::new();
    diagnostics(&mut out, &sources, &all, false);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

proptest! {
    #[test]
    fn never_panics(
        text in "([a-zé\u{1f600}\t =\"]{0,20}(\n|\r\n|\r)?){0,30}",
        long in 0..900usize,
        marks in prop::collection::vec((0..700u32, 0..700u32), 1..5),
    ) {
        let mut sources = SourceMap::new();
        let file = sources.add("a.toml", format!("{text}{}{text}", "ü".repeat(long)));
        let place = |(from, to): (u32, u32)| Span { file, start: from, end: to };
        let mut one = Diagnostic::error("x", text.clone(), place(marks[0])).label("here");
        for mark in &marks[1..] {
            one = one.also(place(*mark), "there");
        }
        let out = shown(&sources, &one);
        prop_assert!(out.contains("a.toml:"));
    }
}
