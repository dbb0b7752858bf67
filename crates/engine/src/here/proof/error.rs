//! Why a toolchain is not installed although its digest is right.
use crate::checksum_database::LookupError;
use crate::effect::of_io;
use crate::report::{Code, Explain};
use crate::signature::{SearchError, Wrong};
use crate::version::Version;

/// A toolchain whose origin is not proven.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// The database has another hash of it.
    #[error(
        "{version} is not what the checksum database {database} has recorded: its files hash to {actual}, they should \
         hash to {told}"
    )]
    Contradicts {
        /// The version.
        version: Version,
        /// The name of the database.
        database: String,
        /// What the database says.
        told: String,
        /// What the files hash to.
        actual: String,
    },
    /// There is a signature, and it is not right.
    #[error("the OpenPGP signature of {version} at {wrong}")]
    Signature {
        /// The version.
        version: Version,
        /// What is wrong with it.
        wrong: Box<Wrong>,
    },
    /// The search for a signature did not end.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The database contradicts itself.
    #[error(transparent)]
    Lookup(#[from] LookupError),
    /// It came as a module, for which only the database can vouch.
    #[error("{version} cannot be had as a module: the checksum database does not vouch for it: {why}")]
    NoRecord {
        /// The version.
        version: Version,
        /// Why there is no proof, in English.
        why: String,
    },
    /// Nobody but the feed vouches for it, and that is not enough.
    #[error("nobody but the feed vouches for {version}: {why}")]
    Unproven {
        /// The version.
        version: Version,
        /// Why there is no proof, in English.
        why: String,
        /// Whether the user may say that the digest is enough.
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
                "Try again when the checksum database can be reached; a GOPROXY may pass on what it says.".to_owned()
            }
            Self::Unproven { may_be_confirmed: false, .. } => {
                "Try again when the network lets you. The setting `proof` says that a proof is required.".to_owned()
            }
            _ => self.code().next().to_owned(),
        }
    }
}
