//! The messages of gRPC, compiled from `proto/` by `build.rs`: a module per interface, in it one per package.

// prost decides how they look.
#![allow(clippy::all)]

/// `proto/cart/`.
pub mod cart {
    include!(concat!(env!("OUT_DIR"), "/cart/mod.rs"));
}

/// `proto/checkout/`.
pub mod checkout {
    include!(concat!(env!("OUT_DIR"), "/checkout/mod.rs"));
}

/// `proto/currency/`.
pub mod currency {
    include!(concat!(env!("OUT_DIR"), "/currency/mod.rs"));
}

/// `proto/flagd/`.
pub mod flagd {
    include!(concat!(env!("OUT_DIR"), "/flagd/mod.rs"));
}

/// `proto/payment/`.
pub mod payment {
    include!(concat!(env!("OUT_DIR"), "/payment/mod.rs"));
}

/// `proto/product_catalog/`.
pub mod product_catalog {
    include!(concat!(env!("OUT_DIR"), "/product_catalog/mod.rs"));
}
