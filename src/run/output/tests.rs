//! Tests of writing files.

use super::{Changes, Fate, Fit, NewFile, write_files};
use std::path::Path;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn write(path: &Path, text: &str) {
    std::fs::write(path, text).expect("the folder is writable");
}

fn once(path: &str, text: &str) -> NewFile {
    NewFile { fate: Fate::Once, ..NewFile::new(path, text) }
}

#[test]
fn replaces_its_own_files_and_nobody_elses() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    let first = [NewFile::new("a/one.md", "1"), NewFile::new("two.md", "2")];
    assert_eq!(write_files(folder.path(), &first, false).expect("an empty folder").written, 2);
    let second =
        write_files(folder.path(), &[NewFile::new("a/one.md", "changed")], false).expect("its own files");
    assert_eq!((second.written, second.removed), (1, 1));
    write(&at("a/one.md"), "edited");
    let refusal = write_files(folder.path(), &first, false).expect_err("an edited file").to_string();
    assert!(refusal.contains("one.md"), "{refusal}");
    assert!(!at("two.md").exists(), "nothing may be written when one file is refused");
    assert_eq!(write_files(folder.path(), &first, true).expect("forced").written, 2);
}

#[test]
fn leaves_the_users_files_and_never_the_folder() {
    let folder = folder();
    let theirs = [once("handlers.rs", "generated")];
    write_files(folder.path(), &theirs, false).expect("an empty folder");
    write(&folder.path().join("handlers.rs"), "mine");
    assert_eq!(write_files(folder.path(), &theirs, true).expect("kept").kept, 1);
    assert_eq!(std::fs::read_to_string(folder.path().join("handlers.rs")).expect("still there"), "mine");
    for path in ["../x", "/x", "", "a/../../x"] {
        assert!(write_files(folder.path(), &[NewFile::new(path, "")], true).is_err(), "{path}");
    }
}

#[test]
fn a_stale_file_goes_unless_it_was_edited() {
    let folder = folder();
    let first = [NewFile::new("a/b/gone.rs", "1"), NewFile::new("edited.rs", "2")];
    write_files(folder.path(), &first, false).expect("an empty folder");
    write(&folder.path().join("edited.rs"), "mine");
    for _ in 0..2 {
        let outcome =
            write_files(folder.path(), &[NewFile::new("new.rs", "3")], false).expect("nothing is foreign");
        assert_eq!(outcome.left, [folder.path().join("edited.rs")], "it is told each time");
    }
    assert!(!folder.path().join("a").exists() && folder.path().join("edited.rs").exists());
}

#[test]
fn tells_which_of_the_users_files_would_be_written_otherwise() {
    let folder = folder();
    write_files(folder.path(), &[once("main.rs", "one")], false).expect("an empty folder");
    for (text, outdated) in [("one", 0), ("two", 1), ("two", 0)] {
        let outcome = write_files(folder.path(), &[once("main.rs", text)], false).expect("kept");
        assert_eq!((outcome.kept, outcome.outdated.len()), (1, outdated), "{text}");
        assert!(outcome.outdated.iter().all(|(path, edited)| path == "main.rs" && !edited));
    }
    assert_eq!(std::fs::read_to_string(folder.path().join("main.rs")).expect("still there"), "one");
}

#[test]
fn nothing_is_put_in_place_when_one_file_cannot_be_written() {
    let folder = folder();
    write(&folder.path().join("b"), "a file where a folder is needed");
    let files = [NewFile::new("a.rs", "1"), NewFile::new("b/c.rs", "2")];
    assert!(write_files(folder.path(), &files, true).is_err());
    let left: Vec<_> = std::fs::read_dir(folder.path()).expect("readable").collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn what_would_change_is_known_before() {
    let folder = folder();
    write_files(folder.path(), &[NewFile::new("a", "1"), NewFile::new("b", "2")], false)
        .expect("an empty folder");
    let changes =
        Changes::of(folder.path(), &[NewFile::new("a", "1"), NewFile::new("c", "3")]).expect("readable");
    let fits: Vec<_> = changes.files.iter().map(|it| (&*it.path, it.fit)).collect();
    assert_eq!(fits, [("a", Fit::Unchanged), ("b", Fit::Remove), ("c", Fit::Write)]);
    assert_eq!(changes.wanted().count(), 2);
    assert!(!folder.path().join("c").exists());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_out_of_the_folder() {
    use std::os::unix::fs::symlink;
    let (folder, outside) = (folder(), folder());
    write(&outside.path().join("secret"), "theirs");
    symlink(outside.path(), folder.path().join("src")).expect("links can be made");
    symlink(outside.path().join("secret"), folder.path().join("file")).expect("links can be made");
    symlink(outside.path().join("nothing"), folder.path().join("dangling")).expect("links can be made");
    for path in ["src/a.rs", "src/secret", "file", "dangling"] {
        for file in [NewFile::new(path, "x"), once(path, "x")] {
            let refusal = write_files(folder.path(), &[file], true).expect_err(path).to_string();
            assert!(refusal.contains("refusing to follow"), "{refusal}");
        }
    }
    assert_eq!(std::fs::read_dir(outside.path()).expect("readable").count(), 1);
    assert_eq!(std::fs::read_to_string(outside.path().join("secret")).expect("readable"), "theirs");
    std::fs::create_dir(folder.path().join("real")).expect("writable");
    symlink("real", folder.path().join("inner")).expect("links can be made");
    write_files(folder.path(), &[NewFile::new("inner/a.rs", "x")], false).expect("it stays inside");
    assert!(folder.path().join("real/a.rs").exists());
}
