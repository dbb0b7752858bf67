//! `terminal`, which is `shell --window`.
use clap::Args;
use upgo_engine::cases::TerminalGo;

use super::shared::{CommandResult, Run, Start, release};
use super::status::here;
use crate::options::Offers;
use crate::output::bold;

/// Open a terminal with this version of Go, without switching to it
///
/// Sets PATH and GOTOOLCHAIN in that terminal only, and removes GOROOT there, as `upgo exec` does. On Linux, the
/// variable TERMINAL names the terminal program to use.
#[derive(Args, Debug)]
pub(crate) struct Terminal {
    /// An installed version: 1.27.3, 1.27, latest; by default, the version in use
    #[arg(add = Offers::Installed)]
    version: Option<String>,
}

impl Run for Terminal {
    const ONLY_READS: fn(&Self) -> bool = |_| true;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        open(self.version.as_deref(), start)
    }
}

/// With the version in use if none is given.
pub(super) fn open(version: Option<&str>, start: &Start<'_>) -> CommandResult {
    let engine = start.engine_without_sources()?;
    let wanted = version.map(release).transpose()?;
    let go = TerminalGo::of(engine, wanted.as_ref())?;
    let opened = engine.open_terminal(&go, here().as_deref())?;
    start.output.answer(&opened, |opened| {
        let version = opened.version.as_ref().map(ToString::to_string).unwrap_or_default();
        say!(TerminalOpened { version: bold(version) }).to_string()
    });
    Ok(0)
}
