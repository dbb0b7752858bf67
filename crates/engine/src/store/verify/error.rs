use std::io;
use std::path::PathBuf;

use crate::base::report::{Cancelled, Code, Explain, stated};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::of_io;

#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub(crate) enum VerifyError {
    NoManifest(Version),
    NotInstalled(Version),
    Read { path: PathBuf, source: io::Error },
    Cancelled(#[from] Cancelled),
}

impl Explain for VerifyError {
    fn code(&self) -> Code {
        match self {
            Self::NoManifest(_) => Code::VerifyNoManifest,
            Self::NotInstalled(_) => Code::VersionNotInstalled,
            Self::Read { source, .. } => of_io(source),
            Self::Cancelled(_) => Code::Cancelled,
        }
    }

    fn statement(&self) -> Option<Statement> {
        Some(match self {
            Self::NoManifest(version) => say!(NoFileList { version: version.as_str() }),
            Self::NotInstalled(version) => say!(NotInstalled { version: version.as_str() }),
            Self::Read { path, .. } => say!(CouldNotRead { path: path.as_path() }),
            Self::Cancelled(_) => Sentence::Cancelled.into(),
        })
    }

    fn advice(&self) -> Option<Statement> {
        match self {
            Self::NoManifest(version) => Some(say!(RepairVersion { version: version.number() })),
            _ => None,
        }
    }
}
