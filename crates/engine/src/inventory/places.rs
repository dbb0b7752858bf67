//! The usual places, as data: one row each, with who puts a Go there.
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::{Origin, Surroundings};

/// Where a place begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// The user's home folder.
    User,
    /// The folder that an environment variable names.
    Variable(&'static str),
    /// A fixed folder.
    Fixed(&'static str),
}

/// A place where somebody puts Go trees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Who.
    pub origin: Origin,
    /// Where the path begins.
    pub root: Root,
    /// The folder below it, with `/`.
    pub folder: &'static str,
    /// Which trees in the folder: `.` for the folder itself, else each entry with this prefix.
    pub each: &'static str,
    /// The folder of the tree below the entry; mostly none.
    pub inner: &'static str,
}

const fn row(origin: Origin, root: Root, folder: &'static str, each: &'static str, inner: &'static str) -> Place {
    Place { origin, root, folder, each, inner }
}

use Root::{Fixed, User, Variable};

/// The table. More precise places stand before those that contain them.
const PLACES: &[Place] = &[
    // https://go.dev/dl: the MSI's folder since Go 1.16, and before
    row(Origin::Msi, Variable("ProgramFiles"), "Go", ".", ""),
    row(Origin::Msi, Variable("ProgramFiles(x86)"), "Go", ".", ""),
    row(Origin::Msi, Fixed("C:/Go"), "", ".", ""),
    // https://go.dev/doc/install: unpacked by hand
    row(Origin::Zip, Fixed("/usr/local/go"), "", ".", ""),
    // Debian and Fedora packages
    row(Origin::Package, Fixed("/usr/lib"), "", "go-", ""),
    row(Origin::Package, Fixed("/usr/lib/golang"), "", ".", ""),
    row(Origin::Package, Fixed("/usr/lib/go"), "", ".", ""),
    row(Origin::Package, Fixed("/snap/go/current"), "", ".", ""),
    row(Origin::Package, Fixed("/opt/homebrew/opt/go/libexec"), "", ".", ""),
    // https://pkg.go.dev/golang.org/dl
    row(Origin::GolangDl, User, "sdk", "go", ""),
    // Go's own toolchain switching: the module cache
    row(Origin::Gotoolchain, Variable("GOMODCACHE"), "golang.org", "toolchain@", ""),
    row(Origin::Gotoolchain, Variable("GOPATH"), "pkg/mod/golang.org", "toolchain@", ""),
    row(Origin::Gotoolchain, User, "go/pkg/mod/golang.org", "toolchain@", ""),
    row(Origin::Scoop, Variable("SCOOP"), "apps/go", "", ""),
    row(Origin::Scoop, User, "scoop/apps/go", "", ""),
    row(Origin::Mise, Variable("MISE_DATA_DIR"), "installs/go", "", ""),
    row(Origin::Mise, User, ".local/share/mise/installs/go", "", ""),
    row(Origin::Mise, Variable("LOCALAPPDATA"), "mise/installs/go", "", ""),
    row(Origin::Vfox, User, ".version-fox/cache/golang", "v-", ""),
    row(Origin::Goenv, Variable("GOENV_ROOT"), "versions", "", ""),
    row(Origin::Goenv, User, ".goenv/versions", "", ""),
    // Unpacked by hand below the home folder
    row(Origin::Zip, User, "go", ".", ""),
    row(Origin::Zip, User, ".local/go", ".", ""),
];

/// The table of places.
pub fn places() -> &'static [Place] {
    PLACES
}

impl Place {
    /// The folder that the place is; `None` where it does not exist for this user.
    pub fn base(&self, around: &Surroundings<'_>) -> Option<PathBuf> {
        let root = match self.root {
            User => around.user?.to_owned(),
            Variable(name) => PathBuf::from((around.variable)(name).filter(|value| !value.is_empty())?),
            Fixed(path) => PathBuf::from(path),
        };
        let base = if self.folder.is_empty() { root } else { root.join(self.folder) };
        base.is_absolute().then_some(base)
    }

    /// The trees in it, newest name last.
    pub fn roots(&self, around: &Surroundings<'_>) -> Vec<PathBuf> {
        let Some(base) = self.base(around) else { return Vec::new() };
        if self.each == "." {
            return vec![base];
        }
        let Ok(entries) = fs::read_dir(&base) else { return Vec::new() };
        let names = entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(self.each));
        let mut roots: Vec<PathBuf> = names.map(|entry| self.tree(&entry.path())).collect();
        roots.sort();
        roots
    }

    fn tree(&self, entry: &Path) -> PathBuf {
        if self.inner.is_empty() { entry.to_owned() } else { entry.join(self.inner) }
    }
}
