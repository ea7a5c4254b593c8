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

// The operation `POST /pay/{id}`.
placeholder! { PostPayIdRequest { id: "id" } }
placeholder!(PostPayIdResponse);

// Calls to `cart`.
placeholder! { PayDeleteCartRequest { id: "id" } }
placeholder!(PayDeleteCartResponse);

// Calls to `payment-provider`.
placeholder!(PayChargeRequest);
placeholder!(PayChargeResponse);

// Calls to `user`.
placeholder! { PayCheckUserRequest { id: "id" } }
placeholder!(PayCheckUserResponse);
placeholder! { PayRecordOrderRequest { id: "id" } }
placeholder!(PayRecordOrderResponse);

// Messages.
placeholder!(OrdersMessage);
