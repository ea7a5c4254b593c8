//! Processor time of all threads instead of wall time, so that what else runs on a shared machine counts as little as it
//! can; wall time where `SYNCWISE_CLOCK=wall` asks for it. Never counts a thread that has ended.

use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// Measures the time the processors spent on us; wall time where Linux does not tell.
pub(crate) struct Processor;

static WALL: WallTime = WallTime;
static START: LazyLock<Instant> = LazyLock::new(Instant::now);
static IS_WALL: LazyLock<bool> =
    LazyLock::new(|| std::env::var_os("SYNCWISE_CLOCK").is_some_and(|clock| clock == "wall"));

impl Processor {
    /// The first numbers of `/proc/self/task/*/schedstat`, summed: nanoseconds on a processor.
    fn now() -> Duration {
        if *IS_WALL {
            return START.elapsed();
        }
        let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
        let spent: u64 = tasks.filter_map(|task| spent(&task.path())).sum();
        if spent == 0 { START.elapsed() } else { Duration::from_nanos(spent) }
    }
}

fn spent(task: &Path) -> Option<u64> {
    std::fs::read_to_string(task.join("schedstat")).ok()?.split_whitespace().next()?.parse().ok()
}

impl Measurement for Processor {
    type Intermediate = Duration;
    type Value = Duration;

    fn start(&self) -> Duration {
        Self::now()
    }

    fn end(&self, start: Duration) -> Duration {
        Self::now().saturating_sub(start)
    }

    fn add(&self, one: &Duration, other: &Duration) -> Duration {
        *one + *other
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        value.as_nanos() as f64
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        WALL.formatter()
    }
}
