//! Unified diffs of files, and the one door of `similar`. Never reads a file.

use similar::TextDiff;

/// Lines of context around a change.
const CONTEXT: usize = 3;

/// What became of one file, as `diff -u` and `git apply` know it; `None` where it was not, or will not be, there.
pub fn unified(path: &str, before: Option<&str>, after: Option<&str>) -> String {
    let name = |prefix: &str, text: Option<&str>| match text {
        Some(_) => format!("{prefix}/{path}"),
        None => "/dev/null".to_owned(),
    };
    let diff = TextDiff::from_lines(before.unwrap_or_default(), after.unwrap_or_default());
    diff.unified_diff().context_radius(CONTEXT).header(&name("a", before), &name("b", after)).to_string()
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn a_change_a_new_file_and_a_removed_one() {
        let changed = unified("a.rs", Some("one\ntwo\n"), Some("one\nthree\n"));
        assert_eq!(changed, "--- a/a.rs\n+++ b/a.rs\n@@ -1,2 +1,2 @@\n one\n-two\n+three\n");
        assert_eq!(unified("a", None, Some("x\n")), "--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+x\n");
        assert_eq!(unified("a", Some("x\n"), None), "--- a/a\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n");
        assert_eq!(unified("a", Some("x\n"), Some("x\n")), "");
    }
}
