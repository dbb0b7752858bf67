//! Rebuilds `go install` programs: the same version of the same package, with the current Go. A program's build info
//! gives a [`Recipe`], or says why there is none. [`build()`] builds in a separate folder; the old program is
//! [`kept`](crate::store::kept_files).
mod build;
mod error;
mod recipe;
mod usable;

use std::path::{Path, PathBuf};

pub(crate) use build::{BuildPurpose, BuildTask, NotBuilt, build};
pub(crate) use error::{GoOutput, RebuildError};
pub(crate) use recipe::{Obstacle, Recipe};
pub(crate) use usable::{NotUsable, UsableGo};

use crate::base::version::Version;

/// Only a [`UsableGo`] can be started.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Builder {
    pub version: Version,
    program: PathBuf,
    /// The target that it builds for: `linux/amd64`.
    pub system: String,
}

impl Builder {
    pub(crate) fn new(version: Version, program: PathBuf, system: String) -> Self {
        Self { version, program, system }
    }

    /// The path of its program, to be looked at.
    pub(crate) fn path(&self) -> &Path {
        &self.program
    }

    /// Its tree, if the program is in one.
    pub fn root(&self) -> Option<&Path> {
        self.program.parent()?.parent().filter(|root| root.join("VERSION").is_file())
    }
}
