//! Everything the fuzzer is started with, through its own targets. Never searches for more.

#[path = "../../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "it is the root of the fuzzer's own crate")]
mod targets;

use std::path::Path;

fn feed(folder: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(&folder).expect("the folder is readable");
    let mut fed = 0;
    for entry in entries {
        let path = entry.expect("the folder can be listed").path();
        if path.is_file() {
            target(&std::fs::read(path).expect("the file is readable"));
            fed += 1;
        }
    }
    assert!(fed > 10, "only {fed} files in {}", folder.display());
}

#[test]
fn architectures() {
    feed("fuzz/corpus/read", targets::read);
    feed("tests/language", targets::read);
}

#[test]
fn rules() {
    feed("fuzz/corpus/rule", targets::rule);
    feed("rules/checks", targets::rule);
    feed("rules/criteria", targets::rule);
}

#[test]
fn reports() {
    feed("fuzz/corpus/lint", targets::lint);
    feed("tests/language", targets::lint);
}
