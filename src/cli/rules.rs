//! What can be typed after `rules`. Never reads a rule.

use super::arguments::RuleFolders;
use crate::run::{self, DraftSubject, NewRule, Outcome};
use crate::settings::Settings;
use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Rules {
    #[command(subcommand)]
    command: Option<Verb>,
    #[command(flatten)]
    list: List,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// All checks and criteria, a line each
    List(List),
    /// A new check with its page, its words and examples that hold, to start from
    New(New),
    /// Runs the examples in rule files: reported, silent, cannot assess, or what went wrong
    Test(Test),
}

#[derive(Debug, Args)]
struct List {
    #[command(flatten)]
    rules: RuleFolders,
}

#[derive(Debug, Args)]
struct New {
    /// The name of the bad thing in kebab-case, such as `unowned-service`
    id: String,
    /// What the check looks at
    #[arg(long, value_enum, default_value_t = About::Interaction, value_name = "SUBJECT")]
    about: About,
    /// The folder to write to; created where it is missing
    #[arg(long, value_name = "DIR", default_value = "rules")]
    out: PathBuf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum About {
    Service,
    Interaction,
    Journey,
}

#[derive(Debug, Args)]
struct Test {
    /// Rule files, or folders of them
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Rules {
    pub(super) fn settings(&self) -> Settings {
        match &self.command {
            None => self.list.rules.settings(),
            Some(Verb::List(list)) => list.rules.settings(),
            Some(Verb::Test(_) | Verb::New(_)) => Settings::default(),
        }
    }

    /// Runs what was typed; `list` where nothing was.
    pub(super) fn run(&self, folders: &[PathBuf], color: bool) -> Result<Outcome> {
        match &self.command {
            None | Some(Verb::List(_)) => run::rules(folders, color),
            Some(Verb::Test(test)) => run::test_rules(&test.files, color),
            Some(Verb::New(new)) => {
                let about = match new.about {
                    About::Service => DraftSubject::Service,
                    About::Interaction => DraftSubject::Interaction,
                    About::Journey => DraftSubject::Journey,
                };
                run::new_rule(&NewRule { id: new.id.clone(), about, folder: new.out.clone() })
            }
        }
    }
}
