//! `terminal`.
use upgo_engine::cases::{Engine, TerminalGo};

use super::{CommandResult, change};
use crate::output::{Output, bold};

pub(super) fn run(engine: &Engine, version: Option<&str>, output: &Output) -> CommandResult {
    let wanted = version.map(change::release).transpose()?;
    let go = TerminalGo::of(engine, wanted.as_ref())?;
    // A folder that no longer exists is none that a terminal can start in.
    let here = std::env::current_dir().ok().filter(|folder| folder.is_dir());
    let opened = engine.open_terminal(&go, here.as_deref())?;
    output.answer(&opened, |opened| {
        let version = opened.version.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("Opened a terminal with {}.", bold(version))
    });
    Ok(0)
}
