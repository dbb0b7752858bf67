//! The usual places as data: who installs Go where, and the source for that.
use std::path::{Path, PathBuf};

use super::holder::Holder;
use super::pattern::Pattern;
use super::{Origin, Surroundings};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstallPlace {
    pub origin: Origin,
    pub holder: Holder,
    pub source: &'static str,
    /// A file that every tree there contains. It distinguishes two origins that share a folder.
    pub marker: Option<&'static str>,
    /// A folder that a variable names comes before the one that it replaces.
    pub trees: &'static [Pattern],
}

/// A row says who installs Go there, who can change it, the source, and the folders. More specific places come before
/// those that contain them.
macro_rules! places {
    ($($origin:ident, $holder:ident, $source:literal $(, marked $marker:literal)?, [$($tree:literal),+];)+) => {
        const PLACES: &[InstallPlace] = &[$(InstallPlace {
            origin: Origin::$origin,
            holder: Holder::$holder,
            source: $source,
            marker: places!(@marker $($marker)?),
            trees: &[$(Pattern($tree)),+],
        }),+];
    };
    (@marker) => { None };
    (@marker $marker:literal) => { Some($marker) };
}

places! {
    // `C:\Go` before Go 1.16
    Msi, Administrators, "https://github.com/golang/build/blob/master/internal/installer/windowsmsi/windowsmsi.go",
        ["%ProgramFiles%/Go", "%ProgramW6432%/Go", "%ProgramFiles(x86)%/Go", "%SystemDrive%/Go"];
    Package, PackageManager, "https://packages.debian.org/stable/golang-go", ["/usr/lib/go-*", "/usr/lib/go"];
    Package, PackageManager, "https://src.fedoraproject.org/rpms/golang/blob/rawhide/f/golang.spec",
        ["/usr/lib/golang"];
    Package, PackageManager, "https://snapcraft.io/go", ["/snap/go/*"];
    Package, PackageManager, "https://formulae.brew.sh/formula/go",
        ["/opt/homebrew/opt/go*/libexec", "/usr/local/opt/go*/libexec", "/home/linuxbrew/.linuxbrew/opt/go*/libexec"];
    Msys2, PackageManager, "https://github.com/msys2/MINGW-packages/blob/master/mingw-w64-go/PKGBUILD",
        [
            "%SystemDrive%/msys64/*/lib/go",
            "%SystemDrive%/tools/msys64/*/lib/go",
            "%SCOOP%/apps/msys2/*/*/lib/go",
            "~/scoop/apps/msys2/*/*/lib/go"
        ];
    GolangDl, User, "https://github.com/golang/dl/blob/master/internal/version/version.go", marked ".unpacked-success",
        ["~/sdk/go*"];
    // It asks for the folder, and suggests one of these.
    Goland, User, "https://www.jetbrains.com/help/go/configuring-goroot-and-gopath.html",
        ["~/sdk/go*/go", "~/sdk/go*", "~/go/go*"];
    Gotoolchain, ModuleCache, "https://go.dev/doc/toolchain#download",
        ["%GOMODCACHE%/golang.org/toolchain@*", "~/go/pkg/mod/golang.org/toolchain@*"];
    Scoop, User, "https://github.com/ScoopInstaller/Main/blob/master/bucket/go.json",
        ["%SCOOP%/apps/go/*", "~/scoop/apps/go/*"];
    Scoop, Administrators, "https://github.com/ScoopInstaller/Scoop/wiki/Global-Installs",
        ["%SCOOP_GLOBAL%/apps/go/*", "%ProgramData%/scoop/apps/go/*"];
    // The current package runs the MSI, see `installer`.
    Chocolatey, Administrators, "https://github.com/carstn/chocolatey-packages/tree/master/golang",
        ["%SystemDrive%/tools/go", "%ChocolateyInstall%/lib/golang/tools/go"];
    // Portable packages; the current package is the MSI, see `installer`.
    Winget, User, "https://learn.microsoft.com/windows/package-manager/winget/settings#portable-package-user-root",
        ["%LOCALAPPDATA%/Microsoft/WinGet/Packages/GoLang.Go*/go"];
    Winget, Administrators, "https://learn.microsoft.com/windows/package-manager/winget/settings#portable-package-machine-root",
        ["%ProgramFiles%/WinGet/Packages/GoLang.Go*/go"];
    Mise, User, "https://mise.jdx.dev/directories.html",
        [
            "%MISE_INSTALLS_DIR%/go/*",
            "%MISE_DATA_DIR%/installs/go/*",
            "%XDG_DATA_HOME%/mise/installs/go/*",
            // only on Windows, and there instead of the next one
            "%LOCALAPPDATA%/mise/installs/go/*",
            "~/.local/share/mise/installs/go/*"
        ];
    Vfox, User, "https://github.com/version-fox/vfox/blob/main/internal/pathmeta/path_meta.go",
        [
            "%VFOX_HOME%/cache/golang/v-*/golang-*",
            "~/.vfox/cache/golang/v-*/golang-*",
            "~/.vfox/installed/golang/v-*/golang-*",
            "~/.version-fox/cache/golang/v-*/golang-*"
        ];
    G, User, "https://github.com/voidint/g/blob/master/cli/cli.go", ["%G_HOME%/versions/*", "~/.g/versions/*"];
    G, User, "https://github.com/stefanmaric/g/blob/next/bin/g", ["~/.go/.versions/*"];
    Goup, User, "https://github.com/owenthereal/goup/blob/master/internal/commands/root.go", ["~/.go/go*"];
    Goup, User, "https://github.com/thinkgos/goup-rs/blob/main/README.md", ["%GOUP_HOME%/go*", "~/.goup/go*"];
    Goenv, User, "https://github.com/go-nv/goenv/blob/master/HOW_IT_WORKS.md",
        ["%GOENV_ROOT%/versions/*", "~/.goenv/versions/*"];
    Gvm, User, "https://github.com/moovweb/gvm/blob/master/scripts/install", ["%GVM_ROOT%/gos/*", "~/.gvm/gos/*"];
    Asdf, User, "https://github.com/asdf-community/asdf-golang/blob/master/bin/install",
        ["%ASDF_DATA_DIR%/installs/golang/*/go", "~/.asdf/installs/golang/*/go"];
    Zip, OnDisk, "https://go.dev/doc/install", ["/usr/local/go", "~/go", "~/.local/go", "%LOCALAPPDATA%/Programs/Go"];
}

pub fn places() -> &'static [InstallPlace] {
    PLACES
}

impl InstallPlace {
    /// The folders that contain the trees, and those that are trees themselves, as far as they exist for this user.
    pub(crate) fn bases(&self, around: &Surroundings<'_>) -> impl Iterator<Item = PathBuf> {
        self.trees.iter().filter_map(|tree| tree.base(around))
    }

    pub fn roots(&self, around: &Surroundings<'_>) -> impl Iterator<Item = PathBuf> {
        self.trees.iter().flat_map(|tree| tree.folders(around)).filter(|root| self.is_marked(root))
    }

    /// `root` must have its links resolved.
    pub fn holds(&self, around: &Surroundings<'_>, root: &Path) -> bool {
        self.trees.iter().any(|tree| tree.holds(around, root)) && self.is_marked(root)
    }

    fn is_marked(&self, root: &Path) -> bool {
        self.marker.is_none_or(|marker| root.join(marker).is_file())
    }
}
