//! Puts changed lines into a text that keeps all others as they are. Never knows what the lines say.

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The text without the mark at its beginning and with one kind of line end.
pub(super) fn plain(text: &str) -> String {
    text.trim_start_matches(BYTE_ORDER_MARK).replace("\r\n", "\n")
}

/// The original with the lines between the first and the last difference of `before` and `after` replaced. `before` is
/// the original made plain.
pub(super) fn splice(original: &str, before: &str, after: &str) -> String {
    let (mark, body) = match original.strip_prefix(BYTE_ORDER_MARK) {
        Some(body) => (&original[..BYTE_ORDER_MARK.len_utf8()], body),
        None => ("", original),
    };
    let kept: Vec<&str> = body.split_inclusive('\n').collect();
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let most = old.len().min(new.len());
    let head = (0..most).take_while(|index| old[*index] == new[*index]).count();
    let same_from_end = |index: &usize| old[old.len() - 1 - index] == new[new.len() - 1 - index];
    let tail = (0..most - head).take_while(same_from_end).count();
    let end = if kept.first().is_some_and(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" };
    let mut text = mark.to_owned();
    kept[..head].iter().for_each(|line| text.push_str(line));
    new[head..new.len() - tail].iter().for_each(|line| text.push_str(&line.replace('\n', end)));
    kept[kept.len() - tail..].iter().for_each(|line| text.push_str(line));
    text
}
