//! Programs of macOS.
//!
//! Source: <https://github.com/apple-oss-distributions/xnu/blob/main/EXTERNAL_HEADERS/mach-o/loader.h>, and `fat.h`
//! next to it.
use std::io::{Read, Seek};

use super::Parsed;
use super::fields::{Fields, Order, name};
use super::layout::{Bytes, Data, MappedPart, ProgramLayout};

const SECTION: &[u8] = b"__go_buildinfo";

/// Far more than the load commands of any real program.
const COMMANDS_MAX: u64 = 1 << 20;

const READ_WRITE: u64 = 3; // VM_PROT_READ | VM_PROT_WRITE

/// The location of the parts of the first program in a file that contains one program for each of several
/// architectures.
pub(super) fn layout_of_first<R: Read + Seek>(bytes: &mut Bytes<R>) -> Parsed<ProgramLayout> {
    let header = bytes.at(0, 28)?;
    let header = Fields { bytes: &header, order: Order::Big, word: 4 };
    match (header.u32(4), header.u32(16)) {
        (Some(1..), Some(offset)) => layout(bytes, offset),
        _ => Ok(None),
    }
}

/// The location of the parts of the program at `start`.
pub(super) fn layout<R: Read + Seek>(bytes: &mut Bytes<R>, start: u64) -> Parsed<ProgramLayout> {
    let header = bytes.at(start, 32)?;
    let Some(header) = fields(&header) else { return Ok(None) };
    let Some(length) = header.u32(20).filter(|length| *length <= COMMANDS_MAX) else { return Ok(None) };
    let Ok(length) = usize::try_from(length) else { return Ok(None) };
    let Some(commands) = bytes.exactly(start + header.choose(28, 32), length)? else { return Ok(None) };
    let segments: Option<Vec<MachOSegment<'_>>> = segments(header.of(&commands)).map(MachOSegment::read).collect();
    Ok(segments.map(|segments| assemble(&segments, start)))
}

/// The GOARCH that it was built for.
///
/// Source: <https://github.com/apple-oss-distributions/xnu/blob/main/osfmk/mach/machine.h>.
pub(super) fn architecture<R: Read + Seek>(bytes: &mut Bytes<R>) -> Parsed<&'static str> {
    let header = bytes.at(0, 32)?;
    Ok(match fields(&header).and_then(|header| header.u32(4)) {
        Some(0x0100_0007) => Some("amd64"),
        Some(0x0100_000c) => Some("arm64"),
        Some(0x0000_0007) => Some("386"),
        _ => None,
    })
}

fn fields(header: &[u8]) -> Option<Fields<'_>> {
    let (order, word) = match header.get(..4)? {
        b"\xce\xfa\xed\xfe" => (Order::Little, 4),
        b"\xcf\xfa\xed\xfe" => (Order::Little, 8),
        b"\xfe\xed\xfa\xce" => (Order::Big, 4),
        b"\xfe\xed\xfa\xcf" => (Order::Big, 8),
        _ => return None,
    };
    Some(Fields { bytes: header, order, word })
}

fn assemble(segments: &[MachOSegment<'_>], start: u64) -> ProgramLayout {
    let section = segments.iter().find_map(MachOSegment::build_info_section);
    let writable = segments.iter().find(|segment| segment.is_writable()).map(|segment| segment.in_memory);
    let mapped = segments.iter().filter(|segment| segment.name != b"__PAGEZERO");
    let part = |segment: &MachOSegment<'_>| {
        let offset = segment.part.offset.checked_add(start)?;
        Some(MappedPart { offset, ..segment.part })
    };
    ProgramLayout { data: section.or(writable), parts: mapped.filter_map(part).collect() }
}

/// The commands that load a segment.
fn segments(commands: Fields<'_>) -> impl Iterator<Item = Fields<'_>> {
    let kind = commands.choose(0x01, 0x19); // LC_SEGMENT, LC_SEGMENT_64
    let mut rest = commands.bytes;
    let next = move || {
        let length = usize::try_from(commands.of(rest).u32(4)?).ok().filter(|length| *length >= 8)?;
        let (command, after) = rest.split_at_checked(length)?;
        rest = after;
        Some(commands.of(command))
    };
    std::iter::from_fn(next).filter(move |command| command.u32(0) == Some(kind))
}

/// A part that is loaded into memory.
struct MachOSegment<'a> {
    command: Fields<'a>,
    name: &'a [u8],
    part: MappedPart,
    in_memory: Data,
}

impl<'a> MachOSegment<'a> {
    fn read(command: Fields<'a>) -> Option<Self> {
        let address = command.word(24)?;
        Some(Self {
            command,
            name: name(command.bytes.get(8..24)?),
            part: MappedPart { address, length: command.word_at((36, 48))?, offset: command.word_at((32, 40))? },
            in_memory: Data { address, length: command.word_at((28, 32))? },
        })
    }

    /// The section that Go's linker creates for the build info, if it is in this segment.
    fn build_info_section(&self) -> Option<Data> {
        let Fields { bytes, .. } = self.command;
        let sections = bytes.get(self.command.choose(56, 72)..)?.chunks_exact(self.command.choose(68, 80));
        let section = sections.map(|entry| self.command.of(entry)).find(|entry| name(&entry.bytes[..16]) == SECTION)?;
        Some(Data { address: section.word(32)?, length: section.word_at((36, 40))? })
    }

    /// Whether it is readable and writable, but not executable.
    fn is_writable(&self) -> bool {
        let rights = self.command.choose((40, 44), (56, 60));
        self.part.address != 0
            && self.part.length != 0
            && self.command.u32(rights.0) == Some(READ_WRITE)
            && self.command.u32(rights.1) == Some(READ_WRITE)
    }
}
