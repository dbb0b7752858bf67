use std::fmt;

/// The origin of a Go installation: the program that installed it.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type, rename_all = "kebab-case")]
pub enum Origin {
    /// Upgo itself.
    Upgo,
    /// The official Windows installer.
    Msi,
    /// Unpacked by hand.
    Zip,
    /// `golang.org/dl`, or an editor that uses it.
    GolangDl,
    /// `GoLand`.
    Goland,
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
    /// goup.
    Goup,
    /// g.
    G,
    /// goenv.
    Goenv,
    /// gvm.
    Gvm,
    /// asdf.
    Asdf,
    /// MSYS2.
    Msys2,
    /// A toolchain that Go downloaded into the module cache.
    Gotoolchain,
    /// The system's package manager.
    Package,
    /// An unknown origin.
    Unknown,
}

impl Origin {
    pub fn name(self) -> &'static str {
        match self {
            Self::Upgo => "upgo",
            Self::Msi => "msi",
            Self::Zip => "zip",
            Self::GolangDl => "golang-dl",
            Self::Goland => "goland",
            Self::Scoop => "scoop",
            Self::Chocolatey => "chocolatey",
            Self::Winget => "winget",
            Self::Mise => "mise",
            Self::Vfox => "vfox",
            Self::Goup => "goup",
            Self::G => "g",
            Self::Goenv => "goenv",
            Self::Gvm => "gvm",
            Self::Asdf => "asdf",
            Self::Msys2 => "msys2",
            Self::Gotoolchain => "gotoolchain",
            Self::Package => "package",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
