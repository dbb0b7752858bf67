use clap::Args;
use upgo_engine::change::request::ChangeRequest;

use super::shared::{CommandResult, NewChange, Run, Start, of_project, release};
use crate::options::{ChangeOptions, Offers};

/// Switch to a version; without one, to the project's
///
/// Without a version, switches to the version that this folder's project asks for: by its version file (.go-version,
/// .tool-versions, mise.toml), or by its go.work or go.mod. It must be installed; `upgo install --use` installs it.
///
/// The choice applies to every folder. `upgo shell project` opens a shell with the project's version instead, and `upgo
/// exec project -- COMMAND` runs one command with it.
#[derive(Args, Debug)]
pub(crate) struct Use {
    /// An installed version: 1.27.3, 1.27, latest
    #[arg(add = Offers::Installed)]
    version: Option<String>,
    #[command(flatten)]
    change: ChangeOptions,
}

impl Run for Use {
    const ONLY_READS: fn(&Self) -> bool = |_| false;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        start.leaves_settings();
        let engine = start.engine()?;
        let version = match &self.version {
            Some(version) => release(version)?,
            None => of_project(start)?,
        };
        let change = NewChange::new(ChangeRequest::Use { version }, self.change);
        change.make(engine, start.cancel_of_quick_command(), start.output)
    }
}
