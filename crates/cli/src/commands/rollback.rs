use clap::Args;
use upgo_engine::change::request::ChangeRequest;

use super::shared::{CommandResult, NewChange, Run, Start};
use crate::options::{ChangeOptions, Offers, RunningOptions, change_number};

/// Undo the last change, or the one with this number
///
/// The undo is a change, too: run `upgo rollback` again to redo the first change.
#[derive(Args, Debug)]
pub(crate) struct Rollback {
    /// The number of the change, from `upgo history`
    #[arg(value_parser = change_number, add = Offers::Change)]
    id: Option<u64>,
    #[command(flatten)]
    running: RunningOptions,
    #[command(flatten)]
    change: ChangeOptions,
}

impl Run for Rollback {
    const ONLY_READS: fn(&Self) -> bool = |_| false;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let engine = start.engine()?;
        let request = ChangeRequest::Rollback { id: self.id };
        let change = NewChange { running: Some(self.running), ..NewChange::new(request, self.change) };
        change.make(engine, start.cancel(), start.output)
    }
}
