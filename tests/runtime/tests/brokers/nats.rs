//! NATS JetStream, the server itself.

use std::sync::{Arc, Mutex};

use service_runtime::queue::{Broker, Order, connect};

use crate::must;
use crate::server::Server;

async fn start() -> (Server, Arc<dyn Broker>) {
    let server = Server::nats();
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
    must::tells_its_depth(&broker, true).await;
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

/// NATS itself drops the second message of an id, also when it comes over another connection.
#[tokio::test(flavor = "multi_thread")]
async fn drops_the_second_message_of_an_id() {
    let (server, broker) = start().await;
    let subscription = must::subscription("twice", "reader");
    broker.ensure(&subscription).await.expect("it declares");
    let message = must::message("twice", None, 1);
    must::publish(&broker, &message).await;
    let other = connect(&server.url(), "other")
        .await
        .expect("the URL is right");
    must::publish(&other, &message).await;
    let mut receiver = broker.subscribe(&subscription).await.expect("it receives");
    must::next(&mut receiver)
        .await
        .settle
        .done()
        .await
        .expect("it settles");
    must::nothing(&mut receiver).await;
}

/// A channel that no group is known for keeps everything for the group that comes.
#[tokio::test(flavor = "multi_thread")]
async fn keeps_what_nobody_has_asked_for_yet() {
    let (_server, broker) = start().await;
    must::publish(&broker, &must::message("unknown", None, 5)).await;
    let mut receiver = broker
        .subscribe(&must::subscription("unknown", "late"))
        .await
        .expect("it receives");
    assert_eq!(must::number(&must::settled(&mut receiver).await), 5);
}
