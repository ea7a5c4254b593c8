//! One decision with its whole case on one screen. Never shows a term that it does not explain.

use super::DecisionView;
use super::assumed::{defaults, risky_assumptions};
use super::flips::nearest_flips;
use super::layout::{Paint, fit, plain, wrap};
use super::sides::{Sides, sides};
use super::speech::{Speaker, join};
use super::verdict::{
    agreement, blocking, capital, conflict_words, mode_phrase, provenance_word, recommendation,
    verdict_sentence,
};
use crate::architecture::{Choice as _, Mode};
use crate::decision::{MODES, Obligation, Reason, Standing};
use crate::facts::{FactId, Provenance, Subject, SubjectKind};
use crate::render::place::Places;
use crate::source::SourceMap;

/// Reasons shown for the decision.
const PRO: usize = 4;
/// Reasons shown against it.
const CONTRA: usize = 3;
/// Changes shown.
const FLIPS: usize = 3;
/// Obligations shown.
const WORK: usize = 4;

/// How a page is laid out.
#[derive(Debug, Clone, Copy)]
pub struct PageOptions {
    /// Columns of the terminal; a page uses from 60 to 100 of them.
    pub columns: usize,
    /// Whether to use colour.
    pub color: bool,
}

/// The decision on one interaction: what to do and how sure that is, how each mode fares, what speaks for and against
/// it and where that is declared, what would change it, what to ask first, and what has to be built.
pub fn decision_page(view: &DecisionView<'_>, sources: &SourceMap, options: PageOptions) -> String {
    let columns = options.columns.clamp(60, 100);
    let mut page = Page { out: String::new(), columns, color: options.color };
    let speaker = Speaker::named(*view, plain, plain);
    page.head(view);
    page.modes(view);
    page.reasons(view, &speaker, sources);
    page.parts(view);
    page.flips(view, &speaker);
    page.questions(view, &speaker);
    page.assumptions(view, &speaker);
    page.work(view);
    page.out
}

struct Page {
    out: String,
    columns: usize,
    color: bool,
}

impl Page {
    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    fn title(&mut self, text: &str) {
        self.out.push('\n');
        let text = Paint::Bold.on(text, self.color);
        self.line(&text);
    }

    /// A paragraph whose first line begins with `lead`, indented by two.
    fn item(&mut self, lead: &str, text: &str) {
        let indent = 2 + super::layout::width(lead);
        for (index, line) in wrap(text, self.columns - indent).into_iter().enumerate() {
            let lead = if index == 0 { lead.to_owned() } else { " ".repeat(indent - 2) };
            self.line(&format!("  {lead}{line}"));
        }
    }

    fn more(&mut self, number: usize) {
        if number > 0 {
            self.line(&format!("  … and {number} more, with `--format json`"));
        }
    }

    fn head(&mut self, view: &DecisionView<'_>) {
        let operation = view.operation().map(|name| format!(" ({})", plain(name))).unwrap_or_default();
        let ends = format!("{} → {}{operation}", plain(&view.from().name), plain(&view.to().name));
        let name = Paint::Bold.on(&plain(view.name()), self.color);
        self.line(&format!("{name}  {ends}"));
        self.out.push('\n');
        let advice = format!("{}; {}.", capital(&recommendation(view)), agreement(view));
        let paint = if view.deviates() { Paint::Red } else { Paint::Green };
        for line in wrap(&advice, self.columns) {
            let line = paint.on(&line, self.color);
            self.line(&line);
        }
        let verdict = match conflict_words(view.decision) {
            Some(words) => format!("{} {}.", verdict_sentence(view), capital(words)),
            None => verdict_sentence(view),
        };
        wrap(&verdict, self.columns).iter().for_each(|line| self.line(line));
    }

    fn modes(&mut self, view: &DecisionView<'_>) {
        self.title("How each mode fares, from -1 (does not fit) to +1 (fits in every respect)");
        for mode in MODES {
            let best = view.decision.recommended == Some(mode);
            let mark = if best { "▸" } else { " " };
            let vetoes = blocking(view, mode);
            let lead = match vetoes.is_empty() {
                true => format!("{mark} {}{:>+6.2}  ", fit(mode.word(), 7), view.decision.score(mode).mean),
                false => format!("{mark} {}{:>6}  ", fit(mode.word(), 7), "–"),
            };
            let reasons: Vec<String> =
                vetoes.iter().map(|index| plain(&view.method.vetoes()[*index].reason)).collect();
            let text = match vetoes.is_empty() {
                true => mode_phrase(mode).to_owned(),
                false => format!("not possible: {}", reasons.join("; and ")),
            };
            self.item(&lead, &text);
        }
    }

    fn reasons(&mut self, view: &DecisionView<'_>, speaker: &Speaker<'_>, sources: &SourceMap) {
        let Sides { winner, pro, contra } = sides(view);
        let first = pro.iter().chain(&contra).map(|reason| reason.contribution.abs());
        let largest = first.fold(0.0, f64::max);
        // The two parts of a hybrid take the place of a line here and of one among the work.
        let most = PRO - usize::from(winner == Mode::Hybrid);
        let hidden = pro.len().saturating_sub(most) + contra.len().saturating_sub(CONTRA);
        for (side, shown) in [(pro, most), (contra, CONTRA)] {
            let Some(first) = side.first() else { continue };
            self.title(&match view.decision.runner_up.filter(|_| first.favours == winner) {
                Some(rival) => format!("What speaks for {winner}, rather than {rival}"),
                None => format!("What speaks for {}", first.favours),
            });
            for reason in side.iter().take(shown) {
                let lead = fit(strength(reason.contribution.abs(), largest), 4);
                let origin = origin(view, reason, sources);
                self.item(&lead, &format!("{} ({origin})", speaker.clause(&reason.fact, &reason.value)));
            }
        }
        self.more(hidden);
    }

    fn parts(&mut self, view: &DecisionView<'_>) {
        if view.decision.recommended != Some(Mode::Hybrid) {
            return;
        }
        let split = &view.evidence.partition;
        self.title("The two parts");
        let names = |names: Vec<&str>| join(&names.into_iter().map(plain).collect::<Vec<_>>());
        self.item("now    ", &names(split.now_names().collect()));
        self.item("later  ", &names(split.later_names().collect()));
    }

    fn flips(&mut self, view: &DecisionView<'_>, speaker: &Speaker<'_>) {
        let flips = nearest_flips(speaker, view);
        if flips.is_empty() {
            return;
        }
        self.title("What would change it, the nearest first");
        let (leading, breaking): (Vec<_>, Vec<_>) = flips.iter().partition(|flip| flip.to.is_some());
        let shown = FLIPS - usize::from(!breaking.is_empty());
        for flip in leading.iter().take(shown) {
            let to = flip.to.map_or("none", |mode| mode.word());
            self.item(&format!("→ {}", fit(to, 7)), &format!("if {}", plain(&flip.condition)));
        }
        if let Some(first) = breaking.first() {
            let others = match breaking.len() - 1 {
                0 => String::new(),
                1 => ", and with 1 other change".into(),
                number => format!(", and with {number} other changes"),
            };
            self.item("nothing is possible ", &format!("if {}{others}", plain(&first.condition)));
        }
        self.more(leading.len().saturating_sub(shown));
    }

    fn questions(&mut self, view: &DecisionView<'_>, speaker: &Speaker<'_>) {
        let argument = view.argument;
        let asked = argument.ask_first.iter().chain(&argument.ask_next);
        let mut seen = std::collections::BTreeSet::new();
        let asked: Vec<_> = asked.filter(|question| seen.insert(&question.fact)).take(2).collect();
        if asked.is_empty() {
            return;
        }
        self.title("What to find out first");
        for question in asked {
            let text = match &question.text {
                Some(text) => plain(text),
                None => capital(&speaker.open(&question.fact)),
            };
            self.item("", &format!("{text} (`{}`)", plain(&question.fact)));
        }
    }

    fn assumptions(&mut self, view: &DecisionView<'_>, speaker: &Speaker<'_>) {
        let assumed: Vec<String> =
            risky_assumptions(view, plain, plain).into_iter().chain(defaults(speaker)).collect();
        if !assumed.is_empty() {
            self.title("What is taken for granted");
            self.item("", &format!("{}.", capital(&assumed.join("; "))));
        }
    }

    fn work(&mut self, view: &DecisionView<'_>) {
        let work = &view.argument.obligations;
        if work.is_empty() {
            return;
        }
        let declared = &view.interaction().declared;
        let (done, todo): (Vec<Obligation>, Vec<Obligation>) =
            work.iter().copied().partition(|it| it.standing(declared) == Standing::Done);
        let is_hybrid = view.decision.recommended == Some(Mode::Hybrid);
        let shown = WORK - usize::from(is_hybrid) - usize::from(!done.is_empty());
        self.title("What has to be built with it");
        for it in todo.iter().take(shown) {
            let missing = it.standing(declared) == Standing::Missing;
            self.item("- ", &format!("{}{}", it.text(), if missing { " (declared as missing)" } else { "" }));
        }
        self.more(todo.len().saturating_sub(shown));
        if !done.is_empty() {
            let done: Vec<&str> = done.iter().map(|it| it.text()).collect();
            self.item("declared already: ", &done.join("; "));
        }
    }
}

/// Three marks for what weighs most, one for what weighs little beside it.
fn strength(size: f64, largest: f64) -> &'static str {
    match size / largest {
        share if share > 0.66 => "+++",
        share if share > 0.33 => "++",
        _ => "+",
    }
}

/// `declared at shop.toml:12`, `derived`, `assumed`.
fn origin(view: &DecisionView<'_>, reason: &Reason, sources: &SourceMap) -> String {
    let word = provenance_word(reason.provenance);
    if !matches!(reason.provenance, Provenance::Declared | Provenance::Measured | Provenance::Imported) {
        return word.to_owned();
    }
    let fact = FactId::named(SubjectKind::Interaction, &reason.fact);
    let origins = fact.map(|fact| fact.origins(&view.world, Subject::Interaction(view.id)));
    match origins.as_deref().and_then(<[_]>::first) {
        Some(origin) => {
            let places = Places::new(sources);
            let line = places.position(origin.span.file, origin.span.start as usize).line;
            format!("{word} at {}:{line}", plain(sources.file(origin.span.file).name()))
        }
        None => word.to_owned(),
    }
}
