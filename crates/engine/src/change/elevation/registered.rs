//! What Go's installer has registered, as far as a task may name it.
use std::path::{Path, PathBuf};

use super::ElevationError;
use super::hands::Hands;
use crate::inventory::{FAMILIES, Keys, Product, products};
use crate::version::Version;

/// Refuses what is no family of Go's packages.
pub(super) fn require_family(arch: &str) -> Result<(), ElevationError> {
    if FAMILIES.iter().any(|(_, known)| *known == arch) {
        return Ok(());
    }
    let what = format!("A package for {arch}");
    Err(ElevationError::NotOnList { what, why: "there is no such family of packages".to_owned() })
}

impl Hands {
    /// A folder may be named only where the family is, or was when it was last changed from here.
    pub(super) fn require_folder(&self, arch: &str, folder: &Path) -> Result<PathBuf, ElevationError> {
        let known = self.registered(arch).and_then(|product| product.root).or_else(|| self.notes().folder_of(arch));
        // Without its last separator, and without anything that could end the argument.
        let plain: PathBuf = folder.components().collect();
        let is_known = known.is_some_and(|known| known == plain);
        if is_known && plain.parent().is_some() && !plain.display().to_string().contains('"') {
            return Ok(plain);
        }
        let what = format!("Installing into {}", folder.display());
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

    /// Read from the machine's keys only.
    pub(super) fn products(&self, arch: &str) -> Vec<Product> {
        let keys = Keys { user: r"HKLM64\SOFTWARE".to_owned(), ..Keys::default() };
        let all = products(self.windows.registry(), &keys);
        all.into_iter().filter(|product| product.arch == arch).collect()
    }
}
