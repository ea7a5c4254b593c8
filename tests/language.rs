//! What the reader says about wrong text: every mistake in `tests/language` and what is shown for it. Never checks a
//! sound architecture, except that every key of the language is accepted.

#[path = "language/keys.rs"]
mod keys;

use std::path::{Path, PathBuf};
use syncwise::architecture::Date;
use syncwise::run::{Common, Input, Session};

/// What a user sees on standard error for these files, and whether the command goes on.
fn shown(path: &Path) -> String {
    let common = Common {
        inputs: vec![Input::Path(path.to_owned())],
        rules: Vec::new(),
        today: Date::new(2026, 11, 24).expect("a day that exists"),
        color: false,
        width: 100,
        config: Default::default(),
    };
    match Session::open(&common) {
        Ok(Ok(session)) => format!("{}(goes on)\n", session.warnings),
        Ok(Err(refused)) => {
            assert_eq!((refused.output.as_str(), refused.code), ("", 2));
            format!("{}(refused)\n", refused.errors)
        }
        Err(error) => format!("error: {error:#}\n(refused)\n"),
    }
}

/// Compares what is shown, with file names as if the command ran in their folder.
fn check(name: &str, path: &Path) {
    let folder = format!("{}/", path.parent().expect("a file has a folder").display());
    let text = shown(path).replace(&folder, "");
    insta::with_settings!({ snapshot_path => "language/snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, text);
    });
}

/// Checks a file that cannot be kept in version control as it is.
fn check_bytes(name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("architecture.toml");
    std::fs::write(&path, bytes).expect("the folder is writable");
    check(name, &path);
}

#[test]
fn mistakes() {
    let entries = std::fs::read_dir("tests/language").expect("the fixtures are there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a fixture").path()).collect();
    let folder = |path: &Path| path.is_dir() && !path.ends_with("snapshots");
    paths.retain(|path| folder(path) || path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    assert!(paths.len() >= 40, "only {} fixtures", paths.len());
    for path in paths {
        let name = path.file_stem().expect("a fixture has a name").to_string_lossy().into_owned();
        check(&name, &path);
    }
}

#[test]
fn bytes_that_editors_and_accidents_write() {
    let service = "syncwise = 1\n[service.shop]\n";
    check_bytes(
        "bytes-windows-line-ends",
        b"syncwise = 1\r\n\r\n[service.shop]\r\nteir = 1\r\nowner = \"\"\r\n",
    );
    check_bytes("bytes-old-mac-line-ends", b"syncwise = 1\r[service.shop]\r");
    check_bytes("bytes-order-mark", b"\xef\xbb\xbfsyncwise = 1\n[service.shop]\nteir = 1\n");
    check_bytes(
        "bytes-order-mark-and-latin-1",
        b"\xef\xbb\xbfsyncwise = 1\n[service.shop]\nowner = \"M\xfcller\"\n",
    );
    check_bytes("bytes-latin-1", b"syncwise = 1\n[service.shop]\nowner = \"M\xfcller\"\n");
    check_bytes("bytes-utf-16", b"\xff\xfes\0y\0n\0c\0w\0i\0s\0e\0 \0=\0 \x001\0\n\0");
    check_bytes("bytes-nul", format!("{service}owner = \"a\0b\"\n\0\n").as_bytes());
}

#[test]
fn sizes_that_nobody_writes_by_hand() {
    let start = "syncwise = 1\n";
    check_bytes("deep-brackets-open", format!("{start}x = {}", "[".repeat(10_000)).as_bytes());
    let (open, close) = ("[".repeat(10_000), "]".repeat(10_000));
    check_bytes("deep-brackets", format!("{start}x = {open}{close}\n").as_bytes());
    check_bytes("deep-tables", format!("{start}x = {}", "{ a = ".repeat(10_000)).as_bytes());
    check_bytes("deep-header", format!("{start}[service.{}]\n", vec!["a"; 100_000].join(".")).as_bytes());
    check_bytes("deep-key", format!("{start}{} = 1\n", vec!["a"; 100_000].join(".")).as_bytes());
    let long = format!("{start}[service.shop]\nteir = \"{}\"\n", "é".repeat(50_000_000));
    check_bytes("long-line", long.as_bytes());
    let many: String = (0..2_000).map(|index| format!("key-{index} = 1\n")).collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("architecture.toml");
    std::fs::write(&path, format!("{start}[service.shop]\n{many}")).expect("the folder is writable");
    let text = shown(&path);
    assert!(text.ends_with("… and 1900 more\n(refused)\n"), "{}", &text[text.len() - 100..]);
}

#[test]
fn a_file_that_is_not_there() {
    let error = shown(Path::new("tests/language/no-such-file.toml"));
    assert!(error.starts_with("error: cannot read `tests/language/no-such-file.toml`: "), "{error}");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let manifest = "[dependencies]\nsyncwise = \"1\"\n";
    std::fs::write(folder.path().join("Cargo.toml"), manifest).expect("the folder is writable");
    assert!(shown(folder.path()).contains("no architecture file in"), "{}", shown(folder.path()));
}
