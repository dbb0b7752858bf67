//! `use`.
use clap::Args;
use upgo_engine::change::request::ChangeRequest;

use super::shared::change::Change;
use super::shared::releases::release;
use super::{CommandResult, Run, Start};
use crate::arguments::ChangeOptions;

/// Switch to an installed Go version
#[derive(Args, Debug)]
pub(crate) struct Use {
    /// An installed version: 1.27.3, 1.27, latest
    version: String,
    #[command(flatten)]
    change: ChangeOptions,
}

impl Run for Use {
    fn only_reads(&self) -> bool {
        false
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
        start.leaves_settings();
        let engine = start.engine()?;
        let change = Change::new(ChangeRequest::Use { version: release(&self.version)? }, self.change);
        change.make(engine, start.cancel_of_quick_command(), start.output)
    }
}
