//! What the engine tells: the event stream, and the problems with their stable codes.
mod code;
mod event;
mod meter;
mod problem;

pub use code::{Code, of_io};
pub use event::{Cancel, Cancelled, Event, Events, StepTitle, Throttle, ignore};
pub use meter::Meter;
pub use problem::{Explain, Problem};
