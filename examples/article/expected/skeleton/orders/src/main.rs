//! Starts `orders`. Yours: written once, never overwritten.

use std::process::ExitCode;

use orders::generated::start;
use orders::handlers::Handlers;

#[tokio::main]
async fn main() -> ExitCode {
    start::run(Handlers::new).await
}
