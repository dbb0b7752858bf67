//! The pinned key with its subkeys, as in a key file.
use super::bytes::unarmored;
use super::packet::{self, Hash, Key, Kind, Signature, hex, packets};
use super::{KEYS_LIMIT, Refused, has_ended, is_strong};

const HEAD: &str = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it does not contain the key {0}")]
pub struct NotKeys(pub String);

/// The pinned key, with its subkeys from a key file.
#[derive(Clone, Debug)]
pub struct Keys {
    primary: Key,
    /// The signatures that claim to revoke it.
    revocations: Vec<Signature>,
    subkeys: Vec<Subkey>,
}

/// A subkey with the signatures over it, not verified yet.
#[derive(Clone, Debug)]
struct Subkey {
    key: Key,
    signatures: Vec<Signature>,
}

impl Keys {
    /// Reads the key with the fingerprint `primary` (40 lower-case hex digits) from an armored file. A file may have
    /// several blocks, and blocks that cannot be read.
    pub fn read(file: &[u8], primary: &str) -> Result<Self, NotKeys> {
        let missing = || NotKeys(primary.to_owned());
        let text = str::from_utf8(file).ok().filter(|text| text.len() <= KEYS_LIMIT).ok_or_else(missing)?;
        let starts: Vec<usize> = text.match_indices(HEAD).map(|(at, _)| at).collect();
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let mut blocks = starts.iter().zip(ends).filter_map(|(start, end)| text.get(*start..end));
        blocks.find_map(|block| Self::in_packets(&unarmored(block.as_bytes(), HEAD).ok()?, primary)).ok_or_else(missing)
    }

    /// The key in a block, maybe among others. Skips unknown forms, and subkeys that nobody has certified.
    fn in_packets(block: &[u8], primary: &str) -> Option<Self> {
        let mut found: Option<Self> = None;
        for (tag, content) in packets(block)? {
            match tag {
                packet::PRIMARY | packet::SECRET_KEY if found.is_some() => break,
                packet::PRIMARY => {
                    let key = Key::read(content).filter(|key| key.name() == primary);
                    found = key.map(|primary| Self { primary, revocations: Vec::new(), subkeys: Vec::new() });
                }
                packet::SUBKEY => {
                    let subkeys = found.as_mut().map(|found| &mut found.subkeys);
                    if let (Some(subkeys), Some(key)) = (subkeys, Key::read(content)) {
                        subkeys.push(Subkey { key, signatures: Vec::new() });
                    }
                }
                packet::SIGNATURE => {
                    if let (Some(found), Some(signature)) = (&mut found, Signature::read(content)) {
                        found.add(signature);
                    }
                }
                _ => {}
            }
        }
        if let Some(found) = &mut found {
            found.subkeys.retain(|subkey| !subkey.signatures.is_empty());
        }
        found
    }

    /// Adds a signature to what it is about. It is only valid for the packet that it follows, wherever it is kept.
    fn add(&mut self, signature: Signature) {
        match signature.kind {
            Kind::KeyRevocation => self.revocations.push(signature),
            Kind::SubkeyBinding | Kind::SubkeyRevocation => {
                if let Some(subkey) = self.subkeys.last_mut() {
                    subkey.signatures.push(signature);
                }
            }
            Kind::Binary | Kind::PrimaryKeyBinding | Kind::Other => {}
        }
    }

    /// The subkey that is named as the maker of a signature. The primary key must have certified it for signing, the
    /// subkey must confirm that, and both must have been valid at the time `created`.
    pub(super) fn maker(&self, signature: &Signature, created: u64) -> Result<&Key, Refused> {
        let primary = &self.primary;
        let mut valid = self.revocations.iter().filter(|taken| taken.is_over(&[primary], primary));
        if valid.any(|taken| is_against(taken, created)) {
            return Err(Refused::Revoked(primary.name()));
        }
        let subkey = self.named(signature)?;
        self.require_bound(subkey, created)?;
        Ok(&subkey.key)
    }

    fn named(&self, signature: &Signature) -> Result<&Subkey, Refused> {
        let (fingerprints, ids) = (&signature.claims.makers, &signature.claims.maker_ids);
        let is_maker = |subkey: &&Subkey| {
            let key = &subkey.key;
            if fingerprints.is_empty() {
                key.id().is_some_and(|id| ids.contains(id))
            } else {
                fingerprints.contains(&key.fingerprint)
            }
        };
        let name = || {
            let fingerprint = fingerprints.first().map(|fingerprint| hex(fingerprint));
            fingerprint.or_else(|| ids.first().map(|id| hex(id))).unwrap_or_default()
        };
        self.subkeys.iter().find(is_maker).ok_or_else(|| Refused::UnknownSubkey(name()))
    }

    fn require_bound(&self, subkey: &Subkey, created: u64) -> Result<(), Refused> {
        let (primary, key) = (&self.primary, &subkey.key);
        let valid = |kind: Kind| {
            let of_kind = subkey.signatures.iter().filter(move |signature| signature.kind == kind);
            of_kind.filter(|signature| signature.is_over(&[primary, key], primary))
        };
        if valid(Kind::SubkeyRevocation).any(|taken| is_against(taken, created)) {
            return Err(Refused::Revoked(key.name()));
        }
        let not_bound = || Refused::NotBound(key.name());
        let bindings = valid(Kind::SubkeyBinding).filter(|binding| is_bearable(binding));
        let binding = bindings.max_by_key(|binding| binding.claims.created).ok_or_else(not_bound)?;
        let back = binding.back().filter(|back| {
            let is_right = back.kind == Kind::PrimaryKeyBinding && is_bearable(back);
            is_right && binding.claims.may_sign == Some(true) && back.is_over(&[primary, key], key)
        });
        back.ok_or_else(not_bound)?;
        if created < key.created || has_ended(key.created, binding.claims.key_lasts, created) {
            return Err(Refused::Expired(key.name()));
        }
        Ok(())
    }
}

/// Whether a revocation invalidates a signature made at `created`. A superseded or retired key remains valid for
/// earlier signatures; a key revoked for any other reason, or none, never is (RFC 9580, 5.2.3.31).
fn is_against(revocation: &Signature, created: u64) -> bool {
    let is_put_away = matches!(revocation.claims.reason, Some(1 | 3));
    !is_put_away || revocation.claims.created.is_none_or(|at| at <= created)
}

/// Whether a signature suffices for an owner's statements about its own keys.
fn is_bearable(signature: &Signature) -> bool {
    let is_known = is_strong(signature) || signature.hash() == Some(Hash::Sha1);
    is_known && !signature.claims.is_beyond_us
}
