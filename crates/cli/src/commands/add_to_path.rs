//! `add-to-path`, which is `env path first`.
use clap::Args;
use upgo_engine::change::request::ChangeRequest;

use super::shared::{CommandResult, NewChange, Run, Start};
use crate::options::ChangeOptions;

/// Put Upgo's folder first on your PATH
#[derive(Args, Debug)]
pub(crate) struct AddToPath {
    #[command(flatten)]
    pub(super) change: ChangeOptions,
}

impl Run for AddToPath {
    const ONLY_READS: fn(&Self) -> bool = |_| false;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let engine = start.engine()?;
        NewChange::new(ChangeRequest::AddToPath, self.change).make(engine, start.cancel(), start.output)
    }
}
