//! A zip: each thread takes the next few entries, waits for their bytes, inflates them and writes them. A download
//! provides the directory at the end first. Entries are taken in the file's order, so that a growing file is unpacked
//! as it arrives. Small ones are read together and inflated in one call (libdeflate: a quarter less work), large ones
//! in pieces, which bounds the memory.
use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use std::{mem, panic, thread};

use flate2::{Decompress, FlushDecompress, Status};
use libdeflater::{Crc, Decompressor};

use super::error::{Flaw, UnpackError};
use super::job::{OutputFile, TreeWriter, UnpackJob};
use super::name::Layout;
use super::parts::Copies;
use super::zip_directory::{Directory, END, LOCAL, Location, Method, ZipEntry};
use crate::store::growing::GrowingReader;

/// The number of bytes read at once. A larger number is not faster and costs memory.
const BATCH: u64 = 256 << 10;
/// A larger entry, packed or not, is processed in pieces.
const WHOLE: u32 = 1 << 20;
/// In bytes, packed or not.
const PIECE: usize = 256 << 10;
/// Each thread needs up to 2.5 MiB.
const THREADS: usize = 16;

pub(super) fn unpack(job: &UnpackJob<'_>, layout: Layout) -> Result<(), UnpackError> {
    let directory = read_directory(job, layout)?;
    unpack_entries(job, &directory, &directory.entries, None)
}

/// Entries are in the order of the file. With `copies`, the growing file has only parts of the zip; the rest is copied.
pub(super) fn unpack_entries(
    job: &UnpackJob<'_>,
    directory: &Directory,
    entries: &[ZipEntry],
    copies: Option<&Copies<'_>>,
) -> Result<(), UnpackError> {
    let queue = EntryQueue { entries, next: Mutex::new(0) };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(THREADS);
    let stop = |_: &UnpackError| {
        queue.stop();
        if let Some(copies) = copies {
            copies.stop();
        }
    };
    thread::scope(|scope| {
        let work = || Worker::run(job, directory, &queue, copies).inspect_err(stop);
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let ended =
            workers.into_iter().map(|worker| worker.join().unwrap_or_else(|reason| panic::resume_unwind(reason)));
        ended.fold(Ok(()), Result::and)
    })
}

fn read_directory(job: &UnpackJob<'_>, layout: Layout) -> Result<Directory, UnpackError> {
    let broken = |error| job.unreadable(error);
    let total = job.growing.total().map_err(broken)?;
    let reader = job.reader()?;
    let mut end = [0; END];
    let at = total.checked_sub(END as u64).ok_or_else(|| job.damaged("it is truncated"))?;
    reader.read_exact_at(at, &mut end).map_err(broken)?;
    let location = Location::parse(&end, total).map_err(|flaw| job.flawed(flaw))?;
    let mut bytes = vec![0; usize::try_from(location.length).unwrap_or_default()];
    reader.read_exact_at(location.offset, &mut bytes).map_err(broken)?;
    Directory::parse(bytes, location, layout).map_err(|flaw| job.flawed(flaw))
}

struct EntryQueue<'a> {
    entries: &'a [ZipEntry],
    next: Mutex<usize>,
}

impl<'a> EntryQueue<'a> {
    /// Takes a large entry, or several small ones that are adjacent.
    fn take(&self) -> Option<&'a [ZipEntry]> {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let left = &self.entries[*next..];
        let first = left.first()?;
        let mut end = first.region.start;
        let fits = |entry: &&ZipEntry| {
            let is_adjacent = entry.region.start == end;
            end = entry.region.end;
            is_adjacent && !is_large(entry) && end - first.region.start <= BATCH
        };
        let count = left.iter().take_while(fits).count().max(1);
        *next += count;
        Some(&left[..count])
    }

    fn stop(&self) {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) = self.entries.len();
    }
}

fn is_large(entry: &ZipEntry) -> bool {
    entry.size.max(entry.packed) > WHOLE
}

struct Worker<'a> {
    job: &'a UnpackJob<'a>,
    directory: &'a Directory,
    copies: Option<&'a Copies<'a>>,
    reader: GrowingReader<'a>,
    writer: TreeWriter<'a>,
    inflate: Decompressor,
    packed: Vec<u8>,
    unpacked: Vec<u8>,
}

impl<'a> Worker<'a> {
    /// Works until nothing is left. Files are copied first, because the reader waits for the first byte.
    fn run(
        job: &'a UnpackJob<'a>,
        directory: &'a Directory,
        queue: &EntryQueue<'_>,
        copies: Option<&'a Copies<'a>>,
    ) -> Result<(), UnpackError> {
        let mut writer = job.writer();
        if let Some(copies) = copies {
            copies.run(job, &mut writer, directory.packed)?;
        }
        let (reader, inflate, packed, unpacked) = (job.reader()?, Decompressor::new(), Vec::new(), Vec::new());
        let mut worker = Self { job, directory, copies, reader, writer, inflate, packed, unpacked };
        while let Some(entries) = queue.take() {
            job.check_cancelled()?;
            match entries {
                [entry] if is_large(entry) => worker.large(entry)?,
                [first, .., last] => worker.batch(entries, first.region.start..last.region.end)?,
                [entry] => worker.batch(entries, entry.region.clone())?,
                [] => {}
            }
        }
        Ok(())
    }

    fn batch(&mut self, entries: &[ZipEntry], region: Range<u64>) -> Result<(), UnpackError> {
        let mut packed = mem::take(&mut self.packed);
        packed.resize(usize::try_from(region.end - region.start).unwrap_or_default(), 0);
        self.read(region.start, &mut packed)?;
        let mut rest = &packed[..];
        for entry in entries {
            self.job.check_cancelled()?;
            let length = usize::try_from(entry.length()).unwrap_or_default();
            let (bytes, others) = rest.split_at(length.min(rest.len()));
            self.small(entry, bytes)?;
            self.job.advance(entry.length(), Some(self.directory.packed));
            rest = others;
        }
        self.packed = packed;
        Ok(())
    }

    fn small(&mut self, entry: &ZipEntry, bytes: &[u8]) -> Result<(), UnpackError> {
        let name = self.directory.name(entry);
        let content = small_content(entry, bytes, name).map_err(|flaw| self.job.flawed(flaw))?;
        self.unpacked.resize(usize::try_from(entry.size).unwrap_or_default().max(self.unpacked.len()), 0);
        let unpacked = &mut self.unpacked[..usize::try_from(entry.size).unwrap_or_default()];
        let inflated = match entry.method {
            Method::Stored => content,
            Method::Deflated => match self.inflate.deflate_decompress(content, unpacked) {
                Ok(length) if length == unpacked.len() => unpacked,
                _ => return Err(self.job.flawed(ZipEntry::broken(name))),
            },
        };
        if libdeflater::crc32(inflated) != entry.crc {
            return Err(self.job.flawed(ZipEntry::broken(name)));
        }
        let place = self.directory.place(entry).map_err(|flaw| self.job.flawed(flaw))?;
        if place.folder {
            return if place.path.is_empty() { Ok(()) } else { self.writer.folder(&place.path) };
        }
        let mut output = self.writer.file(&place.path, entry.mode)?;
        output.write(inflated)?;
        output.done()
    }

    fn large(&mut self, entry: &ZipEntry) -> Result<(), UnpackError> {
        let job = self.job;
        let name = self.directory.name(entry);
        let flawed = |flaw| job.flawed(flaw);
        let mut head = vec![0; LOCAL];
        self.read(entry.region.start, &mut head)?;
        let fixed = head.first_chunk().ok_or_else(|| flawed(ZipEntry::broken(name)))?;
        head.resize(ZipEntry::head_length(fixed), 0);
        self.read(entry.region.start, &mut head)?;
        entry.check_head(&head, name).map_err(flawed)?;
        let start = entry.region.start + head.len() as u64;
        let content = start..start + u64::from(entry.packed);
        let rest = entry.region.end.checked_sub(content.end).filter(|rest| *rest <= 16);
        let mut rest =
            vec![0; usize::try_from(rest.ok_or_else(|| flawed(ZipEntry::broken(name)))?).unwrap_or_default()];

        let place = self.directory.place(entry).map_err(flawed)?;
        let output = self.writer.file(&place.path, entry.mode)?;
        let mut pieces = Pieces { entry, name, output, crc: Crc::new(), left: entry.size };
        match entry.method {
            Method::Stored => self.copy(content.clone(), &mut pieces)?,
            Method::Deflated => self.inflate(content.clone(), &mut pieces)?,
        }
        pieces.check().map_err(flawed)?;
        self.read(content.end, &mut rest)?;
        entry.check_rest(&rest, name).map_err(flawed)?;
        job.advance(entry.length() - u64::from(entry.packed), Some(self.directory.packed));
        pieces.output.done()
    }

    fn copy(&mut self, content: Range<u64>, pieces: &mut Pieces<'_, '_>) -> Result<(), UnpackError> {
        let mut packed = mem::take(&mut self.packed);
        for at in content.clone().step_by(PIECE) {
            let piece = self.piece(at, content.end, &mut packed)?;
            pieces.write(self.job, piece)?;
        }
        self.packed = packed;
        Ok(())
    }

    fn inflate(&mut self, content: Range<u64>, pieces: &mut Pieces<'_, '_>) -> Result<(), UnpackError> {
        let broken = || self.job.flawed(ZipEntry::broken(pieces.name));
        let mut packed = mem::take(&mut self.packed);
        let mut unpacked = vec![0; PIECE];
        let mut stream = Decompress::new(false);
        let mut ended = false;
        for at in content.clone().step_by(PIECE) {
            let mut piece = self.piece(at, content.end, &mut packed)?;
            loop {
                let (read, written) = (stream.total_in(), stream.total_out());
                let status = stream.decompress(piece, &mut unpacked, FlushDecompress::None).map_err(|_| broken())?;
                let read = usize::try_from(stream.total_in() - read).unwrap_or_default();
                let written = usize::try_from(stream.total_out() - written).unwrap_or_default();
                pieces.write(self.job, &unpacked[..written])?;
                piece = &piece[read..];
                ended = status == Status::StreamEnd;
                if ended || (written < unpacked.len() && piece.is_empty()) || (read == 0 && written == 0) {
                    break;
                }
            }
            if !piece.is_empty() {
                break; // the stream ended before its bytes did
            }
        }
        self.packed = packed;
        if ended && stream.total_in() == content.end - content.start { Ok(()) } else { Err(broken()) }
    }

    fn piece<'b>(&self, at: u64, end: u64, buffer: &'b mut Vec<u8>) -> Result<&'b [u8], UnpackError> {
        self.job.check_cancelled()?;
        buffer.resize(usize::try_from(end - at).unwrap_or(PIECE).min(PIECE), 0);
        self.read(at, buffer)?;
        self.job.advance(buffer.len() as u64, Some(self.directory.packed));
        Ok(buffer)
    }

    fn read(&self, at: u64, buffer: &mut [u8]) -> Result<(), UnpackError> {
        let at = match self.copies {
            None => at,
            Some(_) if buffer.is_empty() => return Ok(()), // it may be behind the last part
            Some(copies) => copies.place(at).ok_or_else(|| self.job.damaged("a part of it is missing"))?,
        };
        self.reader.read_exact_at(at, buffer).map_err(|error| self.job.unreadable(error))
    }
}

/// The packed content of an entry that is in memory as a whole.
fn small_content<'b>(entry: &ZipEntry, bytes: &'b [u8], name: &[u8]) -> Result<&'b [u8], Flaw> {
    let overlaps = || Flaw::Hostile(format!("{} overlaps another entry", super::error::shown(name)));
    let head = ZipEntry::head_length(bytes.first_chunk().ok_or_else(overlaps)?);
    let (head, content) = bytes.split_at_checked(head).ok_or_else(overlaps)?;
    entry.check_head(head, name)?;
    let (content, rest) = content.split_at_checked(entry.packed as usize).ok_or_else(overlaps)?;
    entry.check_rest(rest, name)?;
    Ok(content)
}

struct Pieces<'a, 'p> {
    entry: &'a ZipEntry,
    name: &'p [u8],
    output: OutputFile<'a, 'p>,
    crc: Crc,
    left: u32,
}

impl Pieces<'_, '_> {
    fn write(&mut self, job: &UnpackJob<'_>, piece: &[u8]) -> Result<(), UnpackError> {
        let left = u32::try_from(piece.len()).ok().and_then(|length| self.left.checked_sub(length));
        self.left = left.ok_or_else(|| job.flawed(ZipEntry::broken(self.name)))?;
        self.crc.update(piece);
        self.output.write(piece)
    }

    fn check(&self) -> Result<(), Flaw> {
        let right = self.left == 0 && self.crc.sum() == self.entry.crc;
        if right { Ok(()) } else { Err(ZipEntry::broken(self.name)) }
    }
}
