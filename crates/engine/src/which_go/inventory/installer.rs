//! The products that the official Windows installer (MSI) has registered, read from a registry that is passed in. The
//! version is in the product name: the registered one is the same for a release candidate and the release (1.27rc2 and
//! 1.27.0 are both 1.27.0).
//! Source: <https://github.com/golang/build/blob/master/internal/installer/windowsmsi/windowsmsi.go>.
use std::path::{Path, PathBuf};

use super::Origin;
use crate::base::version::Version;
use crate::environment::{Registry, Syntax};
use crate::store::is_go;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UninstallKeys {
    /// The machine's `SOFTWARE`, as 64-bit and as 32-bit programs see it.
    pub machine: [String; 2],
    pub user: String,
}

impl Default for UninstallKeys {
    fn default() -> Self {
        let machine = [r"HKLM64\SOFTWARE", r"HKLM32\SOFTWARE"].map(str::to_owned);
        Self { machine, user: r"HKCU\Software".to_owned() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Its product code, which differs for each release: `{…}`.
    pub code: String,
    pub arch: &'static str,
    /// Read from the product's name.
    pub version: Option<Version>,
    /// `None` if it is not recorded.
    pub root: Option<PathBuf>,
    /// Its origin: the installer, run by the user or by one of two package managers.
    pub by: Origin,
    /// Approximate.
    pub size_bytes: Option<u64>,
}

impl Product {
    /// Whether Windows still lists it, although its files no longer exist.
    pub fn is_folder_gone(&self) -> bool {
        self.root.as_deref().is_none_or(|root| !is_go(root))
    }

    /// `root` must have its links resolved.
    pub(super) fn is_at(&self, root: &Path) -> bool {
        self.root.as_deref().is_some_and(|own| super::real(own) == root)
    }
}

/// The installer's product families. A package replaces an installed one of the same family, but not of another.
const FAMILIES: [(&str, &str); 3] = [
    ("{22EA7650-4AC6-4001-BF29-F4B8775DB1C0}", "amd64"),
    ("{21ADE9A3-3FDD-4BA6-BEA6-C85ABADC9488}", "arm64"),
    ("{1C3114EA-08C3-11E1-9095-7FCA4824019B}", "386"),
];

pub(crate) fn is_family(arch: &str) -> bool {
    upgrade_code(arch).is_some()
}

pub(crate) fn upgrade_code(arch: &str) -> Option<&'static str> {
    FAMILIES.iter().find_map(|(code, known)| (*known == arch).then_some(*code))
}

/// Includes those whose folder is missing.
pub fn products(registry: &dyn Registry, keys: &UninstallKeys) -> Vec<Product> {
    let mut found: Vec<Product> = Vec::new();
    for (family, arch) in FAMILIES {
        for code in codes(registry, keys, family) {
            if found.iter().all(|product| product.code != code) {
                found.extend(product(registry, keys, code, arch));
            }
        }
    }
    found
}

/// The product codes of a family, which are the names of values, in two keys; which is complete depends on the version
/// of Windows.
/// Source: <https://learn.microsoft.com/windows/win32/api/msi/nf-msi-msienumrelatedproductsw> returns their content.
fn codes(registry: &dyn Registry, keys: &UninstallKeys, family: &str) -> Vec<String> {
    let Some(family) = packed(family) else { return Vec::new() };
    let places = [r"Classes\Installer", r"Microsoft\Windows\CurrentVersion\Installer"];
    let keys =
        keys.machine.iter().flat_map(|view| places.map(|place| format!(r"{view}\{place}\UpgradeCodes\{family}")));
    let mut codes: Vec<String> =
        keys.flat_map(|key| registry.value_names(&key)).filter_map(|name| unpacked(&name)).collect();
    codes.sort();
    codes.dedup();
    codes
}

fn product(registry: &dyn Registry, keys: &UninstallKeys, code: String, arch: &'static str) -> Option<Product> {
    let keys_of = |view: &String| format!(r"{view}\Microsoft\Windows\CurrentVersion\Uninstall\{code}");
    let mut views = keys.machine.iter().map(keys_of);
    let (key, name) = views.find_map(|key| registry.text(&key, "DisplayName").map(|name| (key, name)))?;
    let text = |name: &str| registry.text(&key, name).filter(|text| !text.is_empty());
    let own_key = format!(r"{}\GoProgrammingLanguage", keys.user);
    let root = text("InstallLocation").or_else(|| registry.text(&own_key, "installLocation"));
    Some(Product {
        arch,
        version: name.split_whitespace().last().and_then(|version| Version::from_name(version).ok()),
        // without the trailing separator
        root: root
            .map(|root| Path::new(&root).components().collect())
            .filter(|root: &PathBuf| root.is_absolute() || Syntax::Windows.is_full(root)),
        by: text("InstallSource").map_or(Origin::Msi, |folder| run_by(&folder)),
        size_bytes: registry.number(&key, "EstimatedSize").map(|kibibytes| u64::from(kibibytes) * 1024),
        code,
    })
}

/// The origin of a package by its folder: winget runs `%TEMP%\WinGet\GoLang.Go.1.27.0\`
/// (`AppInstallerCLICore/Workflows/DownloadFlow.cpp`), Chocolatey `%TEMP%\chocolatey\golang\1.27.0\`
/// (`Get-ChocolateyWebFile`).
fn run_by(folder: &str) -> Origin {
    let folder = folder.to_ascii_lowercase();
    let runs = |part: &str| folder.split(['\\', '/']).any(|name| name == part);
    if runs("winget") {
        Origin::Winget
    } else if runs("chocolatey") {
        Origin::Chocolatey
    } else {
        Origin::Msi
    }
}

/// A GUID in the form that Windows Installer uses in the names of its keys: the digits of the first three groups
/// reversed, those of the other two swapped in pairs.
pub(super) fn packed(guid: &str) -> Option<String> {
    let digits: Vec<u8> = guid.bytes().filter(u8::is_ascii_hexdigit).collect();
    Some(swap(&digits)?.to_ascii_uppercase())
}

pub(super) fn unpacked(name: &str) -> Option<String> {
    let text = swap(name.as_bytes())?.to_ascii_uppercase();
    let group = |from: usize, to: usize| text.get(from..to);
    Some(format!("{{{}-{}-{}-{}-{}}}", group(0, 8)?, group(8, 12)?, group(12, 16)?, group(16, 20)?, group(20, 32)?))
}

/// Swaps the digits in pairs. The function is its own inverse.
fn swap(digits: &[u8]) -> Option<String> {
    if digits.len() != 32 || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let mut swapped = Vec::with_capacity(digits.len());
    let mut rest = digits;
    for length in [8, 4, 4, 2, 2, 2, 2, 2, 2, 2, 2] {
        let (group, others) = rest.split_at(length);
        swapped.extend(group.iter().rev());
        rest = others;
    }
    String::from_utf8(swapped).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_codes_like_windows_installer() {
        let (code, expected) = ("{22EA7650-4AC6-4001-BF29-F4B8775DB1C0}", "0567AE226CA41004FB924F8B77D51B0C");
        assert_eq!(packed(code).as_deref(), Some(expected));
        assert_eq!(unpacked(expected).as_deref(), Some(code));
        assert_eq!(unpacked(&expected.to_lowercase()).as_deref(), Some(code));
        for rubbish in ["", "0567", "0567AE226CA41004FB924F8B77D51B0G", "0567AE226CA41004FB924F8B77D51B0CC", "ü"] {
            assert_eq!(unpacked(rubbish), None);
        }
    }

    #[test]
    fn the_source_folder_of_a_package_reveals_its_origin() {
        for (folder, expected) in [
            (r"C:\Users\mei\Downloads\", Origin::Msi),
            (r"C:\Users\mei\AppData\Local\Temp\WinGet\GoLang.Go.1.27.0\", Origin::Winget),
            (r"C:\Users\mei\AppData\Local\Temp\chocolatey\golang\1.27.0\", Origin::Chocolatey),
            (r"D:\winget-downloads\", Origin::Msi),
        ] {
            assert_eq!(run_by(folder), expected, "{folder}");
        }
    }
}
