//! Tests of the service as a whole; they need nothing but the loopback interface.

#[rustfmt::skip]
mod generated;
mod later;
#[rustfmt::skip]
mod messages;
mod operations;
