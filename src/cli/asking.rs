//! What can be typed after `ask` and `init`. Never asks.

use super::arguments::RuleFolders;
use crate::ask::terminal::Look;
use crate::run::{AskFormat, AskOptions, InitOptions, Input, Subject, parse_call};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Ask {
    /// Add the interaction to this file, which keeps its comments, order and layout
    #[arg(long, value_name = "FILE", conflicts_with_all = ["edit", "out"])]
    add: Option<PathBuf>,
    /// Ask about an interaction that is in this file already
    #[arg(long, num_args = 2, value_names = ["ID", "FILE"], conflicts_with = "out")]
    edit: Option<Vec<String>>,
    /// Further files or folders of the same architecture
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// Answers kept by an earlier run; questions go on where they end
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// An answer, such as `kind=event` or `deadline=unknown`; may be given several times
    #[arg(long = "answer", value_name = "NAME=VALUE", value_parser = answer)]
    given: Vec<(String, String)>,
    /// The caller, or the publisher
    #[arg(long, value_name = "NAME")]
    from: Option<String>,
    /// The callee, or a consumer
    #[arg(long, value_name = "NAME")]
    to: Option<String>,
    /// What it is called: the operation, or the event
    #[arg(long, value_name = "NAME")]
    what: Option<String>,
    /// The identifier of the interaction, where the derived one is not wanted
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Take everything that was not answered as not known
    #[arg(long)]
    rest_unknown: bool,
    /// Ask nobody, even at a terminal
    #[arg(long)]
    batch: bool,
    /// Keep the answers in this file
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Write a new architecture file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write a decision record to this folder
    #[arg(long, value_name = "DIR")]
    adr: Option<PathBuf>,
    /// Write the caller as a Rust service to this folder
    #[arg(long, value_name = "DIR")]
    skeleton: Option<PathBuf>,
    /// Write the recommended mode down as well
    #[arg(long)]
    decide: bool,
    /// The form of the result; all but text ask nobody
    #[arg(long, value_enum, default_value_t = AskForm::Text, value_name = "FORMAT")]
    format: AskForm,
    #[command(flatten)]
    pub(super) rules: RuleFolders,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum AskForm {
    /// The verdict with its whole case, for people
    Text,
    /// The published shape of `decide`
    Json,
    /// The answers, for `--answers`
    Answers,
    /// The architecture file
    Toml,
}

#[derive(Debug, Args)]
pub(super) struct Init {
    /// The file to write
    #[arg(long, value_name = "FILE", default_value = "architecture.toml")]
    out: PathBuf,
    /// What the system is called
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Names of services, with commas between them
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    services: Vec<String>,
    /// Who talks to whom, and what for; may be given several times
    #[arg(long = "call", value_name = "FROM > TO WHAT", value_parser = parse_call)]
    calls: Vec<(String, String, Option<String>)>,
    /// Ask nobody, even at a terminal
    #[arg(long)]
    batch: bool,
    #[command(flatten)]
    pub(super) rules: RuleFolders,
}

impl Init {
    pub(super) fn options(&self, look: Look) -> InitOptions {
        InitOptions {
            out: self.out.clone(),
            name: self.name.clone(),
            services: self.services.clone(),
            calls: self.calls.clone(),
            batch: self.batch,
            look,
        }
    }
}

impl Ask {
    /// The files beside the one that is changed.
    pub(super) fn inputs(&self) -> Vec<Input> {
        self.paths.iter().map(|path| Input::from_argument(path)).collect()
    }

    pub(super) fn options(&self, look: Look) -> AskOptions {
        let subject = match (&self.add, self.edit.as_deref()) {
            (Some(path), _) => Subject::Add(path.clone()),
            (_, Some([id, path])) => Subject::Edit(id.clone(), path.into()),
            _ => Subject::Blank,
        };
        let mut given = self.given.clone();
        let named = [("from", &self.from), ("to", &self.to), ("what", &self.what), ("id", &self.id)];
        given.extend(named.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?))));
        AskOptions {
            subject,
            answers: self.answers.clone(),
            given,
            batch: self.batch,
            rest_unknown: self.rest_unknown,
            save: self.save.clone(),
            out: self.out.clone(),
            adr: self.adr.clone(),
            skeleton: self.skeleton.clone(),
            decide: self.decide,
            format: match self.format {
                AskForm::Text => AskFormat::Text,
                AskForm::Json => AskFormat::Json,
                AskForm::Answers => AskFormat::Answers,
                AskForm::Toml => AskFormat::Toml,
            },
            look,
        }
    }
}

fn answer(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write a question and its answer such as kind=event")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}
