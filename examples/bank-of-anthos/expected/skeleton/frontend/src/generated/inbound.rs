//! How others call `frontend`: one route per operation, and the limit on requests in flight.

use std::sync::Arc;

use axum::Router;
use axum::routing;
use axum::Json;
use axum::extract::State;

use super::runtime::failure::Failure;
use super::runtime::input::Input;
use super::runtime::serve::{Limit, Operation, guarded};
use crate::payload;

/// Requests in flight, as declared with `concurrency`. Further ones get 503 at once.
pub const LIMIT: Option<Limit> = Some(Limit { requests: 4, sheds: true });

/// The operations as metrics and traces name them.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", route: "/home", name: "GET /home" },
    Operation { method: "POST", route: "/deposit", name: "POST /deposit" },
    Operation { method: "POST", route: "/login", name: "POST /login" },
    Operation { method: "POST", route: "/payment", name: "POST /payment" },
    Operation { method: "POST", route: "/signup", name: "POST /signup" },
];

/// What this service does for others; `handlers` implements it.
pub trait Operations: Send + Sync + 'static {
    /// `GET /home`.
    /// By `load-home` from `loadgenerator`. Evidence: `src/loadgenerator/locustfile.py:141`, `kubernetes-manifests/loadgenerator.yaml:43`.
    fn get_home(
        &self,
        request: payload::GetHomeRequest,
    ) -> impl Future<Output = Result<payload::GetHomeResponse, Failure>> + Send;
    /// `POST /deposit`.
    /// By `load-deposit` from `loadgenerator`. Evidence: `src/loadgenerator/locustfile.py:173`, `kubernetes-manifests/loadgenerator.yaml:43`.
    fn post_deposit(
        &self,
        request: payload::PostDepositRequest,
    ) -> impl Future<Output = Result<payload::PostDepositResponse, Failure>> + Send;
    /// `POST /login`.
    /// By `load-log-in` from `loadgenerator`. Evidence: `src/loadgenerator/locustfile.py:185`, `kubernetes-manifests/loadgenerator.yaml:43`.
    fn post_login(
        &self,
        request: payload::PostLoginRequest,
    ) -> impl Future<Output = Result<payload::PostLoginResponse, Failure>> + Send;
    /// `POST /payment`.
    /// By `load-pay` from `loadgenerator`. Evidence: `src/loadgenerator/locustfile.py:155`, `kubernetes-manifests/loadgenerator.yaml:43`.
    fn post_payment(
        &self,
        request: payload::PostPaymentRequest,
    ) -> impl Future<Output = Result<payload::PostPaymentResponse, Failure>> + Send;
    /// `POST /signup`.
    /// By `load-sign-up` from `loadgenerator`. Evidence: `src/loadgenerator/locustfile.py:104`, `kubernetes-manifests/loadgenerator.yaml:43`.
    fn post_signup(
        &self,
        request: payload::PostSignupRequest,
    ) -> impl Future<Output = Result<payload::PostSignupResponse, Failure>> + Send;
}

/// The operations, measured, within the limit and by their deadline.
pub fn router<H: Operations>(handlers: Arc<H>) -> Router {
    guarded(routes(handlers), OPERATIONS, LIMIT)
}

/// The operations alone.
pub fn routes<H: Operations>(handlers: Arc<H>) -> Router {
    Router::new()
        .route("/home", routing::get(get_home::<H>))
        .route("/deposit", routing::post(post_deposit::<H>))
        .route("/login", routing::post(post_login::<H>))
        .route("/payment", routing::post(post_payment::<H>))
        .route("/signup", routing::post(post_signup::<H>))
        .with_state(handlers)
}

async fn get_home<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetHomeRequest>,
) -> Result<Json<payload::GetHomeResponse>, Failure> {
    handlers.get_home(request).await.map(Json)
}

async fn post_deposit<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostDepositRequest>,
) -> Result<Json<payload::PostDepositResponse>, Failure> {
    handlers.post_deposit(request).await.map(Json)
}

async fn post_login<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostLoginRequest>,
) -> Result<Json<payload::PostLoginResponse>, Failure> {
    handlers.post_login(request).await.map(Json)
}

async fn post_payment<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostPaymentRequest>,
) -> Result<Json<payload::PostPaymentResponse>, Failure> {
    handlers.post_payment(request).await.map(Json)
}

async fn post_signup<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostSignupRequest>,
) -> Result<Json<payload::PostSignupResponse>, Failure> {
    handlers.post_signup(request).await.map(Json)
}
