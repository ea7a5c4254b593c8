//! What `orders` does in each operation. Yours: written once, never overwritten. Each call below is one the
//! architecture declares, in the order it declares, with the effect of its failure.

use crate::generated::inbound::Operations;
use crate::generated::later::Later;
use crate::generated::publish;
use crate::generated::runtime::failure::Failure;
use crate::generated::runtime::status::{Accept, Turn};
use crate::generated::runtime::store::{Store, Transaction};
use crate::generated::start::Resources;
use crate::payload;

/// The service's own logic and what it needs for it.
pub struct Handlers {
    pub store: Store,
}

impl Handlers {
    /// Handlers that work with what the service has at hand; take what they need.
    pub fn new(resources: Resources) -> Self {
        Self {
            store: resources.store,
        }
    }
}

impl Operations for Handlers {
    fn store(&self) -> &Store {
        &self.store
    }

    // `Create`: `POST /Create`.
    async fn create(
        &self,
        _request: payload::CreateRequest,
    ) -> Result<payload::CreateResponse, Failure> {
        // What this operation changes belongs into the same transaction.
        let mut transaction = self.store.begin().await?;
        self.publish_order_created(&mut transaction).await?;
        transaction.commit().await?;
        Ok(Default::default())
    }

    // `Get`: `POST /Get`.
    async fn get_operation(
        &self,
        _request: payload::GetOperationRequest,
    ) -> Result<payload::GetOperationResponse, Failure> {
        Ok(Default::default())
    }

    // `Process`: `POST /Process`.
    async fn process(
        &self,
        _request: payload::ProcessRequest,
        accept: &mut Accept,
    ) -> Result<(), Failure> {
        // What this operation changes belongs into this transaction: it is accepted with it.
        accept.begin().await?;
        Ok(())
    }
}

/// What follows after the answer.
impl Later for Handlers {
    // Undoes step `check-inventory`: `release the goods`.
    // It may be called again after a crash: what it does to others must bear that.
    async fn undo_process_check_inventory(
        &self,
        _request: payload::ProcessRequest,
        _turn: &mut Turn<'_>,
    ) -> Result<(), Failure> {
        Ok(())
    }

    // Step `request-payment`, by a message of this service's own.
    async fn process_request_payment(
        &self,
        _request: payload::ProcessRequest,
        turn: &mut Turn<'_>,
    ) -> Result<(), Failure> {
        // Yours: what you write in this transaction is committed with the step.
        turn.begin().await?;
        Ok(())
    }
}

/// The declared calls, one function each.
impl Handlers {
    /// `order-created` on channel `order.created`: sent once the transaction is committed.
    /// Decided in ADR-0003.
    /// No mode is declared; async is recommended.
    async fn publish_order_created(&self, transaction: &mut Transaction) -> Result<(), Failure> {
        let message = Default::default();
        let sent = publish::order_created(transaction, &message);
        sent.await?;
        Ok(())
    }
}
