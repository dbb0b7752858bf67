//! Who holds a lock: written into the file of the lock, for those who wait for it.
use std::path::Path;
use std::time::Duration;

use fs_err::File;
use jiff::{SignedDuration, Timestamp};

use crate::base::bounded;
use crate::base::words::Statement;
use crate::machine::effect;

/// In bytes.
const LONGEST: u64 = 1 << 10;

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockHolder {
    /// The command or window, without what may be private, such as `upgo install`.
    by: String,
    process: u32,
    since: Timestamp,
}

impl LockHolder {
    /// This process; `by` is the command or window, without what may be private.
    pub fn of_this_process(by: impl Into<String>, since: Timestamp) -> Self {
        Self { by: by.into(), process: std::process::id(), since }
    }

    pub(crate) fn after(&self, waited: Duration) -> Self {
        let waited = SignedDuration::try_from(waited).unwrap_or_default();
        Self { since: self.since.checked_add(waited).unwrap_or(self.since), ..self.clone() }
    }

    /// Writes itself into the file of the lock that it has taken. Nobody depends on it.
    pub(crate) fn sign(&self, file: &File) {
        let text = serde_json::to_vec(self).unwrap_or_default();
        effect::write_note(file, &text).ok();
    }

    /// The process that holds the lock instead of this one, as a sentence: what it is `doing`, and who it is.
    pub(crate) fn other(&self, lock: &Path, doing: impl Into<Statement>) -> Statement {
        let text = bounded::read(lock, LONGEST).unwrap_or_default();
        let doing = doing.into();
        let Ok(other) = serde_json::from_slice::<Self>(&text) else {
            return say!(OtherProcess { doing });
        };
        let by: String = other.by.chars().filter(|letter| !letter.is_control()).collect();
        let seconds = self.since.duration_since(other.since).as_secs().max(0);
        say!(OtherProcessBy { doing, by, process: other.process, seconds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::words::Sentence;

    #[test]
    fn whoever_waits_is_told_the_command_the_process_and_since_when() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.lock");
        let since: Timestamp = "2026-11-22T10:00:00Z".parse().unwrap();
        let own = LockHolder::of_this_process("upgo system install", since);
        let other = || own.after(Duration::from_secs(75)).other(&path, Sentence::ChangesSameHome).to_string();
        assert_eq!(other(), "another Upgo process is changing the same home");
        let file = effect::open_or_create(&path).unwrap();
        own.sign(&file);
        LockHolder { by: "upgo\u{1b}[2J use".into(), process: 4312, since }.sign(&file); // shorter than the last one
        assert_eq!(other(), "another Upgo process is changing the same home: upgo[2J use (process 4312), for 75 s");
        file.file().set_len(9).unwrap();
        assert_eq!(other(), "another Upgo process is changing the same home");
    }
}
