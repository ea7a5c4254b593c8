//! Feeds any bytes to the target `rule`. Never holds what the target does.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| syncwise_fuzz::rule(bytes));
