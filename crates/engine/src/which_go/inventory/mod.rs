//! The inventory: every Go installation on this machine with its *origin*, and the programs that `go install` built.
//! The `VERSION` file has a version, and the program's header the architecture. Only a `go` without a tree is executed,
//! in the environment of [`probe`], which writes nothing and reaches no network.
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz_tests;
mod holder;
mod installer;
mod manager;
mod origin;
mod pattern;
mod places;
pub mod probe;
mod size;
mod tools;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

pub use holder::{ChangedBy, Holder, Scope};
pub use installer::{Product, UninstallKeys, products};
pub(crate) use installer::{is_family, upgrade_code};
pub use manager::{PackageManager, package_manager};
pub use origin::Origin;
pub use pattern::Pattern;
pub use places::{InstallPlace, places};
pub use size::size_of;
pub use tools::{Tool, tools_in};

use crate::base::paths::real;
use crate::base::target::Target;
use crate::base::version::Version;
use crate::machine::home::Home;
use crate::machine::platform::{Access, EXECUTABLE};
use crate::store::{is_go, read_version};
use crate::which_go::buildinfo::architecture;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installation {
    pub version: Option<Version>,
    /// The GOARCH that its `go` was built for; `None` if it is unknown.
    pub arch: Option<String>,
    /// Its folder (GOROOT); for a program without a tree, the program's folder.
    pub root: PathBuf,
    pub origin: Origin,
    pub scope: Scope,
    pub changed_by: ChangedBy,
    /// Approximate; `None` if it is not recorded.
    pub size_bytes: Option<u64>,
}

impl Installation {
    /// `None` if its architecture is unknown.
    pub fn is_native(&self, target: &Target) -> Option<bool> {
        self.arch.as_deref().map(|arch| arch == target.goarch())
    }
}

/// The machine to search: the engine passes it in, and tests describe a machine with it.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    pub home: &'a Home,
    pub user: Option<&'a Path>,
    /// The root of the disk: `/`, or a folder of a test.
    pub disk: &'a Path,
    pub variable: &'a dyn Fn(&str) -> Option<std::ffi::OsString>,
    pub products: &'a [Product],
    pub access: &'a dyn Fn(&Path) -> Access,
    /// Runs a `go` program that has no tree.
    pub ask: &'a dyn Fn(&Path) -> Option<probe::ProbeAnswer>,
}

/// The Go installation of a program that no file explains: it is executed. `None` if it does not answer.
pub(crate) fn of_program(around: &Surroundings<'_>, program: &Path) -> Option<Installation> {
    let answer = (around.ask)(program)?;
    let arch = architecture(program).map(str::to_owned);
    let folder = program.parent().unwrap_or(program);
    Some(match answer.root {
        Some(root) => {
            let found = at_root(around, &root);
            Installation { version: answer.version.or(found.version), arch, ..found }
        }
        None => Installation { version: answer.version, arch, ..at_root(around, folder) },
    })
}

pub(crate) const ASIDE: &str = ".removed-by-upgo";

/// Such a tree is kept for the undo, and does not count as an installation.
pub(crate) fn is_set_aside(root: &Path) -> bool {
    root.to_string_lossy().ends_with(ASIDE)
}

/// The Go trees in the usual places except Upgo's own and those that it has moved aside: first those that the official
/// installer has registered, then the others in the order of the table of places.
pub fn in_usual_places(around: &Surroundings<'_>) -> Vec<Installation> {
    let mut seen = BTreeSet::new();
    let registered = around.products.iter().filter_map(|product| Some((None, product.root.clone()?)));
    let usual = places().iter().flat_map(|place| place.roots(around).map(move |root| (Some(place), root)));
    let usual = usual.filter(|(_, root)| !is_set_aside(root));
    let found = registered.chain(usual).filter(|(_, root)| is_go(root) && seen.insert(real(root)));
    found.map(|(place, root)| describe(around, &root, place)).collect()
}

/// The installations that are not Upgo's own, each once.
pub fn foreign(candidates: impl Iterator<Item = Installation>) -> Vec<Installation> {
    let mut seen = BTreeSet::new();
    candidates.filter(|found| found.origin != Origin::Upgo && seen.insert(real(&found.root))).collect()
}

pub fn own(version: Version, root: PathBuf) -> Installation {
    let arch = arch_of_tree(&root);
    own_for(version, root, arch)
}

pub(crate) fn own_for(version: Version, root: PathBuf, arch: Option<String>) -> Installation {
    let (scope, changed_by) = (Scope::User, ChangedBy::User);
    Installation { version: Some(version), arch, root, origin: Origin::Upgo, scope, changed_by, size_bytes: None }
}

pub(crate) fn at_root(around: &Surroundings<'_>, root: &Path) -> Installation {
    describe(around, root, None)
}

/// `place` is `None` if it must be determined.
fn describe(around: &Surroundings<'_>, root: &Path, place: Option<&InstallPlace>) -> Installation {
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
    Installation { version, arch: arch_of_tree(root), root: root.to_owned(), origin, scope, changed_by, size_bytes }
}

/// `root` must have its links resolved.
fn place_of(around: &Surroundings<'_>, root: &Path) -> Option<&'static InstallPlace> {
    places().iter().find(|place| place.holds(around, root))
}

fn arch_of_tree(root: &Path) -> Option<String> {
    architecture(&root.join("bin").join(format!("go{EXECUTABLE}"))).map(str::to_owned)
}
