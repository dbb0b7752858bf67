//! A tar in one gzip stream: one thread inflates, another one writes. The stream is a single member, as Go's release
//! tools write it, and ends with the file; only zeros follow the tar. Entries are files and folders, with long names in
//! PAX or GNU format. The `tar` crate knows the headers. Blocks are read here, because the crate copies each content,
//! and reads a long name into memory whatever its size.
use std::io::{self, BufRead as _, BufReader, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::{mem, panic, thread};

use flate2::bufread::GzDecoder;
use tar::{EntryType, Header};

use super::error::{Flaw, UnpackError, shown};
use super::job::{TreeWriter, UnpackJob};
use super::limits;
use super::name::{EntryPath, Layout, Names};
use crate::machine::platform::FileMode;
use crate::store::growing::GrowingReader;

const INPUT: usize = 256 << 10;
/// The bytes inflated at once: 64 KiB took 5 % longer.
const CHUNK: usize = 512 << 10;
/// The number of chunks waiting to be written; more did not help.
const QUEUE: usize = 8;
/// The bytes of a block: a header is one, and the content of an entry fills up its last one.
const BLOCK: u64 = 512;
/// In bytes. An extension contains a name and a few numbers.
const EXTENSION: u64 = 64 << 10;

pub(super) fn unpack(job: &UnpackJob<'_>) -> Result<(), UnpackError> {
    thread::scope(|scope| {
        let (full, ready) = sync_channel(QUEUE);
        let (used, empty) = sync_channel(QUEUE + 2);
        let inflating = scope.spawn(move || inflate(job, &full, &empty));
        let wrote = write(job, Chunks { ready, used, current: Vec::new(), position: 0, packed: 0 });
        let inflated = inflating.join().unwrap_or_else(|reason| panic::resume_unwind(reason));
        // If the stream is damaged, the tar in it seems truncated. The first reason is the true one.
        inflated.and(wrote)
    })
}

/// With the number of bytes that it has in the archive.
type Chunk = (Vec<u8>, u64);

fn inflate(job: &UnpackJob<'_>, full: &SyncSender<Chunk>, empty: &Receiver<Vec<u8>>) -> Result<(), UnpackError> {
    let mut gzip = GzDecoder::new(BufReader::with_capacity(INPUT, job.reader()?));
    let (mut unpacked, mut consumed) = (0, 0);
    loop {
        job.check_cancelled()?;
        let mut chunk = empty.try_recv().unwrap_or_else(|_| vec![0; CHUNK]); // the system zeroes memory faster
        chunk.resize(CHUNK, 0);
        let filled = fill(&mut gzip, &mut chunk).map_err(|error| job.unreadable(error))?;
        if filled == 0 {
            break;
        }
        unpacked += filled as u64;
        let input = gzip.get_ref();
        limits::check_expansion(input.get_ref().position(), unpacked).map_err(|flaw| job.flawed(flaw))?;
        let before = mem::replace(&mut consumed, input.get_ref().position() - input.buffer().len() as u64);
        chunk.truncate(filled);
        if full.send((chunk, consumed - before)).is_err() {
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

struct Chunks {
    ready: Receiver<Chunk>,
    /// Returns a used chunk to the other thread, which fills it again.
    used: SyncSender<Vec<u8>>,
    current: Vec<u8>,
    position: usize,
    /// Bytes of the archive that are not counted yet.
    packed: u64,
}

impl Chunks {
    /// The next bytes, at most `most`, or as many as there are at once; none at the end of the stream.
    fn next(&mut self, most: u64) -> &[u8] {
        if self.position == self.current.len() {
            let Ok((next, packed)) = self.ready.recv() else { return &[] };
            self.used.try_send(mem::replace(&mut self.current, next)).ok();
            (self.position, self.packed) = (0, self.packed + packed);
        }
        let start = self.position;
        let length = usize::try_from(most).unwrap_or(usize::MAX).min(self.current.len() - start);
        self.position += length;
        &self.current[start..self.position]
    }

    /// The next header and the bytes of its content; `None` at the first block of the end.
    fn header(&mut self) -> Result<Option<(Header, u64)>, Flaw> {
        let mut header = Header::new_old();
        self.read_exact(header.as_mut_bytes()).map_err(|_| truncated())?;
        let bytes = header.as_bytes();
        if bytes.iter().all(|byte| *byte == 0) {
            return Ok(None);
        }
        let broken = |error: io::Error| Flaw::Damaged(error.to_string());
        let sum: u32 = bytes.iter().map(|byte| u32::from(*byte)).sum();
        // The sum itself counts as spaces.
        let own: u32 = header.as_old().cksum.iter().map(|byte| u32::from(*byte)).sum();
        if header.cksum().map_err(broken)? != sum - own + 8 * u32::from(b' ') {
            return Err(Flaw::Damaged("a header in it has another checksum".into()));
        }
        let size = header.entry_size().map_err(broken)?;
        Ok(Some((header, size)))
    }

    fn skip(&mut self, mut bytes: u64) -> Result<(), Flaw> {
        while bytes > 0 {
            let skipped = self.next(bytes).len() as u64;
            if skipped == 0 {
                return Err(truncated());
            }
            bytes -= skipped;
        }
        Ok(())
    }
}

impl Read for Chunks {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.next(buffer.len() as u64);
        buffer[..bytes.len()].copy_from_slice(bytes);
        Ok(bytes.len())
    }
}

fn padding(size: u64) -> u64 {
    size.wrapping_neg() % BLOCK
}

fn truncated() -> Flaw {
    Flaw::Damaged("it is truncated".into())
}

fn write(job: &UnpackJob<'_>, mut chunks: Chunks) -> Result<(), UnpackError> {
    let mut output = Unpacker { job, writer: job.writer(), names: Names::default() };
    let mut name = None;
    while let Some((header, size)) = chunks.header().map_err(|flaw| job.flawed(flaw))? {
        job.check_cancelled()?;
        match extension(&header, size, &mut chunks).map_err(|flaw| job.flawed(flaw))? {
            Extension::Name(long) => name = Some(long),
            Extension::Nothing => {}
            Extension::None => output.entry(&header, size, &mut chunks, name.take())?,
        }
    }
    check_end(chunks).map_err(|flaw| job.flawed(flaw))
}

enum Extension {
    Name(Vec<u8>),
    /// Data that is not used here: times, owners.
    Nothing,
    /// None: it is a regular entry, and its content has not been read.
    None,
}

fn extension(header: &Header, size: u64, chunks: &mut Chunks) -> Result<Extension, Flaw> {
    let kind = header.entry_type();
    if !matches!(kind, EntryType::GNULongName | EntryType::XHeader | EntryType::XGlobalHeader) {
        return Ok(Extension::None);
    }
    if size > EXTENSION {
        return Err(Flaw::Hostile("a name in it is too long".into()));
    }
    let mut content = vec![0; usize::try_from(size).unwrap_or_default()];
    chunks.read_exact(&mut content).map_err(|_| truncated())?;
    chunks.skip(padding(size))?;
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

struct Unpacker<'a> {
    job: &'a UnpackJob<'a>,
    writer: TreeWriter<'a>,
    names: Names,
}

impl Unpacker<'_> {
    fn entry(
        &mut self,
        header: &Header,
        size: u64,
        chunks: &mut Chunks,
        long_name: Option<Vec<u8>>,
    ) -> Result<(), UnpackError> {
        let job = self.job;
        let mut name = long_name.unwrap_or_else(|| header.path_bytes().into_owned());
        let kind = header.entry_type();
        if kind == EntryType::Directory && name.last() != Some(&b'/') {
            name.push(b'/');
        }
        let place = check(kind, &name).map_err(|flaw| job.flawed(flaw))?;
        let is_written = !place.path.is_empty(); // the top folder is there already
        if is_written {
            self.names.add(&place).map_err(|flaw| job.flawed(flaw))?;
        }
        if is_written && !place.folder {
            self.file(header, size, chunks, &place.path)?;
        } else {
            chunks.skip(size).map_err(|flaw| job.flawed(flaw))?;
        }
        if is_written && place.folder {
            self.writer.folder(&place.path)?;
        }
        chunks.skip(padding(size)).map_err(|flaw| job.flawed(flaw))
    }

    fn file(&mut self, header: &Header, size: u64, chunks: &mut Chunks, path: &str) -> Result<(), UnpackError> {
        let bits = header.mode().map_err(|error| self.job.damaged(error.to_string()))?;
        let mode = if bits & 0o111 == 0 { FileMode::Plain } else { FileMode::Executable };
        let mut output = self.writer.file(path, mode)?;
        let mut left = size;
        while left > 0 {
            let piece = chunks.next(left);
            if piece.is_empty() {
                return Err(self.job.damaged(format!("it is truncated in {}", shown(path.as_bytes()))));
            }
            output.write(piece)?;
            left -= piece.len() as u64;
            self.job.advance(mem::take(&mut chunks.packed), self.job.growing.known_total());
        }
        output.done()
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

/// Checks the end: two blocks of zeros, of which the first was read already. More of them fill up the block size.
fn check_end(mut rest: Chunks) -> Result<(), Flaw> {
    let mut block = [0; 512];
    rest.read_exact(&mut block).map_err(|_| truncated())?;
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
