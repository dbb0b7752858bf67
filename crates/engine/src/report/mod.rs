//! What the engine tells: the event stream, and the problems with their stable codes.
mod code;
mod event;
mod problem;

pub use code::{Code, of_io};
pub use event::{Cancel, Cancelled, Event, Events, Throttle, ignore};
pub use problem::{Explain, Problem};
