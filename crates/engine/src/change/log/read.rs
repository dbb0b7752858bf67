//! Reading the log, even while it is written and renamed.
use std::collections::BTreeMap;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use fs_err::File;

use super::file::{LONGEST_LINE, LogFiles};
use super::{Level, LogEntry};
use crate::machine::home::Home;

/// Every line at `level` or above, oldest first. Invalid lines are skipped.
pub fn read(home: &Home, level: Level) -> Vec<LogEntry> {
    Follow::new(home, level).next_lines()
}

pub fn newest(home: &Home, level: Level, count: usize) -> Vec<LogEntry> {
    let all = read(home, level);
    let surplus = all.len().saturating_sub(count);
    all.into_iter().skip(surplus).collect()
}

/// Continues to read where it stopped, even in a file that was renamed.
#[derive(Debug)]
pub struct Follow {
    home: Home,
    level: Level,
    places: ReadPositions,
}

/// Identifies a file independently of its name: no two lines have the same time, process and text.
type FirstLine = Vec<u8>;

type ReadPositions = BTreeMap<FirstLine, u64>;

impl Follow {
    pub fn new(home: &Home, level: Level) -> Self {
        Self { home: home.clone(), level, places: ReadPositions::new() }
    }

    /// The lines that were added since the last call, in the order of the files. A line that cannot be read now is
    /// returned by a later call. A program that opened a file before it was renamed writes to the older file: such a
    /// line may come after newer ones.
    pub fn next_lines(&mut self) -> Vec<LogEntry> {
        let (lines, places) = self.read_on();
        self.places = places;
        let lines = lines.split(|byte| *byte == b'\n');
        let entries = lines.filter_map(|line| serde_json::from_slice::<LogEntry>(line).ok());
        entries.filter(|entry| entry.level <= self.level).collect()
    }

    /// The added bytes and the new positions. If the files are renamed meanwhile, they are read again.
    fn read_on(&self) -> (Vec<u8>, ReadPositions) {
        loop {
            let files = known(&self.home);
            let read = self.read_files(&files);
            if known(&self.home) == files {
                return read.unwrap_or_else(|_| (Vec::new(), self.places.clone()));
            }
        }
    }

    fn read_files(&self, files: &[(PathBuf, FirstLine)]) -> io::Result<(Vec<u8>, ReadPositions)> {
        let (mut lines, mut places) = (Vec::new(), ReadPositions::new());
        for (path, first) in files {
            let so_far = self.places.get(first).copied().unwrap_or(0);
            let added = whole_lines_from(path, so_far)?;
            places.insert(first.clone(), so_far + added.len() as u64);
            lines.extend(added);
        }
        Ok((lines, places))
    }
}

/// The files with at least one line, oldest first.
fn known(home: &Home) -> Vec<(PathBuf, FirstLine)> {
    let first = |path: PathBuf| first_line(&path).map(|line| (path, line));
    LogFiles::of(home).all().into_iter().filter_map(first).collect()
}

fn first_line(path: &Path) -> Option<FirstLine> {
    let mut start = Vec::new();
    File::open(path).ok()?.take(LONGEST_LINE).read_to_end(&mut start).ok()?;
    let end = start.iter().position(|byte| *byte == b'\n')?;
    start.truncate(end);
    Some(start)
}

/// The lines after `from`, without a last line that is still being written.
fn whole_lines_from(path: &Path, from: u64) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(from))?;
    let mut lines = Vec::new();
    file.read_to_end(&mut lines)?;
    lines.truncate(lines.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1));
    Ok(lines)
}
