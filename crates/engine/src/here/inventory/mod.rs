//! What is here: every Go on this machine, each with its *origin*; and the programs that were installed with one.
//!
//! A version is read from the tree's `VERSION` file, an architecture from the header of its program. Only where there is
//! no tree is a `go` executed, in the environment of [`probe`] which writes nothing of the user's and reaches no network.
mod architecture;
mod holder;
mod installer;
mod manager;
mod origin;
mod pattern;
mod places;
pub mod probe;
pub(crate) mod shim;
mod size;
mod tools;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

pub use architecture::architecture;
pub use holder::{ChangedBy, Holder, Scope};
pub(crate) use installer::FAMILIES;
pub use installer::{Keys, Product, Registry, SystemRegistry, products};
pub use manager::{PackageManager, package_manager};
pub use origin::Origin;
pub use pattern::Pattern;
pub use places::{Place, places};
pub use size::size_of;
pub use tools::{Tool, tools_in};

use crate::home::Home;
use crate::platform::{self, Access, EXECUTABLE};
use crate::store::{is_whole, read_version};
use crate::target::Target;
use crate::version::Version;

/// A Go on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its version; `None` where it would not tell.
    pub version: Option<Version>,
    /// The GOARCH that its `go` was built for; `None` where that cannot be told.
    pub arch: Option<String>,
    /// Its folder (GOROOT); for a program without a tree, the folder that the program is in.
    pub root: PathBuf,
    /// Who put it there.
    pub origin: Origin,
    /// For whom it is there.
    pub scope: Scope,
    /// Who may change it.
    pub changed_by: ChangedBy,
    /// About how many bytes it has, where somebody has written that down.
    pub size_bytes: Option<u64>,
}

impl Found {
    /// Whether it was built for the machine's own architecture; `None` where that cannot be told.
    pub fn is_native(&self, target: &Target) -> Option<bool> {
        self.arch.as_deref().map(|arch| arch == target.goarch())
    }
}

/// Where to look: the engine passes it in, a test describes a machine with it.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations)] // it holds closures
pub struct Surroundings<'a> {
    /// Upgo's own home.
    pub home: &'a Home,
    /// The user's home folder.
    pub user: Option<&'a Path>,
    /// Where the disk begins: `/`, or a folder of a test.
    pub disk: &'a Path,
    /// Reads an environment variable.
    pub variable: &'a dyn Fn(&str) -> Option<std::ffi::OsString>,
    /// What the official installer has registered.
    pub products: &'a [Product],
    /// Who may write in a folder.
    pub access: &'a dyn Fn(&Path) -> Access,
    /// Asks a `go` program that has no tree.
    pub ask: &'a dyn Fn(&Path) -> Option<probe::Answer>,
}

/// The Go that the program `go` in `folder` belongs to; `None` where there is no such program.
pub fn in_folder(around: &Surroundings<'_>, folder: &Path) -> Option<Found> {
    let program = folder.join(format!("go{EXECUTABLE}"));
    if !platform::is_executable(&program) {
        return None;
    }
    if let Some(root) = tree_of(around, &program) {
        return Some(at_root(around, &root));
    }
    let answer = (around.ask)(&program)?;
    let arch = architecture(&program).map(str::to_owned);
    Some(match answer.root {
        Some(root) => {
            let found = at_root(around, &root);
            Found { version: answer.version.or(found.version), arch, ..found }
        }
        None => Found { version: answer.version, arch, ..at_root(around, folder) },
    })
}

/// The Go trees in the usual places that are not Upgo's own, in the order of the table of places, after those that the
/// official installer has registered.
pub fn in_usual_places(around: &Surroundings<'_>) -> Vec<Found> {
    let mut seen = BTreeSet::new();
    let registered = around.products.iter().filter_map(|product| Some((None, product.root.clone()?)));
    let usual = places().iter().flat_map(|place| place.roots(around).map(move |root| (Some(place), root)));
    let found = registered.chain(usual).filter(|(_, root)| is_whole(root) && seen.insert(real(root)));
    found.map(|(place, root)| describe(around, &root, place)).collect()
}

/// Those that are not Upgo's own, each once.
pub fn foreign(candidates: impl Iterator<Item = Found>) -> Vec<Found> {
    let mut seen = BTreeSet::new();
    candidates.filter(|found| found.origin != Origin::Upgo && seen.insert(real(&found.root))).collect()
}

/// A toolchain of Upgo's own.
pub fn own(version: Version, root: PathBuf) -> Found {
    let (scope, changed_by) = (Scope::User, ChangedBy::User);
    let arch = arch_of_tree(&root);
    Found { version: Some(version), arch, root, origin: Origin::Upgo, scope, changed_by, size_bytes: None }
}

/// The tree that a program `go` starts from; `None` where it has none, or only it knows.
fn tree_of(around: &Surroundings<'_>, program: &Path) -> Option<PathBuf> {
    let program = shim::target(program).unwrap_or_else(|| program.to_owned());
    let program = fs_err::canonicalize(&program).map_or_else(|_| program.clone(), |path| platform::plain(&path));
    let prefix = program.parent()?.parent()?;
    let is_tree = |root: &Path| root.join("VERSION").is_file();
    if is_tree(prefix) {
        return Some(prefix.to_owned());
    }
    // MSYS2 has a copy of the program beside its other programs.
    let beside = prefix.join("lib").join("go");
    (is_tree(&beside) && place_of(around, &real(&beside)).is_some_and(|place| place.origin == Origin::Msys2))
        .then_some(beside)
}

/// The Go whose folder is `root`.
pub fn at_root(around: &Surroundings<'_>, root: &Path) -> Found {
    describe(around, root, None)
}

/// The Go at `root`, which is known to be in `place`; `None` where that is to be found out.
fn describe(around: &Surroundings<'_>, root: &Path, place: Option<&Place>) -> Found {
    let version = read_version(root);
    let resolved = real(root);
    let product = around.products.iter().find(|product| product.is_at(&resolved));
    let (origin, holder) = if resolved.starts_with(real(&around.home.toolchains())) {
        (Origin::Upgo, Holder::User)
    } else if let Some(product) = product {
        (product.by, Holder::Administrators)
    } else if let Some(place) = place.or_else(|| place_of(around, &resolved)) {
        (place.origin, place.holder)
    } else {
        (if version.is_some() { Origin::Zip } else { Origin::Unknown }, Holder::OnDisk)
    };
    let (scope, changed_by) = holder.of(around, root);
    let version = version.or_else(|| product?.version.clone());
    let size_bytes = product.and_then(|product| product.size_bytes);
    Found { version, arch: arch_of_tree(root), root: root.to_owned(), origin, scope, changed_by, size_bytes }
}

/// The place of a tree whose links are resolved.
fn place_of(around: &Surroundings<'_>, root: &Path) -> Option<&'static Place> {
    places().iter().find(|place| place.holds(around, root))
}

fn arch_of_tree(root: &Path) -> Option<String> {
    architecture(&root.join("bin").join(format!("go{EXECUTABLE}"))).map(str::to_owned)
}

/// A path with its links resolved, as far as it exists.
fn real(path: &Path) -> PathBuf {
    fs_err::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
