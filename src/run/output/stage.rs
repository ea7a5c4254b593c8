//! Temporary files beside their targets, put in place when all of them are complete. Never leaves half a file.

use anyhow::{Context, Result};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A complete file that waits for its name.
pub(super) struct Staged {
    file: NamedTempFile,
    place: PathBuf,
}

/// Writes to a temporary file beside the target.
pub(super) fn stage(place: &Path, text: &str, executable: bool) -> Result<Staged> {
    stage_with(place, &|out| out.write_all(text.as_bytes()), executable)
}

/// What writes a text while it makes it.
pub(crate) type Writing<'t> = dyn Fn(&mut dyn Write) -> std::io::Result<()> + 't;

fn stage_with(place: &Path, text: &Writing<'_>, executable: bool) -> Result<Staged> {
    let context = || format!("cannot write `{}`", place.display());
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).with_context(context)?;
    let mut file = NamedTempFile::new_in(folder).with_context(context)?;
    let mut out = BufWriter::new(file.as_file_mut());
    text(&mut out).and_then(|()| out.flush()).with_context(context)?;
    drop(out);
    permit(file.path(), if executable { 0o755 } else { 0o644 }).with_context(context)?;
    Ok(Staged { file, place: place.to_owned() })
}

impl Staged {
    /// Gives it its name.
    pub(super) fn put(self) -> Result<()> {
        self.file.persist(&self.place).with_context(|| format!("cannot write `{}`", self.place.display()))?;
        Ok(())
    }
}

/// Writes one file whole or not at all.
pub(crate) fn write_whole(path: &Path, text: &str) -> Result<()> {
    stage(path, text, false)?.put()
}

/// The same for a text that is made while it is written.
pub(crate) fn write_whole_with(path: &Path, text: &Writing<'_>) -> Result<()> {
    stage_with(path, text, false)?.put()
}

/// Removes the folders that a removed file leaves empty, up to `folder`.
pub(super) fn remove_empty(folder: &Path, removed: &Path) {
    let above = removed.ancestors().skip(1).take_while(|above| *above != folder && above.starts_with(folder));
    for empty in above {
        if std::fs::remove_dir(empty).is_err() {
            break;
        }
    }
}

/// Temporary files are private; what is written here is as readable as any other file.
pub(crate) fn make_readable(path: &Path) -> std::io::Result<()> {
    permit(path, 0o644)
}

#[cfg(unix)]
fn permit(path: &Path, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn permit(_: &Path, _: u32) -> std::io::Result<()> {
    Ok(())
}
