//! A sandbox with its own checksum database, and what is known of a proof in it.
use upgo_testkit::checksum_database::ChecksumDatabase;
use upgo_testkit::lab::{Lab, Ran};
use upgo_testkit::server::Server;

use crate::lab;

pub(super) const DATABASE: &str = "sum.example.com";

/// A sandbox with its own checksum database, which Go and Upgo trust.
pub(super) struct World {
    pub(super) lab: Lab,
    pub(super) sums: Server,
}

impl World {
    pub(super) fn new() -> Self {
        Self::with(["go1.26.6", "go1.27.3"])
    }

    pub(super) fn with<const N: usize>(versions: [&str; N]) -> Self {
        let sums = Server::start();
        let gosumdb = ChecksumDatabase::new(DATABASE).gosumdb(&sums);
        let mut lab = lab()
            .with_variable("UPGO_TEST_DATABASE", &gosumdb)
            .with_variable("GOSUMDB", gosumdb)
            .with_variable("GOPROXY", "off");
        for version in versions {
            lab.add_release(version);
        }
        lab.upgo(["settings", "set", "proof-for-own-feed", "true"]).succeeds();
        Self { lab, sums }
    }

    /// A database with correct records of these releases.
    pub(super) fn database<const N: usize>(&self, versions: [&str; N]) -> ChecksumDatabase {
        versions.iter().fold(ChecksumDatabase::new(DATABASE).with_others(300), |database, version| {
            let release = self.lab.release(version);
            database.with(&release.toolchain(), &release.h1())
        })
    }

    /// Like [`Self::new`], with go1.26.6 proven and current.
    pub(super) fn after_a_proof() -> Self {
        let world = Self::new();
        world.database(["go1.26.6"]).serve(&world.sums, "");
        world.lab.upgo(["install", "1.26.6", "--use"]).succeeds();
        assert_eq!(world.last()["proof"], "proven");
        world
    }

    pub(super) fn lookup(&self, version: &str) -> String {
        format!("lookup/golang.org/toolchain@v0.0.1-{}", self.lab.release(version).toolchain())
    }

    pub(super) fn settings(&self, key: &str, value: &str) {
        self.lab.upgo(["settings", "set", key, value]).succeeds();
    }

    /// The newest entry of the history.
    pub(super) fn last(&self) -> serde_json::Value {
        self.lab.upgo(["history", "--json"]).succeeds().json()["entries"][0].clone()
    }

    /// The checksum database's part of a version's receipt.
    pub(super) fn written(&self, version: &str) -> serde_json::Value {
        let receipt = std::fs::read(self.lab.home().join("receipts").join(format!("{version}.json"))).unwrap();
        serde_json::from_slice::<serde_json::Value>(&receipt).unwrap()["proof"]["checksumDatabase"].clone()
    }

    /// Checks that a run is refused with this code, and that only go1.26.6 is installed.
    pub(super) fn refuses<const N: usize>(&self, arguments: [&str; N], code: &str) -> Ran {
        let ran = self.lab.upgo(arguments).exits(4);
        assert_eq!(ran.json()["error"]["code"], code, "{ran}");
        assert_eq!(self.lab.toolchains(), ["go1.26.6"], "{ran}");
        assert_eq!(self.lab.go_version(), "go1.26.6", "{ran}");
        assert_eq!(self.lab.names_in("staging"), [""; 0], "{ran}");
        ran
    }
}
