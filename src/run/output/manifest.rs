//! The list of what earlier runs wrote, so that a later run may replace it. Never trusts a path in it.

use super::place::existing;
use super::{Fate, NewFile};
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::Path;

/// The file in the folder.
pub(super) const NAME: &str = ".syncwise";

/// What stands before the hash of a file that belongs to the user.
const ONCE: &str = "yours ";

/// Hashes by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// Of the files that may be replaced as long as they are not edited.
    pub(super) generated: BTreeMap<String, String>,
    /// Of the files that belong to the user, as the last run would have written them.
    pub(super) once: BTreeMap<String, String>,
}

impl Manifest {
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let bytes = existing(&folder.join(NAME))?.unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let mut manifest = Self::default();
        for (hash, path) in
            text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once("  "))
        {
            match hash.strip_prefix(ONCE) {
                Some(hash) => manifest.once.insert(path.to_owned(), hash.to_owned()),
                None => manifest.generated.insert(path.to_owned(), hash.to_owned()),
            };
        }
        Ok(manifest)
    }

    /// Whether an earlier run wrote exactly this.
    pub(super) fn wrote(&self, path: &str, bytes: &[u8]) -> bool {
        self.generated.get(path).is_some_and(|hash| *hash == digest(bytes))
    }

    /// After a run that wrote `files` and left `left`.
    pub(super) fn after(&self, files: &[NewFile], left: &[String]) -> Self {
        let mut next = Self::default();
        for file in files {
            let path = || file.path.clone();
            let hash = || digest(file.text.as_bytes());
            match file.fate {
                Fate::Replace => {
                    next.generated.insert(path(), hash());
                }
                Fate::Once => {
                    next.once.insert(path(), hash());
                }
                Fate::Keep => {
                    next.generated.extend(self.generated.get(&file.path).map(|it| (path(), it.clone())))
                }
            }
        }
        let left = left.iter().filter_map(|path| Some((path.clone(), self.generated.get(path)?.clone())));
        next.generated.extend(left);
        next
    }

    pub(super) fn text(&self) -> String {
        let mut text = String::from(
            "# Written by syncwise: files that it may replace as long as they are not edited.\n",
        );
        for (path, hash) in &self.generated {
            text += &format!("{hash}  {path}\n");
        }
        for (path, hash) in &self.once {
            text += &format!("{ONCE}{hash}  {path}\n");
        }
        text
    }
}

/// Tells an edited file from an untouched one: 64-bit FNV-1a and the length.
pub(super) fn digest(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}{:x}", bytes.len())
}
