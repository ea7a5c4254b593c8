//! What stands at one place of a text that somebody is still typing: which table, which key, which part of a value.
//! Never refuses a text, however broken.
//!
//! The parser needs a whole document; an editor asks in the middle of a word. So this reads tokens up to the place and
//! keeps no more than the tables and lists that are open there. A list that nobody closed ends where a new table or a
//! new key begins a line.

use std::ops::Range;
use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

/// The part of a line at the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Between the brackets of a table's header.
    Header,
    /// A key, or where one would begin.
    Key,
    /// A value, or where one would begin.
    Value,
}

/// What stands at a place of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor<'t> {
    /// Names from the top of the file to the place: the header above, the inline tables around, and for a value its key.
    /// In a header these are the names before the one at the place.
    pub path: Vec<&'t str>,
    /// Which part it is.
    pub part: Part,
    /// The word at the place without its quotes; empty where none has begun.
    pub word: &'t str,
    /// The bytes of the word.
    pub range: Range<usize>,
    /// The word has quotes.
    pub quoted: bool,
    /// Keys of the same table that were written before the place.
    pub before: Vec<&'t str>,
}

/// What stands at a byte offset; nothing within a comment.
pub fn cursor(text: &str, offset: usize) -> Option<Cursor<'_>> {
    let offset = text.floor_char_boundary(offset.min(text.len()));
    let tokens: Vec<Token> = Source::new(text).lex().collect();
    let mut state = State { text, header: Vec::new(), in_header: false, frames: vec![Frame::table()] };
    for (index, token) in tokens.iter().enumerate() {
        let (start, end) = (token.span().start(), token.span().end());
        match token.kind() {
            TokenKind::Comment if start < offset && offset <= end => return None,
            kind if is_word(kind) && (start..=end).contains(&offset) => {
                return Some(state.at(word_range(text, token), kind != TokenKind::Atom));
            }
            _ if end > offset || token.kind() == TokenKind::Eof => break,
            _ => state.step(token, &tokens[index + 1..]),
        }
    }
    Some(state.at(offset..offset, false))
}

/// A table or list that is open.
struct Frame<'t> {
    is_list: bool,
    /// The key whose value this is in the making, in its dotted parts.
    key: Vec<&'t str>,
    /// The `=` was read.
    has_value: bool,
    /// Keys that are complete.
    done: Vec<&'t str>,
}

impl Frame<'_> {
    fn table() -> Self {
        Self { is_list: false, key: Vec::new(), has_value: false, done: Vec::new() }
    }

    fn next_key(&mut self) {
        self.done.extend(self.key.first());
        self.key.clear();
        self.has_value = false;
    }
}

struct State<'t> {
    text: &'t str,
    header: Vec<&'t str>,
    in_header: bool,
    /// The table of the header first, then what is open in it. Never empty.
    frames: Vec<Frame<'t>>,
}

impl<'t> State<'t> {
    fn step(&mut self, token: &Token, rest: &[Token]) {
        let word = &self.text[word_range(self.text, token)];
        if self.in_header {
            match token.kind() {
                TokenKind::Newline => self.in_header = false,
                kind if is_word(kind) => self.header.push(word),
                _ => {}
            }
            return;
        }
        let open = self.frames.len() > 1;
        let frame = self.frames.last_mut().expect("the table of the header stays open");
        match token.kind() {
            TokenKind::Newline if open && begins_anew(self.text, rest, frame.is_list) => {
                self.frames.truncate(1);
                self.frames[0].next_key();
            }
            TokenKind::Newline if !open => frame.next_key(),
            TokenKind::LeftSquareBracket if !open && !frame.has_value && frame.key.is_empty() => {
                self.in_header = true;
                self.header.clear();
                self.frames = vec![Frame::table()];
            }
            TokenKind::LeftSquareBracket => self.frames.push(Frame { is_list: true, ..Frame::table() }),
            TokenKind::LeftCurlyBracket => self.frames.push(Frame::table()),
            TokenKind::RightSquareBracket if open && frame.is_list => drop(self.frames.pop()),
            TokenKind::RightCurlyBracket if open && !frame.is_list => drop(self.frames.pop()),
            TokenKind::Comma if open && !frame.is_list => frame.next_key(),
            TokenKind::Equals if !frame.is_list => frame.has_value = true,
            kind if is_word(kind) && !frame.is_list && !frame.has_value => frame.key.push(word),
            _ => {}
        }
    }

    fn at(mut self, range: Range<usize>, quoted: bool) -> Cursor<'t> {
        let last = self.frames.last_mut().expect("the table of the header stays open");
        let part = if last.is_list || last.has_value { Part::Value } else { Part::Key };
        let before = std::mem::take(&mut last.done);
        let part = if self.in_header { Part::Header } else { part };
        let keys = self.frames.iter().flat_map(|frame| frame.key.iter().copied());
        let path = self.header.iter().copied().chain(keys).collect();
        Cursor { path, part, word: &self.text[range.clone()], range, quoted, before }
    }
}

fn is_word(kind: TokenKind) -> bool {
    use TokenKind::{Atom, BasicString, LiteralString, MlBasicString, MlLiteralString};
    matches!(kind, Atom | BasicString | LiteralString | MlBasicString | MlLiteralString)
}

/// The bytes of a token without its quotes; the closing ones may be missing.
fn word_range(text: &str, token: &Token) -> Range<usize> {
    let (start, end) = (token.span().start(), token.span().end());
    let quote = match token.kind() {
        TokenKind::BasicString => "\"",
        TokenKind::LiteralString => "'",
        TokenKind::MlBasicString => "\"\"\"",
        TokenKind::MlLiteralString => "'''",
        _ => return start..end,
    };
    let inner = start + quote.len();
    let closed = end >= inner + quote.len() && text[inner..end].ends_with(quote);
    inner..if closed { end - quote.len() } else { end }
}

/// Whether the next line begins a table or, where a list is open, a key: what is open was left unfinished.
fn begins_anew(text: &str, rest: &[Token], in_list: bool) -> bool {
    use TokenKind::{Atom, Equals, LeftSquareBracket, Whitespace};
    let line: Vec<&Token> = rest.iter().filter(|token| token.kind() != Whitespace).take(3).collect();
    let kind = |index: usize| line.get(index).map(|token| token.kind());
    let is_name = |index: usize| {
        let first = line.get(index).map(|token| &text[token.span().start()..token.span().end()]);
        kind(index) == Some(Atom) && first.is_some_and(|it| it.starts_with(char::is_alphabetic))
    };
    match kind(0) {
        Some(LeftSquareBracket) => is_name(1) || (kind(1) == Some(LeftSquareBracket) && is_name(2)),
        Some(Atom) => in_list && kind(1) == Some(Equals),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, cursor};
    use proptest::prelude::*;

    /// `|` is the place.
    fn at(marked: &str) -> Option<(String, Part, String)> {
        let offset = marked.find('|').expect("the text is marked");
        let text = marked.replacen('|', "", 1);
        cursor(&text, offset).map(|it| (it.path.join("."), it.part, it.word.to_owned()))
    }

    #[test]
    fn finds_table_key_and_value_also_where_the_text_is_broken() {
        let cases = [
            ("|", "", Part::Key, ""),
            ("[sys|tem]\n", "", Part::Header, "system"),
            ("[service.sh|", "service", Part::Header, "sh"),
            ("[service.shop]\nki|nd = \"client\"", "service.shop", Part::Key, "kind"),
            ("[service.\"a b\"]\nkind = |", "service.a b.kind", Part::Value, ""),
            ("[[interaction]]\nfrom = \"sh|op\"\n", "interaction.from", Part::Value, "shop"),
            ("[[interaction]]\nfrom = \"sh|\nto = \"x\"", "interaction.from", Part::Value, "sh"),
            ("[[interaction]]\nallow = [{ ru|", "interaction.allow", Part::Key, "ru"),
            (
                "[[interaction]]\nallow = [{ rule = \"x\", reason = '|' }]",
                "interaction.allow.reason",
                Part::Value,
                "",
            ),
            ("[[journey]]\nsteps = [\"a\", [\"b|\", \"c\"]]", "journey.steps", Part::Value, "b"),
            ("[[journey]]\nsteps = [\"a\",\n  [\"b\", \"c|\"]]", "journey.steps", Part::Value, "c"),
            ("[[journey]]\nsteps = [\n\nentry = \"|\"", "journey.entry", Part::Value, ""),
            ("[[journey]]\nslo = { p99 = \n[[interaction]]\nmode|", "interaction", Part::Key, "mode"),
            ("[system]\nname = \"a\" # b\n|", "system", Part::Key, ""),
            ("[policy]\nweights.wri|", "policy.weights", Part::Key, "wri"),
        ];
        for (text, path, part, word) in cases {
            assert_eq!(at(text), Some((path.into(), part, word.into())), "{text}");
        }
        assert_eq!(at("# a com|ment"), None);
    }

    #[test]
    fn names_what_was_written_before() {
        let text = "[[interaction]]\nfrom = \"a\"\nrate = { average = \"1/s\" }\n\n[system]\nname = \"x\"\n";
        assert_eq!(cursor(text, text.len()).expect("no comment").before, ["name"]);
        let at = text.find("\n\n").expect("an empty line") + 1;
        assert_eq!(cursor(text, at).expect("no comment").before, ["from", "rate"]);
    }

    proptest! {
        #[test]
        fn no_text_is_refused(text in "[\\[\\]{}=\",.'#a é\n\\\\]{0,60}", offset in 0usize..200) {
            if let Some(found) = cursor(&text, offset) {
                prop_assert_eq!(&text[found.range.clone()], found.word);
            }
        }

        #[test]
        fn no_unicode_is_refused(text in any::<String>(), offset in 0usize..200) {
            let _ = cursor(&text, offset);
        }
    }
}
