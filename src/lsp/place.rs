//! Places as the protocol names them: lines and UTF-16 units from 0, files as URIs. Never leaves the text.

use crate::source::{SourceFile, Span};
use lsp_types::{Position, Range, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::path::Path;
use std::str::FromStr;

/// What stands for itself in the path of a URI.
const ESCAPED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b':');

/// The position of a byte offset.
pub(super) fn position(file: &SourceFile, offset: usize) -> Position {
    let offset = file.text().floor_char_boundary(offset.min(file.text().len()));
    let line = file.line(offset);
    let before = &file.text()[file.line_start(line)..offset];
    Position::new((line - 1) as u32, before.encode_utf16().count() as u32)
}

/// The range of a span.
pub(super) fn range(file: &SourceFile, span: Span) -> Range {
    Range::new(position(file, span.start as usize), position(file, span.end as usize))
}

/// The byte offset of a position; beyond the end of a line it is that end.
pub(super) fn offset(file: &SourceFile, position: Position) -> usize {
    let start = file.line_start(position.line as usize + 1);
    let line = file.text()[start..].split('\n').next().unwrap_or_default();
    let mut units = position.character as usize;
    let mut bytes = 0;
    for c in line.trim_end_matches('\r').chars() {
        if units < c.len_utf16() {
            break;
        }
        units -= c.len_utf16();
        bytes += c.len_utf8();
    }
    start + bytes
}

/// The name of a file in reports: its path, or the whole URI where it is not on the disk.
pub(super) fn name_of(uri: &Uri) -> String {
    let Some(rest) = uri.as_str().strip_prefix("file://") else { return uri.as_str().to_owned() };
    let path = &rest[rest.find('/').unwrap_or(0)..];
    let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
    match path.strip_prefix('/') {
        Some(inner) if cfg!(windows) && inner.as_bytes().get(1) == Some(&b':') => inner.to_owned(),
        _ => path,
    }
}

/// The URI of a file on the disk; nothing for texts that are not.
pub(super) fn uri_of(name: &str) -> Option<Uri> {
    if !Path::new(name).is_absolute() {
        return None;
    }
    let slash = if name.starts_with('/') { "" } else { "/" };
    Uri::from_str(&format!("file://{slash}{}", utf8_percent_encode(name, ESCAPED))).ok()
}

#[cfg(test)]
mod tests {
    use super::{name_of, offset, position, uri_of};
    use crate::source::SourceMap;
    use lsp_types::{Position, Uri};
    use proptest::prelude::*;
    use std::str::FromStr;

    #[test]
    fn positions_count_utf_16_units() {
        let mut sources = SourceMap::new();
        let id = sources.add("a", "x\r\nä = \"😀é\" # ü\n");
        let file = sources.file(id);
        // After the quote: `ä` is one unit of two bytes, the face two units of four bytes.
        let after = file.text().find('é').expect("it is there");
        assert_eq!(position(file, after), Position::new(1, 7));
        assert_eq!(offset(file, Position::new(1, 7)), after);
        // In the middle of the face, past the end of a line, past the end of the text.
        assert_eq!(offset(file, Position::new(1, 6)), after - 4);
        assert_eq!(offset(file, Position::new(0, 99)), 1);
        assert_eq!(offset(file, Position::new(99, 99)), file.text().len());
    }

    #[test]
    #[cfg(unix)]
    fn names_and_uris_are_the_same_file() {
        let name = "/tmp/a b/ä#1.toml";
        let uri = uri_of(name).expect("an absolute path has a URI");
        assert_eq!(uri.as_str(), "file:///tmp/a%20b/%C3%A4%231.toml");
        assert_eq!(name_of(&uri), name);
        assert_eq!(uri_of("<rules>/checks/a.toml"), None);
        assert_eq!(name_of(&Uri::from_str("untitled:Untitled-1").expect("a URI")), "untitled:Untitled-1");
    }

    proptest! {
        #[test]
        fn every_offset_comes_back(text in any::<String>(), at in 0usize..400) {
            let mut sources = SourceMap::new();
            let id = sources.add("a", text.replace('\r', ""));
            let file = sources.file(id);
            let at = file.text().floor_char_boundary(at.min(file.text().len()));
            prop_assert_eq!(offset(file, position(file, at)), at);
        }
    }
}
