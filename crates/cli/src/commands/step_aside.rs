//! `step-aside`, which is `env path first --machine`.
use std::path::PathBuf;

use clap::Args;
use upgo_engine::cases::Way;
use upgo_engine::change::request::ChangeRequest;

use super::shared::{CommandResult, NewChange, Run, Start};
use crate::options::ChangeOptions;

/// Put Upgo's Go before another one on the system PATH
///
/// The other Go stays installed.
#[derive(Args, Debug)]
pub(crate) struct StepAside {
    /// The version (1.26.6) or folder of the installation; by default, the one that a new terminal runs
    #[arg(value_name = "VERSION|PATH")]
    pub(super) what: Option<PathBuf>,
    #[command(flatten)]
    pub(super) change: ChangeOptions,
}

impl Run for StepAside {
    const ONLY_READS: fn(&Self) -> bool = |_| false;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel) = (start.engine()?, start.cancel());
        let root = engine.find_for(Way::StepAside, self.what.as_deref())?;
        NewChange::new(ChangeRequest::StepAside { root }, self.change).make(engine, cancel, start.output)
    }
}
