//! Kafka, as librdkafka's mock cluster: one process, nothing on disk. Never shows what a real cluster does when a broker
//! dies, nor that topics are created as wanted: the mock creates them when it is asked for them.

use std::sync::Arc;
use std::time::Duration;

use rdkafka::mocking::MockCluster;
use rdkafka::producer::DefaultProducerContext;
use service_runtime::queue::{Broker, Order, connect};

use crate::must;

type Cluster = MockCluster<'static, DefaultProducerContext>;

async fn start() -> (Cluster, Arc<dyn Broker>) {
    let cluster = MockCluster::new(3).expect("a cluster");
    let url = format!("kafka://{}", cluster.bootstrap_servers());
    let broker = connect(&url, "test").await.expect("the URL is right");
    (cluster, broker)
}

#[tokio::test(flavor = "multi_thread")]
async fn does_what_a_broker_must() {
    let (_cluster, broker) = start().await;
    broker.probe().await.expect("it answers");
    must::keeps_what_comes_before_the_first_receiver(&broker).await;
    must::delivers_again_what_is_dropped(&broker).await;
    must::claims_are_renewed(&broker).await;
    must::waits_before_it_delivers_again(&broker).await;
    must::gives_each_group_everything(&broker).await;
    must::keeps_the_order(&broker, Order::Key).await;
    must::keeps_the_order(&broker, Order::Total).await;
    must::tells_its_depth(&broker, false).await;
    must::takes_any_name(&broker).await;
}

/// What is behind an unsettled message is settled, but not committed: it comes again with it, to the next receiver.
#[tokio::test(flavor = "multi_thread")]
async fn commits_nothing_past_what_is_unsettled() {
    let (_cluster, broker) = start().await;
    let subscription = must::subscription("gap", "reader");
    broker.ensure(&subscription).await.expect("it declares");
    for number in 0..3 {
        must::publish(&broker, &must::message("gap", Some("one"), number)).await;
    }
    let mut receiver = broker.subscribe(&subscription).await.expect("it receives");
    let first = must::next(&mut receiver).await;
    assert_eq!(must::number(&first.message), 0);
    for _ in 0..2 {
        must::next(&mut receiver)
            .await
            .settle
            .done()
            .await
            .expect("it settles");
    }
    // Longer than the interval of commits.
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(
        broker.depth(&subscription).await.expect("it tells").waiting,
        3
    );
    first.settle.done().await.expect("it settles");
    let begin = std::time::Instant::now();
    while broker.depth(&subscription).await.expect("it tells").waiting != 0 {
        assert!(begin.elapsed() < must::SOON, "nothing is committed");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn survives_a_cluster_that_is_down() {
    let (cluster, broker) = start().await;
    let subscription = must::subscription("down", "reader");
    let mut receiver = broker.subscribe(&subscription).await.expect("it receives");
    must::publish(&broker, &must::message("down", None, 1)).await;
    must::next(&mut receiver)
        .await
        .settle
        .done()
        .await
        .expect("it settles");
    for number in 1..=3 {
        cluster.broker_down(number).expect("it goes down");
    }
    broker
        .publish(&must::message("down", None, 2))
        .await
        .expect_err("nobody stores it");
    broker.probe().await.expect_err("nobody answers");
    for number in 1..=3 {
        cluster.broker_up(number).expect("it comes up");
    }
    must::publish(&broker, &must::message("down", None, 3)).await;
    // librdkafka's mock takes up to a minute until the group is whole again.
    let begin = std::time::Instant::now();
    loop {
        let next = tokio::time::timeout(Duration::from_secs(90), receiver.next()).await;
        let delivery = next
            .expect("a message comes")
            .expect("receiving works")
            .expect("it is not closed");
        delivery.settle.done().await.expect("it settles");
        if must::number(&delivery.message) == 3 {
            break;
        }
        assert!(begin.elapsed() < Duration::from_secs(90), "it never comes");
    }
}
