//! The files of the log: the current one, and the older ones. Each line is one write to a file that is opened for it
//! alone, so several processes write whole lines without waiting, and any of them may rename the file while it holds a
//! lock.
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use fs_err::{self as fs, File};
use jiff::{SignedDuration, Timestamp};

use super::LogEntry;
use crate::machine::effect;
use crate::machine::home::Home;
use crate::machine::platform::FileLock;

/// The largest size of a file, in bytes.
const LARGEST: u64 = 1_000_000;
const OLDER: usize = 4;
/// The age at which even a small file is rotated, so that old lines can be deleted.
const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The age of its newest line at which a file is deleted.
const OLDEST: SignedDuration = SignedDuration::from_hours(30 * 24);
/// An upper bound of the length of a line, in bytes.
pub(super) const LONGEST_LINE: u64 = 16_384;

pub(super) struct LogFiles {
    folder: PathBuf,
}

impl LogFiles {
    pub(super) fn of(home: &Home) -> Self {
        Self { folder: home.logs() }
    }

    pub(super) fn current(&self) -> PathBuf {
        self.folder.join("upgo.log")
    }

    /// Oldest first.
    pub(super) fn all(&self) -> Vec<PathBuf> {
        let older = (1..=OLDER).rev().map(|age| self.older(age));
        older.chain([self.current()]).filter(|path| path.is_file()).collect()
    }

    fn older(&self, age: usize) -> PathBuf {
        self.folder.join(format!("upgo.{age}.log"))
    }

    /// Begins the current file and deletes old ones. Called once per process, before its first line.
    pub(super) fn begin(&self, now: Timestamp) -> io::Result<()> {
        // the only fault point of the log: every line has the same effect, and a change writes dozens of lines
        drop(effect::open_log(&self.current())?);
        let is_older = |time: Option<Timestamp>, than| time.is_some_and(|time| now.duration_since(time) > than);
        if is_older(first_time(&self.current()), LONGEST) {
            self.rotate(|current| is_older(first_time(current), LONGEST))?;
        }
        for path in (1..=OLDER).map(|age| self.older(age)).filter(|path| path.is_file()) {
            if is_older(last_time(&path), OLDEST) {
                effect::remove_file(&path)?;
            }
        }
        Ok(())
    }

    /// Adds a line, to a new file if the current one is full.
    pub(super) fn add(&self, line: &[u8]) -> io::Result<()> {
        let is_full = |current: &Path| fs::metadata(current).is_ok_and(|file| file.len() + line.len() as u64 > LARGEST);
        if is_full(&self.current()) {
            // if it cannot be renamed now, it grows a little more
            self.rotate(is_full).ok();
        }
        effect::add_line(&self.current(), line)
    }

    /// Rotates the files, if that is still `wanted`: another process may have done it already.
    fn rotate(&self, wanted: impl Fn(&Path) -> bool) -> io::Result<()> {
        let lock = effect::open_or_create(&self.folder.join("upgo.lock"))?;
        let Some(_lock) = FileLock::try_acquire(&lock)? else { return Ok(()) };
        if !wanted(&self.current()) {
            return Ok(());
        }
        for age in (1..OLDER).rev().filter(|age| self.older(*age).is_file()) {
            effect::rename_once(&self.older(age), &self.older(age + 1))?;
        }
        effect::rename_once(&self.current(), &self.older(1))
    }
}

fn first_time(path: &Path) -> Option<Timestamp> {
    // in one read
    let mut start = Vec::with_capacity(usize::try_from(LONGEST_LINE).unwrap_or_default());
    File::open(path).ok()?.take(LONGEST_LINE).read_to_end(&mut start).ok()?;
    start.split(|byte| *byte == b'\n').find_map(time_of)
}

fn last_time(path: &Path) -> Option<Timestamp> {
    let mut file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(LONGEST_LINE))).ok()?;
    let mut end = Vec::new();
    file.take(LONGEST_LINE).read_to_end(&mut end).ok()?;
    end.rsplit(|byte| *byte == b'\n').find_map(time_of)
}

fn time_of(line: &[u8]) -> Option<Timestamp> {
    serde_json::from_slice::<LogEntry>(line).ok().map(|entry| entry.time)
}
