//! `projects pin`.
use std::path::PathBuf;

use clap::Args;
use upgo_engine::change::request::ChangeRequest;

use super::shared::{CommandResult, NewChange, Run, Start, release};
use crate::options::{ChangeOptions, Offers};

/// Pin a project to a Go version
///
/// Writes the `toolchain` line of its go.mod or go.work, by the rules of `go get toolchain@VERSION`, or the
/// version-manager file of the project: .go-version, .tool-versions, mise.toml. If it has none of these, and the setting
/// follow-projects is on, it gets a .go-version. Every other byte of the files stays the same. Go itself then switches to that version, but never to one older than the running Go.
#[derive(Args, Debug)]
pub(crate) struct Pin {
    /// A version: 1.27.3, 1.27 for its newest patch, latest; by default, the version in use
    #[arg(add = Offers::Version)]
    version: Option<String>,
    /// The folder of the project; by default, the current one
    #[arg(long, value_name = "DIR", add = Offers::Project)]
    project: Option<PathBuf>,
    #[command(flatten)]
    change: ChangeOptions,
}

impl Run for Pin {
    const ONLY_READS: fn(&Self) -> bool = |_| false;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel) = (start.engine()?, start.cancel());
        let version = self.version.as_deref().map(release).transpose()?;
        let folder = self.project.clone().unwrap_or_else(|| PathBuf::from("."));
        NewChange::new(ChangeRequest::Pin { folder, version }, self.change).make(engine, cancel, start.output)
    }
}
