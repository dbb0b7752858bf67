//! What a package of Windows Installer says about itself, in the tables of its database.
use std::collections::BTreeMap;
use std::io::{self, Read, Seek};

use super::{ElevationError, Result};
use crate::base::version::Version;
use crate::which_go::inventory::upgrade_code;

/// A property of a package, and what it must be.
type PackageRule<'a> = (&'static str, &'a dyn Fn(&str) -> bool);

/// The manufacturers in Go's packages, oldest last.
const MAKERS: [&str; 3] = ["https://go.dev", "https://golang.org", "http://golang.org"];

/// Refuses a package that is not that of `version` for `arch`: Google has signed others, too, and one of another family
/// would be installed beside the Go that it should replace.
/// Source: <https://github.com/golang/build/blob/master/internal/installer/windowsmsi/windowsmsi.go>.
pub(super) fn require_go<F: Read + Seek>(package: F, file: &str, version: &Version, arch: &str) -> Result<()> {
    let refused = |why: String| ElevationError::NotGo { file: file.to_owned(), why };
    let properties = properties(package).map_err(|error| refused(error.to_string()))?;
    let upgrade_code = upgrade_code(arch).unwrap_or_default();
    let name = format!("Go Programming Language {arch} {version}");
    let number = product_version(version);
    let is_maker = |text: &str| MAKERS.contains(&text.trim_end_matches('/'));
    let rules: [PackageRule<'_>; 5] = [
        ("UpgradeCode", &|text| text.eq_ignore_ascii_case(upgrade_code)),
        ("ProductName", &|text| text == name),
        ("ProductVersion", &|text| text == number),
        ("Manufacturer", &is_maker),
        ("ProductCode", &is_code),
    ];
    for (property, is_right) in rules {
        match properties.get(property) {
            Some(text) if is_right(text) => {}
            Some(text) => {
                let shown: String = text.chars().filter(|c| !c.is_control()).take(100).collect();
                return Err(refused(format!("its {property} is {shown}")));
            }
            None => return Err(refused(format!("it has no {property}"))),
        }
    }
    Ok(())
}

fn properties<F: Read + Seek>(package: F) -> io::Result<BTreeMap<String, String>> {
    let mut database = msi::Package::open(package)?;
    let rows = database.select_rows(msi::Select::table("Property"))?;
    let text = |value: &msi::Value| value.as_str().unwrap_or_default().to_owned();
    Ok(rows.filter(|row| row.len() == 2).map(|row| (text(&row[0]), text(&row[1]))).collect())
}

/// The version of the product: three numbers, the same for a release candidate and its release.
fn product_version(version: &Version) -> String {
    let number = version.number();
    let end = number.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(number.len());
    let mut parts = number[..end].split('.').chain(["0", "0"]);
    [parts.next(), parts.next(), parts.next()].map(Option::unwrap_or_default).join(".")
}

/// Whether it is a product code, `{XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX}`.
fn is_code(text: &str) -> bool {
    let inner = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or_default();
    let is_group = |group: &str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    inner.split('-').map(str::len).eq([8, 4, 4, 4, 12]) && inner.split('-').all(is_group)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use upgo_testkit::go_msi;

    use super::*;

    fn judge(package: &[u8], version: &str, arch: &str) -> Result<(), String> {
        let version = Version::from_name(version).unwrap();
        require_go(Cursor::new(package), "go.msi", &version, arch).map_err(|error| error.to_string())
    }

    #[test]
    fn a_package_is_accepted_as_the_release_that_its_tables_name() {
        for (version, arch) in [("go1.27.3", "amd64"), ("go1.20", "386"), ("go1.27rc2", "arm64"), ("go1.9.2", "amd64")]
        {
            let package = go_msi::made(version, arch, &[]);
            assert_eq!(judge(&package, version, arch), Ok(()), "{version} {arch}");
            for (other, family) in
                [("go1.27.2", arch), (version, "s390x"), (version, if arch == "386" { "amd64" } else { "386" })]
            {
                assert!(judge(&package, other, family).is_err(), "{version} {arch} as {other} {family}");
            }
        }
        // A release candidate has the number of the release.
        let candidate = go_msi::made("go1.27rc2", "amd64", &[]);
        assert!(judge(&candidate, "go1.27.0", "amd64").unwrap_err().contains("go1.27rc2"));
    }

    #[test]
    fn another_package_is_refused_whatever_it_is_called() {
        for (property, value) in [
            ("UpgradeCode", "{C1DFDF69-5945-32F2-A35E-EE94C99C7CF4}"), // another product of Google's
            ("ProductName", "Google Chrome"),
            ("ProductVersion", "1.27.4"),
            ("Manufacturer", "Google LLC"),
            ("ProductCode", "{1}"),
            ("ProductCode", ""),
        ] {
            let why = judge(&go_msi::made("go1.27.3", "amd64", &[(property, value)]), "go1.27.3", "amd64").unwrap_err();
            assert!(
                why.starts_with("go.msi is not the package of the requested Go: it") && why.contains(property),
                "{why}"
            );
        }
        let good = go_msi::made("go1.27.3", "amd64", &[]);
        for bytes in [&b""[..], b"MZ", &good[..600], &good[..good.len() / 2]] {
            assert!(judge(bytes, "go1.27.3", "amd64").is_err());
        }
    }

    #[test]
    fn a_package_with_go_tables_of_other_tools_is_read() {
        let Some(file) = go_msi::package(go_msi::Kind::Good, "go1.27.3") else { return };
        let package = fs_err::read(file).unwrap();
        assert_eq!(judge(&package, "go1.27.3", "amd64"), Ok(()));
        assert!(judge(&package, "go1.26.6", "amd64").unwrap_err().contains("ProductName"));
        let Some(file) = go_msi::real("go1.26.0") else { return };
        assert_eq!(judge(&fs_err::read(file).unwrap(), "go1.26.0", "amd64"), Ok(()));
    }
}
