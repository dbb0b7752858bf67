//! What the elevated copy goes by: a key that only administrators can write, and nothing else.
use std::path::PathBuf;

use crate::environment::MACHINE_KEY;
use crate::fault;
use crate::inventory::Registry;

/// The key, in the view of 64-bit programs.
pub const POLICY_KEY: &str = r"HKLM64\SOFTWARE\Policies\Upgo";
/// Where the elevated copy remembers what it took away; only administrators can write it.
const NOTES_KEY: &str = r"HKLM64\SOFTWARE\Upgo";
/// Who signs Go's packages: the name that Google's other programs for Windows carry. No package of Go's was looked at, so
/// the policy can name another; what decides is the digest.
const SIGNER: &str = "Google LLC";

/// What an administrator has decided for this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// `FeedUrl`: releases and their digests from there, instead of Go's own feeds.
    pub feed: Option<String>,
    /// `MsiSigner`: who has to have signed a package.
    pub signer: String,
    /// `CaFile`: a file with certificates to trust beside those of the machine.
    pub ca_file: Option<PathBuf>,
    /// Where the machine's variables are.
    pub machine_key: String,
    /// Where it remembers.
    pub notes_key: String,
    /// Test builds only: an account that counts as an administrator, and whether any root of a signature is good. Wine
    /// has one user, whom everything belongs to.
    pub lenient: Option<String>,
}

impl Policy {
    /// Reads it.
    pub fn read(registry: &dyn Registry) -> Self {
        let value = |name: &str| registry.text(POLICY_KEY, name).filter(|text| !text.trim().is_empty());
        let of_test = |name: &str| value(name).filter(|_| fault::ARMED);
        let notes = of_test("TestMachineKey").map(|key| format!(r"{key}\notes"));
        Self {
            feed: value("FeedUrl"),
            signer: value("MsiSigner").unwrap_or_else(|| SIGNER.to_owned()),
            ca_file: value("CaFile").map(PathBuf::from),
            machine_key: of_test("TestMachineKey").unwrap_or_else(|| MACHINE_KEY.to_owned()),
            notes_key: notes.unwrap_or_else(|| NOTES_KEY.to_owned()),
            lenient: of_test("TestAdministrator"),
        }
    }
}
