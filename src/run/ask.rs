//! `ask`: the questionnaire about one interaction, with or without somebody at a terminal. Never decides by itself.

mod begin;
mod end;
mod offer;

use super::{Common, Input, Outcome};
use crate::ask::terminal::{Look, Terminal, is_attended};
use crate::ask::{Absent, Answers, Ending, Question, Questionnaire, interview};
use anyhow::Result;
pub(super) use begin::Ground;
use std::fmt::Write;
use std::path::PathBuf;

/// Which interaction is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// One that is in no file yet.
    Blank,
    /// One that is added to this file.
    Add(PathBuf),
    /// The one with this identifier in this file.
    Edit(String, PathBuf),
}

/// The form of the result, where nobody is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskFormat {
    /// For people.
    Text,
    /// The published shape of `decide`.
    Json,
    /// The answers as a file.
    Answers,
    /// The architecture file that the answers make.
    Toml,
}

/// What `ask` was asked for.
#[derive(Debug, Clone)]
pub struct AskOptions {
    /// Which interaction is asked about.
    pub subject: Subject,
    /// A file of answers.
    pub answers: Option<PathBuf>,
    /// Answers by the name of their question; they go before those of the file.
    pub given: Vec<(String, String)>,
    /// Ask nobody.
    pub batch: bool,
    /// Take what was not answered as not known.
    pub rest_unknown: bool,
    /// Where to keep the answers.
    pub save: Option<PathBuf>,
    /// The architecture file to write, where none is added to or edited.
    pub out: Option<PathBuf>,
    /// The folder to write a decision record to.
    pub adr: Option<PathBuf>,
    /// The folder to write a skeleton to.
    pub skeleton: Option<PathBuf>,
    /// Write the recommended mode down.
    pub decide: bool,
    /// The form of the result.
    pub format: AskFormat,
    /// How text is shown to people.
    pub look: Look,
}

/// Asks about one interaction and says what follows.
///
/// # Errors
/// When a file cannot be read or written.
pub fn ask(common: &Common, options: &AskOptions) -> Result<Outcome> {
    let ground = match Ground::open(common, options)? {
        Ok(ground) => ground,
        Err(refused) => return Ok(refused),
    };
    let attended = is_attended() && !options.batch && options.format == AskFormat::Text;
    let kept = if attended { ground.earlier_answers(options)? } else { None };
    let given = match ground.given(options, kept.as_deref(), common.color)? {
        Ok(given) => given,
        Err(refused) => return Ok(refused),
    };
    let questionnaire = match Questionnaire::open(ground.bench(), given) {
        Ok(questionnaire) => questionnaire,
        Err(refusal) => {
            let help: String = refusal.help.iter().map(|help| format!("help: {help}\n")).collect();
            return Ok(Outcome::refused(format!("error: the answers do not fit: {}\n{help}", refusal.title)));
        }
    };
    if attended {
        return with_somebody(common, options, &ground, questionnaire, kept);
    }
    with_nobody(common, options, &ground, questionnaire)
}

fn with_nobody(
    common: &Common,
    options: &AskOptions,
    ground: &Ground,
    mut questionnaire: Questionnaire<'_>,
) -> Result<Outcome> {
    let given = questionnaire.answers().clone();
    let mut absent = Absent::default();
    interview(&mut questionnaire, &mut absent);
    let needed = |question: &&Question| !options.rest_unknown || matches!(&*question.name, "from" | "to");
    let missing: Vec<&Question> = absent.missing.iter().filter(needed).collect();
    if !missing.is_empty() {
        return Ok(Outcome::refused(list(&missing, &given)));
    }
    end::print(common, options, ground, &questionnaire)
}

/// What is missing, with the flags that would say it.
fn list(missing: &[&Question], given: &Answers) -> String {
    let mut text = String::from("error: answers are missing\n");
    for question in missing {
        let _ = write!(text, "\n  {}\n", question.text);
        match &*question.name {
            name @ ("from" | "to" | "what") => {
                let _ = writeln!(text, "    --{name} NAME");
            }
            name => {
                let _ = writeln!(text, "    --answer {name}=…   {}", question.values());
            }
        }
    }
    let known = given.iter().count();
    let _ = writeln!(
        text,
        "\n{known} given, {} missing as far as can be told; `unknown` is an answer too, and --rest-unknown answers all of these with it",
        missing.len()
    );
    text
}

fn with_somebody(
    common: &Common,
    options: &AskOptions,
    ground: &Ground,
    mut questionnaire: Questionnaire<'_>,
    kept: Option<PathBuf>,
) -> Result<Outcome> {
    let journal = ground.journal(options, kept);
    let mut terminal = {
        let (journal, catalogue) = (journal.clone(), ground.catalogue.clone());
        let keep = move |answers: &Answers| {
            // The answers are said again at the end where they cannot be kept.
            let _ = std::fs::write(&journal, answers.write(&catalogue));
        };
        Terminal::new(options.look, Box::new(keep))
    };
    terminal.tell(
        "One interaction: should it be a call, a message, or both? The most telling question comes first.",
    );
    terminal.tell("Enter: I don't know · ?: what does that mean · back: the question before · enough: the verdict now · Ctrl-C: leave, the answers are kept");
    let ending = interview(&mut questionnaire, &mut terminal);
    if ending == Ending::Left || questionnaire.standing().is_none() {
        return Ok(end::left(options, ground, questionnaire.answers(), &journal));
    }
    let page = end::page(common, options, ground, &questionnaire)?;
    terminal.show(&format!("\n{page}"));
    let said = offer::offer(common, options, ground, &questionnaire, &terminal, &journal)?;
    drop(terminal);
    Ok(Outcome::fine(said, String::new()))
}

/// Inputs with the changed file replaced by `text`.
fn inputs(ground: &Ground, text: &str) -> Vec<Input> {
    let mut inputs = vec![Input::Text { name: ground.name.clone(), text: text.to_owned() }];
    inputs.extend(ground.others.iter().cloned());
    inputs
}
