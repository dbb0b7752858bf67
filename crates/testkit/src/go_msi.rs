//! Packages for Windows Installer that behave like Go's, if they were made (scripts/windows/go-msi.sh).
use std::path::PathBuf;

/// Whom the packages are signed by; a test names it in the policy.
pub const SIGNER: &str = "Upgo Test Signer";

/// What is the matter with a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing.
    Good,
    /// Its installation fails after the old product was removed: 1603.
    Failing,
    /// It has no signature.
    Unsigned,
    /// Somebody else has signed it.
    Stranger,
}

/// The package for amd64 of `version`, `go1.26.6` or `go1.27.3`; without it, says so and gives `None`.
pub fn package(kind: Kind, version: &str) -> Option<PathBuf> {
    let folder = match kind {
        Kind::Good => "",
        Kind::Failing => "failing",
        Kind::Unsigned => "unsigned",
        Kind::Stranger => "stranger",
    };
    find(folder, version)
}

/// Go's own package for amd64, if somebody has put it there; without it, says so and gives `None`.
pub fn real(version: &str) -> Option<PathBuf> {
    find("real", version)
}

#[allow(clippy::print_stdout)] // a test says what it skips
fn find(folder: &str, version: &str) -> Option<PathBuf> {
    let path = crate::real_go::tools("go-msi").join(folder).join(format!("{version}.windows-amd64.msi"));
    if !path.is_file() {
        println!("SKIPPED: {} is not there", path.display());
        return None;
    }
    Some(path)
}
