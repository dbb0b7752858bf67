//! Programs of Windows.
//!
//! Source: <https://learn.microsoft.com/en-us/windows/win32/debug/pe-format>.
use std::io::{Read, Seek};

use super::Parsed;
use super::fields::{Fields, Order};
use super::layout::{Bytes, Data, Layout, Part};

const SECTION_SIZE: usize = 40;

/// Read, write, initialised data; the bits of the alignment do not count.
const DATA: u64 = 0xC000_0040;
const ALIGNMENT: u64 = 0x0060_0000;

/// Where its parts lie.
pub(super) fn layout<R: Read + Seek>(bytes: &mut Bytes<R>) -> Parsed<Layout> {
    let start = bytes.at(0x3C, 4)?;
    let Some(start) = fields(&start).u32(0) else { return Ok(None) };
    // The signature, the file's header, and as much of the optional one as tells where the program is loaded.
    let headers = bytes.at(start, 4 + 20 + 32)?;
    let Some(headers) = headers.strip_prefix(b"PE\0\0").and_then(|rest| Headers::read(fields(rest))) else {
        return Ok(None);
    };
    let Some(table) = bytes.exactly(start + 24 + headers.optional, headers.sections * SECTION_SIZE)? else {
        return Ok(None);
    };
    let sections: Option<Vec<Section>> =
        table.chunks_exact(SECTION_SIZE).map(|entry| Section::read(fields(entry), headers.base)).collect();
    Ok(sections.map(|sections| Layout {
        data: sections.iter().find(|section| section.is_data).map(|section| section.in_memory),
        parts: sections.into_iter().map(|section| section.part).collect(),
    }))
}

fn fields(bytes: &[u8]) -> Fields<'_> {
    Fields { bytes, order: Order::Little, word: 8 }
}

struct Headers {
    /// How many sections there are.
    sections: usize,
    /// How long the optional header is.
    optional: u64,
    /// Where the program is loaded.
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
    /// Whether it is where Go's linker puts data; the build info is near its beginning.
    is_data: bool,
    part: Part,
    in_memory: Data,
}

impl Section {
    fn read(entry: Fields<'_>, base: u64) -> Option<Self> {
        let (relative, length) = (entry.u32(12)?, entry.u32(16)?);
        let address = base.checked_add(relative)?;
        Some(Self {
            is_data: relative != 0 && length != 0 && entry.u32(36)? & !ALIGNMENT == DATA,
            part: Part { address, length, offset: entry.u32(20)? },
            in_memory: Data { address, length: entry.u32(8)? },
        })
    }
}
