//! A machine with a checksum database on loopback.
use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;
use tempfile::TempDir;
use upgo_engine::base::report::Cancel;
use upgo_engine::machine::home::Home;
use upgo_engine::net::goproxy::GoProxy;
use upgo_engine::net::http::{Http, HttpConfig, ProxyRule, Times};
use upgo_engine::released::checksum_database::{
    Database, DatabaseQuery, DatabaseSource, GoSumDb, KnownHeads, LookupError, VerifiedRecord, places,
};
use upgo_testkit::checksum_database::ChecksumDatabase;
use upgo_testkit::server::Server;
use url::Url;

/// The toolchain to look up, and the hash of its files.
pub(crate) const GO: &str = "go1.27.3.linux-amd64";
pub(crate) const H1: &str = "h1:r0ub+FnqzZxoWm/dSUOI9DcIqYWn/mNYGFJcv7PyBzs=";

pub(crate) struct Lab {
    folder: TempDir,
    pub(crate) server: Server,
    pub(crate) gosumdb: String,
    pub(crate) goproxy: String,
    pub(crate) mirrors: Vec<Url>,
    /// Overrides the places derived from the other fields.
    pub(crate) places: Vec<DatabaseSource>,
    pub(crate) times: Times,
    pub(crate) cancel: Cancel,
}

impl Lab {
    /// A machine that trusts the key of `database`; its server has no files yet.
    pub(crate) fn trusting(database: &ChecksumDatabase) -> Self {
        let server = Server::start();
        let gosumdb = database.gosumdb(&server);
        let folder = tempfile::tempdir().unwrap();
        Self {
            folder,
            server,
            gosumdb,
            goproxy: "off".into(),
            mirrors: Vec::new(),
            places: Vec::new(),
            times: Times::default(),
            cancel: Cancel::default(),
        }
    }

    /// The same, with a server that serves the database.
    pub(crate) fn with(database: &ChecksumDatabase) -> Self {
        Self::serving(database, &database.files_at(database.size()))
    }

    /// The same, with a server that serves these files.
    pub(crate) fn serving(database: &ChecksumDatabase, files: &BTreeMap<String, Vec<u8>>) -> Self {
        let lab = Self::trusting(database);
        for (path, bytes) in files {
            lab.server.file(path, bytes.clone());
        }
        lab
    }

    pub(crate) fn home(&self) -> Home {
        Home::new(self.folder.path().join("Zoë's home"))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Adds a mirror folder, in which a database can write its files.
    pub(crate) fn mirror(&mut self, name: &str) -> PathBuf {
        let folder = self.path(name);
        self.mirrors.push(Url::from_directory_path(&folder).unwrap());
        folder.join("sumdb").join(self.database().key.name)
    }

    pub(crate) fn database(&self) -> Database {
        let GoSumDb::On(database) = GoSumDb::read(&self.gosumdb).unwrap() else { panic!("off") };
        database
    }

    pub(crate) fn memory(&self) -> KnownHeads {
        KnownHeads::of(&self.home())
    }

    /// The size of the tree in the last known head.
    pub(crate) fn seen(&self) -> Option<u64> {
        self.memory().head(&self.database().key).map(|head| head.size)
    }

    /// The folder with the cached answers.
    pub(crate) fn kept(&self) -> PathBuf {
        self.home().checksum_database(&self.database().key.name)
    }

    pub(crate) fn ask_for(&self, go: &str) -> Result<VerifiedRecord, LookupError> {
        let database = self.database();
        let (proxy, times) = (ProxyRule::Direct, self.times);
        let http = Http::new(HttpConfig { proxy, times, ..HttpConfig::default() });
        let places = match &self.places[..] {
            [] => places(&database, &self.kept(), &self.mirrors, &GoProxy::read(&self.goproxy).addresses()),
            more => more.to_vec(),
        };
        let lookup = DatabaseQuery {
            key: &database.key,
            places: &places,
            memory: &self.memory(),
            kept: &self.kept(),
            http: &http,
            now: Timestamp::UNIX_EPOCH,
            cancel: &self.cancel,
        };
        lookup.run(&format!("v0.0.1-{go}"))
    }

    pub(crate) fn ask(&self) -> Result<VerifiedRecord, LookupError> {
        self.ask_for(GO)
    }

    /// The same without cached answers, with only the last known head.
    pub(crate) fn ask_without_cache(&self) -> Result<VerifiedRecord, LookupError> {
        std::fs::remove_dir_all(self.kept()).ok();
        self.ask()
    }

    /// The failure of each place, if none could answer.
    pub(crate) fn fails(&self) -> Vec<LookupError> {
        match self.ask() {
            Err(LookupError::Nowhere { failures }) => failures,
            other => panic!("{other:?}"),
        }
    }
}

/// A database with one toolchain, and this many other records before and after it.
pub(crate) fn database(before: usize, after: usize) -> ChecksumDatabase {
    ChecksumDatabase::new("sum.example.com").with_others(before).with(GO, H1).with_others(after)
}
