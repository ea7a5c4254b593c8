//! The messages of gRPC, compiled from `proto/` by `build.rs`: a module per interface, in it one per package.

// prost decides how they look.
#![allow(clippy::all)]

/// `proto/cartservice/`.
pub mod cartservice {
    include!(concat!(env!("OUT_DIR"), "/cartservice/mod.rs"));
}

/// `proto/checkoutservice/`.
pub mod checkoutservice {
    include!(concat!(env!("OUT_DIR"), "/checkoutservice/mod.rs"));
}

/// `proto/currencyservice/`.
pub mod currencyservice {
    include!(concat!(env!("OUT_DIR"), "/currencyservice/mod.rs"));
}

/// `proto/emailservice/`.
pub mod emailservice {
    include!(concat!(env!("OUT_DIR"), "/emailservice/mod.rs"));
}

/// `proto/paymentservice/`.
pub mod paymentservice {
    include!(concat!(env!("OUT_DIR"), "/paymentservice/mod.rs"));
}

/// `proto/productcatalogservice/`.
pub mod productcatalogservice {
    include!(concat!(env!("OUT_DIR"), "/productcatalogservice/mod.rs"));
}

/// `proto/shippingservice/`.
pub mod shippingservice {
    include!(concat!(env!("OUT_DIR"), "/shippingservice/mod.rs"));
}
