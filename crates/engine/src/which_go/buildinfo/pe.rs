//! Programs of Windows.
//!
//! Source: <https://learn.microsoft.com/en-us/windows/win32/debug/pe-format>.
use std::io::{Read, Seek};

use super::Parsed;
use super::fields::{Fields, Order};
use super::layout::{Bytes, Data, MappedPart, ProgramLayout};

const SECTION_SIZE: usize = 40;

/// Readable, writable, initialized data; the alignment bits are ignored.
const DATA: u64 = 0xC000_0040;
const ALIGNMENT: u64 = 0x0060_0000;

/// The location of its parts.
pub(super) fn layout<R: Read + Seek>(bytes: &mut Bytes<R>) -> Parsed<ProgramLayout> {
    let Some((start, headers)) = headers(bytes)? else { return Ok(None) };
    let Some(headers) = Headers::read(fields(&headers)) else { return Ok(None) };
    let Some(table) = bytes.exactly(start + 24 + headers.optional, headers.sections * SECTION_SIZE)? else {
        return Ok(None);
    };
    let sections: Option<Vec<Section>> =
        table.chunks_exact(SECTION_SIZE).map(|entry| Section::read(fields(entry), headers.base)).collect();
    Ok(sections.map(|sections| ProgramLayout {
        data: sections.iter().find(|section| section.is_data).map(|section| section.in_memory),
        parts: sections.into_iter().map(|section| section.part).collect(),
    }))
}

/// The GOARCH that it was built for.
///
/// Source: <https://learn.microsoft.com/windows/win32/debug/pe-format#machine-types>.
pub(super) fn architecture<R: Read + Seek>(bytes: &mut Bytes<R>) -> Parsed<&'static str> {
    let Some((_, headers)) = headers(bytes)? else { return Ok(None) };
    Ok(match fields(&headers).u16(0) {
        Some(0x8664) => Some("amd64"),
        Some(0xaa64) => Some("arm64"),
        Some(0x014c) => Some("386"),
        Some(0x01c0 | 0x01c4) => Some("arm"),
        _ => None,
    })
}

/// The offset of the signature, and the bytes after it: the file header, and the optional header up to the load
/// address.
fn headers<R: Read + Seek>(bytes: &mut Bytes<R>) -> Parsed<(u64, Vec<u8>)> {
    let start = bytes.at(0x3C, 4)?;
    let Some(start) = fields(&start).u32(0) else { return Ok(None) };
    let headers = bytes.at(start, 4 + 20 + 32)?;
    Ok(headers.strip_prefix(b"PE\0\0").map(|rest| (start, rest.to_vec())))
}

fn fields(bytes: &[u8]) -> Fields<'_> {
    Fields { bytes, order: Order::Little, word: 8 }
}

struct Headers {
    /// The number of sections.
    sections: usize,
    /// The length of the optional header.
    optional: u64,
    /// The load address of the program.
    base: u64,
}

impl Headers {
    fn read(headers: Fields<'_>) -> Option<Self> {
        let base = match headers.u16(20)? {
            0x10B => headers.u32(48)?,
            0x20B => headers.word(44)?,
            _ => return None,
        };
        Some(Self { sections: usize::try_from(headers.u16(2)?).ok()?, optional: headers.u16(16)?, base })
    }
}

struct Section {
    /// Whether Go's linker puts data there. The build info is near its beginning.
    is_data: bool,
    part: MappedPart,
    in_memory: Data,
}

impl Section {
    fn read(entry: Fields<'_>, base: u64) -> Option<Self> {
        let (relative, length) = (entry.u32(12)?, entry.u32(16)?);
        let address = base.checked_add(relative)?;
        Some(Self {
            is_data: relative != 0 && length != 0 && entry.u32(36)? & !ALIGNMENT == DATA,
            part: MappedPart { address, length, offset: entry.u32(20)? },
            in_memory: Data { address, length: entry.u32(8)? },
        })
    }
}
