//! Operations over gRPC. Never knows which; the routes do.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use prost::Message;
use tonic::server::Grpc;
use tonic::{Code, Status};
use tonic_prost::ProstCodec;
use tower::service_fn;

use super::failure::Failure;

/// Answers a request to a unary procedure with what `operation` makes of its message.
pub async fn unary<Q, A, F>(request: Request, mut operation: impl FnMut(Q) -> F + Send) -> Response
where
    Q: Message + Default + 'static,
    A: Message + 'static,
    F: Future<Output = Result<A, Failure>> + Send,
{
    let service = service_fn(|request: tonic::Request<Q>| {
        let work = operation(request.into_inner());
        async { work.await.map(tonic::Response::new).map_err(Status::from) }
    });
    let mut grpc = Grpc::new(ProstCodec::<A, Q>::default());
    grpc.unary(service, request).await.map(Body::new)
}

impl From<Failure> for Status {
    fn from(failure: Failure) -> Self {
        failure.log();
        Self::new(Code::from(failure.grpc_code()), failure.reason())
    }
}
