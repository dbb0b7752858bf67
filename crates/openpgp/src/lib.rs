//! Whether a detached OpenPGP signature is by a subkey of one pinned key.
//!
//! Google signs the `.tar.gz` of each Go release with a subkey that changes every few years; the primary key, which says
//! which subkeys are its own, stays. So the primary's fingerprint is pinned, and the rest of a key file is believed as far as
//! the primary vouches for it.
//!
//! This crate reads bytes and a clock that it is given, and nothing else. It is one of its own because the library beneath
//! takes long to compile.
use std::io::{self, Read};

use pgp::composed::{Deserializable as _, DetachedSignature, SignedPublicKey, SignedPublicSubKey};
use pgp::crypto::hash::HashAlgorithm;
use pgp::packet::{Signature, SignatureType};
use pgp::types::{KeyDetails as _, KeyVersion};

/// Bytes of a signature file; those of Go releases have less than 1 kB.
pub const SIGNATURE_LIMIT: usize = 64 << 10;
/// Bytes of a key file; Google's has less than 40 kB.
pub const KEYS_LIMIT: usize = 1 << 20;

/// What a key file's blocks begin with.
const KEY_HEAD: &str = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
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
    /// The key file does not hold the pinned key.
    #[error("the key file does not hold the key {0}")]
    OtherKey(String),
    /// Its maker is no subkey in the key file.
    #[error("it was made by the key {0}, which the key file does not have")]
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
    /// The file could not be read.
    #[error("the file could not be read")]
    Read(#[from] io::Error),
}

impl Refused {
    /// Whether newer keys may change that.
    pub fn needs_newer_keys(&self) -> bool {
        matches!(self, Self::UnknownSubkey(_) | Self::OtherKey(_) | Self::NotBound(_) | Self::Expired(_))
    }
}

/// Checks the armored `signature` over `content` against the key in the armored file `keys` whose fingerprint is `primary`
/// (40 hex digits in small letters). `now` is Unix time in seconds.
///
/// A key that has ended since is no reason against a signature that it made while it was valid: releases stay, and Google's
/// subkeys last three years. That a subkey belongs to the primary may rest on SHA-1, as with Google's own: to forge that takes
/// a second preimage, and the library refuses the known collisions.
pub fn verify(content: impl Read, signature: &[u8], keys: &[u8], primary: &str, now: u64) -> Result<Signed, Refused> {
    let signature = read_signature(signature)?;
    let created = signature.created().map(|time| u64::from(time.as_secs())).ok_or_else(|| no("it has no time"))?;
    if created > now.saturating_add(CLOCK) {
        return Err(Refused::Future);
    }
    require_strong(&signature)?;
    let certificate = find(keys, primary)?;
    if certificate.details.revocation_signatures.iter().any(|taken| taken.verify_key(&certificate.primary_key).is_ok())
    {
        return Err(Refused::Revoked(primary.to_owned()));
    }
    let subkey = maker(&certificate, &signature)?;
    require_bound(&certificate, subkey, created)?;
    if has_ended(created, signature.signature_expiration_time().map(|time| u64::from(time.as_secs())), now) {
        return Err(Refused::Expired(name(subkey)));
    }
    let mut content = Watched { content, failed: None };
    let verified = signature.verify(&subkey.key, &mut content);
    match (content.failed, verified) {
        (Some(error), _) => Err(Refused::Read(error)),
        (None, Err(_)) => Err(Refused::Wrong),
        (None, Ok(())) => Ok(Signed { subkey: name(subkey), created }),
    }
}

fn no(what: &str) -> Refused {
    Refused::NotASignature(what.to_owned())
}

/// The signature in an armored file; the first where there are several.
fn read_signature(text: &[u8]) -> Result<Signature, Refused> {
    if text.len() > SIGNATURE_LIMIT {
        return Err(Refused::TooLarge);
    }
    let (mut all, _) = DetachedSignature::from_armor_many(text).map_err(|error| no(&error.to_string()))?;
    let first = all.next().ok_or_else(|| no("it is empty"))?.map_err(|error| no(&error.to_string()))?;
    if first.signature.typ() != Some(SignatureType::Binary) {
        return Err(no("it is of another kind"));
    }
    Ok(first.signature)
}

fn require_strong(signature: &Signature) -> Result<(), Refused> {
    match signature.hash_alg() {
        Some(HashAlgorithm::Sha256 | HashAlgorithm::Sha384 | HashAlgorithm::Sha512) => Ok(()),
        other => Err(Refused::WeakHash(other.map_or("unknown".to_owned(), |hash| hash.to_string()))),
    }
}

/// The pinned key. A file may have several blocks, and blocks that cannot be read.
fn find(keys: &[u8], primary: &str) -> Result<SignedPublicKey, Refused> {
    let missing = || Refused::OtherKey(primary.to_owned());
    let text = str::from_utf8(keys).ok().filter(|text| text.len() <= KEYS_LIMIT).ok_or_else(missing)?;
    let starts: Vec<usize> = text.match_indices(KEY_HEAD).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let blocks = starts.iter().zip(ends).map(|(start, end)| &text[*start..end]);
    let certificates = blocks.flat_map(|block| {
        let read = SignedPublicKey::from_armor_many(block.as_bytes());
        read.map(|(all, _)| all.flatten().collect::<Vec<_>>()).unwrap_or_default()
    });
    let is_pinned = |certificate: &SignedPublicKey| {
        certificate.primary_key.version() == KeyVersion::V4 && certificate.fingerprint().to_string() == primary
    };
    certificates.into_iter().find(is_pinned).ok_or_else(missing)
}

/// The subkey that says it has made the signature.
fn maker<'a>(certificate: &'a SignedPublicKey, signature: &Signature) -> Result<&'a SignedPublicSubKey, Refused> {
    let (fingerprints, ids) = (signature.issuer_fingerprint(), signature.issuer_key_id());
    let is_maker = |subkey: &&SignedPublicSubKey| {
        let (fingerprint, id) = (subkey.fingerprint(), subkey.legacy_key_id());
        if fingerprints.is_empty() { ids.contains(&&id) } else { fingerprints.contains(&&fingerprint) }
    };
    let named = || {
        let fingerprint = fingerprints.first().map(ToString::to_string);
        fingerprint.or_else(|| ids.first().map(ToString::to_string)).unwrap_or_default()
    };
    certificate.public_subkeys.iter().find(is_maker).ok_or_else(|| Refused::UnknownSubkey(named()))
}

/// Checks that the primary says the subkey may sign, that the subkey agrees, and that both held at the time `created`.
fn require_bound(certificate: &SignedPublicKey, subkey: &SignedPublicSubKey, created: u64) -> Result<(), Refused> {
    let primary = &certificate.primary_key;
    let valid = |kind| {
        let of_kind = subkey.signatures.iter().filter(move |binding| binding.typ() == Some(kind));
        of_kind.filter(|binding| binding.verify_subkey_binding(primary, &subkey.key).is_ok())
    };
    if valid(SignatureType::SubkeyRevocation).next().is_some() {
        return Err(Refused::Revoked(name(subkey)));
    }
    let not_bound = || Refused::NotBound(name(subkey));
    let binding = valid(SignatureType::SubkeyBinding).max_by_key(|binding| binding.created()).ok_or_else(not_bound)?;
    let back = binding.embedded_signature().filter(|_| binding.key_flags().sign()).ok_or_else(not_bound)?;
    back.verify_primary_key_binding(&subkey.key, primary).map_err(|_| not_bound())?;
    let since = u64::from(subkey.created_at().as_secs());
    let lasts = binding.key_expiration_time().map(|time| u64::from(time.as_secs()));
    if created < since || has_ended(since, lasts, created) {
        return Err(Refused::Expired(name(subkey)));
    }
    Ok(())
}

/// Whether what `lasts` so many seconds has ended at the time `now`; 0 means that it lasts for ever.
fn has_ended(since: u64, lasts: Option<u64>, now: u64) -> bool {
    lasts.is_some_and(|lasts| lasts > 0 && since.saturating_add(lasts) <= now)
}

fn name(subkey: &SignedPublicSubKey) -> String {
    subkey.fingerprint().to_string()
}

/// Remembers why reading failed: the library tells it as any other error.
struct Watched<R> {
    content: R,
    failed: Option<io::Error>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.content
            .read(buffer)
            .inspect_err(|error| self.failed = Some(io::Error::new(error.kind(), error.to_string())))
    }
}

#[cfg(test)]
mod tests;
