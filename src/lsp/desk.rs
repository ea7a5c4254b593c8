//! What lies open in the editor, and what is known about it. Never reads a file that is open: what was typed counts.

use super::{LspOptions, place, report};
use crate::document::{Cursor, cursor};
use crate::graph::CallGraph;
use crate::rule::Finding;
use crate::run::{self, Input, Reading};
use crate::source::{FileId, SourceFile};
use lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    PublishDiagnosticsParams, TextDocumentPositionParams, Uri,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The usual name of an architecture file.
const USUAL: &str = "architecture.toml";

/// One architecture: all files of a folder.
#[derive(Debug)]
pub(super) struct Known {
    /// What was read.
    pub(super) reading: Reading,
    /// What was found and nobody accepted; nothing where the text has mistakes.
    pub(super) findings: Vec<Finding>,
}

impl Known {
    fn of(inputs: &[Input], options: &LspOptions) -> anyhow::Result<Self> {
        let mut reading = Reading::open(inputs, &options.rules, &options.config)?;
        let mut findings = Vec::new();
        if reading.is_sound() {
            let graph = CallGraph::link(&reading.architecture);
            let study = run::study(&reading.architecture, &graph, &reading.method);
            let judgement = study.judge(&reading.rules.checks, run::today());
            findings.extend(judgement.findings.into_iter().chain(judgement.notices));
            findings.retain(|finding| finding.allowed.is_none());
            let remarks: Vec<_> = study.diagnostics.iter().cloned().chain(judgement.mistakes).collect();
            reading.diagnostics.extend(remarks);
        }
        Ok(Self { reading, findings })
    }

    /// A file by its name.
    pub(super) fn file(&self, name: &str) -> Option<(FileId, &SourceFile)> {
        self.reading.sources.files().find(|(_, file)| file.name() == name)
    }
}

/// A place in an open file, with everything that is known around it.
pub(super) struct Spot<'d> {
    pub(super) desk: &'d Desk,
    pub(super) known: &'d Known,
    pub(super) id: FileId,
    pub(super) file: &'d SourceFile,
    pub(super) offset: usize,
    pub(super) cursor: Cursor<'d>,
}

#[derive(Debug)]
struct Buffer {
    uri: Uri,
    text: String,
}

/// Everything that is open.
#[derive(Debug)]
pub(super) struct Desk {
    options: LspOptions,
    /// By name.
    open: BTreeMap<String, Buffer>,
    /// By folder; what is not there has changed since.
    known: BTreeMap<String, Result<Known, String>>,
    /// Files that the editor was told about, by name.
    told: BTreeSet<String>,
    stale: bool,
}

impl Desk {
    pub(super) fn new(options: LspOptions) -> Self {
        let (open, known, told) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        Self { options, open, known, told, stale: false }
    }

    pub(super) fn open(&mut self, it: DidOpenTextDocumentParams) {
        self.put(it.text_document.uri, it.text_document.text);
    }

    pub(super) fn change(&mut self, mut it: DidChangeTextDocumentParams) {
        if let Some(last) = it.content_changes.pop() {
            self.put(it.text_document.uri, last.text);
        }
    }

    pub(super) fn close(&mut self, it: DidCloseTextDocumentParams) {
        self.open.remove(&place::name_of(&it.text_document.uri));
        self.forget();
    }

    /// Files on the disk may have changed.
    pub(super) fn forget(&mut self) {
        self.known.clear();
        self.stale = true;
    }

    fn put(&mut self, uri: Uri, text: String) {
        let name = place::name_of(&uri);
        self.known.remove(&self.folder(&name));
        self.open.insert(name, Buffer { uri, text });
        self.stale = true;
    }

    /// Whether something changed since the last report.
    pub(super) fn is_stale(&self) -> bool {
        self.stale
    }

    /// The URI that the editor knows a file by.
    pub(super) fn uri(&self, name: &str) -> Option<Uri> {
        self.open.get(name).map(|buffer| buffer.uri.clone()).or_else(|| place::uri_of(name))
    }

    /// What an architecture is known by: its folder, or a text alone that is not on the disk.
    fn folder(&self, name: &str) -> String {
        let path = Path::new(name);
        match path.parent() {
            _ if !self.options.inputs.is_empty() => String::new(),
            Some(folder) if path.is_absolute() => folder.to_string_lossy().into_owned(),
            _ => name.to_owned(),
        }
    }

    /// Whether an open file says that it is one of an architecture.
    fn is_ours(name: &str, buffer: &Buffer) -> bool {
        run::is_architecture(buffer.text.as_bytes()) || name.rsplit(['/', '\\']).next() == Some(USUAL)
    }

    fn ours(&self) -> impl Iterator<Item = (&String, &Buffer)> {
        self.open.iter().filter(|(name, buffer)| Self::is_ours(name, buffer))
    }

    fn study(&mut self, folder: &str) -> Option<&Known> {
        if !self.known.contains_key(folder) {
            let here = self.ours().filter(|(name, _)| self.folder(name) == folder);
            let typed = here.map(|(name, it)| Input::Text { name: name.clone(), text: it.text.clone() });
            let mut inputs: Vec<Input> = typed.collect();
            inputs.extend(self.options.inputs.iter().cloned());
            if Path::new(folder).is_dir() {
                inputs.extend(run::beside(Path::new(folder)).into_iter().map(Input::Path));
            }
            let known = Known::of(&inputs, &self.options).map_err(|error| format!("{error:#}"));
            self.known.insert(folder.to_owned(), known);
        }
        self.known[folder].as_ref().ok()
    }

    /// What is known about the folder of an open file.
    pub(super) fn known(&mut self, uri: &Uri) -> Option<(&Desk, &Known, String)> {
        let name = place::name_of(uri);
        self.open.get(&name).filter(|buffer| Self::is_ours(&name, buffer))?;
        let folder = self.folder(&name);
        self.study(&folder)?;
        let desk = &*self;
        Some((desk, desk.known[&folder].as_ref().ok()?, name))
    }

    /// The place that a question is about.
    pub(super) fn spot(&mut self, it: &TextDocumentPositionParams) -> Option<Spot<'_>> {
        let (desk, known, name) = self.known(&it.text_document.uri)?;
        let (id, file) = known.file(&name)?;
        let offset = place::offset(file, it.position);
        let cursor = cursor(file.text(), offset)?;
        Some(Spot { desk, known, id, file, offset, cursor })
    }

    /// What is wrong in every file that is open or has something wrong, and nothing any more where it had.
    pub(super) fn report(&mut self) -> Vec<PublishDiagnosticsParams> {
        self.stale = false;
        let names: Vec<String> = self.ours().map(|(name, _)| name.clone()).collect();
        let mut all: BTreeMap<String, Vec<_>> = names.iter().map(|name| (name.clone(), Vec::new())).collect();
        let folders: BTreeSet<String> = names.iter().map(|name| self.folder(name)).collect();
        for folder in folders {
            self.study(&folder);
            match &self.known[&folder] {
                Ok(known) => report::gather(self, known, &mut all),
                Err(error) => {
                    let here = names.iter().filter(|name| self.folder(name) == folder);
                    here.for_each(|name| all.entry(name.clone()).or_default().push(report::failure(error)));
                }
            }
        }
        let told = all.iter().filter(|(_, found)| !found.is_empty()).map(|(name, _)| name.clone()).collect();
        for name in std::mem::replace(&mut self.told, told) {
            all.entry(name).or_default();
        }
        let send = |(name, found)| Some(PublishDiagnosticsParams::new(self.uri(name)?, found, None));
        all.iter().map(|(name, found)| (name.as_str(), found.clone())).filter_map(send).collect()
    }
}
