use std::path::PathBuf;

use crate::base::version::Version;
use crate::environment::RegistryValue;

/// A task for the elevated copy. A task never names a URL, a digest or a signer: the elevated copy determines those
/// itself. Anything that is not in this list, including an unknown field, is refused.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, tag = "task", deny_unknown_fields)]
pub enum Task {
    /// Install the official package of `version` for `arch`, replacing the installed version of that family.
    InstallMsi {
        /// The version, which must be in the official release list.
        version: Version,
        /// The family of packages, as GOARCH: `amd64`, `arm64` or `386`.
        arch: String,
        /// The file to copy the bytes from. They are verified with the digest in the official release list.
        #[serde(serialize_with = "crate::base::paths::shown")]
        file: PathBuf,
        /// The destination: only the registered folder of the family, or `None` for the default of the package.
        #[serde(serialize_with = "crate::base::paths::shown")]
        folder: Option<PathBuf>,
    },
    /// Restore the files of the registered product from the same package.
    RepairMsi {
        version: Version,
        arch: String,
        #[serde(serialize_with = "crate::base::paths::shown")]
        file: PathBuf,
    },
    UninstallMsi {
        version: Version,
        arch: String,
    },
    /// Change a machine-wide variable. PATH has its own rules (`environment::MachineRules`); other variables are
    /// limited to those that cannot make a user run an untrusted program.
    EditMachine {
        name: String,
        before: Option<RegistryValue>,
        after: Option<RegistryValue>,
    },
}
