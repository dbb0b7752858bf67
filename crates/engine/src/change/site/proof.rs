//! Proof of origin: the requests, the verdict, and copies in a mirror. The rules are those of [`crate::store::proof`].
use std::path::Path;
use std::time::Duration;

use url::Url;

use super::Site;
use crate::base::archive::Archive;
use crate::base::module::{self, module_version};
use crate::base::report::{Cancel, Explain as _, Problem};
use crate::base::target::Target;
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::change::mirror::{BuiltFile, CheckedFile, FileState};
use crate::change::plan::Step;
use crate::choices::settings::Requirement;
use crate::machine::fault;
use crate::net::http::{Http, HttpConfig, Pace, Times};
use crate::released::catalog::{Feeds, ListedDigest, MAX_AGE};
use crate::released::checksum_database::{
    Database, DatabaseQuery, DatabaseSource, GoSumDb, KnownHeads, LookupError, NotDatabase, SourceKind, VerifiedRecord,
    places,
};
use crate::released::signature::{InvalidSignature, SearchError};
use crate::store::proof::{self, DatabaseAnswer, ProofCase, ProofError};
use crate::store::{DigestSource, Provenance, Receipt, Signature, Silence};

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

pub(crate) struct ArchiveEvidence<'a> {
    pub(crate) h1: &'a str,
    pub(crate) said: Testimony,
    /// The result for the signature published next to the archive.
    pub(crate) signature: Result<Signature, Box<InvalidSignature>>,
}

struct DatabaseAccess<'a> {
    database: &'a Database,
    memory: &'a KnownHeads,
    kept: &'a Path,
    mirrors: Vec<Url>,
}

impl Site {
    /// Asks the checksum database about a release, if the settings require it. The user's own feed may have releases
    /// that the database does not know, but no other files under a name that it knows.
    ///
    /// Fails with [`LookupError::Forked`] if the database contradicts itself, or if the user cancels. Other failures
    /// are part of the result.
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
            DatabaseAnswer::Record { .. } => return Ok(said),
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
            Ok(found) => DatabaseAnswer::Record { found, is_built_in: self.is_built_in(&database) },
            Err(error @ (LookupError::Forked { .. } | LookupError::Cancelled(_))) => return Err(error),
            Err(error) if self.named_database().is_none() && self.sets_gosumdb_aside() => {
                DatabaseAnswer::Missing(say!(GoSumDbDoesNotCount { why: error.says() }))
            }
            Err(error) => DatabaseAnswer::Missing(error.says()),
        };
        Ok(Testimony { told, was_reached })
    }

    pub(crate) fn judge(
        &self,
        version: &Version,
        digest: DigestSource,
        evidence: ArchiveEvidence<'_>,
        is_confirmed: bool,
    ) -> Result<Provenance, Box<ProofError>> {
        let ArchiveEvidence { h1, said, signature } = evidence;
        let is_of_bundle = digest == DigestSource::Bundle;
        let judged = proof::judge(ProofCase {
            version,
            actual: h1,
            digest,
            told: said.told,
            signature,
            // Being in a bundle makes nothing trustworthy.
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

    /// The record of origin that `step` would make; `None` if its signature decides. Fails if that would be refused.
    pub(crate) fn foresee_proof(&self, step: &Step, cancel: &Cancel) -> Result<Option<Provenance>, Box<ProofError>> {
        let Step::Download { version, archive, .. } = step else { return Ok(None) };
        let said = if module::is_zip(&archive.filename) {
            self.record(version, cancel)?
        } else {
            self.ask_checksum_database(version, cancel).map_err(ProofError::from)?
        };
        let looked = self.look_for_signature(step, cancel).map_err(SearchError::from).map_err(ProofError::from)?;
        // whether a signature is valid needs the archive, and what the record says, its files: they exist, that counts
        let (h1, signature) = match (&said.told, looked.end(Path::new(""))) {
            (DatabaseAnswer::Record { found, .. }, signature) => {
                (found.h1.clone(), signature.unwrap_or(Ok(Signature::None)))
            }
            (_, Ok(signature)) => (String::new(), signature),
            (_, Err(_)) => return Ok(None),
        };
        let digest = self.digest_source(version, archive, false)?;
        self.judge(version, digest, ArchiveEvidence { h1: &h1, said, signature }, false).map(Some)
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

    /// The archives are complete without the records, and the next run tries again.
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
            places: &places(asked.database, &kept, &asked.mirrors, &proxy.addresses()),
            memory: asked.memory,
            kept: &kept,
            http: &http,
            now: self.now(),
            cancel,
        };
        lookup.run(&module_version(version, target))
    }

    /// The database to ask; `None` if none is used. One that a setting or a policy names comes first, then the one that
    /// Go trusts. Where a source must be independent of the environment, a database that only GOSUMDB names does not
    /// count, and Go's own takes its place.
    pub(crate) fn database(&self) -> Result<Option<Database>, NotDatabase> {
        if let Some(named) = self.named_database() {
            return Ok(Some(named));
        }
        match GoSumDb::read(&self.go_variable("GOSUMDB")) {
            Ok(GoSumDb::Off) if self.is_proof_managed() => self.built_in().map(Some),
            Ok(GoSumDb::Off) => Ok(None),
            Ok(GoSumDb::On(database)) if self.is_built_in(&database) => Ok(Some(database)),
            Ok(GoSumDb::On(_)) | Err(_) if self.needs_independent() => self.built_in().map(Some),
            Ok(GoSumDb::On(database)) => Ok(Some(database)),
            Err(error) => Err(error),
        }
    }

    /// The database that a setting names. If a policy says which proof is required, only the policy names it.
    fn named_database(&self) -> Option<Database> {
        let is_theirs = self.policy.managed("proof").is_none() || self.policy.managed("checksum-database").is_some();
        let named = self.settings().checksum_database.as_ref().filter(|_| is_theirs);
        named.map(|named| named.database().clone())
    }

    /// Whether a database counts only if its key is built in, or a setting or a policy names it.
    fn needs_independent(&self) -> bool {
        self.is_proof_managed() || self.sources.bundle().is_some() || self.settings().proof == Requirement::Required
    }

    /// Whether a policy decides what proves a release. A malformed name of a database decides for Go's own.
    fn is_proof_managed(&self) -> bool {
        ["proof", "checksum-database"].iter().any(|key| self.policy.managed(key).is_some())
    }

    fn sets_gosumdb_aside(&self) -> bool {
        let named = GoSumDb::read(&self.go_variable("GOSUMDB"));
        self.needs_independent() && matches!(named, Ok(GoSumDb::On(other)) if !self.is_built_in(&other))
    }

    /// Go's own database, whose key is built in. Tests name their own, which only a test build reads.
    fn built_in(&self) -> Result<Database, NotDatabase> {
        let own = self.setup.text("UPGO_TEST_DATABASE").filter(|_| fault::ARMED).unwrap_or_default();
        match GoSumDb::read(&own)? {
            GoSumDb::On(database) => Ok(database),
            GoSumDb::Off => Err(NotDatabase::Key { text: own }),
        }
    }

    /// Whether a database is Go's own: its key is, whatever its name and its address are.
    fn is_built_in(&self, database: &Database) -> bool {
        self.built_in().is_ok_and(|own| own.key == database.key)
    }

    /// Why no proof is needed; `None` if one is.
    pub(crate) fn is_silent(&self) -> Option<Silence> {
        if self.sources.bundle().is_some() {
            return None; // its own list is not enough
        }
        proof::silence(self.settings(), self.sources.is_official())
    }

    /// What the known release list says about an archive. One that is named like one for another target is looked up in
    /// the list for that target, too. A name that no list has does not make it an unlisted one.
    pub(crate) fn listed(&self, version: &Version, archive: &Archive) -> ListedDigest {
        let Some(digest) = archive.sha256 else { return ListedDigest::No };
        let other = archive.target(version).filter(|target| target != self.target());
        let of_other = other.and_then(|target| Feeds { target: &target, ..self.feeds() }.cached(self.now(), MAX_AGE));
        let catalogs = of_other.into_iter().chain(self.known_catalog());
        let mut said = catalogs.map(|catalog| catalog.says(version, digest));
        said.find(|said| *said != ListedDigest::No).unwrap_or(ListedDigest::No)
    }

    /// The receipt, with what the known release list says about its archive if only the user vouched for it.
    pub(crate) fn receipt_as_listed(&self, version: &Version) -> (Option<Receipt>, ListedDigest) {
        let Some(receipt) = Receipt::read(&self.home, version) else { return (None, ListedDigest::No) };
        if !receipt.is_given() {
            return (Some(receipt), ListedDigest::No);
        }
        let listed = self.listed(version, &receipt.archive);
        (Some(receipt.listed_as(&listed, self.sources.is_official())), listed)
    }

    /// Refuses an archive if the known release list has another digest for it, whoever vouches for it.
    pub(crate) fn require_listed(&self, version: &Version, archive: &Archive) -> Result<ListedDigest, Box<ProofError>> {
        match (self.listed(version, archive), archive.sha256) {
            (ListedDigest::Other { feed, filename, sha256 }, Some(actual)) => {
                let version = version.clone();
                Err(Box::new(ProofError::Listed { version, feed, filename, listed: sha256, actual }))
            }
            (listed, _) => Ok(listed),
        }
    }

    /// `is_own_file` means that the user named the archive, and not a release.
    pub(crate) fn digest_source(
        &self,
        version: &Version,
        archive: &Archive,
        is_own_file: bool,
    ) -> Result<DigestSource, Box<ProofError>> {
        let is_official = self.sources.is_official();
        Ok(match self.require_listed(version, archive)? {
            ListedDigest::Same { feed } => DigestSource::List { feed, is_official },
            _ if archive.sha256.is_none() => DigestSource::Nobody,
            _ if is_own_file => DigestSource::Given,
            _ if self.sources.bundle().is_some() => DigestSource::Bundle,
            // The plan was made with a list that is no longer known.
            _ => match self.sources.feeds().first() {
                Some(feed) => DigestSource::List { feed: feed.clone(), is_official },
                None => DigestSource::Nobody,
            },
        })
    }
}

/// `None` if the folder has no address.
pub(super) fn folder_address(path: &Path) -> Option<Url> {
    Url::from_directory_path(std::path::absolute(path).ok()?).ok()
}
