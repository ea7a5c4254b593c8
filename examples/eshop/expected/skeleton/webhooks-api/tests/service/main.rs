//! Tests of the service as a whole; they need nothing but the loopback interface.

#[rustfmt::skip]
mod double;
#[rustfmt::skip]
mod generated;
#[rustfmt::skip]
mod messages;
mod operations;
