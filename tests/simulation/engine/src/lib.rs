//! A discrete-event simulation of services that call each other. It is a crate of its own, so that it cannot share code
//! with the program whose predictions it tests; never knows a formula about what it simulates.
//!
//! A request holds one place of its service from its start to its answer, its own work and everything it waits for
//! included. Attempts that their caller gave up go on at the callee. Times are seconds.

mod measure;
mod model;
mod random;
mod run;

pub use measure::{CallMeasure, JourneyMeasure, Measured, ServiceMeasure};
pub use model::{Call, Journey, Mode, Operation, Service, System, Time, WhenFull};
pub use run::{Settings, simulate};
