//! Starts `checkout`. Yours: written once, never overwritten.

use std::process::ExitCode;

use checkout::generated::start;
use checkout::handlers::Handlers;

#[tokio::main]
async fn main() -> ExitCode {
    start::run(Handlers::new).await
}
