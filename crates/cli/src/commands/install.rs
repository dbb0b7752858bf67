use std::path::{Path, PathBuf};

use clap::Args;
use upgo_engine::base::digest::NotSha256;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::words::Sentence;
use upgo_engine::change::plan::Then;
use upgo_engine::change::request::{ChangeRequest, InstallFrom};
use upgo_engine::released::catalog::ReleaseRequest;

use super::shared::{CommandResult, NewChange, Run, Start, of_project_or_newest, release};
use crate::options::{ChangeOptions, Offers, Proof};

/// Install a version; --use switches to it
///
/// The other versions stay. Without a version, installs the version that this folder's project asks for, as for `upgo
/// use`, or the newest release if there is none.
#[derive(Args, Debug)]
pub(crate) struct Install {
    /// A version (1.27.3, 1.27 for its newest patch, latest, rc) or an archive file
    ///
    /// With --bundle, a version in the bundle; by default, its newest release.
    #[arg(value_name = "VERSION|FILE", add = Offers::Version)]
    what: Option<PathBuf>,
    /// Install from a bundle made by `upgo bundle create`, without the network
    ///
    /// The files are verified as always: by a known release list, or by the proofs in the bundle.
    #[arg(long, value_name = "FILE", conflicts_with = "sha256")]
    bundle: Option<PathBuf>,
    /// Switch to it afterwards
    #[arg(long = "use")]
    switch: bool,
    /// Expected SHA-256 of an archive file that is not in the release list
    ///
    /// A file is refused if the release list has another SHA-256 for its version. Otherwise, your SHA-256 is the only
    /// evidence, and `upgo verify` says so.
    #[arg(long, value_name = "HEX", requires = "what")]
    sha256: Option<String>,
    #[command(flatten)]
    proof: Proof,
    #[command(flatten)]
    change: ChangeOptions,
}

impl Run for Install {
    const ONLY_READS: fn(&Self) -> bool = |_| false;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel) = (start.engine()?, start.cancel());
        let bundle = self.bundle.as_ref().map(|file| engine.open_bundle(file, cancel)).transpose()?;
        let engine = bundle.as_deref().unwrap_or(engine);
        let then = if self.switch { Then::Switch } else { Then::Stay };
        let request = ChangeRequest::Install { from: self.from(start)?, then };
        let change = NewChange { proof: Some(self.proof), ..NewChange::new(request, self.change) };
        change.make(engine, cancel, start.output)
    }
}

impl Install {
    fn from(&self, start: &Start<'_>) -> Result<InstallFrom, Problem> {
        match (&self.what, &self.bundle) {
            (Some(what), None) => install_from(what, self.sha256.as_deref()),
            (None, None) => Ok(InstallFrom::Release { version: of_project_or_newest(start)? }),
            (Some(what), _) => Ok(InstallFrom::Release { version: release(&what.to_string_lossy())? }),
            (None, Some(_)) => Ok(InstallFrom::Release { version: ReleaseRequest::Latest }),
        }
    }
}

/// A name that parses as a version means that version, even if there is a file of that name.
fn install_from(path: &Path, sha256: Option<&str>) -> Result<InstallFrom, Problem> {
    let as_version = path.to_str().and_then(|text| text.parse::<ReleaseRequest>().ok());
    match (as_version, sha256) {
        (Some(wanted), None) => Ok(InstallFrom::Release { version: wanted }),
        (Some(_), Some(_)) => Err(Problem::new(Code::Usage, Sentence::Sha256NeedsFile)),
        (None, digest) if path.is_file() => {
            let sha256 = digest.map(str::parse).transpose();
            let sha256 = sha256.map_err(|error: NotSha256| Problem::new(Code::Usage, error.says()))?;
            Ok(InstallFrom::File { path: path.to_owned(), sha256 })
        }
        (None, _) => {
            let said = say!(NeitherVersionNorFile { name: one_line(path.display()) });
            Err(Problem::new(Code::Usage, said).with_next(Sentence::NameVersionOrArchive))
        }
    }
}
