//! The table of all facts, with the rules that use them. Never reads a fact.

use crate::markdown::{code, table as markdown_table};
use crate::{Rules, rules};
use syncwise::facts::{FactId, SubjectKind};

/// The facts about one kind of subject.
pub(crate) fn table(rules: &Rules, kind: &str) -> Option<String> {
    let (about, _) = SubjectKind::ALL.into_iter().find(|(_, word)| *word == kind)?;
    let facts = FactId::all().filter(|id| id.fact().about == about);
    let rows = facts.map(|id| {
        let fact = id.fact();
        vec![code(fact.name), fact.kind.describe(), fact.means.into(), used_by(rules, id)]
    });
    Some(markdown_table(&["fact", "type", "meaning", "used by"], rows))
}

fn used_by(rules: &Rules, id: FactId) -> String {
    let checks = rules.checks.iter().filter(|check| rules::compared(check).contains(&id));
    let mut users: Vec<String> = checks.map(|check| format!("[{0}](rules/{0}.md)", check.id)).collect();
    if id.fact().about == SubjectKind::Interaction {
        let criteria = rules.criteria.iter().filter(|criterion| &*criterion.fact.value == id.fact().name);
        users.extend(criteria.map(|criterion| format!("[{}](criteria.md) (criterion)", criterion.id.value)));
    }
    users.join(", ")
}
