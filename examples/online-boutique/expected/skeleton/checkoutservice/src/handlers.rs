//! What `checkoutservice` does in each operation. Yours: written once, never overwritten. Each call below is one the
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
    // `PlaceOrder`: `gRPC /checkoutservice.Checkoutservice/PlaceOrder`.
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
        Ok(Default::default())
    }
}

/// The declared calls, one function each.
impl Handlers {
    /// `checkout-get-cart` at `cartservice`: the operation fails with it.
    /// Evidence: `src/checkoutservice/main.go:325`, `src/checkoutservice/main.go:290`.
    /// Decided in ADR-0001.
    async fn checkout_get_cart(&self) -> Result<payload::CheckoutGetCartResponse, Failure> {
        let client = &self.clients.cartservice;
        let call = Default::default();
        let answer = client.checkout_get_cart(&call).await?;
        Ok(answer)
    }

    /// `checkout-convert-prices` at `currencyservice`: the operation fails with it.
    /// Evidence: `src/checkoutservice/main.go:360`, `src/checkoutservice/main.go:348`, `src/checkoutservice/main.go:302`.
    /// Decided in ADR-0001.
    async fn checkout_convert_prices(
        &self,
    ) -> Result<Vec<payload::CheckoutConvertPricesResponse>, Failure> {
        let client = &self.clients.currencyservice;
        let mut answers = Vec::new();
        // Declared as 4 calls per operation: can one call do for all?
        for _ in 0..4 {
            let call = Default::default();
            let answer = client.checkout_convert_prices(&call).await?;
            answers.push(answer);
        }
        Ok(answers)
    }

    /// `checkout-get-products` at `productcatalogservice`: the operation fails with it.
    /// Evidence: `src/checkoutservice/main.go:344`.
    /// Decided in ADR-0001.
    async fn checkout_get_products(
        &self,
    ) -> Result<Vec<payload::CheckoutGetProductsResponse>, Failure> {
        let client = &self.clients.productcatalogservice;
        let mut answers = Vec::new();
        // Declared as 3 calls per operation: can one call do for all?
        for _ in 0..3 {
            let call = Default::default();
            let answer = client.checkout_get_products(&call).await?;
            answers.push(answer);
        }
        Ok(answers)
    }

    /// `checkout-quote-shipping` at `shippingservice`: the operation fails with it.
    /// Evidence: `src/checkoutservice/main.go:315`, `src/checkoutservice/main.go:298`.
    /// Decided in ADR-0001.
    async fn checkout_quote_shipping(
        &self,
    ) -> Result<payload::CheckoutQuoteShippingResponse, Failure> {
        let client = &self.clients.shippingservice;
        let call = Default::default();
        let answer = client.checkout_quote_shipping(&call).await?;
        Ok(answer)
    }

    /// `checkout-charge-card` at `paymentservice`: the operation fails with it.
    /// Evidence: `src/checkoutservice/main.go:370`, `src/checkoutservice/main.go:252`, `src/checkoutservice/main.go:259` and 1 more.
    /// Decided in ADR-0001.
    async fn checkout_charge_card(&self) -> Result<payload::CheckoutChargeCardResponse, Failure> {
        let client = &self.clients.paymentservice;
        let call = Default::default();
        let answer = client.checkout_charge_card(&call).await?;
        Ok(answer)
    }

    /// `checkout-ship-order` at `shippingservice`: the operation fails with it.
    /// Evidence: `src/checkoutservice/main.go:387`, `src/checkoutservice/main.go:258`.
    /// Decided in ADR-0001.
    async fn checkout_ship_order(&self) -> Result<payload::CheckoutShipOrderResponse, Failure> {
        let client = &self.clients.shippingservice;
        let call = Default::default();
        let answer = client.checkout_ship_order(&call).await?;
        Ok(answer)
    }

    /// `checkout-empty-cart` at `cartservice`: its failure is logged and changes nothing.
    /// Evidence: `src/checkoutservice/main.go:263`, `src/checkoutservice/main.go:333`.
    /// Decided in ADR-0002.
    async fn checkout_empty_cart(&self) {
        let client = &self.clients.cartservice;
        let call = Default::default();
        let outcome = client.checkout_empty_cart(&call).await;
        if let Err(error) = outcome {
            error.tolerate();
        }
    }

    /// `checkout-send-confirmation` at `emailservice`: its failure is logged and changes nothing.
    /// Evidence: `src/checkoutservice/main.go:380`, `src/checkoutservice/main.go:273`.
    /// Decided in ADR-0003.
    async fn checkout_send_confirmation(&self) {
        let client = &self.clients.emailservice;
        let call = Default::default();
        let outcome = client.checkout_send_confirmation(&call).await;
        if let Err(error) = outcome {
            error.tolerate();
        }
    }
}
