//! What `payment` does in each operation. Yours: written once, never overwritten. Each call below is one the
//! architecture declares, in the order it declares, with the effect of its failure.

use crate::generated::inbound::Operations;
use crate::generated::outbound::Clients;
use crate::generated::publish;
use crate::generated::runtime::failure::Failure;
use crate::generated::runtime::store::{Store, Transaction};
use crate::generated::start::Resources;
use crate::payload;

/// The service's own logic and what it needs for it.
pub struct Handlers {
    pub clients: Clients,
    pub store: Store,
}

impl Handlers {
    /// Handlers that work with what the service has at hand; take what they need.
    pub fn new(resources: Resources) -> Self {
        Self {
            clients: resources.clients,
            store: resources.store,
        }
    }
}

impl Operations for Handlers {
    // `POST /pay/{id}`.
    async fn post_pay_id(
        &self,
        _request: payload::PostPayIdRequest,
    ) -> Result<payload::PostPayIdResponse, Failure> {
        self.pay_charge().await?;
        self.pay_check_user().await?;
        self.pay_delete_cart().await?;
        self.pay_record_order().await?;
        // What this operation changes belongs into the same transaction.
        let mut transaction = self.store.begin().await?;
        self.publish_pay_dispatch_order(&mut transaction).await?;
        transaction.commit().await?;
        Ok(Default::default())
    }
}

/// The declared calls, one function each.
impl Handlers {
    /// `pay-charge` at `payment-provider`: the operation fails with it.
    /// Evidence: `payment/payment.py:84`, `payment/payment.py:89`.
    /// Decided in ADR-0001.
    async fn pay_charge(&self) -> Result<payload::PayChargeResponse, Failure> {
        let client = &self.clients.payment_provider;
        let call = Default::default();
        let answer = client.pay_charge(&call).await?;
        Ok(answer)
    }

    /// `pay-check-user` at `user`: the operation fails with it.
    /// Evidence: `payment/payment.py:64`, `payment/payment.py:68`.
    /// Decided in ADR-0001.
    async fn pay_check_user(&self) -> Result<payload::PayCheckUserResponse, Failure> {
        let client = &self.clients.user;
        let call = Default::default();
        let answer = client.pay_check_user(&call).await?;
        Ok(answer)
    }

    /// `pay-delete-cart` at `cart`: the operation fails with it.
    /// Evidence: `payment/payment.py:116`, `payment/payment.py:121`, `cart/server.js:101`.
    /// Decided in ADR-0002.
    async fn pay_delete_cart(&self) -> Result<payload::PayDeleteCartResponse, Failure> {
        let client = &self.clients.cart;
        let call = Default::default();
        let answer = client.pay_delete_cart(&call).await?;
        Ok(answer)
    }

    /// `pay-dispatch-order` on channel `orders`: sent once the transaction is committed.
    /// Evidence: `payment/payment.py:101`, `payment/rabbitmq.py:24`, `payment/rabbitmq.py:31` and 7 more.
    /// Decided in ADR-0003.
    async fn publish_pay_dispatch_order(
        &self,
        transaction: &mut Transaction,
    ) -> Result<(), Failure> {
        let message = Default::default();
        let sent = publish::orders(transaction, &message);
        sent.await?;
        Ok(())
    }

    /// `pay-record-order` at `user`: the operation fails with it.
    /// Evidence: `payment/payment.py:104`, `payment/payment.py:106`, `payment/payment.py:109` and 1 more.
    /// Decided in ADR-0004.
    async fn pay_record_order(&self) -> Result<payload::PayRecordOrderResponse, Failure> {
        let client = &self.clients.user;
        let call = Default::default();
        let answer = client.pay_record_order(&call).await?;
        Ok(answer)
    }
}
