//! Building the programs of `go install` again: the same version of the same package, with the Go of today.
//!
//! [`Recipe`] reads from a program's build info how that is done, or why it cannot be. [`build()`] does it aside; the old
//! program is [`kept`](crate::kept) when the new one comes into its place.
mod build;
mod error;
mod recipe;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use build::{NotBuilt, Task, build};
pub use error::RebuildError;
pub use recipe::{Obstacle, Recipe};

use crate::environment::lossless;
use crate::version::Version;

/// The Go that builds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Builder {
    /// Its version.
    pub version: Version,
    /// Its program.
    #[serde(with = "lossless::path")]
    #[schemars(with = "String")]
    pub program: PathBuf,
    /// What it builds programs for: `linux/amd64`.
    pub system: String,
}

impl Builder {
    /// Its tree, where the program lies in one.
    pub fn root(&self) -> Option<&Path> {
        self.program.parent()?.parent().filter(|root| root.join("VERSION").is_file())
    }
}
