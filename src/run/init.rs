//! `init`: a first architecture file of a whole system, asked for step by step. Never declares what nobody said.

use super::ask::{Ground, Subject};
use super::replace::Original;
use super::{Common, Outcome, Session, study};
use crate::ask::terminal::{Look, Terminal, is_attended};
use crate::ask::{Answer, Answers, Ending, Questionnaire, interview};
use crate::decision::{DEFAULT_BROKER_LATENCY, DEFAULT_MAX_HOLD};
use crate::edit;
use crate::graph::CallGraph;
use anyhow::{Result, anyhow};
use std::path::PathBuf;

/// What `init` was asked for.
#[derive(Debug, Clone)]
pub struct InitOptions {
    /// The file to write.
    pub out: PathBuf,
    /// The name of the system.
    pub name: Option<String>,
    /// Names of services.
    pub services: Vec<String>,
    /// Who talks to whom: caller, callee and what for.
    pub calls: Vec<(String, String, Option<String>)>,
    /// Ask nobody.
    pub batch: bool,
    /// How text is shown to people.
    pub look: Look,
}

/// Reads `shop > orders GetOrder`; an arrow or the word `to` does as well.
///
/// # Errors
/// When it does not name both sides.
pub fn parse_call(text: &str) -> Result<(String, String, Option<String>), String> {
    let text = text.trim();
    let sides = ["->", "→", ">", " to "].into_iter().find_map(|arrow| text.split_once(arrow));
    let (from, rest) =
        sides.ok_or_else(|| format!("`{text}` names no two sides; write `shop > orders GetOrder`"))?;
    let (to, what) =
        rest.trim().split_once(' ').map_or((rest.trim(), None), |(to, what)| (to, Some(what.trim())));
    let from = from.trim();
    if from.is_empty() || to.is_empty() {
        return Err(format!("`{text}` names no two sides; write `shop > orders GetOrder`"));
    }
    Ok((from.to_owned(), to.to_owned(), what.filter(|what| !what.is_empty()).map(str::to_owned)))
}

/// Asks for a system and writes its file, which grows with every interaction.
///
/// # Errors
/// When the file is there already, or cannot be written.
pub fn init(common: &Common, options: &InitOptions) -> Result<Outcome> {
    if options.out.exists() {
        return Err(anyhow!(
            "`{0}` is there already; `syncwise ask --add {0}` adds to it",
            options.out.display()
        ));
    }
    let attended = is_attended() && !options.batch;
    if !attended && options.calls.is_empty() {
        return Ok(Outcome::refused(
            "error: answers are missing\n\n  Who talks to whom, and what for?\n    --call 'shop > orders GetOrder', once for each\n".into(),
        ));
    }
    let terminal = attended.then(|| Terminal::new(options.look, Box::new(|_: &Answers| {})));
    let mut draft = Draft { common, options, terminal, text: String::new(), written: Original::default() };
    let complete = draft.system() && draft.calls()?;
    draft.finish(complete)
}

struct Draft<'a> {
    common: &'a Common,
    options: &'a InitOptions,
    terminal: Option<Terminal>,
    text: String,
    written: Original,
}

impl Draft<'_> {
    /// The system and its services; false where the other side left.
    fn system(&mut self) -> bool {
        let mut name = self.options.name.clone();
        let mut services = self.options.services.clone();
        let mut outside = Vec::new();
        let mut stores = Vec::new();
        if let Some(terminal) = &self.terminal {
            terminal.tell("A whole system: its services, who talks to whom, and then only what matters for a verdict or a finding. Enter: I don't know. Ctrl-C: leave; what was said is kept.");
            let ask = |question: &str| {
                terminal.show("");
                terminal.tell(question);
                terminal.line("  › ")
            };
            if name.is_none() {
                let Some(answer) = ask("What is the system called?") else { return false };
                name = Some(answer).filter(|answer| !answer.is_empty());
            }
            if services.is_empty() {
                let Some(answer) = ask(
                    "Which services are there? Names with commas between them; later questions may add more.",
                ) else {
                    return false;
                };
                services = names(&answer);
            }
            if !services.is_empty() {
                let Some(answer) =
                    ask("Which of them are outside of your control, such as a payment provider?")
                else {
                    return false;
                };
                outside = names(&answer);
                let Some(answer) = ask("Which of them are databases?") else { return false };
                stores = names(&answer);
            }
        }
        self.text = "syncwise = 1\n".into();
        if let Some(name) = name {
            self.text += &format!("\n[system]\nname = {}\n", edit::quoted(&name));
        }
        services.extend(outside.iter().chain(&stores).cloned());
        let mut seen = Vec::new();
        for service in services {
            if seen.contains(&service) {
                continue;
            }
            self.text += &format!("\n[service.{}]\n", edit::key(&service));
            if stores.contains(&service) {
                self.text += "kind = \"datastore\"\n";
            } else if outside.contains(&service) {
                self.text += "kind = \"external\"\n";
            }
            seen.push(service);
        }
        true
    }

    /// Every interaction; false where the other side left.
    fn calls(&mut self) -> Result<bool> {
        for call in self.options.calls.clone() {
            if !self.call(call)? {
                return Ok(false);
            }
        }
        while let Some(terminal) = &self.terminal {
            terminal.show("");
            terminal.tell(
                "Who talks to whom, and what for? Such as `shop > orders GetOrder`; Enter when that is all.",
            );
            let Some(line) = terminal.line("  › ") else { return Ok(false) };
            if line.is_empty() {
                break;
            }
            match parse_call(&line) {
                Ok(call) => {
                    if !self.call(call)? {
                        return Ok(false);
                    }
                }
                Err(wrong) => terminal.tell(&wrong),
            }
        }
        Ok(true)
    }

    /// One interaction, with the questions that matter; false where the other side left.
    fn call(&mut self, (from, to, what): (String, String, Option<String>)) -> Result<bool> {
        let base = Original::of(&self.text);
        let subject = Subject::Add(self.options.out.clone());
        let ground = Ground::of(self.common, self.options.out.clone(), base, &subject)?;
        let ground = ground.map_err(|refused| anyhow!("{}", refused.errors.trim_end()))?;
        let mut answers = Answers::default();
        answers.give("from", Answer::Known(from));
        answers.give("to", Answer::Known(to));
        answers.give("what", what.map_or(Answer::Unknown, Answer::Known));
        let mut questionnaire = match Questionnaire::open(ground.bench(), answers) {
            Ok(questionnaire) => questionnaire,
            Err(refusal) => match &self.terminal {
                Some(terminal) => {
                    terminal.tell(&format!("that does not fit: {}", refusal.title));
                    return Ok(true);
                }
                None => return Err(anyhow!("{}", refusal.title)),
            },
        };
        questionnaire.ask_for_today();
        let mut ending = Ending::Settled;
        if let Some(terminal) = &mut self.terminal {
            terminal.settle_quietly();
            ending = interview(&mut questionnaire, terminal);
        }
        if let Some(standing) = questionnaire.standing() {
            self.text.clone_from(&standing.text);
            if let Some(terminal) = &self.terminal {
                terminal.tell(&format!("{}: {}", standing.id, standing.word()));
            }
        }
        self.write()?;
        Ok(ending != Ending::Left)
    }

    /// The file as far as it goes.
    fn write(&mut self) -> Result<()> {
        self.written.replace(&self.options.out, &self.text)?;
        self.written = Original::of(&self.text);
        Ok(())
    }

    fn finish(mut self, complete: bool) -> Result<Outcome> {
        let path = self.options.out.display().to_string();
        if self.text.is_empty() {
            return Ok(Outcome::refused("nothing was answered\n".into()));
        }
        if !complete {
            self.write()?;
            return Ok(Outcome::refused(format!(
                "left; what was said so far is in {path}\ngo on with: syncwise ask --add {path}\n"
            )));
        }
        self.text += &defaults();
        self.write()?;
        let common =
            Common { inputs: vec![super::Input::Path(self.options.out.clone())], ..self.common.clone() };
        let session = match Session::open(&common)? {
            Ok(session) => session,
            Err(refused) => return Ok(refused),
        };
        let graph = CallGraph::link(&session.architecture);
        let ([sync, asynchronous, hybrid], none) =
            study(&session.architecture, &graph, &session.method).tally();
        let mut said = format!(
            "wrote {path}: {} services, {} interactions\n",
            session.architecture.services.len(),
            session.architecture.interactions.len()
        );
        said += &format!("{sync} sync, {asynchronous} async, {hybrid} hybrid, {none} without a mode\n");
        said += &format!(
            "next: syncwise decide {path}, then syncwise lint {path}; syncwise ask --edit ID {path} goes on with one interaction\n"
        );
        Ok(Outcome::fine(said, String::new()))
    }
}

fn names(text: &str) -> Vec<String> {
    let names = text.split(',').map(str::trim).filter(|name| !name.is_empty() && *name != "none");
    names.map(str::to_owned).collect()
}

/// What is taken for granted, as comments: a default is no fact of this system.
fn defaults() -> String {
    format!(
        "\n# Taken for granted as long as nothing else is declared; take the # away to declare it.\n# [policy]\n# max-hold = \"{DEFAULT_MAX_HOLD}s\"   # longest time a request may be held open\n# broker-latency = \"{}ms\"   # one hop through a broker, at the 99th percentile\n",
        DEFAULT_BROKER_LATENCY * 1000.0
    )
}
