//! The releases of Upgo itself: their signed description, and whether it is believed. `upgo-update.json` describes the
//! newest release, and `upgo-update.json.minisig` signs it by one of the keys built into this program. Nothing in it is
//! read before the signature is verified. What was accepted is remembered, with the descriptions that revoked keys, so
//! that an older description is recognized.
mod description;
mod error;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz_tests;
mod key;
mod memory;
mod revocation;
#[cfg(test)]
mod tests;
mod version;

use jiff::{SignedDuration, Timestamp};
use url::Url;

pub use built_in::{SITE, SOURCE};
use description::Age;
pub use description::{ReleaseNotes, UpgoRelease};
pub use error::UpgoError;
pub use key::{KeyId, NotKeyId, TrustedKeys};
pub use memory::UpgoMemory;
pub use version::{NotUpgoVersion, UpgoVersion};

use crate::base::report::Cancel;
use crate::base::target::Target;
use crate::net::http::{AddressError, Get, Http, Purpose, base, file_in};

pub const DESCRIPTION: &str = "upgo-update.json";
pub(crate) const SIGNATURE: &str = ".minisig";
/// The size limit of the description in bytes; one with the notes of ten releases has about 20 kB.
const LIMIT: usize = 256 << 10;
/// The size limit of a signature in bytes.
const SIGNATURE_LIMIT: usize = 4 << 10;
/// The age after which a description counts as out of date: something may be withholding newer ones.
const STALE: SignedDuration = SignedDuration::from_hours(180 * 24);

/// How far in the future a description may be dated, because clocks differ.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// What the build script found in `packaging`: the public keys, and where the sources and the web site are.
mod built_in {
    include!(concat!(env!("OUT_DIR"), "/upgo_release.rs"));
}

/// Who publishes Upgo: the keys that sign, and the folder that has the description.
#[derive(Clone, Debug)]
pub struct Publisher {
    /// The keys. A program that was built without one believes nobody.
    pub keys: TrustedKeys,
    /// The folder with the description; `None` if this program was built without its address.
    pub folder: Option<Url>,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Described {
    pub text: String,
    pub signature: String,
}

impl Publisher {
    pub fn built_in() -> Result<Self, AddressError> {
        let folder = SOURCE.map(|source| base(&format!("{source}/releases/latest/download/")));
        Ok(Self { keys: TrustedKeys::read(built_in::KEYS), folder: folder.transpose()? })
    }

    /// Another publisher, for tests.
    pub fn new(folder: &str, keys: &[&str]) -> Result<Self, AddressError> {
        Ok(Self { keys: TrustedKeys::read(keys), folder: Some(base(folder)?) })
    }

    pub fn is_known(&self) -> bool {
        self.folder.is_some() && !self.keys.is_empty()
    }

    /// Requests the description and its signature. Nothing in them is verified yet.
    pub fn ask(&self, http: &Http, cancel: &Cancel) -> Result<Described, UpgoError> {
        let folder = self.folder.as_ref().filter(|_| self.is_known()).ok_or(UpgoError::NoPublisher)?;
        let by = http.deadline();
        let ask = |name: &str, limit| {
            ask(http, &Get { by: Some(by), ..Get::new(Purpose::Upgo, file_in(folder, name)) }, limit, cancel)
        };
        let text = ask(DESCRIPTION, LIMIT)?;
        let signature = ask(&format!("{DESCRIPTION}{SIGNATURE}"), SIGNATURE_LIMIT)?;
        let text = String::from_utf8(text).map_err(|_| UpgoError::NotSigned)?;
        let signature = String::from_utf8(signature).map_err(|_| UpgoError::NotSigned)?;
        Ok(Described { text, signature })
    }

    /// Only if a trusted, unrevoked key signed it, if it can be true, and if it is not older than what is remembered.
    pub fn verify(
        &self,
        described: &Described,
        target: &Target,
        memory: &UpgoMemory,
        now: Timestamp,
    ) -> Result<UpgoRelease, UpgoError> {
        let age = self.age(described, memory, now)?;
        let known = memory.newest.as_ref().and_then(|newest| self.age(newest, memory, now).ok());
        if let Some(known) = known.filter(|known| age.version < known.version || age.date < known.date) {
            return Err(UpgoError::Older { offered: (age.version, age.date), known: (known.version, known.date) });
        }
        UpgoRelease::parse(described.text.as_bytes(), target)
    }

    /// Believes a description: remembers the keys that it revokes, verifies it, and remembers it as the newest. A
    /// revocation counts even if the rest is rejected: what a stolen key has signed must not make the description that
    /// revokes it look outdated.
    pub fn accept(
        &self,
        described: Described,
        target: &Target,
        memory: &mut UpgoMemory,
        now: Timestamp,
    ) -> Result<UpgoRelease, UpgoError> {
        let signer = self.trusted(&described, memory)?;
        revocation::remember(&self.keys, &mut memory.revocations, signer, &described);
        let release = self.verify(&described, target, memory, now)?;
        memory.newest = Some(described);
        Ok(release)
    }

    /// The release that is remembered, if it is still valid: its key may have been revoked since.
    pub fn known(&self, target: &Target, memory: &UpgoMemory, now: Timestamp) -> Option<UpgoRelease> {
        let described = memory.newest.as_ref()?;
        self.age(described, memory, now).ok()?;
        UpgoRelease::parse(described.text.as_bytes(), target).ok()
    }

    /// The key that signed a description, if it is trusted and not revoked.
    fn trusted(&self, described: &Described, memory: &UpgoMemory) -> Result<KeyId, UpgoError> {
        let signer = self.keys.signer(described)?;
        let is_revoked = revocation::revoked(&self.keys, &memory.revocations).contains(&signer);
        if is_revoked { Err(UpgoError::RevokedKey(signer)) } else { Ok(signer) }
    }

    /// The version and the date of a description by a trusted key, if both can be true.
    fn age(&self, described: &Described, memory: &UpgoMemory, now: Timestamp) -> Result<Age, UpgoError> {
        self.trusted(described, memory)?;
        let Age { version, date } = description::read(described.text.as_bytes())?;
        if date.duration_since(now) > AHEAD {
            return Err(UpgoError::Future { version, date, now });
        }
        if version.is_possible() { Ok(Age { version, date }) } else { Err(UpgoError::Impossible(version)) }
    }
}

impl UpgoRelease {
    /// Whether its description is so old that something may be withholding newer ones.
    pub fn is_stale(&self, now: Timestamp) -> bool {
        now.duration_since(self.date) > STALE
    }
}

fn ask(http: &Http, get: &Get, limit: usize, cancel: &Cancel) -> Result<Vec<u8>, UpgoError> {
    let mut tries = get.by.map_or_else(|| http.tries(), |by| http.tries_until(by));
    loop {
        match http.read(get, limit, cancel) {
            Ok((_, body)) => return Ok(body),
            Err(error) => tries.again(error, cancel, |_, _, _| {})?,
        }
    }
}
