//! A zip that is fetched only in part, because an installed toolchain has the other files: those with the path, size
//! and CRC-32 in the directory at its end. They are copied, and must have the digest of that toolchain's manifest; the
//! others are unpacked from the fetched parts. None of this is a proof: the caller must prove the hash of the whole
//! tree before it shows the tree to anyone.
use std::io::{self, Read as _};
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{mem, panic, thread};

use libdeflater::Crc;

use super::error::{Flaw, UnpackError};
use super::job::{TreeWriter, UnpackJob};
use super::name::Layout;
use super::zip::unpack_entries;
use super::zip_directory::{Directory, END, Location, ZipEntry};
use super::{Format, limits};
use crate::base::bounded;
use crate::base::module;
use crate::base::report::{Cancel, Cancelled, total};
use crate::machine::platform::FileMode;
use crate::store::manifest::{Manifest, ManifestFile};

/// The number of bytes at the end of a zip that say where its directory is.
pub const END_BYTES: u64 = END as u64;
/// The largest central directory with its end record, in bytes.
pub const LONGEST_DIRECTORY: u64 = limits::DIRECTORY + END_BYTES;

/// The longest gaps that are fetched, too, tried in turn: each request costs a round trip, as much as the first size.
const GAPS: [u64; 6] = [32 << 10, 128 << 10, 512 << 10, 2 << 20, 8 << 20, u64::MAX];
/// The number of requests that are never too many.
const REQUESTS: usize = 24;
const THREADS: usize = 8;
const PIECE: usize = 256 << 10;

/// The start of the directory of a zip of `total` bytes, according to its last [`END_BYTES`].
pub fn directory_start(filename: &str, end: &[u8], total: u64) -> Result<u64, UnpackError> {
    location(end, total).map(|location| location.offset).map_err(|flaw| flaw.of(filename.to_owned()))
}

fn location(end: &[u8], total: u64) -> Result<Location, Flaw> {
    let end: &[u8; END] = end.try_into().map_err(|_| Flaw::Damaged("it is truncated".into()))?;
    if total < END_BYTES {
        return Err(Flaw::Damaged("it is truncated".into()));
    }
    Location::parse(end, total)
}

/// The files of a zip that is not here, without those that the `module` hash does not cover: nothing could prove them.
#[derive(Debug)]
pub struct ZipListing {
    directory: Directory,
}

impl ZipListing {
    /// Parses the `tail` of a zip of `total` bytes, from [`directory_start`] on. It is checked like that of a whole zip.
    pub fn parse(filename: &str, tail: &[u8], total: u64) -> Result<Self, UnpackError> {
        Self::read(filename, tail, total).map_err(|flaw| flaw.of(filename.to_owned()))
    }

    fn read(filename: &str, tail: &[u8], total: u64) -> Result<Self, Flaw> {
        let layout = match Format::of(filename) {
            Some(Format::Zip) => Layout::Archive,
            Some(Format::ModuleZip) => Layout::Module,
            Some(Format::TarGz) | None => return Err(Flaw::Damaged("it is not a zip".into())),
        };
        let truncated = || Flaw::Damaged("its list of files is truncated".into());
        let (bytes, end) = tail.split_last_chunk::<END>().ok_or_else(truncated)?;
        let location = location(end, total)?;
        if bytes.len() as u64 != location.length {
            return Err(truncated());
        }
        let mut directory = Directory::parse(bytes.to_vec(), location, layout)?;
        let all = mem::take(&mut directory.entries);
        let is_proven = |entry: &ZipEntry| {
            directory.place(entry).is_ok_and(|place| !place.folder && !module::is_left_out(&place.path))
        };
        let entries: Vec<ZipEntry> = all.into_iter().filter(is_proven).collect();
        directory.packed = entries.iter().map(ZipEntry::length).sum();
        directory.entries = entries;
        Ok(Self { directory })
    }

    pub fn files(&self) -> u64 {
        self.directory.entries.len() as u64
    }

    /// The packed bytes of the files that `manifest` does not have with the same path and size.
    pub(crate) fn lacks_at_least(&self, manifest: &Manifest) -> u64 {
        let lacking = self.directory.entries.iter().filter(|entry| self.listed(manifest, entry).is_none());
        total(lacking.map(|entry| u64::from(entry.packed)))
    }

    /// Returns their positions here. Reads all files that may be the same; one that cannot be read counts as missing.
    pub fn missing_in(&self, tree: &Path, manifest: &Manifest, cancel: &Cancel) -> Result<Vec<usize>, Cancelled> {
        let (entries, next) = (&self.directory.entries, AtomicUsize::new(0));
        let work = || -> Result<Vec<usize>, Cancelled> {
            let (mut missing, mut buffer) = (Vec::new(), vec![0; PIECE]);
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(entry) = entries.get(index) else { return Ok(missing) };
                cancel.check()?;
                if !self.is_in(tree, manifest, entry, &mut buffer) {
                    missing.push(index);
                }
            }
        };
        let threads = thread::available_parallelism().map_or(1, usize::from).min(THREADS);
        let found = thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            let ended =
                workers.into_iter().map(|worker| worker.join().unwrap_or_else(|reason| panic::resume_unwind(reason)));
            ended.collect::<Result<Vec<_>, Cancelled>>()
        });
        let mut missing = found?.concat();
        missing.sort_unstable();
        Ok(missing)
    }

    /// In order. Short gaps between files are included.
    pub fn ranges(&self, missing: &[usize]) -> Vec<Range<u64>> {
        let entries = missing.iter().filter_map(|index| self.directory.entries.get(*index));
        let regions: Vec<&Range<u64>> = entries.map(|entry| &entry.region).collect();
        let mut ranges: Vec<Range<u64>> = Vec::new();
        for gap in GAPS {
            ranges.clear();
            for region in &regions {
                match ranges.last_mut() {
                    Some(last) if region.start.saturating_sub(last.end) <= gap => last.end = region.end,
                    _ => ranges.push((*region).clone()),
                }
            }
            if ranges.len() <= REQUESTS {
                break;
            }
        }
        ranges
    }

    fn listed<'m>(&self, manifest: &'m Manifest, entry: &ZipEntry) -> Option<&'m ManifestFile> {
        let place = self.directory.place(entry).ok()?;
        manifest.find(&place.path).filter(|file| file.size == u64::from(entry.size))
    }

    /// The mode of an entry. A module has none for its scripts, but the toolchain of `manifest` may have them with theirs.
    fn mode_beside(&self, manifest: &Manifest, entry: &ZipEntry) -> FileMode {
        let beside = self.directory.place(entry).ok().and_then(|place| Some(manifest.find(&place.path)?.mode));
        beside.filter(|mode| *mode == FileMode::Executable).unwrap_or(entry.mode)
    }

    fn is_in(&self, tree: &Path, manifest: &Manifest, entry: &ZipEntry, buffer: &mut [u8]) -> bool {
        let Some(file) = self.listed(manifest, entry) else { return false };
        checksum(&file.below(tree), file.size, buffer).is_ok_and(|found| found == (entry.crc, file.size))
    }
}

#[derive(Debug)]
pub struct ZipParts<'a> {
    pub listing: &'a ZipListing,
    /// Those that are unpacked, from [`ZipListing::missing_in`].
    pub missing: &'a [usize],
    /// One after the other in the growing file.
    pub ranges: &'a [Range<u64>],
    /// The toolchain with all other files.
    pub base: &'a Path,
    /// Of `base`.
    pub manifest: &'a Manifest,
}

impl ZipParts<'_> {
    pub(super) fn unpack(&self, job: &UnpackJob<'_>) -> Result<(), UnpackError> {
        let Self { listing, missing, ranges, base, manifest } = *self;
        let (mut unpacked, mut shared) = (Vec::with_capacity(missing.len()), Vec::new());
        for (index, entry) in listing.directory.entries.iter().enumerate() {
            let mode = listing.mode_beside(manifest, entry);
            if missing.binary_search(&index).is_ok() {
                let mut entry = entry.clone();
                entry.mode = mode;
                unpacked.push(entry);
                continue;
            }
            let file = listing.listed(manifest, entry).ok_or_else(|| UnpackError::Base { path: base.to_owned() })?;
            shared.push(SharedFile { file, mode, packed: entry.length() });
        }
        let copies = Copies { ranges, base, shared, next: AtomicUsize::new(0) };
        unpack_entries(job, &listing.directory, &unpacked, Some(&copies))
    }
}

#[derive(Debug)]
struct SharedFile<'a> {
    file: &'a ManifestFile,
    mode: FileMode,
    packed: u64,
}

/// Each thread takes the next one.
#[derive(Debug)]
pub(super) struct Copies<'a> {
    ranges: &'a [Range<u64>],
    base: &'a Path,
    shared: Vec<SharedFile<'a>>,
    next: AtomicUsize,
}

impl Copies<'_> {
    /// The place of a byte of the zip among the fetched parts.
    pub(super) fn place(&self, at: u64) -> Option<u64> {
        let mut before = 0;
        for range in self.ranges {
            if range.contains(&at) {
                return Some(before + (at - range.start));
            }
            before += range.end - range.start;
        }
        None
    }

    pub(super) fn run(&self, job: &UnpackJob<'_>, writer: &mut TreeWriter<'_>, total: u64) -> Result<(), UnpackError> {
        let mut buffer = vec![0; PIECE];
        while let Some(shared) = self.shared.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            job.check_cancelled()?;
            self.copy(writer, shared, &mut buffer)?;
            job.advance(shared.packed, Some(total));
        }
        Ok(())
    }

    pub(super) fn stop(&self) {
        self.next.store(self.shared.len(), Ordering::Relaxed);
    }

    fn copy(&self, writer: &mut TreeWriter<'_>, shared: &SharedFile<'_>, buffer: &mut [u8]) -> Result<(), UnpackError> {
        let SharedFile { file, mode, .. } = shared;
        let path = file.below(self.base);
        let changed = |_| UnpackError::Base { path: path.clone() };
        let mut source = bounded::open(&path).map_err(changed)?;
        let mut output = writer.file(&file.path, *mode)?;
        if !output.shares(&source, file.size, buffer)? {
            loop {
                match source.read(buffer).map_err(changed)? {
                    0 => break,
                    read => output.write(&buffer[..read])?,
                }
                if output.bytes > file.size {
                    break;
                }
            }
        }
        if !output.is(file) {
            return Err(UnpackError::Base { path });
        }
        output.done()
    }
}

/// Reads at most one byte more than `size`.
fn checksum(path: &Path, size: u64, buffer: &mut [u8]) -> io::Result<(u32, u64)> {
    let mut file = bounded::open(path)?.take(size.saturating_add(1));
    let (mut crc, mut bytes) = (Crc::new(), 0);
    loop {
        match file.read(buffer)? {
            0 => return Ok((crc.sum(), bytes)),
            read => {
                crc.update(&buffer[..read]);
                bytes += read as u64;
            }
        }
    }
}
