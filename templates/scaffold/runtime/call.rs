//! How every outbound call is made, whatever it travels over: within its timeout and the deadline, a total number of
//! attempts, behind a circuit breaker and a bulkhead. Never sends a second time what may have had an effect and must
//! not have it twice.

use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::Instant;
use tower::retry::budget::{Budget, TpsBudget};

use super::breaker::{Breaker, Leave, Threshold};
use super::failure::{BoxError, Failure};
use super::metrics::{self, CallOutcome};
use super::{deadline, idempotency, telemetry};

/// The time over which a retry budget is counted.
const BUDGET_WINDOW: Duration = Duration::from_secs(10);

/// What is decided about one interaction. What is not decided is off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Policy {
    /// The interaction.
    pub interaction: &'static str,
    /// The service that is called.
    pub callee: &'static str,
    /// Time for one attempt, its answer included. `None` waits as long as the deadline allows, else for ever.
    pub timeout: Option<Duration>,
    /// Attempts in total, the first one included.
    pub attempts: u32,
    /// The longest pause before each further attempt.
    pub backoff: Option<Duration>,
    /// The pause is drawn evenly between nothing and `backoff` (full jitter).
    pub jitter: bool,
    /// The same request twice has the effect of one. Otherwise only what was never sent is attempted again.
    pub repeatable: bool,
    /// Retries as a share of calls, at most, over ten seconds.
    pub retry_budget: Option<f32>,
    /// When the circuit breaker opens.
    pub breaker: Option<Threshold>,
    /// Calls in flight, at most. Further ones fail at once.
    pub bulkhead: Option<u32>,
    /// All attempts of a call carry the same idempotency key.
    pub idempotency_key: bool,
    /// The callee is told how long its answer is waited for.
    pub passes_deadline: bool,
}

/// Why a call has no answer.
#[derive(Debug, thiserror::Error)]
#[error("{interaction}: {cause}")]
pub struct CallError {
    /// The interaction.
    pub interaction: &'static str,
    /// The service that was called.
    pub callee: &'static str,
    /// Attempts that were made.
    pub attempts: u32,
    /// What went wrong with the last one.
    pub cause: Cause,
}

/// What went wrong with an attempt.
#[derive(Debug, thiserror::Error)]
pub enum Cause {
    /// No answer within the timeout of one attempt.
    #[error("no answer within {0:?}")]
    Timeout(Duration),
    /// The deadline of the request for which the call is made.
    #[error("the deadline has passed")]
    Deadline,
    /// No connection, or it broke.
    #[error("no connection: {source}")]
    Unreachable {
        /// The request may have arrived.
        sent: bool,
        /// What the transport says.
        source: BoxError,
    },
    /// The callee answered that it does not.
    #[error("the callee answered {answer}")]
    Refused {
        /// What that means.
        refusal: Refusal,
        /// Its status, and its words where it has some.
        answer: String,
    },
    /// There was an answer that could not be understood.
    #[error("the answer is not what was expected: {0}")]
    Unreadable(BoxError),
    /// The request does not fit into what the callee takes.
    #[error("the request cannot be sent: {0}")]
    Unsendable(String),
    /// The circuit breaker did not let it through.
    #[error("not asked, because the callee keeps failing")]
    Open,
    /// The bulkhead did not let it through.
    #[error("not asked, because too many calls are in flight already")]
    Full,
}

/// What a callee's refusal means, whatever it travelled over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The request is wrong, and stays so.
    Invalid,
    /// What is asked for does not exist.
    NotFound,
    /// The request contradicts the callee's present state.
    Conflict,
    /// The callee is full, or limits how often it is asked.
    Overloaded,
    /// The callee, or something behind it, cannot be asked at the moment.
    Unavailable,
    /// Something behind the callee was too slow.
    Late,
    /// The callee failed.
    Failed,
}

impl Cause {
    /// Whether another attempt may have another outcome.
    fn may_pass(&self) -> bool {
        use Refusal::{Late, Overloaded, Unavailable};
        match self {
            Self::Timeout(_) | Self::Unreachable { .. } => true,
            Self::Refused { refusal, .. } => matches!(refusal, Overloaded | Unavailable | Late),
            _ => false,
        }
    }

    /// Whether the callee certainly never saw the request.
    fn was_never_sent(&self) -> bool {
        matches!(self, Self::Unreachable { sent: false, .. })
    }

    /// Whether it speaks against the callee; a wrong request does not, nor does our own lack of time.
    fn is_failure(&self) -> bool {
        use Refusal::{Conflict, Invalid, NotFound};
        match self {
            Self::Timeout(_) | Self::Unreachable { .. } => true,
            Self::Refused { refusal, .. } => !matches!(refusal, Invalid | NotFound | Conflict),
            _ => false,
        }
    }

    fn outcome(&self) -> CallOutcome {
        match self {
            Self::Timeout(_) | Self::Deadline => CallOutcome::Timeout,
            Self::Unreachable { .. } => CallOutcome::Unreachable,
            Self::Refused { .. } => CallOutcome::Refused,
            Self::Unreadable(_) | Self::Unsendable(_) => CallOutcome::Unreadable,
            Self::Open => CallOutcome::Open,
            Self::Full => CallOutcome::Full,
        }
    }
}

impl CallError {
    /// The caller goes on without the answer: counted and logged.
    pub fn tolerate(&self) {
        metrics::degraded(self.interaction, self.callee);
        tracing::warn!(error = %self, "goes on without the answer");
    }

    /// What the callee's refusal means, where it answered.
    pub fn refusal(&self) -> Option<Refusal> {
        match self.cause {
            Cause::Refused { refusal, .. } => Some(refusal),
            _ => None,
        }
    }
}

impl From<CallError> for Failure {
    fn from(error: CallError) -> Self {
        match error.cause {
            Cause::Timeout(_) | Cause::Deadline => Self::Timeout(error.into()),
            Cause::Refused {
                refusal: Refusal::Late,
                ..
            } => Self::Timeout(error.into()),
            Cause::Open | Cause::Full => Self::Unavailable(error.into()),
            Cause::Unsendable(_) => Self::Internal(error.into()),
            _ => Self::Dependency(error.into()),
        }
    }
}

/// One attempt, as the transport sees it.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// The time it has, its answer included.
    pub time: Option<Duration>,
    timeout: Option<Duration>,
    key: Option<Arc<str>>,
    passes_deadline: bool,
}

impl Attempt {
    /// What it means that the time is over.
    pub fn late(&self) -> Cause {
        match (self.timeout, self.time) {
            (Some(timeout), Some(time)) if timeout <= time => Cause::Timeout(timeout),
            _ => Cause::Deadline,
        }
    }

    /// The time that the callee is to be told.
    pub fn told(&self) -> Option<Duration> {
        self.time.filter(|_| self.passes_deadline)
    }

    /// Writes what travels with every request, over HTTP and gRPC alike: the trace and the idempotency key.
    pub fn mark(&self, headers: &mut HeaderMap) {
        telemetry::inject(headers);
        let key = self.key.as_deref().map(HeaderValue::from_str);
        if let Some(Ok(key)) = key {
            headers.insert(idempotency::HEADER, key);
        }
    }
}

/// One interaction as it goes on: its policy and what its calls so far have shown. Clones share it.
#[derive(Debug, Clone)]
pub struct Caller(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    policy: Policy,
    breaker: Option<Breaker>,
    budget: Option<TpsBudget>,
    bulkhead: Option<Semaphore>,
}

impl Caller {
    /// A caller that has made no call yet.
    pub fn new(policy: Policy) -> Self {
        let Policy {
            interaction,
            callee,
            ..
        } = policy;
        metrics::announce_call(interaction, callee);
        if policy.breaker.is_some() {
            metrics::breaker_open(interaction, callee, false);
        }
        if let Some(limit) = policy.bulkhead {
            metrics::bulkhead(interaction, callee, 0, limit);
        }
        Self(Arc::new(Shared {
            policy,
            breaker: policy.breaker.map(Breaker::new),
            budget: policy
                .retry_budget
                .map(|share| TpsBudget::new(BUDGET_WINDOW, 0, share.clamp(0.0, 1000.0))),
            bulkhead: policy.bulkhead.map(|limit| Semaphore::new(limit as usize)),
        }))
    }

    /// What is decided about the interaction.
    pub fn policy(&self) -> &Policy {
        &self.0.policy
    }

    /// Makes a call: `attempt` is run as often as the policy allows, each time within its time.
    ///
    /// # Errors
    /// What went wrong with the last attempt, or why there was none.
    pub async fn run<A, F>(&self, attempt: impl FnMut(Attempt) -> F) -> Result<A, CallError>
    where
        F: Future<Output = Result<A, Cause>>,
    {
        let started = Instant::now();
        let mut attempts = 0;
        let outcome = self.0.call(attempt, &mut attempts).await;
        let Policy {
            interaction,
            callee,
            ..
        } = self.0.policy;
        let word = outcome
            .as_ref()
            .map_or_else(Cause::outcome, |_| CallOutcome::Ok);
        metrics::call(interaction, callee, word, started.elapsed());
        outcome.map_err(|cause| CallError {
            interaction,
            callee,
            attempts,
            cause,
        })
    }
}

impl Shared {
    async fn call<A, F>(
        &self,
        mut attempt: impl FnMut(Attempt) -> F,
        attempts: &mut u32,
    ) -> Result<A, Cause>
    where
        F: Future<Output = Result<A, Cause>>,
    {
        let _seat = self.seat()?;
        if let Some(budget) = &self.budget {
            budget.deposit();
        }
        let key = self
            .policy
            .idempotency_key
            .then(|| idempotency::next(self.policy.interaction));
        let key: Option<Arc<str>> = key.map(Into::into);
        let mut last = None;
        loop {
            let Some(leave) = self.leave() else {
                return Err(last.unwrap_or(Cause::Open));
            };
            let time = deadline::remaining()
                .into_iter()
                .chain(self.policy.timeout)
                .min();
            if deadline::remaining().is_some_and(|remaining| remaining.is_zero()) {
                return Err(last.unwrap_or(Cause::Deadline));
            }
            *attempts += 1;
            let one = Attempt {
                time,
                timeout: self.policy.timeout,
                key: key.clone(),
                passes_deadline: self.policy.passes_deadline,
            };
            let outcome = limited(&one, attempt(one.clone())).await;
            self.settle(leave, &outcome);
            match outcome {
                Err(cause) if *attempts < self.policy.attempts && self.repeats(&cause) => {
                    tracing::debug!(interaction = self.policy.interaction, %cause, attempts, "another attempt follows");
                    if !self.pause().await {
                        return Err(cause);
                    }
                    last = Some(cause);
                }
                outcome => return outcome,
            }
        }
    }

    fn repeats(&self, cause: &Cause) -> bool {
        let safe = self.policy.repeatable || cause.was_never_sent();
        if !cause.may_pass() || !safe {
            return false;
        }
        let allowed = self.budget.as_ref().is_none_or(Budget::withdraw);
        if !allowed {
            metrics::retry_suppressed(self.policy.interaction, self.policy.callee);
        }
        allowed
    }

    /// Waits before the next attempt; false where the deadline would pass meanwhile.
    async fn pause(&self) -> bool {
        let longest = self.policy.backoff.unwrap_or_default();
        let share = if self.policy.jitter {
            fastrand::f64()
        } else {
            1.0
        };
        let pause = longest.mul_f64(share);
        if deadline::remaining().is_some_and(|remaining| remaining <= pause) {
            return false;
        }
        tokio::time::sleep(pause).await;
        true
    }

    /// Leave of the breaker, where there is one; none while it is open.
    fn leave(&self) -> Option<Option<Leave<'_>>> {
        self.breaker
            .as_ref()
            .map(Breaker::admit)
            .map_or(Some(None), |leave| leave.map(Some))
    }

    fn settle<A>(&self, leave: Option<Leave<'_>>, outcome: &Result<A, Cause>) {
        let Policy {
            interaction,
            callee,
            ..
        } = self.policy;
        let word = outcome
            .as_ref()
            .map_or_else(Cause::outcome, |_| CallOutcome::Ok);
        metrics::attempt(interaction, callee, word);
        let (Some(leave), Some(breaker)) = (leave, &self.breaker) else {
            return;
        };
        if matches!(outcome, Err(Cause::Deadline | Cause::Unsendable(_))) {
            return;
        }
        let before = breaker.is_open();
        leave.settle(outcome.as_ref().is_err_and(Cause::is_failure));
        let after = breaker.is_open();
        if before != after {
            tracing::warn!(
                interaction,
                callee,
                open = after,
                "the circuit breaker has switched"
            );
        }
        metrics::breaker_open(interaction, callee, after);
    }

    fn seat(&self) -> Result<Option<Seat<'_>>, Cause> {
        let Some(bulkhead) = &self.bulkhead else {
            return Ok(None);
        };
        let permit = bulkhead.try_acquire().map_err(|_| Cause::Full)?;
        let seat = Seat {
            shared: self,
            permit: Some(permit),
        };
        seat.count();
        Ok(Some(seat))
    }
}

async fn limited<A>(
    attempt: &Attempt,
    work: impl Future<Output = Result<A, Cause>>,
) -> Result<A, Cause> {
    let Some(time) = attempt.time else {
        return work.await;
    };
    let outcome = tokio::time::timeout(time, work).await;
    outcome.unwrap_or_else(|_| Err(attempt.late()))
}

/// A place within the bulkhead.
struct Seat<'a> {
    shared: &'a Shared,
    permit: Option<SemaphorePermit<'a>>,
}

impl Seat<'_> {
    fn count(&self) {
        let Shared {
            policy, bulkhead, ..
        } = self.shared;
        if let (Some(limit), Some(bulkhead)) = (policy.bulkhead, bulkhead) {
            let free = u32::try_from(bulkhead.available_permits()).unwrap_or(u32::MAX);
            metrics::bulkhead(
                policy.interaction,
                policy.callee,
                limit.saturating_sub(free),
                limit,
            );
        }
    }
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        self.permit = None;
        self.count();
    }
}
