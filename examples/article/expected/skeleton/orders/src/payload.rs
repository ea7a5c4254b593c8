//! What crosses the wire. Yours: replace each placeholder by a struct with the real fields, and keep the derives
//! (the tests build their requests with `Default`).

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Any JSON; with fields, an object that has at least them.
macro_rules! placeholder {
    ($name:ident) => {
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Value);
    };
}

// The operation `Create`.
placeholder!(CreateRequest);
placeholder!(CreateResponse);

// The operation `Get`.
placeholder!(GetOperationRequest);
placeholder!(GetOperationResponse);

// The operation `Process`.
placeholder!(ProcessRequest);

// Messages.
placeholder!(OrderCreatedMessage);
