//! The manual: generated pages are fresh, and every example in it is run. Writes nothing unless asked:
//! `SYNCWISE_WRITE=1 cargo test --test manual`.

mod block;
mod condition;
mod criteria;
mod examples;
mod facts;
mod guide;
mod keys;
mod markdown;
mod metrics;
mod region;
mod rules;
mod schema;
mod transcript;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use syncwise::architecture::Policy;
use syncwise::decision::{Method, catalogue};
use syncwise::rule::criterion::{self, Criterion};
use syncwise::rule::{Check, builtin_checks};
use syncwise::source::SourceMap;

/// The rules of the program, as the pages need them.
struct Rules {
    checks: Vec<Check>,
    criteria: Vec<Criterion>,
    method: Method,
}

impl Rules {
    fn built_in() -> Self {
        let mut sources = SourceMap::new();
        let (checks, criteria) = (builtin_checks(&mut sources), criterion::built_in(&mut sources));
        let (method, mistakes) = Method::new(&criteria, &Policy::default(), &catalogue());
        assert!(mistakes.is_empty(), "{mistakes:?}");
        Self { checks, criteria, method }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All pages that people read: relative path and text.
fn pages() -> BTreeMap<String, String> {
    let mut paths: Vec<PathBuf> = ["README.md", "CONTRIBUTING.md"].map(|name| root().join(name)).to_vec();
    for folder in ["docs", "docs/rules"] {
        let entries = std::fs::read_dir(root().join(folder)).expect("the manual has its folders");
        paths.extend(entries.map(|entry| entry.expect("the folder can be listed").path()));
    }
    let pages = paths.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.map(|path| read(&path)).collect()
}

fn read(path: &Path) -> (String, String) {
    let text = std::fs::read_to_string(path).expect("the page is readable");
    let name = path.strip_prefix(root()).expect("the page lies in the repository");
    (name.to_string_lossy().replace('\\', "/"), text)
}

/// The pages as they should be: regions filled, one page per check, the schema.
fn fresh(pages: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let rules = Rules::built_in();
    let by_hand = pages.iter().filter(|(path, _)| !path.starts_with("docs/rules/"));
    let mut fresh: BTreeMap<String, String> = by_hand
        .map(|(path, text)| (path.clone(), region::fill(path, text, &mut |name| body(&rules, text, name))))
        .collect();
    fresh.insert(guide::PATH.into(), guide::walk(&fresh[guide::PATH]));
    fresh.extend(schema::files());
    let checks = rules.checks.iter();
    fresh.extend(checks.map(|check| (format!("docs/rules/{}.md", check.id), rules::page(check))));
    fresh
}

/// What stands in a region.
fn body(rules: &Rules, page: &str, name: &str) -> Option<String> {
    match name.split_once(' ').unwrap_or((name, "")) {
        ("keys", table) => keys::table(table),
        ("settings", table) => keys::settings(table),
        ("facts", kind) => facts::table(rules, kind),
        ("checks", "") => Some(rules::overview(&rules.checks)),
        ("metrics", "") => Some(metrics::table()),
        ("criteria", "") => Some(criteria::overview(rules)),
        ("utilities", "") => Some(criteria::utilities(rules)),
        ("vetoes", "") => Some(criteria::vetoes(&rules.criteria)),
        ("run", command) => Some(transcript::of(page, command)),
        _ => None,
    }
}

#[test]
fn generated_pages_are_fresh() {
    let mut pages = pages();
    let fresh = fresh(&pages);
    let schemas = schema::files().map(|(path, _)| root().join(path));
    pages.extend(schemas.filter(|path| path.exists()).map(|path| read(&path)));
    let names: BTreeSet<&String> = pages.keys().chain(fresh.keys()).collect();
    let stale: Vec<&String> = names.into_iter().filter(|path| pages.get(*path) != fresh.get(*path)).collect();
    if std::env::var_os("SYNCWISE_WRITE").is_none() {
        assert!(
            stale.is_empty(),
            "stale: {stale:?}; `SYNCWISE_WRITE=1 cargo test --test manual` writes them anew"
        );
        return;
    }
    for path in stale {
        match fresh.get(path) {
            Some(text) => std::fs::write(root().join(path), text).expect("the page can be written"),
            None => std::fs::remove_file(root().join(path)).expect("the page can be removed"),
        }
    }
}

#[test]
fn links_between_pages_lead_somewhere() {
    let pages = pages();
    let mut broken = Vec::new();
    for (path, text) in &pages {
        let folder = root().join(path);
        let folder = folder.parent().expect("a page lies in a folder");
        for target in markdown::links(text) {
            let (file, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let place = if file.is_empty() { root().join(path) } else { folder.join(file) };
            let headings =
                || std::fs::read_to_string(&place).is_ok_and(|it| markdown::has_heading(&it, anchor));
            if !place.exists() || (!anchor.is_empty() && !headings()) {
                broken.push(format!("{path}: {target}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
