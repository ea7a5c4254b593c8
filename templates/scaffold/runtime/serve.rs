//! What happens to every request on its way in, over HTTP and gRPC alike: it is measured and traced, refused when the
//! service is full, and answered by its deadline. Never knows what a request is about.

use axum::error_handling::HandleErrorLayer;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::{BoxError, Router};
use tokio::time::Instant;
use tower::ServiceBuilder;
use tower::limit::GlobalConcurrencyLimitLayer;
use tower::load_shed::LoadShedLayer;
use tracing::Instrument;

use super::failure::Failure;
use super::metrics::{self, RequestOutcome};
use super::{deadline, idempotency, telemetry};

/// How the content type of gRPC begins.
const GRPC: &[u8] = b"application/grpc";
const GRPC_STATUS: HeaderName = HeaderName::from_static("grpc-status");
const GRPC_MESSAGE: HeaderName = HeaderName::from_static("grpc-message");

/// An operation as metrics name it, and where it arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operation {
    /// The method, in capitals.
    pub method: &'static str,
    /// The route; over gRPC the whole path.
    pub route: &'static str,
    /// The name.
    pub name: &'static str,
}

/// Requests in flight, at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// How many.
    pub requests: u32,
    /// Further ones are refused at once; otherwise they wait, as long as their deadline allows.
    pub sheds: bool,
}

/// The routes with everything that stands before them. Routes added to the result later are not guarded.
pub fn guarded(routes: Router, operations: &'static [Operation], limit: Option<Limit>) -> Router {
    for operation in operations {
        metrics::announce_operation(operation.name);
    }
    limited(routes, limit)
        .layer(middleware::from_fn(in_time))
        .layer(middleware::from_fn_with_state(operations, measured))
}

/// One limit for all routes together.
fn limited(routes: Router, limit: Option<Limit>) -> Router {
    let Some(limit) = limit else { return routes };
    metrics::concurrency_limit(limit.requests);
    let concurrency = GlobalConcurrencyLimitLayer::new(limit.requests as usize);
    if !limit.sheds {
        return routes.layer(concurrency);
    }
    routes.layer(
        ServiceBuilder::new()
            .layer(HandleErrorLayer::new(full))
            .layer(LoadShedLayer::new())
            .layer(concurrency),
    )
}

async fn full(headers: HeaderMap, _: BoxError) -> Response {
    answer(&headers, Failure::Overloaded("all places are taken".into()))
}

/// Works on a request until its deadline, under the idempotency key it came with.
async fn in_time(request: Request, next: Next) -> Response {
    let limit = deadline::received(request.headers());
    let key = idempotency::received(request.headers());
    let headers = request.headers().clone();
    let work = idempotency::within(key, next.run(request));
    match deadline::within(limit, work).await {
        Ok(response) => response,
        Err(passed) => answer(&headers, Failure::Timeout(passed.into())),
    }
}

async fn measured(
    State(operations): State<&'static [Operation]>,
    request: Request,
    next: Next,
) -> Response {
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("", MatchedPath::as_str);
    let (method, path) = (request.method().as_str(), request.uri().path());
    let own = |operation: &&Operation| {
        operation.method == method && [route, path].contains(&operation.route)
    };
    let name = operations
        .iter()
        .find(own)
        .map_or("unknown", |own| own.name);
    let span = tracing::info_span!("request", operation = name);
    telemetry::follow(&span, request.headers());
    let _in_flight = metrics::request_started();
    let started = Instant::now();
    let response = next.run(request).instrument(span).await;
    metrics::request(name, outcome(&response), started.elapsed());
    response
}

/// A failure in the words of whoever asked.
fn answer(headers: &HeaderMap, failure: Failure) -> Response {
    let spoken = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    if !spoken.is_some_and(|spoken| spoken.starts_with(GRPC)) {
        return failure.into_response();
    }
    failure.log();
    let code = HeaderValue::from(failure.grpc_code());
    let message = HeaderValue::from_str(&failure.reason().replace(' ', "%20"));
    let mut response = Response::default();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/grpc"),
    );
    headers.insert(GRPC_STATUS, code);
    headers.extend(message.ok().map(|message| (GRPC_MESSAGE, message)));
    response
}

/// How it ended: told by the failure, else by the status, which gRPC has in a header of its own.
fn outcome(response: &Response) -> RequestOutcome {
    if let Some(outcome) = response.extensions().get::<RequestOutcome>() {
        return *outcome;
    }
    let code = response
        .headers()
        .get(GRPC_STATUS)
        .and_then(|code| code.to_str().ok());
    match (code, response.status().as_u16()) {
        (Some("3" | "5" | "6" | "7" | "9" | "11" | "16"), _) => RequestOutcome::Invalid,
        (Some("4"), _) => RequestOutcome::Timeout,
        (Some("8"), _) => RequestOutcome::Rejected,
        (Some(code), _) if code != "0" => RequestOutcome::Failed,
        (_, 400..=499) => RequestOutcome::Invalid,
        (_, 500..) => RequestOutcome::Failed,
        _ => RequestOutcome::Ok,
    }
}
