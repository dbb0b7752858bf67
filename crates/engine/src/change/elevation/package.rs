//! A package that no other process can replace: copied to a folder of the administrators, and held open.
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::executor::Hands;
use super::tables;
use super::{ElevationError, Result};
use crate::base::archive::Archive;
use crate::base::digest::{Hasher, Sha256};
use crate::base::report::{Cancel, Code, Problem};
use crate::base::target::Target;
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::machine::effect::{self, of_io};
use crate::machine::home::Home;
use crate::machine::platform;
use crate::net::http::ProxyRule;
use crate::released::catalog::{Feeds, PackageKind, Sources};

/// The largest accepted size in bytes, far more than any package so far.
const LARGEST: u64 = 1 << 30;

/// The copy. No other process can change or delete it while this value exists; it is deleted with the value.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) path: PathBuf,
    file: Option<File>,
}

impl Held {
    pub(super) fn copy(from: &Path, folder: &Path, name: &str) -> Result<Self> {
        let path = folder.join(name);
        let copied = copy(from, &path).and_then(|()| platform::hold(&path));
        Ok(Self { file: Some(copied.map_err(|error| disk(from, &error))?), path })
    }

    /// Decides by the package's own tables. `file` is its name in the release list.
    pub(super) fn require_go(&self, file: &str, version: &Version, arch: &str) -> Result<()> {
        let Some(package) = &self.file else { return Err(disk(&self.path, &io::ErrorKind::NotFound.into())) };
        tables::require_go(package, file, version, arch)
    }

    /// The digest of the copy, read through the handle that holds it.
    pub(super) fn digest(&mut self) -> Result<Sha256> {
        let (mut hasher, mut piece) = (Hasher::default(), vec![0; 256 << 10]);
        let Some(file) = &mut self.file else { return Err(disk(&self.path, &io::ErrorKind::NotFound.into())) };
        loop {
            match file.read(&mut piece) {
                Ok(0) => return Ok(hasher.finish()),
                Ok(count) => hasher.update(&piece[..count]),
                Err(error) => return Err(disk(&self.path, &error)),
            }
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.file = None;
        effect::remove_file(&self.path).ok(); // the folder is protected; the next package replaces the file
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let source = platform::open_without_links(from)?;
    effect::remove_file(to)?;
    let mut target = effect::create_new_file(to)?;
    if io::copy(&mut source.take(LARGEST), &mut target)? == LARGEST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    target.flush()
}

impl Hands {
    pub(super) fn official(&self, version: &Version, arch: &str) -> Result<(Archive, Sha256)> {
        let target = Target::new("windows", arch);
        let sources = Sources::new(self.policy.feed.as_deref(), []).map_err(ElevationError::other)?;
        // Nothing is read from or written to a cache: the folder does not exist.
        let home = Home::new(self.data_folder()?.join("none"));
        let feeds = Feeds {
            home: &home,
            sources: &sources,
            target: &target,
            package: PackageKind::Installer,
            system: None,
            modules: None,
            keep: false,
        };
        let catalog = feeds.refresh(&self.http, jiff::Timestamp::now(), &Cancel::default());
        let release = catalog.map_err(|error| self.unreachable(error.into()))?.find(version).cloned();
        let archive = release.and_then(|release| release.archive);
        let digest = archive.as_ref().and_then(|archive| archive.sha256);
        let nothing = || ElevationError::NoDigest { version: version.to_string(), arch: arch.to_owned() };
        archive.zip(digest).ok_or_else(nothing)
    }

    /// The user's own requests may go through a proxy.
    fn unreachable(&self, problem: Problem) -> ElevationError {
        let is_of_network = [Code::NetOffline, Code::NetTls, Code::NetStatus].contains(&problem.code);
        let problem = if is_of_network && self.http.config().proxy == ProxyRule::Direct {
            problem.with_next(Sentence::AdministratorNetwork)
        } else {
            problem
        };
        ElevationError::Other { problem: Box::new(problem) }
    }

    /// Refuses a package that is not signed by the policy's signer, or whose signature this machine does not trust.
    pub(super) fn require_signature(&self, package: &Held, file: &str) -> Result<()> {
        let signature = self.windows.signature(&package.path);
        let expected = &self.policy.signer;
        let reason = match (&signature.signer, signature.verdict) {
            (_, verdict) if verdict != 0 => format!("Windows reports {verdict:#x}"),
            (Some(signer), _) if signer != expected => format!("it is signed by {signer}"),
            (None, _) => "the signer has no name".to_owned(),
            (Some(_), _) if !signature.rooted && self.policy.lenient.is_none() => {
                "the certificate does not chain to a root that this machine trusts".to_owned()
            }
            (Some(_), _) => return Ok(()),
        };
        Err(ElevationError::WrongSigner { file: file.to_owned(), expected: expected.clone(), reason })
    }
}

pub(super) fn disk(path: &Path, error: &io::Error) -> ElevationError {
    let code = of_io(error);
    ElevationError::Other { problem: Box::new(Problem::new(code, say!(AtPlace { place: path, what: error }))) }
}
