//! What `frontend` does in each operation. Yours: written once, never overwritten. Each call below is one the
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
    // `GET /home`.
    async fn get_home(
        &self,
        _request: payload::GetHomeRequest,
    ) -> Result<payload::GetHomeResponse, Failure> {
        tokio::join!(
            self.home_get_balance(),
            self.home_get_contacts(),
            self.home_get_history()
        );
        Ok(Default::default())
    }

    // `POST /deposit`.
    async fn post_deposit(
        &self,
        _request: payload::PostDepositRequest,
    ) -> Result<payload::PostDepositResponse, Failure> {
        self.deposit_add_contact().await?;
        self.deposit_write_transaction().await?;
        Ok(Default::default())
    }

    // `POST /login`.
    async fn post_login(
        &self,
        _request: payload::PostLoginRequest,
    ) -> Result<payload::PostLoginResponse, Failure> {
        self.login_check_password().await?;
        Ok(Default::default())
    }

    // `POST /payment`.
    async fn post_payment(
        &self,
        _request: payload::PostPaymentRequest,
    ) -> Result<payload::PostPaymentResponse, Failure> {
        self.payment_add_contact().await?;
        self.payment_write_transaction().await?;
        Ok(Default::default())
    }

    // `POST /signup`.
    async fn post_signup(
        &self,
        _request: payload::PostSignupRequest,
    ) -> Result<payload::PostSignupResponse, Failure> {
        self.signup_create_user().await?;
        self.signup_log_in().await?;
        Ok(Default::default())
    }
}

/// The declared calls, one function each.
impl Handlers {
    /// `home-get-balance` at `balancereader`: the operation answers with less when it fails.
    /// Evidence: `src/frontend/frontend.py:118`, `src/frontend/frontend.py:141`, `src/frontend/frontend.py:677` and 1 more.
    /// Decided in ADR-0001.
    async fn home_get_balance(&self) -> payload::HomeGetBalanceResponse {
        let client = &self.clients.balancereader;
        let call = Default::default();
        let outcome = client.home_get_balance(&call).await;
        match outcome {
            Ok(answer) => answer,
            Err(error) => self.without_home_get_balance(&error),
        }
    }

    /// The answer instead of that of `home-get-balance`; yours to say.
    fn without_home_get_balance(&self, error: &CallError) -> payload::HomeGetBalanceResponse {
        error.tolerate();
        Default::default()
    }

    /// `home-get-contacts` at `contacts`: the operation answers with less when it fails.
    /// Evidence: `src/frontend/frontend.py:130`, `src/frontend/frontend.py:141`, `src/frontend/frontend.py:677` and 1 more.
    /// Decided in ADR-0001.
    async fn home_get_contacts(&self) -> payload::HomeGetContactsResponse {
        let client = &self.clients.contacts;
        let call = Default::default();
        let outcome = client.home_get_contacts(&call).await;
        match outcome {
            Ok(answer) => answer,
            Err(error) => self.without_home_get_contacts(&error),
        }
    }

    /// The answer instead of that of `home-get-contacts`; yours to say.
    fn without_home_get_contacts(&self, error: &CallError) -> payload::HomeGetContactsResponse {
        error.tolerate();
        Default::default()
    }

    /// `home-get-history` at `transactionhistory`: the operation answers with less when it fails.
    /// Evidence: `src/frontend/frontend.py:124`, `src/frontend/frontend.py:141`, `src/frontend/frontend.py:677` and 1 more.
    /// Decided in ADR-0001.
    async fn home_get_history(&self) -> payload::HomeGetHistoryResponse {
        let client = &self.clients.transactionhistory;
        let call = Default::default();
        let outcome = client.home_get_history(&call).await;
        match outcome {
            Ok(answer) => answer,
            Err(error) => self.without_home_get_history(&error),
        }
    }

    /// The answer instead of that of `home-get-history`; yours to say.
    fn without_home_get_history(&self, error: &CallError) -> payload::HomeGetHistoryResponse {
        error.tolerate();
        Default::default()
    }

    /// `deposit-add-contact` at `contacts`: the operation fails with it.
    /// Evidence: `src/frontend/frontend.py:291`, `src/frontend/frontend.py:364`, `src/frontend/frontend.py:370` and 1 more.
    /// Decided in ADR-0002.
    async fn deposit_add_contact(&self) -> Result<payload::DepositAddContactResponse, Failure> {
        let client = &self.clients.contacts;
        let call = Default::default();
        let answer = client.deposit_add_contact(&call).await?;
        Ok(answer)
    }

    /// `deposit-write-transaction` at `ledgerwriter`: the operation fails with it.
    /// Evidence: `src/frontend/frontend.py:306`, `src/frontend/frontend.py:334`, `src/frontend/frontend.py:337` and 2 more.
    /// Decided in ADR-0001.
    async fn deposit_write_transaction(
        &self,
    ) -> Result<payload::DepositWriteTransactionResponse, Failure> {
        let client = &self.clients.ledgerwriter;
        let call = Default::default();
        let answer = client.deposit_write_transaction(&call).await?;
        Ok(answer)
    }

    /// `login-check-password` at `userservice`: the operation fails with it.
    /// Evidence: `src/frontend/frontend.py:445`, `src/frontend/frontend.py:447`, `src/frontend/frontend.py:472`.
    /// Decided in ADR-0001.
    async fn login_check_password(&self) -> Result<payload::LoginCheckPasswordResponse, Failure> {
        let client = &self.clients.userservice;
        let call = Default::default();
        let answer = client.login_check_password(&call).await?;
        Ok(answer)
    }

    /// `payment-add-contact` at `contacts`: the operation fails with it.
    /// Evidence: `src/frontend/frontend.py:226`, `src/frontend/frontend.py:364`, `src/frontend/frontend.py:370` and 1 more.
    /// Decided in ADR-0005.
    async fn payment_add_contact(&self) -> Result<payload::PaymentAddContactResponse, Failure> {
        let client = &self.clients.contacts;
        let call = Default::default();
        let answer = client.payment_add_contact(&call).await?;
        Ok(answer)
    }

    /// `payment-write-transaction` at `ledgerwriter`: the operation fails with it.
    /// Evidence: `src/frontend/frontend.py:239`, `src/frontend/frontend.py:334`, `src/frontend/frontend.py:337` and 2 more.
    /// Decided in ADR-0001.
    async fn payment_write_transaction(
        &self,
    ) -> Result<payload::PaymentWriteTransactionResponse, Failure> {
        let client = &self.clients.ledgerwriter;
        let call = Default::default();
        let answer = client.payment_write_transaction(&call).await?;
        Ok(answer)
    }

    /// `signup-create-user` at `userservice`: the operation fails with it.
    /// Evidence: `src/frontend/frontend.py:587`, `src/frontend/frontend.py:589`, `src/frontend/frontend.py:596` and 1 more.
    /// Decided in ADR-0001.
    async fn signup_create_user(&self) -> Result<payload::SignupCreateUserResponse, Failure> {
        let client = &self.clients.userservice;
        let call = Default::default();
        let answer = client.signup_create_user(&call).await?;
        Ok(answer)
    }

    /// `signup-log-in` at `userservice`: the operation fails with it.
    /// Evidence: `src/frontend/frontend.py:593`, `src/frontend/frontend.py:445`, `src/frontend/frontend.py:447`.
    /// Decided in ADR-0001.
    async fn signup_log_in(&self) -> Result<payload::SignupLogInResponse, Failure> {
        let client = &self.clients.userservice;
        let call = Default::default();
        let answer = client.signup_log_in(&call).await?;
        Ok(answer)
    }
}
