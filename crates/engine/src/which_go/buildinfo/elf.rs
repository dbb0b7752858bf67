//! Programs of Linux and the BSDs.
//!
//! Source: <https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html>, chapters 4 and 5.
use std::io::{Read, Seek};

use super::Parsed;
use super::fields::{Fields, Order};
use super::layout::{Bytes, Data, MappedPart, ProgramLayout};

const SECTION: &[u8] = b".go.buildinfo\0";

/// The limit for the table of section names, of which there are few.
const NAMES_MAX: usize = 1 << 20;

const LOADED: u64 = 1; // PT_LOAD
const EXECUTABLE: u64 = 1; // PF_X
const WRITABLE: u64 = 2; // PF_W

/// The header fields that describe a table of the file, each as its offset in the 32-bit and in the 64-bit header.
struct Table {
    /// The field with the offset of the table.
    offset: (usize, usize),
    /// The field with the size of an entry, followed by the number of entries.
    size: (usize, usize),
    /// The size of an entry itself.
    entry: (usize, usize),
}

const SEGMENTS: Table = Table { offset: (28, 32), size: (42, 54), entry: (32, 56) };
const SECTIONS: Table = Table { offset: (32, 40), size: (46, 58), entry: (40, 64) };

impl Table {
    fn entry_size(&self, header: Fields<'_>) -> usize {
        header.choose(self.entry.0, self.entry.1)
    }
}

/// The location of its parts.
pub(super) fn layout<R: Read + Seek>(bytes: &mut Bytes<R>) -> Parsed<ProgramLayout> {
    let header = bytes.at(0, 64)?;
    let Some(header) = fields(&header) else { return Ok(None) };
    let Some(segments) = segments(bytes, header)? else { return Ok(None) };
    let section = build_info_section(bytes, header)?;
    // The sections may have been stripped.
    let writable = segments.iter().find(|segment| segment.flags & (EXECUTABLE | WRITABLE) == WRITABLE);
    let data = section.or(writable.map(|segment| segment.in_memory));
    Ok(Some(ProgramLayout { data, parts: segments.into_iter().map(|segment| segment.part).collect() }))
}

/// The GOARCH that it was built for.
pub(super) fn architecture<R: Read + Seek>(bytes: &mut Bytes<R>) -> Parsed<&'static str> {
    let header = bytes.at(0, 64)?;
    let Some(header) = fields(&header) else { return Ok(None) };
    let Some(machine) = header.u16(18) else { return Ok(None) };
    let (is_64, is_little) = (header.word == 8, header.order == Order::Little);
    Ok(Some(match (machine, is_64, is_little) {
        (3, ..) => "386",
        (62, ..) => "amd64",
        (40, ..) => "arm",
        (183, ..) => "arm64",
        (243, true, _) => "riscv64",
        (258, true, _) => "loong64",
        (22, true, _) => "s390x",
        (21, _, true) => "ppc64le",
        (21, _, false) => "ppc64",
        (8, false, true) => "mipsle",
        (8, false, false) => "mips",
        (8, true, true) => "mips64le",
        (8, true, false) => "mips64",
        _ => return Ok(None),
    }))
}

fn fields(header: &[u8]) -> Option<Fields<'_>> {
    let word = match header.get(4)? {
        1 => 4,
        2 => 8,
        _ => return None,
    };
    let order = match header.get(5)? {
        1 => Order::Little,
        2 => Order::Big,
        _ => return None,
    };
    Some(Fields { bytes: header, order, word })
}

/// A part that is loaded into memory.
struct ElfSegment {
    flags: u64,
    part: MappedPart,
    in_memory: Data,
}

fn segments<R: Read + Seek>(bytes: &mut Bytes<R>, header: Fields<'_>) -> Parsed<Vec<ElfSegment>> {
    let Some(table) = table(bytes, header, &SEGMENTS)? else { return Ok(None) };
    let segments = entries(header, &table, SEGMENTS.entry_size(header));
    let loaded = segments.filter(|segment| segment.u32(0) == Some(LOADED));
    Ok(loaded.map(segment).collect())
}

fn segment(entry: Fields<'_>) -> Option<ElfSegment> {
    let address = entry.word_at((8, 16))?;
    Some(ElfSegment {
        flags: entry.u32(entry.choose(24, 4))?,
        part: MappedPart { address, length: entry.word_at((16, 32))?, offset: entry.word_at((4, 8))? },
        in_memory: Data { address, length: entry.word_at((20, 40))? },
    })
}

/// The section that Go's linker creates for the build info.
fn build_info_section<R: Read + Seek>(bytes: &mut Bytes<R>, header: Fields<'_>) -> Parsed<Data> {
    let Some(table) = table(bytes, header, &SECTIONS)? else { return Ok(None) };
    let sections = || entries(header, &table, SECTIONS.entry_size(header));
    let index = header.u16(header.choose(50, 62)).and_then(|index| usize::try_from(index).ok());
    let Some((offset, length)) = index.and_then(|index| place(sections().nth(index)?)) else { return Ok(None) };
    let names = bytes.at(offset, NAMES_MAX.min(usize::try_from(length).unwrap_or(usize::MAX)))?;
    // Reads no further than necessary: in a hostile file, names may have no end, and there may be many of them.
    let is_named = |section: &Fields<'_>| {
        let start = section.u32(0).and_then(|start| usize::try_from(start).ok());
        start.and_then(|start| names.get(start..)).is_some_and(|rest| rest.starts_with(SECTION))
    };
    let found = sections().find(is_named);
    Ok(found.and_then(|section| Some(Data { address: section.word_at((12, 16))?, length: section.word_at((20, 32))? })))
}

/// The offset and the length of a section in the file.
fn place(section: Fields<'_>) -> Option<(u64, u64)> {
    Some((section.word_at((16, 24))?, section.word_at((20, 32))?))
}

/// The bytes of a table.
fn table<R: Read + Seek>(bytes: &mut Bytes<R>, header: Fields<'_>, table: &Table) -> Parsed<Vec<u8>> {
    let at_size = header.choose(table.size.0, table.size.1);
    let numbers = (header.word_at(table.offset), header.u16(at_size), header.u16(at_size + 2));
    let (Some(offset), Some(size), Some(count)) = numbers else { return Ok(None) };
    if count > 0 && size != table.entry_size(header) as u64 {
        return Ok(None);
    }
    // The number has 16 bits and the size is a known one, so this is at most four megabytes.
    let Ok(length) = usize::try_from(size * count) else { return Ok(None) };
    bytes.exactly(offset, length)
}

fn entries<'a>(header: Fields<'a>, table: &'a [u8], size: usize) -> impl Iterator<Item = Fields<'a>> {
    table.chunks_exact(size).map(move |entry| header.of(entry))
}
