//! Reading a folder of reports, in a few threads because each file costs a round trip on a network share.
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Mutex, PoisonError};
use std::thread;

use fs_err as fs;
use jiff::Timestamp;

use super::heard::ReadReport;
use super::left_out::{AllLeftOut, LeftOutKind};
use super::machine::MachineId;
use super::summary::{FleetExposure, FleetMachine};
use super::word::{KeptWords, Word};
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

/// What the reports in a folder say, one entry for each machine.
#[derive(Debug, Default)]
pub struct Gathered {
    pub(super) machines: Vec<GatheredMachine>,
    pub(super) left_out: AllLeftOut,
    by_id: HashMap<MachineId, usize>,
    words: KeptWords,
}

#[derive(Debug)]
pub(super) struct GatheredMachine {
    /// As reported, before it is judged.
    pub(super) machine: FleetMachine,
    pub(super) installed: Box<[Word]>,
    /// The name of the file within the folder.
    file: Box<str>,
}

struct ReportFile {
    path: PathBuf,
    name: String,
}

type ReadFile = (String, Result<ReadReport, LeftOutKind>);

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

fn read_file(path: &Path, now: Timestamp) -> Result<ReadReport, LeftOutKind> {
    let bytes = bounded::read(path, LARGEST).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData => LeftOutKind::TooLarge,
        io::ErrorKind::InvalidInput => LeftOutKind::Special,
        _ => LeftOutKind::Unreadable,
    })?;
    ReadReport::parse(&bytes, now)
}

impl Gathered {
    pub fn add_file(&mut self, name: &str, content: &[u8], now: Timestamp) {
        self.add(name.to_owned(), ReadReport::parse(content, now));
    }

    fn add(&mut self, name: String, said: Result<ReadReport, LeftOutKind>) {
        match said {
            Ok(heard) => self.hear(name, heard),
            Err(why) => self.left_out.add(why, name),
        }
    }

    /// Of several for the same machine, the newest counts; of equally old ones, that with the last name.
    fn hear(&mut self, file: String, heard: ReadReport) {
        let new = self.shortened(&file, heard);
        let known = match self.by_id.entry(new.machine.id) {
            Entry::Occupied(known) => self.machines.get_mut(*known.get()),
            Entry::Vacant(vacant) => {
                vacant.insert(self.machines.len());
                None
            }
        };
        match known {
            None => self.machines.push(new),
            Some(known) if (known.machine.at, &known.file) < (new.machine.at, &new.file) => {
                let older = std::mem::replace(known, new);
                self.left_out.add(LeftOutKind::Older, older.file.into());
            }
            Some(_) => self.left_out.add(LeftOutKind::Older, file),
        }
    }

    fn shortened(&mut self, file: &str, heard: ReadReport) -> GatheredMachine {
        let mut keep = |text: &str| self.words.keep(text);
        let at = heard.at;
        let installed = heard.installed.iter().map(|version| keep(version.as_str())).collect();
        let machine = FleetMachine {
            behind: heard.is_behind(),
            failed: heard.failed().map(&mut keep),
            id: heard.id,
            name: heard.name.map(String::into_boxed_str),
            ring: heard.ring,
            at,
            upgo: keep(&heard.upgo),
            target: keep(&heard.target.to_string()),
            go: heard.go.map(|go| keep(go.as_str())),
            update: heard.update.map(|update| keep(update.as_str())),
            permitted: heard.permitted,
            stage: heard.stage.map(|stage| keep(&stage)),
            tries: heard.tries,
            updated_at: heard.updated_at,
            exposure: heard.exposure.map(|exposure| FleetExposure::of(exposure, at)),
            clock_wrong: heard.clock_wrong,
            vulnerabilities: None,
            silent: false,
            late: None,
        };
        GatheredMachine { machine, installed, file: file.into() }
    }
}
