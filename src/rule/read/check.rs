//! Reads a check from its file. Never evaluates it.

use super::{read_condition, required_text, text};
use crate::architecture::keys::{Key, names};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::document::{Document, Item, Table, Value, unknown_key};
use crate::facts::{FactId, FactType, SubjectKind};
use crate::rule::{Check, Class, Example, Grade, Page, Say, keys};
use crate::source::{FileId, SourceMap, Span, Spanned};
use crate::template::Templates;

/// Reads the check in a file; none where a mistake leaves nothing to run.
pub fn read_check(sources: &SourceMap, file: FileId) -> (Option<Check>, Vec<Diagnostic>) {
    let (document, mut diagnostics) = Document::parse(sources, file);
    if !diagnostics.is_empty() {
        return (None, diagnostics);
    }
    let root = document.root();
    only(root, "a check", keys::CHECK, &mut diagnostics);
    let check = check(root, &mut diagnostics);
    let sound = diagnostics.is_empty();
    (check.filter(|_| sound), diagnostics)
}

/// Reports keys that nobody knows.
fn only(table: Table<'_, '_>, place: &str, known: &'static [Key], diagnostics: &mut Vec<Diagnostic>) {
    for (key, _) in table.entries().filter(|(key, _)| !names(known).any(|name| name == key.value)) {
        diagnostics.push(unknown_key(key, place, names(known)));
    }
}

fn check(root: Table<'_, '_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Check> {
    let id = required_text(root, "id", "check", diagnostics);
    if let Some(id) = id.as_ref().filter(|id| !is_kebab(&id.value)) {
        let title = format!("`{}` is not kebab-case", id.value);
        diagnostics.push(
            Diagnostic::error("bad-id", title, id.span)
                .help("name the bad thing in lower case, such as `missing-timeout`"),
        );
    }
    let class = root.get("class").map(|item| read_class(item, diagnostics));
    if class.is_none() {
        diagnostics.push(Diagnostic::error("missing-key", "check without `class`", root.span));
    }
    let page = sub_table(root, "page", diagnostics).map(|table| page(table, diagnostics));
    let (about, when) = sub_table(root, "when", diagnostics).and_then(|table| when(table, diagnostics))?;
    let members = members(root, about, diagnostics);
    let grades = tables(root, "grade", diagnostics)
        .into_iter()
        .filter_map(|table| grade(table, about, diagnostics))
        .collect();
    let say = sub_table(root, "say", diagnostics).and_then(|table| say(table, about, diagnostics));
    let examples: Vec<Example> = tables(root, "example", diagnostics)
        .into_iter()
        .filter_map(|table| example(table, diagnostics))
        .collect();
    if let Some(id) = &id {
        require_both_sides(id, &examples, diagnostics);
    }
    let id = id?;
    Some(Check {
        span: id.span,
        id: id.value.into(),
        class: class??,
        grades,
        page: page?,
        members,
        about,
        when,
        say: say?,
        examples,
    })
}

/// The facts whose names identify a finding besides its subject.
fn members(root: Table<'_, '_>, about: SubjectKind, diagnostics: &mut Vec<Diagnostic>) -> Vec<FactId> {
    let mut facts = Vec::new();
    for item in root.get("members").map_or_else(Vec::new, Item::items) {
        let Some(fact) = fact_name("members", item, about, diagnostics) else { continue };
        if fact.fact().kind == FactType::List {
            facts.push(fact);
        } else {
            let title = format!("`{}` is not a list of names", fact.fact().name);
            diagnostics.push(Diagnostic::error("wrong-type", title, item.span).help(
                "name the facts that list who is concerned; numbers would make a new finding of every change",
            ));
        }
    }
    facts
}

fn require_both_sides(id: &Spanned<String>, examples: &[Example], diagnostics: &mut Vec<Diagnostic>) {
    for (missing, what) in [
        (examples.iter().all(|example| example.reports.is_empty()), "reports"),
        (examples.iter().all(|example| !example.reports.is_empty()), "is silent about"),
    ] {
        if missing {
            let title = format!("`{}` has no example that it {what}", id.value);
            diagnostics.push(
                Diagnostic::error("missing-example", title, id.span).help(
                    "a check without both kinds of examples cannot be trusted: add `[[example]]` tables",
                ),
            );
        }
    }
}

fn read_class(item: Item<'_, '_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Class> {
    let word = text("class", item, diagnostics)?;
    let class = Class::ALL.iter().find(|(_, known)| *known == word.value).map(|(class, _)| *class);
    if class.is_none() {
        let title = format!("`{}` is not a class", word.value);
        diagnostics.push(
            Diagnostic::error("unknown-word", title, word.span)
                .help("write one of info, medium, high, critical"),
        );
    }
    class
}

fn page(table: Table<'_, '_>, diagnostics: &mut Vec<Diagnostic>) -> Page {
    only(table, "`[page]`", keys::PAGE, diagnostics);
    let mut part =
        |key| required_text(table, key, "page", diagnostics).map_or_else(String::new, |text| text.value);
    let (what, why, instead, drawbacks) = (part("what"), part("why"), part("instead"), part("drawbacks"));
    let sources = table.get("sources").map_or_else(Vec::new, Item::items);
    let sources = sources
        .into_iter()
        .filter_map(|item| text("sources", item, diagnostics))
        .map(|it| it.value)
        .collect();
    Page { what, why, instead, drawbacks, sources }
}

fn when(
    table: Table<'_, '_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(SubjectKind, crate::rule::Condition)> {
    let subject = required_text(table, "subject", "`[when]`", diagnostics)?;
    let about = SubjectKind::ALL.iter().find(|(_, word)| *word == subject.value).map(|(kind, _)| *kind);
    let Some(about) = about else {
        let title = format!("`{}` is nothing a check can look at", subject.value);
        let words = || SubjectKind::ALL.iter().map(|(_, word)| *word);
        let help = did_you_mean(&subject.value, words())
            .unwrap_or_else(|| format!("write one of {}", words().collect::<Vec<_>>().join(", ")));
        diagnostics.push(Diagnostic::error("unknown-word", title, subject.span).help(help));
        return None;
    };
    Some((about, read_condition(table, about, &["subject"], diagnostics)))
}

fn grade(table: Table<'_, '_>, about: SubjectKind, diagnostics: &mut Vec<Diagnostic>) -> Option<Grade> {
    only(table, "a grade", keys::GRADE, diagnostics);
    let class = table.get("class").and_then(|item| read_class(item, diagnostics));
    let when =
        sub_table(table, "when", diagnostics).map(|table| read_condition(table, about, &[], diagnostics));
    Some(Grade { class: class?, when: when? })
}

fn say(table: Table<'_, '_>, about: SubjectKind, diagnostics: &mut Vec<Diagnostic>) -> Option<Say> {
    only(table, "`[say]`", keys::SAY, diagnostics);
    let title = required_text(table, "title", "`[say]`", diagnostics);
    let mut optional = |key: &str| table.get(key).and_then(|item| text(key, item, diagnostics));
    let (label, help, note) = (optional("label"), optional("help"), optional("note"));
    let at = table.get("at").and_then(|item| fact_name("at", item, about, diagnostics));
    let also = table.get("also").map_or_else(Vec::new, Item::items);
    let also = also.into_iter().filter_map(|item| fact_name("also", item, about, diagnostics)).collect();
    let (has_label, has_help, has_note) = (label.is_some(), help.is_some(), note.is_some());
    let texts = [("title", title), ("label", label), ("help", help), ("note", note)];
    let texts: Vec<(&'static str, Spanned<String>)> =
        texts.into_iter().filter_map(|(name, text)| Some((name, text?))).collect();
    let (templates, variables) = compile(&texts, about, diagnostics)?;
    let spans = texts.iter().map(|(name, text)| (*name, text.span)).collect();
    Some(Say { at, also, templates, spans, variables, has_label, has_help, has_note })
}

fn fact_name(
    key: &str,
    item: Item<'_, '_>,
    about: SubjectKind,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<FactId> {
    let name = text(key, item, diagnostics)?;
    let fact = FactId::named(about, &name.value);
    if fact.is_none() {
        diagnostics.push(unknown_fact(&name.value, about, name.span));
    }
    fact
}

fn unknown_fact(name: &str, about: SubjectKind, span: Span) -> Diagnostic {
    Diagnostic::error("unknown-fact", format!("there is no fact `{name}` about {}", about.phrase()), span)
        .maybe_help(did_you_mean(name, FactId::names(about)))
}

/// Compiles the texts of a check and finds the facts they mention; `_` in a template stands for `-` in a name.
fn compile(
    texts: &[(&str, Spanned<String>)],
    about: SubjectKind,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Templates, Vec<FactId>)> {
    let span_of = |name: &str| texts.iter().find(|(known, _)| *known == name).map(|(_, text)| text.span);
    let templates = Templates::compile(texts.iter().map(|(name, text)| (*name, text.value.clone())));
    let templates = match templates {
        Ok(templates) => templates,
        Err(errors) => {
            for error in errors {
                let span = span_of(&error.template).expect("errors name a template that was given");
                diagnostics.push(Diagnostic::error(
                    "bad-template",
                    format!("`{}`: {}", error.template, error.reason),
                    span,
                ));
            }
            return None;
        }
    };
    let mut variables = Vec::new();
    for (name, text) in texts {
        for variable in templates.undeclared(name).expect("the template was compiled") {
            let root = variable.split('.').next().expect("a split has a first part");
            match FactId::named(about, &root.replace('_', "-")) {
                Some(fact) => variables.push(fact),
                None => diagnostics.push(unknown_fact(&root.replace('_', "-"), about, text.span)),
            }
        }
    }
    variables.sort_unstable();
    variables.dedup();
    Some((templates, variables))
}

fn example(table: Table<'_, '_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Example> {
    only(table, "an example", keys::CHECK_EXAMPLE, diagnostics);
    let name = required_text(table, "name", "example", diagnostics);
    let architecture = required_text(table, "architecture", "example", diagnostics);
    let mut names = |key: &str| -> Vec<String> {
        let items = table.get(key).map_or_else(Vec::new, Item::items);
        items.into_iter().filter_map(|item| text(key, item, diagnostics)).map(|text| text.value).collect()
    };
    let (reports, cannot_assess) = (names("reports"), names("cannot-assess"));
    let class = table.get("class").and_then(|item| read_class(item, diagnostics));
    Some(Example {
        name: name?.value,
        architecture: architecture?.value,
        reports,
        cannot_assess,
        class,
        span: table.span,
    })
}

fn sub_table<'d, 's>(
    root: Table<'d, 's>,
    key: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Table<'d, 's>> {
    match root.get(key).map(|item| item.table(key)) {
        Some(Ok(table)) => return Some(table),
        Some(Err(diagnostic)) => diagnostics.push(*diagnostic),
        None => {
            diagnostics.push(Diagnostic::error("missing-key", format!("`[{key}]` is missing"), root.span))
        }
    }
    None
}

fn tables<'d, 's>(root: Table<'d, 's>, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Table<'d, 's>> {
    let Some(item) = root.get(key) else { return Vec::new() };
    let Value::List(items) = item.value() else {
        diagnostics.push(item.wrong_shape(key, &format!("a list of `[[{key}]]` tables")));
        return Vec::new();
    };
    items
        .into_iter()
        .filter_map(|item| item.table(key).map_err(|diagnostic| diagnostics.push(*diagnostic)).ok())
        .collect()
}

fn is_kebab(id: &str) -> bool {
    !id.starts_with('-')
        && !id.ends_with('-')
        && !id.contains("--")
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
