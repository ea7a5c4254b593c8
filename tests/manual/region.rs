//! Generated regions of pages that people write: between `<!-- generated: NAME -->` and `<!-- end -->`. Never touches
//! a line outside of them.

const OPEN: &str = "<!-- generated: ";
const CLOSE: &str = "<!-- end -->";

/// The page with every region filled by `body`.
pub(crate) fn fill(path: &str, text: &str, body: &mut dyn FnMut(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        filled += line;
        filled += "\n";
        let Some(name) = line.strip_prefix(OPEN).and_then(|rest| rest.strip_suffix(" -->")) else { continue };
        let body = body(name).unwrap_or_else(|| panic!("{path}: nothing is known about the region `{name}`"));
        let end = lines.find(|line| *line == CLOSE);
        end.unwrap_or_else(|| panic!("{path}: the region `{name}` has no end"));
        filled += &format!("\n{}\n\n{CLOSE}\n", body.trim_end());
    }
    filled
}

#[test]
fn fills_what_is_marked_and_nothing_else() {
    let text = "a\n<!-- generated: x -->\nold\n<!-- end -->\nb\n";
    let filled = fill("page", text, &mut |name| Some(format!("new {name}\n")));
    assert_eq!(filled, "a\n<!-- generated: x -->\n\nnew x\n\n<!-- end -->\nb\n");
    assert_eq!(fill("page", &filled, &mut |name| Some(format!("new {name}"))), filled, "filling twice");
}
