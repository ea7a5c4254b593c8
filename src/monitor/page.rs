//! MONITORS.md: what is watched, what to do when it fires, and what is not watched because nobody declared it.
//! Never says that something is well.

use super::Section;
use super::alert::Gap;
use super::runbook;
use super::scene::{Scene, plain};
use crate::architecture::ServiceId;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The page.
pub(super) fn written(scene: &Scene<'_>, sections: &[(ServiceId, String, &Section)], gaps: &[Gap]) -> String {
    let system = scene.architecture().system.name.as_ref();
    let mut out = format!(
        "# Monitoring{}\n\n",
        system.map(|name| format!(" of {}", cell(&name.value))).unwrap_or_default()
    );
    out += "Written by `syncwise monitor` from the architecture; written anew when that changes. `rules/` is for Prometheus \
            (`rule_files`), `tests/` proves every rule (`promtool test rules tests/*.yml`), `dashboard.json` is for Grafana.\n\n";
    out += "`page` wakes somebody: what users notice, of tier 1 or 2. `ticket` waits for the morning: causes of what an \
            objective would show, and everything of lower or unknown tier. `for` is ours: two scrapes or more, so that \
            Prometheus should scrape every 30 s or more often.\n\n";
    out += "## What is watched\n\n| Alert | About | Severity | When |\n|---|---|---|---|\n";
    for row in rows(sections) {
        let abouts: Vec<String> =
            row.abouts.iter().map(|(about, file)| format!("[{about}](rules/{file}.yml)")).collect();
        let (name, anchor) = (row.name, row.name.to_lowercase());
        let _ = writeln!(
            out,
            "| [{name}](#{anchor}) | {} | {} | {} |",
            abouts.join(", "),
            row.severities,
            row.when
        );
    }
    not_watched(&mut out, sections, gaps);
    out += "\n## What to do\n";
    let used: BTreeSet<&str> =
        sections.iter().flat_map(|(_, _, section)| &section.families).map(|family| family.name).collect();
    for entry in runbook::ENTRIES.iter().filter(|entry| used.contains(entry.name)) {
        let _ = write!(out, "\n### {}\n\n{}\n\n", entry.name, entry.means);
        for (at, step) in entry.steps.iter().enumerate() {
            let _ = writeln!(out, "{}. {step}", at + 1);
        }
    }
    out
}

/// Families of one name that say the same of several things.
struct Row {
    name: &'static str,
    severities: String,
    when: String,
    abouts: Vec<(String, String)>,
}

fn rows(sections: &[(ServiceId, String, &Section)]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (_, file, section) in sections {
        for family in &section.families {
            let Some(first) = family.alerts.first() else { continue };
            let mut severities: Vec<&str> = family.alerts.iter().map(|alert| alert.severity.word()).collect();
            severities.dedup();
            let (severities, when) = (severities.join(", "), cell(&first.description));
            let about = (cell(&family.about), file.clone());
            let same =
                |row: &&mut Row| (row.name, &row.severities, &row.when) == (family.name, &severities, &when);
            match rows.iter_mut().find(same) {
                Some(row) if row.abouts.contains(&about) => {}
                Some(row) => row.abouts.push(about),
                None => rows.push(Row { name: family.name, severities, when, abouts: vec![about] }),
            }
        }
    }
    rows.sort_by_key(|row| row.name);
    rows
}

fn not_watched(out: &mut String, sections: &[(ServiceId, String, &Section)], gaps: &[Gap]) {
    let all: Vec<&Gap> =
        gaps.iter().chain(sections.iter().flat_map(|(_, _, section)| &section.gaps)).collect();
    out.push_str("\n## What is not watched\n\n");
    if all.is_empty() {
        out.push_str("Everything that this version can watch is declared.\n");
        return;
    }
    out.push_str(
        "A threshold that nobody declared would be an opinion. Declare it, and the alert appears.\n\n",
    );
    out.push_str("| Not watched | Of | Because |\n|---|---|---|\n");
    let mut together: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for gap in all {
        together.entry((gap.what, &gap.because)).or_default().push(cell(&gap.about));
    }
    for ((what, because), abouts) in together {
        let _ = writeln!(out, "| {what} | {} | {} |", abouts.join(", "), cell(because));
    }
}

/// Text in a cell of a table: nothing in it ends the cell, begins a tag or hides.
fn cell(text: &str) -> String {
    let mut cell = String::new();
    let mut code = false;
    for c in plain(text).chars() {
        code ^= c == '`';
        match c {
            '|' => cell.push_str("\\|"),
            '<' | '>' | '*' | '_' | '[' | ']' | '#' | '\\' if !code => cell.extend(['\\', c]),
            _ => cell.push(c),
        }
    }
    if code {
        cell.push('`');
    }
    cell
}
