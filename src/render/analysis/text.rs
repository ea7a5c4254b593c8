//! `analyze` as text: journeys, interactions, services, cycles, the plan, and how much is known. Never calls a sum of
//! percentiles a percentile.

use super::AnalysisView;
use super::json::FAILURES;
use super::plan::plan_text;
use super::show::{count, ends, percent, seconds, service, services, total, work};
use crate::analysis::{MARGIN, Missing, Slack, SuggestedTimeout, TimeoutTable, Total, expected_attempts};
use crate::architecture::{InteractionId, JourneyId};
use crate::facts::World;
use crate::graph::Level;
use crate::plan::{Crowd, Goal, Met, Outlook, crowds, pools_filled_by};
use crate::render::coverage_line;
use std::fmt::Write;

/// Lines of a list that are shown.
const SHOWN: usize = 12;

/// Everything, for a terminal.
pub fn analysis_text(view: &AnalysisView<'_>) -> String {
    let mut out = String::new();
    let crowds = crowds(view.world.analysis);
    for id in view.journeys() {
        journey(&mut out, &view.world, id, &crowds);
    }
    if view.journey.is_none() {
        interactions(&mut out, &view.world);
        service_lines(&mut out, &view.world);
        cycles(&mut out, &view.world);
    }
    match plan_text(view.world.architecture, view.plan, view.sources) {
        text if text.is_empty() => out += "Plan        no journey declares an objective to plan for\n",
        text => out += &text,
    }
    let _ = write!(out, "\n{}", coverage_line(&view.coverage));
    out
}

fn journey(out: &mut String, world: &World<'_>, id: JourneyId, crowds: &[Crowd]) {
    let _ = writeln!(out, "Journey {}", world.architecture.journey(id).id);
    depth(out, world, id);
    let outlook = Outlook::of(world.analysis, id);
    availability(out, world, id, &outlook);
    latency(out, world, id, &outlook);
    waiting(out, world, id, crowds);
    critical_path(out, world, id);
    let _ = writeln!(
        out,
        "  longest wait  {} under the configured timeouts",
        work(world.analysis.journey_work(id))
    );
    retries(out, world, id);
    timeouts(out, world, id);
    out.push('\n');
}

fn depth(out: &mut String, world: &World<'_>, id: JourneyId) {
    let (analysis, architecture) = (world.analysis, world.architecture);
    let chain = services(architecture, &analysis.worst_chain(id).services, " → ");
    let unsure = match analysis.depth_level(id) {
        Level::Operation => "",
        Level::Service => "  (by whole services: operations are not declared)",
    };
    let _ = writeln!(out, "  depth         {}: {chain}{unsure}", analysis.blocking_depth(id));
    let possible = analysis.possible_depth(id);
    if possible > analysis.blocking_depth(id) {
        let _ = writeln!(out, "                up to {possible} if calls without a declared mode block");
    }
}

fn availability(out: &mut String, world: &World<'_>, id: JourneyId, outlook: &Outlook) {
    let (analysis, architecture) = (world.analysis, world.architecture);
    let seen = analysis.availability(id);
    let mut line = match outlook.availability {
        Some(ceiling) => format!("at most {}", percent(ceiling)),
        None if seen.at_most.value < 1.0 => format!("unknown, at most {}", percent(seen.at_most.value)),
        None => "unknown".into(),
    };
    if let Some(slo) = architecture.journey(id).slo.availability {
        let verdict = verdict(outlook.meets(Goal::Availability, slo.value.get()));
        line += &format!(", objective {}: {verdict}", percent(slo.value.get()));
    }
    let _ = writeln!(out, "  availability  {line}");
    let contributions =
        analysis.availability_contributions(id).into_iter().filter(|it| it.share > 0.0).take(5);
    let shares: Vec<String> = contributions
        .map(|it| format!("{} {:.0} %", service(architecture, it.service), it.share * 100.0))
        .collect();
    if !shares.is_empty() {
        let _ = writeln!(out, "                lost to {}", shares.join(", "));
    }
    lacking(out, world, &analysis.availability_missing(id));
}

fn verdict(met: Met) -> &'static str {
    match met {
        Met::Yes => "kept",
        Met::No => "missed",
        Met::Unknown => "cannot be assessed",
    }
}

fn lacking(out: &mut String, world: &World<'_>, missing: &[Missing]) {
    if missing.is_empty() {
        return;
    }
    let shown: Vec<String> = missing.iter().take(SHOWN).map(|it| it.describe(world.architecture)).collect();
    let more = missing.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let _ = writeln!(out, "                not declared: {}{more}", shown.join(", "));
}

fn latency(out: &mut String, world: &World<'_>, id: JourneyId, outlook: &Outlook) {
    let analysis = world.analysis;
    let bounds = analysis.latency_bounds(id);
    let line = match outlook.latency {
        Some(it) => format!(
            "p50 {}, p95 {}, p99 {} if calls are independent and none fails",
            seconds(it.p50),
            seconds(it.p95),
            seconds(it.p99)
        ),
        None => "unknown".into(),
    };
    let _ = writeln!(out, "  latency       {line}");
    let (upper, sum) = (bounds.bound_p99, bounds.sum_of_p99);
    if upper != Total::Unknown || bounds.at_least > 0.0 {
        let (lower, sum) = (seconds(bounds.at_least), total(sum));
        let range = match upper {
            Total::Known(upper) => format!("between {lower} and {}", seconds(upper.value)),
            Total::Unbounded => format!("at least {lower}, and nothing limits it,"),
            Total::Unknown => format!("at least {lower}"),
        };
        let _ = writeln!(out, "                p99 {range} whatever the dependence; all p99s added: {sum}");
    }
    if let Some(slo) = world.architecture.journey(id).slo.p99 {
        let met = outlook.meets(Goal::P99, slo.value.seconds());
        let _ = writeln!(out, "                objective p99 {}: {}", slo.value, verdict(met));
    }
    lacking(out, world, &analysis.latency_missing(id));
}

/// The calls that decide the latency, and how much later the others could be.
fn critical_path(out: &mut String, world: &World<'_>, id: JourneyId) {
    let slack = world.analysis.spare_times(id);
    let name = |it: &Slack| &*world.architecture.interaction(it.interaction).id;
    let (critical, others): (Vec<_>, Vec<_>) = slack.iter().partition(|it| it.spare <= 0.0);
    if critical.is_empty() {
        return;
    }
    let objective = world.architecture.journey(id).slo.p99.map(|slo| slo.value.seconds());
    let sum = world.analysis.sum_of_p99(id).known().map(|sum| sum.value);
    let left = match objective.zip(sum).map(|(objective, sum)| objective - sum) {
        Some(left) if left >= 0.0 => format!("; slack {} if all are slow at once", seconds(left)),
        Some(over) => format!("; {} over the objective if all are slow at once", seconds(-over)),
        None => String::new(),
    };
    let names: Vec<&str> = critical.iter().take(SHOWN).copied().map(name).collect();
    let more = critical.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let _ = writeln!(out, "  critical path {}{more}{left}", names.join(", "));
    if !others.is_empty() {
        let spare = others.iter().take(SHOWN).map(|it| format!("{} {}", name(it), seconds(it.spare)));
        let _ = writeln!(out, "                to spare beside it: {}", spare.collect::<Vec<_>>().join(", "));
    }
}

/// Says which waits are not part of the latency.
fn waiting(out: &mut String, world: &World<'_>, id: JourneyId, crowds: &[Crowd]) {
    let needed = world.analysis.blocking_services(id);
    for crowd in crowds.iter().filter(|crowd| needed.contains(&crowd.service)) {
        let (name, share) = (service(world.architecture, crowd.service), crowd.utilisation * 100.0);
        let places = crowd.places;
        let _ = writeln!(
            out,
            "                without the wait for a place in {name}, whose {places} are taken by {share:.0} %: it is slower"
        );
    }
}

fn retries(out: &mut String, world: &World<'_>, id: JourneyId) {
    let factor = world.analysis.retry_factor(id).value;
    if factor.is_infinite() {
        let _ = writeln!(out, "  retries       without bound: a cycle retries");
        return;
    }
    if factor <= 1.0 {
        return;
    }
    let path = services(world.architecture, &world.analysis.retry_path(id).services, " → ");
    let at = FAILURES.map(|p| format!("{:.1} at p = {p}", expected_attempts(factor, p)));
    let _ = writeln!(out, "  retries       up to {factor} attempts per request ({}): {path}", at.join(", "));
}

fn timeouts(out: &mut String, world: &World<'_>, id: JourneyId) {
    let Some(table) = world.analysis.timeout_table(id, MARGIN) else { return };
    match table {
        TimeoutTable::Feasible(lines) => {
            let _ = writeln!(out, "  timeouts      under which nobody gives up before a callee is done:");
            lines.iter().for_each(|line| timeout_line(out, world, line));
        }
        TimeoutTable::Infeasible(lines) => {
            let _ = writeln!(out, "  timeouts      none fit the objective; it leaves too little for:");
            lines.iter().for_each(|line| timeout_line(out, world, line));
        }
        TimeoutTable::Unknown(missing) => {
            let _ = writeln!(out, "  timeouts      cannot be derived");
            lacking(out, world, &missing);
        }
        TimeoutTable::Cyclic => {
            let _ = writeln!(out, "  timeouts      cannot be derived: calls go round in a cycle");
        }
    }
}

fn timeout_line(out: &mut String, world: &World<'_>, line: &SuggestedTimeout) {
    let id = &world.architecture.interaction(line.interaction).id;
    let declared = world.architecture.interaction(line.interaction).declared.timeout;
    let now = declared.map_or_else(|| "not declared".into(), |timeout| timeout.value.to_string());
    let budget = if line.timeout > 0.0 { seconds(line.timeout) } else { "nothing".into() };
    let _ = writeln!(
        out,
        "                {id}: {budget} (needs {} at its p99; now {now})",
        seconds(line.needed)
    );
}

fn interactions(out: &mut String, world: &World<'_>) {
    let declares = |id: &InteractionId| world.architecture.interaction(*id).declared.mode.is_some();
    let waits = world
        .architecture
        .interaction_ids()
        .filter(declares)
        .filter_map(|id| Some((id, world.analysis.worst_wait(id)?, world.analysis.callee_needs(id)?)));
    let waits: Vec<_> = waits.collect();
    if waits.is_empty() {
        return;
    }
    let _ = writeln!(out, "Interactions with a waiting caller");
    for (id, wait, needs) in waits {
        let (name, ends) = (&world.architecture.interaction(id).id, ends(world.architecture, id));
        let bears = world.analysis.pressure(id).map(|pressure| match pressure.slow_tolerance {
            tolerance if tolerance > 0.0 => {
                format!("; the caller's pool bears a callee of {}", seconds(tolerance))
            }
            _ => "; the caller's pool is exhausted already".into(),
        });
        let bears = bears.unwrap_or_default();
        let _ =
            writeln!(out, "  {name} ({ends}): waits {}, the callee works {}{bears}", work(wait), work(needs));
    }
    out.push('\n');
}

fn service_lines(out: &mut String, world: &World<'_>) {
    let _ = writeln!(out, "Services");
    for id in world.architecture.service_ids() {
        let radius = world.analysis.blast_radius(id);
        let fail = if radius.is_empty() {
            String::new()
        } else {
            format!(
                "; {} with it: {}",
                count(radius.len(), "service fails", "services fail"),
                services(world.architecture, &radius, ", ")
            )
        };
        let filled = pools_filled_by(world.analysis, id).unwrap_or_default();
        let fills = match services(world.architecture, &filled, ", ") {
            names if names.is_empty() => names,
            names => format!("; while it hangs, no place is left in {names}"),
        };
        let _ = writeln!(
            out,
            "  {}: called by {}, calls {}{fail}{fills}",
            service(world.architecture, id),
            world.analysis.fan_in(id),
            world.analysis.fan_out(id)
        );
    }
    out.push('\n');
}

/// All cycles, a line each.
fn cycles(out: &mut String, world: &World<'_>) {
    for cycle in world.analysis.cycles() {
        let members = services(world.architecture, &cycle.members, ", ");
        let blocking = if cycle.all_blocking { "all calls block" } else { "some modes are not declared" };
        let _ = writeln!(out, "Cycle       {members}: {blocking}");
    }
}
