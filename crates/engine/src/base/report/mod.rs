//! The output of the engine: the event stream, and the problems with their stable codes.
#[macro_use]
mod explain;
mod code;
mod deadline;
mod diff;
mod event;
mod hook;
mod meter;
mod problem;
mod progress;
mod rehearsal;
mod remedy;
mod size;
mod step;

pub use code::{Claim, Code};
pub use deadline::Deadline;
pub use diff::{Diff, DiffKind, Difference};
pub use event::{Cancel, Cancelled, Event, Events, ReuseTitle, StepTitle, Throttle, ignore};
pub use hook::{EventKind, HookEnd, HookOwner, HookPoint, HookRun, HookTitle};
pub use meter::Meter;
pub use problem::{Became, Explain, Failure, Problem, Result, explained, stated, words};
pub use progress::{Progress, StepProgress, StepState, Transfer, Waiting};
pub use rehearsal::RehearsalPhase;
pub use remedy::Remedy;
pub use size::{size, sizes, time_left, total};
pub use step::StepKind;
