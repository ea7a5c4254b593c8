//! Starts `payment`: reads the environment, connects the parts, serves until it is told to stop.

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;

use payment::generated::inbound::router;
use payment::generated::messages::InMemory;
use payment::generated::outbound::Clients;
use payment::generated::settings::Settings;
use payment::handlers::Handlers;

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().init();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let settings = Settings::read(|name| std::env::var(name).ok())?;
    let clients = Clients::connect(&settings.addresses)?;
    tracing::warn!("no broker adapter is connected: messages stay in this process");
    let publisher = Arc::new(InMemory::default());
    let handlers = Arc::new(Handlers::new(clients, publisher));

    let listener = tokio::net::TcpListener::bind(settings.bind).await?;
    tracing::info!(address = %listener.local_addr()?, "listening");
    axum::serve(listener, router(handlers))
        .with_graceful_shutdown(told_to_stop())
        .await?;
    tracing::info!("stopped");
    Ok(())
}

/// Ends with Ctrl-C or SIGTERM; requests in flight are then finished.
async fn told_to_stop() {
    let interrupt = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "cannot listen for Ctrl-C");
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(error) => {
            tracing::error!(%error, "cannot listen for SIGTERM");
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending::<()>().await;
}
