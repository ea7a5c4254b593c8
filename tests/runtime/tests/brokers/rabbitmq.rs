//! RabbitMQ, the server itself.

use std::sync::{Arc, Mutex};

use service_runtime::queue::{Broker, Order, connect};

use crate::must;
use crate::server::Server;

async fn start() -> (Server, Arc<dyn Broker>) {
    let server = Server::rabbit();
    let broker = connect(&server.url(), "test")
        .await
        .expect("the URL is right");
    let begin = std::time::Instant::now();
    while let Err(error) = broker.probe().await {
        assert!(begin.elapsed() < must::SOON, "{error:?}");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    (server, broker)
}

#[tokio::test(flavor = "multi_thread")]
async fn does_what_a_broker_must() {
    let (_server, broker) = start().await;
    must::keeps_what_comes_before_the_first_receiver(&broker).await;
    must::delivers_again_what_is_dropped(&broker).await;
    must::claims_are_renewed(&broker).await;
    must::waits_before_it_delivers_again(&broker).await;
    must::gives_each_group_everything(&broker).await;
    must::keeps_the_order(&broker, Order::Key).await;
    must::keeps_the_order(&broker, Order::Total).await;
    must::tells_its_depth(&broker, false).await;
    must::refuses_when_full(&broker).await;
    must::takes_any_name(&broker).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn survives_a_restart() {
    let (server, broker) = start().await;
    let server = Arc::new(Mutex::new(server));
    let again = Arc::clone(&server);
    let kill = || server.lock().expect("nobody panicked").kill();
    must::survives_a_restart(&broker, kill, move || {
        again.lock().expect("nobody panicked").start()
    })
    .await;
}

/// Without a queue, an exchange would drop what it is given. The outbox keeps it instead.
#[tokio::test(flavor = "multi_thread")]
async fn refuses_what_nobody_would_receive() {
    let (_server, broker) = start().await;
    let error = broker
        .publish(&must::message("unheard", None, 5))
        .await
        .expect_err("nobody would receive it");
    assert!(
        error
            .to_string()
            .contains("nobody would receive what is sent to unheard"),
        "{error}"
    );
    // Dead letters are kept for people.
    broker
        .publish(&must::message("unheard.dead", None, 6))
        .await
        .expect("it is kept");
}
