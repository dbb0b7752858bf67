//! The registered products of Go's installer, as far as tasks may refer to them.
use std::path::{Path, PathBuf};

use super::ElevationError;
use super::executor::Hands;
use crate::inventory::{FAMILIES, Keys, Product, products};
use crate::version::Version;

/// Refuses an unknown family of packages.
pub(super) fn require_family(arch: &str) -> Result<(), ElevationError> {
    if FAMILIES.iter().any(|(_, known)| *known == arch) {
        return Ok(());
    }
    let what = format!("a package for {arch}");
    Err(ElevationError::NotOnList { what, why: "there is no such family of packages".to_owned() })
}

impl Hands {
    /// Accepts only the folder of the family: its registered one, or the one at its last change by Upgo.
    pub(super) fn require_folder(&self, arch: &str, folder: &Path) -> Result<PathBuf, ElevationError> {
        let known = self.registered(arch).and_then(|product| product.root).or_else(|| self.notes().folder_of(arch));
        // Without a trailing separator, and without anything that could end the argument.
        let plain: PathBuf = folder.components().collect();
        let is_known = known.is_some_and(|known| known == plain);
        if is_known && plain.parent().is_some() && !plain.display().to_string().contains('"') {
            return Ok(plain);
        }
        let what = format!("to install into {}", folder.display());
        Err(ElevationError::NotOnList { what, why: "that is not where this Go is registered".to_owned() })
    }

    pub(super) fn require_product(&self, version: &Version, arch: &str) -> Result<Product, ElevationError> {
        let is_it = |product: &Product| product.version.as_ref() == Some(version);
        let missing = || ElevationError::NotRegistered { version: version.to_string(), arch: arch.to_owned() };
        self.products(arch).into_iter().find(is_it).ok_or_else(missing)
    }

    pub(super) fn registered(&self, arch: &str) -> Option<Product> {
        self.products(arch).into_iter().next()
    }

    /// The products of a family, read from the machine's keys only.
    pub(super) fn products(&self, arch: &str) -> Vec<Product> {
        let keys = Keys { user: r"HKLM64\SOFTWARE".to_owned(), ..Keys::default() };
        let all = products(self.windows.registry(), &keys);
        all.into_iter().filter(|product| product.arch == arch).collect()
    }
}
