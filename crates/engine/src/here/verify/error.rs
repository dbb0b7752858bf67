//! What can go wrong when a tree is compared.
use std::io;
use std::path::PathBuf;

use crate::effect::of_io;
use crate::report::{Cancelled, Code, Explain};
use crate::version::Version;

/// Why it is not known whether a toolchain is as it was unpacked.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// There is nothing to compare it with: an older Upgo has installed it, or the list is broken.
    #[error("there is no list of the files that {0} was unpacked with")]
    NoManifest(Version),
    /// There is no such toolchain.
    #[error("{0} is not installed")]
    NotInstalled(Version),
    /// A folder, or a file that another program keeps for itself.
    #[error("could not read {}", path.display())]
    Read {
        /// Which one.
        path: PathBuf,
        /// The system's word.
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
