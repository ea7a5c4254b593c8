//! Measured regions of a page that people write: between `<!-- measured: NAME -->` and `<!-- end -->`. Never touches a
//! region that it has no text for.

use std::fmt::Write as _;

const OPEN: &str = "<!-- measured: ";
const CLOSE: &str = "<!-- end -->";

/// The page with the regions filled that `body` knows.
pub(crate) fn fill(page: &str, body: &dyn Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(page.len());
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(filled, "{line}");
        let Some(name) = line.strip_prefix(OPEN).and_then(|rest| rest.strip_suffix(" -->")) else { continue };
        let Some(body) = body(name) else { continue };
        let _ = write!(filled, "\n{}\n\n{CLOSE}\n", body.trim_end());
        lines.find(|line| *line == CLOSE).expect("every region has an end");
    }
    filled
}
