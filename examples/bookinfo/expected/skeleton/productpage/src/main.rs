//! Starts `productpage`. Yours: written once, never overwritten.

use std::process::ExitCode;

use productpage::generated::start;
use productpage::handlers::Handlers;

#[tokio::main]
async fn main() -> ExitCode {
    start::run(Handlers::new).await
}
