//! Proof of origin: the requests to the checksum database, in addition to the release list.
use std::path::Path;
use std::time::Duration;

use jiff::tz::TimeZone;
use url::Url;

use super::Site;
use crate::archive::Archive;
use crate::catalog::released_on;
use crate::checksum_database::{Database, Found, GoSumDb, Lookup, LookupError, Memory, NotDatabase, places};
use crate::http::{Http, HttpConfig, Pace, Times};
use crate::module::{self, module_version};
use crate::proof::{self, Case, ProofError, Told};
use crate::report::Cancel;
use crate::settings::Requirement;
use crate::signature::Wrong;
use crate::store::{Provenance, Signature, Silence};
use crate::target::Target;
use crate::version::Version;

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
    told: Told,
    was_reached: bool,
}

/// The database to ask, and the places of its records.
struct Asked<'a> {
    database: &'a Database,
    memory: &'a Memory,
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
            Some(by) => Ok(Testimony { told: Told::Nothing(by), was_reached: false }),
        }
    }

    /// The record of a release that nothing else verifies, whatever the settings say.
    pub(crate) fn record(&self, version: &Version, cancel: &Cancel) -> Result<Testimony, Box<ProofError>> {
        let said = self.ask_whatever_is_set(version, cancel).map_err(ProofError::from)?;
        let why = match &said.told {
            Told::Record(_) => return Ok(said),
            Told::Missing(why) => why.clone(),
            Told::TooOld | Told::Nothing(_) => "it is not asked about this release".to_owned(),
        };
        Err(Box::new(ProofError::NoRecord { version: version.clone(), why }))
    }

    fn ask_whatever_is_set(&self, version: &Version, cancel: &Cancel) -> Result<Testimony, LookupError> {
        let nobody = |told| Ok(Testimony { told, was_reached: false });
        if !module::is_published(version) {
            return nobody(Told::TooOld);
        }
        let memory = Memory::of(&self.home);
        let database = match self.database() {
            Ok(Some(database)) => database,
            Ok(None) => return nobody(Told::Nothing(Silence::GoSumDb)),
            Err(error) => {
                let was_reached = memory.knows_any(); // a misspelled setting must not turn the database off
                return Ok(Testimony { told: Told::Missing(error.to_string()), was_reached });
            }
        };
        let was_reached = memory.head(&database.key).is_some();
        let kept = self.home.checksum_database(&database.key.name);
        let asked = Asked { database: &database, memory: &memory, kept: &kept, mirrors: self.sources.with_proofs() };
        let told = match self.look_up(&asked, version, self.target(), cancel) {
            Ok(found) => Told::Record(found),
            Err(error @ (LookupError::Forked { .. } | LookupError::Cancelled(_))) => return Err(error),
            Err(error) => Told::Missing(error.to_string()),
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
        signature: Result<Signature, Box<Wrong>>,
        is_confirmed: bool,
    ) -> Result<Provenance, Box<ProofError>> {
        let (checksum_database, signature) = proof::judge(Case {
            version,
            actual: h1,
            told: said.told,
            signature,
            requirement: self.settings().proof,
            was_reached: said.was_reached,
            is_fresh: self.is_fresh(version),
            is_confirmed,
        })?;
        let feed = self.feed_of(version, archive);
        Ok(Provenance { feed, is_official: self.sources.is_official(), checksum_database, signature: Some(signature) })
    }

    /// Copies the checksum database record of a release into a mirror, so that users of the mirror can verify the
    /// release without the network. `Ok(false)` if there is no record to copy.
    pub(crate) fn mirror_proof(
        &self,
        folder: &Path,
        from: Option<&Path>,
        version: &Version,
        target: &Target,
        cancel: &Cancel,
    ) -> Result<bool, LookupError> {
        let Ok(Some(database)) = self.database() else { return Ok(false) };
        if self.is_silent().is_some() || !module::is_published(version) {
            return Ok(false);
        }
        let kept = folder.join("sumdb").join(&database.key.name);
        let memory = Memory::in_file(kept.join("head.json"));
        let from = from.and_then(|from| Url::from_directory_path(std::path::absolute(from).ok()?).ok());
        let mirrors = from.into_iter().chain(self.sources.with_proofs()).collect();
        let asked = Asked { database: &database, memory: &memory, kept: &kept, mirrors };
        self.look_up(&asked, version, target, cancel).map(|_| true)
    }

    fn look_up(
        &self,
        asked: &Asked<'_>,
        version: &Version,
        target: &Target,
        cancel: &Cancel,
    ) -> Result<Found, LookupError> {
        let proxy = self.goproxy();
        let logins = self.logins(&proxy);
        let http = Http::new(HttpConfig { times: TIMES, logins, ..self.http.config().clone() });
        let kept = std::path::absolute(asked.kept).unwrap_or_else(|_| asked.kept.to_owned());
        let lookup = Lookup {
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
        let settings = self.settings();
        match settings.proof {
            Requirement::Digest => Some(Silence::Setting),
            Requirement::Required => None,
            Requirement::WhenReachable if self.sources.is_official() || settings.proof_for_own_feed => None,
            Requirement::WhenReachable => Some(Silence::OwnFeed),
        }
    }

    /// Whether a release was published today or yesterday. A release with an unknown date counts as old.
    fn is_fresh(&self, version: &Version) -> bool {
        let today = self.now().to_zoned(TimeZone::UTC).date();
        let day = released_on(version).map(jiff::civil::Date::from);
        day.and_then(|day| day.until(today).ok()).is_some_and(|age| (0..=1).contains(&age.get_days()))
    }

    /// The URL of the release list that gives the digest of an archive.
    fn feed_of(&self, version: &Version, archive: &Archive) -> Option<Url> {
        let catalog = self.known_catalog()?;
        let known = catalog.find(version)?.archive.as_ref()?.sha256;
        (known.is_some() && known == archive.sha256).then_some(catalog.stamp.url)
    }
}
