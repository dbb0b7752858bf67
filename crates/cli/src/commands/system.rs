use clap::{Args, Subcommand};
use upgo_engine::change::request::ChangeRequest;

use super::shared::{CommandResult, NewChange, Run, Start, release};
use crate::options::ChangeOptions;

/// Manage the machine-wide Go with the official installer (Windows)
#[derive(Args, Debug)]
pub(crate) struct System {
    #[command(subcommand)]
    action: SystemAction,
}

#[derive(Debug, Subcommand)]
enum SystemAction {
    /// Install Go for all users, in place of the installed version
    #[command(visible_alias = "upgrade")]
    Install {
        /// 1.27.3, 1.27 (its newest patch), rc; by default, the newest stable release
        version: Option<String>,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Restore the files of the machine-wide Go, or finish an interrupted change
    Repair {
        /// Its architecture, if several are installed: amd64, arm64, 386
        #[arg(long, value_name = "ARCH")]
        arch: Option<String>,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Uninstall the machine-wide Go
    Uninstall {
        /// Its architecture, if several are installed: amd64, arm64, 386
        #[arg(long, value_name = "ARCH")]
        arch: Option<String>,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Let `upgo upgrade` use the official installer from now on
    Keep(ChangeOptions),
}

impl Run for System {
    const ONLY_READS: fn(&Self) -> bool = |_| false;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel) = (start.engine()?, start.cancel());
        let of = |arch: &Option<String>| engine.system_arch(arch.as_deref());
        let (request, options) = match &self.action {
            SystemAction::Install { version, change } => {
                (ChangeRequest::SystemInstall { version: version.as_deref().map(release).transpose()? }, change)
            }
            SystemAction::Repair { arch, change } => (ChangeRequest::SystemRepair { arch: of(arch) }, change),
            SystemAction::Uninstall { arch, change } => (ChangeRequest::SystemUninstall { arch: of(arch) }, change),
            SystemAction::Keep(change) => (ChangeRequest::KeepSystem, change),
        };
        NewChange::new(request, *options).make(engine, cancel, start.output)
    }
}
