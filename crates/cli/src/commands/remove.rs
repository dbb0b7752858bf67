use std::path::Path;

use clap::Args;
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::Way;
use upgo_engine::change::request::ChangeRequest;

use super::shared::{CommandResult, NewChange, Run, Start, agree_to, releases};
use crate::options::{ChangeOptions, Offers, RunningOptions};

/// Remove installed Go versions
#[derive(Args, Debug)]
pub(crate) struct Remove {
    /// An installed version: 1.27.3, 1.27
    #[arg(value_name = "VERSION", required_unless_present = "unused", add = Offers::Installed)]
    versions: Vec<String>,
    /// Remove the version in use, too
    #[arg(long)]
    force: bool,
    /// Remove versions beyond the number in the setting `keep-versions`, but never the one in use
    #[arg(long, conflicts_with = "versions")]
    unused: bool,
    /// Remove toolchains that Go downloaded into its module cache, by version or folder; this cannot be undone
    ///
    /// Asks for confirmation first.
    #[arg(long, requires = "versions", conflicts_with = "force")]
    downloaded: bool,
    #[command(flatten)]
    running: RunningOptions,
    #[command(flatten)]
    change: ChangeOptions,
}

impl Run for Remove {
    const ONLY_READS: fn(&Self) -> bool = |_| false;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel) = (start.engine()?, start.cancel());
        let request = if self.downloaded {
            let root = |what: &String| engine.find_for(Way::Remove, Some(Path::new(what)));
            ChangeRequest::RemoveDownloaded { roots: self.versions.iter().map(root).collect::<Result<_, _>>()? }
        } else if self.versions.is_empty() {
            ChangeRequest::RemoveUnused // clap demands one of the two
        } else {
            ChangeRequest::Remove { versions: releases(&self.versions)?, force: self.force }
        };
        if self.downloaded && !self.change.dry_run && !self.change.yes {
            agree_to(&engine.plan(&request, cancel)?, Sentence::DeleteNow, Sentence::SeeDeletions, start)?;
        }
        let change = NewChange { running: Some(self.running), ..NewChange::new(request, self.change) };
        change.make(engine, cancel, start.output)
    }
}
