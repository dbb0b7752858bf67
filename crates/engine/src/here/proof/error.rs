//! The reasons not to install a toolchain although its digest is right.
use crate::checksum_database::LookupError;
use crate::effect::of_io;
use crate::report::{Code, Explain};
use crate::signature::{InvalidSignature, SearchError};
use crate::version::Version;

/// The origin of a toolchain is not proven.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// The checksum database has another hash for it.
    #[error(
        "the files of {version} do not match the record in the checksum database {database}: their hash is {actual}, \
        the recorded hash is {told}"
    )]
    Contradicts {
        /// The version.
        version: Version,
        /// The name of the database.
        database: String,
        /// The hash that the database has.
        told: String,
        /// The hash of the files.
        actual: String,
    },
    /// There is a signature, and it is invalid.
    #[error("the OpenPGP signature of {version} at {wrong}")]
    Signature {
        /// The version.
        version: Version,
        /// What is wrong with it.
        wrong: Box<InvalidSignature>,
    },
    /// The search for a signature was not completed.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The database contradicts itself.
    #[error(transparent)]
    Lookup(#[from] LookupError),
    /// It was downloaded as a module, which only the checksum database can verify.
    #[error("could not verify {version}, which was downloaded as a module, with the checksum database: {why}")]
    NoRecord {
        /// The version.
        version: Version,
        /// Why there is no proof, in English.
        why: String,
    },
    /// Only the feed lists its checksum, and that is not enough.
    #[error("{version} could only be verified against the release list: {why}")]
    Unproven {
        /// The version.
        version: Version,
        /// Why there is no proof, in English.
        why: String,
        /// Whether the user may accept the digest alone.
        may_be_confirmed: bool,
    },
}

impl ProofError {
    /// Whether the archive itself is bad.
    pub(crate) fn is_about_the_archive(&self) -> bool {
        match self {
            Self::Contradicts { .. } => true,
            Self::Signature { wrong, .. } => wrong.is_about_the_archive(),
            _ => false,
        }
    }
}

impl Explain for ProofError {
    fn code(&self) -> Code {
        match self {
            Self::Contradicts { .. } => Code::VerifyContradicts,
            Self::Signature { .. } => Code::VerifySignature,
            Self::Search(SearchError::Cancelled(_)) => Code::Cancelled,
            Self::Search(SearchError::Archive(error)) => of_io(error),
            Self::Lookup(error) => error.code(),
            Self::NoRecord { .. } | Self::Unproven { .. } => Code::VerifyUnproven,
        }
    }

    fn next(&self) -> String {
        match self {
            Self::NoRecord { .. } => {
                "Try again when the checksum database is reachable. A GOPROXY may also serve its records.".to_owned()
            }
            Self::Unproven { may_be_confirmed: false, .. } => {
                "Try again on another network. The setting `proof` requires a proof.".to_owned()
            }
            _ => self.code().next().to_owned(),
        }
    }
}
