//! Mistakes in the style of rustc: the line, the words under it, the way out. The one door of `annotate-snippets`.
//! Never prints.

use super::excerpt::{Excerpt, excerpts};
use super::place::Places;
use super::text::visible;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::SourceMap;
use annotate_snippets::{AnnotationKind, Element, Level, Renderer, Snippet};

/// Longest title, label or note, in characters; a name of a megabyte does not flood the terminal.
const LONGEST: usize = 800;
/// Most places shown besides the primary one; a chain of a hundred thousand services is not read link by link.
const MOST_PLACES: usize = 24;

/// Writes all diagnostics in their order, each followed by an empty line.
pub fn diagnostics(out: &mut String, sources: &SourceMap, diagnostics: &[Diagnostic], color: bool) {
    let places = Places::new(sources);
    for one in diagnostics {
        write(out, sources, &places, one, color);
    }
}

/// Writes one diagnostic, followed by an empty line.
pub fn diagnostic(out: &mut String, sources: &SourceMap, diagnostic: &Diagnostic, color: bool) {
    write(out, sources, &Places::new(sources), diagnostic, color);
}

fn write(out: &mut String, sources: &SourceMap, places: &Places<'_>, diagnostic: &Diagnostic, color: bool) {
    let help = diagnostic.help.iter().map(|text| ("help", text.clone()));
    let notes = diagnostic.notes.iter().map(|text| ("note", text.clone()));
    let message = Message {
        code: diagnostic.code,
        severity: diagnostic.severity,
        title: &diagnostic.title,
        primary: diagnostic.primary.as_ref(),
        related: &diagnostic.related,
        remarks: help.chain(notes).collect(),
    };
    message.write(out, sources, places, color);
}

/// What a diagnostic and a finding have in common.
pub(super) struct Message<'m> {
    pub(super) code: &'m str,
    pub(super) severity: Severity,
    pub(super) title: &'m str,
    pub(super) primary: Option<&'m Label>,
    pub(super) related: &'m [Label],
    /// Lines below the text, each with the word it begins with.
    pub(super) remarks: Vec<(&'static str, String)>,
}

impl Message<'_> {
    /// Writes the message, followed by an empty line.
    pub(super) fn write(&self, out: &mut String, sources: &SourceMap, places: &Places<'_>, color: bool) {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        let shown = &self.related[..self.related.len().min(MOST_PLACES)];
        let excerpts = excerpts(sources, places, self.primary, shown);
        let snippets = excerpts.iter().map(|excerpt| Element::from(snippet(excerpt)));
        let remarks = self.remarks.iter().map(|(word, text)| {
            let level = if *word == "help" { Level::HELP } else { Level::NOTE };
            Element::from(level.with_name(*word).message(clip(text)))
        });
        let hidden = self.related.len() - shown.len();
        let more =
            (hidden > 0).then(|| Element::from(Level::NOTE.message(format!("and {hidden} more places"))));
        let title = level.primary_title(clip(self.title).replace('\n', "␊")).id(self.code);
        let report = [title.elements(snippets.chain(remarks).chain(more))];
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let mut text = renderer.render(&report);
        for excerpt in &excerpts {
            correct_column(&mut text, excerpt);
        }
        out.push_str(&text);
        out.push_str("\n\n");
    }
}

fn snippet<'e>(excerpt: &'e Excerpt<'_>) -> Snippet<'e, annotate_snippets::Annotation<'e>> {
    let annotations = excerpt.marks.iter().map(|mark| {
        let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let label = (!mark.words.is_empty()).then(|| clip(mark.words));
        kind.span(mark.range.clone()).label(label)
    });
    Snippet::source(excerpt.text.as_str())
        .path(excerpt.name.as_str())
        .line_start(excerpt.line)
        .annotations(annotations)
}

/// Names the true column where the line was cut before the label: the renderer only knows the shown part.
fn correct_column(text: &mut String, excerpt: &Excerpt<'_>) {
    let (Some(column), Some(mark)) = (excerpt.column, excerpt.marks.iter().min_by_key(|mark| !mark.primary))
    else {
        return;
    };
    let before = &excerpt.text[..mark.range.start];
    let line = excerpt.line + before.matches('\n').count();
    let shown = before.rsplit('\n').next().map_or(0, |part| part.chars().count()) + 1;
    let place = format!("{}:{line}:", excerpt.name);
    if let Some(at) =
        text.find(&format!("{place}{shown}\n")).or_else(|| text.find(&format!("{place}{shown}\u{1b}")))
    {
        let from = at + place.len();
        text.replace_range(from..from + shown.to_string().len(), &column.to_string());
    }
}

/// The text at a length that a terminal bears, with nothing in it that a terminal obeys: names are hostile.
fn clip(text: &str) -> String {
    let clipped = text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end]);
    let mut shown: String = clipped.chars().map(visible).collect();
    if clipped.len() < text.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests;
