//! The table that tests what becomes of each operation when a dependency fails. Never expects what is not declared.

use super::hybrid::Hybrid;
use super::names::Named;
use super::part::is_grpc;
use super::plan::{Cause, Plan, Shape, Trigger};
use super::route::{Route, Segment};
use super::text::{code, literal};
use super::view::{Case, Down};
use crate::architecture::{FailureEffect, InteractionId};
use std::collections::BTreeMap;

/// Per trigger: all is well, then each of its calls down.
pub(super) fn cases(plan: &Plan, named: &Named) -> Vec<Case> {
    let mut cases = Vec::new();
    for trigger in &plan.triggers {
        let hybrid = Hybrid::of(plan, trigger);
        let fine = if hybrid.is_some() { 202 } else { 200 };
        cases.push(case(plan, trigger, format!("{}: all is well", code(&trigger.label)), None, fine));
        let later = |id: InteractionId| hybrid.as_ref().is_some_and(|hybrid| hybrid.makes_later(id));
        let calls = trigger.makes.iter().flatten().filter(|id| plan.shape(**id) == Shape::Call);
        let calls: Vec<_> = calls.filter(|id| !later(**id)).collect();
        for id in &calls {
            let place = place(plan, named, **id);
            let hit = calls.iter().filter(|other| place.hits(&self::place(plan, named, ***other)));
            let hard = hit.into_iter().any(|other| plan.effect(**other) == FailureEffect::Fail);
            let about =
                format!("{} down: {}", code(&plan.interaction(**id).id), super::about::effect(plan, **id));
            let down = Down { method: place.route.method, path: literal(&place.path()) };
            cases.push(case(plan, trigger, about, Some(down), if hard { 502 } else { fine }));
        }
    }
    cases
}

fn case(plan: &Plan, trigger: &Trigger, about: String, down: Option<Down>, status: u16) -> Case {
    let (method, path, channel) = match &trigger.cause {
        Cause::Request(route) => (route.method, literal(&route.sample()), None),
        Cause::Message(channel) => ("POST", String::new(), Some(literal(channel))),
    };
    let grpc = super::assemble::speaks_grpc(plan, trigger);
    Case { about, method, path, grpc, channel, down, status }
}

/// Where a call arrives at the stand-in for all callees.
struct Place {
    callee: String,
    route: Route,
    /// Procedures are told apart by their path alone.
    grpc: bool,
}

fn place(plan: &Plan, named: &Named, id: InteractionId) -> Place {
    let mut route = plan.route(id);
    route.align(&mut BTreeMap::new());
    Place { callee: named.callees[&plan.interaction(id).to].clone(), route, grpc: is_grpc(plan, id) }
}

impl Place {
    fn path(&self) -> String {
        if self.grpc { self.route.path() } else { format!("/{}{}", self.callee, self.route.path()) }
    }

    /// Whether a failure here also meets a call there, whose parameters are empty in tests.
    fn hits(&self, other: &Self) -> bool {
        let fits = |(own, theirs): (&Segment, &Segment)| match (own, theirs) {
            (Segment::Fixed(own), Segment::Fixed(theirs)) => own == theirs,
            (Segment::Fixed(_), Segment::Parameter(_)) => false,
            (Segment::Parameter(_), _) => true,
        };
        let (own, theirs) = (&self.route, &other.route);
        self.grpc == other.grpc
            && (self.grpc || self.callee == other.callee)
            && own.method == theirs.method
            && own.trailing == theirs.trailing
            && own.segments.len() == theirs.segments.len()
            && own.segments.iter().zip(&theirs.segments).all(fits)
    }
}
