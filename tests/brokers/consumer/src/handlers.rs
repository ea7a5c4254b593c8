//! Processes orders: one row for each. The table takes a second row for the same order, so that it would be seen.

use tokio::sync::OnceCell;

use crate::generated::inbound::Operations;
use crate::generated::messages::Consumer;
use crate::generated::runtime::consumer::Work;
use crate::generated::runtime::failure::Failure;
use crate::generated::runtime::store::{Store, Transaction};
use crate::generated::start::Resources;
use crate::payload;

pub struct Handlers {
    store: Store,
    tables: OnceCell<()>,
    /// For the test of the test: the effect is not in the transaction of the message's record.
    broken: bool,
}

impl Handlers {
    pub fn new(resources: Resources) -> Self {
        let broken = std::env::var("BROKEN").is_ok_and(|what| what == "consumer");
        Self { store: resources.store, tables: OnceCell::new(), broken }
    }

    async fn tables(&self) -> Result<(), Failure> {
        let create = async {
            let mut transaction = self.store.begin().await?;
            let table = "CREATE TABLE IF NOT EXISTS effects (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, \
                         customer TEXT NOT NULL, number BIGINT NOT NULL)";
            sqlx::query(table).execute(&mut *transaction).await?;
            transaction.commit().await?;
            Ok(())
        };
        self.tables.get_or_try_init(|| create).await.copied()
    }
}

impl Operations for Handlers {}

impl Consumer for Handlers {
    async fn on_order_placed(&self, order: payload::OrderPlacedMessage, work: &mut Work) -> Result<(), Failure> {
        self.tables().await?;
        match order.poison.as_str() {
            "invalid" => return Err(Failure::Invalid("nobody can process it".into())),
            "failing" => return Err(Failure::internal("it always fails")),
            _ => {}
        }
        if self.broken {
            let mut apart = self.store.begin().await?;
            process(&mut apart, &order).await?;
            apart.commit().await?;
            // Whoever dies here has done it, and nobody knows.
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        } else {
            process(work.begin().await?, &order).await?;
        }
        Ok(())
    }
}

async fn process(transaction: &mut Transaction, order: &payload::OrderPlacedMessage) -> Result<(), Failure> {
    sqlx::query("INSERT INTO effects (id, customer, number) VALUES ($1, $2, $3)")
        .bind(&order.order)
        .bind(&order.customer)
        .bind(order.number)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}
