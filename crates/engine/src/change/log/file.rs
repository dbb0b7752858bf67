//! The files of the log: one that is written, and the older ones.
//!
//! Each line is one write at the end of the file, which is opened for it and closed again: so several processes write whole
//! lines without waiting for each other, and each of them may rename the file. Who renames holds a lock.
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use fs_err::{self as fs, File};
use jiff::{SignedDuration, Timestamp};

use super::Entry;
use crate::effect;
use crate::home::Home;
use crate::platform::FileLock;

/// How large a file becomes, in bytes.
const LARGEST: u64 = 1_000_000;
/// How many older files are kept.
const OLDER: usize = 4;
/// When the next file is begun although this one is small, so that what is old can go.
const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);
/// When a file goes, by its newest line.
const OLDEST: SignedDuration = SignedDuration::from_hours(30 * 24);
/// More bytes than a line has.
pub(super) const LONGEST_LINE: u64 = 16_384;

/// The files of one home.
pub(super) struct Files {
    folder: PathBuf,
}

impl Files {
    pub(super) fn of(home: &Home) -> Self {
        Self { folder: home.logs() }
    }

    /// The file that is written.
    pub(super) fn current(&self) -> PathBuf {
        self.folder.join("upgo.log")
    }

    /// Those that are there, oldest first.
    pub(super) fn all(&self) -> Vec<PathBuf> {
        let older = (1..=OLDER).rev().map(|age| self.older(age));
        older.chain([self.current()]).filter(|path| path.is_file()).collect()
    }

    fn older(&self, age: usize) -> PathBuf {
        self.folder.join(format!("upgo.{age}.log"))
    }

    /// Makes the folder and lets go what is old. Once for each process, before its first line.
    pub(super) fn begin(&self, now: Timestamp) -> io::Result<()> {
        effect::create_dir_all(&self.folder)?;
        // the one fault point of all lines: what a line does is the same each time, and a change writes dozens
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

    /// Adds a line, to a new file where this one is full.
    pub(super) fn add(&self, line: &[u8]) -> io::Result<()> {
        let is_full = |current: &Path| fs::metadata(current).is_ok_and(|file| file.len() + line.len() as u64 > LARGEST);
        if is_full(&self.current()) {
            // where it cannot be renamed now, it grows a little more
            self.rotate(is_full).ok();
        }
        effect::add_line(&self.current(), line)
    }

    /// Lets every file become one older, if that is `wanted` still: another process may have done it.
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

/// When the first line was written.
fn first_time(path: &Path) -> Option<Timestamp> {
    let mut start = Vec::new();
    File::open(path).ok()?.take(LONGEST_LINE).read_to_end(&mut start).ok()?;
    start.split(|byte| *byte == b'\n').find_map(time_of)
}

/// When the last line was written.
fn last_time(path: &Path) -> Option<Timestamp> {
    let mut file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(LONGEST_LINE))).ok()?;
    let mut end = Vec::new();
    file.take(LONGEST_LINE).read_to_end(&mut end).ok()?;
    end.rsplit(|byte| *byte == b'\n').find_map(time_of)
}

fn time_of(line: &[u8]) -> Option<Timestamp> {
    serde_json::from_slice::<Entry>(line).ok().map(|entry| entry.time)
}
