//! Starts `webhooks-api`: reads the environment, connects the parts, serves until it is told to stop.

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;

use super::inbound::{Operations, router};
use super::messages::Consumer;
use super::outbound::Clients;
use super::runtime::shutdown;
use super::settings::Settings;

/// What the handlers work with.
#[derive(Debug)]
pub struct Resources {
    /// Whom they call.
    pub clients: Clients,
}

/// Runs the service with the handlers that `make` gives, until Ctrl-C or SIGTERM; requests in flight are then finished.
pub async fn run<H: Operations + Consumer>(make: impl FnOnce(Resources) -> H) -> ExitCode {
    tracing_subscriber::fmt().init();
    match serve(make).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve<H: Operations + Consumer>(make: impl FnOnce(Resources) -> H) -> Result<(), Box<dyn Error>> {
    let settings = Settings::read(|name| std::env::var(name).ok())?;
    let handlers = Arc::new(make(Resources {
        clients: Clients::connect(&settings.addresses)?,
    }));
    tracing::warn!("no broker adapter is connected: no messages arrive");

    let stop = shutdown::on_signal();
    let listener = tokio::net::TcpListener::bind(settings.bind).await?;
    tracing::info!(address = %listener.local_addr()?, "listening");
    axum::serve(listener, router(handlers)).with_graceful_shutdown(stop.cancelled_owned()).await?;
    tracing::info!("stopped");
    Ok(())
}
