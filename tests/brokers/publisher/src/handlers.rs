//! Takes orders: a row and a message in one transaction, once for each order's number.

use tokio::sync::OnceCell;

use crate::generated::inbound::Operations;
use crate::generated::publish;
use crate::generated::runtime::failure::Failure;
use crate::generated::runtime::store::Store;
use crate::generated::start::Resources;
use crate::payload;

pub struct Handlers {
    store: Store,
    tables: OnceCell<()>,
    /// For the test of the test: the message is put into the outbox after the commit.
    broken: bool,
}

impl Handlers {
    pub fn new(resources: Resources) -> Self {
        let broken = std::env::var("BROKEN").is_ok_and(|what| what == "publisher");
        Self { store: resources.store, tables: OnceCell::new(), broken }
    }

    async fn tables(&self) -> Result<(), Failure> {
        let create = async {
            let mut transaction = self.store.begin().await?;
            let table = "CREATE TABLE IF NOT EXISTS orders (id TEXT PRIMARY KEY, customer TEXT NOT NULL, number BIGINT NOT NULL)";
            sqlx::query(table).execute(&mut *transaction).await?;
            transaction.commit().await?;
            Ok(())
        };
        self.tables.get_or_try_init(|| create).await.copied()
    }
}

impl Operations for Handlers {
    async fn post_orders(&self, order: payload::PostOrdersRequest) -> Result<payload::PostOrdersResponse, Failure> {
        self.tables().await?;
        let mut transaction = self.store.begin().await?;
        let written = sqlx::query("INSERT INTO orders (id, customer, number) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
            .bind(&order.order)
            .bind(&order.customer)
            .bind(order.number)
            .execute(&mut *transaction)
            .await?;
        if written.rows_affected() == 1 {
            if self.broken {
                transaction.commit().await?;
                transaction = self.store.begin().await?;
            }
            publish::order_placed(&mut transaction, &order.customer, &order).await?;
        }
        transaction.commit().await?;
        Ok(payload::PostOrdersResponse {})
    }
}
