//! The releases of Upgo itself: their signed description, and whether it is believed.
//!
//! `upgo-update.json` describes the newest release, and `upgo-update.json.minisig` signs it by one of the keys that this
//! program was built with. Nothing in the description is read before its signature is verified. What was accepted is
//! remembered, with the keys that were revoked, so that an older description is recognized.
mod description;
mod error;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz;
mod key;
mod memory;
#[cfg(test)]
mod tests;
mod version;

use jiff::{SignedDuration, Timestamp};
use url::Url;

pub use description::{ReleaseNotes, UpgoRelease};
pub use error::UpgoError;
pub use key::{KeyId, NotKeyId, TrustedKeys};
pub use memory::UpgoMemory;
pub use version::{NotUpgoVersion, UpgoVersion};

use crate::http::{AddressError, Get, Http, Purpose, base, file_in};
use crate::report::Cancel;
use crate::target::Target;

/// The file that describes the newest release.
pub const DESCRIPTION: &str = "upgo-update.json";
/// The ending of the name of its signature.
pub(crate) const SIGNATURE: &str = ".minisig";
/// The size limit of the description in bytes; one with the notes of ten releases has about 20 kB.
const LIMIT: usize = 256 << 10;
/// The size limit of a signature in bytes.
const SIGNATURE_LIMIT: usize = 4 << 10;
/// The age after which a description counts as out of date: something may be withholding newer ones.
const STALE: SignedDuration = SignedDuration::from_hours(180 * 24);

/// What the build script found in `packaging`: the public keys, and the address of the releases.
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

/// A description as it was received: its text, and its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// The text.
    pub text: String,
    /// The signature of that text.
    pub signature: String,
}

impl Publisher {
    /// The publisher that this program was built for.
    pub fn built_in() -> Result<Self, AddressError> {
        Ok(Self { keys: TrustedKeys::read(built_in::KEYS), folder: built_in::FOLDER.map(base).transpose()? })
    }

    /// Another publisher, for tests.
    pub fn new(folder: &str, keys: &[&str]) -> Result<Self, AddressError> {
        Ok(Self { keys: TrustedKeys::read(keys), folder: Some(base(folder)?) })
    }

    /// Whether this program can learn about releases at all.
    pub fn is_known(&self) -> bool {
        self.folder.is_some() && !self.keys.is_empty()
    }

    /// Requests the description and its signature. Nothing in them is verified yet.
    pub fn ask(&self, http: &Http, cancel: &Cancel) -> Result<Described, UpgoError> {
        let folder = self.folder.as_ref().filter(|_| self.is_known()).ok_or(UpgoError::NoPublisher)?;
        let text = ask(http, &file_in(folder, DESCRIPTION), LIMIT, cancel)?;
        let signature = ask(http, &file_in(folder, &format!("{DESCRIPTION}{SIGNATURE}")), SIGNATURE_LIMIT, cancel)?;
        let text = String::from_utf8(text).map_err(|_| UpgoError::NotSigned)?;
        let signature = String::from_utf8(signature).map_err(|_| UpgoError::NotSigned)?;
        Ok(Described { text, signature })
    }

    /// The release that a description describes, if a trusted key signed it that is not revoked.
    pub fn verify(
        &self,
        described: &Described,
        target: &Target,
        memory: &UpgoMemory,
    ) -> Result<(UpgoRelease, KeyId), UpgoError> {
        let key = self.keys.verify(described.text.as_bytes(), &described.signature, &memory.revoked)?;
        Ok((UpgoRelease::parse(described.text.as_bytes(), target)?, key))
    }

    /// Believes a description: verifies it, refuses one that is older than what is remembered, and remembers it.
    pub fn accept(
        &self,
        described: Described,
        target: &Target,
        memory: &mut UpgoMemory,
    ) -> Result<UpgoRelease, UpgoError> {
        let (release, key) = self.verify(&described, target, memory)?;
        memory.require_newer(&release)?;
        // A key cannot revoke itself: otherwise one mistake would leave no key at all.
        memory.revoked.extend(release.revoked.iter().filter(|revoked| **revoked != key));
        memory.version = Some(release.version.clone());
        memory.date = Some(release.date);
        memory.description = Some(described.text);
        memory.signature = Some(described.signature);
        Ok(release)
    }

    /// The release that is remembered, if its signature is still valid: a key may have been revoked since.
    pub fn known(&self, target: &Target, memory: &UpgoMemory) -> Option<UpgoRelease> {
        let described = Described { text: memory.description.clone()?, signature: memory.signature.clone()? };
        self.verify(&described, target, memory).ok().map(|(release, _)| release)
    }
}

impl UpgoRelease {
    /// Whether its description is so old that something may be withholding newer ones.
    pub fn is_stale(&self, now: Timestamp) -> bool {
        now.duration_since(self.date) > STALE
    }
}

fn ask(http: &Http, url: &Url, limit: usize, cancel: &Cancel) -> Result<Vec<u8>, UpgoError> {
    let mut tries = http.tries();
    loop {
        match http.read(&Get::new(Purpose::Upgo, url.clone()), limit, cancel) {
            Ok((_, body)) => return Ok(body),
            Err(error) => tries.again(error, cancel, |_, _, _| {})?,
        }
    }
}
