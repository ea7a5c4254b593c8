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

// The operation `GET /account/`.
placeholder!(GetAccountRequest);
placeholder!(GetAccountResponse);

// The operation `GET /account/{id}`.
placeholder! { GetAccountIdRequest { id: "id" } }
placeholder!(GetAccountIdResponse);

// The operation `GET /accountuser/`.
placeholder!(GetAccountuserRequest);
placeholder!(GetAccountuserResponse);

// The operation `POST /account/`.
placeholder!(PostAccountRequest);
placeholder!(PostAccountResponse);

// The operation `POST /accountuser/`.
placeholder!(PostAccountuserRequest);
placeholder!(PostAccountuserResponse);

// Calls to `people-service`.
placeholder!(CheckPersonRequest);
placeholder!(CheckPersonResponse);
