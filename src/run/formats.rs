//! Several formats in one run: which goes where. Never lays out text, and never writes over an input.

use super::output::{Writing, write_whole_with};
use crate::source::SourceMap;
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// The format of the findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LintFormat {
    /// For people.
    #[default]
    Full,
    /// A line each.
    Concise,
    /// Version 1 of the published shape.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// JUnit XML.
    Junit,
    /// Workflow commands of GitHub Actions.
    Github,
    /// A Code Quality report of GitLab.
    Gitlab,
    /// A comment on a pull request.
    Markdown,
}

impl LintFormat {
    /// All formats with their words.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Full, "full"),
        (Self::Concise, "concise"),
        (Self::Json, "json"),
        (Self::Sarif, "sarif"),
        (Self::Junit, "junit"),
        (Self::Github, "github"),
        (Self::Gitlab, "gitlab"),
        (Self::Markdown, "markdown"),
    ];
}

/// A format, and the file it goes to; standard output where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Target {
    /// The format.
    pub format: LintFormat,
    /// The file.
    pub file: Option<PathBuf>,
}

/// Where each format goes: the one without a file goes to `output_file`, or to standard output.
pub(super) fn targets(formats: &[Target], output_file: Option<&Path>) -> Result<Vec<Target>> {
    let mut targets = formats.to_vec();
    if targets.is_empty() {
        targets.push(Target::default());
    }
    let mut open = targets.iter_mut().filter(|target| target.file.is_none());
    let first = open.next();
    if open.next().is_some() {
        bail!("two formats for one place; give all but one a file, such as `--format sarif=out.sarif`");
    }
    match (first, output_file) {
        (Some(target), Some(file)) => target.file = Some(file.to_owned()),
        (None, Some(file)) => bail!("every format has a file; nothing is left for `{}`", file.display()),
        (_, None) => {}
    }
    for (index, target) in targets.iter().enumerate() {
        if target.file.is_some() && targets[..index].iter().any(|other| other.file == target.file) {
            let file = target.file.as_deref().unwrap_or(Path::new(""));
            bail!("two formats for one file: `{}`", file.display());
        }
    }
    Ok(targets)
}

/// Refuses to write a report over a text that was read.
pub(super) fn spare_inputs(targets: &[Target], sources: &SourceMap) -> Result<()> {
    let canonical = |path: &Path| path.canonicalize().ok();
    for file in targets.iter().filter_map(|target| target.file.as_deref()) {
        let Some(wanted) = canonical(file) else { continue };
        if sources.files().any(|(_, source)| canonical(Path::new(source.name())).as_ref() == Some(&wanted)) {
            bail!("`{}` is an input; a report would replace it", file.display());
        }
    }
    Ok(())
}

/// Writes a report whole; into a device or a pipe it is written as it comes.
pub(super) fn write(file: &Path, text: &str) -> Result<()> {
    write_with(file, &|out| out.write_all(text.as_bytes()))
}

/// The same for a report that is made while it is written.
pub(super) fn write_with(file: &Path, report: &Writing<'_>) -> Result<()> {
    let is_special = std::fs::metadata(file).is_ok_and(|it| !it.is_file() && !it.is_dir());
    if is_special {
        let written = File::create(file).and_then(|file| {
            let mut out = BufWriter::new(file);
            report(&mut out)?;
            out.flush()
        });
        return written.with_context(|| format!("cannot write `{}`", file.display()));
    }
    // A link stays a link: what it points at is replaced.
    write_whole_with(&file.canonicalize().unwrap_or_else(|_| file.to_owned()), report)
}
