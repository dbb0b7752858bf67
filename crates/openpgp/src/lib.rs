//! Verification of detached OpenPGP signatures against the subkeys of one pinned key. Google signs the `.tar.gz` of
//! each Go release with a subkey that changes every few years, certified by a primary key that stays. So the primary
//! key's fingerprint is pinned, and a key file is trusted only as far as that certifies it. The primary key's own
//! expiration is not checked: the key file states it, and whoever serves that could leave it out.
//!
//! This crate reads only the bytes and the clock that it is given. It knows the packets, hashes and keys that such a
//! file needs, and refuses all others: keys and signatures of version 4 by RSA or Ed25519 (ADR 54).
//! Source: <https://www.rfc-editor.org/rfc/rfc9580>.
mod bytes;
mod keys;
mod packet;

use std::io::{self, Read};

use self::bytes::{Bytes, Unreadable, unarmored};
use self::packet::{Hash, Key, Kind, Signature, packet, weak_hash};

pub use keys::{Keys, NotKeys};

/// The key that signs Google's Linux packages, including Go releases: "Google Inc. (Linux Packages Signing Authority)".
/// Source: <https://www.google.com/linuxrepositories/>.
pub const GOOGLE: &str = "eb4c1bfd4f042f6dddccec917721f63bd38b4796";
/// The size limit of a signature file in bytes; those of Go releases are less than 1 kB.
pub const SIGNATURE_LIMIT: usize = 64 << 10;
/// The size limit of a key file in bytes; Google's is less than 40 kB.
pub const KEYS_LIMIT: usize = 256 << 10;

const HEAD: &str = "-----BEGIN PGP SIGNATURE-----";
const BUFFER: usize = 128 << 10;
/// The tolerated clock error in seconds.
const CLOCK: u64 = 24 * 60 * 60;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The fingerprint, in lower-case hex digits.
    pub subkey: String,
    /// When it was made, according to the signature itself, in seconds of Unix time.
    pub created: u64,
}

#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("it is not an OpenPGP signature of a file: {0}")]
    NotASignature(String),
    #[error("it is too large for a signature")]
    TooLarge,
    #[error("it was made by the key {0}, which does not belong to the signer")]
    UnknownSubkey(String),
    /// The primary key does not certify that the subkey may sign for it, or the subkey does not confirm that.
    #[error("the key {0} is not bound to the primary key for signing")]
    NotBound(String),
    #[error("the key {0} was revoked")]
    Revoked(String),
    /// The key was expired, or not yet valid, when the signature was made, or the signature itself has expired.
    #[error("the key {0} was not valid when it was made")]
    Expired(String),
    #[error("its creation time is in the future")]
    Future,
    #[error("it uses the hash {0}, which is not secure")]
    WeakHash(String),
    /// It uses a version, hash or kind of key that is not read here, so nothing is known about it.
    #[error("it is of a kind that cannot be checked ({0})")]
    Unsupported(String),
    /// It covers other bytes, or was made with another key.
    #[error("it does not match this file")]
    Wrong,
}

impl Refused {
    /// Whether newer keys may change the result.
    pub fn needs_newer_keys(&self) -> bool {
        matches!(self, Self::UnknownSubkey(_) | Self::NotBound(_) | Self::Expired(_))
    }
}

/// A parsed signature that has not been verified yet.
#[derive(Clone, Debug)]
pub struct Detached {
    signature: Signature,
    /// When it was made, according to the signature itself.
    created: u64,
}

impl Detached {
    /// Whether a text is meant to be a signature, valid or not. A page that says "sign in" is not.
    pub fn is_meant_by(text: &[u8]) -> bool {
        text.windows(HEAD.len()).any(|window| window == HEAD.as_bytes())
    }

    /// Reads the armored text of a signature file, and the first signature if there are several.
    pub fn read(text: &[u8]) -> Result<Self, Refused> {
        if text.len() > SIGNATURE_LIMIT {
            return Err(Refused::TooLarge);
        }
        let packets = unarmored(text, HEAD).map_err(|Unreadable(why)| no(why))?;
        let (tag, content) = packet(&mut Bytes(&packets)).ok_or_else(|| no("its packet is malformed"))?;
        if tag != packet::SIGNATURE {
            return Err(no("it contains something else"));
        }
        if let Some(version) = content.first().filter(|version| **version != 4) {
            return Err(Refused::Unsupported(format!("version {version}")));
        }
        let signature = Signature::read(content).ok_or_else(|| no("it is malformed"))?;
        if signature.kind != Kind::Binary {
            return Err(no("it is of a different kind"));
        }
        if signature.claims.is_beyond_us {
            return Err(Refused::Unsupported("a critical part".to_owned()));
        }
        if let Some(what) = signature.unsupported() {
            return Err(Refused::Unsupported(what));
        }
        let created = signature.claims.created.ok_or_else(|| no("it has no creation time"))?;
        match weak_hash(signature.hash_number) {
            Some(hash) => Err(Refused::WeakHash(hash.to_owned())),
            None => Ok(Self { signature, created }),
        }
    }

    /// The key that may have made it, if it was entitled to at the time. `now` is Unix time in seconds. A signature
    /// outlives its key, because releases stay available and Google's subkeys last three years. A subkey may be bound
    /// with SHA-1, as Google's own is: forging that requires a second preimage, because the primary key signs no bytes
    /// of others.
    pub fn maker(&self, keys: &Keys, now: u64) -> Result<Maker, Refused> {
        if self.created > now.saturating_add(CLOCK) {
            return Err(Refused::Future);
        }
        let subkey = keys.maker(&self.signature, self.created)?;
        if has_ended(self.created, self.signature.claims.lasts, now) {
            return Err(Refused::Expired(subkey.name()));
        }
        Ok(Maker { detached: self.clone(), subkey: subkey.clone() })
    }
}

/// A key that was entitled to make a signature. Whether it did is verified with the file.
#[derive(Clone, Debug)]
pub struct Maker {
    detached: Detached,
    subkey: Key,
}

impl Maker {
    /// Verifies that it has signed this `content`; `Ok(None)` if not. An error of reading says nothing about the
    /// signature.
    pub fn has_signed(&self, mut content: impl Read) -> io::Result<Option<Signed>> {
        let Detached { signature, created } = &self.detached;
        let Some(mut hasher) = signature.hasher() else { return Ok(None) };
        let mut buffer = vec![0; BUFFER];
        loop {
            match content.read(&mut buffer) {
                Ok(0) => break,
                Ok(length) => hasher.update(buffer.get(..length).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let is_valid = signature.is_by(&self.subkey, hasher);
        Ok(is_valid.then(|| Signed { subkey: self.subkey.name(), created: *created }))
    }
}

fn no(what: &str) -> Refused {
    Refused::NotASignature(what.to_owned())
}

fn is_strong(signature: &Signature) -> bool {
    matches!(signature.hash(), Some(Hash::Sha256 | Hash::Sha384 | Hash::Sha512))
}

/// Whether a validity of `lasts` seconds has expired at the time `now`; 0 means unlimited.
fn has_ended(since: u64, lasts: Option<u64>, now: u64) -> bool {
    lasts.is_some_and(|lasts| lasts > 0 && since.saturating_add(lasts) <= now)
}

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod tests;
