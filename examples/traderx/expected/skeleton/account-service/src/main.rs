//! Starts `account-service`. Yours: written once, never overwritten.

use std::process::ExitCode;

use account_service::generated::start;
use account_service::handlers::Handlers;

#[tokio::main]
async fn main() -> ExitCode {
    start::run(Handlers::new).await
}
