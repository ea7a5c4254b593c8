//! A small report that every format is tested with. Never used outside of tests.

use super::Report;
use crate::architecture::{Date, InteractionId, Provenance, ServiceId};
use crate::diagnostic::{Label, Severity};
use crate::facts::Subject;
use crate::rule::{Acceptance, Because, Class, Finding, Gaps, Unassessed};
use crate::source::{FileId, SourceMap, Span};

const TEXT: &str = r#"[[interaction]]
from = "frontend"
to = "checkout"
timeout = "300ms"
allow = [{ rule = "missing-timeout", reason = "set by the mesh" }]

[[interaction]]
from = "checkout"
to = "e-mail"
mode = "sync"
timeout = "1s"
"#;

pub(in crate::render) struct Sample {
    sources: SourceMap,
    findings: Vec<Finding>,
    known: Vec<Finding>,
    unassessed: Gaps<'static>,
}

impl Sample {
    pub(in crate::render) fn new() -> Self {
        let mut sources = SourceMap::new();
        let file = sources.add("shop/archi tecture.toml", TEXT);
        let inversion = Finding {
            rule: "timeout-inversion".into(),
            class: Class::High,
            severity: Severity::Error,
            confidence: Provenance::Derived,
            subject: Subject::Interaction(InteractionId(0)),
            subject_id: "frontend-checkout".into(),
            title: "`frontend` gives up on `checkout` before it can answer".into(),
            primary: label(file, "\"300ms\"", "waits 300ms"),
            related: vec![label(file, "\"1s\"", "may take 1s")],
            help: Some("raise the timeout to 1.2s, or lower the one below".into()),
            note: None,
            because: vec![
                because("timeout", "300ms", Provenance::Declared),
                because("callee-needs", "1s", Provenance::Derived),
            ],
            fingerprint: "0123456789abcdef".into(),
            members: Vec::new(),
            allowed: None,
        };
        let drift = Finding {
            rule: "mode-decision-drift".into(),
            class: Class::Medium,
            severity: Severity::Warning,
            confidence: Provenance::Defaulted,
            subject: Subject::Service(ServiceId(1)),
            subject_id: "e-mail".into(),
            title: "`e-mail` is called synchronously and async is better".into(),
            primary: label(file, "\"sync\"", ""),
            related: Vec::new(),
            help: None,
            note: Some("nobody waits for its result".into()),
            because: Vec::new(),
            fingerprint: "fedcba9876543210".into(),
            members: Vec::new(),
            allowed: None,
        };
        let accepted = Finding {
            rule: "missing-timeout".into(),
            allowed: Some(Acceptance {
                span: label(file, "{ rule = \"missing-timeout\", reason = \"set by the mesh\" }", "").span,
                reason: "set by the mesh".into(),
                expires: Date::new(2027, 1, 31),
                adr: Some("0007".into()),
                owner: None,
            }),
            fingerprint: "00112233445566ff".into(),
            ..inversion.clone()
        };
        let again = Finding {
            fingerprint: "aaaaaaaaaaaaaaaa".into(),
            primary: label(file, "\"1s\"", ""),
            related: Vec::new(),
            ..inversion.clone()
        };
        let unassessed = [
            ("retry-amplification", "place-order", "attempts"),
            ("missing-timeout", "b", "timeout"),
            ("missing-timeout", "a", "timeout"),
        ]
        .map(|(rule, subject, fact)| Unassessed {
            rule: rule.into(),
            subject: Subject::System,
            subject_id: subject.into(),
            missing: vec![fact.into()],
        });
        Self {
            sources,
            findings: vec![drift, again, accepted, inversion],
            known: Vec::new(),
            unassessed: Gaps::Told(unassessed.into()),
        }
    }

    /// The same, one finding of it known from a baseline.
    pub(in crate::render) fn with_baseline() -> Self {
        let mut sample = Self::new();
        sample.known.push(sample.findings.remove(1));
        sample
    }

    /// One finding whose every text is hostile.
    pub(in crate::render) fn hostile() -> Self {
        let mut sample = Self::new();
        let text = "`a|b` <img src=x> ]]> & \"q\" 100%\r\n::error::x,y:z \u{202e}\u{1} **b** end ```";
        sample.findings.truncate(1);
        sample.unassessed = Gaps::default();
        let finding = &mut sample.findings[0];
        finding.subject_id = text.into();
        finding.title = text.into();
        finding.primary.text = text.into();
        finding.help = Some(text.into());
        finding.note = Some(text.into());
        sample
    }

    pub(in crate::render) fn report(&self) -> Report<'_> {
        Report {
            sources: &self.sources,
            findings: &self.findings,
            unassessed: &self.unassessed,
            known: &self.known,
            baseline: (!self.known.is_empty()).then_some("known.json"),
            uncertain: 0,
            fail_from: Some(Severity::Error),
            coverage: None,
        }
    }
}

fn label(file: FileId, part: &str, words: &str) -> Label {
    let at = TEXT.find(part).expect("the sample contains the part");
    Label::new(Span::new(file, at..at + part.len()), words)
}

fn because(fact: &'static str, value: &str, provenance: Provenance) -> Because {
    Because { fact, value: value.into(), provenance }
}
