//! Reads files of an earlier version from git, as a subprocess. Never changes a repository.

use super::input::{Input, is_architecture, is_skipped, shown};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The architecture files that stood at `inputs` in the version `reference`, under the names of today. Files and folders
/// that did not exist then are left out.
///
/// # Errors
/// When git is missing, an input lies in no repository, or the version is not in this clone.
pub(super) fn inputs_at(inputs: &[Input], reference: &str) -> Result<Vec<Input>> {
    let mut texts = Vec::new();
    for input in inputs {
        let Input::Path(path) = input else {
            bail!("`--base` compares files, and standard input has no earlier version");
        };
        let place = Place::of(path)?;
        let commit = place.commit(reference)?;
        for file in place.files(&commit)? {
            let Some(text) = file.text else { continue };
            let name = shown(&if file.below.is_empty() { path.clone() } else { path.join(&file.below) });
            if file.below.is_empty() || is_architecture(text.as_bytes()) {
                texts.push(Input::Text { name, text });
            }
        }
    }
    Ok(texts)
}

/// A path in its repository.
struct Place {
    /// A folder of the repository that exists, in which git is run.
    folder: PathBuf,
    /// The path from there, with forward slashes; `.` for the folder itself.
    relative: String,
}

/// A file of a version.
struct Blob {
    /// Its path below the input, empty where the input is the file.
    below: String,
    text: Option<String>,
}

impl Place {
    fn of(path: &Path) -> Result<Self> {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let (folder, relative) = match path.file_name() {
            Some(name) if !path.is_dir() => {
                (parent.unwrap_or(Path::new(".")).to_owned(), name.to_string_lossy().into_owned())
            }
            _ => (path.to_owned(), ".".to_owned()),
        };
        let place = Self { folder, relative };
        let output = place.git(&["rev-parse", "--is-inside-work-tree"])?;
        if !output.status.success() {
            bail!(
                "`{}` is in no git repository, and `--base` compares with an earlier version there; `syncwise diff OLD NEW` compares two files or folders",
                path.display()
            );
        }
        Ok(place)
    }

    fn git(&self, arguments: &[&str]) -> Result<Output> {
        self.command(arguments).output().with_context(|| format!("cannot run `git {}`", arguments.join(" ")))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.folder).args(arguments).stdin(Stdio::null());
        command
    }

    /// The commit that a reference names, or what to do to have it here.
    fn commit(&self, reference: &str) -> Result<String> {
        if reference.starts_with('-') {
            bail!("`{reference}` is no version of this repository");
        }
        let wanted = format!("{reference}^{{commit}}");
        let output = self.git(&["rev-parse", "--verify", "--quiet", &wanted])?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
        }
        let shallow = self.git(&["rev-parse", "--is-shallow-repository"])?;
        let branch = reference.strip_prefix("origin/").unwrap_or(reference);
        if shallow.stdout.starts_with(b"true") {
            bail!(
                "`{reference}` is not in this clone, which is shallow\n  fetch it first: git fetch --depth=1 origin {branch}:refs/remotes/origin/{branch}\n  or clone with its history: `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` on GitLab"
            );
        }
        if reference.contains(['~', '^', '@', ':']) {
            bail!("`{reference}` is no commit of this repository");
        }
        bail!(
            "`{reference}` is no commit of this repository\n  where it is a branch of the server, fetch it first: git fetch origin {branch}"
        );
    }

    /// The files at the place in a commit, with their text where it is one that may matter.
    fn files(&self, commit: &str) -> Result<Vec<Blob>> {
        let output = self.git(&["ls-tree", "-r", "-z", commit, "--", &self.relative])?;
        if !output.status.success() {
            bail!("cannot list the files of `{commit}`: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        let whole = self.relative != ".";
        let mut wanted = Vec::new();
        for entry in output.stdout.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()) {
            let entry = String::from_utf8_lossy(entry);
            let Some((about, path)) = entry.split_once('\t') else { continue };
            let mut about = about.split(' ');
            let (mode, hash) = (about.next().unwrap_or_default(), about.nth(1).unwrap_or_default());
            let hidden = path.split('/').any(|part| part.starts_with('.') || is_skipped(part));
            let below = if whole { path.strip_prefix(&self.relative).unwrap_or(path) } else { path };
            let below = below.trim_start_matches('/');
            // A link is stored as the path it leads to, and the file there is listed itself.
            if mode.starts_with("100") && (below.is_empty() || (!hidden && path.ends_with(".toml"))) {
                wanted.push((below.to_owned(), hash.to_owned()));
            }
        }
        self.read(wanted)
    }

    /// Reads blobs through one process, however many there are.
    fn read(&self, wanted: Vec<(String, String)>) -> Result<Vec<Blob>> {
        let mut child = self
            .command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot run `git cat-file`")?;
        let mut input = child.stdin.take().context("`git cat-file` takes no input")?;
        let mut output = BufReader::new(child.stdout.take().context("`git cat-file` gives no output")?);
        let mut blobs = Vec::with_capacity(wanted.len());
        for (below, hash) in wanted {
            writeln!(input, "{hash}").context("`git cat-file` went away")?;
            input.flush().context("`git cat-file` went away")?;
            let mut header = String::new();
            output.read_line(&mut header).context("`git cat-file` went away")?;
            let size = header.trim_end().rsplit(' ').next().and_then(|size| size.parse::<usize>().ok());
            let Some(size) = size else {
                bail!(
                    "a part of the earlier version is not in this clone: {below}\n  clone without a filter, or run `git fetch --refetch`"
                );
            };
            let mut bytes = vec![0; size + 1];
            output.read_exact(&mut bytes).context("`git cat-file` went away")?;
            bytes.pop();
            blobs.push(Blob { below, text: String::from_utf8(bytes).ok() });
        }
        drop(input);
        child.wait().context("`git cat-file` did not end")?;
        Ok(blobs)
    }
}
