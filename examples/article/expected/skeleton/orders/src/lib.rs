//! `orders`. `generated` follows the architecture and is written again by `syncwise scaffold`;
//! `handlers` and `payload` are yours.

#[rustfmt::skip]
pub mod generated;
pub mod handlers;
pub mod payload;
