//! Starts `checkoutservice`: reads the environment, connects the parts, serves until it is told to stop.

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use super::inbound::{Operations, router};
use super::outbound::Clients;
use super::runtime::health::{Dependencies, Health, Pace};
use super::runtime::health::Need;
use super::runtime::health::connects;
use super::runtime::{metrics, shutdown, telemetry};
use super::settings::Settings;

/// The service, as metrics and traces name it.
pub const NAME: &str = "checkoutservice";

/// What the handlers work with.
#[derive(Debug)]
pub struct Resources {
    /// Whom they call.
    pub clients: Clients,
}

/// The whole service over HTTP: its operations, `/health/live`, `/health/ready` and `/metrics`. The last three stand
/// outside of the limit, so that a full service is not taken for a dead one.
pub fn service<H: Operations>(handlers: Arc<H>, health: Health) -> Router {
    let metrics = Router::new().route("/metrics", get(|| async { metrics::render() }));
    router(handlers).merge(health.router()).merge(metrics)
}

/// What the service depends on, each with what its loss means.
pub fn dependencies(settings: &Settings) -> Dependencies {
    Dependencies::default()
        .with("cartservice", Need::Hard, connects(&settings.addresses.cartservice.to_string()))
        .with("currencyservice", Need::Hard, connects(&settings.addresses.currencyservice.to_string()))
        .with("emailservice", Need::Soft, connects(&settings.addresses.emailservice.to_string()))
        .with("paymentservice", Need::Hard, connects(&settings.addresses.paymentservice.to_string()))
        .with("productcatalogservice", Need::Hard, connects(&settings.addresses.productcatalogservice.to_string()))
        .with("shippingservice", Need::Hard, connects(&settings.addresses.shippingservice.to_string()))
}

/// Runs the service with the handlers that `make` gives, until Ctrl-C or SIGTERM; requests in flight are then finished.
pub async fn run<H: Operations>(make: impl FnOnce(Resources) -> H) -> ExitCode {
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

async fn serve<H: Operations>(make: impl FnOnce(Resources) -> H) -> Result<(), Box<dyn Error>> {
    metrics::install(NAME, &[])?;
    let settings = Settings::read(|name| std::env::var(name).ok())?;
    let clients = Clients::connect(&settings.addresses);
    let handlers = Arc::new(make(Resources {
        clients,
    }));

    tokio::spawn(metrics::upkeep());
    let stop = shutdown::on_signal();
    let listener = tokio::net::TcpListener::bind(settings.bind).await?;
    tracing::info!(address = %listener.local_addr()?, "listening");
    let health = dependencies(&settings).watch(Pace::default());
    let stopping = health.clone();
    let told = {
        let stop = stop.clone();
        async move {
            stop.cancelled().await;
            stopping.stop();
        }
    };
    axum::serve(listener, service(handlers, health)).with_graceful_shutdown(told).await?;
    tracing::info!("stopped");
    Ok(())
}
