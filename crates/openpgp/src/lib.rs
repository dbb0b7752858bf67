//! Whether a detached OpenPGP signature is by a subkey of one pinned key.
//!
//! Google signs the `.tar.gz` of each Go release with a subkey that changes every few years; the primary key, which says
//! which subkeys are its own, stays. So the primary's fingerprint is pinned, and the rest of a key file is believed as far as
//! the primary vouches for it. Whether the primary itself has ended is not asked: an end is said in the key file, where
//! whoever gives that could leave it out.
//!
//! This crate reads bytes and a clock that it is given, and nothing else. It is one of its own because the library beneath
//! takes long to compile.
//!
//! Source: <https://www.rfc-editor.org/rfc/rfc9580>.
mod keys;

use std::io::{self, Read};

use pgp::composed::{Deserializable as _, DetachedSignature};
use pgp::crypto::hash::HashAlgorithm;
use pgp::packet::{PublicSubkey, Signature, SignatureType};

pub use keys::{Keys, NotKeys};

/// The key that signs what Google publishes for Linux, Go releases among them: "Google Inc. (Linux Packages Signing
/// Authority)". Source: <https://www.google.com/linuxrepositories/>.
pub const GOOGLE: &str = "eb4c1bfd4f042f6dddccec917721f63bd38b4796";
/// Bytes of a signature file; those of Go releases have less than 1 kB.
pub const SIGNATURE_LIMIT: usize = 64 << 10;
/// Bytes of a key file; Google's has less than 40 kB.
pub const KEYS_LIMIT: usize = 1 << 20;

/// What a signature file begins with.
const HEAD: &str = "-----BEGIN PGP SIGNATURE-----";
/// Seconds that a clock may be wrong.
const CLOCK: u64 = 24 * 60 * 60;

/// A signature that is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The fingerprint of the subkey that made it, hex digits in small letters.
    pub subkey: String,
    /// When it was made, by its own word, in seconds of Unix time.
    pub created: u64,
}

/// Why a signature is not believed.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// It is not an armored signature over a file.
    #[error("it is not an OpenPGP signature of a file: {0}")]
    NotASignature(String),
    /// It is larger than any honest one.
    #[error("it is too large for a signature")]
    TooLarge,
    /// Its maker is no subkey in the key file.
    #[error("it was made by the key {0}, which is none of the signer's")]
    UnknownSubkey(String),
    /// The primary key does not say that the subkey may sign for it, or the subkey does not say so.
    #[error("the key {0} does not sign for the primary key")]
    NotBound(String),
    /// The key was taken back by its owner.
    #[error("the key {0} was revoked")]
    Revoked(String),
    /// The key was not valid any more, or not yet, when the signature was made, or the signature itself has ended.
    #[error("the key {0} was not valid when it was made")]
    Expired(String),
    /// It says that it will be made in the future.
    #[error("it says that it was made in the future")]
    Future,
    /// It rests on a hash that can be forged.
    #[error("it rests on the hash {0}, which can be forged")]
    WeakHash(String),
    /// It is over other bytes, or by somebody else.
    #[error("it is not one of this file")]
    Wrong,
}

impl Refused {
    /// Whether newer keys may change that.
    pub fn needs_newer_keys(&self) -> bool {
        matches!(self, Self::UnknownSubkey(_) | Self::NotBound(_) | Self::Expired(_))
    }
}

/// A signature that was read, and not yet compared with anything.
#[derive(Clone, Debug)]
pub struct Detached {
    signature: Signature,
    /// When it was made, by its own word.
    created: u64,
}

impl Detached {
    /// Whether a text means to be a signature, well or badly. A page that says "sign in" does not.
    pub fn is_meant_by(text: &[u8]) -> bool {
        text.windows(HEAD.len()).any(|window| window == HEAD.as_bytes())
    }

    /// Reads the armored text of a signature file; the first where there are several.
    pub fn read(text: &[u8]) -> Result<Self, Refused> {
        if text.len() > SIGNATURE_LIMIT {
            return Err(Refused::TooLarge);
        }
        let (mut all, _) = DetachedSignature::from_armor_many(text).map_err(|error| no(&error))?;
        let signature = all.next().ok_or_else(|| no(&"it is empty"))?.map_err(|error| no(&error))?.signature;
        if signature.typ() != Some(SignatureType::Binary) {
            return Err(no(&"it is of another kind"));
        }
        let created = signature.created().map(|time| u64::from(time.as_secs())).ok_or_else(|| no(&"it has no time"))?;
        if is_strong(&signature) { Ok(Self { signature, created }) } else { Err(Refused::WeakHash(hash(&signature))) }
    }

    /// The key that may have made it, if that was its right at the time. `now` is Unix time in seconds.
    ///
    /// A key that has ended since is no reason against a signature that it made while it was valid: releases stay, and
    /// Google's subkeys last three years. That a subkey belongs to the primary may rest on SHA-1, as with Google's own: to
    /// forge that takes a second preimage, and the library refuses the known collisions.
    pub fn maker(&self, keys: &Keys, now: u64) -> Result<Maker, Refused> {
        if self.created > now.saturating_add(CLOCK) {
            return Err(Refused::Future);
        }
        let subkey = keys.maker(&self.signature, self.created)?;
        let lasts = self.signature.signature_expiration_time().map(|time| u64::from(time.as_secs()));
        if has_ended(self.created, lasts, now) {
            return Err(Refused::Expired(keys::name(subkey)));
        }
        Ok(Maker { detached: self.clone(), subkey: subkey.key.clone(), name: keys::name(subkey) })
    }
}

/// A key that had the right to make a signature. Whether it has made it is asked of the file.
#[derive(Clone, Debug)]
pub struct Maker {
    detached: Detached,
    subkey: PublicSubkey,
    name: String,
}

impl Maker {
    /// Whether it has signed this `content`; `Ok(None)` where it has not.
    ///
    /// # Errors
    /// Those of reading, which say nothing of the signature.
    pub fn has_signed(&self, content: impl Read) -> io::Result<Option<Signed>> {
        let mut content = Watched { content, failed: None };
        let verified = self.detached.signature.verify(&self.subkey, &mut content);
        match content.failed {
            Some(error) => Err(error),
            None => Ok(verified.ok().map(|()| Signed { subkey: self.name.clone(), created: self.detached.created })),
        }
    }
}

fn no(what: &impl ToString) -> Refused {
    Refused::NotASignature(what.to_string())
}

fn is_strong(signature: &Signature) -> bool {
    matches!(signature.hash_alg(), Some(HashAlgorithm::Sha256 | HashAlgorithm::Sha384 | HashAlgorithm::Sha512))
}

fn hash(signature: &Signature) -> String {
    signature.hash_alg().map_or("unknown".to_owned(), |hash| hash.to_string())
}

/// Whether what `lasts` so many seconds has ended at the time `now`; 0 means that it lasts for ever.
fn has_ended(since: u64, lasts: Option<u64>, now: u64) -> bool {
    lasts.is_some_and(|lasts| lasts > 0 && since.saturating_add(lasts) <= now)
}

/// Remembers why reading failed: the library tells it as any other error.
struct Watched<R> {
    content: R,
    failed: Option<io::Error>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.content.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failed = Some(io::Error::new(error.kind(), error.to_string()));
                    return Err(error);
                }
                read => return read,
            }
        }
    }
}

#[cfg(test)]
mod tests;
