//! What new terminals ran, one line for each change: by Upgo, or seen by it.
use jiff::{SignedDuration, Timestamp};

use crate::base::version::Version;

/// The number of lines that are kept.
const KEPT: usize = 100;
/// How far a clock may be set back without a doubt about the times that it showed before.
pub(crate) const CORRECTION: SignedDuration = SignedDuration::from_hours(1);

#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, default)]
pub struct RanGos {
    /// Oldest first. The next line ends each.
    pub lines: Vec<RanGo>,
    /// The newest change of the history that they include.
    pub change: u64,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RanGo {
    /// When Upgo began to run it, or first saw it; `None` if the clock was wrong.
    pub at: Option<Timestamp>,
    /// `None` for no Go.
    pub go: Option<Version>,
    /// Whether it began then, and was not only seen.
    pub by_upgo: bool,
}

impl RanGos {
    /// Adds a line if another Go ran before. `now` is not before its time, unless the clock was set back.
    pub fn add(&mut self, line: RanGo, now: Timestamp) {
        if self.lines.last().is_none_or(|last| last.go != line.go) {
            self.lines.push(line);
        }
        let limit = now.checked_add(CORRECTION).unwrap_or(Timestamp::MAX);
        for RanGo { at, .. } in &mut self.lines {
            *at = at.filter(|at| *at <= limit).map(|at| at.min(now));
        }
        let surplus = self.lines.len().saturating_sub(KEPT);
        self.lines.drain(..surplus);
        if let Some(first) = self.lines.first_mut().filter(|_| surplus > 0) {
            first.by_upgo = false; // what ran before it is forgotten, so this is not when it began
        }
    }
}
