//! What the engine tells: the event stream, and the problems with their stable codes.
mod code;
mod event;
mod meter;
mod problem;
mod progress;
mod size;

pub use code::{Code, of_io};
pub use event::{Cancel, Cancelled, Event, Events, StepTitle, Throttle, ignore};
pub use meter::Meter;
pub use problem::{Explain, Problem};
pub use progress::{Progress, StepProgress, StepState, Transfer, UnpackedFiles, Waiting};
pub use size::{size, sizes};
