//! What `ingress` does in each operation. Yours: written once, never overwritten. Each call below is one the
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
    // `GET /`.
    async fn get_operation(
        &self,
        _request: payload::GetOperationRequest,
    ) -> Result<payload::GetOperationResponse, Failure> {
        self.ingress_application().await?;
        Ok(Default::default())
    }

    // `GET /account-service/account/`.
    async fn get_account_service_account(
        &self,
        _request: payload::GetAccountServiceAccountRequest,
    ) -> Result<payload::GetAccountServiceAccountResponse, Failure> {
        self.ingress_list_accounts().await?;
        Ok(Default::default())
    }

    // `GET /account-service/accountuser/`.
    async fn get_account_service_accountuser(
        &self,
        _request: payload::GetAccountServiceAccountuserRequest,
    ) -> Result<payload::GetAccountServiceAccountuserResponse, Failure> {
        self.ingress_list_account_users().await?;
        Ok(Default::default())
    }

    // `GET /people-service/People/GetMatchingPeople`.
    async fn get_people_service_people_get_matching_people(
        &self,
        _request: payload::GetPeopleServicePeopleGetMatchingPeopleRequest,
    ) -> Result<payload::GetPeopleServicePeopleGetMatchingPeopleResponse, Failure> {
        self.ingress_find_people().await?;
        Ok(Default::default())
    }

    // `GET /people-service/People/GetPerson`.
    async fn get_people_service_people_get_person(
        &self,
        _request: payload::GetPeopleServicePeopleGetPersonRequest,
    ) -> Result<payload::GetPeopleServicePeopleGetPersonResponse, Failure> {
        self.ingress_get_person().await?;
        Ok(Default::default())
    }

    // `GET /position-service/positions/`.
    async fn get_position_service_positions(
        &self,
        _request: payload::GetPositionServicePositionsRequest,
    ) -> Result<payload::GetPositionServicePositionsResponse, Failure> {
        self.ingress_list_all_positions().await?;
        Ok(Default::default())
    }

    // `GET /position-service/positions/{accountId}`.
    async fn get_position_service_positions_account_id(
        &self,
        _request: payload::GetPositionServicePositionsAccountIdRequest,
    ) -> Result<payload::GetPositionServicePositionsAccountIdResponse, Failure> {
        self.ingress_list_positions().await?;
        Ok(Default::default())
    }

    // `GET /position-service/trades/`.
    async fn get_position_service_trades(
        &self,
        _request: payload::GetPositionServiceTradesRequest,
    ) -> Result<payload::GetPositionServiceTradesResponse, Failure> {
        self.ingress_list_all_trades().await?;
        Ok(Default::default())
    }

    // `GET /position-service/trades/{accountId}`.
    async fn get_position_service_trades_account_id(
        &self,
        _request: payload::GetPositionServiceTradesAccountIdRequest,
    ) -> Result<payload::GetPositionServiceTradesAccountIdResponse, Failure> {
        self.ingress_list_trades().await?;
        Ok(Default::default())
    }

    // `GET /reference-data/stocks`.
    async fn get_reference_data_stocks(
        &self,
        _request: payload::GetReferenceDataStocksRequest,
    ) -> Result<payload::GetReferenceDataStocksResponse, Failure> {
        self.ingress_list_stocks().await?;
        Ok(Default::default())
    }

    // `POST /account-service/account/`.
    async fn post_account_service_account(
        &self,
        _request: payload::PostAccountServiceAccountRequest,
    ) -> Result<payload::PostAccountServiceAccountResponse, Failure> {
        self.ingress_add_account().await?;
        Ok(Default::default())
    }

    // `POST /account-service/accountuser/`.
    async fn post_account_service_accountuser(
        &self,
        _request: payload::PostAccountServiceAccountuserRequest,
    ) -> Result<payload::PostAccountServiceAccountuserResponse, Failure> {
        self.ingress_add_account_user().await?;
        Ok(Default::default())
    }

    // `POST /trade-processor/tradeservice/order`.
    async fn post_trade_processor_tradeservice_order(
        &self,
        _request: payload::PostTradeProcessorTradeserviceOrderRequest,
    ) -> Result<payload::PostTradeProcessorTradeserviceOrderResponse, Failure> {
        self.ingress_book_directly().await?;
        Ok(Default::default())
    }

    // `POST /trade-service/trade/`.
    async fn post_trade_service_trade(
        &self,
        _request: payload::PostTradeServiceTradeRequest,
    ) -> Result<payload::PostTradeServiceTradeResponse, Failure> {
        self.ingress_submit_trade().await?;
        Ok(Default::default())
    }
}

/// The declared calls, one function each.
impl Handlers {
    /// `ingress-application` at `web-front-end`: the operation fails with it.
    /// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:89`.
    async fn ingress_application(&self) -> Result<payload::IngressApplicationResponse, Failure> {
        let client = &self.clients.web_front_end;
        let call = Default::default();
        let answer = client.ingress_application(&call).await?;
        Ok(answer)
    }

    /// `ingress-list-accounts` at `account-service`: the operation fails with it.
    /// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:58`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountController.java:45`.
    async fn ingress_list_accounts(&self) -> Result<payload::IngressListAccountsResponse, Failure> {
        let client = &self.clients.account_service;
        let call = Default::default();
        let answer = client.ingress_list_accounts(&call).await?;
        Ok(answer)
    }

    /// `ingress-list-account-users` at `account-service`: the operation fails with it.
    /// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:58`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountUserController.java:54`.
    async fn ingress_list_account_users(
        &self,
    ) -> Result<payload::IngressListAccountUsersResponse, Failure> {
        let client = &self.clients.account_service;
        let call = Default::default();
        let answer = client.ingress_list_account_users(&call).await?;
        Ok(answer)
    }

    /// `ingress-find-people` at `people-service`: the operation fails with it.
    /// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:49`, `templates/people-service-specfirst/PeopleService.WebApi/Controllers/PeopleController.cs:40`.
    async fn ingress_find_people(&self) -> Result<payload::IngressFindPeopleResponse, Failure> {
        let client = &self.clients.people_service;
        let call = Default::default();
        let answer = client.ingress_find_people(&call).await?;
        Ok(answer)
    }

    /// `ingress-get-person` at `people-service`: the operation fails with it.
    /// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:49`, `templates/people-service-specfirst/PeopleService.WebApi/Controllers/PeopleController.cs:19`.
    async fn ingress_get_person(&self) -> Result<payload::IngressGetPersonResponse, Failure> {
        let client = &self.clients.people_service;
        let call = Default::default();
        let answer = client.ingress_get_person(&call).await?;
        Ok(answer)
    }

    /// `ingress-list-all-positions` at `position-service`: the operation fails with it.
    /// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:67`, `templates/position-service-specfirst/src/main/java/finos/traderx/positionservice/controller/PositionController.java:29`.
    async fn ingress_list_all_positions(
        &self,
    ) -> Result<payload::IngressListAllPositionsResponse, Failure> {
        let client = &self.clients.position_service;
        let call = Default::default();
        let answer = client.ingress_list_all_positions(&call).await?;
        Ok(answer)
    }

    /// `ingress-list-positions` at `position-service`: the operation fails with it.
    /// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:67`, `templates/position-service-specfirst/src/main/java/finos/traderx/positionservice/controller/PositionController.java:24`.
    async fn ingress_list_positions(
        &self,
    ) -> Result<payload::IngressListPositionsResponse, Failure> {
        let client = &self.clients.position_service;
        let call = Default::default();
        let answer = client.ingress_list_positions(&call).await?;
        Ok(answer)
    }

    /// `ingress-list-all-trades` at `position-service`: the operation fails with it.
    /// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:67`, `templates/position-service-specfirst/src/main/java/finos/traderx/positionservice/controller/TradeController.java:29`.
    async fn ingress_list_all_trades(
        &self,
    ) -> Result<payload::IngressListAllTradesResponse, Failure> {
        let client = &self.clients.position_service;
        let call = Default::default();
        let answer = client.ingress_list_all_trades(&call).await?;
        Ok(answer)
    }

    /// `ingress-list-trades` at `position-service`: the operation fails with it.
    /// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:67`, `templates/position-service-specfirst/src/main/java/finos/traderx/positionservice/controller/TradeController.java:24`.
    async fn ingress_list_trades(&self) -> Result<payload::IngressListTradesResponse, Failure> {
        let client = &self.clients.position_service;
        let call = Default::default();
        let answer = client.ingress_list_trades(&call).await?;
        Ok(answer)
    }

    /// `ingress-list-stocks` at `reference-data`: the operation fails with it.
    /// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:15`, `templates/reference-data-specfirst/src/stocks/stocks.controller.ts:9`.
    async fn ingress_list_stocks(&self) -> Result<payload::IngressListStocksResponse, Failure> {
        let client = &self.clients.reference_data;
        let call = Default::default();
        let answer = client.ingress_list_stocks(&call).await?;
        Ok(answer)
    }

    /// `ingress-add-account` at `account-service`: the operation fails with it.
    /// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:58`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountController.java:35`.
    async fn ingress_add_account(&self) -> Result<payload::IngressAddAccountResponse, Failure> {
        let client = &self.clients.account_service;
        let call = Default::default();
        let answer = client.ingress_add_account(&call).await?;
        Ok(answer)
    }

    /// `ingress-add-account-user` at `account-service`: the operation fails with it.
    /// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:58`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountUserController.java:41`.
    async fn ingress_add_account_user(
        &self,
    ) -> Result<payload::IngressAddAccountUserResponse, Failure> {
        let client = &self.clients.account_service;
        let call = Default::default();
        let answer = client.ingress_add_account_user(&call).await?;
        Ok(answer)
    }

    /// `ingress-book-directly` at `trade-processor`: the operation fails with it.
    /// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:85`, `templates/trade-processor-specfirst/src/main/java/finos/traderx/tradeprocessor/controller/TradeServiceController.java:22`, `templates/trade-processor-specfirst/src/main/java/finos/traderx/tradeprocessor/service/TradeService.java:45`.
    async fn ingress_book_directly(&self) -> Result<payload::IngressBookDirectlyResponse, Failure> {
        let client = &self.clients.trade_processor;
        let call = Default::default();
        let answer = client.ingress_book_directly(&call).await?;
        Ok(answer)
    }

    /// `ingress-submit-trade` at `trade-service`: the operation fails with it.
    /// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:76`, `templates/trade-service-specfirst/src/main/java/finos/traderx/tradeservice/controller/TradeOrderController.java:42`, `templates/trade-processor-specfirst/src/main/java/finos/traderx/tradeprocessor/service/TradeService.java:45`.
    async fn ingress_submit_trade(&self) -> Result<payload::IngressSubmitTradeResponse, Failure> {
        let client = &self.clients.trade_service;
        let call = Default::default();
        let answer = client.ingress_submit_trade(&call).await?;
        Ok(answer)
    }
}
