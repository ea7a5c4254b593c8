//! Hybrids as the templates see them. Never decides what runs later.

use super::{Hybrid, HybridStep, Moves, StepSource};
use crate::architecture::Timeout;
use crate::scaffold::about;
use crate::scaffold::layout::{awaited, signature};
use crate::scaffold::name::{Names, pascal};
use crate::scaffold::names::Named;
use crate::scaffold::outbound::in_code;
use crate::scaffold::plan::{Cause, Plan, Trigger};
use crate::scaffold::route::Segment;
use crate::scaffold::tell::is_hard;
use crate::scaffold::text::{code, code_cell, literal, markdown, plain};
use serde::Serialize;

/// The time that a step may take where no policy needs more, in seconds.
const STEP_TIME: f64 = 30.0;
/// What a step's own code may take beside its call, in seconds.
const BESIDE: f64 = 5.0;

/// One hybrid operation.
#[derive(Debug, Clone, Serialize)]
pub(in crate::scaffold) struct HybridView {
    /// The constant with its steps.
    pub(in crate::scaffold) constant: String,
    /// The type that finds the function of a step.
    pub(in crate::scaffold) glue: String,
    pub(in crate::scaffold) name_literal: String,
    /// Where its status is found, without the identifier.
    pub(in crate::scaffold) path_literal: String,
    pub(in crate::scaffold) path_md: String,
    pub(in crate::scaffold) route_literal: String,
    pub(in crate::scaffold) estimate: Option<String>,
    pub(in crate::scaffold) completed_literal: String,
    pub(in crate::scaffold) failed_literal: String,
    pub(in crate::scaffold) undo_literal: String,
    /// Some step can be undone.
    pub(in crate::scaffold) undoes: bool,
    pub(in crate::scaffold) steps: Vec<StepView>,
    /// In comments.
    pub(in crate::scaffold) about: Vec<String>,
    /// Paragraphs of the README.
    pub(in crate::scaffold) told_md: Vec<String>,
}

/// One of its steps.
#[derive(Debug, Clone, Serialize)]
pub(in crate::scaffold) struct StepView {
    pub(in crate::scaffold) id_literal: String,
    pub(in crate::scaffold) id_md: String,
    /// `When::…`.
    pub(in crate::scaffold) when: String,
    pub(in crate::scaffold) later: bool,
    /// Literals.
    pub(in crate::scaffold) after: Vec<String>,
    pub(in crate::scaffold) after_md: String,
    /// The channel on which its turn is told, as a literal.
    pub(in crate::scaffold) channel: String,
    /// The channel to the other service, as a literal.
    pub(in crate::scaffold) awaited: Option<String>,
    /// Longer than usual: an expression.
    pub(in crate::scaffold) time: Option<String>,
    pub(in crate::scaffold) moves_md: String,
    pub(in crate::scaffold) undo: bool,
    pub(in crate::scaffold) undo_md: String,
    pub(in crate::scaffold) run: StepFunction,
    pub(in crate::scaffold) back: StepFunction,
    /// A call without which the step fails: method and path below the callee's name, as a test's stand-in sees it.
    pub(in crate::scaffold) down: Option<(&'static str, String)>,
}

/// A function that the developer writes.
#[derive(Debug, Clone, Default, Serialize)]
pub(in crate::scaffold) struct StepFunction {
    pub(in crate::scaffold) ident: String,
    pub(in crate::scaffold) about: Vec<String>,
    pub(in crate::scaffold) signature: Vec<String>,
    pub(in crate::scaffold) body: Vec<String>,
}

/// The functions of one step.
#[derive(Debug, Clone)]
pub(in crate::scaffold) struct StepNames {
    pub(in crate::scaffold) run: String,
    pub(in crate::scaffold) undo: String,
}

/// The functions of all steps of an operation.
pub(in crate::scaffold) fn names(hybrid: &Hybrid, ident: &str, functions: &mut Names) -> Vec<StepNames> {
    let one = |step: &HybridStep| StepNames {
        run: functions.snake(&format!("{ident} {}", step.id), "step"),
        undo: functions.snake(&format!("undo {ident} {}", step.id), "step"),
    };
    hybrid.steps.iter().map(one).collect()
}

/// Where the status of an operation is found: no other route begins with it.
pub(in crate::scaffold) fn status_path(plan: &Plan, ident: &str) -> String {
    let mut path = format!("/{}/status", ident.replace('_', "-"));
    let taken = |path: &str| {
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        plan.triggers.iter().any(|trigger| match &trigger.cause {
            Cause::Request(route) => route.segments.first() == Some(&Segment::Fixed(first.to_owned())),
            Cause::Message(_) => false,
        })
    };
    while taken(&path) {
        path = format!("/accepted-{}", path.trim_start_matches('/'));
    }
    path
}

/// The prefix of an operation's own channels: no declared channel begins with it.
fn prefix(plan: &Plan, named: &Named, ident: &str) -> String {
    let mut prefix = format!("{}.{ident}", named.krate);
    let channels = plan.architecture.interactions.iter().filter_map(|it| it.declared.channel.as_ref());
    let channels: Vec<&str> = channels.map(|channel| &*channel.value).collect();
    while channels.iter().any(|channel| channel.starts_with(&prefix)) {
        prefix = format!("own.{prefix}");
    }
    prefix
}

/// A hybrid operation.
pub(in crate::scaffold) fn view(
    plan: &Plan,
    named: &Named,
    trigger: &Trigger,
    ident: &str,
    hybrid: &Hybrid,
) -> HybridView {
    let prefix = prefix(plan, named, ident);
    let path = status_path(plan, ident);
    let mut channels = Names::default();
    for own in ["completed", "failed", "undo"] {
        channels.snake(own, "step");
    }
    let writer = Writer { plan, named, hybrid, ident };
    let step = |at: usize| {
        let channel = format!("{prefix}.{}", channels.snake(&hybrid.steps[at].id, "step"));
        writer.step(at, &channel)
    };
    let steps: Vec<StepView> = (0..hybrid.steps.len()).map(step).collect();
    let label = plain(&trigger.label, 120);
    let alone = plan.triggers.iter().filter(|other| plain(&other.label, 120) == label).count() == 1;
    HybridView {
        constant: ident.to_uppercase(),
        glue: format!("{}Steps", pascal(ident)),
        name_literal: literal(&if alone { label } else { format!("{label} ({ident})") }),
        route_literal: literal(&format!("{path}/{{id}}")),
        path_md: format!("{path}/{{id}}"),
        path_literal: literal(&path),
        estimate: hybrid.estimate.map(in_code),
        completed_literal: literal(&format!("{prefix}.completed")),
        failed_literal: literal(&format!("{prefix}.failed")),
        undo_literal: literal(&format!("{prefix}.undo")),
        undoes: steps.iter().any(|step| step.undo),
        steps,
        about: writer.about(),
        told_md: super::told::told(plan, trigger, hybrid, &prefix),
    }
}

struct Writer<'a> {
    plan: &'a Plan<'a>,
    named: &'a Named,
    hybrid: &'a Hybrid,
    ident: &'a str,
}

impl Writer<'_> {
    fn about(&self) -> Vec<String> {
        let by: Vec<String> = self.hybrid.by.iter().map(|id| code(&self.plan.interaction(*id).id)).collect();
        vec![format!("Hybrid by {}: {}.", by.join(", "), source(self.plan, self.hybrid))]
    }

    fn step(&self, at: usize, channel: &str) -> StepView {
        let step = &self.hybrid.steps[at];
        let names = &self.named.later[self.ident][at];
        let after = step.after.iter().map(|first| &self.hybrid.steps[*first].id);
        let awaited = match &step.moves {
            Moves::Answered(_, channel) if step.later => Some(channel),
            _ => None,
        };
        let when = match (step.later, awaited) {
            (false, _) => "When::Now".to_owned(),
            (true, None) => format!("When::Later({})", literal(channel)),
            (true, Some(other)) => {
                format!("When::Awaited({}, {})", literal(channel), literal(&format!("{other}.outcome")))
            }
        };
        StepView {
            id_literal: literal(&step.id),
            id_md: code_cell(&step.id),
            when,
            later: step.later,
            after: after.clone().map(|id| literal(id)).collect(),
            after_md: after.map(|id| code_cell(id)).collect::<Vec<_>>().join(", "),
            channel: literal(channel),
            awaited: awaited.map(|channel| literal(channel)),
            time: self.time(step).map(in_code),
            moves_md: super::told::moves(self.plan, step),
            undo: step.compensation.is_some(),
            undo_md: step.compensation.as_deref().map(markdown).unwrap_or_default(),
            run: self.run(step, &names.run),
            back: self.back(step, &names.undo),
            down: self.down(step),
        }
    }

    /// How long one attempt may take, where that is more than usual.
    fn time(&self, step: &HybridStep) -> Option<f64> {
        let Moves::Call(id) = step.moves else { return None };
        let declared = &self.plan.interaction(id).declared;
        let timeout = declared.timeout.and_then(|timeout| match timeout.value {
            Timeout::None => None,
            other => other.after(),
        })?;
        let attempts = declared.attempts.map_or(1.0, |attempts| f64::from(attempts.value.max(1)));
        let pause = declared.backoff.map_or(0.0, |backoff| backoff.value.seconds());
        let doubled: f64 = 2.0_f64.powf((attempts - 1.0).min(10.0)) - 1.0;
        let most = attempts * timeout.seconds() + pause * doubled + BESIDE;
        (most > STEP_TIME).then(|| most.ceil())
    }

    fn run(&self, step: &HybridStep, ident: &str) -> StepFunction {
        let answered = matches!(step.moves, Moves::Answered(..));
        let returns = if answered { "Result<String, Failure>" } else { "Result<(), Failure>" };
        let body = self.body(step);
        let turn = if body.iter().any(|line| !line.starts_with("//") && line.contains("turn.")) {
            "turn"
        } else {
            "_turn"
        };
        let request = format!("payload::{}Request", pascal(self.ident));
        let mut about = vec![format!("Step {}, {}.", code(&step.id), super::told::moves(self.plan, step))];
        about.extend(step.moves.interaction().into_iter().flat_map(|id| about::origin(self.plan, id)));
        if answered {
            about.push("Returns the identifier of the message whose outcome is awaited.".to_owned());
        }
        let parameters = [format!("_request: {request}"), format!("{turn}: &mut Turn<'_>")];
        StepFunction {
            ident: ident.to_owned(),
            about,
            signature: signature(ident, &parameters, returns),
            body,
        }
    }

    fn body(&self, step: &HybridStep) -> Vec<String> {
        let mut lines = Vec::new();
        match &step.moves {
            Moves::Call(id) => {
                let hard = is_hard(self.plan, *id);
                let call = format!("{}()", self.named.calls[id]);
                lines.extend(awaited("", "self", &call, if hard { "?;" } else { ";" }));
                lines.push("Ok(())".to_owned());
            }
            Moves::Answered(id, _) => {
                lines.push("let transaction = turn.begin().await?;".to_owned());
                lines.extend(awaited("", "self", &format!("{}(transaction)", self.named.publishing[id]), ""));
            }
            Moves::Handed(id) => {
                lines.push("let transaction = turn.begin().await?;".to_owned());
                let call = format!("{}(transaction)", self.named.publishing[id]);
                lines.extend(awaited("", "self", &call, "?;"));
                lines.push("Ok(())".to_owned());
            }
            Moves::Own => {
                lines.push(
                    "// Yours: what you write in this transaction is committed with the step.".to_owned(),
                );
                lines.push("turn.begin().await?;".to_owned());
                lines.push("Ok(())".to_owned());
            }
        }
        lines
    }

    fn back(&self, step: &HybridStep, ident: &str) -> StepFunction {
        let text = step.compensation.as_deref().unwrap_or_default();
        let parameters =
            [format!("_request: payload::{}Request", pascal(self.ident)), "_turn: &mut Turn<'_>".to_owned()];
        StepFunction {
            ident: ident.to_owned(),
            about: vec![
                format!("Undoes step {}: {}.", code(&step.id), code(text)),
                "It may be called again after a crash: what it does to others must bear that.".to_owned(),
            ],
            signature: signature(ident, &parameters, "Result<(), Failure>"),
            body: vec!["Ok(())".to_owned()],
        }
    }

    fn down(&self, step: &HybridStep) -> Option<(&'static str, String)> {
        let Moves::Call(id) = step.moves else { return None };
        (step.later && is_hard(self.plan, id)).then(|| {
            let mut route = self.plan.route(id);
            route.align(&mut std::collections::BTreeMap::new());
            let callee = &self.named.callees[&self.plan.interaction(id).to];
            (route.method, literal(&format!("/{callee}{}", route.path())))
        })
    }
}

/// Where the steps come from, after a colon.
pub(super) fn source(plan: &Plan, hybrid: &Hybrid) -> String {
    match hybrid.source {
        StepSource::Declared(id) => format!("its steps are those of {}", code(&plan.interaction(id).id)),
        StepSource::Calls => {
            "no steps are declared, so what it calls is divided by when the result is needed".to_owned()
        }
        StepSource::Assumed => {
            "no steps are declared and nothing is called, so validate now and fulfil later".to_owned()
        }
    }
}
