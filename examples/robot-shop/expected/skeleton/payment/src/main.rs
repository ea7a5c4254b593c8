//! Starts `payment`. Yours: written once, never overwritten.

use std::process::ExitCode;

use payment::generated::start;
use payment::handlers::Handlers;

#[tokio::main]
async fn main() -> ExitCode {
    start::run(Handlers::new).await
}
