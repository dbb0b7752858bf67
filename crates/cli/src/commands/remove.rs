//! `remove`.
use clap::Args;
use upgo_engine::change::request::ChangeRequest;

use super::shared::change::Change;
use super::shared::releases::release;
use super::{CommandResult, Run, Start};
use crate::arguments::{ChangeOptions, RunningOptions};

/// Remove an installed Go version
#[derive(Args, Debug)]
pub(crate) struct Remove {
    /// An installed version: 1.27.3, 1.27
    #[arg(required_unless_present = "unused")]
    version: Option<String>,
    /// Remove it even if it is the version in use
    #[arg(long)]
    force: bool,
    /// Remove versions in excess of the setting `keep-versions`, but never the one in use
    #[arg(long, conflicts_with = "version")]
    unused: bool,
    #[command(flatten)]
    running: RunningOptions,
    #[command(flatten)]
    change: ChangeOptions,
}

impl Run for Remove {
    fn only_reads(&self) -> bool {
        false
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel) = (start.engine()?, start.cancel());
        let request = match &self.version {
            Some(version) => ChangeRequest::Remove { version: release(version)?, force: self.force },
            None => ChangeRequest::RemoveUnused, // clap demands one of the two
        };
        let change = Change { running: Some(self.running), ..Change::new(request, self.change) };
        change.make(engine, cancel, start.output)
    }
}
