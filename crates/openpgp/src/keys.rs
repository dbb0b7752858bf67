//! The pinned key with its subkeys, as in a key file.
use pgp::composed::{Deserializable as _, SignedPublicKey, SignedPublicSubKey};
use pgp::crypto::hash::HashAlgorithm;
use pgp::packet::{RevocationCode, Signature, SignatureType};
use pgp::types::{KeyDetails as _, KeyVersion};

use super::{KEYS_LIMIT, Refused, has_ended, is_strong};

/// The first line of a block in a key file.
const HEAD: &str = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

/// A file that does not contain the pinned key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it does not contain the key {0}")]
pub struct NotKeys(pub String);

/// The pinned key, with its subkeys from a key file.
#[derive(Clone, Debug)]
pub struct Keys(SignedPublicKey);

impl Keys {
    /// Reads the key with the fingerprint `primary` (40 lower-case hex digits) from an armored file. A file may have
    /// several blocks, and blocks that cannot be read.
    pub fn read(file: &[u8], primary: &str) -> Result<Self, NotKeys> {
        let missing = || NotKeys(primary.to_owned());
        let text = str::from_utf8(file).ok().filter(|text| text.len() <= KEYS_LIMIT).ok_or_else(missing)?;
        let starts: Vec<usize> = text.match_indices(HEAD).map(|(at, _)| at).collect();
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let blocks = starts.iter().zip(ends).map(|(start, end)| &text[*start..end]);
        let keys = blocks.flat_map(|block| {
            let read = SignedPublicKey::from_armor_many(block.as_bytes());
            read.map(|(all, _)| all.flatten().collect::<Vec<_>>()).unwrap_or_default()
        });
        let mut pinned = keys
            .into_iter()
            .filter(|key| key.primary_key.version() == KeyVersion::V4 && key.fingerprint().to_string() == primary);
        pinned.next().map(Self).ok_or_else(missing)
    }

    /// The subkey that is named as the maker of a signature. The primary key must have certified it for signing, the
    /// subkey must confirm that, and both must have been valid at the time `created`.
    pub(super) fn maker(&self, signature: &Signature, created: u64) -> Result<&SignedPublicSubKey, Refused> {
        let primary = &self.0.primary_key;
        let taken = self.0.details.revocation_signatures.iter();
        if taken.filter(|taken| taken.verify_key(primary).is_ok()).any(|taken| is_against(taken, created)) {
            return Err(Refused::Revoked(primary.fingerprint().to_string()));
        }
        let subkey = self.named(signature)?;
        self.require_bound(subkey, created)?;
        Ok(subkey)
    }

    fn named(&self, signature: &Signature) -> Result<&SignedPublicSubKey, Refused> {
        let (fingerprints, ids) = (signature.issuer_fingerprint(), signature.issuer_key_id());
        let is_maker = |subkey: &&SignedPublicSubKey| {
            let (fingerprint, id) = (subkey.fingerprint(), subkey.legacy_key_id());
            if fingerprints.is_empty() { ids.contains(&&id) } else { fingerprints.contains(&&fingerprint) }
        };
        let name = || {
            let fingerprint = fingerprints.first().map(ToString::to_string);
            fingerprint.or_else(|| ids.first().map(ToString::to_string)).unwrap_or_default()
        };
        self.0.public_subkeys.iter().find(is_maker).ok_or_else(|| Refused::UnknownSubkey(name()))
    }

    fn require_bound(&self, subkey: &SignedPublicSubKey, created: u64) -> Result<(), Refused> {
        let primary = &self.0.primary_key;
        let valid = |kind| {
            let of_kind = subkey.signatures.iter().filter(move |binding| binding.typ() == Some(kind));
            of_kind.filter(|binding| binding.verify_subkey_binding(primary, &subkey.key).is_ok())
        };
        if valid(SignatureType::SubkeyRevocation).any(|taken| is_against(taken, created)) {
            return Err(Refused::Revoked(name(subkey)));
        }
        let not_bound = || Refused::NotBound(name(subkey));
        let bindings = valid(SignatureType::SubkeyBinding).filter(|binding| is_bearable(binding));
        let binding = bindings.max_by_key(|binding| binding.created()).ok_or_else(not_bound)?;
        let back = binding.embedded_signature().filter(|back| binding.key_flags().sign() && is_bearable(back));
        back.ok_or_else(not_bound)?.verify_primary_key_binding(&subkey.key, primary).map_err(|_| not_bound())?;
        let since = u64::from(subkey.created_at().as_secs());
        let lasts = binding.key_expiration_time().map(|time| u64::from(time.as_secs()));
        if created < since || has_ended(since, lasts, created) {
            return Err(Refused::Expired(name(subkey)));
        }
        Ok(())
    }
}

/// Whether a revocation invalidates a signature made at the time `created`. A key that was merely superseded or retired
/// remains valid for earlier signatures. A key that was revoked for any other reason, or without one, is never valid
/// (RFC 9580, 5.2.3.31).
fn is_against(revocation: &Signature, created: u64) -> bool {
    let is_put_away =
        matches!(revocation.revocation_reason_code(), Some(RevocationCode::KeySuperseded | RevocationCode::KeyRetired));
    let at = revocation.created().map(|time| u64::from(time.as_secs()));
    !is_put_away || at.is_none_or(|at| at <= created)
}

/// Whether a hash suffices for an owner's statements about its own keys.
fn is_bearable(signature: &Signature) -> bool {
    is_strong(signature) || signature.hash_alg() == Some(HashAlgorithm::Sha1)
}

/// The fingerprint of a subkey, in lower-case hex digits.
pub(super) fn name(subkey: &SignedPublicSubKey) -> String {
    subkey.fingerprint().to_string()
}
