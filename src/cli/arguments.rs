//! What can be typed: one table that feeds parsing, help, completions and the manual page. Never runs anything.

use super::asking::{Ask, Init};
use super::diff::Diff;
use super::lint::Lint;
use super::monitor::Monitor;
use super::rules::Rules;
use crate::architecture::{Date, Duration};
use crate::lsp::LspOptions;
use crate::render::SchemaKind;
use crate::run::{
    AdrOptions, AdviseOptions, AnalyzeOptions, Config, DecideOptions, DiagramOptions, Input, Place,
    ScaffoldOptions, Wanted,
};
use crate::settings::Settings;
use crate::settings::keys::{PATHS, RULES};
use anyhow::{Context, Result};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;
use std::sync::Arc;

/// Sync, async or hybrid: decides for every interaction between your services, and says why
#[derive(Debug, Parser)]
#[command(name = "syncwise", version, max_term_width = 100, arg_required_else_help = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    /// Colour the output
    #[arg(long, value_enum, default_value_t = Color::Auto, global = true, hide_possible_values = true, value_name = "auto|always|never")]
    pub(super) color: Color,
    /// The file of settings, instead of the `syncwise.toml` in the working directory or above it
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// No settings but those that are typed
    #[arg(long, global = true)]
    no_config: bool,
    /// Show each effective setting and where it comes from, and do nothing else
    #[arg(long, global = true)]
    pub(super) show_config: bool,
}

impl Arguments {
    /// Where the settings are. What needs none looks for none, unless they are to be shown.
    pub(super) fn place(&self) -> Place {
        let needless = matches!(self.command, Command::Schema(_) | Command::Completions(_) | Command::Man);
        match &self.config {
            Some(path) => Place::File(path.clone()),
            None if self.no_config || (needless && !self.show_config) => Place::Nowhere,
            None => Place::Search,
        }
    }

    /// What was typed that `syncwise.toml` can say as well.
    pub(super) fn settings(&self) -> Settings {
        match &self.command {
            Command::Advise(it) => it.source.settings(),
            Command::Analyze(it) => it.source.settings(),
            Command::Decide(it) => it.source.settings(),
            Command::Diagram(it) => it.source.settings(),
            Command::Adr(it) => it.source.settings(),
            Command::Scaffold(it) => it.source.settings(),
            Command::Monitor(it) => it.source.settings(),
            Command::Lint(it) => it.settings(),
            Command::Ask(it) => it.rules.settings(),
            Command::Init(it) => it.rules.settings(),
            Command::Diff(it) => it.rules.settings(),
            Command::Explain(it) => it.rules.settings(),
            Command::Lsp(it) => it.rules.settings(),
            Command::Rules(it) => it.settings(),
            Command::Schema(_) | Command::Completions(_) | Command::Man => Settings::default(),
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// The main job: decisions, findings, diagrams, records and a skeleton in one run
    Advise(Advise),
    /// The numbers: depth, availability, latency, retries, and the cheapest changes that keep every objective
    Analyze(Analyze),
    /// One verdict per interaction: mode, confidence, reasons, and what would change it
    Decide(Decide),
    /// The questionnaire: one interaction, the most telling question first
    Ask(Ask),
    /// A first file of a whole system, asked for step by step
    Init(Init),
    /// Findings for continuous integration
    Lint(Lint),
    /// What is new, worse or better between two versions of an architecture
    Diff(Diff),
    /// Mermaid diagrams of the system or of a journey
    Diagram(Diagram),
    /// Decision records (MADR) written from the decisions
    Adr(Adr),
    /// A Rust service that implements the decided interactions
    Scaffold(Scaffold),
    /// Alert rules with their tests, a dashboard and a page, from what the architecture promises
    Monitor(Monitor),
    /// The page of a check, a criterion or a fact
    Explain(Explain),
    /// All checks and criteria; starts new ones and tests them
    Rules(Rules),
    /// The JSON Schema by which an editor completes and explains a file
    Schema(Schema),
    /// The language server: what an editor needs, over standard input and output
    Lsp(Lsp),
    /// Completions for a shell
    Completions(Completions),
    /// The manual page
    Man,
}

/// Where the architecture is.
#[derive(Debug, Args)]
pub(super) struct Source {
    /// Architecture files or folders of them, `-` is standard input; `paths` of `syncwise.toml` where left out
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    #[command(flatten)]
    rules: RuleFolders,
    /// The date to go by instead of today's
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(super) date: Option<Date>,
}

impl Source {
    pub(super) fn settings(&self) -> Settings {
        self.rules.settings().typed(PATHS, self.paths.iter().map(String::as_str))
    }
}

/// Rules of one's own.
#[derive(Debug, Args)]
pub(super) struct RuleFolders {
    /// A folder with further rules; may be given several times
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    rules: Vec<String>,
}

impl RuleFolders {
    pub(super) fn settings(&self) -> Settings {
        Settings::default().typed(RULES, self.rules.iter().map(String::as_str))
    }
}

#[derive(Debug, Args)]
pub(super) struct Advise {
    #[command(flatten)]
    pub(super) source: Source,
    /// The folder to write to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The service to write a skeleton for; the one in which most would change where left out
    #[arg(long, value_name = "NAME")]
    service: Option<String>,
    /// Replace files that were edited or that syncwise did not write
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Args)]
pub(super) struct Analyze {
    #[command(flatten)]
    pub(super) source: Source,
    /// Only this journey
    #[arg(long, value_name = "ID")]
    journey: Option<String>,
    /// What happens when this service is down, step by step
    #[arg(long, value_name = "SERVICE", conflicts_with = "journey")]
    down: Option<String>,
    /// What happens when this service takes this long: who waits, which timeouts fire, which pools fill up
    #[arg(long, value_name = "SERVICE=DURATION", value_parser = slow, conflicts_with_all = ["journey", "down"])]
    slow: Option<(String, Duration)>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = TextOrJson::Text, value_name = "FORMAT")]
    format: TextOrJson,
}

#[derive(Debug, Args)]
pub(super) struct Decide {
    #[command(flatten)]
    pub(super) source: Source,
    /// Only this interaction, with the whole argument
    #[arg(long, value_name = "ID")]
    interaction: Option<String>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = TextOrJson::Text, value_name = "FORMAT")]
    format: TextOrJson,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TextOrJson {
    Text,
    Json,
}

#[derive(Debug, Args)]
pub(super) struct Diagram {
    #[command(flatten)]
    pub(super) source: Source,
    /// The sequence of this journey instead of the system
    #[arg(long, value_name = "ID", conflicts_with = "focus")]
    journey: Option<String>,
    /// Only this service and what touches it
    #[arg(long, value_name = "SERVICE")]
    focus: Option<String>,
    /// Leave out the findings
    #[arg(long)]
    plain: bool,
}

#[derive(Debug, Args)]
pub(super) struct Adr {
    #[command(flatten)]
    pub(super) source: Source,
    /// The folder of the records; numbering continues there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Write nothing; list the records that no longer match, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
    /// Replace records that were edited
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Args)]
pub(super) struct Scaffold {
    #[command(flatten)]
    pub(super) source: Source,
    /// The service to write
    #[arg(long, value_name = "NAME", required_unless_present = "all", conflicts_with = "all")]
    service: Option<String>,
    /// Write every service that has code of its own: a workspace with all that starts and watches it
    #[arg(long)]
    all: bool,
    /// The folder of the new crate or workspace
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Replace generated files that were edited
    #[arg(long)]
    force: bool,
    /// Write nothing and show what would change; exit with 1 where something would
    #[arg(long, conflicts_with = "force")]
    diff: bool,
    /// The folder of decision records that the code names [default: adr and docs/adr in the new folder; with --all they are written to docs/adr]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    adr: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// A check, a criterion or a fact
    pub(super) name: String,
    #[command(flatten)]
    rules: RuleFolders,
}

#[derive(Debug, Args)]
pub(super) struct Schema {
    /// The kind of file
    #[arg(value_enum, default_value_t = SchemaName::Architecture)]
    kind: SchemaName,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SchemaName {
    /// Architecture files
    Architecture,
    /// Rule files in `checks`
    #[value(alias = "rule")]
    Check,
    /// Rule files in `criteria`
    Criterion,
    /// Settings in `syncwise.toml`
    Config,
}

#[derive(Debug, Args)]
pub(super) struct Lsp {
    /// Architecture files or folders of them; where left out, the folder of each file that is open
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    rules: RuleFolders,
    /// What editors say to mean standard input and output, which is the only way there is
    #[arg(long, hide = true)]
    stdio: bool,
}

impl Lsp {
    /// Paths become absolute, because an editor names files so.
    pub(super) fn options(&self, config: Arc<Config>) -> Result<LspOptions> {
        let absolute = |path: &PathBuf| {
            std::path::absolute(path).with_context(|| format!("cannot find `{}`", path.display()))
        };
        let inputs = self.paths.iter().map(|path| Ok(Input::Path(absolute(path)?)));
        let rules = config.rules().iter().map(absolute).collect::<Result<_>>()?;
        Ok(LspOptions { inputs: inputs.collect::<Result<_>>()?, rules, config })
    }
}

impl Schema {
    pub(super) fn kind(&self) -> SchemaKind {
        match self.kind {
            SchemaName::Architecture => SchemaKind::Architecture,
            SchemaName::Check => SchemaKind::Check,
            SchemaName::Criterion => SchemaKind::Criterion,
            SchemaName::Config => SchemaKind::Config,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    pub(super) shell: clap_complete::Shell,
}

impl Advise {
    pub(super) fn options(&self) -> AdviseOptions {
        AdviseOptions { out: self.out.clone(), service: self.service.clone(), force: self.force }
    }
}

impl Analyze {
    pub(super) fn options(&self) -> AnalyzeOptions {
        AnalyzeOptions {
            journey: self.journey.clone(),
            down: self.down.clone(),
            slow: self.slow.clone(),
            json: self.format == TextOrJson::Json,
        }
    }
}

impl Decide {
    pub(super) fn options(&self) -> DecideOptions {
        DecideOptions { interaction: self.interaction.clone(), json: self.format == TextOrJson::Json }
    }
}

impl Diagram {
    pub(super) fn options(&self) -> DiagramOptions {
        DiagramOptions { journey: self.journey.clone(), focus: self.focus.clone(), plain: self.plain }
    }
}

impl Adr {
    pub(super) fn options(&self) -> AdrOptions {
        AdrOptions { out: self.out.clone(), check: self.check, force: self.force }
    }
}

impl Scaffold {
    pub(super) fn options(&self) -> ScaffoldOptions {
        ScaffoldOptions {
            wanted: self.service.clone().map_or(Wanted::All, Wanted::Service),
            out: self.out.clone(),
            force: self.force,
            diff: self.diff,
            adr: self.adr.clone(),
        }
    }
}

pub(super) fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write a date such as 2027-01-31".into())
}

fn slow(text: &str) -> Result<(String, Duration), String> {
    let (service, time) = text.rsplit_once('=').ok_or("write a service and a time such as payment=2s")?;
    Ok((service.to_owned(), Duration::parse(time)?))
}

/// The completion script of a shell.
pub(super) fn completions(shell: clap_complete::Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "syncwise", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The manual page in roff.
pub(super) fn manual_page() -> Result<String> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Arguments::command()).render(&mut page).context("cannot write the manual page")?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
