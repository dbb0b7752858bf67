//! One step of a plan.
use std::path::PathBuf;

use serde::{Deserialize, Serialize, Serializer};
use url::Url;

use crate::catalog::Archive;
use crate::environment::Change;
use crate::report::StepTitle;
use crate::version::Version;

/// One step of a plan, with all that doing it, showing it and undoing it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Step {
    /// Download an archive and compare its SHA-256; unpacking begins meanwhile, into staging.
    Download {
        /// The version in the archive.
        version: Version,
        /// The archive and its official digest.
        archive: Archive,
        /// Where the bytes may come from, in this order.
        #[schemars(with = "Vec<String>")]
        sources: Vec<Url>,
    },
    /// Read an archive that the user has and compare its SHA-256; unpacking begins meanwhile, into staging.
    ReadFile {
        /// The version in the archive.
        version: Version,
        /// The archive and the digest that it must have.
        archive: Archive,
        /// The file.
        #[serde(serialize_with = "lossy")]
        path: PathBuf,
    },
    /// Unpack, check the tree, and make it visible in the store by one rename.
    Unpack {
        /// The version.
        version: Version,
    },
    /// Put the toolchain's own name, `go1.27.3`, into `bin`.
    Publish {
        /// The version.
        version: Version,
    },
    /// Start the new toolchain as a terminal will, and compile and run a small program with it.
    Test {
        /// The version.
        version: Version,
    },
    /// Point the switch at another toolchain, or at none.
    Switch {
        /// Where it points now.
        from: Option<Version>,
        /// Where it will point.
        to: Option<Version>,
    },
    /// Edit the user's PATH.
    EditPath {
        /// What for.
        purpose: PathPurpose,
        /// The old and the new value.
        #[schemars(with = "serde_json::Value")]
        change: Change,
    },
    /// Look at what a new terminal will run.
    Check {
        /// What it should run; `None` where nothing is expected.
        version: Option<Version>,
    },
    /// Take the toolchain's own name out of `bin`.
    Unpublish {
        /// The version.
        version: Version,
    },
    /// Rename a toolchain out of the store, then delete its files.
    Delete {
        /// The version.
        version: Version,
        /// The archive that it came from, from which undo installs it again; `None` where that is not known.
        archive: Option<Archive>,
        /// Bytes that this frees, where that is known.
        size_bytes: Option<u64>,
    },
}

/// Why PATH is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PathPurpose {
    /// So that terminals find Upgo's `go`.
    Go,
    /// So that terminals find what `go install` puts down.
    Tools,
    /// To take an earlier edit back.
    Undo,
}

impl Step {
    /// The step's kind, as in JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Download { .. } => "download",
            Self::ReadFile { .. } => "readFile",
            Self::Unpack { .. } => "unpack",
            Self::Publish { .. } => "publish",
            Self::Test { .. } => "test",
            Self::Switch { .. } => "switch",
            Self::EditPath { .. } => "editPath",
            Self::Check { .. } => "check",
            Self::Unpublish { .. } => "unpublish",
            Self::Delete { .. } => "delete",
        }
    }

    /// What it does, a sentence without its end.
    pub fn describe(&self) -> String {
        match self {
            Self::Download { archive, sources, .. } => {
                let host = sources.first().map(|url| url.host_str().unwrap_or(url.as_str())).unwrap_or_default();
                format!("Download {} from {host} and compare its SHA-256", archive.filename)
            }
            Self::ReadFile { path, .. } => format!("Read {} and compare its SHA-256", path.display()),
            Self::Unpack { version } => format!("Unpack and check {version}"),
            Self::Publish { version } => format!("Make {version} available as its own command"),
            Self::Test { version } => format!("Try {version}: start it, compile and run a small program"),
            Self::Switch { from: _, to: Some(to) } => format!("Switch to {to}"),
            Self::Switch { from: Some(from), to: None } => format!("Switch {from} off"),
            Self::Switch { from: None, to: None } => "Leave the switch as it is".into(),
            Self::EditPath { purpose: PathPurpose::Go, .. } => "Put Upgo's folder first on your PATH".into(),
            Self::EditPath { purpose: PathPurpose::Tools, .. } => {
                "Put the folder of go install last on your PATH".into()
            }
            Self::EditPath { purpose: PathPurpose::Undo, .. } => "Take the edit of your PATH back".into(),
            Self::Check { .. } => "Check what a new terminal runs".into(),
            Self::Unpublish { version } => format!("Take the command {version} away"),
            Self::Delete { version, .. } => format!("Delete {version}"),
        }
    }

    /// Bytes that it downloads, reads or frees, where that is known.
    pub fn bytes(&self) -> Option<u64> {
        match self {
            Self::Download { archive, .. } | Self::ReadFile { archive, .. } => archive.size,
            Self::Delete { size_bytes, .. } => *size_bytes,
            _ => None,
        }
    }

    /// How a progress display names it.
    pub fn title(&self) -> StepTitle {
        StepTitle {
            kind: self.kind().to_owned(),
            description: self.describe(),
            bytes: self.bytes(),
            diff: if let Self::EditPath { change, .. } = self { Some(change.diff()) } else { None },
        }
    }

    /// Whether something is different after it that a user or another program could see.
    pub fn changes_something(&self) -> bool {
        !matches!(self, Self::Download { .. } | Self::ReadFile { .. } | Self::Test { .. } | Self::Check { .. })
    }
}

/// A path that is not Unicode can be shown but not written down; nothing reads it back.
fn lossy<S: Serializer>(path: &std::path::Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&path.display())
}
