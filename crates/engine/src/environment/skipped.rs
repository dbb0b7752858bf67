//! Profiles that Upgo does not edit.
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::lossless;
use crate::base::report::{Code, Problem};

/// A file that was left alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Skipped {
    /// The file.
    #[serde(with = "lossless::path")]
    pub path: PathBuf,
    /// The reason, for the user.
    pub reason: String,
    /// The remaining manual step, as a sentence.
    pub by_hand: String,
}

impl Skipped {
    /// A profile that should contain `line`.
    pub(super) fn lacks(path: PathBuf, reason: String, line: &[u8]) -> Self {
        let by_hand = format!("Add this line to it by hand: {}", String::from_utf8_lossy(line));
        Self { path, reason, by_hand }
    }

    /// A profile that should no longer contain `line`.
    pub(super) fn keeps(path: PathBuf, reason: String, line: &[u8]) -> Self {
        let line = String::from_utf8_lossy(line);
        let by_hand = format!("Remove this line from it by hand; it no longer has any effect: {line}");
        Self { path, reason, by_hand }
    }
}

impl From<&Skipped> for Problem {
    fn from(skipped: &Skipped) -> Self {
        let message = format!("{} was not edited: {}", skipped.path.display(), skipped.reason);
        Self::new(Code::ProfileLeft, message).with_next(skipped.by_hand.clone())
    }
}
