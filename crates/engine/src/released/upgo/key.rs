//! The keys that may sign, and their signatures, in minisign's format: Ed25519 over a BLAKE2b hash. A key file and a
//! signature contain the key's id, eight bytes, which `minisign` shows as a number.
//! Source: <https://jedisct1.github.io/minisign/#public-key-format>.
use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use minisign_verify::{PublicKey, Signature};

use super::{DESCRIPTION, Described, UpgoError};
use crate::base::json::{read_from_text, written_as_text};

const DIGITS: usize = 16;

/// The id of a key, as `minisign` shows it: 16 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyId(u64);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", say!(NotAKeyId { text: format!("{:?}", .0) }))]
pub struct NotKeyId(pub String);

impl KeyId {
    /// The id in the text of a public key, or of a signature: it follows the two bytes that name the algorithm.
    fn of(encoded: &str) -> Option<Self> {
        let bytes = BASE64_STANDARD.decode(encoded.trim()).ok()?;
        let id: [u8; 8] = bytes.get(2..10)?.try_into().ok()?;
        Some(Self(u64::from_le_bytes(id)))
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{:0DIGITS$X}", self.0)
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "KeyId({self})")
    }
}

impl FromStr for KeyId {
    type Err = NotKeyId;

    fn from_str(text: &str) -> Result<Self, NotKeyId> {
        let is_id = text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let id = if is_id { u64::from_str_radix(text, 16).ok() } else { None };
        id.map(Self).ok_or_else(|| NotKeyId(text.chars().take(40).collect()))
    }
}

written_as_text!(KeyId);
read_from_text!(KeyId, KeyId::from_str);

/// The keys that may sign, in the order of their rank: the current one, then the next one, whose secret half is
/// offline. A key can revoke those before it, and never one after it.
#[derive(Clone, Debug, Default)]
pub struct TrustedKeys(Vec<(KeyId, PublicKey)>);

impl TrustedKeys {
    /// Reads key files, or only the keys in them, in the order of their rank. What is not a key is left out.
    pub fn read(texts: &[&str]) -> Self {
        let key = |text: &&str| {
            let encoded = text.lines().map(str::trim).rfind(|line| !line.is_empty())?;
            Some((KeyId::of(encoded)?, PublicKey::from_base64(encoded).ok()?))
        };
        Self(texts.iter().filter_map(key).collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys, the highest rank first.
    pub(super) fn by_rank(&self) -> impl Iterator<Item = KeyId> {
        self.0.iter().rev().map(|(id, _)| *id)
    }

    /// The rank of a key; `None` if this program does not know it.
    pub(super) fn rank(&self, id: KeyId) -> Option<usize> {
        self.0.iter().position(|(own, _)| *own == id)
    }

    /// Verifies the signature of a description, and returns the key that made it, whether or not it was revoked.
    pub(super) fn signer(&self, Described { text, signature }: &Described) -> Result<KeyId, UpgoError> {
        let encoded = signature.lines().nth(1).ok_or(UpgoError::NotSigned)?;
        let id = KeyId::of(encoded).ok_or(UpgoError::NotSigned)?;
        let (_, key) = self.0.iter().find(|(own, _)| *own == id).ok_or(UpgoError::UnknownKey(id))?;
        let signature = Signature::decode(signature).map_err(|_| UpgoError::NotSigned)?;
        // Signatures of the old kind, over the text itself, are not accepted.
        key.verify(text.as_bytes(), &signature, false).map_err(|_| UpgoError::NotSigned)?;
        match signed_file(signature.trusted_comment()) {
            Some(DESCRIPTION) => Ok(id),
            _ => Err(UpgoError::OtherFile),
        }
    }
}

/// The file that a signature is for. Its comment, which is signed, too, names the file: `upgo VERSION FILE DATE`, as the
/// release script writes it, or what `minisign` writes by itself, with `file:FILE` in it.
fn signed_file(comment: &str) -> Option<&str> {
    let mut words = comment.split_whitespace();
    match words.next()? {
        "upgo" => words.nth(1),
        _ => words.find_map(|word| word.strip_prefix("file:")),
    }
}
