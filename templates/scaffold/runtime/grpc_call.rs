//! Calls over gRPC. Never retries by itself: an attempt is one request.

use std::error::Error;

use axum::http::Uri;
use axum::http::uri::PathAndQuery;
use prost::Message;
use tonic::client::Grpc;
use tonic::transport::{Channel, Endpoint};
use tonic::{Code, ConnectError, Request, Response, Status, TimeoutExpired};
use tonic_prost::ProstCodec;

use super::call::{Attempt, CallError, Caller, Cause, Refusal};
use super::settings::{SettingError, parsed};

/// A callee: where it is and the connection to it.
#[derive(Debug, Clone)]
pub struct Peer {
    channel: Channel,
}

/// The address of a callee, from the variable `name` with this value.
///
/// # Errors
/// It is missing, is no URL, or asks for TLS, which is left to what connects the services here.
pub fn address(name: &str, value: Option<String>) -> Result<Uri, SettingError> {
    let address: Uri = parsed(name, value, None)?;
    if address.scheme_str() != Some("http") {
        let problem = "does not begin with http://, and gRPC is spoken in clear text here";
        let (name, problem) = (name.to_owned(), problem.to_owned());
        return Err(SettingError { name, problem });
    }
    Ok(address)
}

impl Peer {
    /// A callee at this address. It is connected to with the first call. Must be made within a tokio runtime.
    pub fn new(address: &Uri) -> Self {
        let channel = Endpoint::from(address.clone()).connect_lazy();
        Self { channel }
    }

    /// Sends `request` to the procedure at `path` as the caller's policy says and waits for the answer.
    ///
    /// # Errors
    /// Those of [`Caller::run`].
    pub async fn send<Q, A>(
        &self,
        caller: &Caller,
        path: &'static str,
        request: &Q,
    ) -> Result<A, CallError>
    where
        Q: Message + Clone + 'static,
        A: Message + Default + 'static,
    {
        caller
            .run(|attempt| self.attempt(attempt, path, request.clone()))
            .await
    }

    async fn attempt<Q, A>(
        &self,
        attempt: Attempt,
        path: &'static str,
        message: Q,
    ) -> Result<A, Cause>
    where
        Q: Message + 'static,
        A: Message + Default + 'static,
    {
        let mut request = Request::new(message);
        attempt.mark(request.metadata_mut().as_mut());
        if let Some(time) = attempt.told() {
            request.set_timeout(time);
        }
        let mut grpc = Grpc::new(self.channel.clone());
        grpc.ready().await.map_err(|error| Cause::Unreachable {
            sent: false,
            source: error.into(),
        })?;
        let path = PathAndQuery::from_static(path);
        let answer = grpc
            .unary(request, path, ProstCodec::<Q, A>::default())
            .await;
        answer
            .map(Response::into_inner)
            .map_err(|status| cause(status, &attempt))
    }
}

fn cause(status: Status, attempt: &Attempt) -> Cause {
    // The channel ends a request after the time that it tells the callee.
    if is_caused_by::<TimeoutExpired>(&status) {
        return attempt.late();
    }
    let connects = is_caused_by::<ConnectError>(&status);
    if connects || is_caused_by::<tonic::transport::Error>(&status) {
        let source = status.into();
        return Cause::Unreachable {
            sent: !connects,
            source,
        };
    }
    Cause::Refused {
        refusal: meaning(status.code()),
        answer: format!("{:?}: {}", status.code(), status.message()),
    }
}

fn is_caused_by<E: Error + 'static>(status: &Status) -> bool {
    let mut cause = status.source();
    while let Some(error) = cause {
        if error.is::<E>() {
            return true;
        }
        cause = error.source();
    }
    false
}

fn meaning(code: Code) -> Refusal {
    match code {
        Code::NotFound => Refusal::NotFound,
        Code::AlreadyExists | Code::FailedPrecondition | Code::Aborted => Refusal::Conflict,
        Code::ResourceExhausted => Refusal::Overloaded,
        Code::Unavailable => Refusal::Unavailable,
        Code::DeadlineExceeded | Code::Cancelled => Refusal::Late,
        Code::Ok | Code::Unknown | Code::Internal | Code::DataLoss => Refusal::Failed,
        Code::InvalidArgument
        | Code::OutOfRange
        | Code::Unimplemented
        | Code::Unauthenticated
        | Code::PermissionDenied => Refusal::Invalid,
    }
}
