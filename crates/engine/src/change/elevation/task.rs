//! The closed list.
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::environment::RegistryValue;
use crate::version::Version;

/// What the elevated copy can be asked for. A task never names an address, a digest or a signer: those it finds out
/// itself. What is not in this list, also a field that it does not know, is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "task", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Task {
    /// Install the official package of `version` for `arch`, in the place of whatever that family has installed.
    InstallMsi {
        /// Which one: a release that the official feed has.
        version: Version,
        /// The family of packages, as GOARCH: `amd64`, `arm64` or `386`.
        arch: String,
        /// Where the bytes are copied from, and nothing else: what counts is their digest in the official feed.
        #[serde(serialize_with = "crate::paths::shown")]
        file: PathBuf,
        /// Where to: only the folder where the family is registered today, or `None` for the package's own choice.
        #[serde(serialize_with = "crate::paths::shown")]
        folder: Option<PathBuf>,
    },
    /// Put the files of the registered product back, from the same package.
    RepairMsi {
        /// Its version.
        version: Version,
        /// Its family.
        arch: String,
        /// Where the bytes are copied from.
        #[serde(serialize_with = "crate::paths::shown")]
        file: PathBuf,
    },
    /// Remove the registered product.
    UninstallMsi {
        /// Its version.
        version: Version,
        /// Its family.
        arch: String,
    },
    /// Give a variable of the machine another value: PATH by rules of its own (`elevation::machine`), of the others
    /// those that cannot make anybody run a stranger's program.
    EditMachine {
        /// The variable.
        name: String,
        /// What must be there.
        before: Option<RegistryValue>,
        /// What is there afterwards.
        after: Option<RegistryValue>,
    },
}
