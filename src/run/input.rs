//! Reads architecture files: paths, folders and standard input. Never interprets a table.

use crate::architecture::{self, Architecture};
use crate::diagnostic::Diagnostic;
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

/// Folders that never hold architecture files of one's own.
const SKIPPED: [&str; 4] = ["target", "node_modules", "expected", "vendor"];

/// Reads all inputs into one architecture.
///
/// # Errors
/// When a file or folder cannot be read, or a folder holds no architecture file.
pub fn load(inputs: &[Input]) -> Result<Loaded> {
    let mut sources = SourceMap::new();
    let (mut files, mut diagnostics) = (Vec::new(), Vec::new());
    for input in inputs {
        match input {
            Input::Standard => {
                let mut bytes = Vec::new();
                std::io::stdin().lock().read_to_end(&mut bytes).context("cannot read standard input")?;
                files.extend(add(&mut sources, "<stdin>", bytes, &mut diagnostics));
            }
            Input::Path(path) => {
                for (path, bytes) in read_path(path)? {
                    files.extend(add(&mut sources, &shown(&path), bytes, &mut diagnostics));
                }
            }
        }
    }
    let mut written = Vec::with_capacity(files.len());
    for file in files {
        let (file, mistakes) = architecture::read(&sources, file);
        written.push(file);
        diagnostics.extend(mistakes);
    }
    let (architecture, mistakes) = architecture::lower(written);
    diagnostics.extend(mistakes);
    diagnostics.sort_by_key(|it| it.primary.as_ref().map(|label| label.span));
    Ok(Loaded { sources, architecture, diagnostics })
}

/// A path as reports name it: with forward slashes, without a leading `./`.
fn shown(path: &Path) -> String {
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
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes()[at];
            let file = sources.add(name, String::from_utf8_lossy(error.as_bytes()));
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
        if path.is_dir() {
            if !name.starts_with('.') && !SKIPPED.contains(&name.as_str()) {
                walk(&path, visited, found)?;
            }
        } else if name.ends_with(".toml") {
            let bytes = std::fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
            if declares_version(&bytes) {
                found.push((path, bytes));
            }
        }
    }
    Ok(())
}

/// Whether a file says that it is an architecture file.
fn declares_version(bytes: &[u8]) -> bool {
    bytes.split(|byte| *byte == b'\n').any(|line| {
        let line = line.trim_ascii().strip_prefix("\u{feff}".as_bytes()).unwrap_or(line).trim_ascii();
        line.strip_prefix(b"syncwise").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"="))
    })
}
