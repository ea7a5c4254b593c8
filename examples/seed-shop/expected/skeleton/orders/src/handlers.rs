//! What `orders` does in each operation. Yours: written once, never overwritten. Each call below is one the
//! architecture declares, in the order it declares, with the effect of its failure.

use crate::generated::inbound::Operations;
use crate::generated::outbound::Clients;
use crate::generated::runtime::failure::Failure;
use crate::generated::start::Resources;
use crate::payload;

/// The service's own logic and what it needs for it.
pub struct Handlers {
    pub clients: Clients,
}

impl Handlers {
    /// Handlers that work with what the service has at hand; take what they need.
    pub fn new(resources: Resources) -> Self {
        Self {
            clients: resources.clients,
        }
    }
}

impl Operations for Handlers {
    // `Get`: `gRPC /orders.Orders/Get`.
    async fn get_operation(
        &self,
        _request: payload::GetOperationRequest,
    ) -> Result<payload::GetOperationResponse, Failure> {
        Ok(Default::default())
    }

    // `Place`: `gRPC /orders.Orders/Place`.
    async fn place(
        &self,
        _request: payload::PlaceRequest,
    ) -> Result<payload::PlaceResponse, Failure> {
        self.reserve_stock().await?;
        self.request_payment().await?;
        self.credit_points().await?;
        self.send_confirmation().await?;
        Ok(Default::default())
    }
}

/// The declared calls, one function each.
impl Handlers {
    /// `reserve-stock` at `inventory`: the operation fails with it.
    /// Decided in ADR-0001.
    async fn reserve_stock(&self) -> Result<payload::ReserveStockResponse, Failure> {
        let client = &self.clients.inventory;
        let call = Default::default();
        let answer = client.reserve_stock(&call).await?;
        Ok(answer)
    }

    /// `request-payment` at `payment`: the operation fails with it.
    /// Decided in ADR-0005.
    async fn request_payment(&self) -> Result<payload::RequestPaymentResponse, Failure> {
        let client = &self.clients.payment;
        let call = Default::default();
        let answer = client.request_payment(&call).await?;
        Ok(answer)
    }

    /// `credit-points` at `loyalty`: the operation fails with it.
    /// Decided in ADR-0003.
    async fn credit_points(&self) -> Result<payload::CreditPointsResponse, Failure> {
        let client = &self.clients.loyalty;
        let call = Default::default();
        let answer = client.credit_points(&call).await?;
        Ok(answer)
    }

    /// `send-confirmation` at `mailer`: the operation fails with it.
    /// Decided in ADR-0006.
    async fn send_confirmation(&self) -> Result<payload::SendConfirmationResponse, Failure> {
        let client = &self.clients.mailer;
        let call = Default::default();
        let answer = client.send_confirmation(&call).await?;
        Ok(answer)
    }
}
