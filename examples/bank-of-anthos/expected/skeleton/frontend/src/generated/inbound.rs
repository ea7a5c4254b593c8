//! How others call `frontend`: one route per operation, the limit on requests in flight, and the health of the process.

use std::sync::Arc;

use axum::Router;
use axum::BoxError;
use axum::error_handling::HandleErrorLayer;
use axum::http::StatusCode;
use axum::routing;
use tower::ServiceBuilder;
use tower::limit::GlobalConcurrencyLimitLayer;
use tower::load_shed::LoadShedLayer;

use axum::Json;
use axum::extract::State;

use super::runtime::failure::Failure;
use super::runtime::input::Input;
use crate::payload;

/// Requests in flight, as declared with `concurrency`. Further ones get 503 at once.
pub const CONCURRENCY: Option<usize> = Some(4);

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

/// The whole service.
pub fn router<H: Operations>(handlers: Arc<H>) -> Router {
    limited(routes(handlers), CONCURRENCY).merge(health())
}

/// The operations, without limit and health.
pub fn routes<H: Operations>(handlers: Arc<H>) -> Router {
    Router::new()
        .route("/home", routing::get(get_home::<H>))
        .route("/deposit", routing::post(post_deposit::<H>))
        .route("/login", routing::post(post_login::<H>))
        .route("/payment", routing::post(post_payment::<H>))
        .route("/signup", routing::post(post_signup::<H>))
        .with_state(handlers)
}

/// One limit for all routes together. Health stays outside, so that a full service is not taken for a dead one.
pub fn limited(routes: Router, concurrency: Option<usize>) -> Router {
    let Some(concurrency) = concurrency else { return routes };
    let layers = ServiceBuilder::new()
        .layer(HandleErrorLayer::new(full))
        .layer(LoadShedLayer::new())
        .layer(GlobalConcurrencyLimitLayer::new(concurrency));
    routes.layer(layers)
}

async fn full(_: BoxError) -> StatusCode {
    StatusCode::SERVICE_UNAVAILABLE
}

/// `live`: the process runs. `ready`: it serves; the state of its dependencies is not part of it yet.
pub fn health() -> Router {
    let fine = || async { StatusCode::OK };
    Router::new().route("/health/live", routing::get(fine)).route("/health/ready", routing::get(fine))
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
