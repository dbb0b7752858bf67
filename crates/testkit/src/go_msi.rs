//! Packages for Windows Installer that behave like Go's, if scripts/windows/go-msi.sh has made them.
use std::io::Cursor;
use std::path::PathBuf;

use msi::{Column, Insert, Package, PackageType, Value};

/// The signer of the packages, which a test names in the policy.
pub const SIGNER: &str = "Upgo Test Signer";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Good,
    /// The installation fails after the old product was removed: 1603.
    Failing,
    Unsigned,
    Stranger,
}

/// The package for amd64 of `version`, `go1.26.6` or `go1.27.3`. If it is missing, reports that and returns `None`.
pub fn package(kind: Kind, version: &str) -> Option<PathBuf> {
    let folder = match kind {
        Kind::Good => "",
        Kind::Failing => "failing",
        Kind::Unsigned => "unsigned",
        Kind::Stranger => "stranger",
    };
    find(folder, version)
}

/// The bytes of a package that says of itself what Go's package of `version` for `arch` says, except for `changed`: names
/// and values of properties. It contains nothing to install.
pub fn made(version: &str, arch: &str, changed: &[(&str, &str)]) -> Vec<u8> {
    let family = match arch {
        "386" => "{1C3114EA-08C3-11E1-9095-7FCA4824019B}",
        "arm64" => "{21ADE9A3-3FDD-4BA6-BEA6-C85ABADC9488}",
        _ => "{22EA7650-4AC6-4001-BF29-F4B8775DB1C0}",
    };
    let digits: String = version.trim_start_matches("go").chars().take_while(|c| !c.is_ascii_lowercase()).collect();
    let number = if digits.matches('.').count() == 1 { format!("{digits}.0") } else { digits };
    let name = format!("Go Programming Language {arch} {version}");
    let properties: [(&str, &str); 5] = [
        ("UpgradeCode", family),
        ("ProductName", &name),
        ("ProductVersion", &number),
        ("Manufacturer", "https://go.dev"),
        ("ProductCode", "{00000001-0000-0000-0000-000000000000}"),
    ];
    let mut package = Package::create(PackageType::Installer, Cursor::new(Vec::new())).unwrap();
    let columns = vec![Column::build("Property").primary_key().id_string(72), Column::build("Value").text_string(0)];
    package.create_table("Property", columns).unwrap();
    let row = |(name, value): &(&str, &str)| {
        let value = changed.iter().find(|(other, _)| other == name).map_or(*value, |(_, value)| *value);
        (!value.is_empty()).then(|| vec![Value::from(*name), Value::from(value)])
    };
    package.insert_rows(Insert::into("Property").rows(properties.iter().filter_map(row).collect())).unwrap();
    package.into_inner().unwrap().into_inner()
}

/// Go's own package for amd64. If it is missing, reports that and returns `None`.
pub fn real(version: &str) -> Option<PathBuf> {
    find("real", version)
}

#[expect(clippy::print_stdout, reason = "a test reports that it was skipped")]
fn find(folder: &str, version: &str) -> Option<PathBuf> {
    let path = crate::real_go::tools("go-msi").join(folder).join(format!("{version}.windows-amd64.msi"));
    if !path.is_file() {
        println!("SKIPPED: {} is missing", path.display());
        return None;
    }
    Some(path)
}
