//! How an operation or a consumer fails, and what its caller gets to see of it. Never shows a caller what happened
//! inside.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde_json::json;

use super::metrics::RequestOutcome;

/// Any error, as the cause of a failure.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why there is no answer. Reasons are text for the caller; causes go to the log.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The request makes no sense, now or later: 400, with the reason. A message that is invalid is never tried again.
    #[error("{0}")]
    Invalid(String),
    /// What is asked for does not exist: 404, with the reason.
    #[error("{0}")]
    NotFound(String),
    /// The request contradicts the present state: 409, with the reason.
    #[error("{0}")]
    Conflict(String),
    /// There is no room for this now, and nothing was done: 503.
    #[error("overloaded: {0}")]
    Overloaded(String),
    /// Something needed cannot be asked at the moment: 503.
    #[error(transparent)]
    Unavailable(BoxError),
    /// The time for the answer is over; whether anything was done is not known: 504.
    #[error(transparent)]
    Timeout(BoxError),
    /// A dependency failed: 502.
    #[error(transparent)]
    Dependency(BoxError),
    /// This service cannot do it: 500.
    #[error(transparent)]
    Internal(BoxError),
}

impl Failure {
    /// A failure of this service itself.
    pub fn internal(cause: impl Into<BoxError>) -> Self {
        Self::Internal(cause.into())
    }

    /// The HTTP status that the caller gets.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Invalid(_) => StatusCode::BAD_REQUEST,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Overloaded(_) | Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Timeout(_) => StatusCode::GATEWAY_TIMEOUT,
            Self::Dependency(_) => StatusCode::BAD_GATEWAY,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What the caller may read: the reason where the caller is at fault, else only the kind of failure.
    pub fn reason(&self) -> &str {
        match self {
            Self::Invalid(reason) | Self::NotFound(reason) | Self::Conflict(reason) => reason,
            _ => self.status().canonical_reason().unwrap_or("failed"),
        }
    }

    /// The gRPC status code that the caller gets.
    pub fn grpc_code(&self) -> i32 {
        match self {
            Self::Invalid(_) => 3,                            // INVALID_ARGUMENT
            Self::Timeout(_) => 4,                            // DEADLINE_EXCEEDED
            Self::NotFound(_) => 5,                           // NOT_FOUND
            Self::Overloaded(_) => 8,                         // RESOURCE_EXHAUSTED
            Self::Conflict(_) => 9,                           // FAILED_PRECONDITION
            Self::Internal(_) => 13,                          // INTERNAL
            Self::Unavailable(_) | Self::Dependency(_) => 14, // UNAVAILABLE
        }
    }

    /// The outcome as metrics name it.
    pub fn outcome(&self) -> RequestOutcome {
        match self {
            Self::Invalid(_) | Self::NotFound(_) | Self::Conflict(_) => RequestOutcome::Invalid,
            Self::Overloaded(_) => RequestOutcome::Rejected,
            Self::Timeout(_) => RequestOutcome::Timeout,
            Self::Unavailable(_) | Self::Dependency(_) | Self::Internal(_) => {
                RequestOutcome::Failed
            }
        }
    }

    /// Writes it to the log: as an error where this service, or something it needs, is to blame.
    pub fn log(&self) {
        if self.status().is_server_error() {
            tracing::error!(status = self.status().as_u16(), error = %self, "the operation failed");
        } else {
            tracing::debug!(status = self.status().as_u16(), error = %self, "the request was refused");
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        self.log();
        let body = Json(json!({ "error": self.reason() }));
        (self.status(), Extension(self.outcome()), body).into_response()
    }
}
