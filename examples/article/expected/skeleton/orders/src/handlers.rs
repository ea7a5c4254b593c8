//! What `orders` does in each operation. Yours: written once, never overwritten. Each call below is one the
//! architecture declares, in the order it declares, with the effect of its failure.

use std::sync::Arc;

use crate::generated::inbound::Operations;
use crate::generated::messages::{InMemory, Publisher};
use crate::generated::runtime::failure::Failure;
use crate::generated::start::Resources;
use crate::payload;

/// The service's own logic and what it needs for it.
pub struct Handlers {
    pub publisher: Arc<InMemory>,
}

impl Handlers {
    /// Handlers that work with what the service has at hand; take what they need.
    pub fn new(resources: Resources) -> Self {
        Self {
            publisher: resources.publisher,
        }
    }
}

impl Operations for Handlers {
    // `Create`: `POST /Create`.
    async fn create(
        &self,
        _request: payload::CreateRequest,
    ) -> Result<payload::CreateResponse, Failure> {
        self.publish_order_created().await?;
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
    ) -> Result<payload::ProcessResponse, Failure> {
        Ok(Default::default())
    }
}

/// The declared calls, one function each.
impl Handlers {
    /// `order-created` on channel `order.created`: no `on-failure` is declared, so the operation fails with it.
    /// Decided in ADR-0003.
    /// No mode is declared; async is recommended.
    async fn publish_order_created(&self) -> Result<(), Failure> {
        let message = Default::default();
        let publisher = &self.publisher;
        publisher.order_created(&message).await?;
        Ok(())
    }
}
