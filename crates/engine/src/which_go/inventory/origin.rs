use std::fmt;

worded! {
    /// The origin of a Go installation: the program that installed it.
    #[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type, rename_all = "kebab-case")]
    pub enum Origin {
        Upgo = "upgo";
        /// The official Windows installer.
        Msi = "msi";
        /// Unpacked by hand.
        Zip = "zip";
        /// `golang.org/dl`, or an editor that uses it.
        GolangDl = "golang-dl";
        /// `GoLand`.
        Goland = "goland";
        Scoop = "scoop";
        Chocolatey = "chocolatey";
        Winget = "winget";
        Mise = "mise";
        Vfox = "vfox";
        Goup = "goup";
        G = "g";
        Goenv = "goenv";
        Gvm = "gvm";
        Asdf = "asdf";
        Msys2 = "msys2";
        /// A toolchain that Go downloaded into the module cache.
        Gotoolchain = "gotoolchain";
        /// The system's package manager.
        Package = "package";
        /// An unknown origin.
        Unknown = "unknown";
    }
    pub fn name(self) -> &'static str;
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
