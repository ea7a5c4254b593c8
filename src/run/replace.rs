//! Replaces one file of the user's: whole or not at all, and only while it is what was read. Never writes over a change
//! that somebody made meanwhile.

use anyhow::{Context, Result, bail};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// A file of the user's as it was read.
#[derive(Debug, Default)]
pub(super) struct Original {
    /// Its bytes; nothing where it was not there.
    bytes: Option<Vec<u8>>,
}

impl Original {
    /// Reads a file that may not be there.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn read(path: &Path) -> Result<Self> {
        match std::fs::read(path) {
            Ok(bytes) => Ok(Self { bytes: Some(bytes) }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self { bytes: None }),
            Err(error) => Err(error).with_context(|| format!("cannot read `{}`", path.display())),
        }
    }

    /// A file as it was just written.
    pub(super) fn of(text: &str) -> Self {
        Self { bytes: Some(text.as_bytes().to_vec()) }
    }

    /// Its text, where it was there.
    ///
    /// # Errors
    /// When it is not UTF-8.
    pub(super) fn text(&self, path: &Path) -> Result<Option<&str>> {
        let text = self.bytes.as_deref().map(std::str::from_utf8).transpose();
        text.with_context(|| format!("`{}` is not UTF-8", path.display()))
    }

    /// Writes the new text to a temporary file beside the old one and puts it in its place. What the old one is a link
    /// to is replaced, and its permissions stay.
    ///
    /// # Errors
    /// When the disk refuses, or the file is no longer what was read. Then it is left as it is.
    pub(super) fn replace(&self, path: &Path, text: &str) -> Result<()> {
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let context = || format!("cannot write `{}`; it is as it was", path.display());
        let folder = real.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).with_context(context)?;
        let mut file = tempfile::NamedTempFile::new_in(folder).with_context(context)?;
        file.write_all(text.as_bytes()).with_context(context)?;
        file.as_file().sync_all().with_context(context)?;
        match std::fs::metadata(&real) {
            Ok(metadata) => file.as_file().set_permissions(metadata.permissions()).with_context(context)?,
            Err(_) => super::output::make_readable(file.path()).with_context(context)?,
        }
        if Self::read(&real)?.bytes != self.bytes {
            bail!("`{}` was changed meanwhile by somebody else; nothing was written", path.display());
        }
        match self.bytes {
            Some(_) => file.persist(&real).map(|_| ()).map_err(|error| error.error).with_context(context),
            None => {
                file.persist_noclobber(&real).map(|_| ()).map_err(|error| error.error).with_context(context)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Original;

    #[test]
    fn a_file_is_replaced_only_while_it_is_what_was_read() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.toml");
        let absent = Original::read(&path).expect("nothing is there");
        assert_eq!(absent.text(&path).expect("no text"), None);
        absent.replace(&path, "one").expect("a new file");
        let refusal = absent.replace(&path, "two").expect_err("it is there now").to_string();
        assert!(refusal.contains("changed meanwhile"), "{refusal}");
        let one = Original::read(&path).expect("a file");
        std::fs::write(&path, "edited").expect("the folder is writable");
        assert!(one.replace(&path, "two").is_err());
        assert_eq!(std::fs::read_to_string(&path).expect("still there"), "edited");
        Original::read(&path).expect("a file").replace(&path, "two").expect("nobody else writes");
        assert_eq!(std::fs::read_to_string(&path).expect("still there"), "two");
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1, "no temporary file stays");
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (path, link) = (folder.path().join("a.toml"), folder.path().join("link.toml"));
        std::fs::write(&path, "one").expect("the folder is writable");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("ours");
        std::os::unix::fs::symlink(&path, &link).expect("links can be made");
        Original::read(&link).expect("a file").replace(&link, "two").expect("a link to a file");
        assert!(link.is_symlink());
        assert_eq!(std::fs::read_to_string(&path).expect("still there"), "two");
        assert_eq!(std::fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
    }
}
