//! How others call `orders`: one route per operation, and the limit on requests in flight.

use std::sync::Arc;

use axum::Router;
use axum::routing;
use axum::Json;
use axum::extract::{Path, State};

use super::later;
use super::runtime::failure::Failure;
use super::runtime::idempotency;
use super::runtime::input::Input;
use super::runtime::serve::{Limit, Operation, guarded};
use super::runtime::status::{Accept, Answer, Entry, Found, enter, status};
use super::runtime::store::Store;
use crate::payload;

/// Requests in flight: the architecture declares no `concurrency`, so nothing limits them.
pub const LIMIT: Option<Limit> = None;

/// The operations as metrics and traces name them.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "POST", route: "/Create", name: "Create" },
    Operation { method: "POST", route: "/Get", name: "Get" },
    Operation { method: "POST", route: "/Process", name: "Process" },
];

/// What this service does for others; `handlers` implements it.
pub trait Operations: Send + Sync + 'static {
    /// Where accepted requests are kept.
    fn store(&self) -> &Store;
    /// `Create`: `POST /Create`.
    /// No interaction arrives here; a journey, or the `during` of a call, names it.
    fn create(
        &self,
        request: payload::CreateRequest,
    ) -> impl Future<Output = Result<payload::CreateResponse, Failure>> + Send;
    /// `Get`: `POST /Get`.
    /// By `get-user-order` from `shop`. Decided in ADR-0002. No mode is declared; sync is recommended.
    fn get_operation(
        &self,
        request: payload::GetOperationRequest,
    ) -> impl Future<Output = Result<payload::GetOperationResponse, Failure>> + Send;
    /// `Process`: `POST /Process`.
    /// By `process-order` from `shop`. Decided in ADR-0004. Hybrid, as is recommended: answered with 202 before the rest (`request-payment`) is done.
    fn process(
        &self,
        request: payload::ProcessRequest,
        accept: &mut Accept,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// The operations, measured, within the limit and by their deadline.
pub fn router<H: Operations>(handlers: Arc<H>) -> Router {
    guarded(routes(handlers), OPERATIONS, LIMIT)
}

/// The operations alone.
pub fn routes<H: Operations>(handlers: Arc<H>) -> Router {
    Router::new()
        .route("/Create", routing::post(create::<H>))
        .route("/Get", routing::post(get_operation::<H>))
        .route("/Process", routing::post(process::<H>))
        .route("/process/status/{id}", routing::get(process_status::<H>))
        .with_state(handlers)
}

async fn create<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::CreateRequest>,
) -> Result<Json<payload::CreateResponse>, Failure> {
    handlers.create(request).await.map(Json)
}

async fn get_operation<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetOperationRequest>,
) -> Result<Json<payload::GetOperationResponse>, Failure> {
    handlers.get_operation(request).await.map(Json)
}

async fn process<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::ProcessRequest>,
) -> Result<Answer, Failure> {
    let key = idempotency::current();
    match enter(handlers.store(), &later::PROCESS, key.as_deref(), &request).await? {
        Entry::Known(answer) => Ok(answer),
        Entry::New(mut accept) => {
            let handled = handlers.process(request, &mut accept).await;
            accept.finish(handled).await
        }
    }
}

async fn process_status<H: Operations>(
    State(handlers): State<Arc<H>>,
    Path(id): Path<String>,
) -> Result<Found, Failure> {
    status(handlers.store(), &later::PROCESS, &id).await
}
