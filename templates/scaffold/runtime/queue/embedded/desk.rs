//! The task behind one receiver of the embedded queue: it claims, settles and renews, many at a time. Never delivers
//! more than the subscription has in flight.

use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;
use uuid::Uuid;

use super::super::{BoxFuture, BrokerError, Delivery, Receiver, Settle, Subscription};
use super::{File, begin, commit, millis, now, table};

/// Pauses between two looks at a queue in which nothing waits. What is published in this process is seen at once.
const SHORTEST_PAUSE: Duration = Duration::from_millis(2);
const LONGEST_PAUSE: Duration = Duration::from_millis(50);

/// A receiver that has not been heard of for this long, or for the subscription's time where that is shorter, is dead.
const LEASE: Duration = Duration::from_secs(5);

/// Begins to receive.
pub(super) fn open(file: File, subscription: Subscription) -> impl Receiver {
    let room = usize::try_from(subscription.in_flight).unwrap_or(1).max(1);
    let (deliveries, waiting) = mpsc::channel(room);
    let (requests, inbox) = mpsc::unbounded_channel();
    let desk = Desk {
        file,
        lease: subscription.redeliver_after.min(LEASE),
        subscription,
        receiver: Uuid::now_v7().to_string(),
        deliveries,
        requests,
        held: 0,
        renewed: None,
        pause: SHORTEST_PAUSE,
    };
    tokio::spawn(desk.run(inbox));
    Waiting(waiting)
}

/// The receiver's own end.
struct Waiting(mpsc::Receiver<Delivery>);

impl Receiver for Waiting {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Delivery>, BrokerError>> {
        Box::pin(async move { Ok(self.0.recv().await) })
    }
}

/// How a delivery ended.
struct Request {
    seq: i64,
    deliveries: u32,
    /// It is due again after this time; never, where absent.
    again: Option<Duration>,
    /// Told when it is written.
    answer: oneshot::Sender<()>,
}

/// A delivery that is not settled yet. Dropped, it waits again.
struct Held {
    seq: i64,
    deliveries: u32,
    requests: Option<mpsc::UnboundedSender<Request>>,
}

impl Held {
    fn ends(mut self, again: Option<Duration>) -> BoxFuture<'static, Result<(), BrokerError>> {
        let written = self.request(again);
        Box::pin(async move {
            match written {
                Some(written) => written
                    .await
                    .map_err(BrokerError::failed("settle a message")),
                None => Ok(()),
            }
        })
    }

    fn request(&mut self, again: Option<Duration>) -> Option<oneshot::Receiver<()>> {
        let requests = self.requests.take()?;
        let (answer, written) = oneshot::channel();
        let request = Request {
            seq: self.seq,
            deliveries: self.deliveries,
            again,
            answer,
        };
        // Without a desk the answer's sender is dropped here, which is the error that the caller gets.
        let _ = requests.send(request);
        Some(written)
    }
}

impl Settle for Held {
    fn done(self: Box<Self>) -> BoxFuture<'static, Result<(), BrokerError>> {
        self.ends(None)
    }

    fn again(self: Box<Self>, after: Duration) -> BoxFuture<'static, Result<(), BrokerError>> {
        self.ends(Some(after))
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.request(Some(Duration::ZERO));
    }
}

struct Desk {
    file: File,
    subscription: Subscription,
    lease: Duration,
    receiver: String,
    deliveries: mpsc::Sender<Delivery>,
    /// Cloned into each delivery.
    requests: mpsc::UnboundedSender<Request>,
    /// Delivered and not settled.
    held: u32,
    renewed: Option<Instant>,
    pause: Duration,
}

impl Desk {
    /// Works until the receiver is gone and everything that it was given is settled.
    async fn run(mut self, mut inbox: mpsc::UnboundedReceiver<Request>) {
        let mut requests = Vec::new();
        loop {
            let closed = self.deliveries.is_closed();
            if closed && self.held == 0 && requests.is_empty() {
                break;
            }
            let published = std::sync::Arc::clone(&self.file.published);
            let mut published = std::pin::pin!(published.notified());
            published.as_mut().enable();
            if let Err(error) = self.turn(&mut requests).await {
                let channel = &self.subscription.channel;
                tracing::warn!(%channel, %error, "the queue's file is tried again");
                tokio::time::sleep(LONGEST_PAUSE).await;
                continue;
            }
            let deliveries = self.deliveries.clone();
            tokio::select! {
                _ = inbox.recv_many(&mut requests, 1024) => {}
                () = published, if self.room() > 0 => {}
                () = deliveries.closed(), if !closed => {}
                () = tokio::time::sleep(self.pause) => {}
            }
        }
        self.leave().await;
    }

    /// How many more may be delivered.
    fn room(&self) -> u32 {
        if self.deliveries.is_closed() {
            return 0;
        }
        self.subscription.in_flight.saturating_sub(self.held)
    }

    /// Settles what was asked for, renews when it is time, and claims what there is room for, all in one transaction.
    async fn turn(&mut self, requests: &mut Vec<Request>) -> Result<(), BrokerError> {
        let renew = self
            .renewed
            .is_none_or(|renewed| renewed.elapsed() >= self.lease / 3);
        let room = self.room();
        if requests.is_empty() && !renew && !(room > 0 && self.waits().await?) {
            self.pause = (self.pause * 2).min(LONGEST_PAUSE);
            return Ok(());
        }
        let turn = self.file.turn.lock().await;
        let mut transaction = begin(&self.file.pool).await?;
        let (written, now) = (BrokerError::failed("write to the queue's file"), now());
        let claims = async {
            if renew {
                let until = now.saturating_add(millis(self.lease));
                table::renew(
                    &mut transaction,
                    &self.subscription,
                    &self.receiver,
                    now,
                    until,
                )
                .await?;
            }
            for request in requests.iter() {
                match request.again {
                    None => table::done(&mut transaction, request.seq).await?,
                    Some(after) => {
                        let due = now.saturating_add(millis(after));
                        table::again(&mut transaction, request.seq, request.deliveries, due)
                            .await?;
                    }
                }
            }
            let most = room + u32::try_from(requests.len()).unwrap_or_default();
            let most = if room == 0 && self.deliveries.is_closed() {
                0
            } else {
                most
            };
            table::claim(
                &mut transaction,
                &self.subscription,
                &self.receiver,
                now,
                most,
            )
            .await
        };
        let claims = claims.await.map_err(written)?;
        commit(transaction).await?;
        drop(turn);
        if renew {
            self.renewed = Some(Instant::now());
        }
        self.pause = SHORTEST_PAUSE;
        for request in requests.drain(..) {
            self.held = self.held.saturating_sub(1);
            // Nobody waits where a delivery was dropped.
            let _ = request.answer.send(());
        }
        for claim in claims {
            self.held += 1;
            let held = Held {
                seq: claim.seq,
                deliveries: claim.deliveries,
                requests: Some(self.requests.clone()),
            };
            // Dropped where the receiver is gone; it waits again then.
            let _ = self.deliveries.try_send(Delivery {
                message: claim.message,
                deliveries: claim.deliveries,
                settle: Box::new(held),
            });
        }
        Ok(())
    }

    async fn waits(&self) -> Result<bool, BrokerError> {
        let mut connection = (self.file.pool.acquire().await)
            .map_err(BrokerError::failed("open the queue's file"))?;
        table::waits(&mut connection, &self.subscription, &self.receiver, now())
            .await
            .map_err(BrokerError::failed("read the queue's file"))
    }

    async fn leave(&self) {
        let left = async {
            let _turn = self.file.turn.lock().await;
            let mut transaction = begin(&self.file.pool).await?;
            table::leave(&mut transaction, &self.subscription, &self.receiver)
                .await
                .map_err(BrokerError::failed("leave the queue"))?;
            commit(transaction).await
        };
        if let Err(error) = left.await {
            let channel = &self.subscription.channel;
            tracing::warn!(%channel, %error, "the queue is left by time only");
        }
    }
}
