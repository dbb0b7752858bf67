use clap::Args;
use upgo_engine::change::request::ChangeRequest;

use super::shared::{CommandResult, NewChange, Run, Start, release};
use crate::options::{ChangeOptions, Offers, Proof, TimeLimit, time_limit};

/// Install the newest Go, test it and switch to it
///
/// If new terminals run the newest Go already, nothing changes, even if Upgo does not manage that Go. To let Upgo
/// manage it, run `upgo adopt`.
#[derive(Args, Debug)]
pub(crate) struct Upgrade {
    /// Upgrade to this version instead of the newest
    #[arg(long, value_name = "VERSION", conflicts_with = "patch", add = Offers::Version)]
    to: Option<String>,
    /// Stay on the current release line: upgrade to its newest patch
    #[arg(long)]
    patch: bool,
    /// Never ask: refuse what needs the administrator prompt
    #[arg(long)]
    unattended: bool,
    /// Stop after this time, such as 30m or 2h, and roll back what has begun; exits with status 124
    #[arg(long, value_name = "TIME", requires = "unattended", value_parser = time_limit)]
    deadline: Option<TimeLimit>,
    #[command(flatten)]
    proof: Proof,
    #[command(flatten)]
    change: ChangeOptions,
}

impl Run for Upgrade {
    const ONLY_READS: fn(&Self) -> bool = |_| false;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel) = (start.engine()?, start.cancel());
        let to = self.to.as_deref().map(release).transpose()?;
        let change = NewChange {
            proof: Some(self.proof),
            unattended: self.unattended,
            deadline: self.deadline.as_ref(),
            ..NewChange::new(ChangeRequest::Upgrade { to, patch: self.patch }, self.change)
        };
        change.make(engine, cancel, start.output)
    }
}
