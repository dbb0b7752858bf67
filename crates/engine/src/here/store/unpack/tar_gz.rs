//! A tar in one gzip stream: one thread inflates, and another one writes the inflated data.
//!
//! The gzip stream is a single member, as Go's release tools write it, and ends with the file. After the end of the tar
//! there are only zeros. Entries are files and folders; long names may be in PAX or GNU format. The `tar` crate reads
//! the blocks. Their content is interpreted here, because the crate reads a long name into memory whatever its size.
use std::io::{self, BufRead as _, BufReader, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::{mem, panic, thread};

use flate2::bufread::GzDecoder;
use tar::EntryType;

use super::error::{Flaw, UnpackError, shown};
use super::job::{TreeWriter, UnpackJob};
use super::limits;
use super::name::{EntryPath, Layout, Names};
use crate::platform::FileMode;
use crate::store::growing::GrowingReader;

/// The bytes read from the archive at once.
const INPUT: usize = 256 << 10;
/// The bytes inflated at once: 64 KiB took 5 % longer.
const CHUNK: usize = 512 << 10;
/// The number of chunks waiting to be written; more did not help.
const QUEUE: usize = 8;
/// The bytes of a file written at once.
const OUTPUT: usize = 1 << 20;
/// The maximum bytes of a header extension, which contains a name and a few numbers.
const EXTENSION: u64 = 64 << 10;

pub(super) fn unpack(job: &UnpackJob<'_>) -> Result<(), UnpackError> {
    thread::scope(|scope| {
        let (full, ready) = sync_channel(QUEUE);
        let (used, empty) = sync_channel(QUEUE + 2);
        let inflating = scope.spawn(move || inflate(job, &full, &empty));
        let wrote = write(job, Chunks { ready, used, current: Vec::new(), position: 0 });
        let inflated = inflating.join().unwrap_or_else(|reason| panic::resume_unwind(reason));
        // If the stream is damaged, the tar in it seems truncated. The first reason is the true one.
        inflated.and(wrote)
    })
}

fn inflate(job: &UnpackJob<'_>, full: &SyncSender<Vec<u8>>, empty: &Receiver<Vec<u8>>) -> Result<(), UnpackError> {
    let mut gzip = GzDecoder::new(BufReader::with_capacity(INPUT, job.reader()?));
    let mut unpacked = 0;
    loop {
        job.check_cancelled()?;
        let mut chunk = empty.try_recv().unwrap_or_default();
        chunk.resize(CHUNK, 0);
        let filled = fill(&mut gzip, &mut chunk).map_err(|error| job.unreadable(error))?;
        if filled == 0 {
            break;
        }
        unpacked += filled as u64;
        limits::check_expansion(gzip.get_ref().get_ref().position(), unpacked).map_err(|flaw| job.flawed(flaw))?;
        chunk.truncate(filled);
        if full.send(chunk).is_err() {
            return Ok(()); // the writer has stopped and reports the reason
        }
    }
    match gzip.get_mut().fill_buf() {
        Ok([]) => Ok(()),
        Ok(_) => Err(job.damaged("there is data after its end")),
        Err(error) => Err(job.unreadable(error)),
    }
}

/// Reads until `buffer` is full or the stream ends.
fn fill(stream: &mut GzDecoder<BufReader<GrowingReader<'_>>>, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match stream.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

/// The inflated stream from the other thread.
struct Chunks {
    ready: Receiver<Vec<u8>>,
    /// Returns a used chunk to the other thread, which fills it again.
    used: SyncSender<Vec<u8>>,
    current: Vec<u8>,
    position: usize,
}

impl Read for Chunks {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position == self.current.len() {
            let Ok(next) = self.ready.recv() else { return Ok(0) };
            self.used.try_send(mem::replace(&mut self.current, next)).ok();
            self.position = 0;
        }
        let length = buffer.len().min(self.current.len() - self.position);
        buffer[..length].copy_from_slice(&self.current[self.position..self.position + length]);
        self.position += length;
        Ok(length)
    }
}

type TarEntry<'a> = tar::Entry<'a, Chunks>;

fn write(job: &UnpackJob<'_>, chunks: Chunks) -> Result<(), UnpackError> {
    let broken = |error: io::Error| job.damaged(error.to_string());
    let mut archive = tar::Archive::new(chunks);
    let mut output = Unpacker { job, writer: job.writer(), names: Names::default(), buffer: Vec::new() };
    let mut name = None;
    for entry in archive.entries().map_err(broken)?.raw(true) {
        job.check_cancelled()?;
        let mut entry = entry.map_err(broken)?;
        match extension(&mut entry).map_err(|flaw| job.flawed(flaw))? {
            Extension::Name(long) => name = Some(long),
            Extension::Nothing => {}
            Extension::None => output.entry(&mut entry, name.take())?,
        }
    }
    check_end(archive.into_inner()).map_err(|flaw| job.flawed(flaw))
}

/// The information of an entry about the next one.
enum Extension {
    /// Its name.
    Name(Vec<u8>),
    /// Data that is not used here: times, owners.
    Nothing,
    /// None: it is a regular entry.
    None,
}

fn extension(entry: &mut TarEntry<'_>) -> Result<Extension, Flaw> {
    let kind = entry.header().entry_type();
    if !matches!(kind, EntryType::GNULongName | EntryType::XHeader | EntryType::XGlobalHeader) {
        return Ok(Extension::None);
    }
    let mut content = Vec::new();
    entry.take(EXTENSION + 1).read_to_end(&mut content).map_err(|error| Flaw::Damaged(error.to_string()))?;
    if content.len() as u64 > EXTENSION {
        return Err(Flaw::Hostile("a name in it is too long".into()));
    }
    if kind == EntryType::GNULongName {
        content.truncate(content.iter().position(|byte| *byte == 0).unwrap_or(content.len()));
        return Ok(Extension::Name(content));
    }
    let mut found = Extension::Nothing;
    for record in tar::PaxExtensions::new(&content) {
        let record = record.map_err(|error| Flaw::Damaged(error.to_string()))?;
        match record.key_bytes() {
            b"path" if kind == EntryType::XHeader => found = Extension::Name(record.value_bytes().to_owned()),
            b"path" | b"linkpath" | b"size" => return Err(unusual("a header for several files", b"")),
            key if key.starts_with(b"GNU.sparse") => return Err(unusual("a sparse file", b"")),
            _ => {}
        }
    }
    Ok(found)
}

fn unusual(what: &str, name: &[u8]) -> Flaw {
    let called = if name.is_empty() { String::new() } else { format!(", {}", shown(name)) };
    Flaw::Hostile(format!("it contains {what}{called}, which no Go archive does"))
}

/// Writes the entries.
struct Unpacker<'a> {
    job: &'a UnpackJob<'a>,
    writer: TreeWriter<'a>,
    names: Names,
    buffer: Vec<u8>,
}

impl Unpacker<'_> {
    fn entry(&mut self, entry: &mut TarEntry<'_>, long_name: Option<Vec<u8>>) -> Result<(), UnpackError> {
        let mut name = long_name.unwrap_or_else(|| entry.header().path_bytes().into_owned());
        let kind = entry.header().entry_type();
        if kind == EntryType::Directory && name.last() != Some(&b'/') {
            name.push(b'/');
        }
        let place = check(kind, &name).map_err(|flaw| self.job.flawed(flaw))?;
        if place.path.is_empty() {
            return Ok(());
        }
        self.names.add(&place).map_err(|flaw| self.job.flawed(flaw))?;
        if place.folder { self.writer.folder(&place.path) } else { self.file(entry, &place.path) }
    }

    fn file(&mut self, entry: &mut TarEntry<'_>, path: &str) -> Result<(), UnpackError> {
        let bits = entry.header().mode().map_err(|error| self.job.damaged(error.to_string()))?;
        let mode = if bits & 0o111 == 0 { FileMode::Plain } else { FileMode::Executable };
        let mut output = self.writer.file(path, mode)?;
        let mut left = entry.size();
        while left > 0 {
            let length = usize::try_from(left).unwrap_or(OUTPUT).min(OUTPUT);
            self.buffer.resize(length.max(self.buffer.len()), 0);
            let piece = &mut self.buffer[..length];
            entry
                .read_exact(piece)
                .map_err(|_| self.job.damaged(format!("it is truncated in {}", shown(path.as_bytes()))))?;
            output.write(piece)?;
            left -= length as u64;
        }
        output.done(None)
    }
}

fn check(kind: EntryType, name: &[u8]) -> Result<EntryPath<'_>, Flaw> {
    match kind {
        EntryType::Regular | EntryType::Directory => {}
        EntryType::Symlink | EntryType::Link => return Err(unusual("a link", name)),
        EntryType::Char | EntryType::Block | EntryType::Fifo => return Err(unusual("a device", name)),
        EntryType::GNUSparse => return Err(unusual("a sparse file", name)),
        _ => return Err(unusual("an entry of an unknown kind", name)),
    }
    let place = EntryPath::of(name, Layout::Archive)?;
    if place.folder && kind == EntryType::Regular {
        return Err(unusual("a file with the name of a folder", name));
    }
    Ok(place)
}

/// Checks the end: a tar ends with two blocks of zeros, and the first was read already. More of them fill it up to its
/// block size.
fn check_end(mut rest: Chunks) -> Result<(), Flaw> {
    let mut block = [0; 512];
    rest.read_exact(&mut block).map_err(|_| Flaw::Damaged("it is truncated".into()))?;
    loop {
        if block.iter().any(|byte| *byte != 0) {
            return Err(Flaw::Damaged("there is data after the end of its list of files".into()));
        }
        match rest.read(&mut block) {
            Ok(0) => return Ok(()),
            Ok(read) => block[read..].fill(0),
            Err(error) => return Err(Flaw::Damaged(error.to_string())),
        }
    }
}
