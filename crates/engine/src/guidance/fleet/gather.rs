//! Reading a folder of reports, in a few threads because each file costs a round trip on a network share.
use std::cmp::Reverse;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Mutex, PoisonError};
use std::thread;

use fs_err as fs;
use jiff::Timestamp;

use super::left_out::{AllLeftOut, LeftOutKind};
use super::machine::MachineReport;
use crate::base::bounded;
use crate::base::report::{Cancel, Cancelled};
use crate::machine::effect;

/// The size limit of a report in bytes. A real one has less than 2,000.
const LARGEST: u64 = 16 << 10;
/// The largest number of files. Each machine has one.
const MOST_FILES: usize = 500_000;
/// The maximum depth of folders. Some shares and object stores have one folder for each day or site.
const DEPTH: usize = 8;
const READERS: usize = 4;
/// How many files may wait for the next stage.
const WAITING: usize = 1_024;

/// The reports in a folder.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Each with the name of its file within the folder.
    reports: Vec<(MachineReport, String)>,
    left_out: AllLeftOut,
}

struct ReportFile {
    path: PathBuf,
    name: String,
}

type ReadFile = (String, Result<MachineReport, LeftOutKind>);

#[derive(Debug, thiserror::Error)]
pub enum GatherError {
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    #[error(transparent)]
    Disk(#[from] io::Error),
}

/// Reads all reports in `folder` and the folders in it. Links are not followed. `now` is the time of this machine.
pub fn gather(folder: &Path, now: Timestamp, cancel: &Cancel) -> Result<Gathered, GatherError> {
    gather_some(folder, MOST_FILES, now, cancel)
}

/// Gathers at most this many files.
pub(super) fn gather_some(
    folder: &Path,
    most: usize,
    now: Timestamp,
    cancel: &Cancel,
) -> Result<Gathered, GatherError> {
    let entries = fs::read_dir(folder)?;
    let (found, to_read) = mpsc::sync_channel(WAITING);
    let (read, heard) = mpsc::sync_channel(WAITING);
    let to_read = &Mutex::new(to_read);
    let mut gathered = Gathered::default();
    thread::scope(|scope| {
        let mut walk = ReportWalk { folder, found, left_out: read.clone(), left: most, is_over: false, cancel };
        scope.spawn(move || walk.list(folder, entries, 0));
        for _ in 0..READERS {
            let read = read.clone();
            scope.spawn(move || read_files(to_read, &read, now, cancel));
        }
        drop(read); // the channel ends with the last thread
        for (name, said) in heard {
            gathered.add(name, said);
        }
    });
    cancel.check()?;
    Ok(gathered)
}

struct ReportWalk<'a> {
    folder: &'a Path,
    found: SyncSender<ReportFile>,
    left_out: SyncSender<ReadFile>,
    left: usize,
    is_over: bool,
    cancel: &'a Cancel,
}

impl ReportWalk<'_> {
    fn list(&mut self, folder: &Path, entries: fs::ReadDir, depth: usize) {
        for entry in entries {
            if self.is_over || self.cancel.is_cancelled() {
                return;
            }
            match entry {
                Ok(entry) => self.look_at(&entry, depth),
                Err(_) => self.leave_out(LeftOutKind::Unreadable, folder), // what else is in it is unknown
            }
        }
    }

    fn look_at(&mut self, entry: &fs::DirEntry, depth: usize) {
        let path = entry.path();
        match entry.file_type() {
            Err(_) => self.leave_out(LeftOutKind::Unreadable, &path),
            Ok(kind) if kind.is_symlink() => self.leave_out(LeftOutKind::Link, &path),
            Ok(kind) if kind.is_dir() && depth == DEPTH => self.leave_out(LeftOutKind::TooDeep, &path),
            Ok(kind) if kind.is_dir() => match fs::read_dir(&path) {
                Ok(entries) => self.list(&path, entries, depth + 1),
                Err(_) => self.leave_out(LeftOutKind::Unreadable, &path),
            },
            Ok(kind) if !kind.is_file() => self.leave_out(LeftOutKind::Special, &path),
            Ok(_) if effect::is_aside(&entry.file_name().to_string_lossy()) => {
                self.leave_out(LeftOutKind::Unfinished, &path);
            }
            Ok(_) if path.extension().is_none_or(|ending| ending != "json") => {
                self.leave_out(LeftOutKind::OtherName, &path);
            }
            Ok(_) if self.left == 0 => {
                self.is_over = true;
                self.leave_out(LeftOutKind::TooMany, &path);
            }
            Ok(_) => {
                self.left -= 1;
                let name = self.name(&path);
                self.found.send(ReportFile { path, name }).ok(); // the readers end last
            }
        }
    }

    fn leave_out(&self, why: LeftOutKind, path: &Path) {
        self.left_out.send((self.name(path), Err(why))).ok(); // the receiver ends last
    }

    fn name(&self, path: &Path) -> String {
        let within = path.strip_prefix(self.folder).unwrap_or(path);
        let is_folder = within.as_os_str().is_empty();
        if is_folder { ".".to_owned() } else { within.to_string_lossy().into_owned() }
    }
}

/// After a cancellation the rest is only taken out of the channel, so that no other thread waits for space in it.
fn read_files(to_read: &Mutex<Receiver<ReportFile>>, read: &SyncSender<ReadFile>, now: Timestamp, cancel: &Cancel) {
    loop {
        let next = to_read.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(ReportFile { path, name }) = next else { return };
        if !cancel.is_cancelled() {
            read.send((name, read_file(&path, now))).ok(); // the receiver ends last
        }
    }
}

fn read_file(path: &Path, now: Timestamp) -> Result<MachineReport, LeftOutKind> {
    let bytes = bounded::read(path, LARGEST).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData => LeftOutKind::TooLarge,
        io::ErrorKind::InvalidInput => LeftOutKind::Special,
        _ => LeftOutKind::Unreadable,
    })?;
    MachineReport::parse(&bytes, now)
}

impl Gathered {
    pub fn add_file(&mut self, name: &str, content: &[u8], now: Timestamp) {
        self.add(name.to_owned(), MachineReport::parse(content, now));
    }

    fn add(&mut self, name: String, said: Result<MachineReport, LeftOutKind>) {
        match said {
            Ok(report) => self.reports.push((report, name)),
            Err(why) => self.left_out.add(why, name),
        }
    }

    /// One report of each machine, and the files that do not count. Of several reports with the same number, the newest
    /// counts; of equally old ones, that with the last name.
    pub(super) fn newest(mut self) -> (impl Iterator<Item = MachineReport>, AllLeftOut) {
        self.reports.sort_unstable_by(|(a, a_file), (b, b_file)| {
            a.id.cmp(&b.id).then_with(|| Reverse((a.at, a_file)).cmp(&Reverse((b.at, b_file))))
        });
        self.reports.dedup_by(|(older, file), (newest, _)| {
            let is_same = older.id == newest.id;
            if is_same {
                let why = if newest.is_twin_of(older) { LeftOutKind::SharedId } else { LeftOutKind::Older };
                self.left_out.add(why, std::mem::take(file));
            }
            is_same
        });
        (self.reports.into_iter().map(|(report, _)| report), self.left_out)
    }
}
