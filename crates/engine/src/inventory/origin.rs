//! Who put a Go there.
use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Surroundings, places};

/// Who put a Go there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Upgo itself.
    Upgo,
    /// The official Windows installer.
    Msi,
    /// Unpacked by hand.
    Zip,
    /// `golang.org/dl`, or an editor that uses the same folder.
    GolangDl,
    /// Scoop.
    Scoop,
    /// Chocolatey.
    Chocolatey,
    /// winget.
    Winget,
    /// mise.
    Mise,
    /// vfox.
    Vfox,
    /// goenv.
    Goenv,
    /// Go's own download of another toolchain, in the module cache.
    Gotoolchain,
    /// The system's package manager.
    Package,
    /// Nobody that Upgo knows.
    Unknown,
}

/// Who put the tree at `root` there: Upgo, or the place in the table that it lies in.
pub fn origin_of(around: &Surroundings<'_>, root: &Path) -> Origin {
    let real = |path: &Path| fs_err::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let root = real(root);
    if root.starts_with(real(&around.home.toolchains())) {
        return Origin::Upgo;
    }
    let place = places().iter().find(|place| place.base(around).is_some_and(|base| root.starts_with(real(&base))));
    place.map_or(Origin::Unknown, |place| place.origin)
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Upgo => "upgo",
            Self::Msi => "msi",
            Self::Zip => "zip",
            Self::GolangDl => "golang-dl",
            Self::Scoop => "scoop",
            Self::Chocolatey => "chocolatey",
            Self::Winget => "winget",
            Self::Mise => "mise",
            Self::Vfox => "vfox",
            Self::Goenv => "goenv",
            Self::Gotoolchain => "gotoolchain",
            Self::Package => "package",
            Self::Unknown => "unknown",
        })
    }
}
