//! Writes files: all or nothing, and never over something that was not written by an earlier run. Never makes up text.

use crate::ask::terminal::confirm;
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufWriter, Write};
use std::path::{Component, Path, PathBuf};

/// The list of what earlier runs wrote, so that a later run may replace it.
const MANIFEST: &str = ".syncwise";

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Relative path with forward slashes.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// What to do when it exists.
    pub fate: Fate,
}

/// What to do with a file that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Every run writes it anew.
    Replace,
    /// It belongs to the user and is left as it is.
    Once,
    /// It need not change; whose it is stays as it was.
    Keep,
}

impl NewFile {
    /// A file that every run writes anew.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), fate: Fate::Replace }
    }
}

/// What happened to the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// New or changed.
    pub written: usize,
    /// Already as they should be.
    pub unchanged: usize,
    /// The user's own, left alone.
    pub kept: usize,
    /// Written by an earlier run, no longer needed and removed.
    pub removed: usize,
}

/// Writes files below `folder`. Nothing is written where any of them would replace text that no earlier run wrote or
/// that was edited since, unless `force` is given or somebody at the terminal agrees. Each file appears whole or not at all.
///
/// # Errors
/// When a file would be overwritten, or the disk refuses.
pub fn write_files(folder: &Path, files: &[NewFile], force: bool) -> Result<Written> {
    let manifest = read_manifest(folder)?;
    let mut foreign = Vec::new();
    let mut pending = Vec::new();
    let mut outcome = Written::default();
    for file in files {
        let path = inside(folder, &file.path)?;
        match existing(&path)? {
            Some(_) if file.fate == Fate::Once => outcome.kept += 1,
            Some(_) if file.fate == Fate::Keep => outcome.unchanged += 1,
            Some(bytes) if bytes == file.text.as_bytes() => outcome.unchanged += 1,
            Some(bytes) if !force && manifest.get(&file.path) != Some(&digest(&bytes)) => {
                foreign.push((path, file));
            }
            _ => pending.push((path, file)),
        }
    }
    if !foreign.is_empty() {
        let list: Vec<String> = foreign.iter().map(|(path, _)| format!("  {}", path.display())).collect();
        let list = list.join("\n");
        if !confirm(&format!(
            "these files were not written by syncwise, or were edited since:\n{list}\nReplace them?"
        )) {
            bail!(
                "these files were not written by syncwise, or were edited since; nothing was written:\n{list}\nmove them away, choose another folder, or use --force to replace them"
            );
        }
        pending.append(&mut foreign);
    }
    for (path, file) in &pending {
        write_whole(path, &file.text)?;
        outcome.written += 1;
    }
    outcome.removed = remove_stale(folder, files, &manifest)?;
    write_manifest(folder, files, &manifest)?;
    Ok(outcome)
}

/// A file name for an identifier: lower case words joined by `-`, and a number where the name is taken.
pub(super) fn file_name(id: &str, taken: &mut BTreeSet<String>) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in id.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        words.push(word.to_ascii_lowercase());
    }
    let mut base = words.join("-");
    base.truncate(80);
    if base.is_empty() {
        base = "unnamed".into();
    }
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let free = std::iter::once(base.clone()).chain(numbered).find(|name| !taken.contains(name));
    let free = free.expect("there are more numbers than names");
    taken.insert(free.clone());
    free
}

/// The path of a file below the folder; a path that leaves the folder is a mistake of this program.
fn inside(folder: &Path, relative: &str) -> Result<PathBuf> {
    let path = Path::new(relative);
    if relative.is_empty() || !path.components().all(|part| matches!(part, Component::Normal(_))) {
        bail!("refusing to write `{relative}` outside of `{}`", folder.display());
    }
    Ok(folder.join(path))
}

fn existing(path: &Path) -> Result<Option<Vec<u8>>> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read `{}`", path.display())),
    }
}

/// Writes to a temporary file beside the target and renames it.
pub(super) fn write_whole(path: &Path, text: &str) -> Result<()> {
    write_whole_with(path, |out| out.write_all(text.as_bytes()))
}

/// The same for a text that is made while it is written.
pub(super) fn write_whole_with(
    path: &Path,
    text: impl Fn(&mut dyn Write) -> std::io::Result<()>,
) -> Result<()> {
    let context = || format!("cannot write `{}`", path.display());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).with_context(context)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(context)?;
    let mut out = BufWriter::new(file.as_file_mut());
    text(&mut out).and_then(|()| out.flush()).with_context(context)?;
    drop(out);
    make_readable(file.path()).with_context(context)?;
    file.persist(path).with_context(context)?;
    Ok(())
}

/// Temporary files are private; what is written here is as readable as any other file.
#[cfg(unix)]
pub(super) fn make_readable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
pub(super) fn make_readable(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Removes what an earlier run wrote and this one does not, unless somebody edited it.
fn remove_stale(folder: &Path, files: &[NewFile], manifest: &BTreeMap<String, String>) -> Result<usize> {
    let mut removed = 0;
    for (path, hash) in manifest {
        if files.iter().any(|file| file.path == *path) {
            continue;
        }
        let path = inside(folder, path)?;
        if existing(&path)?.is_some_and(|bytes| digest(&bytes) == *hash) {
            std::fs::remove_file(&path).with_context(|| format!("cannot remove `{}`", path.display()))?;
            removed += 1;
        }
    }
    Ok(removed)
}

fn read_manifest(folder: &Path) -> Result<BTreeMap<String, String>> {
    let bytes = existing(&folder.join(MANIFEST))?.unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let entries = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once("  "));
    Ok(entries.map(|(hash, path)| (path.to_owned(), hash.to_owned())).collect())
}

fn write_manifest(folder: &Path, files: &[NewFile], earlier: &BTreeMap<String, String>) -> Result<()> {
    let mut text =
        String::from("# Written by syncwise: files that it may replace as long as they are not edited.\n");
    let line = |file: &'_ NewFile| match file.fate {
        Fate::Replace => Some(digest(file.text.as_bytes())),
        Fate::Once => None,
        Fate::Keep => earlier.get(&file.path).cloned(),
    };
    let lines: BTreeMap<&str, String> =
        files.iter().filter_map(|file| Some((&*file.path, line(file)?))).collect();
    for (path, hash) in lines {
        text += &format!("{hash}  {path}\n");
    }
    write_whole(&folder.join(MANIFEST), &text)
}

/// Tells an edited file from an untouched one: 64-bit FNV-1a and the length.
fn digest(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}{:x}", bytes.len())
}

#[cfg(test)]
mod tests {
    use super::{Fate, NewFile, write_files};

    #[test]
    fn replaces_its_own_files_and_nobody_elses() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = |name: &str| folder.path().join(name);
        let first = [NewFile::new("a/one.md", "1"), NewFile::new("two.md", "2")];
        assert_eq!(write_files(folder.path(), &first, false).expect("an empty folder").written, 2);
        let second =
            write_files(folder.path(), &[NewFile::new("a/one.md", "changed")], false).expect("its own files");
        assert_eq!((second.written, second.removed), (1, 1));
        std::fs::write(at("a/one.md"), "edited").expect("the folder is writable");
        let refusal = write_files(folder.path(), &first, false).expect_err("an edited file").to_string();
        assert!(refusal.contains("one.md"), "{refusal}");
        assert!(!at("two.md").exists(), "nothing may be written when one file is refused");
        assert_eq!(write_files(folder.path(), &first, true).expect("forced").written, 2);
    }

    #[test]
    fn leaves_the_users_files_and_never_the_folder() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let theirs = [NewFile { fate: Fate::Once, ..NewFile::new("handlers.rs", "generated") }];
        write_files(folder.path(), &theirs, false).expect("an empty folder");
        std::fs::write(folder.path().join("handlers.rs"), "mine").expect("the folder is writable");
        assert_eq!(write_files(folder.path(), &theirs, true).expect("kept").kept, 1);
        assert_eq!(std::fs::read_to_string(folder.path().join("handlers.rs")).expect("still there"), "mine");
        for path in ["../x", "/x", "", "a/../../x"] {
            assert!(write_files(folder.path(), &[NewFile::new(path, "")], true).is_err(), "{path}");
        }
    }
}
