//! A change of a file of which only the changed bytes are kept.
use serde::{Deserialize, Serialize};

use super::lossless;
use crate::digest::Sha256;

/// Some bytes of a file exchanged for others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Splice {
    /// The file before; `None` where it is missing.
    pub before: Option<Sha256>,
    /// The file afterwards.
    pub after: Option<Sha256>,
    /// Where, in bytes from its beginning.
    pub at: usize,
    /// The bytes that go.
    #[serde(with = "lossless::bytes")]
    pub removed: Vec<u8>,
    /// The bytes that come.
    #[serde(with = "lossless::bytes")]
    pub inserted: Vec<u8>,
}

impl Splice {
    /// What leads from one content to the other.
    pub(super) fn between(before: Option<&[u8]>, after: Option<&[u8]>) -> Self {
        let (old, new) = (before.unwrap_or_default(), after.unwrap_or_default());
        let at = old.iter().zip(new).take_while(|(old, new)| old == new).count();
        let (old, new) = (&old[at..], &new[at..]);
        let end = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
        Self {
            before: before.map(Sha256::of),
            after: after.map(Sha256::of),
            at,
            removed: old[..old.len() - end].to_vec(),
            inserted: new[..new.len() - end].to_vec(),
        }
    }

    /// The content afterwards, unless `now` is not what it was made for or does not become what it promises.
    pub(super) fn apply(&self, now: Option<&[u8]>) -> Result<Option<Vec<u8>>, Unfit> {
        if now.map(Sha256::of) != self.before {
            return Err(Unfit);
        }
        let Some(after) = self.after else { return Ok(None) };
        let now = now.unwrap_or_default();
        let rest = now.get(self.at..).and_then(|rest| rest.strip_prefix(&self.removed[..])).ok_or(Unfit)?;
        let spliced = [&now[..self.at], &self.inserted, rest].concat();
        if Sha256::of(&spliced) == after { Ok(Some(spliced)) } else { Err(Unfit) }
    }

    pub(super) fn reversed(self) -> Self {
        let Self { before, after, at, removed, inserted } = self;
        Self { before: after, after: before, at, removed: inserted, inserted: removed }
    }
}

/// The file is not the one that a splice was made for.
pub(super) struct Unfit;
