//! What `account-service` does in each operation. Yours: written once, never overwritten. Each call below is one the
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
    // `GET /account/`.
    async fn get_account(
        &self,
        _request: payload::GetAccountRequest,
    ) -> Result<payload::GetAccountResponse, Failure> {
        // `accounts-list` talks to a datastore: use its driver.
        Ok(Default::default())
    }

    // `GET /account/{id}`.
    async fn get_account_id(
        &self,
        _request: payload::GetAccountIdRequest,
    ) -> Result<payload::GetAccountIdResponse, Failure> {
        // `accounts-get` talks to a datastore: use its driver.
        Ok(Default::default())
    }

    // `GET /accountuser/`.
    async fn get_accountuser(
        &self,
        _request: payload::GetAccountuserRequest,
    ) -> Result<payload::GetAccountuserResponse, Failure> {
        // `account-users-list` talks to a datastore: use its driver.
        Ok(Default::default())
    }

    // `POST /account/`.
    async fn post_account(
        &self,
        _request: payload::PostAccountRequest,
    ) -> Result<payload::PostAccountResponse, Failure> {
        // `accounts-add` talks to a datastore: use its driver.
        Ok(Default::default())
    }

    // `POST /accountuser/`.
    async fn post_accountuser(
        &self,
        _request: payload::PostAccountuserRequest,
    ) -> Result<payload::PostAccountuserResponse, Failure> {
        // `account-users-add` talks to a datastore: use its driver.
        self.check_person().await?;
        Ok(Default::default())
    }
}

/// The declared calls, one function each.
impl Handlers {
    /// `check-person` at `people-service`: the operation fails with it.
    /// Evidence: `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/service/PeopleValidationService.java:29`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/service/PeopleValidationService.java:17`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountUserController.java:43`.
    /// Decided in ADR-0001.
    async fn check_person(&self) -> Result<payload::CheckPersonResponse, Failure> {
        let client = &self.clients.people_service;
        let call = Default::default();
        let answer = client.check_person(&call).await?;
        Ok(answer)
    }
}
