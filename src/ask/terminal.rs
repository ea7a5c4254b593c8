//! The terminal: the one door of the `dialoguer` crate. Never asks where nobody can answer.

mod line;
mod raw;

use super::answers::Answers;
use super::interview::{News, Reply, Respondent};
use super::question::{Form, Question};
use crate::diagnostic::near_slip;
use dialoguer::Confirm;
use dialoguer::console::{Term, measure_text_width};
use line::{Line, Typed};
use raw::Raw;
use std::io::IsTerminal;

/// Whether somebody can be asked: a terminal on both sides.
pub fn is_attended() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks a yes-or-no question on the terminal; no is the default. Without a terminal on both sides, or when the answer
/// is cut off, the answer is no.
pub fn confirm(question: &str) -> bool {
    is_attended() && Confirm::new().with_prompt(question).default(false).interact().unwrap_or(false)
}

/// How text is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether to use colour.
    pub color: bool,
    /// Whether the terminal shows more than ASCII.
    pub unicode: bool,
}

/// Somebody at a terminal.
pub struct Terminal {
    term: Term,
    look: Look,
    keep: Box<dyn FnMut(&Answers)>,
    /// A name that looked like a slip, and may be meant.
    doubted: Option<String>,
    /// The question that stands on the screen.
    posed: Option<String>,
    /// Whether nothing is said where a verdict is settled.
    quiet: bool,
    _raw: Raw,
}

#[derive(Clone, Copy)]
enum Paint {
    Bold = 1,
    Faint = 2,
    Green = 32,
    Yellow = 33,
}

impl Terminal {
    /// Takes the terminal over until it is dropped. `keep` is called with the answers after each of them.
    pub fn new(look: Look, keep: Box<dyn FnMut(&Answers)>) -> Self {
        Self {
            term: Term::stderr(),
            look,
            keep,
            doubted: None,
            posed: None,
            quiet: false,
            _raw: Raw::begin(),
        }
    }

    /// Goes on without a word where a verdict is settled; for a row of interactions.
    pub fn settle_quietly(&mut self) {
        self.quiet = true;
        self.posed = None;
    }

    /// Shows lines as they are, in what the terminal can show.
    pub fn show(&self, text: &str) {
        for line in text.lines() {
            let _ = self.term.write_line(&self.encoded(line));
        }
    }

    /// Shows text in lines of the terminal's width.
    pub fn tell(&self, text: &str) {
        self.paragraph(0, text, None);
    }

    /// Asks for one line; nothing where the other side has gone.
    pub fn line(&self, prompt: &str) -> Option<String> {
        match Line::read(&self.term, &self.encoded(prompt)) {
            Typed::Text(text) => Some(text.trim().to_owned()),
            Typed::End => None,
        }
    }

    /// Asks yes or no; what Enter means is shown in capitals. Whoever leaves says no.
    pub fn agree(&self, question: &str, default: bool) -> bool {
        let choices = if default { "[Y/n]" } else { "[y/N]" };
        self.paragraph(0, question, None);
        loop {
            let answer = self.line(&format!("{choices} › ")).map(|line| line.to_lowercase());
            match answer.as_deref() {
                None | Some("n" | "no") => return false,
                Some("y" | "yes") => return true,
                Some("") => return default,
                Some(_) => self.tell("yes or no?"),
            }
        }
    }

    fn columns(&self) -> usize {
        usize::from(self.term.size().1).clamp(20, 100)
    }

    fn encoded(&self, text: &str) -> String {
        if self.look.unicode { text.to_owned() } else { ascii(text) }
    }

    fn painted(&self, text: &str, paint: Option<Paint>) -> String {
        match paint.filter(|_| self.look.color) {
            Some(paint) => format!("\u{1b}[{}m{text}\u{1b}[0m", paint as u8),
            None => text.to_owned(),
        }
    }

    fn paragraph(&self, indent: usize, text: &str, paint: Option<Paint>) {
        self.item(&" ".repeat(indent), text, paint);
    }

    /// Text in lines of the terminal's width; `lead` stands before the first, and the others are indented below it.
    fn item(&self, lead: &str, text: &str, paint: Option<Paint>) {
        let indent = measure_text_width(lead);
        let text = self.encoded(text);
        let lines = wrap(&text, self.columns().saturating_sub(indent).max(12));
        for (index, line) in lines.iter().enumerate() {
            let lead = if index == 0 { lead.to_owned() } else { " ".repeat(indent) };
            let _ = self.term.write_line(&format!("{lead}{}", self.painted(line, paint)));
        }
    }

    fn pose(&self, question: &Question, number: usize, known: &[&str]) {
        let _ = self.term.write_line("");
        self.item(&format!("{number:>2}  "), &question.text, Some(Paint::Bold));
        let widest = question.choices.iter().map(|choice| measure_text_width(&choice.word)).max();
        for (index, choice) in question.choices.iter().enumerate() {
            let lead = format!("    {} {:2$}  ", index + 1, choice.word, widest.unwrap_or_default());
            self.item(&lead, if choice.means.is_empty() { " " } else { &choice.means }, None);
        }
        if !known.is_empty() && known.len() <= 20 {
            self.paragraph(4, &format!("there are {}", known.join(", ")), Some(Paint::Faint));
        }
        if !matches!(question.form, Form::Flag | Form::Word | Form::Name) {
            self.paragraph(4, question.hint(), Some(Paint::Faint));
        }
    }

    fn page(&self, question: &Question) {
        let explanation = &question.explanation;
        let parts =
            [("", &explanation.what), ("Why: ", &explanation.why), ("Beware: ", &explanation.drawbacks)];
        for (heading, part) in parts.into_iter().filter(|(_, part)| !part.is_empty()) {
            self.paragraph(4, &format!("{heading}{part}"), None);
        }
        if !explanation.page.is_empty() {
            let more = format!("more: syncwise explain {}", explanation.page);
            self.paragraph(4, &more, Some(Paint::Faint));
        }
    }
}

impl Respondent for Terminal {
    fn reply(&mut self, question: &Question, number: usize, known: &[&str]) -> Reply {
        // After a slip or an explanation the question is still in sight.
        if self.posed.as_deref() != Some(&question.name) {
            self.pose(question, number, known);
            self.posed = Some(question.name.clone());
        }
        loop {
            let Some(line) = self.line("  › ") else { return Reply::Leave };
            match line.to_lowercase().as_str() {
                "?" | "help" => return Reply::Explain,
                "back" | "b" | "<" if question.form != Form::Name || line == "back" => {
                    self.posed = None;
                    return Reply::Back;
                }
                "enough" => return Reply::Enough,
                "quit" | "exit" => return Reply::Leave,
                _ => {}
            }
            let slip = near_slip(&line, known.iter().copied()).filter(|_| !known.contains(&&*line));
            match slip {
                Some(near) if self.doubted.as_deref() != Some(&line) => {
                    self.paragraph(
                        4,
                        &format!("did you mean `{near}`? Enter `{line}` once more if it is new."),
                        Some(Paint::Yellow),
                    );
                    self.doubted = Some(line);
                }
                _ => return Reply::Text(line),
            }
        }
    }

    fn hear(&mut self, news: &News<'_>) {
        match news {
            News::Moved(movement) => {
                let line = movement.line();
                let paint = if movement.now == movement.before { Paint::Faint } else { Paint::Green };
                if !line.is_empty() {
                    self.paragraph(4, &line, Some(paint));
                }
            }
            News::Unread(wrong) => self.paragraph(4, wrong, Some(Paint::Yellow)),
            News::Refused(refusal) => {
                self.paragraph(4, &format!("that does not fit: {}", refusal.title), Some(Paint::Yellow));
                refusal.help.iter().for_each(|help| self.paragraph(4, help, None));
            }
            News::Page(question) => self.page(question),
            News::NoWayBack => self.paragraph(4, "this is the first question", Some(Paint::Yellow)),
        }
    }

    fn go_on(&mut self, verdict: &str) -> bool {
        if self.quiet {
            return false;
        }
        let _ = self.term.write_line("");
        let said = format!("That settles it: {verdict}. Further answers would hardly change it.");
        self.paragraph(0, &said, Some(Paint::Bold));
        self.agree("Go on with the other questions all the same?", false)
    }

    fn keep(&mut self, answers: &Answers) {
        (self.keep)(answers);
    }
}

/// Lines of at most `columns`; a longer word is cut, so that no line is broken by the terminal.
fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let mut word = word;
        while measure_text_width(word) > columns {
            let at = word.char_indices().nth(columns / 2).map_or(word.len(), |(at, _)| at);
            lines.push(word[..at].to_owned());
            word = &word[at..];
        }
        let last = lines.last_mut().expect("there is a line");
        if last.is_empty() {
            last.push_str(word);
        } else if measure_text_width(last) + 1 + measure_text_width(word) <= columns {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    if lines.len() > 1 && lines[0].is_empty() {
        lines.remove(0);
    }
    lines
}

/// The same in letters that every terminal shows.
fn ascii(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '→' => plain.push_str("->"),
            '…' => plain.push_str("..."),
            '›' | '▸' => plain.push('>'),
            '–' | '−' => plain.push('-'),
            '↔' => plain.push_str("<->"),
            c if c.is_ascii() => plain.push(c),
            _ => plain.push('?'),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{ascii, wrap};

    #[test]
    fn text_fits_narrow_terminals() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("", 7), [""]);
        assert!(wrap("a very-long-word-indeed here", 8).iter().all(|line| line.len() <= 8));
        assert_eq!(ascii("→ async, hybrid … –"), "-> async, hybrid ... -");
    }
}
