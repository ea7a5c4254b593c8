//! A circuit breaker: stops asking a callee that keeps failing, and tries one attempt after a pause. Never judges what a
//! failure is; who settles an attempt says so.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// When a breaker opens and when it tries again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold {
    /// The time over which attempts are counted.
    pub window: Duration,
    /// Attempts within the window below which nothing is concluded.
    pub at_least: u32,
    /// The share of failed attempts at which it opens.
    pub share: f64,
    /// How long it stays open before one attempt is let through.
    pub pause: Duration,
}

impl Threshold {
    /// What Hystrix, which made the pattern known, has as defaults: 20 attempts in 10 s, half of them failed, 5 s pause
    /// (<https://github.com/Netflix/Hystrix/wiki/Configuration>).
    pub const HYSTRIX: Self = Self {
        window: Duration::from_secs(10),
        at_least: 20,
        share: 0.5,
        pause: Duration::from_secs(5),
    };
}

/// Parts of the window, each of which is forgotten as a whole.
const SLOTS: usize = 10;

/// A circuit breaker.
#[derive(Debug)]
pub struct Breaker {
    threshold: Threshold,
    state: Mutex<State>,
}

#[derive(Debug)]
enum State {
    Closed(Window),
    Open { until: Instant },
    HalfOpen { probed: bool },
}

impl Breaker {
    /// A closed breaker.
    pub fn new(threshold: Threshold) -> Self {
        let state = Mutex::new(State::Closed(Window::new(threshold.window)));
        Self { threshold, state }
    }

    /// Leave for one attempt, to be settled afterwards; none while the breaker is open, or half open with an attempt on
    /// its way.
    pub fn admit(&self) -> Option<Leave<'_>> {
        let mut state = self.lock();
        match *state {
            State::Closed(_) => {}
            State::Open { until } if until <= Instant::now() => {
                *state = State::HalfOpen { probed: true };
            }
            State::HalfOpen { probed: false } => *state = State::HalfOpen { probed: true },
            State::Open { .. } | State::HalfOpen { probed: true } => return None,
        }
        let probes = matches!(*state, State::HalfOpen { .. });
        Some(Leave {
            breaker: self,
            probes,
            settled: false,
        })
    }

    /// Whether the callee is regarded as failing: open or half open.
    pub fn is_open(&self) -> bool {
        !matches!(*self.lock(), State::Closed(_))
    }

    fn settle(&self, probes: bool, failed: bool) {
        let mut state = self.lock();
        let opens = match &mut *state {
            State::Closed(window) => {
                window.add(failed);
                let (all, failures) = window.sums();
                let share = f64::from(failures) / f64::from(all.max(1));
                failed && all >= self.threshold.at_least && share >= self.threshold.share
            }
            // An attempt that was let through before the breaker opened says nothing new.
            State::Open { .. } => false,
            State::HalfOpen { .. } if probes && failed => true,
            State::HalfOpen { .. } => {
                if probes {
                    *state = State::Closed(Window::new(self.threshold.window));
                }
                false
            }
        };
        if opens {
            let until = Instant::now() + self.threshold.pause;
            *state = State::Open { until };
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Leave for one attempt. Dropped without being settled, as when the caller gives up, it counts as if never asked for.
#[derive(Debug)]
pub struct Leave<'a> {
    breaker: &'a Breaker,
    probes: bool,
    settled: bool,
}

impl Leave<'_> {
    /// The callee answered (`failed` = false), or failed to.
    pub fn settle(mut self, failed: bool) {
        self.settled = true;
        self.breaker.settle(self.probes, failed);
    }
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        if self.settled || !self.probes {
            return;
        }
        if let State::HalfOpen { probed } = &mut *self.breaker.lock() {
            *probed = false;
        }
    }
}

/// Attempts of the last while, in slots that are reused in turn.
#[derive(Debug)]
struct Window {
    slots: Box<[Slot; SLOTS]>,
    slot: Duration,
    began: Instant,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// Which slot of time this is, counted from the beginning.
    number: u128,
    all: u32,
    failed: u32,
}

impl Window {
    fn new(length: Duration) -> Self {
        Self {
            slots: Box::new([Slot::default(); SLOTS]),
            slot: (length / SLOTS as u32).max(Duration::from_nanos(1)),
            began: Instant::now(),
        }
    }

    fn number(&self) -> u128 {
        self.began.elapsed().as_nanos() / self.slot.as_nanos()
    }

    fn add(&mut self, failed: bool) {
        let number = self.number();
        let slot = &mut self.slots[(number % SLOTS as u128) as usize];
        if slot.number != number {
            *slot = Slot {
                number,
                ..Slot::default()
            };
        }
        slot.all += 1;
        slot.failed += u32::from(failed);
    }

    fn sums(&self) -> (u32, u32) {
        let number = self.number();
        let fresh = self
            .slots
            .iter()
            .filter(|slot| slot.number + SLOTS as u128 > number);
        fresh.fold((0, 0), |(all, failed), slot| {
            (all + slot.all, failed + slot.failed)
        })
    }
}
