//! Where a file lies below the folder that was asked for. Never follows a link out of it.

use anyhow::{Context, Result, bail};
use std::path::{Component, Path, PathBuf};

/// The path of a file below the folder.
///
/// # Errors
/// A path that leaves the folder, by its parts or by a symbolic link on the way or at its end.
pub(super) fn inside(folder: &Path, relative: &str) -> Result<PathBuf> {
    let path = Path::new(relative);
    if relative.is_empty() || !path.components().all(|part| matches!(part, Component::Normal(_))) {
        bail!("refusing to write `{relative}` outside of `{}`", folder.display());
    }
    let mut place = folder.to_owned();
    for part in path.components() {
        place.push(part);
        let Ok(metadata) = place.symlink_metadata() else { break };
        if metadata.is_symlink() && !leads_inside(folder, &place)? {
            bail!(
                "refusing to follow `{}` out of `{}`; nothing was written",
                place.display(),
                folder.display()
            );
        }
    }
    Ok(folder.join(path))
}

fn leads_inside(folder: &Path, link: &Path) -> Result<bool> {
    let root = folder.canonicalize().with_context(|| format!("cannot read `{}`", folder.display()))?;
    Ok(link.canonicalize().is_ok_and(|target| target.starts_with(root)))
}

/// The bytes of a file, where it is there.
///
/// # Errors
/// When it is there and cannot be read.
pub(super) fn existing(path: &Path) -> Result<Option<Vec<u8>>> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read `{}`", path.display())),
    }
}
