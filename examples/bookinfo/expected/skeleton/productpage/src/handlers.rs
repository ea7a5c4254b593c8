//! What `productpage` does in each operation. Yours: written once, never overwritten. Each call below is one the
//! architecture declares, in the order it declares, with the effect of its failure.

use crate::generated::inbound::Operations;
use crate::generated::outbound::Clients;
use crate::generated::runtime::call::CallError;
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
    // `GET /productpage`.
    async fn get_productpage(
        &self,
        _request: payload::GetProductpageRequest,
    ) -> Result<payload::GetProductpageResponse, Failure> {
        self.get_details().await?;
        self.get_reviews().await;
        Ok(Default::default())
    }
}

/// The declared calls, one function each.
impl Handlers {
    /// `get-details` at `details`: no `on-failure` is declared, so the operation fails with it.
    /// Decided in ADR-0001.
    async fn get_details(&self) -> Result<payload::GetDetailsResponse, Failure> {
        let client = &self.clients.details;
        let call = Default::default();
        let answer = client.get_details(&call).await?;
        Ok(answer)
    }

    /// `get-reviews` at `reviews`: the operation answers with less when it fails.
    /// Evidence: `Istio documentation, task Fault Injection, section Understanding what happened`.
    /// Decided in ADR-0001.
    async fn get_reviews(&self) -> payload::GetReviewsResponse {
        let client = &self.clients.reviews;
        let call = Default::default();
        let outcome = client.get_reviews(&call).await;
        match outcome {
            Ok(answer) => answer,
            Err(error) => self.without_get_reviews(&error),
        }
    }

    /// The answer instead of that of `get-reviews`; yours to say.
    fn without_get_reviews(&self, error: &CallError) -> payload::GetReviewsResponse {
        error.tolerate();
        Default::default()
    }
}
