//! One line, typed and edited on a terminal of any width. Never interprets it.

use dialoguer::console::{Key, Term, measure_text_width};
use std::io;

/// What came of a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// A line, ended with Enter.
    Text(String),
    /// Ctrl-C, Ctrl-D on an empty line, or a terminal that has gone.
    End,
}

/// The text and the place in it, in characters.
#[derive(Debug, Default)]
pub(super) struct Line {
    text: Vec<char>,
    at: usize,
}

impl Line {
    /// Reads one line after a prompt.
    pub(super) fn read(term: &Term, prompt: &str) -> Typed {
        let mut line = Self::default();
        loop {
            if line.show(term, prompt).is_err() {
                return Typed::End;
            }
            match term.read_key_raw() {
                Ok(Key::Enter) => break,
                Ok(Key::CtrlC) | Err(_) => return line.end(term, prompt),
                Ok(Key::Char('\u{4}')) if line.text.is_empty() => return line.end(term, prompt),
                Ok(key) => line.press(&key),
            }
        }
        let _ = line.finish(term, prompt);
        Typed::Text(line.text.into_iter().collect())
    }

    fn end(&mut self, term: &Term, prompt: &str) -> Typed {
        let _ = self.finish(term, prompt);
        Typed::End
    }

    /// What a key does to the line.
    pub(super) fn press(&mut self, key: &Key) {
        match key {
            Key::Char('\u{15}') => {
                self.text.drain(..self.at);
                self.at = 0;
            }
            Key::Char('\u{17}') => {
                let kept: String = self.text[..self.at].iter().collect();
                let kept = kept.trim_end().rfind(' ').map_or(0, |at| kept[..=at].chars().count());
                self.text.drain(kept..self.at);
                self.at = kept;
            }
            Key::Char(c) if !c.is_control() => {
                self.text.insert(self.at, *c);
                self.at += 1;
            }
            Key::Backspace if self.at > 0 => {
                self.at -= 1;
                self.text.remove(self.at);
            }
            Key::Del if self.at < self.text.len() => {
                self.text.remove(self.at);
            }
            Key::ArrowLeft => self.at = self.at.saturating_sub(1),
            Key::ArrowRight => self.at = (self.at + 1).min(self.text.len()),
            Key::Home => self.at = 0,
            Key::End => self.at = self.text.len(),
            _ => {}
        }
    }

    /// Draws the line; of a long one the part around the cursor.
    fn show(&self, term: &Term, prompt: &str) -> io::Result<()> {
        let columns = usize::from(term.size().1).max(20) - measure_text_width(prompt) - 1;
        let (shown, cursor) = self.window(columns);
        term.clear_line()?;
        term.write_str(&format!("{prompt}{shown}"))?;
        let back = measure_text_width(&shown) - cursor;
        if back > 0 { term.move_cursor_left(back) } else { Ok(()) }
    }

    /// The part of the text that fits, and the column of the cursor in it.
    pub(super) fn window(&self, columns: usize) -> (String, usize) {
        let width =
            |from: usize, to: usize| measure_text_width(&self.text[from..to].iter().collect::<String>());
        let mut start = 0;
        while width(start, self.at) > columns {
            start += 1;
        }
        let mut end = self.text.len();
        while width(start, end) > columns {
            end -= 1;
        }
        (self.text[start..end].iter().collect(), width(start, self.at))
    }

    fn finish(&mut self, term: &Term, prompt: &str) -> io::Result<()> {
        self.at = 0;
        self.show(term, prompt)?;
        term.write_str("\r\n")
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, Line};

    fn typed(keys: &[Key]) -> (String, usize) {
        let mut line = Line::default();
        keys.iter().for_each(|key| line.press(key));
        (line.text.iter().collect(), line.at)
    }

    #[test]
    fn keys_edit_the_line() {
        let text = |text: &str| text.chars().map(Key::Char).collect::<Vec<_>>();
        for (keys, after, expected) in [
            ("abc", &[Key::Backspace][..], ("ab", 2)),
            ("abc", &[Key::ArrowLeft, Key::ArrowLeft, Key::Char('x')], ("axbc", 2)),
            ("abc", &[Key::Home, Key::Del, Key::End, Key::Char('d')], ("bcd", 3)),
            ("one two", &[Key::Char('\u{17}')], ("one ", 4)),
            ("one two", &[Key::ArrowLeft, Key::Char('\u{15}')], ("o", 0)),
            ("", &[Key::Backspace, Key::Del, Key::ArrowLeft, Key::ArrowRight, Key::Tab], ("", 0)),
        ] {
            assert_eq!(typed(&[&text(keys), after].concat()), (expected.0.to_owned(), expected.1), "{keys}");
        }
    }

    #[test]
    fn a_long_line_shows_the_part_around_the_cursor() {
        let mut line = Line { text: "0123456789".chars().collect(), at: 10 };
        assert_eq!(line.window(4), ("6789".into(), 4));
        line.at = 2;
        assert_eq!(line.window(4), ("0123".into(), 2));
        let wide = Line { text: "漢字漢字".chars().collect(), at: 4 };
        assert_eq!(wide.window(5), ("漢字".into(), 4));
    }
}
