//! What a command is, and what several commands have in common. It knows no command.
mod agree;
mod change;
mod gate;
pub(crate) mod outcome;
mod ready;
mod releases;
mod running;
mod start;

pub(crate) use agree::{agree, agree_to, cannot_confirm};
pub(crate) use change::{NewChange, show_plan};
pub(crate) use gate::GateOptions;
pub(crate) use ready::{of_project, of_project_or_newest, ready_go};
pub(crate) use releases::{evidence, refuse_version, release, releases, request_for, target};
pub(crate) use start::{CommandResult, ListedCommand, Run, Start, settings_warnings};
