//! What is there before the first question: the file, the rules, the answers that are given. Never asks.

use super::{AskOptions, Subject};
use crate::architecture::Architecture;
use crate::ask::{Answers, Bench, Catalogue, Files, Target, in_file};
use crate::diagnostic::Diagnostic;
use crate::render;
use crate::run::replace::Original;
use crate::run::{Common, Input, Loaded, Outcome, Session, diagram, input, load};
use crate::source::{FileId, SourceMap};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// Where answers are kept while questions are asked.
const JOURNAL: &str = "syncwise-answers.toml";
/// A file in which nothing is declared yet.
const BLANK: &str = "syncwise = 1\n";

/// Everything that questions stand on.
pub(in crate::run) struct Ground {
    /// The file that is changed, as reports name it.
    pub(in crate::run) name: String,
    /// Where it is, or would be.
    pub(in crate::run) path: PathBuf,
    /// The file as it was read.
    pub(in crate::run) original: Original,
    /// Further files of the architecture.
    pub(in crate::run) others: Vec<Input>,
    /// The rules and what was declared before.
    pub(in crate::run) session: Session,
    /// All questions.
    pub(in crate::run) catalogue: Catalogue,
    files: Files,
    target: Target,
}

impl Ground {
    /// Reads the file that is added to or edited, with whatever belongs to it.
    pub(super) fn open(common: &Common, options: &AskOptions) -> Result<std::result::Result<Self, Outcome>> {
        let path = match &options.subject {
            Subject::Blank => options.out.clone().unwrap_or_else(|| "architecture.toml".into()),
            Subject::Add(path) | Subject::Edit(_, path) => path.clone(),
        };
        let original = match &options.subject {
            Subject::Blank => Original::default(),
            _ => Original::read(&path)?,
        };
        Self::of(common, path, original, &options.subject)
    }

    /// The same for a text that was read.
    pub(in crate::run) fn of(
        common: &Common,
        path: PathBuf,
        original: Original,
        subject: &Subject,
    ) -> Result<std::result::Result<Self, Outcome>> {
        let text = original.text(&path)?.map(str::to_owned);
        if let (Subject::Edit(..), None) = (subject, &text) {
            bail!("cannot read `{}`: there is no such file", path.display());
        }
        let text = text.filter(|text| !text.trim().is_empty()).unwrap_or_else(|| BLANK.into());
        let name = input::shown(&path);
        let mut inputs = vec![Input::Text { name: name.clone(), text: text.clone() }];
        inputs.extend(common.inputs.iter().cloned());
        let mut loaded = load(&inputs)?;
        loaded.diagnostics.retain(|it| !matches!(it.code, "no-service" | "no-interaction"));
        let (files, changed) = files(&loaded, &text);
        let session = match Session::of(loaded, common)? {
            Ok(session) => session,
            Err(refused) => return Ok(Err(refused)),
        };
        let target = match subject {
            Subject::Edit(id, _) => existing(&session.architecture, changed, id, &name)?,
            _ => Target::New,
        };
        let catalogue = Catalogue::new(&session.rules.criteria, &session.method);
        let others = common.inputs.clone();
        Ok(Ok(Self { name, path, original, others, session, catalogue, files, target }))
    }

    /// Where answers are tried.
    pub(in crate::run) fn bench(&self) -> Bench<'_> {
        Bench::new(&self.session.method, &self.catalogue, self.files.clone(), self.target)
    }

    /// The answers of a file and those of the command line, which win; or every mistake in them.
    pub(in crate::run) fn given(
        &self,
        options: &AskOptions,
        kept: Option<&Path>,
        color: bool,
    ) -> Result<std::result::Result<Answers, Outcome>> {
        let (mut sources, mut answers) = (SourceMap::new(), Answers::default());
        let mut mistakes = Vec::new();
        if let Some(path) = options.answers.as_deref().or(kept) {
            let text =
                std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?;
            let file = sources.add(input::shown(path), text);
            (answers, mistakes) = Answers::parse(&sources, file, &self.catalogue);
        }
        for (name, value) in &options.given {
            if let Err(wrong) = answers.read(name, value, &self.catalogue) {
                mistakes.push(Diagnostic::unplaced("answer", wrong));
            }
        }
        if mistakes.is_empty() {
            return Ok(Ok(answers));
        }
        let mut text = String::new();
        render::diagnostics(&mut text, &sources, &mistakes, color);
        Ok(Err(Outcome::refused(text)))
    }

    /// The answers of an earlier run that was left, where whoever is asked wants to go on with them.
    pub(super) fn earlier_answers(&self, options: &AskOptions) -> Result<Option<PathBuf>> {
        let path = options.save.clone().unwrap_or_else(|| JOURNAL.into());
        if options.answers.is_some() || !options.given.is_empty() || !path.is_file() {
            return Ok(None);
        }
        let question = format!("`{}` holds the answers of an earlier run. Go on with them?", path.display());
        Ok(crate::ask::terminal::confirm(&question).then_some(path))
    }

    /// Where answers are kept: where it was asked, or a file that is not there yet.
    pub(in crate::run) fn journal(&self, options: &AskOptions, kept: Option<PathBuf>) -> PathBuf {
        if let Some(path) = options.save.clone().or(kept) {
            return path;
        }
        let numbered = (2..).map(|number| PathBuf::from(format!("syncwise-answers-{number}.toml")));
        let free = std::iter::once(PathBuf::from(JOURNAL)).chain(numbered).find(|path| !path.exists());
        free.expect("there are more numbers than files")
    }
}

/// All files with their texts, and which of them is changed. The changed one keeps every byte.
fn files(loaded: &Loaded, text: &str) -> (Files, FileId) {
    let files: Vec<(String, String)> =
        loaded.sources.files().map(|(_, file)| (file.name().to_owned(), file.text().to_owned())).collect();
    let (changed, _) = loaded.sources.files().next().expect("the changed file is read first");
    let mut files = Files { files, changed: 0 };
    files.files[0].1 = text.to_owned();
    (files, changed)
}

fn existing(architecture: &Architecture, file: FileId, id: &str, name: &str) -> Result<Target> {
    let found = diagram::interaction_named(architecture, id)?;
    let place = in_file(architecture, file).iter().position(|known| *known == found);
    match place {
        Some(index) => Ok(Target::Existing(index)),
        None => bail!("the interaction `{id}` is declared in another file than `{name}`"),
    }
}
