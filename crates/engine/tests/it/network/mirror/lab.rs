//! A server with releases, a mirror of it, and a client of the mirror.
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;

use jiff::Timestamp;
use tempfile::TempDir;
use upgo_engine::base::digest::Sha256;
use upgo_engine::base::report::{Cancel, ignore};
use upgo_engine::base::target::Target;
use upgo_engine::change::mirror::{self, Build, Built, Limits, MirrorError, MirrorRules};
use upgo_engine::machine::home::Home;
use upgo_engine::released::catalog::{Feeds, PackageKind, ReleaseRequest, Sources};
use upgo_engine::store::LockHolder;
use upgo_testkit::release::Release;
use upgo_testkit::server::Server;

use crate::network::support::http;

const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);

/// A server with releases, and a folder for a mirror of it.
pub(super) struct Lab {
    pub(super) server: Server,
    pub(super) folder: TempDir,
    pub(super) releases: Vec<Release>,
    targets: Vec<Target>,
}

impl Lab {
    pub(super) fn new() -> Self {
        let sample = |version, os, arch| Release::sample_for(version, os, arch, b"a program");
        let releases = vec![
            sample("go1.27.3", "linux", "amd64"),
            sample("go1.27.3", "windows", "amd64"),
            sample("go1.26.6", "linux", "amd64"),
            sample("go1.26.6", "windows", "amd64"),
        ];
        let server = Server::start();
        server.feed(Release::feed(&releases));
        for release in &releases {
            server.file(release.filename(), release.bytes());
        }
        let targets = vec![Target::new("linux", "amd64"), Target::new("windows", "amd64")];
        Self { server, folder: tempfile::tempdir().unwrap(), releases, targets }
    }

    pub(super) fn build(&self, versions: &[&str], from: Option<&Path>) -> Result<Built, MirrorError> {
        let requests: Vec<ReleaseRequest> = versions.iter().map(|version| version.parse().unwrap()).collect();
        let sources = Sources::new(Some(&self.server.url()), []).unwrap();
        let home = Home::new(self.folder.path().join("home"));
        let feeds = Feeds {
            home: &home,
            sources: &sources,
            target: &self.targets[0],
            package: PackageKind::Archive,
            system: None,
            modules: None,
            keep: true,
        };
        mirror::build(&Build {
            folder: &self.mirror(),
            versions: &requests,
            rules: &MirrorRules::default(),
            targets: &self.targets,
            from,
            feeds: &feeds,
            http: &http(),
            now: NOW,
            holder: &LockHolder::of_this_process("a test", NOW),
            cancel: &Cancel::default(),
            events: &ignore,
        })
    }

    pub(super) fn mirror(&self) -> PathBuf {
        self.folder.path().join("mirror of Zoë")
    }

    /// A folder with the archives of this server, as carried to an offline machine.
    pub(super) fn archives(&self) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for release in &self.releases {
            fs_err::write(folder.path().join(release.filename()), release.bytes()).unwrap();
        }
        fs_err::write(folder.path().join("notes.txt"), "not an archive").unwrap();
        folder
    }

    pub(super) fn names(&self) -> Vec<String> {
        let entries = fs_err::read_dir(self.mirror()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// The newest release for Linux in `sources`.
pub(super) fn newest(sources: &Sources) -> (String, Sha256) {
    let folder = tempfile::tempdir().unwrap();
    let (home, target) = (Home::new(folder.path()), Target::new("linux", "amd64"));
    let feeds = Feeds {
        home: &home,
        sources,
        target: &target,
        package: PackageKind::Archive,
        system: None,
        modules: None,
        keep: true,
    };
    let catalog = feeds.refresh(&http(), NOW, &Cancel::default()).unwrap();
    let newest = catalog.newest().unwrap();
    (newest.version.to_string(), newest.archive.as_ref().unwrap().sha256.unwrap())
}

/// Serves the mirror during `visit`, and checks that the server ends afterwards.
pub(super) fn served<T>(folder: &Path, visit: impl FnOnce(&str) -> T) -> T {
    served_with(Limits::default(), folder, visit)
}

pub(super) fn served_with<T>(limits: Limits, folder: &Path, visit: impl FnOnce(&str) -> T) -> T {
    let (cancel, (ready, address)) = (Cancel::default(), mpsc::channel());
    thread::scope(|scope| {
        let serving = scope.spawn(|| {
            let any = SocketAddr::from(([127, 0, 0, 1], 0));
            mirror::serve(folder, any, limits, &cancel, |address| ready.send(address).unwrap())
        });
        let ending = EndServing(cancel.clone());
        let visited = visit(&format!("http://{}/", address.recv().unwrap()));
        drop(ending);
        serving.join().unwrap().unwrap();
        visited
    })
}

/// Ends the server even if the visit fails.
struct EndServing(Cancel);

impl Drop for EndServing {
    fn drop(&mut self) {
        self.0.cancel();
    }
}
