//! Profiles that Upgo does not edit.
use std::path::PathBuf;

use crate::base::report::{Code, Problem};
use crate::base::words::Statement;

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    pub path: PathBuf,
    pub reason: Statement,
    /// The remaining manual step, as a sentence.
    pub by_hand: Statement,
}

impl Skipped {
    pub(super) fn lacks(path: PathBuf, reason: Statement, line: &[u8]) -> Self {
        let by_hand = say!(AddLineByHand { line: String::from_utf8_lossy(line).into_owned() });
        Self { path, reason, by_hand }
    }

    pub(super) fn keeps(path: PathBuf, reason: Statement, line: &[u8]) -> Self {
        let by_hand = say!(RemoveLineByHand { line: String::from_utf8_lossy(line).into_owned() });
        Self { path, reason, by_hand }
    }
}

impl From<&Skipped> for Problem {
    fn from(skipped: &Skipped) -> Self {
        let message = say!(StartupFileLeft { path: skipped.path.as_path(), why: skipped.reason.clone() });
        Self::new(Code::ProfileLeft, message).with_next(skipped.by_hand.clone())
    }
}
