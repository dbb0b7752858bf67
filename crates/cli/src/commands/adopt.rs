use std::path::PathBuf;

use clap::Args;
use upgo_engine::cases::Way;
use upgo_engine::change::request::ChangeRequest;

use super::shared::{CommandResult, NewChange, Run, Start};
use crate::options::{ChangeOptions, Proof};

/// Let Upgo manage a Go that was installed some other way
///
/// Installs the same version into Upgo's store. A Go from the official installer is then uninstalled, which shows
/// one administrator prompt. With --all, every other Go stays where it is.
#[derive(Args, Debug)]
pub(crate) struct Adopt {
    /// The version (1.26.6) or folder of the installation; by default, the one that a new terminal runs
    #[arg(value_name = "VERSION|PATH")]
    what: Option<PathBuf>,
    /// Import every version on this machine or in these folders as one change; version managers keep their copies
    #[arg(long, value_name = "FOLDER", num_args = 0.., conflicts_with_all = ["what", "remove_old"])]
    all: Option<Vec<PathBuf>>,
    /// Also move the old folder aside, if you own it; `upgo cache clean` then deletes it
    #[arg(long)]
    remove_old: bool,
    #[command(flatten)]
    proof: Proof,
    #[command(flatten)]
    change: ChangeOptions,
}

impl Run for Adopt {
    const ONLY_READS: fn(&Self) -> bool = |_| false;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel) = (start.engine()?, start.cancel());
        let request = if let Some(folders) = &self.all {
            ChangeRequest::Import { roots: folders.clone() }
        } else {
            let root = engine.find_for(Way::Adopt, self.what.as_deref())?;
            ChangeRequest::Adopt { root, remove_old: self.remove_old }
        };
        let change = NewChange { proof: Some(self.proof), ..NewChange::new(request, self.change) };
        change.make(engine, cancel, start.output)
    }
}
