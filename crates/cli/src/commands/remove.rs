//! `remove`.
use clap::Args;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::Sentence;
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::released::catalog::ReleaseRequest;

use super::shared::change::Change;
use super::shared::releases::release;
use super::{CommandResult, Run, Start};
use crate::arguments::{ChangeOptions, RunningOptions};

/// Remove installed Go versions
#[derive(Args, Debug)]
pub(crate) struct Remove {
    /// An installed version: 1.27.3, 1.27; of several, each one exactly
    #[arg(value_name = "VERSION", required_unless_present = "unused")]
    versions: Vec<String>,
    /// Remove it even if it is the version in use
    #[arg(long)]
    force: bool,
    /// Remove versions in excess of the setting `keep-versions`, but never the one in use
    #[arg(long, conflicts_with = "versions")]
    unused: bool,
    #[command(flatten)]
    running: RunningOptions,
    #[command(flatten)]
    change: ChangeOptions,
}

impl Run for Remove {
    fn only_reads(&self) -> bool {
        false
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel) = (start.engine()?, start.cancel());
        let request = match &*self.versions {
            [] => ChangeRequest::RemoveUnused, // clap demands one of the two
            [version] => ChangeRequest::Remove { version: release(version)?, force: self.force },
            several => ChangeRequest::RemoveSeveral { versions: self.exactly(several)? },
        };
        let change = Change { running: Some(self.running), ..Change::new(request, self.change) };
        change.make(engine, cancel, start.output)
    }
}

impl Remove {
    /// The versions, of which none may be the one in use.
    fn exactly(&self, several: &[String]) -> Result<Vec<Version>, Problem> {
        let refused = |why: Sentence| Problem::new(Code::Usage, why).with_next(Sentence::RemoveEach);
        if self.force {
            return Err(refused(Sentence::ForceRemovesOne));
        }
        let exact = several.iter().map(|text| match release(text)? {
            ReleaseRequest::Exact(version) => Ok(version),
            _ => Err(refused(Sentence::SeveralExactly)),
        });
        exact.collect()
    }
}
