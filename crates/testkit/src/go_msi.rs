//! Packages for Windows Installer that behave like Go's, if scripts/windows/go-msi.sh has made them.
use std::path::PathBuf;

/// The signer of the packages, which a test names in the policy.
pub const SIGNER: &str = "Upgo Test Signer";

/// The fault of a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No fault.
    Good,
    /// The installation fails after the old product was removed: 1603.
    Failing,
    /// The package has no signature.
    Unsigned,
    /// The package is signed by another signer.
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
