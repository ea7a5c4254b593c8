//! What can be typed after `rules`. Never reads a rule.

use crate::run::{self, DraftSubject, NewRule, Outcome};
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
    /// A folder with further rules; may be given several times
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
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
    /// Runs what was typed; `list` where nothing was.
    pub(super) fn run(&self, color: bool) -> Result<Outcome> {
        match &self.command {
            None => run::rules(&self.list.rules, color),
            Some(Verb::List(list)) => run::rules(&list.rules, color),
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
