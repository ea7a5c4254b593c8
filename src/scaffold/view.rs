//! What the templates see: names and texts that are ready to be written. Never decides anything.

use super::File;
use super::hybrid::HybridView;
use serde::Serialize;

/// One service; the context of every template.
#[derive(Debug, Serialize)]
pub(super) struct View {
    pub(super) package: String,
    pub(super) krate: String,
    pub(super) name_code: String,
    pub(super) name_md: String,
    pub(super) name_literal: String,
    /// Elements of a list, as code.
    pub(super) bounds: Vec<String>,
    pub(super) description_md: Option<String>,
    pub(super) description_toml: String,
    pub(super) owner_md: Option<String>,
    pub(super) run_command: String,
    pub(super) concurrency: Option<u32>,
    pub(super) sheds: bool,
    pub(super) limit_md: String,
    pub(super) operations: Vec<Operation>,
    pub(super) consumes: Vec<Channel>,
    pub(super) publishes: Vec<Channel>,
    /// Calls that this service makes later.
    pub(super) deferred: Vec<Deferred>,
    /// Some operation goes on after its answer.
    pub(super) hybrids: bool,
    /// Channels on which other services are told what to do for a later step, as literals.
    pub(super) later_awaits: Vec<String>,
    /// The traits that handlers have beside their operations: `Consumer + Later`.
    pub(super) handlers_bound: String,
    /// Others wait for the outcome of what is consumed.
    pub(super) answers: bool,
    /// Some operation that is called goes on after its answer.
    pub(super) calls_hybrids: bool,
    /// Something is sent or received.
    pub(super) messaging: bool,
    /// An expression, where it is declared.
    pub(super) relay_interval: Option<String>,
    /// Lines of `[features]`.
    pub(super) broker_features: Vec<String>,
    /// The cargo features of brokers that are on by default.
    pub(super) brokers: Vec<&'static str>,
    pub(super) callees: Vec<Callee>,
    /// The calls of all callees.
    pub(super) calls: Vec<Call>,
    pub(super) steps: Vec<Step>,
    pub(super) payloads: Vec<PayloadGroup>,
    /// Some payload is any JSON.
    pub(super) placeholders: bool,
    /// Some payload has fields from a path.
    pub(super) parameterised: bool,
    pub(super) cases: Vec<Case>,
    pub(super) limits: Vec<String>,
    pub(super) wiring: Wiring,
    /// Folders below `proto`.
    pub(super) protos: Vec<String>,
    /// What lies below `proto`.
    #[serde(skip)]
    pub(super) proto_files: Vec<File>,
    /// Some operation is a route.
    pub(super) serves_http: bool,
    /// Some operation is a procedure.
    pub(super) serves_grpc: bool,
    /// Some call goes over HTTP.
    pub(super) calls_http: bool,
    /// Some call goes over gRPC.
    pub(super) calls_grpc: bool,
    /// The runtime is in this crate.
    pub(super) runtime_inside: bool,
    /// The modules at the root of the runtime, where it is in this crate.
    pub(super) runtime_modules: Vec<&'static str>,
    /// The modules of its tests, likewise.
    pub(super) runtime_tests: Vec<String>,
    /// The oldest compiler.
    pub(super) rust_version: &'static str,
    /// Lines of `[dependencies]`.
    pub(super) dependencies: Vec<String>,
}

/// How the parts of the crate refer to each other.
#[derive(Debug, Serialize)]
pub(super) struct Wiring {
    /// The service has a database.
    pub(super) store: bool,
    /// Something is sent.
    pub(super) publishing: bool,
    /// Something that is sent has a receiver with code.
    pub(super) reaches: bool,
    /// Messages have tests of their own.
    pub(super) tests_messages: bool,
    /// Some handler sends something.
    pub(super) steps_publish: bool,
    /// Some function of the handlers writes in a transaction that it is given.
    pub(super) steps_share: bool,
    /// Some call is answered by the developer when it fails.
    pub(super) falls_back: bool,
    pub(super) uses_failure: bool,
    pub(super) uses_payload: bool,
    pub(super) tests_use_payload: bool,
    pub(super) tests_use_duration: bool,
    /// Some call has a circuit breaker.
    pub(super) breaks: bool,
    /// Some test watches a call give up.
    pub(super) some_give_up: bool,
    /// Some test counts attempts.
    pub(super) some_countable: bool,
}

/// An operation that others, or a journey, set off by a request.
#[derive(Debug, Serialize)]
pub(super) struct Operation {
    pub(super) ident: String,
    pub(super) request: String,
    pub(super) response: String,
    pub(super) method: &'static str,
    pub(super) verb: String,
    pub(super) route_literal: String,
    pub(super) sample_literal: String,
    pub(super) path_md: String,
    pub(super) label_md: String,
    /// As metrics name it.
    pub(super) name_literal: String,
    /// It is a gRPC procedure.
    pub(super) grpc: bool,
    /// In comments, line by line.
    pub(super) docs: Vec<String>,
    pub(super) about: Vec<String>,
    pub(super) signature: Vec<String>,
    pub(super) body: Vec<String>,
    /// It goes on after its answer.
    pub(super) hybrid: Option<HybridView>,
}

/// A channel, seen from one side.
#[derive(Debug, Serialize)]
pub(super) struct Channel {
    pub(super) ident: String,
    pub(super) message: String,
    pub(super) literal: String,
    pub(super) name_md: String,
    pub(super) docs: Vec<String>,
    pub(super) about: Vec<String>,
    pub(super) signature: Vec<String>,
    pub(super) body: Vec<String>,
    /// Its messages have a key.
    pub(super) keyed: bool,
    /// Per receiver, an expression line by line.
    pub(super) subscriptions: Vec<Vec<String>>,
    /// The fields of a consumption that differ from its default.
    pub(super) consumption: Vec<String>,
    pub(super) failing_md: String,
    pub(super) working_md: String,
    /// Services that wait for the outcome of its messages, as literals.
    pub(super) awaited_by: Vec<String>,
    /// Where they hear of it.
    pub(super) outcome_literal: String,
}

/// A call that is made later, for a message on a channel of the service's own.
#[derive(Debug, Serialize)]
pub(super) struct Deferred {
    /// The function that publishes, and that of the client.
    pub(super) ident: String,
    pub(super) module: String,
    pub(super) request: String,
    pub(super) literal: String,
    pub(super) id_md: String,
    pub(super) callee_md: String,
    pub(super) about: Vec<String>,
    pub(super) keyed: bool,
    pub(super) subscription: Vec<String>,
    pub(super) consumption: Vec<String>,
    pub(super) failing_md: String,
    /// It is made again when it failed.
    pub(super) repeats: bool,
}

/// A service that is called.
#[derive(Debug, Serialize)]
pub(super) struct Callee {
    #[serde(skip)]
    pub(super) service: crate::architecture::ServiceId,
    pub(super) ident: String,
    pub(super) name_code: String,
    pub(super) name_md: String,
    pub(super) name_literal: String,
    /// Some call goes over HTTP.
    pub(super) http: bool,
    /// Some call goes over gRPC.
    pub(super) grpc: bool,
    /// Some call has a circuit breaker.
    pub(super) breaks: bool,
    /// Some operation fails without it.
    pub(super) hard: bool,
    pub(super) variable: String,
    pub(super) sources: Vec<String>,
    pub(super) calls: Vec<Call>,
}

/// One interaction that waits for its answer.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Call {
    pub(super) ident: String,
    pub(super) module: String,
    pub(super) constant: String,
    pub(super) request: String,
    pub(super) response: String,
    pub(super) id_code: String,
    pub(super) id_md: String,
    pub(super) id_literal: String,
    pub(super) about: Vec<String>,
    pub(super) method: &'static str,
    pub(super) path_literal: String,
    pub(super) path_md: String,
    pub(super) timeout: Option<String>,
    pub(super) timeout_md: String,
    /// The architecture knows that there is none.
    pub(super) no_timeout_declared: bool,
    pub(super) attempts: u32,
    pub(super) backoff: Option<String>,
    pub(super) jitter: bool,
    /// It goes over gRPC; the path is the procedure's.
    pub(super) grpc: bool,
    /// The peers of a client in a test whose stand-in is called `silent`.
    pub(super) silent_peers: &'static str,
    pub(super) repeatable: bool,
    pub(super) retry_budget: Option<String>,
    pub(super) breaker: bool,
    pub(super) bulkhead: Option<String>,
    pub(super) idempotency_key: bool,
    pub(super) passes_deadline: bool,
    /// What guards it beyond timeout and attempts, in one cell.
    pub(super) guards_md: String,
    pub(super) failure_md: &'static str,
    /// How long all attempts take at a silent callee; absent where a test would wait too long for it.
    pub(super) gives_up: Option<GivesUp>,
    /// How the path looks when its parameters are given; absent where it has none.
    pub(super) filled: Option<Filled>,
    /// Few enough attempts for a test to count them.
    pub(super) countable: bool,
}

/// Bounds of the time that a call to a silent callee takes.
#[derive(Debug, Clone, Serialize)]
pub(super) struct GivesUp {
    pub(super) at_least: String,
    pub(super) at_most: String,
}

/// A path with its parameters given.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Filled {
    /// The fields of a JSON object.
    pub(super) fields: String,
    /// A literal.
    pub(super) path_literal: String,
}

/// The function of `handlers` that makes one interaction.
#[derive(Debug, Serialize)]
pub(super) struct Step {
    pub(super) about: Vec<String>,
    pub(super) lines: Vec<String>,
}

/// Payload types that belong together.
#[derive(Debug, Serialize)]
pub(super) struct PayloadGroup {
    pub(super) about: String,
    pub(super) types: Vec<Payload>,
}

/// A payload type.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Payload {
    pub(super) name: String,
    /// Fields that come from a path, as the macro takes them; empty for any JSON.
    pub(super) fields: String,
    /// The lines of an alias for a message of gRPC, instead of a placeholder.
    pub(super) alias: Vec<String>,
}

/// One line of the table that tests what becomes of a failure.
#[derive(Debug, Serialize)]
pub(super) struct Case {
    pub(super) about: String,
    pub(super) method: &'static str,
    /// A literal.
    pub(super) path: String,
    /// It is a gRPC procedure.
    pub(super) grpc: bool,
    /// A literal; the cause is then a message.
    pub(super) channel: Option<String>,
    pub(super) down: Option<Down>,
    pub(super) status: u16,
}

/// The interaction that fails.
#[derive(Debug, Serialize)]
pub(super) struct Down {
    pub(super) method: &'static str,
    /// A literal.
    pub(super) path: String,
}
