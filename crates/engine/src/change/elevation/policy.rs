//! The settings of the elevated copy: what it needs of the key of [`crate::choices::policy`], which no user can write.
use std::path::PathBuf;

use crate::choices::policy::POLICY_KEY;
use crate::environment::MACHINE_KEY;
use crate::environment::Registry;
use crate::machine::fault;

/// The key of the elevated copy's records; only administrators can write to it.
const NOTES_KEY: &str = r"HKLM64\SOFTWARE\Upgo";
/// The signer of Go's packages: the name that signs Google's other Windows programs. No Go package has been examined,
/// so the policy can name another signer. The digest decides in either case.
const SIGNER: &str = "Google LLC";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElevatedPolicy {
    /// `FeedUrl`: the source of releases and their digests, instead of Go's own release lists.
    pub feed: Option<String>,
    /// `MsiSigner`: the required signer of packages.
    pub signer: String,
    /// `CaFile`: a file with trusted certificates, in addition to those of the machine.
    pub ca_file: Option<PathBuf>,
    /// `Proxy`: the proxy for the release list, instead of the machine's own (`WinHTTP`).
    pub proxy: Option<String>,
    pub machine_key: String,
    pub notes_key: String,
    /// Test builds only: an account that counts as an administrator; then any root of a signature is accepted, too.
    /// Wine has a single user, who owns everything.
    pub lenient: Option<String>,
}

impl ElevatedPolicy {
    pub fn read(registry: &dyn Registry) -> Self {
        let value = |name: &str| registry.text(POLICY_KEY, name).filter(|text| !text.trim().is_empty());
        let of_test = |name: &str| value(name).filter(|_| fault::ARMED);
        let notes = of_test("TestMachineKey").map(|key| format!(r"{key}\notes"));
        Self {
            feed: value("FeedUrl"),
            signer: value("MsiSigner").unwrap_or_else(|| SIGNER.to_owned()),
            ca_file: value("CaFile").map(PathBuf::from),
            proxy: value("Proxy"),
            machine_key: of_test("TestMachineKey").unwrap_or_else(|| MACHINE_KEY.to_owned()),
            notes_key: notes.unwrap_or_else(|| NOTES_KEY.to_owned()),
            lenient: of_test("TestAdministrator"),
        }
    }
}
