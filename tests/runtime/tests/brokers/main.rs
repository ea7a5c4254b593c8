//! The adapters against the servers themselves: what every broker must do, then what breaks it. Never skips: a server
//! that is not installed fails its tests. Run with `--features nats,rabbitmq,kafka`.

#[cfg(feature = "kafka")]
mod kafka;
#[cfg(any(feature = "nats", feature = "rabbitmq", feature = "kafka"))]
mod must;
#[cfg(feature = "nats")]
mod nats;
#[cfg(feature = "kafka")]
mod orders;
#[cfg(feature = "rabbitmq")]
mod rabbitmq;
#[cfg(any(feature = "nats", feature = "rabbitmq"))]
mod server;
