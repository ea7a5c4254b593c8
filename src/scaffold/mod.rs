//! Scaffolding: a Rust service that implements the decided interactions. Never touches the disk.
