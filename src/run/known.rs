//! The file of known findings: reads, writes and shrinks it. Never overwrites a file that is none.

use super::output::write_whole;
use crate::rule::baseline::{Baseline, Known};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// What to do with a baseline.
#[derive(Debug, Clone, Default)]
pub struct BaselineOptions {
    /// Hide the findings of this file.
    pub read: Option<PathBuf>,
    /// Write all findings to this file.
    pub write: Option<PathBuf>,
    /// Remove from the file that is read what was resolved.
    pub shrink: bool,
    /// Replace a file that is no baseline.
    pub force: bool,
}

/// Reads a baseline.
pub(super) fn read(path: &Path) -> Result<Baseline> {
    let text = match std::fs::read(path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            bail!(
                "there is no baseline `{0}`; `--write-baseline {0}` writes one of today's findings",
                path.display()
            )
        }
        Err(error) => return Err(error).with_context(|| format!("cannot read `{}`", path.display())),
    };
    match Baseline::read(&text) {
        Ok(baseline) => Ok(baseline),
        Err(reason) => bail!("`{}` {reason}", path.display()),
    }
}

/// Writes a baseline; replaces an earlier one, but nothing else unless `force` is given. Says what changed.
pub(super) fn write(path: &Path, baseline: &Baseline, force: bool) -> Result<String> {
    let earlier = match std::fs::read(path) {
        Ok(bytes) => Some(Baseline::read(&String::from_utf8_lossy(&bytes))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| format!("cannot read `{}`", path.display())),
    };
    if let (Some(Err(_)), false) = (&earlier, force) {
        bail!("`{}` is no baseline; use --force to replace it, or name another file", path.display());
    }
    write_whole(path, &baseline.text())?;
    let mut said = format!("{} written to `{}`", findings(baseline.len()), path.display());
    if let Some(Ok(earlier)) = earlier {
        let (before, now) = (earlier.fingerprints(), baseline.fingerprints());
        let (new, gone) = (now.difference(&before).count(), before.difference(&now).count());
        said += &format!(": {new} new, {gone} no longer there");
    }
    Ok(said + "\n")
}

/// Says which entries match nothing any more, and removes them where asked.
pub(super) fn stale(options: &BaselineOptions, baseline: &Baseline, stale: &[&Known]) -> Result<String> {
    let Some(path) = options.read.as_deref().filter(|_| !stale.is_empty()) else { return Ok(String::new()) };
    if options.shrink {
        write_whole(path, &baseline.without(stale).text())?;
        return Ok(format!("{} removed from `{}`\n", resolved(stale.len()), path.display()));
    }
    let shown = 10;
    let mut said = format!(
        "note: {} of `{}` {} no longer there; --shrink-baseline removes what was resolved\n",
        resolved(stale.len()),
        path.display(),
        if stale.len() == 1 { "is" } else { "are" },
    );
    stale.iter().take(shown).for_each(|known| said += &format!("  {}\n", known.words()));
    if stale.len() > shown {
        said += &format!("  … and {} more\n", stale.len() - shown);
    }
    Ok(said)
}

fn findings(count: usize) -> String {
    format!("{count} known finding{}", if count == 1 { "" } else { "s" })
}

fn resolved(count: usize) -> String {
    format!("{count} finding{}", if count == 1 { "" } else { "s" })
}
