//! Starts `checkout`: reads the environment, connects the parts, serves until it is told to stop.

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use super::inbound::{Operations, router};
use super::messages;
use super::outbound::Clients;
use super::runtime::shutdown;
use super::runtime::store::Store;
use super::settings::Settings;

/// How long messages in hand may take when the service stops; what is not done then comes again.
const DRAIN: Duration = Duration::from_secs(20);

/// What the handlers work with.
#[derive(Debug)]
pub struct Resources {
    /// Whom they call.
    pub clients: Clients,
    /// The service's own database, with the outbox.
    pub store: Store,
}

/// Runs the service with the handlers that `make` gives, until Ctrl-C or SIGTERM; requests in flight are then finished.
pub async fn run<H: Operations>(make: impl FnOnce(Resources) -> H) -> ExitCode {
    tracing_subscriber::fmt().init();
    match serve(make).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve<H: Operations>(make: impl FnOnce(Resources) -> H) -> Result<(), Box<dyn Error>> {
    let settings = Settings::read(|name| std::env::var(name).ok())?;
    let clients = Clients::connect(&settings.addresses)?;
    let store = Store::open(&settings.database).await?;
    let handlers = Arc::new(make(Resources {
        clients,
        store: store.clone(),
    }));

    let stop = shutdown::on_signal();
    let messaging = messages::messaging(&store, &settings.queue);
    let messaging = messaging.start(stop.clone(), DRAIN);
    let listener = tokio::net::TcpListener::bind(settings.bind).await?;
    tracing::info!(address = %listener.local_addr()?, "listening");
    axum::serve(listener, router(handlers)).with_graceful_shutdown(stop.clone().cancelled_owned()).await?;
    stop.cancel();
    messaging.await??;
    tracing::info!("stopped");
    Ok(())
}
