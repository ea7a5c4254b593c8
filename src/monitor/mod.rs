//! Monitoring: alert rules with their tests, a dashboard and a page, for the metrics that generated services export.
//! Never invents a threshold, and never touches the disk: what is not declared is listed as not watched.
//!
//! A [`scene`] says what of the architecture shows in metrics. Each room beside it watches one kind of thing and fills a
//! [`Section`] per service, which [`rules`], [`trial`], [`page`] and [`dashboard`] write down.

mod alert;
mod burn;
mod call;
mod channel;
mod dashboard;
mod journey;
pub mod metric;
mod page;
mod query;
mod rules;
mod runbook;
mod scene;
mod service;
mod trial;
mod yaml;

use crate::architecture::{InteractionId, Mode, ServiceId};
use crate::facts::World;
use alert::{Family, Gap, Recording};
use channel::Channel;
use metric::Metric;
use scene::{Names, Scene, Shape};
use std::collections::BTreeMap;

/// What was decided, beyond what the architecture declares.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The mode that each interaction gets: the declared one, else the recommended one. Without either it is sync.
    pub modes: BTreeMap<InteractionId, Mode>,
    /// The number of the decision record, where there is one.
    pub records: BTreeMap<InteractionId, u32>,
    /// Only this service.
    pub service: Option<ServiceId>,
}

/// A file of the monitoring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonitorFile {
    /// Relative, with forward slashes.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// What is watched, and what is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Monitors {
    /// Rules and their tests per service, the dashboard and the page.
    pub files: Vec<MonitorFile>,
    /// Alerts in all files.
    pub alerts: usize,
    /// Things that are not watched because something is not declared.
    pub unwatched: usize,
}

/// Upper bounds of buckets, in seconds, that the rules rely on.
pub type Bounds = Vec<(Metric, f64)>;

/// What is watched at one service.
#[derive(Debug, Default)]
struct Section {
    recordings: Vec<Recording>,
    families: Vec<Family>,
    gaps: Vec<Gap>,
    bounds: Bounds,
}

/// The files of the monitoring. `file_name` makes a name for a file of the name of a service, each time another one.
pub fn monitors(world: &World<'_>, context: &Context, file_name: &mut dyn FnMut(&str) -> String) -> Monitors {
    let names = Names::of(world.architecture);
    let scene = Scene { world, context, names: &names };
    let (sections, gaps) = sections(&scene);
    let mut files = Vec::new();
    let mut named = Vec::new();
    for (service, section) in &sections {
        let name = file_name(scene.name(*service));
        files.push(MonitorFile {
            path: format!("rules/{name}.yml"),
            text: rules::written(&scene, *service, section),
        });
        files.push(MonitorFile {
            path: format!("tests/{name}.yml"),
            text: trial::written(&scene, *service, &name, section),
        });
        named.push((*service, name, section));
    }
    files.push(MonitorFile { path: "dashboard.json".into(), text: dashboard::written(&scene, &sections) });
    files.push(MonitorFile { path: "MONITORS.md".into(), text: page::written(&scene, &named, &gaps) });
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let all = || sections.values();
    Monitors {
        files,
        alerts: all().flat_map(|section| &section.families).map(|family| family.alerts.len()).sum(),
        unwatched: gaps.len() + all().map(|section| section.gaps.len()).sum::<usize>(),
    }
}

/// The upper bounds of buckets that the rules about each service rely on.
pub fn bounds(world: &World<'_>, context: &Context) -> BTreeMap<ServiceId, Bounds> {
    let names = Names::of(world.architecture);
    let (sections, _) = sections(&Scene { world, context, names: &names });
    sections.into_iter().map(|(service, section)| (service, section.bounds)).collect()
}

/// What is watched per service, and what of the whole system is not.
fn sections(scene: &Scene<'_>) -> (BTreeMap<ServiceId, Section>, Vec<Gap>) {
    let wanted = |id: &ServiceId| scene.is_ours(*id) && scene.context.service.is_none_or(|only| only == *id);
    let mut sections: BTreeMap<ServiceId, Section> =
        scene.architecture().service_ids().filter(wanted).map(|id| (id, Section::default())).collect();
    let (objectives, mut gaps) = journey::objectives(scene);
    if scene.context.service.is_some() {
        gaps.clear();
    }
    for objective in &objectives {
        if let Some(section) = sections.get_mut(&objective.service) {
            journey::watch(scene, objective, section);
        }
    }
    for (id, section) in &mut sections {
        calls(scene, *id, section);
        channels(scene, *id, section);
        service::watch(scene, *id, section);
        service::buckets(scene, *id, section);
    }
    (sections, gaps)
}

fn calls(scene: &Scene<'_>, service: ServiceId, section: &mut Section) {
    let mut made = Vec::new();
    for id in scene.outgoing(service) {
        match scene.shape(id) {
            Shape::Call | Shape::Accepted => {
                call::watch(scene, id, section);
                made.push(id);
            }
            Shape::Message if scene.is_deferred(id) => {
                call::watch(scene, id, section);
                made.push(id);
            }
            Shape::Message => {}
            Shape::Storage => {
                section.gaps.push(left_out(scene, id, "generated services do not measure what a driver does"))
            }
            Shape::Foreign => {
                section.gaps.push(left_out(scene, id, "generated services do not speak its protocol"))
            }
        }
    }
    call::dependencies(scene, service, &made, section);
    for id in scene.incoming(service).filter(|id| scene.shape(*id) == Shape::Accepted) {
        channel::completions(scene, id, section);
    }
}

fn left_out(scene: &Scene<'_>, id: InteractionId, because: &str) -> Gap {
    let about = format!("interaction {}", scene::quoted(&scene.interaction(id).id));
    Gap { about, what: "anything", because: because.to_owned() }
}

fn channels(scene: &Scene<'_>, service: ServiceId, section: &mut Section) {
    let (mut consumed, mut published) = (BTreeMap::<&str, Vec<_>>::new(), BTreeMap::<&str, Vec<_>>::new());
    let messages = |id: &InteractionId| scene.shape(*id) == Shape::Message;
    for id in scene.outgoing(service).filter(messages) {
        published.entry(scene.channel(id)).or_default().push(id);
    }
    // An external service consumes nothing itself: the publisher calls it from a queue of its own.
    let deferred = scene.outgoing(service).filter(|id| scene.is_deferred(*id));
    let arriving = scene.incoming(service).filter(messages).filter(|id| !scene.is_deferred(*id));
    for id in arriving.chain(deferred) {
        consumed.entry(scene.channel(id)).or_default().push(id);
    }
    if !consumed.is_empty() || !published.is_empty() {
        service::storage(scene, service, section);
    }
    for (name, interactions) in consumed {
        Channel { scene, service, name, interactions }.consumed(section);
    }
    for (name, interactions) in published {
        Channel { scene, service, name, interactions }.published(section);
    }
}
