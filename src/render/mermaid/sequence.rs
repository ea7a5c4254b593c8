//! The sequence diagram of a journey: what happens before the answer, and what after. Never draws a cycle twice.

mod exchange;

use exchange::message;

use super::Diagram;
use super::call_view::{Arrival, CallView};
use super::draw::Line;
use super::script::{Actor, MOST_MESSAGES, Script};
use super::text::label;
use crate::architecture::{Architecture, InteractionId, JourneyId, JourneyStep, ServiceId, ServiceKind};
use crate::facts::Subject;
use rustc_hash::FxHashMap;
use std::collections::{BTreeSet, VecDeque};

/// Draws a journey. The declared steps give the order of the entry's calls; all others follow by identifier.
/// Messages that are handled later are shown after the answer.
pub fn sequence(architecture: &Architecture, journey: JourneyId, view: &CallView<'_>) -> Diagram {
    let mut findings: FxHashMap<InteractionId, Vec<String>> = FxHashMap::default();
    for finding in view.findings.iter().filter(|finding| finding.allowed.is_none()) {
        if let Subject::Interaction(id) = finding.subject {
            let text = format!("{}#58; {}", finding.severity.as_str(), label(&finding.rule));
            findings.entry(id).or_default().push(text);
        }
    }
    findings.values_mut().for_each(|texts| texts.sort());
    let mut walk = Walk {
        architecture,
        view,
        findings,
        script: Script::default(),
        stack: Vec::new(),
        done: BTreeSet::new(),
        later: VecDeque::new(),
        notes: BTreeSet::new(),
    };
    walk.journey(journey);
    let notes: Vec<_> = walk.notes.into_iter().map(str::to_owned).collect();
    Diagram { text: walk.script.finish(&notes), notes }
}

struct Walk<'v> {
    architecture: &'v Architecture,
    view: &'v CallView<'v>,
    findings: FxHashMap<InteractionId, Vec<String>>,
    script: Script<'v>,
    /// Operations entered and not yet left.
    stack: Vec<Arrival<'v>>,
    /// Operations drawn already.
    done: BTreeSet<Arrival<'v>>,
    later: VecDeque<Later>,
    notes: BTreeSet<&'static str>,
}

/// What happens after the answer.
enum Later {
    /// A channel hands a message to its consumer.
    Deliver(InteractionId),
    /// The receiver goes on by itself.
    Handle(InteractionId),
}

const CUT: &str = "the diagram is cut; it would have more messages than can be read";
const OPEN: &str = "some calls name no operation; calls that belong to another operation may be shown";
const UNDECIDED: &str = "a question mark and a line without arrow head: the mode is undecided";

impl<'v> Walk<'v> {
    fn journey(&mut self, id: JourneyId) {
        let journey = self.architecture.journey(id);
        let start = CallView::start(self.architecture, id);
        let waiting = journey.user_waiting.map(|waiting| waiting.value);
        let waits = waiting != Some(false);
        let client = self.architecture.service(start.service).kind() == ServiceKind::Client;
        let caller = (!client).then(|| self.id(Actor::Caller { user: waiting == Some(true) }));
        let service = self.id(Actor::Service(start.service));
        if let Some(caller) = &caller {
            let arrow = if waits { "->>" } else { "-)" };
            self.script.message(caller, arrow, &service, &start.operation.map_or("request".into(), label));
        }
        self.enter(start, &journey.steps);
        if let Some(caller) = caller.filter(|_| waits) {
            self.script.message(&service, "-->>", &caller, "answer");
        }
        self.afterwards();
        if self.notes.contains(CUT) {
            let (first, last) = self.script.span();
            let words = format!("cut here, after {MOST_MESSAGES} messages or 50 000 characters");
            self.script.note(&first, &last, &words);
        }
    }

    fn id(&mut self, actor: Actor<'v>) -> String {
        self.script.id(self.architecture, actor)
    }

    fn service(&mut self, id: ServiceId) -> String {
        self.id(Actor::Service(id))
    }

    fn afterwards(&mut self) {
        if !self.later.is_empty() {
            let (first, last) = self.script.span();
            self.script.note(&first, &last, "later, in any order");
        }
        while let Some(later) = self.later.pop_front() {
            if self.script.full() {
                self.notes.insert(CUT);
                return;
            }
            let (Later::Deliver(id) | Later::Handle(id)) = later;
            let interaction = self.architecture.interaction(id);
            let receiver = self.service(interaction.to);
            if let (Later::Deliver(_), Some(middle)) = (&later, self.middle(interaction)) {
                let middle = self.id(middle);
                self.script.message(&middle, "-)", &receiver, &message(interaction, Line::Async));
            } else if self.view.calls(self.view.arrival(id)).next().is_some()
                && !self.is_broker(interaction.to)
            {
                let words = format!("handles {}", message(interaction, Line::Async));
                self.script.note(&receiver, &receiver, &words);
            }
            self.enter(self.view.arrival(id), &[]);
        }
    }

    /// Draws what happens inside an operation, once.
    fn enter(&mut self, at: Arrival<'v>, order: &[JourneyStep]) {
        let calls: Vec<_> = self.view.calls(at).collect();
        if calls.is_empty() && order.is_empty() {
            return;
        }
        let cyclic = self.stack.contains(&at);
        if cyclic || self.done.contains(&at) {
            let here = self.service(at.service);
            let words = if cyclic { "a cycle, continues as above" } else { "continues as above" };
            self.script.note(&here, &here, words);
            return;
        }
        let during = |id: &InteractionId| self.architecture.interaction(*id).declared.during.is_some();
        if at.operation.is_none() && !self.is_broker(at.service) && calls.iter().any(during) {
            self.notes.insert(OPEN);
        }
        self.stack.push(at);
        for step in steps(self.architecture, order, &calls) {
            self.step(&step);
        }
        self.stack.pop();
        self.done.insert(at);
    }

    fn step(&mut self, together: &[InteractionId]) {
        let [_, _, ..] = together else {
            together.iter().for_each(|id| self.call(*id));
            return;
        };
        for (at, id) in together.iter().enumerate() {
            if self.script.full() && at == 0 {
                self.notes.insert(CUT);
                return;
            }
            if self.script.full() {
                self.notes.insert(CUT);
                break;
            }
            let words = message(self.architecture.interaction(*id), Line::Sync);
            self.script.line(&format!("{} {words}", if at == 0 { "par" } else { "and" }));
            self.call(*id);
        }
        self.script.line("end");
    }
}

/// The declared steps, then the remaining calls by identifier; calls of one parallel group stand together.
fn steps(
    architecture: &Architecture,
    order: &[JourneyStep],
    calls: &[InteractionId],
) -> Vec<Vec<InteractionId>> {
    let mut steps: Vec<Vec<InteractionId>> =
        order.iter().map(|step| step.interactions().iter().map(|id| id.value).collect()).collect();
    let listed: BTreeSet<_> = steps.iter().flatten().copied().collect();
    let mut groups: FxHashMap<&str, usize> = FxHashMap::default();
    for id in calls.iter().filter(|id| !listed.contains(id)) {
        let group = architecture.interaction(*id).declared.parallel.as_ref().map(|group| &*group.value);
        match group.and_then(|group| groups.get(group)) {
            Some(at) => steps[*at].push(*id),
            None => {
                groups.extend(group.map(|group| (group, steps.len())));
                steps.push(vec![*id]);
            }
        }
    }
    steps
}
