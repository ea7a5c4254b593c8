//! What `checkout` does in each operation. Yours: written once, never overwritten. Each call below is one the
//! architecture declares, in the order it declares, with the effect of its failure.

use crate::generated::inbound::Operations;
use crate::generated::outbound::Clients;
use crate::generated::publish;
use crate::generated::runtime::call::CallError;
use crate::generated::runtime::failure::Failure;
use crate::generated::runtime::store::Store;
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
    // `PlaceOrder`: `gRPC /checkout.Checkout/PlaceOrder`.
    async fn place_order(
        &self,
        _request: payload::PlaceOrderRequest,
    ) -> Result<payload::PlaceOrderResponse, Failure> {
        self.checkout_get_cart().await?;
        self.checkout_convert_prices().await?;
        self.checkout_get_products().await?;
        self.checkout_quote_shipping().await?;
        self.checkout_charge_card().await?;
        self.checkout_ship_order().await?;
        self.checkout_empty_cart().await;
        self.checkout_send_confirmation().await;
        self.publish_orders_to_accounting().await;
        self.checkout_read_flags().await;
        Ok(Default::default())
    }
}

/// The declared calls, one function each.
impl Handlers {
    /// `checkout-get-cart` at `cart`: the operation fails with it.
    /// Evidence: `src/checkout/main.go:523`, `src/checkout/main.go:433`, `src/checkout/main.go:469`.
    /// Decided in ADR-0001.
    async fn checkout_get_cart(&self) -> Result<payload::CheckoutGetCartResponse, Failure> {
        let client = &self.clients.cart;
        let call = Default::default();
        let answer = client.checkout_get_cart(&call).await?;
        Ok(answer)
    }

    /// `checkout-convert-prices` at `currency`: the operation fails with it.
    /// Evidence: `src/checkout/main.go:558`, `src/checkout/main.go:545`, `src/checkout/main.go:445` and 1 more.
    /// Decided in ADR-0001.
    async fn checkout_convert_prices(
        &self,
    ) -> Result<Vec<payload::CheckoutConvertPricesResponse>, Failure> {
        let client = &self.clients.currency;
        let mut answers = Vec::new();
        // Declared as 4 calls per operation: can one call do for all?
        for _ in 0..4 {
            let call = Default::default();
            let answer = client.checkout_convert_prices(&call).await?;
            answers.push(answer);
        }
        Ok(answers)
    }

    /// `checkout-get-products` at `product-catalog`: the operation fails with it.
    /// Evidence: `src/checkout/main.go:541`, `src/checkout/main.go:469`.
    /// Decided in ADR-0001.
    async fn checkout_get_products(
        &self,
    ) -> Result<Vec<payload::CheckoutGetProductsResponse>, Failure> {
        let client = &self.clients.product_catalog;
        let mut answers = Vec::new();
        // Declared as 3 calls per operation: can one call do for all?
        for _ in 0..3 {
            let call = Default::default();
            let answer = client.checkout_get_products(&call).await?;
            answers.push(answer);
        }
        Ok(answers)
    }

    /// `checkout-quote-shipping` at `shipping`: the operation fails with it.
    /// Evidence: `src/checkout/main.go:489`, `src/checkout/main.go:441`, `src/checkout/main.go:212`.
    /// Decided in ADR-0001.
    async fn checkout_quote_shipping(
        &self,
    ) -> Result<payload::CheckoutQuoteShippingResponse, Failure> {
        let client = &self.clients.shipping;
        let call = Default::default();
        let answer = client.checkout_quote_shipping(&call).await?;
        Ok(answer)
    }

    /// `checkout-charge-card` at `payment`: the operation fails with it.
    /// Evidence: `src/checkout/main.go:576`, `src/checkout/main.go:356`, `src/checkout/main.go:369` and 2 more.
    /// Decided in ADR-0001.
    async fn checkout_charge_card(&self) -> Result<payload::CheckoutChargeCardResponse, Failure> {
        let client = &self.clients.payment;
        let call = Default::default();
        let answer = client.checkout_charge_card(&call).await?;
        Ok(answer)
    }

    /// `checkout-ship-order` at `shipping`: the operation fails with it.
    /// Evidence: `src/checkout/main.go:622`, `src/checkout/main.go:369`, `src/checkout/main.go:614` and 1 more.
    /// Decided in ADR-0001.
    async fn checkout_ship_order(&self) -> Result<payload::CheckoutShipOrderResponse, Failure> {
        let client = &self.clients.shipping;
        let call = Default::default();
        let answer = client.checkout_ship_order(&call).await?;
        Ok(answer)
    }

    /// `checkout-empty-cart` at `cart`: its failure is logged and changes nothing.
    /// Evidence: `src/checkout/main.go:376`, `src/checkout/main.go:531`, `src/cart/src/cartstore/ValkeyCartStore.cs:187` and 1 more.
    /// Decided in ADR-0002.
    async fn checkout_empty_cart(&self) {
        let client = &self.clients.cart;
        let call = Default::default();
        let outcome = client.checkout_empty_cart(&call).await;
        if let Err(error) = outcome {
            error.tolerate();
        }
    }

    /// `checkout-send-confirmation` at `email`: its failure is logged and changes nothing.
    /// Evidence: `src/checkout/main.go:595`, `src/checkout/main.go:406`, `src/email/email_server.rb:73` and 1 more.
    /// Decided in ADR-0003.
    async fn checkout_send_confirmation(&self) {
        let client = &self.clients.email;
        let call = Default::default();
        let outcome = client.checkout_send_confirmation(&call).await;
        if let Err(error) = outcome {
            error.tolerate();
        }
    }

    /// `orders-to-accounting` on channel `orders`: sent by a transaction of its own, and without it the operation goes on.
    /// Evidence: `src/checkout/main.go:415`, `src/accounting/Consumer.cs:31`, `src/accounting/Consumer.cs:46` and 5 more.
    /// Decided in ADR-0005.
    async fn publish_orders_to_accounting(&self) {
        let message = Default::default();
        let written = async {
            let mut transaction = self.store.begin().await?;
            let sent = publish::orders(&mut transaction, &message);
            sent.await?;
            transaction.commit().await
        };
        if let Err(error) = written.await {
            tracing::warn!(%error, "goes on without the message");
        }
    }

    /// `checkout-read-flags` at `flagd`: the operation answers with less when it fails.
    /// Evidence: `src/checkout/main.go:197`, `src/checkout/main.go:570`, `src/checkout/main.go:708`.
    /// Decided in ADR-0001.
    async fn checkout_read_flags(&self) -> Vec<payload::CheckoutReadFlagsResponse> {
        let client = &self.clients.flagd;
        let mut answers = Vec::new();
        // Declared as 2 calls per operation: can one call do for all?
        for _ in 0..2 {
            let call = Default::default();
            let outcome = client.checkout_read_flags(&call).await;
            answers.push(match outcome {
                Ok(answer) => answer,
                Err(error) => self.without_checkout_read_flags(&error),
            });
        }
        answers
    }

    /// The answer instead of that of `checkout-read-flags`; yours to say.
    fn without_checkout_read_flags(&self, error: &CallError) -> payload::CheckoutReadFlagsResponse {
        error.tolerate();
        Default::default()
    }
}
