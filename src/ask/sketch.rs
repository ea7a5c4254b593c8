//! From answers to changes of an architecture's text. Never evaluates what they say.

use super::answers::{Answers, ID, written};
use super::catalogue::Catalogue;
use super::question::{
    Answer, FROM, MODE, Question, STEPS_LATER, STEPS_NOW, STEPS_STRONG, TO, WHAT, distance_of, split,
};
use crate::architecture::{Architecture, Mode, keys};
use crate::edit::{self, Edit, Place, Value};

/// The interaction that the questions are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// One that is added at the end of the file.
    New,
    /// The one with this index among those of the file.
    Existing(usize),
}

/// The names of regions that stand for real ones.
const REGIONS: [&str; 2] = ["one-region", "another-region"];

/// What is there before anything is answered.
pub(super) struct Scene<'a> {
    pub(super) before: &'a Architecture,
    pub(super) target: Target,
    pub(super) from: &'a str,
    pub(super) to: &'a str,
}

/// A key and its value.
type Line = (String, Value);

impl Scene<'_> {
    /// The changes that write the answers down.
    ///
    /// # Errors
    /// When an answer contradicts what the file says about a service.
    pub(super) fn edits(
        &self,
        answers: &Answers,
        catalogue: &Catalogue,
        mode: Option<Mode>,
    ) -> Result<Vec<Edit>, String> {
        let mut edits = Vec::new();
        if let Some(messaging) = answers.known("messaging") {
            edits.push(set(Place::Top("system"), "messaging", Value::Text(messaging.into())));
        }
        let mut services = [Vec::new(), Vec::new()];
        edits.extend(self.regions(answers, &mut services)?);
        self.tiers(answers, &mut services)?;
        let mode = mode.filter(|_| answers.known(MODE).is_none());
        let mode =
            mode.map(|mode| ("mode".to_owned(), Value::Text(crate::architecture::Choice::word(mode).into())));
        match self.target {
            Target::New => edits.extend(self.new_tables(answers, catalogue, services, mode)),
            Target::Existing(index) => {
                for (name, lines) in [self.from, self.to].into_iter().zip(services) {
                    edits.extend(
                        lines.into_iter().map(|(key, value)| set(Place::Service(name.into()), &key, value)),
                    );
                }
                let lines = mode.into_iter().chain(facts(answers, catalogue)).chain(steps(answers));
                edits.extend(lines.map(|(key, value)| set(Place::Interaction(index), &key, value)));
            }
        }
        Ok(edits)
    }

    fn new_tables(
        &self,
        answers: &Answers,
        catalogue: &Catalogue,
        services: [Vec<Line>; 2],
        mode: Option<Line>,
    ) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut text = String::new();
        let mut seen = Vec::new();
        for (name, lines) in [self.from, self.to].into_iter().zip(services) {
            if self.before.service_named(name).is_some() {
                edits.extend(
                    lines.into_iter().map(|(key, value)| set(Place::Service(name.into()), &key, value)),
                );
            } else if !seen.contains(&name) {
                text += &format!("[service.{}]\n{}\n", edit::key(name), rows(&lines));
                seen.push(name);
            }
        }
        text += "[[interaction]]\n";
        let mut lines: Vec<Line> = Vec::new();
        lines.extend(answers.known(ID).map(|id| ("id".to_owned(), Value::Text(id.into()))));
        lines.push(("from".into(), Value::Text(self.from.into())));
        lines.push(("to".into(), Value::Text(self.to.into())));
        lines.extend(what(answers));
        lines.extend(mode);
        lines.extend(facts(answers, catalogue));
        text += &rows(&lines);
        text += &open(answers, catalogue);
        text +=
            &steps(answers).map_or_else(String::new, |(key, value)| edit::lines("interaction", &key, &value));
        edits.push(Edit::Append(text));
        edits
    }

    /// Writes how far both ends are apart, as regions and the round trip between them.
    fn regions(&self, answers: &Answers, services: &mut [Vec<Line>; 2]) -> Result<Vec<Edit>, String> {
        let Some(answer) = answers.known("distance") else { return Ok(Vec::new()) };
        let declared = |name: &str| {
            let id = self.before.service_named(name)?;
            self.before.service(id).declared.region.as_ref().map(|region| region.value.to_string())
        };
        let known = [declared(self.from), declared(self.to)];
        let same = distance_of(answer) == "same";
        let other_than =
            |taken: &str| REGIONS.into_iter().find(|name| *name != taken).unwrap_or(REGIONS[1]).to_owned();
        let regions = match &known {
            [Some(from), Some(to)] => [from.clone(), to.clone()],
            [Some(one), None] => [one.clone(), if same { one.clone() } else { other_than(one) }],
            [None, Some(one)] => [if same { one.clone() } else { other_than(one) }, one.clone()],
            [None, None] => [REGIONS[0].to_owned(), REGIONS[usize::from(!same)].to_owned()],
        };
        if same != (regions[0] == regions[1]) {
            let [from, to] = &regions;
            return Err(format!("the file says that they run in `{from}` and `{to}`"));
        }
        for side in [0, 1] {
            if known[side].is_none() && (side == 0 || self.from != self.to) {
                services[side].push(("region".into(), Value::Text(regions[side].clone())));
            }
        }
        let is_time = answer.starts_with(|c: char| c.is_ascii_digit());
        let pair = format!("{} {}", regions[0], regions[1]);
        Ok(match is_time && !same {
            true => vec![set(Place::Top("network"), &pair, Value::Text(answer.into()))],
            false => Vec::new(),
        })
    }

    fn tiers(&self, answers: &Answers, services: &mut [Vec<Line>; 2]) -> Result<(), String> {
        let Some((from, to)) = answers.known("criticality-gap").and_then(|tiers| tiers.split_once(' '))
        else {
            return Ok(());
        };
        for (side, (name, tier)) in [(self.from, from), (self.to, to)].into_iter().enumerate() {
            let service = self.before.service_named(name).map(|id| self.before.service(id));
            match service.and_then(|service| service.declared.tier) {
                Some(declared) if declared.value.to_string() != tier => {
                    return Err(format!("the file says that `{name}` has tier {}", declared.value));
                }
                None if side == 0 || self.from != self.to => {
                    services[side].extend(tier.parse().ok().map(|tier| ("tier".into(), Value::Count(tier))));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn set(place: Place, key: &str, value: Value) -> Edit {
    Edit::Set { place, key: key.to_owned(), value }
}

fn rows(lines: &[Line]) -> String {
    lines.iter().map(|(key, value)| edit::lines("", key, value)).collect()
}

/// The name of the interaction: a channel for an event, an operation otherwise.
fn what(answers: &Answers) -> Option<Line> {
    let key = if answers.known("kind") == Some("event") { "channel" } else { "operation" };
    answers.known(WHAT).map(|name| (key.to_owned(), Value::Text(name.into())))
}

/// The answers that are keys of the interaction.
fn facts(answers: &Answers, catalogue: &Catalogue) -> Vec<Line> {
    let mut lines = Vec::new();
    for (name, answer) in answers.iter() {
        let (Some(text), Some(question)) = (answer.known(), catalogue.get(name)) else { continue };
        if name == "burst-factor" {
            lines.extend(text.split_once(' ').map(|(mean, peak)| {
                let part = |key: &str, rate: &str| (key.to_owned(), Value::Text(rate.into()));
                ("rate".to_owned(), Value::Fields(vec![part("average", mean), part("peak", peak)]))
            }));
        } else if is_key(question) && !is_premature(name, text, answers) {
            lines.push((name.to_owned(), written(Some(question.form), text)));
        }
    }
    lines
}

/// Whether an answer contradicts itself until there are steps that need strong consistency and steps that do not.
fn is_premature(name: &str, answer: &str, answers: &Answers) -> bool {
    let named = |name: &str| answers.known(name).map_or(0, |names| split(names).count());
    let strong = named(STEPS_STRONG);
    let mixed = named(STEPS_LATER) > 0 && strong > 0;
    (name, answer) == ("consistency", "mixed") && !mixed
}

fn is_key(question: &Question) -> bool {
    let elsewhere = [FROM, TO].contains(&&*question.name);
    !elsewhere && keys::INTERACTION.iter().any(|key| *key.name == *question.name)
}

/// What was asked and is not known, as comments, so that the next reader sees what is missing.
fn open(answers: &Answers, catalogue: &Catalogue) -> String {
    let unknown = answers.iter().filter(|(_, answer)| **answer == Answer::Unknown);
    let questions = unknown.filter_map(|(name, _)| catalogue.get(name)).filter(|question| is_key(question));
    let premature =
        answers.known("consistency").filter(|answer| is_premature("consistency", answer, answers));
    let premature = premature.map(|answer| {
        format!("# consistency = \"{answer}\"   # once there are steps that need it strong and steps that do not\n")
    });
    let open = questions
        .map(|question| format!("# {} = …   # not known yet: {}\n", question.name, question.values()));
    open.chain(premature).collect()
}

fn steps(answers: &Answers) -> Option<Line> {
    let named =
        |name: &str| answers.known(name).map(|names| split(names).collect::<Vec<_>>()).unwrap_or_default();
    let (now, later, strong) = (named(STEPS_NOW), named(STEPS_LATER), named(STEPS_STRONG));
    let step = |id: &str, when: &str| {
        let mut fields =
            vec![("id".to_owned(), Value::Text(id.into())), ("when".to_owned(), Value::Text(when.into()))];
        fields.extend(strong.contains(&id).then(|| ("strong".to_owned(), Value::Flag(true))));
        fields
    };
    let now = now.into_iter().map(|id| step(id, "now"));
    let tables: Vec<_> = now.chain(later.into_iter().map(|id| step(id, "later"))).collect();
    (!tables.is_empty()).then(|| ("step".to_owned(), Value::Tables(tables)))
}
