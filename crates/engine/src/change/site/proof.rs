//! Proof of origin: the requests to the checksum database, the verdict about what it and the signature say, and the
//! copies of both in a mirror. The rules are those of [`crate::proof`].
use std::path::Path;
use std::time::Duration;

use url::Url;

use super::Site;
use crate::archive::Archive;
use crate::checksum_database::{
    Database, DatabaseQuery, DatabaseSource, GoSumDb, KnownHeads, LookupError, NotDatabase, SourceKind, VerifiedRecord,
    places,
};
use crate::http::{Http, HttpConfig, Pace, Times};
use crate::mirror::{BuiltFile, CheckedFile, FileState};
use crate::module::{self, module_version};
use crate::proof::{self, Case, DatabaseAnswer, ProofError};
use crate::report::{Cancel, Problem};
use crate::settings::Requirement;
use crate::signature::InvalidSignature;
use crate::store::{Provenance, Signature, Silence};
use crate::target::Target;
use crate::version::Version;
use crate::words::Sentence;

/// Short time limits, because answers are small and an unresponsive place must not delay the next one.
pub(crate) const TIMES: Times = Times {
    connect: Duration::from_secs(5),
    answer: Duration::from_secs(10),
    stall: Duration::from_secs(10),
    whole: Duration::from_mins(1),
    pace: Pace::SLOWEST,
};

/// The answer of the checksum database about a release, and whether it had ever been reached before.
#[derive(Clone, Debug)]
pub(crate) struct Testimony {
    told: DatabaseAnswer,
    was_reached: bool,
}

/// The database to ask, and the places of its records.
struct DatabaseAccess<'a> {
    database: &'a Database,
    memory: &'a KnownHeads,
    kept: &'a Path,
    mirrors: Vec<Url>,
}

impl Site {
    /// Asks the checksum database about a release, if the settings require it. It is also asked about the releases of a
    /// feed of the user's own: that may have releases that the database does not know, but no other files under the name
    /// of one that it knows.
    ///
    /// # Errors
    /// [`LookupError::Forked`] if the database contradicts itself, and if the user cancels. Other failures are part of
    /// the result.
    pub(crate) fn ask_checksum_database(&self, version: &Version, cancel: &Cancel) -> Result<Testimony, LookupError> {
        match self.is_silent() {
            None => self.ask_whatever_is_set(version, cancel),
            Some(Silence::OwnFeed) => {
                // Without a record, such a feed is trusted alone, whatever was reached before.
                Ok(Testimony { was_reached: false, ..self.ask_whatever_is_set(version, cancel)? })
            }
            Some(by) => Ok(Testimony { told: DatabaseAnswer::Nothing(by), was_reached: false }),
        }
    }

    /// The record of a release that nothing else verifies, whatever the settings say.
    pub(crate) fn record(&self, version: &Version, cancel: &Cancel) -> Result<Testimony, Box<ProofError>> {
        let said = self.ask_whatever_is_set(version, cancel).map_err(ProofError::from)?;
        let why = match &said.told {
            DatabaseAnswer::Record(_) => return Ok(said),
            DatabaseAnswer::Missing(why) => why.clone(),
            DatabaseAnswer::TooOld | DatabaseAnswer::Nothing(_) => Sentence::NotAskedAbout.into(),
        };
        Err(Box::new(ProofError::NoRecord { version: version.clone(), why }))
    }

    fn ask_whatever_is_set(&self, version: &Version, cancel: &Cancel) -> Result<Testimony, LookupError> {
        let nobody = |told| Ok(Testimony { told, was_reached: false });
        if !module::is_published(version) {
            return nobody(DatabaseAnswer::TooOld);
        }
        let memory = KnownHeads::of(&self.home);
        let database = match self.database() {
            Ok(Some(database)) => database,
            Ok(None) => return nobody(DatabaseAnswer::Nothing(Silence::GoSumDb)),
            Err(error) => {
                let was_reached = memory.knows_any(); // a misspelled setting must not turn the database off
                return Ok(Testimony { told: DatabaseAnswer::Missing(error.says()), was_reached });
            }
        };
        let was_reached = memory.head(&database.key).is_some();
        let kept = self.home.checksum_database(&database.key.name);
        let asked =
            DatabaseAccess { database: &database, memory: &memory, kept: &kept, mirrors: self.sources.with_proofs() };
        let told = match self.look_up(&asked, version, self.target(), cancel) {
            Ok(found) => DatabaseAnswer::Record(found),
            Err(error @ (LookupError::Forked { .. } | LookupError::Cancelled(_))) => return Err(error),
            Err(error) => DatabaseAnswer::Missing(error.says()),
        };
        Ok(Testimony { told, was_reached })
    }

    /// Decides whether a toolchain whose files hash to `h1` may be installed, and returns its provenance.
    pub(crate) fn judge(
        &self,
        version: &Version,
        archive: &Archive,
        h1: &str,
        said: Testimony,
        signature: Result<Signature, Box<InvalidSignature>>,
        is_confirmed: bool,
    ) -> Result<Provenance, Box<ProofError>> {
        let feed = self.feed_of(version, archive);
        let is_of_bundle = feed.is_none() && self.sources.bundle().is_some();
        let judged = proof::judge(Case {
            version,
            actual: h1,
            feed,
            is_official: self.sources.is_official(),
            told: said.told,
            signature,
            // Nothing is believed because it is in a bundle.
            requirement: if is_of_bundle { Requirement::Required } else { self.settings().proof },
            was_reached: said.was_reached,
            is_fresh: proof::is_fresh(version, self.now()),
            is_confirmed,
        });
        judged.map_err(|error| match *error {
            ProofError::Unproven { version, why, .. } if is_of_bundle => {
                Box::new(ProofError::UnprovenInBundle { version, why })
            }
            error => Box::new(error),
        })
    }

    /// Copies the proofs of a mirror's archives into the mirror, so that its users can verify them without the network.
    pub(crate) fn mirror_proofs(
        &self,
        folder: &Path,
        from: Option<&Path>,
        files: &mut [BuiltFile],
        cancel: &Cancel,
    ) -> Result<(), Problem> {
        if self.is_silent().is_some() {
            return Ok(());
        }
        let from = from.and_then(folder_address);
        self.mirror_records(folder, from.as_ref(), files, cancel)?;
        self.mirror_signatures(folder, from.as_ref(), files, cancel)
    }

    /// Copies the checksum database's records. The archives are complete without them, and the next run tries again.
    fn mirror_records(
        &self,
        folder: &Path,
        from: Option<&Url>,
        files: &mut [BuiltFile],
        cancel: &Cancel,
    ) -> Result<(), LookupError> {
        let Ok(Some(database)) = self.database() else { return Ok(()) };
        let kept = folder.join("sumdb").join(&database.key.name);
        let memory = KnownHeads::in_file(kept.join("head.json"));
        let mirrors = from.cloned().into_iter().chain(self.sources.with_proofs()).collect();
        let asked = DatabaseAccess { database: &database, memory: &memory, kept: &kept, mirrors };
        for file in files.iter_mut().filter(|file| module::is_published(&file.version)) {
            match self.look_up(&asked, &file.version, &file.target, cancel) {
                Ok(_) => file.has_proof = true,
                // Now the database is not asked a second time.
                Err(error) if error.is_about_reaching() => break,
                Err(error @ (LookupError::Forked { .. } | LookupError::Cancelled(_))) => return Err(error),
                Err(_) => {}
            }
        }
        Ok(())
    }

    /// Checks the proofs of a mirror's files, without the network and without a change of the mirror.
    pub(crate) fn check_mirror_proofs(
        &self,
        folder: &Path,
        files: &mut [CheckedFile],
        cancel: &Cancel,
    ) -> Result<(), Problem> {
        self.check_mirror_records(folder, files, cancel)?;
        self.check_mirror_signatures(folder, files, cancel)
    }

    fn check_mirror_records(
        &self,
        folder: &Path,
        files: &mut [CheckedFile],
        cancel: &Cancel,
    ) -> Result<(), LookupError> {
        let Ok(Some(database)) = self.database() else { return Ok(()) };
        let kept = folder.join("sumdb").join(&database.key.name);
        let Some(base) = folder_address(&kept) else { return Ok(()) };
        let query = DatabaseQuery {
            key: &database.key,
            // Nothing is written for a place of this kind.
            places: &[DatabaseSource { base, kind: SourceKind::Own }],
            memory: &KnownHeads::in_file(kept.join("head.json")),
            kept: &kept,
            http: self.http(),
            now: self.now(),
            cancel,
        };
        for file in files.iter_mut().filter(|file| file.state == FileState::Whole) {
            match query.run(&module_version(&file.version, &file.target)) {
                Ok(_) => file.has_proof = true,
                Err(error @ (LookupError::Forked { .. } | LookupError::Cancelled(_))) => return Err(error),
                Err(_) => {}
            }
        }
        Ok(())
    }

    fn look_up(
        &self,
        asked: &DatabaseAccess<'_>,
        version: &Version,
        target: &Target,
        cancel: &Cancel,
    ) -> Result<VerifiedRecord, LookupError> {
        let proxy = self.goproxy();
        let logins = self.logins(&proxy);
        let http = Http::new(HttpConfig { times: TIMES, logins, ..self.http.config().clone() });
        let kept = std::path::absolute(asked.kept).unwrap_or_else(|_| asked.kept.to_owned());
        let lookup = DatabaseQuery {
            key: &asked.database.key,
            places: &places(asked.database, &kept, &asked.mirrors, &proxy.addresses),
            memory: asked.memory,
            kept: &kept,
            http: &http,
            now: self.now(),
            cancel,
        };
        lookup.run(&module_version(version, target))
    }

    /// The database that Go is set to trust; `None` if it is set to trust none.
    pub(crate) fn database(&self) -> Result<Option<Database>, NotDatabase> {
        match GoSumDb::read(&self.go_variable("GOSUMDB"))? {
            GoSumDb::Off => Ok(None),
            GoSumDb::On(database) => Ok(Some(database)),
        }
    }

    /// Why no proof is needed; `None` if one is.
    pub(crate) fn is_silent(&self) -> Option<Silence> {
        if self.sources.bundle().is_some() {
            return None; // its own list is not enough
        }
        proof::silence(self.settings(), self.sources.is_official())
    }

    /// The URL of the release list that gives the digest of an archive.
    fn feed_of(&self, version: &Version, archive: &Archive) -> Option<Url> {
        let catalog = self.known_catalog()?;
        let known = catalog.find(version)?.archive.as_ref()?.sha256;
        (known.is_some() && known == archive.sha256).then_some(catalog.stamp.url)
    }
}

/// The address of a folder; `None` if it has none.
pub(super) fn folder_address(path: &Path) -> Option<Url> {
    Url::from_directory_path(std::path::absolute(path).ok()?).ok()
}
