//! Starts `frontend`. Yours: written once, never overwritten.

use std::process::ExitCode;

use frontend::generated::start;
use frontend::handlers::Handlers;

#[tokio::main]
async fn main() -> ExitCode {
    start::run(Handlers::new).await
}
