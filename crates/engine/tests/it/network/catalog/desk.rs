//! A home with its feeds, and what they may answer.
use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use upgo_engine::base::digest::Sha256;
use upgo_engine::base::report::Cancel;
use upgo_engine::base::target::Target;
use upgo_engine::machine::home::Home;
use upgo_engine::released::catalog::{Catalog, CatalogError, Feeds, PackageKind, Sources};
use upgo_testkit::server::Server;

use crate::network::support::http;

pub(super) const REAL: &[u8] = include_bytes!("../../../data/releases.json");
pub(super) const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);
pub(super) const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A home, a target and its feeds.
pub(super) struct Desk {
    pub(super) folder: TempDir,
    home: Home,
    pub(super) sources: Sources,
    pub(super) target: Target,
}

impl Desk {
    pub(super) fn new(sources: Sources) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().join("home of Jürgen"));
        Self { folder, home, sources, target: Target::new("linux", "amd64") }
    }

    /// The file with the one cached list.
    pub(super) fn copy(&self) -> PathBuf {
        let mut files = fs_err::read_dir(self.home.cache()).unwrap().map(|entry| entry.unwrap().path());
        files.find(|path| path.extension().is_some_and(|ending| ending == "json")).unwrap()
    }

    pub(super) fn at(server: &Server) -> Self {
        Self::new(Sources::new(Some(&server.url()), []).unwrap())
    }

    pub(super) fn official(one: &Server, two: &Server) -> Self {
        Self::new(Sources::official_at([&one.url(), &two.url()]).unwrap())
    }

    pub(super) fn feeds(&self) -> Feeds<'_> {
        Feeds {
            home: &self.home,
            sources: &self.sources,
            target: &self.target,
            package: PackageKind::Archive,
            system: None,
            modules: None,
            keep: true,
        }
    }

    pub(super) fn refresh(&self) -> Result<Catalog, CatalogError> {
        self.feeds().refresh(&http(), NOW, &Cancel::default())
    }

    pub(super) fn cached(&self) -> Option<Catalog> {
        self.feeds().cached(NOW, DAY)
    }
}

/// A feed with one release, whose archive has the digest of `content`.
pub(super) fn feed(version: &str, content: &str) -> String {
    format!(
        r#"[{{"version":"{version}","stable":true,"files":[{{"filename":"{version}.linux-amd64.tar.gz","os":"linux",
        "arch":"amd64","version":"{version}","sha256":"{}","size":7,"kind":"archive"}}]}}]"#,
        Sha256::of(content.as_bytes())
    )
}

/// A feed with these releases.
pub(super) fn list(versions: &[&str]) -> String {
    let releases: Vec<_> = versions.iter().map(|version| feed(version, "a")).collect();
    format!("[{}]", releases.iter().map(|release| release.trim_matches(['[', ']'])).collect::<Vec<_>>().join(","))
}

pub(super) fn newest(catalog: &Catalog) -> &str {
    catalog.newest().unwrap().version.as_str()
}
