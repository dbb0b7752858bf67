//! A change of a file that keeps only the changed bytes.
use super::lossless;
use crate::base::digest::Sha256;

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Splice {
    /// Of the whole file; `None` if it is missing.
    pub before: Option<Sha256>,
    pub after: Option<Sha256>,
    /// In bytes.
    pub at: usize,
    #[serde(with = "lossless::bytes")]
    pub removed: Vec<u8>,
    #[serde(with = "lossless::bytes")]
    pub inserted: Vec<u8>,
    /// Where it is inserted once the rest is removed, if that is elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<usize>,
}

impl Splice {
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
            to: None,
        }
    }

    /// Fails if `now` is not the content before, or if the result is not the content after.
    pub(super) fn apply(&self, now: Option<&[u8]>) -> Result<Option<Vec<u8>>, Unfit> {
        if now.map(Sha256::of) != self.before {
            return Err(Unfit);
        }
        let Some(after) = self.after else { return Ok(None) };
        let now = now.unwrap_or_default();
        let rest = now.get(self.at..).and_then(|rest| rest.strip_prefix(&self.removed[..])).ok_or(Unfit)?;
        let kept = [&now[..self.at], rest].concat();
        let (first, last) = kept.split_at_checked(self.to.unwrap_or(self.at)).ok_or(Unfit)?;
        let spliced = [first, &self.inserted, last].concat();
        if Sha256::of(&spliced) == after { Ok(Some(spliced)) } else { Err(Unfit) }
    }

    pub(super) fn reversed(self) -> Self {
        let Self { before, after, at, removed, inserted, to } = self;
        let (cut, put) = (to.unwrap_or(at), to.map(|_| at));
        Self { before: after, after: before, at: cut, removed: inserted, inserted: removed, to: put }
    }
}

/// The file is not the one that the splice was made for.
pub(super) struct Unfit;
