//! Health: whether this process can accept work, and the state of what it depends on. Never probes while a request waits.
//!
//! `/health/live` says that the process answers at all. `/health/ready` says whether traffic should come here: 503 only
//! while the process starts or stops, or lacks what it needs itself to accept anything, such as its own store. A callee
//! or a broker that is down shows as `degraded` with 200: taking every instance out of service because something they
//! share is down would turn a part that fails into a whole that fails.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use tokio::task::AbortHandle;

mod probe;

pub use probe::{Probe, ProbeError, Probing, connects, probe};

/// What a dependency is to this process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    /// Nothing can be accepted without it: not ready while it is down.
    Own,
    /// Some operations fail without it.
    Hard,
    /// Some operations answer with less without it.
    Soft,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Condition {
    Unknown,
    Up,
    Down,
}

/// How dependencies are probed.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Pause between two probes of one dependency.
    pub every: Duration,
    /// A probe that takes longer has failed.
    pub patience: Duration,
    /// Failures in a row after which a dependency that was up counts as down.
    pub failures: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            every: Duration::from_secs(5),
            patience: Duration::from_secs(1),
            failures: 2,
        }
    }
}

struct Dependency {
    name: String,
    need: Need,
    state: Mutex<Observed>,
}

#[derive(Clone, Copy)]
struct Observed {
    condition: Condition,
    since: Instant,
    failures: u32,
}

/// The state of this process and of its dependencies. Probing ends when the last clone is dropped.
#[derive(Clone)]
pub struct Health(Arc<Shared>);

struct Shared {
    dependencies: Vec<Arc<Dependency>>,
    stopping: AtomicBool,
    probes: Vec<AbortHandle>,
}

impl Drop for Shared {
    fn drop(&mut self) {
        for probe in &self.probes {
            probe.abort();
        }
    }
}

/// The list of dependencies while it is made.
#[derive(Default)]
pub struct Dependencies(Vec<(Arc<Dependency>, Probe)>);

impl Dependencies {
    /// Adds a dependency.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, need: Need, probe: Probe) -> Self {
        let state = Observed {
            condition: Condition::Unknown,
            since: Instant::now(),
            failures: 0,
        };
        let dependency = Dependency {
            name: name.into(),
            need,
            state: Mutex::new(state),
        };
        self.0.push((Arc::new(dependency), probe));
        self
    }

    /// Begins to probe, in the background. Must be called within a tokio runtime.
    #[must_use]
    pub fn watch(self, pace: Pace) -> Health {
        let mut shared = Shared {
            dependencies: Vec::new(),
            stopping: AtomicBool::new(false),
            probes: Vec::new(),
        };
        for (dependency, probe) in self.0 {
            let watching = watch(Arc::clone(&dependency), probe, pace);
            shared.probes.push(tokio::spawn(watching).abort_handle());
            shared.dependencies.push(dependency);
        }
        Health(Arc::new(shared))
    }
}

async fn watch(dependency: Arc<Dependency>, probe: Probe, pace: Pace) {
    loop {
        let found = match tokio::time::timeout(pace.patience, probe()).await {
            Ok(found) => found,
            Err(_) => Err(ProbeError(format!("no answer within {:?}", pace.patience))),
        };
        dependency.learn(&found, pace.failures);
        // Instances that started together must not probe together.
        tokio::time::sleep(pace.every.mul_f64(0.8 + 0.4 * fastrand::f64())).await;
    }
}

impl Dependency {
    fn observed(&self) -> Observed {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn learn(&self, found: &Result<(), ProbeError>, failures: u32) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.failures = if found.is_ok() {
            0
        } else {
            state.failures.saturating_add(1)
        };
        let condition = match (found, state.condition) {
            (Ok(()), _) => Condition::Up,
            (Err(_), Condition::Up) if state.failures < failures => Condition::Up,
            (Err(_), _) => Condition::Down,
        };
        if condition != state.condition {
            state.condition = condition;
            state.since = Instant::now();
            match found {
                Ok(()) => tracing::info!(dependency = self.name, "up"),
                Err(error) => tracing::warn!(dependency = self.name, %error, "down"),
            }
        }
        super::metrics::dependency(self.name.clone(), condition == Condition::Up);
    }
}

impl Health {
    /// From now on not ready: whoever balances load sends nothing more here, while requests in flight are finished.
    pub fn stop(&self) {
        self.0.stopping.store(true, Ordering::Relaxed);
    }

    /// `/health/live` and `/health/ready`.
    pub fn router(self) -> Router {
        Router::new()
            .route("/health/live", get(live))
            .route("/health/ready", get(ready))
            .with_state(self)
    }

    fn report(&self) -> Report {
        let states: Vec<_> = self
            .0
            .dependencies
            .iter()
            .map(|dependency| (dependency, dependency.observed()))
            .collect();
        let lacks = |condition| {
            let mut own = states.iter().filter(|(it, _)| it.need == Need::Own);
            own.any(|(_, observed)| observed.condition == condition)
        };
        let status = if self.0.stopping.load(Ordering::Relaxed) {
            Status::Stopping
        } else if lacks(Condition::Down) {
            Status::Unavailable
        } else if lacks(Condition::Unknown) {
            Status::Starting
        } else if states
            .iter()
            .any(|(_, observed)| observed.condition == Condition::Down)
        {
            Status::Degraded
        } else {
            Status::Ready
        };
        let line = |(dependency, observed): (&Arc<Dependency>, Observed)| Line {
            name: dependency.name.clone(),
            need: dependency.need,
            state: observed.condition,
            seconds: observed.since.elapsed().as_secs(),
        };
        Report {
            status,
            dependencies: states.into_iter().map(line).collect(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Ready,
    Degraded,
    Starting,
    Stopping,
    Unavailable,
}

#[derive(Debug, Serialize)]
struct Report {
    status: Status,
    dependencies: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    name: String,
    need: Need,
    state: Condition,
    /// For how long it has been so.
    seconds: u64,
}

#[derive(Debug, Serialize)]
struct Live {
    status: &'static str,
}

async fn live() -> Json<Live> {
    Json(Live { status: "live" })
}

async fn ready(State(health): State<Health>) -> (StatusCode, Json<Report>) {
    let report = health.report();
    let code = match report.status {
        Status::Ready | Status::Degraded => StatusCode::OK,
        Status::Starting | Status::Stopping | Status::Unavailable => {
            StatusCode::SERVICE_UNAVAILABLE
        }
    };
    (code, Json(report))
}

#[cfg(test)]
mod tests;
