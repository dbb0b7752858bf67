//! The directory of a zip: the place of each entry, according to the directory alone. The `zip` crate keeps the last of
//! two entries with the same name, and needs the whole file. Only the format of Go's release tools is supported: one
//! volume, no zip64 (needed from 4 GiB or 65,535 files on), no comment, and no data before, between or after the
//! entries, so no two readers can see different content.
//! Source: <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>, sections 4.3.7 to 4.3.16.
use std::ops::Range;

use super::error::{Flaw, shown};
use super::limits;
use super::mode::{mode_in_archive, mode_in_module};
use super::name::{EntryPath, Layout, Names};
use crate::machine::platform::FileMode;

/// Bytes of the end record, which contains the place of the directory.
pub(super) const END: usize = 22;
/// Bytes of a local header, without name and extra field.
pub(super) const LOCAL: usize = 30;
/// Bytes of a directory entry, without name, extra field and comment.
const CENTRAL: usize = 46;

const ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;
const HAS_DESCRIPTOR: u16 = 1 << 3;
const SECOND_NAME: &str = "has a second name";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Stored = 0,
    Deflated = 8,
}

#[derive(Clone, Debug)]
pub(super) struct ZipEntry {
    name: Range<usize>,
    flags: u16,
    pub(super) method: Method,
    pub(super) mode: FileMode,
    pub(super) crc: u32,
    pub(super) packed: u32,
    pub(super) size: u32,
    /// Local header, content, descriptor.
    pub(super) region: Range<u64>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Location {
    pub(super) offset: u64,
    pub(super) length: u64,
    entries: u16,
}

impl Location {
    pub(super) fn parse(end: &[u8; END], total: u64) -> Result<Self, Flaw> {
        let fields = ZipFields(end);
        if fields.u32(0) != 0x0605_4b50 || fields.u16(20) != 0 {
            return Err(Flaw::Damaged("its end is missing".into()));
        }
        let entries = fields.u16(10);
        if fields.u16(4) != 0 || fields.u16(6) != 0 || fields.u16(8) != entries {
            return Err(Flaw::Hostile("it is part of an archive in several volumes".into()));
        }
        let (length, offset) = (u64::from(fields.u32(12)), u64::from(fields.u32(16)));
        if offset + length != total - END as u64 {
            return Err(Flaw::Damaged("its list of files is not where it should be".into()));
        }
        if length > limits::DIRECTORY {
            return Err(Flaw::Hostile("its list of files is too long".into()));
        }
        Ok(Self { offset, length, entries })
    }
}

/// In the order of the file.
#[derive(Debug)]
pub(super) struct Directory {
    bytes: Vec<u8>,
    layout: Layout,
    pub(super) entries: Vec<ZipEntry>,
    /// The bytes of all entries in the file.
    pub(super) packed: u64,
}

impl Directory {
    /// The directory is checked as a whole, so that a bad archive is rejected before anything is written.
    pub(super) fn parse(bytes: Vec<u8>, location: Location, layout: Layout) -> Result<Self, Flaw> {
        let mut entries = Vec::with_capacity(usize::from(location.entries));
        let mut at = 0;
        while at < bytes.len() {
            let (entry, next) = ZipEntry::parse(&bytes, at)?;
            entries.push(entry);
            at = next;
        }
        if entries.len() != usize::from(location.entries) {
            return Err(Flaw::Damaged("its list of files does not have the stated length".into()));
        }
        entries.sort_by_key(|entry| entry.region.start);
        let ends: Vec<u64> = entries.iter().skip(1).map(|entry| entry.region.start).chain([location.offset]).collect();
        for (entry, end) in entries.iter_mut().zip(ends) {
            entry.region.end = end;
        }
        let mut directory = Self { bytes, layout, entries, packed: location.offset };
        directory.check(location)?;
        Ok(directory)
    }

    pub(super) fn name(&self, entry: &ZipEntry) -> &[u8] {
        &self.bytes[entry.name.clone()]
    }

    pub(super) fn place(&self, entry: &ZipEntry) -> Result<EntryPath<'_>, Flaw> {
        EntryPath::of(self.name(entry), self.layout)
    }

    fn check(&mut self, location: Location) -> Result<(), Flaw> {
        let (mut names, mut size) = (Names::default(), 0);
        if self.entries.first().is_some_and(|entry| entry.region.start != 0) {
            return Err(Flaw::Damaged("there is data before its first entry".into()));
        }
        for entry in &mut self.entries {
            let name = &self.bytes[entry.name.clone()];
            let place = EntryPath::of(name, self.layout)?;
            if !place.path.is_empty() {
                names.add(&place)?;
            }
            if place.folder && entry.size != 0 {
                return Err(Flaw::Damaged(format!("the folder {} has content", shown(name))));
            }
            entry.check_region(name)?;
            size += u64::from(entry.size);
            if self.layout == Layout::Module {
                entry.mode = mode_in_module(&place.path); // its hash does not cover modes
            }
        }
        limits::check_expansion(location.offset, size)
    }
}

impl ZipEntry {
    /// Also returns the start of the next entry.
    fn parse(directory: &[u8], at: usize) -> Result<(Self, usize), Flaw> {
        let cut = || Flaw::Damaged("its list of files is truncated".into());
        let fields = ZipFields(directory.get(at..at + CENTRAL).ok_or_else(cut)?);
        if fields.u32(0) != 0x0201_4b50 {
            return Err(Flaw::Damaged("its list of files is invalid".into()));
        }
        let name = at + CENTRAL..at + CENTRAL + usize::from(fields.u16(28));
        let next = name.end + usize::from(fields.u16(30)) + usize::from(fields.u16(32));
        let raw = directory.get(name.clone()).filter(|_| next <= directory.len()).ok_or_else(cut)?;
        let hostile = |what: &str| Flaw::Hostile(format!("{} {what}", shown(raw)));
        let (flags, packed, size, offset) = (fields.u16(8), fields.u32(20), fields.u32(24), fields.u32(42));
        if has_second_name(&directory[name.end..name.end + usize::from(fields.u16(30))]) {
            return Err(hostile(SECOND_NAME));
        }
        if flags & ENCRYPTED != 0 {
            return Err(hostile("is encrypted"));
        }
        if fields.u16(34) != 0 {
            return Err(hostile("is in another volume"));
        }
        if [packed, size, offset].contains(&u32::MAX) {
            return Err(hostile("is larger than 4 GiB"));
        }
        let method = match fields.u16(10) {
            0 if packed != size => return Err(hostile("has two different sizes")),
            0 => Method::Stored,
            8 => Method::Deflated,
            _ => return Err(hostile("is packed with a method that no Go archive uses")),
        };
        let mode = mode(fields.u16(4), fields.u32(38), raw).map_err(hostile)?;
        let region = u64::from(offset)..0;
        Ok((Self { name, flags, method, mode, crc: fields.u32(16), packed, size, region }, next))
    }

    /// Checks that the entry has enough space before the next one, and not much more than it can need.
    fn check_region(&self, name: &[u8]) -> Result<(), Flaw> {
        let least = (LOCAL + name.len()) as u64 + u64::from(self.packed);
        let most = least + u64::from(u16::MAX) + 16;
        match self.region.end.checked_sub(self.region.start) {
            Some(length) if length > most => Err(Flaw::Damaged(format!("there is data after {} in it", shown(name)))),
            Some(length) if length >= least => Ok(()),
            _ => Err(Flaw::Hostile(format!("{} overlaps another entry", shown(name)))),
        }
    }

    pub(super) fn length(&self) -> u64 {
        self.region.end - self.region.start
    }

    /// Bytes of the local header with name and extra field; `head` contains its first [`LOCAL`] bytes.
    pub(super) fn head_length(head: &[u8; LOCAL]) -> usize {
        LOCAL + usize::from(ZipFields(head).u16(26)) + usize::from(ZipFields(head).u16(28))
    }

    pub(super) fn check_head(&self, head: &[u8], name: &[u8]) -> Result<(), Flaw> {
        let fields = ZipFields(head);
        if fields.u32(0) != 0x0403_4b50 {
            return Err(Flaw::Damaged(format!("{} is not where it should be", shown(name))));
        }
        let named = LOCAL..LOCAL + usize::from(fields.u16(26));
        if has_second_name(head.get(named.end..).unwrap_or_default()) {
            return Err(Flaw::Hostile(format!("{} {SECOND_NAME}", shown(name))));
        }
        let in_descriptor = self.flags & HAS_DESCRIPTOR != 0;
        let same = head.get(named) == Some(name)
            && fields.u16(6) == self.flags
            && fields.u16(8) == self.method as u16
            && (in_descriptor
                || [fields.u32(14), fields.u32(18), fields.u32(22)] == [self.crc, self.packed, self.size]);
        if same { Ok(()) } else { Err(Flaw::Hostile(format!("{} is two different entries at once", shown(name)))) }
    }

    /// Compares the data after the content with the directory: the descriptor, if the entry has one.
    pub(super) fn check_rest(&self, rest: &[u8], name: &[u8]) -> Result<(), Flaw> {
        let signed = rest.len() == 16 && ZipFields(rest).u32(0) == 0x0807_4b50;
        let descriptor = if signed { &rest[4..] } else { rest };
        let fields = ZipFields(descriptor);
        let right = if self.flags & HAS_DESCRIPTOR == 0 {
            rest.is_empty()
        } else {
            descriptor.len() == 12
                && [fields.u32(0), fields.u32(4), fields.u32(8)] == [self.crc, self.packed, self.size]
        };
        if right { Ok(()) } else { Err(Flaw::Damaged(format!("the data after {} is wrong", shown(name)))) }
    }

    pub(super) fn broken(name: &[u8]) -> Flaw {
        Flaw::Damaged(format!("the content of {} is wrong", shown(name)))
    }
}

/// Whether the extra fields of an entry hold another name for it, which some readers use instead.
/// Source: the Unicode path extra field, section 4.6.9.
fn has_second_name(mut extra: &[u8]) -> bool {
    while let Some((head, rest)) = extra.split_at_checked(4) {
        if ZipFields(head).u16(0) == 0x7075 {
            return true;
        }
        extra = rest.get(usize::from(ZipFields(head).u16(2))..).unwrap_or_default();
    }
    false
}

/// If the archive was not created on Unix, the file's place decides.
fn mode(made_by: u16, attributes: u32, name: &[u8]) -> Result<FileMode, &'static str> {
    const UNIX: u16 = 3;
    const MACOS: u16 = 19;
    let bits = attributes >> 16;
    if !matches!(made_by >> 8, UNIX | MACOS) || bits == 0 {
        let path = name.strip_prefix(b"go/").and_then(|path| std::str::from_utf8(path).ok());
        return Ok(path.map_or(FileMode::Plain, mode_in_archive));
    }
    match (bits & 0o170_000, name.last() == Some(&b'/')) {
        (0o040_000, true) | (0o100_000, false) | (0, _) => {}
        (0o120_000, _) => return Err("is a link, which no Go archive holds"),
        _ => return Err("is neither a file nor a folder"),
    }
    Ok(if bits & 0o111 == 0 { FileMode::Plain } else { FileMode::Executable })
}

/// Numbers at fixed offsets; missing ones are zero.
struct ZipFields<'a>(&'a [u8]);

impl ZipFields<'_> {
    fn u16(&self, at: usize) -> u16 {
        self.0.get(at..at + 2).and_then(|bytes| bytes.try_into().ok()).map_or(0, u16::from_le_bytes)
    }

    fn u32(&self, at: usize) -> u32 {
        self.0.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
    }
}
