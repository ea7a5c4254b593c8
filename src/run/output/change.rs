//! What a run would change, before it changes anything. Never writes by itself.

use super::manifest::{Manifest, NAME, digest};
use super::place::{existing, inside};
use super::{Fate, NewFile, Written, stage};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// One file that a run is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Relative, with forward slashes.
    pub path: String,
    /// Where it lies.
    pub place: PathBuf,
    /// What is there.
    pub before: Option<Vec<u8>>,
    /// What will be there.
    pub after: Option<String>,
    /// How the two fit together.
    pub fit: Fit,
    /// It is no longer what an earlier run wrote, as far as that is known.
    pub edited: bool,
    executable: bool,
}

/// How what is there fits to what shall be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// New, or an earlier run's own text that is now another.
    Write,
    /// As it should be.
    Unchanged,
    /// The user's.
    Kept,
    /// The user's, and it would be written otherwise today.
    Outdated,
    /// Nobody knows who wrote it, or somebody edited it.
    Foreign,
    /// An earlier run's, and no longer needed.
    Remove,
    /// An earlier run's, no longer needed, and edited.
    Left,
}

/// Everything a run would change in a folder.
#[derive(Debug)]
pub struct Changes {
    folder: PathBuf,
    next: Manifest,
    /// By path.
    pub files: Vec<Change>,
}

impl Changes {
    /// Compares the folder with what shall be in it.
    ///
    /// # Errors
    /// When a file cannot be read, or a path leads out of the folder.
    pub fn of(folder: &Path, files: &[NewFile]) -> Result<Self> {
        let manifest = Manifest::read(folder)?;
        let mut changes =
            files.iter().map(|file| change(folder, file, &manifest)).collect::<Result<Vec<_>>>()?;
        for (path, hash) in &manifest.generated {
            if !files.iter().any(|file| file.path == *path) {
                changes.extend(stale(folder, path, hash)?);
            }
        }
        changes.sort_by(|one, other| one.path.cmp(&other.path));
        let left: Vec<String> =
            changes.iter().filter(|it| it.fit == Fit::Left).map(|it| it.path.clone()).collect();
        let next = manifest.after(files, &left);
        Ok(Self { folder: folder.to_owned(), next, files: changes })
    }

    /// Those that would be written, removed or, with `--force`, replaced.
    pub fn wanted(&self) -> impl Iterator<Item = &Change> {
        self.files.iter().filter(|it| matches!(it.fit, Fit::Write | Fit::Foreign | Fit::Remove))
    }

    /// Where text stands that no earlier run wrote, or that was edited since.
    pub fn foreign(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().filter(|it| it.fit == Fit::Foreign).map(|it| &*it.place)
    }

    /// Writes what is wanted, foreign text included: all or nothing.
    ///
    /// # Errors
    /// When the disk refuses; then the folder is as it was, unless the disk failed between two renamings.
    pub fn write(self) -> Result<Written> {
        let count = |fit| self.files.iter().filter(|it| it.fit == fit).count();
        let outdated = self.files.iter().filter(|it| it.fit == Fit::Outdated);
        let outcome = Written {
            written: count(Fit::Write) + count(Fit::Foreign),
            unchanged: count(Fit::Unchanged),
            kept: count(Fit::Kept) + count(Fit::Outdated),
            removed: count(Fit::Remove),
            left: self.files.iter().filter(|it| it.fit == Fit::Left).map(|it| it.place.clone()).collect(),
            outdated: outdated.map(|it| (it.path.clone(), it.edited)).collect(),
        };
        let mut staged = Vec::new();
        for it in self.files.iter().filter(|it| matches!(it.fit, Fit::Write | Fit::Foreign)) {
            let text = it.after.as_deref().expect("what is written has a text");
            staged.push(stage::stage(&it.place, text, it.executable)?);
        }
        staged.push(stage::stage(&self.folder.join(NAME), &self.next.text(), false)?);
        for file in staged {
            file.put()?;
        }
        for it in self.files.iter().filter(|it| it.fit == Fit::Remove) {
            let context = || format!("cannot remove `{}`", it.place.display());
            std::fs::remove_file(&it.place).with_context(context)?;
            stage::remove_empty(&self.folder, &it.place);
        }
        Ok(outcome)
    }
}

fn change(folder: &Path, file: &NewFile, manifest: &Manifest) -> Result<Change> {
    let place = inside(folder, &file.path)?;
    let before = existing(&place)?;
    let fit = match (&before, file.fate) {
        (None, Fate::Keep) => Fit::Unchanged,
        (None, _) => Fit::Write,
        (Some(_), Fate::Keep) => Fit::Unchanged,
        (Some(bytes), _) if bytes == file.text.as_bytes() => {
            if file.fate == Fate::Once {
                Fit::Kept
            } else {
                Fit::Unchanged
            }
        }
        (Some(_), Fate::Once) => {
            let first = manifest.once.get(&file.path);
            let same = first.is_none_or(|hash| *hash == digest(file.text.as_bytes()));
            if same { Fit::Kept } else { Fit::Outdated }
        }
        (Some(bytes), Fate::Replace) if manifest.wrote(&file.path, bytes) => Fit::Write,
        (Some(_), Fate::Replace) => Fit::Foreign,
    };
    let (path, after) = (file.path.clone(), Some(file.text.clone()));
    let earlier = manifest.once.get(&path).or_else(|| manifest.generated.get(&path));
    let edited = before.as_ref().is_some_and(|bytes| earlier != Some(&digest(bytes)));
    Ok(Change { path, place, before, after, fit, edited, executable: file.executable })
}

/// What an earlier run wrote and this one does not; nothing where somebody removed it.
fn stale(folder: &Path, path: &str, hash: &str) -> Result<Option<Change>> {
    let place = inside(folder, path)?;
    let Some(before) = existing(&place)? else { return Ok(None) };
    let fit = if digest(&before) == hash { Fit::Remove } else { Fit::Left };
    let (path, edited) = (path.to_owned(), fit == Fit::Left);
    Ok(Some(Change { path, place, before: Some(before), after: None, fit, edited, executable: false }))
}
