//! What is said at the end: the verdict with its whole case, the diagram, the files that were asked for. Never asks.

use super::begin::Ground;
use super::{AskFormat, AskOptions, Subject, inputs};
use crate::architecture::Mode;
use crate::ask::{Answers, Questionnaire, Standing};
use crate::run::{self, AdrOptions, Common, DecideOptions, Outcome, ScaffoldOptions, portrait};
use anyhow::{Result, anyhow};
use std::fmt::Write;
use std::path::Path;

/// The result where nobody is asked.
pub(super) fn print(
    common: &Common,
    options: &AskOptions,
    ground: &Ground,
    questionnaire: &Questionnaire<'_>,
) -> Result<Outcome> {
    let standing = questionnaire.standing().expect("both sides have names where nothing is missing");
    let mode = standing.decision.recommended.filter(|_| options.decide);
    let text = text(questionnaire, mode)?;
    let output = match options.format {
        AskFormat::Text => page(common, options, ground, questionnaire)?,
        AskFormat::Json => decided(common, ground, standing, true)?,
        AskFormat::Answers => questionnaire.answers().write(&ground.catalogue),
        AskFormat::Toml => text.clone(),
    };
    let mut notes = ground.session.warnings.clone();
    if options.out.is_some() || options.subject != Subject::Blank {
        ground.original.replace(&ground.path, &text)?;
        let _ = writeln!(notes, "wrote {}", ground.path.display());
    }
    if let Some(path) = &options.save {
        run::replace::Original::read(path)?
            .replace(path, &questionnaire.answers().write(&ground.catalogue))?;
        let _ = writeln!(notes, "wrote {}", path.display());
    }
    notes += &further(common, ground, &text, standing, options.adr.as_deref(), options.skeleton.as_deref())?;
    Ok(Outcome::fine(output, notes))
}

/// The architecture file that the answers make.
pub(super) fn text(questionnaire: &Questionnaire<'_>, mode: Option<Mode>) -> Result<String> {
    let text = questionnaire.bench().text(questionnaire.answers(), mode);
    let text = text.map_err(|refusal| anyhow!("{}", refusal.title))?;
    text.ok_or_else(|| anyhow!("an interaction needs the names of both sides"))
}

/// The verdict with its reasons and flips, and the diagram.
pub(super) fn page(
    common: &Common,
    options: &AskOptions,
    ground: &Ground,
    questionnaire: &Questionnaire<'_>,
) -> Result<String> {
    let standing = questionnaire.standing().expect("there is a verdict to show");
    let page = decided(&Common { color: options.look.color, ..common.clone() }, ground, standing, false)?;
    let session = run::Session::open(&with_text(common, ground, &standing.text))?
        .map_err(|refused| anyhow!("{}", refused.errors.trim_end()))?;
    let id = session.architecture.interaction_named(&standing.id).expect("the interaction was just decided");
    let mode = standing.decision.recommended;
    let drawn = portrait::diagram(common, &session.architecture, id, mode, &standing.evidence.partition)?;
    Ok(format!("{page}\nAs a diagram (Mermaid)\n\n{drawn}"))
}

fn with_text(common: &Common, ground: &Ground, text: &str) -> Common {
    Common { inputs: inputs(ground, text), ..common.clone() }
}

fn decided(common: &Common, ground: &Ground, standing: &Standing, json: bool) -> Result<String> {
    let options = DecideOptions { interaction: Some(standing.id.clone()), json };
    let outcome = run::decide(&with_text(common, ground, &standing.text), &options)?;
    match outcome.code {
        0 => Ok(outcome.output),
        _ => Err(anyhow!("{}", outcome.errors.trim_end())),
    }
}

/// Writes the record and the skeleton that were asked for, and says so.
pub(super) fn further(
    common: &Common,
    ground: &Ground,
    text: &str,
    standing: &Standing,
    adr: Option<&Path>,
    skeleton: Option<&Path>,
) -> Result<String> {
    let common = with_text(common, ground, text);
    let mut said = String::new();
    let mut tell = |outcome: Outcome| match outcome.code {
        0 => {
            said += &outcome.output;
            Ok(())
        }
        _ => Err(anyhow!("{}", outcome.errors.trim_end())),
    };
    if let Some(out) = adr {
        let options = AdrOptions { out: out.to_owned(), check: false, force: false };
        tell(run::adr(&common, &options)?)?;
    }
    if let Some(out) = skeleton {
        let session =
            run::Session::open(&common)?.map_err(|refused| anyhow!("{}", refused.errors.trim_end()))?;
        let id = session.architecture.interaction_named(&standing.id).expect("the interaction was decided");
        let from = session.architecture.interaction(id).from;
        let service = session.architecture.service(from).name.to_string();
        let options = ScaffoldOptions {
            wanted: run::Wanted::Service(service),
            out: out.to_owned(),
            force: false,
            diff: false,
            adr: adr.map(Path::to_owned),
        };
        tell(run::scaffold(&common, &options)?)?;
    }
    Ok(said)
}

/// What is said to somebody who left: where the answers are, and how to go on.
pub(super) fn left(options: &AskOptions, ground: &Ground, answers: &Answers, journal: &Path) -> Outcome {
    if answers.is_empty() {
        return Outcome::refused("nothing was answered\n".into());
    }
    let subject = match &options.subject {
        Subject::Blank => String::new(),
        Subject::Add(path) => format!(" --add {}", path.display()),
        Subject::Edit(id, path) => format!(" --edit {id} {}", path.display()),
    };
    let text = answers.write(&ground.catalogue);
    let count = answers.iter().count();
    let kept = std::fs::read_to_string(journal).is_ok_and(|kept| kept == text);
    if !kept && std::fs::write(journal, &text).is_err() {
        return Outcome::refused(format!(
            "the answers could not be written to {}:\n\n{text}",
            journal.display()
        ));
    }
    let word = if count == 1 { "answer" } else { "answers" };
    Outcome::refused(format!(
        "left; {count} {word} kept in {0}\ngo on with: syncwise ask{subject} --answers {0}\n",
        journal.display()
    ))
}
