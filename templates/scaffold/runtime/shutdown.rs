//! When to stop: one token for everything that runs in this process. Never stops anything itself.

pub use tokio_util::sync::CancellationToken;

/// A token that is cancelled by Ctrl-C or SIGTERM. What runs then finishes what it has begun and takes nothing new.
pub fn on_signal() -> CancellationToken {
    let token = CancellationToken::new();
    let told = token.clone();
    tokio::spawn(async move {
        tokio::select! {
            () = interrupted() => {}
            () = terminated() => {}
        }
        tracing::info!("told to stop");
        told.cancel();
    });
    token
}

async fn interrupted() {
    if let Err(error) = tokio::signal::ctrl_c().await {
        tracing::error!(%error, "cannot listen for Ctrl-C");
        std::future::pending::<()>().await;
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
