//! The messages of gRPC, compiled from `proto/` by `build.rs`: a module per interface, in it one per package.

// prost decides how they look.
#![allow(clippy::all)]

/// `proto/inventory/`.
pub mod inventory {
    include!(concat!(env!("OUT_DIR"), "/inventory/mod.rs"));
}

/// `proto/loyalty/`.
pub mod loyalty {
    include!(concat!(env!("OUT_DIR"), "/loyalty/mod.rs"));
}

/// `proto/orders/`.
pub mod orders {
    include!(concat!(env!("OUT_DIR"), "/orders/mod.rs"));
}

/// `proto/payment/`.
pub mod payment {
    include!(concat!(env!("OUT_DIR"), "/payment/mod.rs"));
}
