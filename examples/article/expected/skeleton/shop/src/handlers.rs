//! What `shop` does in each operation. Yours: written once, never overwritten. Each call below is one the
//! architecture declares, in the order it declares, with the effect of its failure.

use crate::generated::failure::Failure;
use crate::generated::inbound::Operations;
use crate::generated::outbound::Clients;
use crate::payload;

/// The service's own logic and what it needs for it.
pub struct Handlers {
    pub clients: Clients,
}

impl Handlers {
    /// Handlers that reach the others through what is given.
    pub fn new(clients: Clients) -> Self {
        Self { clients }
    }
}

impl Operations for Handlers {
    // `GET /orders/{id}`.
    async fn get_orders_id(
        &self,
        _request: payload::GetOrdersIdRequest,
    ) -> Result<payload::GetOrdersIdResponse, Failure> {
        self.get_user_order().await?;
        Ok(Default::default())
    }

    // `POST /orders`.
    async fn post_orders(
        &self,
        _request: payload::PostOrdersRequest,
    ) -> Result<payload::PostOrdersResponse, Failure> {
        self.process_order().await?;
        Ok(Default::default())
    }
}

/// The declared calls, one function each.
impl Handlers {
    /// `get-user-order` at `orders`: no `on-failure` is declared, so the operation fails with it.
    /// Decided in ADR-0002.
    /// No mode is declared; sync is recommended.
    async fn get_user_order(&self) -> Result<payload::GetUserOrderResponse, Failure> {
        let client = &self.clients.orders;
        let call = Default::default();
        let answer = client.get_user_order(&call).await?;
        Ok(answer)
    }

    /// `process-order` at `orders`: no `on-failure` is declared, so the operation fails with it.
    /// Decided in ADR-0004.
    /// Hybrid: only the part that runs now is generated; what runs later (`request-payment`) is not, yet.
    async fn process_order(&self) -> Result<payload::ProcessOrderResponse, Failure> {
        let client = &self.clients.orders;
        let call = Default::default();
        let answer = client.process_order(&call).await?;
        Ok(answer)
    }
}
