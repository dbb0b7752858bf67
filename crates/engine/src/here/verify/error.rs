//! The errors of a comparison.
use std::io;
use std::path::PathBuf;

use crate::effect::of_io;
use crate::report::{Cancelled, Code, Explain};
use crate::version::Version;

/// The reason why the state of a toolchain is unknown.
#[derive(Debug, thiserror::Error)]
pub(crate) enum VerifyError {
    /// There is nothing to compare with: an older version of Upgo installed it, or its manifest is damaged.
    #[error("there is no list of the files that were unpacked for {0}")]
    NoManifest(Version),
    /// The toolchain is not installed.
    #[error("{0} is not installed")]
    NotInstalled(Version),
    /// A folder could not be read, or another program has a file locked.
    #[error("could not read {}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// The user cancelled.
    #[error("cancelled")]
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

    fn next(&self) -> String {
        match self {
            Self::NoManifest(version) => format!("Run `upgo verify {} --repair`.", version.number()),
            other => other.code().next().to_owned(),
        }
    }
}
