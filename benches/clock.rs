//! Processor time instead of wall time, so that what else runs on a shared machine counts as little as it can. Never
//! sees more than the main thread, which is all that syncwise uses.

use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// Measures the time the processor spent on us; wall time where Linux does not tell.
pub(crate) struct Processor;

static WALL: WallTime = WallTime;
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

impl Processor {
    /// The first number of `/proc/self/schedstat`: nanoseconds on a processor.
    fn now() -> Duration {
        let spent = std::fs::read_to_string("/proc/self/schedstat").ok();
        let nanoseconds = spent.and_then(|text| text.split_whitespace().next()?.parse().ok());
        nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
    }
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
