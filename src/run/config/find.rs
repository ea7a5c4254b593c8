//! Finds the file of settings, and reads the files that it starts from. Never says what a setting means.

use crate::diagnostic::Diagnostic;
use crate::settings::{self, Origin, Settings, Text};
use crate::source::{SourceMap, Span};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// What the file is called.
pub const FILE: &str = "syncwise.toml";

/// The file in the working directory or the nearest folder above it, up to the root of its repository. Outside of a
/// repository, only the working directory counts: what happens to lie above belongs to somebody else.
pub(super) fn above(working: &Path) -> Option<PathBuf> {
    let root = working.ancestors().position(|folder| folder.join(".git").exists()).unwrap_or(0);
    let folders = working.ancestors().take(root + 1).enumerate();
    let mut files = folders.map(|(up, folder)| (up, folder.join(FILE)));
    let (up, _) = files.find(|(_, file)| file.is_file())?;
    Some(Path::new(&"../".repeat(up)).join(FILE))
}

/// Reads files of settings.
#[derive(Debug, Default)]
pub(super) struct Files {
    pub(super) sources: SourceMap,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Files that were read, and those among them that are still being followed.
    read: Vec<PathBuf>,
    open: Vec<PathBuf>,
}

impl Files {
    /// The settings of a file over those that it starts from.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn read(&mut self, path: &Path) -> Result<Settings> {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
        Ok(self.add(path, bytes))
    }

    fn add(&mut self, path: &Path, bytes: Vec<u8>) -> Settings {
        let canonical = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        self.read.push(canonical.clone());
        let name = super::super::input::shown(path);
        let Ok(text) = String::from_utf8(bytes) else {
            let title = format!("`{name}` is not UTF-8");
            self.diagnostics.push(Diagnostic::unplaced("not-utf-8", title).help("save the file as UTF-8"));
            return Settings::default();
        };
        let file = self.sources.add(name, text);
        let (written, mistakes) = settings::read(&self.sources, file);
        self.diagnostics.extend(mistakes);
        self.open.push(canonical);
        let mut settings = written.settings;
        for further in written.extends.iter().rev() {
            settings = settings.over(self.follow(further));
        }
        self.open.pop();
        settings
    }

    /// The settings of a file that another one starts from. One that two files name is read where it is strongest.
    fn follow(&mut self, further: &Text) -> Settings {
        let Origin::File(span) = further.origin else { return Settings::default() };
        let path = beside(&self.sources, span, &further.text);
        let mistake = match (path.canonicalize(), std::fs::read(&path)) {
            (Ok(path), _) if self.open.contains(&path) => {
                let title = format!("`{}` starts from this file in turn", further.text);
                Diagnostic::error("extends-cycle", title, span).help("remove one of the two")
            }
            (Ok(path), _) if self.read.contains(&path) => return Settings::default(),
            (_, Ok(bytes)) => return self.add(&path, bytes),
            (_, Err(error)) => {
                let title = format!("cannot read `{}`: {error}", path.display());
                Diagnostic::error("missing-file", title, span)
                    .help("paths in `extends` are relative to the file that names them")
            }
        };
        self.diagnostics.push(mistake);
        Settings::default()
    }
}

/// A path relative to the file that names it.
pub(super) fn beside(sources: &SourceMap, span: Span, path: &str) -> PathBuf {
    let file = Path::new(sources.file(span.file).name());
    file.parent().map_or_else(|| path.into(), |folder| folder.join(path))
}
