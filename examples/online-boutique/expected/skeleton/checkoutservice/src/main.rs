//! Starts `checkoutservice`. Yours: written once, never overwritten.

use std::process::ExitCode;

use checkoutservice::generated::start;
use checkoutservice::handlers::Handlers;

#[tokio::main]
async fn main() -> ExitCode {
    start::run(Handlers::new).await
}
