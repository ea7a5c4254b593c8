//! What crosses the wire. Yours: replace each placeholder by a struct with the real fields, and keep the derives
//! (the tests build their requests with `Default`).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Any JSON; with fields, an object that has at least them.
macro_rules! placeholder {
    ($name:ident) => {
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Value);
    };
    ($name:ident { $($field:ident: $wire:literal),+ }) => {
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        pub struct $name {
            $(
                #[serde(rename = $wire)]
                pub $field: String,
            )+
            #[serde(flatten)]
            pub rest: Map<String, Value>,
        }
    };
}

// The operation `GET /`.
placeholder!(GetOperationRequest);
placeholder!(GetOperationResponse);

// The operation `GET /account-service/account/`.
placeholder!(GetAccountServiceAccountRequest);
placeholder!(GetAccountServiceAccountResponse);

// The operation `GET /account-service/accountuser/`.
placeholder!(GetAccountServiceAccountuserRequest);
placeholder!(GetAccountServiceAccountuserResponse);

// The operation `GET /people-service/People/GetMatchingPeople`.
placeholder!(GetPeopleServicePeopleGetMatchingPeopleRequest);
placeholder!(GetPeopleServicePeopleGetMatchingPeopleResponse);

// The operation `GET /people-service/People/GetPerson`.
placeholder!(GetPeopleServicePeopleGetPersonRequest);
placeholder!(GetPeopleServicePeopleGetPersonResponse);

// The operation `GET /position-service/positions/`.
placeholder!(GetPositionServicePositionsRequest);
placeholder!(GetPositionServicePositionsResponse);

// The operation `GET /position-service/positions/{accountId}`.
placeholder! { GetPositionServicePositionsAccountIdRequest { account_id: "accountId" } }
placeholder!(GetPositionServicePositionsAccountIdResponse);

// The operation `GET /position-service/trades/`.
placeholder!(GetPositionServiceTradesRequest);
placeholder!(GetPositionServiceTradesResponse);

// The operation `GET /position-service/trades/{accountId}`.
placeholder! { GetPositionServiceTradesAccountIdRequest { account_id: "accountId" } }
placeholder!(GetPositionServiceTradesAccountIdResponse);

// The operation `GET /reference-data/stocks`.
placeholder!(GetReferenceDataStocksRequest);
placeholder!(GetReferenceDataStocksResponse);

// The operation `POST /account-service/account/`.
placeholder!(PostAccountServiceAccountRequest);
placeholder!(PostAccountServiceAccountResponse);

// The operation `POST /account-service/accountuser/`.
placeholder!(PostAccountServiceAccountuserRequest);
placeholder!(PostAccountServiceAccountuserResponse);

// The operation `POST /trade-processor/tradeservice/order`.
placeholder!(PostTradeProcessorTradeserviceOrderRequest);
placeholder!(PostTradeProcessorTradeserviceOrderResponse);

// The operation `POST /trade-service/trade/`.
placeholder!(PostTradeServiceTradeRequest);
placeholder!(PostTradeServiceTradeResponse);

// Calls to `account-service`.
placeholder!(IngressAddAccountRequest);
placeholder!(IngressAddAccountResponse);
placeholder!(IngressAddAccountUserRequest);
placeholder!(IngressAddAccountUserResponse);
placeholder!(IngressListAccountUsersRequest);
placeholder!(IngressListAccountUsersResponse);
placeholder!(IngressListAccountsRequest);
placeholder!(IngressListAccountsResponse);

// Calls to `people-service`.
placeholder!(IngressFindPeopleRequest);
placeholder!(IngressFindPeopleResponse);
placeholder!(IngressGetPersonRequest);
placeholder!(IngressGetPersonResponse);

// Calls to `position-service`.
placeholder!(IngressListAllPositionsRequest);
placeholder!(IngressListAllPositionsResponse);
placeholder!(IngressListAllTradesRequest);
placeholder!(IngressListAllTradesResponse);
placeholder! { IngressListPositionsRequest { account_id: "accountId" } }
placeholder!(IngressListPositionsResponse);
placeholder! { IngressListTradesRequest { account_id: "accountId" } }
placeholder!(IngressListTradesResponse);

// Calls to `reference-data`.
placeholder!(IngressListStocksRequest);
placeholder!(IngressListStocksResponse);

// Calls to `trade-processor`.
placeholder!(IngressBookDirectlyRequest);
placeholder!(IngressBookDirectlyResponse);

// Calls to `trade-service`.
placeholder!(IngressSubmitTradeRequest);
placeholder!(IngressSubmitTradeResponse);

// Calls to `web-front-end`.
placeholder!(IngressApplicationRequest);
placeholder!(IngressApplicationResponse);
