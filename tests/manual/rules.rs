//! The pages of checks and their overview. Never evaluates a check.

use crate::condition;
use crate::markdown::{code, table};
use std::collections::BTreeSet;
use syncwise::facts::{FactId, SubjectKind};
use syncwise::rule::{Check, Class, Example};

/// A line per check.
pub(crate) fn overview(checks: &[Check]) -> String {
    let rows = checks.iter().map(|check| {
        let classes: BTreeSet<Class> =
            check.grades.iter().map(|grade| grade.class).chain([check.class]).collect();
        let classes: Vec<String> = classes.into_iter().map(|class| word(class).to_owned()).collect();
        vec![
            format!("[{0}](rules/{0}.md)", check.id),
            check.about.word().into(),
            classes.join(", "),
            first_sentence(&check.page.what),
        ]
    });
    table(&["check", "looks at every", "class", "what it finds"], rows)
}

fn first_sentence(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    flat.split_once(". ").map_or(flat.clone(), |(first, _)| format!("{first}."))
}

fn word(class: Class) -> &'static str {
    let known = Class::ALL.iter().find(|(known, _)| *known == class);
    known.map(|(_, word)| *word).expect("every class has a word")
}

/// The facts a check compares, in its condition and in its grades.
pub(crate) fn compared(check: &Check) -> Vec<FactId> {
    let mut found = Vec::new();
    condition::facts(&check.when, &mut found);
    check.grades.iter().for_each(|grade| condition::facts(&grade.when, &mut found));
    found
}

/// The page of one check.
pub(crate) fn page(check: &Check) -> String {
    let page = &check.page;
    let mut text = format!(
        "<!-- Generated from rules/checks/{0}.toml; edit that file, then run \
         `SYNCWISE_WRITE=1 cargo test --test manual`. -->\n\n# {0}\n",
        check.id
    );
    let mut section = |heading: &str, body: &str| text += &format!("\n## {heading}\n\n{}\n", body.trim());
    section("What", &page.what);
    section("Why", &page.why);
    section("Instead", &page.instead);
    section("Drawbacks", &page.drawbacks);
    section("When it speaks", &when(check));
    section("Facts", &facts(check));
    section("Examples", &check.examples.iter().map(example).collect::<String>());
    section("Accepting it", &accepting(check));
    if !page.sources.is_empty() {
        let sources: String = page.sources.iter().map(|source| format!("- {source}\n")).collect();
        section("Sources", &sources);
    }
    text
}

fn when(check: &Check) -> String {
    let classes = check.grades.iter().map(|grade| (grade.class, condition::sentence(&grade.when)));
    let rest = if check.grades.is_empty() { "always" } else { "otherwise" };
    let rows = classes.chain([(check.class, rest.to_owned())]);
    let rows = rows.map(|(class, when)| vec![word(class).into(), class.severity().as_str().into(), when]);
    format!(
        "It looks at every {} and speaks where all of this holds:\n\n{}\nThe first line that fits gives the class:\n\n{}",
        check.about.word(),
        condition::list(&check.when),
        table(&["class", "severity", "where"], rows)
    )
}

fn facts(check: &Check) -> String {
    let compared = compared(check);
    let say = &check.say;
    let shown = say.at.iter().chain(&say.also).chain(&say.variables);
    let mut all = compared.clone();
    for fact in shown {
        if !all.contains(fact) {
            all.push(*fact);
        }
    }
    let rows = all.iter().map(|id| {
        let use_ = if compared.contains(id) { "compared" } else { "shown" };
        let fact = id.fact();
        vec![code(fact.name), fact.kind.describe(), fact.means.into(), use_.into()]
    });
    table(&["fact", "type", "meaning", "use"], rows)
}

fn example(example: &Example) -> String {
    let names = |ids: &[String]| ids.iter().map(|id| code(id)).collect::<Vec<_>>().join(", ");
    let mut outcome = match (&*example.reports, example.class) {
        ([], _) => "Silent.".to_owned(),
        (reports, None) => format!("Reports {}.", names(reports)),
        (reports, Some(class)) => format!("Reports {} as {}.", names(reports), word(class)),
    };
    if !example.cannot_assess.is_empty() {
        outcome += &format!(" Cannot assess {}.", names(&example.cannot_assess));
    }
    let mut name = example.name.chars();
    let first = name.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("### {first}{}\n\n{outcome}\n\n```toml\n{}\n```\n\n", name.as_str(), example.architecture.trim())
}

fn accepting(check: &Check) -> String {
    let place = match check.about {
        SubjectKind::System => "In `[system]`",
        SubjectKind::Service => "In the service",
        SubjectKind::Interaction => "In the interaction",
        SubjectKind::Journey => "In the journey",
        SubjectKind::Cycle => "In any interaction of the cycle",
    };
    format!(
        "{place}: `allow = [{{ rule = \"{}\", reason = \"…\" }}]`. For all: `[policy.severity]`.",
        check.id
    )
}
