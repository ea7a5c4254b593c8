//! The command line: what can be typed, and which command it means. Never does the work.

mod arguments;
mod asking;
mod diff;
mod lint;
mod monitor;
mod rules;
mod stream;

use crate::architecture::Date;
use crate::ask::terminal::Look;
use crate::lsp;
use crate::run::{self, Common, Config, Input, Outcome};
use anyhow::{Error, Result};
use arguments::{Arguments, Command, Source};
use clap::Parser;
use std::io::{ErrorKind, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use stream::Stream;

/// Runs the command that was typed.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(outcome) => print(&outcome),
        Err(error) => print(&Outcome::refused(format!("error: {error:#}\n"))),
    }
}

fn run(arguments: &Arguments) -> Result<Outcome> {
    let color = colors(arguments);
    let config = match Config::open(&arguments.place(), arguments.settings(), color)? {
        Ok(config) if arguments.show_config => return Ok(config.show()),
        Ok(config) => Arc::new(config),
        Err(refused) => return Ok(refused),
    };
    let beside = |inputs: Vec<Input>, date: Option<Date>| Common {
        inputs,
        rules: config.rules(),
        today: date.unwrap_or_else(run::today),
        color,
        width: width(),
        config: config.clone(),
    };
    let common = |source: &Source| Ok::<_, Error>(beside(config.inputs()?, source.date));
    match &arguments.command {
        Command::Advise(it) => run::advise(&common(&it.source)?, &it.options()),
        Command::Analyze(it) => run::analyze(&common(&it.source)?, &it.options()),
        Command::Decide(it) => run::decide(&common(&it.source)?, &it.options()),
        Command::Ask(it) => run::ask(&beside(it.inputs(), None), &it.options(look(arguments))),
        Command::Init(it) => run::init(&beside(Vec::new(), None), &it.options(look(arguments))),
        Command::Lint(it) => match config.lint(it.options(&config), color) {
            Ok(options) => {
                let mut stream = Stream::new();
                let outcome = run::lint(&common(&it.source)?, &options, &mut stream)?;
                Ok(stream.finish(outcome))
            }
            Err(refused) => Ok(refused),
        },
        Command::Diff(it) => run::diff(&beside(vec![it.later()], it.date), it.old(), &it.options()),
        Command::Diagram(it) => run::diagram(&common(&it.source)?, &it.options()),
        Command::Adr(it) => run::adr(&common(&it.source)?, &it.options()),
        Command::Scaffold(it) => run::scaffold(&common(&it.source)?, &it.options()),
        Command::Monitor(it) => run::monitor(&common(&it.source)?, &it.options()),
        Command::Explain(it) => run::explain(&it.name, &config.rules(), color),
        Command::Rules(it) => it.run(&config.rules(), color),
        Command::Schema(it) => Ok(run::schema(it.kind())),
        Command::Lsp(it) => lsp::serve(it.options(config)?),
        Command::Completions(it) => Ok(Outcome::fine(arguments::completions(it.shell), String::new())),
        Command::Man => Ok(Outcome::fine(arguments::manual_page()?, String::new())),
    }
}

/// Colour where both streams are a terminal that can show it, unless `NO_COLOR` is set to anything: no escape code ever
/// lands in a file.
fn colors(arguments: &Arguments) -> bool {
    match arguments.color {
        arguments::Color::Always => true,
        arguments::Color::Never => false,
        arguments::Color::Auto => {
            let unset = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
            let able = std::env::var_os("TERM").is_none_or(|term| term != "dumb");
            unset && able && std::io::stdout().is_terminal() && std::io::stderr().is_terminal()
        }
    }
}

/// How a conversation looks: in colour where standard error is a terminal that can show it, and in ASCII unless the
/// locale says UTF-8.
fn look(arguments: &Arguments) -> Look {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(std::env::var_os);
    let locale = locale.map(|it| it.to_string_lossy().to_lowercase()).find(|it| !it.is_empty());
    let unicode = locale.is_some_and(|it| it.contains("utf-8") || it.contains("utf8"));
    Look { color: colors(arguments), unicode }
}

/// Columns to fill: those of `COLUMNS`, or 100.
fn width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(100).clamp(40, 400)
}

/// Writes both streams. A reader that went away is no error.
fn print(outcome: &Outcome) -> ExitCode {
    let wrote = write_all(std::io::stderr().lock(), &outcome.errors)
        .and_then(|()| write_all(std::io::stdout().lock(), &outcome.output));
    match wrote {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => ExitCode::from(2),
        _ => ExitCode::from(outcome.code),
    }
}

fn write_all(mut stream: impl Write, text: &str) -> std::io::Result<()> {
    stream.write_all(text.as_bytes())?;
    stream.flush()
}
