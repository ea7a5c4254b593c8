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

// The operation `GET /home`.
placeholder!(GetHomeRequest);
placeholder!(GetHomeResponse);

// The operation `POST /deposit`.
placeholder!(PostDepositRequest);
placeholder!(PostDepositResponse);

// The operation `POST /login`.
placeholder!(PostLoginRequest);
placeholder!(PostLoginResponse);

// The operation `POST /payment`.
placeholder!(PostPaymentRequest);
placeholder!(PostPaymentResponse);

// The operation `POST /signup`.
placeholder!(PostSignupRequest);
placeholder!(PostSignupResponse);

// Calls to `balancereader`.
placeholder! { HomeGetBalanceRequest { account: "account" } }
placeholder!(HomeGetBalanceResponse);

// Calls to `contacts`.
placeholder! { DepositAddContactRequest { user: "user" } }
placeholder!(DepositAddContactResponse);
placeholder! { HomeGetContactsRequest { user: "user" } }
placeholder!(HomeGetContactsResponse);
placeholder! { PaymentAddContactRequest { user: "user" } }
placeholder!(PaymentAddContactResponse);

// Calls to `ledgerwriter`.
placeholder!(DepositWriteTransactionRequest);
placeholder!(DepositWriteTransactionResponse);
placeholder!(PaymentWriteTransactionRequest);
placeholder!(PaymentWriteTransactionResponse);

// Calls to `transactionhistory`.
placeholder! { HomeGetHistoryRequest { account: "account" } }
placeholder!(HomeGetHistoryResponse);

// Calls to `userservice`.
placeholder!(LoginCheckPasswordRequest);
placeholder!(LoginCheckPasswordResponse);
placeholder!(SignupCreateUserRequest);
placeholder!(SignupCreateUserResponse);
placeholder!(SignupLogInRequest);
placeholder!(SignupLogInResponse);
