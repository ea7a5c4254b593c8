//! Starts `webhooks-api`. Yours: written once, never overwritten.

use std::process::ExitCode;

use webhooks_api::generated::start;
use webhooks_api::handlers::Handlers;

#[tokio::main]
async fn main() -> ExitCode {
    start::run(Handlers::new).await
}
