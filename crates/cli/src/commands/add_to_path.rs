//! `add-to-path`, which is `env path first`.
use clap::Args;
use upgo_engine::change::request::ChangeRequest;

use super::shared::change::Change;
use super::{CommandResult, Run, Start};
use crate::arguments::ChangeOptions;

/// Put Upgo's folder first on your PATH
#[derive(Args, Debug)]
pub(crate) struct AddToPath {
    #[command(flatten)]
    pub(super) change: ChangeOptions,
}

impl Run for AddToPath {
    fn only_reads(&self) -> bool {
        false
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let engine = start.engine()?;
        Change::new(ChangeRequest::AddToPath, self.change).make(engine, start.cancel(), start.output)
    }
}
