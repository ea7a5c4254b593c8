//! The deviations that are known, each with its reason. Never holds one that no longer deviates.

use super::compare::{Load, Metric, Row};

/// Why a prediction is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    GoesOn,
    RetriedFailure,
    EveryCall,
    Shape,
    TwoPools,
    Queue,
}

impl Reason {
    pub(crate) const ALL: [Self; 6] =
        [Self::GoesOn, Self::RetriedFailure, Self::EveryCall, Self::Shape, Self::TwoPools, Self::Queue];

    /// What the table says beside the row.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::GoesOn => "goes on",
            Self::RetriedFailure => "failure retried",
            Self::EveryCall => "every call",
            Self::Shape => "shape",
            Self::TwoPools => "two pools",
            Self::Queue => "queue",
        }
    }

    pub(crate) fn explanation(self) -> &'static str {
        match self {
            Self::GoesOn => {
                "The prediction lets a request go on after a hard call has failed. The simulated caller answers with a \
                 failure at once, so that it is quicker and calls less. Only where timeouts fire for most requests."
            }
            Self::RetriedFailure => {
                "The estimate repeats a call whose timeout fires, and takes every answer for a success. The simulated \
                 caller also repeats a call that is answered by a failure, here a payment that gave the bank up. The \
                 bounds and the longest wait count both."
            }
            Self::EveryCall => {
                "Availability and attempts are those of a request that makes every call, however seldom the call is made. \
                 They are what the unluckiest request meets, and not the mean over all."
            }
            Self::Shape => {
                "Own times are exponential here. A lognormal time through the same p50 and p99 has another p95. This is \
                 the price of two declared percentiles: 13 % at the p95, nothing at the p50 and the p99."
            }
            Self::TwoPools => {
                "The same requests hold a place in two pools, which the fixed point takes as independent: up to five \
                 percentage points too low. `analyze --slow` says so."
            }
            Self::Queue => {
                "Percentiles and bounds leave the wait for a place out: nothing to speak of where half of a pool is taken, a \
                 quarter on top of the p99 at 76 %, 84 % at 85 %. `analyze` says so from 70 % on."
            }
        }
    }
}

/// The reason for a row outside of its tolerance.
pub(crate) fn reason(row: &Row) -> Option<Reason> {
    use Metric::{Attempts, Availability, JourneyLost, P50, P95, P99, P99Bounds, Rejected};
    let is_latency = matches!(row.metric, P50 | P95 | P99);
    let is_stormy = row.load == Load::Storm;
    match row.topology {
        "diamond" | "database of 3" | "5 calls per request" if is_stormy => {
            (is_latency || row.metric == Attempts).then_some(Reason::GoesOn)
        }
        "checkout" if is_stormy => is_latency.then_some(Reason::RetriedFailure),
        "call in 30 % of requests" => {
            matches!(row.metric, Attempts | Availability).then_some(Reason::EveryCall)
        }
        name if name.starts_with("two pools") => match row.metric {
            P95 => Some(Reason::Shape),
            Rejected | JourneyLost => Some(Reason::TwoPools),
            _ => None,
        },
        name if name.starts_with("a queue") => {
            (is_latency || row.metric == P99Bounds).then_some(Reason::Queue)
        }
        _ => None,
    }
}
