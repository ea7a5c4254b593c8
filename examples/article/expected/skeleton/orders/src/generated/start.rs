//! Starts `orders`: reads the environment, connects the parts, serves until it is told to stop.

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::get;

use super::inbound::{Operations, router};
use super::later::{self, Later};
use super::messages;
use super::runtime::health::{Dependencies, Health, Pace};
use super::runtime::health::Need;
use super::runtime::health::probe;
use super::runtime::messaging::Link;
use super::runtime::status;
use super::runtime::store::Store;
use super::runtime::{metrics, shutdown, telemetry};
use super::settings::Settings;

/// The service, as metrics and traces name it.
pub const NAME: &str = "orders";

/// How long messages in hand may take when the service stops; what is not done then comes again.
const DRAIN: Duration = Duration::from_secs(20);

/// What the handlers work with.
#[derive(Debug)]
pub struct Resources {
    /// The service's own database, with the outbox.
    pub store: Store,
}

/// The whole service over HTTP: its operations, `/health/live`, `/health/ready` and `/metrics`. The last three stand
/// outside of the limit, so that a full service is not taken for a dead one.
pub fn service<H: Operations>(handlers: Arc<H>, health: Health) -> Router {
    let metrics = Router::new().route("/metrics", get(|| async { metrics::render() }));
    router(handlers).merge(health.router()).merge(metrics)
}

/// What the service depends on, each with what its loss means.
pub fn dependencies(_settings: &Settings, store: &Store, link: &Link) -> Dependencies {
    let (store, link) = (store.clone(), link.clone());
    let database = move || {
        let store = store.clone();
        async move { store.probe().await }
    };
    // Messages wait in the outbox until the broker is back.
    let queue = move || {
        let link = link.clone();
        async move { link.probe().await }
    };
    Dependencies::default()
        .with("database", Need::Own, probe(database))
        .with("queue", Need::Soft, probe(queue))
}

/// Runs the service with the handlers that `make` gives, until Ctrl-C or SIGTERM; requests in flight are then finished.
pub async fn run<H: Operations + Later>(make: impl FnOnce(Resources) -> H) -> ExitCode {
    let telemetry = match telemetry::start(NAME) {
        Ok(telemetry) => telemetry,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let outcome = serve(make).await;
    if let Err(error) = &outcome {
        tracing::error!("{error}");
    }
    telemetry.stop();
    if outcome.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn serve<H: Operations + Later>(make: impl FnOnce(Resources) -> H) -> Result<(), Box<dyn Error>> {
    metrics::install(NAME, &[])?;
    let settings = Settings::read(|name| std::env::var(name).ok())?;
    let store = Store::open(&settings.database).await?;
    status::prepare(&store).await?;
    let handlers = Arc::new(make(Resources {
        store: store.clone(),
    }));

    tokio::spawn(metrics::upkeep());
    let stop = shutdown::on_signal();
    let messaging = messages::messaging(&store, &settings.queue);
    let messaging = later::consumed(messaging, &store, &handlers);
    let link = messaging.link();
    let messaging = messaging.start(stop.clone(), DRAIN);
    tokio::spawn(status::watch(store.clone(), later::OPERATIONS, stop.clone()));
    let listener = tokio::net::TcpListener::bind(settings.bind).await?;
    tracing::info!(address = %listener.local_addr()?, "listening");
    let health = dependencies(&settings, &store, &link).watch(Pace::default());
    let stopping = health.clone();
    let told = {
        let stop = stop.clone();
        async move {
            stop.cancelled().await;
            stopping.stop();
        }
    };
    axum::serve(listener, service(handlers, health)).with_graceful_shutdown(told).await?;
    stop.cancel();
    messaging.await??;
    tracing::info!("stopped");
    Ok(())
}
