//! A sandbox whose Upgo trusts a test key, and what a signature led to in it.
use std::path::PathBuf;

use serde_json::Value;
use upgo_testkit::lab::{Lab, Ran, Run};
use upgo_testkit::openpgp::Owner;
use upgo_testkit::server::Server;

use crate::lab;

pub(super) const KEY_FILE: &str = "linux_signing_key.pub";

/// A sandbox whose Upgo trusts a test key, with the key file on a separate server. The checksum database is off.
pub(super) struct World {
    pub(super) lab: Lab,
    pub(super) keys: Server,
    pub(super) owner: Owner,
}

impl World {
    /// go1.26.6 is installed and current, and go1.27.3 is available. Neither is signed yet.
    pub(super) fn new() -> Self {
        Self::of(Owner::new())
    }

    pub(super) fn of(owner: Owner) -> Self {
        let keys = Server::start();
        let signer = format!("{} {}", owner.primary(), keys.url());
        let mut lab = lab().with_variable("UPGO_TEST_SIGNER", signer).with_variable("GOSUMDB", "off");
        for version in ["go1.26.6", "go1.27.3"] {
            lab.add_release(version);
        }
        lab.upgo(["install", "1.26.6", "--use"]).succeeds();
        lab.upgo(["settings", "set", "proof-for-own-feed", "true"]).succeeds();
        keys.file(KEY_FILE, owner.keys());
        Self { lab, keys, owner }
    }

    /// Like [`Self::new`], with go1.27.3 signed.
    pub(super) fn signed() -> Self {
        let world = Self::new();
        world.puts(&world.owner.sign(world.archive()));
        world
    }

    pub(super) fn archive(&self) -> &[u8] {
        self.lab.release("go1.27.3").bytes()
    }

    /// The name of the signature of go1.27.3.
    pub(super) fn name(&self) -> String {
        format!("{}.asc", self.lab.release("go1.27.3").filename())
    }

    /// Serves this signature for go1.27.3.
    pub(super) fn puts(&self, signature: &str) {
        self.lab.server.file(&self.name(), signature);
    }

    pub(super) fn settings(&self, key: &str, value: &str) {
        self.lab.upgo(["settings", "set", key, value]).succeeds();
    }

    /// The newest entry of the history.
    pub(super) fn last(&self) -> Value {
        self.lab.upgo(["history", "--json"]).succeeds().json()["entries"][0].clone()
    }

    fn receipt(&self) -> PathBuf {
        self.lab.home().join("receipts").join("go1.27.3.json")
    }

    /// The signature part of the receipt of go1.27.3.
    pub(super) fn written(&self) -> Value {
        let receipt = std::fs::read(self.receipt()).unwrap();
        serde_json::from_slice::<Value>(&receipt).unwrap()["proof"]["signature"].clone()
    }

    /// The folder with cached signatures and keys.
    pub(super) fn kept(&self) -> PathBuf {
        self.lab.home().join("cache").join("openpgp")
    }

    /// The number of requests for the key file.
    pub(super) fn key_requests(&self) -> usize {
        self.keys.requests().len()
    }

    /// Whether the release server was asked for the signature.
    pub(super) fn is_signature_requested(&self) -> bool {
        let (requests, name) = (self.lab.server.requests(), self.name());
        requests.iter().any(|seen| seen.path == name)
    }

    /// Checks that a run is refused with this code, and that only go1.26.6 is installed.
    pub(super) fn refuses(&self, run: Run, code: &str) -> Ran {
        let ran = run.exits(4);
        assert_eq!(ran.json()["error"]["code"], code, "{ran}");
        assert_eq!(self.lab.toolchains(), ["go1.26.6"], "{ran}");
        assert_eq!(self.lab.go_version(), "go1.26.6", "{ran}");
        assert_eq!(self.lab.names_in("staging"), [""; 0], "{ran}");
        ran
    }

    /// Installs and removes go1.27.3. Returns the signature part of its receipt.
    pub(super) fn tried(&self) -> Value {
        self.lab.upgo(["install", "1.27.3"]).succeeds();
        let written = self.written();
        self.lab.upgo(["remove", "1.27.3"]).succeeds();
        written
    }

    pub(super) fn is_in_cache(&self) -> bool {
        let filename = self.lab.release("go1.27.3").filename();
        let names = [filename.to_owned(), format!("{filename}.part")];
        self.lab.names_in("cache").iter().any(|name| names.contains(name))
    }

    /// A local file with go1.27.3, optionally with a signature next to it.
    pub(super) fn file(&self, signature: Option<&str>) -> PathBuf {
        let release = self.lab.release("go1.27.3");
        let file = self.lab.path("tmp").join(release.filename());
        std::fs::write(&file, release.bytes()).unwrap();
        if let Some(signature) = signature {
            std::fs::write(file.with_file_name(self.name()), signature).unwrap();
        }
        file
    }
}
