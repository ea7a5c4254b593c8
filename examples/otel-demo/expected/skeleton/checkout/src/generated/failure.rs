//! How an operation fails, and what its caller gets to see of it.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::call::CallError;
use super::messages::PublishError;

/// Why an operation has no answer.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The request makes no sense: 400, with the reason.
    #[error("{0}")]
    Invalid(String),
    /// This service cannot do it: 500, without the reason.
    #[error("{0}")]
    Internal(String),
    /// A hard dependency did not answer in time (504) or failed (502).
    #[error(transparent)]
    Call(#[from] CallError),
    /// A message that must be sent was not taken: 502.
    #[error(transparent)]
    Publish(#[from] PublishError),
}

impl Failure {
    /// The status the caller gets.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Invalid(_) => StatusCode::BAD_REQUEST,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Call(CallError::Timeout { .. }) => StatusCode::GATEWAY_TIMEOUT,
            Self::Call(_) => StatusCode::BAD_GATEWAY,
            Self::Publish(_) => StatusCode::BAD_GATEWAY,
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = self.status();
        let reason = match &self {
            Self::Invalid(reason) => reason.as_str(),
            _ => status.canonical_reason().unwrap_or("failed"),
        };
        tracing::error!(status = status.as_u16(), error = %self, "the operation failed");
        (status, Json(json!({ "error": reason }))).into_response()
    }
}
