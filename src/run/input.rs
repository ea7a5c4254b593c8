//! Reads architecture files: paths, folders and standard input. Never interprets a table.

use crate::architecture::{self, Architecture, written};
use crate::diagnostic::Diagnostic;
use crate::parallel;
use crate::source::{FileId, SourceMap, Span};
use anyhow::{Context, Result, bail};
use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Where architecture text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder of files.
    Path(PathBuf),
    /// Standard input.
    Standard,
    /// Text that is not on the disk yet.
    Text {
        /// The name reports use.
        name: String,
        /// The text.
        text: String,
    },
}

impl Input {
    /// `-` is standard input, anything else a path.
    pub fn from_argument(argument: &str) -> Self {
        if argument == "-" { Self::Standard } else { Self::Path(argument.into()) }
    }
}

/// An architecture with its text and what is wrong with it.
#[derive(Debug)]
pub struct Loaded {
    /// All text that spans point into.
    pub sources: SourceMap,
    /// What was declared.
    pub architecture: Architecture,
    /// Mistakes.
    pub diagnostics: Vec<Diagnostic>,
}

/// What some editors write at the beginning of a file; the source map drops it.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Less text than this, in bytes, is read before a second core has woken up.
const WORTH_CORES: usize = 64 * 1024;

/// Folders that never hold architecture files of one's own.
const SKIPPED: [&str; 4] = ["target", "node_modules", "expected", "vendor"];

/// Mistakes that may come from a table that could not be read.
const RESTS_ON_ALL: [&str; 5] =
    ["not-a-step", "unknown-interaction", "unknown-operation", "unknown-region", "unknown-service"];

/// Reads all inputs into one architecture.
///
/// # Errors
/// When a file or folder cannot be read, or a folder holds no architecture file.
pub fn load(inputs: &[Input]) -> Result<Loaded> {
    let mut sources = SourceMap::new();
    let (mut files, mut diagnostics) = (Vec::new(), Vec::new());
    let (mut standard_read, mut read) = (false, HashSet::new());
    for input in inputs {
        match input {
            Input::Standard if std::mem::replace(&mut standard_read, true) => {}
            Input::Standard => {
                let mut bytes = Vec::new();
                std::io::stdin().lock().read_to_end(&mut bytes).context("cannot read standard input")?;
                files.extend(add(&mut sources, "<stdin>", bytes, &mut diagnostics));
            }
            Input::Text { name, text } => {
                read.insert(Path::new(name).canonicalize().unwrap_or_else(|_| name.into()));
                files.extend(add(&mut sources, name, text.clone().into_bytes(), &mut diagnostics));
            }
            Input::Path(path) => {
                for (path, bytes) in read_path(path)? {
                    // A file that two arguments name is one file.
                    if !read.insert(path.canonicalize().unwrap_or_else(|_| path.clone())) {
                        continue;
                    }
                    files.extend(add(&mut sources, &shown(&path), bytes, &mut diagnostics));
                }
            }
        }
    }
    let mut written = Vec::with_capacity(files.len());
    for (file, mistakes) in parse(&sources, &files) {
        written.push(file);
        diagnostics.extend(mistakes);
    }
    let incomplete = diagnostics.iter().any(|it| matches!(it.code, "syntax" | "not-utf-8" | "too-large"));
    let (architecture, mut mistakes) = architecture::lower(written);
    mistakes.retain(|mistake| !(incomplete && RESTS_ON_ALL.contains(&mistake.code)));
    diagnostics.extend(mistakes);
    if diagnostics.is_empty() {
        diagnostics.extend(nothing_to_assess(&sources, &architecture));
    }
    diagnostics.sort_by_key(|it| it.primary.as_ref().map(|label| label.span));
    Ok(Loaded { sources, architecture, diagnostics })
}

/// Reads each file by itself, on all cores where there is enough to read. The order of the files stays.
fn parse(sources: &SourceMap, files: &[FileId]) -> Vec<(written::File, Vec<Diagnostic>)> {
    let size: usize = files.iter().map(|file| sources.file(*file).text().len()).sum();
    let read = |file: &FileId| architecture::read(sources, *file);
    if size < WORTH_CORES { files.iter().map(read).collect() } else { parallel::each(files, read) }
}

/// Says so where nothing can be found because nothing is there, which must not look like a clean bill of health.
fn nothing_to_assess(sources: &SourceMap, architecture: &Architecture) -> Option<Diagnostic> {
    let (first, _) = sources.files().next()?;
    let at = Span::new(first, 0..0);
    if architecture.services.is_empty() {
        let mistake = Diagnostic::error("no-service", "no service is declared", at);
        return Some(mistake.help("declare what takes part, a `[service.NAME]` table each"));
    }
    architecture.interactions.is_empty().then(|| {
        Diagnostic::warning("no-interaction", "no interaction is declared, so there is nothing to assess", at)
            .help("declare who asks whom, an `[[interaction]]` table each")
    })
}

/// A path as reports name it: with forward slashes, without a leading `./`.
pub(super) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.strip_prefix("./").map_or(text.clone(), str::to_owned)
}

/// Adds a file; text that is not UTF-8 is reported at its first bad byte and left out.
fn add(
    sources: &mut SourceMap,
    name: &str,
    bytes: Vec<u8>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<FileId> {
    if bytes.len() > u32::MAX as usize {
        diagnostics.push(Diagnostic::unplaced("too-large", format!("`{name}` is larger than 4 GiB")));
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(sources.add(name, text)),
        Err(error) => {
            let bytes = error.as_bytes();
            let at = error.utf8_error().valid_up_to();
            let byte = bytes[at];
            let file = sources.add(name, String::from_utf8_lossy(bytes));
            let at = at - if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
            let span = Span::new(file, at..at + '\u{fffd}'.len_utf8());
            let title = format!("not UTF-8: byte 0x{byte:02x}");
            diagnostics.push(Diagnostic::error("not-utf-8", title, span).help("save the file as UTF-8"));
            None
        }
    }
}

fn read_path(path: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let metadata = std::fs::metadata(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    if !metadata.is_dir() {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
        return Ok(vec![(path.to_owned(), bytes)]);
    }
    let mut found = Vec::new();
    walk(path, &mut HashSet::new(), &mut found)?;
    if found.is_empty() {
        bail!(
            "no architecture file in `{}`: a file belongs to the architecture when it ends in .toml and has a line `syncwise = 1`",
            path.display()
        );
    }
    Ok(found)
}

/// Collects architecture files in order of their names. A folder that was visited is not visited again, so that a loop
/// of symbolic links ends.
fn walk(folder: &Path, visited: &mut HashSet<PathBuf>, found: &mut Vec<(PathBuf, Vec<u8>)>) -> Result<()> {
    let canonical = folder.canonicalize().with_context(|| format!("cannot read `{}`", folder.display()))?;
    if !visited.insert(canonical) {
        return Ok(());
    }
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry.with_context(|| format!("cannot read `{}`", folder.display()))?.path());
    }
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // Hidden: version control, and locks of editors, which may even be links to nowhere.
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            if !is_skipped(&name) {
                walk(&path, visited, found)?;
            }
        } else if name.ends_with(".toml") {
            let bytes = std::fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
            if is_architecture(&bytes) {
                found.push((path, bytes));
            }
        }
    }
    Ok(())
}

/// The architecture files that stand in a folder itself, in order of their names. A folder or file that cannot be read
/// has none.
pub fn beside(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_one = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == "toml")
            && std::fs::read(path).is_ok_and(|bytes| is_architecture(&bytes))
    };
    let mut found: Vec<PathBuf> = entries.filter(is_one).collect();
    found.sort();
    found
}

/// Whether a folder of this name is left out.
pub(super) fn is_skipped(name: &str) -> bool {
    SKIPPED.contains(&name)
}

/// Whether a file says that it is an architecture file: above its first table, where a package that merely depends on
/// a crate of that name has nothing.
pub fn is_architecture(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    lines.take_while(|line| !line.starts_with(b"[")).any(|line| {
        line.strip_prefix(b"syncwise").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"="))
    })
}
