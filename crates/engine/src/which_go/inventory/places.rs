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

const fn place(origin: Origin, holder: Holder, source: &'static str, trees: &'static [Pattern]) -> InstallPlace {
    InstallPlace { origin, holder, source, marker: None, trees }
}

use Holder::{Administrators, ModuleCache, OnDisk, PackageManager, User};
use Pattern as P;

/// More specific places come before those that contain them.
const PLACES: &[InstallPlace] = &[
    // `C:\Go` before Go 1.16
    place(
        Origin::Msi,
        Administrators,
        "https://github.com/golang/build/blob/master/internal/installer/windowsmsi/windowsmsi.go",
        &[P("%ProgramFiles%/Go"), P("%ProgramW6432%/Go"), P("%ProgramFiles(x86)%/Go"), P("%SystemDrive%/Go")],
    ),
    place(
        Origin::Package,
        PackageManager,
        "https://packages.debian.org/stable/golang-go",
        &[P("/usr/lib/go-*"), P("/usr/lib/go")],
    ),
    place(
        Origin::Package,
        PackageManager,
        "https://src.fedoraproject.org/rpms/golang/blob/rawhide/f/golang.spec",
        &[P("/usr/lib/golang")],
    ),
    place(Origin::Package, PackageManager, "https://snapcraft.io/go", &[P("/snap/go/*")]),
    place(
        Origin::Package,
        PackageManager,
        "https://formulae.brew.sh/formula/go",
        &[
            P("/opt/homebrew/opt/go*/libexec"),
            P("/usr/local/opt/go*/libexec"),
            P("/home/linuxbrew/.linuxbrew/opt/go*/libexec"),
        ],
    ),
    place(
        Origin::Msys2,
        PackageManager,
        "https://github.com/msys2/MINGW-packages/blob/master/mingw-w64-go/PKGBUILD",
        &[
            P("%SystemDrive%/msys64/*/lib/go"),
            P("%SystemDrive%/tools/msys64/*/lib/go"),
            P("%SCOOP%/apps/msys2/*/*/lib/go"),
            P("~/scoop/apps/msys2/*/*/lib/go"),
        ],
    ),
    InstallPlace {
        marker: Some(".unpacked-success"),
        ..place(
            Origin::GolangDl,
            User,
            "https://github.com/golang/dl/blob/master/internal/version/version.go",
            &[P("~/sdk/go*")],
        )
    },
    // It asks for the folder, and suggests one of these.
    place(
        Origin::Goland,
        User,
        "https://www.jetbrains.com/help/go/configuring-goroot-and-gopath.html",
        &[P("~/sdk/go*/go"), P("~/sdk/go*"), P("~/go/go*")],
    ),
    place(
        Origin::Gotoolchain,
        ModuleCache,
        "https://go.dev/doc/toolchain#download",
        &[P("%GOMODCACHE%/golang.org/toolchain@*"), P("~/go/pkg/mod/golang.org/toolchain@*")],
    ),
    place(
        Origin::Scoop,
        User,
        "https://github.com/ScoopInstaller/Main/blob/master/bucket/go.json",
        &[P("%SCOOP%/apps/go/*"), P("~/scoop/apps/go/*")],
    ),
    place(
        Origin::Scoop,
        Administrators,
        "https://github.com/ScoopInstaller/Scoop/wiki/Global-Installs",
        &[P("%SCOOP_GLOBAL%/apps/go/*"), P("%ProgramData%/scoop/apps/go/*")],
    ),
    // The current package runs the MSI, see `installer`.
    place(
        Origin::Chocolatey,
        Administrators,
        "https://github.com/carstn/chocolatey-packages/tree/master/golang",
        &[P("%SystemDrive%/tools/go"), P("%ChocolateyInstall%/lib/golang/tools/go")],
    ),
    // Portable packages; the current package is the MSI, see `installer`.
    place(
        Origin::Winget,
        User,
        "https://learn.microsoft.com/windows/package-manager/winget/settings#portable-package-user-root",
        &[P("%LOCALAPPDATA%/Microsoft/WinGet/Packages/GoLang.Go*/go")],
    ),
    place(
        Origin::Winget,
        Administrators,
        "https://learn.microsoft.com/windows/package-manager/winget/settings#portable-package-machine-root",
        &[P("%ProgramFiles%/WinGet/Packages/GoLang.Go*/go")],
    ),
    place(
        Origin::Mise,
        User,
        "https://mise.jdx.dev/directories.html",
        &[
            P("%MISE_INSTALLS_DIR%/go/*"),
            P("%MISE_DATA_DIR%/installs/go/*"),
            P("%XDG_DATA_HOME%/mise/installs/go/*"),
            // only on Windows, and there instead of the next one
            P("%LOCALAPPDATA%/mise/installs/go/*"),
            P("~/.local/share/mise/installs/go/*"),
        ],
    ),
    place(
        Origin::Vfox,
        User,
        "https://github.com/version-fox/vfox/blob/main/internal/pathmeta/path_meta.go",
        &[
            P("%VFOX_HOME%/cache/golang/v-*/golang-*"),
            P("~/.vfox/cache/golang/v-*/golang-*"),
            P("~/.vfox/installed/golang/v-*/golang-*"),
            P("~/.version-fox/cache/golang/v-*/golang-*"),
        ],
    ),
    place(
        Origin::G,
        User,
        "https://github.com/voidint/g/blob/master/cli/cli.go",
        &[P("%G_HOME%/versions/*"), P("~/.g/versions/*")],
    ),
    place(Origin::G, User, "https://github.com/stefanmaric/g/blob/next/bin/g", &[P("~/.go/.versions/*")]),
    place(
        Origin::Goup,
        User,
        "https://github.com/owenthereal/goup/blob/master/internal/commands/root.go",
        &[P("~/.go/go*")],
    ),
    place(
        Origin::Goup,
        User,
        "https://github.com/thinkgos/goup-rs/blob/main/README.md",
        &[P("%GOUP_HOME%/go*"), P("~/.goup/go*")],
    ),
    place(
        Origin::Goenv,
        User,
        "https://github.com/go-nv/goenv/blob/master/HOW_IT_WORKS.md",
        &[P("%GOENV_ROOT%/versions/*"), P("~/.goenv/versions/*")],
    ),
    place(
        Origin::Gvm,
        User,
        "https://github.com/moovweb/gvm/blob/master/scripts/install",
        &[P("%GVM_ROOT%/gos/*"), P("~/.gvm/gos/*")],
    ),
    place(
        Origin::Asdf,
        User,
        "https://github.com/asdf-community/asdf-golang/blob/master/bin/install",
        &[P("%ASDF_DATA_DIR%/installs/golang/*/go"), P("~/.asdf/installs/golang/*/go")],
    ),
    place(
        Origin::Zip,
        OnDisk,
        "https://go.dev/doc/install",
        &[P("/usr/local/go"), P("~/go"), P("~/.local/go"), P("%LOCALAPPDATA%/Programs/Go")],
    ),
];

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
