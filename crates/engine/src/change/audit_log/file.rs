//! The files of the audit log: the current one, and older ones named after their last entries. One process at a time
//! holds a lock and writes, because each entry needs the hash of the one before. The lines of a call are one flushed
//! write.
use std::collections::BTreeMap;
use std::io::{self, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::Duration;

use fs_err as fs;

use super::chain::{self, AuditLine};
use super::entry::{AuditEntry, AuditEvent, AuditLink, AuditTorn};
use crate::base::bounded;
use crate::base::digest::Sha256;
use crate::machine::{effect, platform};

/// The size at which a new file is begun, in bytes.
const LARGEST: u64 = 4_000_000;
const OLDER: usize = 8;
/// The most bytes of a file that are read. Upgo writes no larger one.
const LIMIT: u64 = 64 << 20;
/// How many bytes at the end of a file usually contain its last line, and how many always do.
const ENDS: [u64; 2] = [4 << 10, 128 << 10];
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) struct AuditFiles {
    pub(super) current: PathBuf,
    pub(super) largest: u64,
}

pub(super) type OpenedFile = (PathBuf, io::Result<BufReader<fs::File>>);

#[derive(Default)]
struct AuditTail {
    last: Option<AuditLine>,
    /// The lines after `last`, which are in no chain: usually none, or one.
    stray: Option<AuditTorn>,
    /// Whether that is what a power cut leaves. A second one may come before the first is mended.
    is_torn: bool,
    /// Whether the file does not end with a line ending.
    is_open: bool,
    size: u64,
}

struct Growth {
    after: AuditLink,
    lines: Vec<AuditLine>,
}

impl AuditFiles {
    pub(super) fn at(current: PathBuf) -> Self {
        Self { current, largest: LARGEST }
    }

    fn folder(&self) -> &Path {
        effect::parent(&self.current)
    }

    fn stem(&self) -> String {
        self.current.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The file that ends with the entry `last`.
    fn older(&self, last: u64) -> PathBuf {
        self.folder().join(format!("{}-{last:08}.jsonl", self.stem()))
    }

    /// Oldest first.
    pub(super) fn all_older(&self) -> io::Result<Vec<PathBuf>> {
        let Some(folder) = bounded::if_there(fs::read_dir(self.folder()))? else { return Ok(Vec::new()) };
        let (stem, mut older) = (self.stem(), Vec::new());
        for entry in folder {
            let entry = entry?;
            let name = entry.file_name();
            let number = name.to_str().and_then(|name| {
                let digits = name.strip_prefix(&stem)?.strip_prefix('-')?.strip_suffix(".jsonl")?;
                digits.parse::<u64>().ok()
            });
            older.extend(number.map(|last| (last, entry.path())));
        }
        older.sort();
        Ok(older.into_iter().map(|(_, path)| path).collect())
    }

    /// Oldest first. If another process begins a new file meanwhile, they are opened again.
    pub(super) fn open(&self) -> Vec<OpenedFile> {
        loop {
            let older = self.all_older().unwrap_or_default();
            let all: Vec<PathBuf> = older.iter().cloned().chain([self.current.clone()]).collect();
            let open = |path: PathBuf| match bounded::if_there(opened(&path)) {
                Ok(file) => file.map(|file| (path, Ok(file))),
                Err(error) => Some((path, Err(error))),
            };
            let files: Vec<OpenedFile> = all.into_iter().filter_map(open).collect();
            if self.all_older().unwrap_or_default() == older {
                return files;
            }
        }
    }

    /// Oldest first.
    pub(super) fn read(&self) -> Vec<(PathBuf, io::Result<Vec<u8>>)> {
        let content = |file: io::Result<BufReader<fs::File>>| {
            let mut bytes = Vec::new();
            file?.take(LIMIT).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        self.open().into_iter().map(|(path, file)| (path, content(file))).collect()
    }

    /// Adds an entry, and before it what there is to say about the log itself. Returns the added lines.
    pub(super) fn add(&self, entry: AuditEntry, policy: &BTreeMap<String, String>) -> io::Result<Vec<AuditLine>> {
        let lock = self.current.with_extension("lock");
        for path in [&lock, &self.current] {
            if let Some(why) = platform::why_not_own_file(path) {
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, why));
            }
        }
        let lock = effect::lock_within(&lock, PATIENCE)?;
        let _lock = lock.ok_or_else(|| io::Error::from(io::ErrorKind::ResourceBusy))?;
        let AuditTail { last, stray, is_torn, mut is_open, size } = AuditTail::read(&self.current)?;
        let last = match last {
            Some(last) => Some(last),
            None => last_of(&self.all_older()?),
        };
        let mut growth = Growth { after: last.as_ref().map_or_else(chain::start, AuditLine::link), lines: Vec::new() };
        if let Some(stray) = stray {
            let (event, what) = if is_torn {
                (AuditEvent::LineMended, "an incomplete line was ended")
            } else {
                (AuditEvent::LineDamaged, "the line before does not match its hash")
            };
            growth.follow(AuditEntry { torn: Some(stray), ..entry.aside(event, what) });
        }
        let (mut written, mut surplus) = (0, Vec::new());
        if size > self.largest {
            // The entry about the full file goes into that file.
            self.write(is_open, &growth.lines)?;
            (written, is_open) = (growth.lines.len(), false);
            // If it cannot be renamed now, it grows a little more.
            if self.begin_new(growth.after.number).is_ok() {
                surplus = self.all_older()?;
                surplus.truncate(surplus.len().saturating_sub(OLDER));
            }
            if let Some(pruned) = last_of(&surplus) {
                let what =
                    format!("the entries up to {} were deleted, because the log is bounded", pruned.entry.number);
                growth.follow(AuditEntry { pruned: Some(pruned.link()), ..entry.aside(AuditEvent::Pruned, &what) });
            }
        }
        if entry.policy != last.and_then(|last| last.entry.policy) {
            let changed = entry.aside(AuditEvent::PolicyChanged, "the policy in force has changed");
            growth.follow(AuditEntry { values: Some(policy.clone()), ..changed });
        }
        growth.follow(entry);
        self.write(is_open, &growth.lines[written..])?;
        // One that cannot be deleted now is deleted the next time: its successor does not need it any more.
        for path in &surplus {
            drop(effect::remove_file(path));
        }
        Ok(growth.lines)
    }

    /// Adds lines to the current file in one write. An incomplete line before them is ended first.
    fn write(&self, is_open: bool, lines: &[AuditLine]) -> io::Result<()> {
        let mut bytes = if is_open { vec![b'\n'] } else { Vec::new() };
        for line in lines {
            bytes.extend_from_slice(line.text.as_bytes());
            bytes.push(b'\n');
        }
        if bytes.is_empty() { Ok(()) } else { effect::append_lasting(&self.current, &bytes) }
    }

    /// Names the current file after its last entry, so that the next line begins a new one.
    fn begin_new(&self, last: u64) -> io::Result<()> {
        let older = self.older(last);
        if older.symlink_metadata().is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        effect::rename_once(&self.current, &older)?;
        effect::sync_dir(self.folder())
    }
}

/// `files` are given from the oldest to the newest.
fn last_of(files: &[PathBuf]) -> Option<AuditLine> {
    files.iter().rev().find_map(|path| AuditTail::read(path).ok()?.last)
}

impl Growth {
    fn follow(&mut self, entry: AuditEntry) {
        let line = AuditLine::sealed(entry, &self.after);
        self.after = line.link();
        self.lines.push(line);
    }
}

impl AuditTail {
    /// The file may be missing.
    fn read(path: &Path) -> io::Result<Self> {
        for most in ENDS {
            let Some((end, size)) = bounded::if_there(end_of(path, most))? else { return Ok(Self::default()) };
            let tail = Self::of(&end, size);
            if tail.last.is_some() || size <= most {
                return Ok(tail);
            }
        }
        // Damage makes the last lines longer than any of Upgo: all of them are read.
        let all = bounded::read(path, LIMIT)?;
        Ok(Self::of(&all, all.len() as u64))
    }

    fn of(end: &[u8], size: u64) -> Self {
        let mut tail = Self { size, ..Self::default() };
        let (mut after, mut is_torn) = (0, true);
        for (line, is_ended) in chain::lines(end).rev() {
            if after == 0 {
                tail.is_open = !is_ended;
            }
            if let Some(intact) = AuditLine::read(line) {
                tail.last = Some(intact);
                break;
            }
            after += line.len() + usize::from(is_ended);
            is_torn = is_torn && chain::is_torn(line);
        }
        if after > 0 {
            let stray = &end[end.len() - after..];
            tail.stray = Some(torn(stray.strip_suffix(b"\n").unwrap_or(stray)));
            tail.is_torn = is_torn && tail.is_open;
        }
        tail
    }
}

fn torn(stray: &[u8]) -> AuditTorn {
    AuditTorn { bytes: stray.len() as u64, sha256: Sha256::of(stray).to_string() }
}

fn opened(path: &Path) -> io::Result<BufReader<fs::File>> {
    let file = bounded::open(path)?;
    if file.metadata()?.len() > LIMIT {
        return Err(io::Error::new(io::ErrorKind::InvalidData, format!("it is larger than {LIMIT} bytes")));
    }
    Ok(BufReader::new(file))
}

/// The last bytes of a file, `most` at most, and its size.
fn end_of(path: &Path, most: u64) -> io::Result<(Vec<u8>, u64)> {
    let mut file = bounded::open(path)?;
    let size = file.metadata()?.len();
    file.seek(SeekFrom::Start(size.saturating_sub(most)))?;
    let mut end = Vec::with_capacity(usize::try_from(most.min(size)).unwrap_or_default());
    file.take(most).read_to_end(&mut end)?;
    Ok((end, size))
}
