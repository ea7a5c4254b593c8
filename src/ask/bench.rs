//! The file with the answers in it, and what is decided from it. Never remembers a decision.
//!
//! What the questionnaire says is worked out from the very text that it would write, by the very stages that read it
//! later; so the two cannot disagree.

use super::answers::Answers;
use super::catalogue::Catalogue;
use super::question::{FROM, TO};
use super::sketch::{Scene, Target};
use crate::analysis::{Analysis, Traffic};
use crate::architecture::{self, Architecture, InteractionId, Mode};
use crate::decision::{Decision, Evidence, Method, Verdict, contradictions};
use crate::diagnostic::{Diagnostic, Severity};
use crate::edit;
use crate::facts::{Undecided, World};
use crate::graph::CallGraph;
use crate::source::{FileId, SourceMap};

/// The files of an architecture; one of them is changed.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// Names and texts.
    pub files: Vec<(String, String)>,
    /// The index of the file that is changed.
    pub changed: usize,
}

/// Where answers are tried.
#[derive(Debug)]
pub struct Bench<'m> {
    pub(super) method: &'m Method,
    pub(super) catalogue: &'m Catalogue,
    files: Files,
    target: Target,
    before: Architecture,
    /// Caller and callee of an interaction that is there already.
    ends: Option<(String, String)>,
}

/// Why answers cannot stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong, lower case and without full stop.
    pub title: String,
    /// What to do.
    pub help: Vec<String>,
}

/// What follows from the answers.
#[derive(Debug)]
pub struct Standing {
    /// The changed file.
    pub text: String,
    /// The identifier of the interaction.
    pub id: String,
    /// What the decision looked at.
    pub evidence: Evidence,
    /// The decision.
    pub decision: Decision,
    /// How sure it is.
    pub verdict: Verdict,
    /// Share of draws in which it stands.
    pub confidence: Option<f64>,
}

impl<'m> Bench<'m> {
    /// A bench for one interaction of these files, which hold no mistakes.
    pub fn new(method: &'m Method, catalogue: &'m Catalogue, files: Files, target: Target) -> Self {
        let (before, _, file) = read(&files);
        let found = matches!(target, Target::Existing(_)).then(|| located(&before, file, target)).flatten();
        let ends = found.map(|id| {
            let interaction = before.interaction(id);
            let name = |service| before.service(service).name.to_string();
            (name(interaction.from), name(interaction.to))
        });
        Self { method, catalogue, files, target, before, ends }
    }

    /// The services that are there already.
    pub fn services(&self) -> impl Iterator<Item = &str> {
        self.before.services.iter().map(|service| &*service.name)
    }

    /// Whether the interaction is there already.
    pub(super) fn is_given(&self) -> bool {
        self.ends.is_some()
    }

    /// The changed file, with the mode written down where one is given; nothing while the ends are not known.
    ///
    /// # Errors
    /// When the answers contradict the file.
    pub fn text(&self, answers: &Answers, mode: Option<Mode>) -> Result<Option<String>, Refusal> {
        let asked = answers.known(FROM).zip(answers.known(TO));
        let ends = self.ends.as_ref().map(|(from, to)| (&**from, &**to));
        let Some((from, to)) = ends.or(asked) else { return Ok(None) };
        let scene = Scene { before: &self.before, target: self.target, from, to };
        let plain = |title| Refusal { title, help: Vec::new() };
        let edits = scene.edits(answers, self.catalogue, mode).map_err(plain)?;
        let text = &self.files.files[self.files.changed].1;
        edit::apply(text, &edits).map(Some).map_err(plain)
    }

    /// What follows from the answers; nothing while the ends are not known.
    ///
    /// # Errors
    /// When they contradict each other or the file.
    pub fn stand(&self, answers: &Answers) -> Result<Option<Standing>, Refusal> {
        self.examine(answers, true)
    }

    /// Whether the answers contradict neither each other nor the file.
    pub(super) fn fits(&self, answers: &Answers) -> bool {
        self.examine(answers, false).is_ok()
    }

    fn examine(&self, answers: &Answers, sampled: bool) -> Result<Option<Standing>, Refusal> {
        let Some(text) = self.text(answers, None)? else { return Ok(None) };
        let mut files = self.files.clone();
        files.files[files.changed].1 = text;
        let (architecture, mut mistakes, file) = read(&files);
        mistakes.extend(architecture.interactions.iter().flat_map(contradictions));
        refuse(&mistakes)?;
        let id = located(&architecture, file, self.target).ok_or_else(|| Refusal {
            title: "the interaction cannot be found again".into(),
            help: Vec::new(),
        })?;
        let graph = CallGraph::link(&architecture);
        let (analysis, traffic) =
            (Analysis::derive(&architecture, &graph), Traffic::derive(&architecture, &graph));
        let world = World {
            architecture: &architecture,
            graph: &graph,
            analysis: &analysis,
            traffic: &traffic,
            decided: &Undecided,
        };
        let (evidence, mistakes) = self.method.evidence(&world, id);
        refuse(&mistakes)?;
        let decision = self.method.decide(&evidence);
        let (verdict, confidence) = match sampled {
            true => self.method.confidence(&evidence, &decision),
            false => (self.method.verdict(&decision, 0.0), None),
        };
        let text = std::mem::take(&mut files.files[files.changed].1);
        let id = architecture.interaction(id).id.to_string();
        Ok(Some(Standing { text, id, evidence, decision, verdict, confidence }))
    }
}

fn refuse(mistakes: &[Diagnostic]) -> Result<(), Refusal> {
    match mistakes.iter().find(|mistake| mistake.severity == Severity::Error) {
        Some(mistake) => Err(Refusal { title: mistake.title.clone(), help: mistake.help.clone() }),
        None => Ok(()),
    }
}

fn read(files: &Files) -> (Architecture, Vec<Diagnostic>, FileId) {
    let mut sources = SourceMap::new();
    let ids: Vec<FileId> =
        files.files.iter().map(|(name, text)| sources.add(name.as_str(), text.as_str())).collect();
    let mut mistakes = Vec::new();
    let written = ids.iter().map(|id| {
        let (written, found) = architecture::read(&sources, *id);
        mistakes.extend(found);
        written
    });
    let written = written.collect();
    let (architecture, found) = architecture::lower(written);
    mistakes.extend(found);
    (architecture, mistakes, ids[files.changed])
}

/// The interaction in the order of the file's text; a new one is the last.
fn located(architecture: &Architecture, file: FileId, target: Target) -> Option<InteractionId> {
    let mut places = in_file(architecture, file);
    match target {
        Target::New => places.pop(),
        Target::Existing(index) => places.get(index).copied(),
    }
}

/// The interactions of one file in the order of its text.
pub fn in_file(architecture: &Architecture, file: FileId) -> Vec<InteractionId> {
    let mut ids: Vec<_> = architecture.interaction_ids().collect();
    ids.retain(|id| architecture.interaction(*id).span.file == file);
    ids.sort_by_key(|id| architecture.interaction(*id).span.start);
    ids
}
