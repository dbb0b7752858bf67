//! Programs of macOS: <https://github.com/apple-oss-distributions/xnu/blob/main/EXTERNAL_HEADERS/mach-o/loader.h>, and
//! `fat.h` there.
use std::io::{Read, Seek};

use object::macho::{self, FatArch32, FatHeader, MachHeader32, MachHeader64};
use object::pod::from_bytes;
use object::read::macho::{FatArch as _, MachHeader, Section as _, Segment};
use object::{BigEndian, Endianness};

use super::layout::{Bytes, DataPart, HEADERS_MAX, MappedPart, ProgramLayout};
use super::{Defect, not_program};

const SECTION: &[u8] = b"__go_buildinfo";

/// For a file that contains one program for each of several architectures.
pub(super) fn layout_of_first<R: Read + Seek>(bytes: &mut Bytes<R>) -> Result<ProgramLayout, Defect> {
    let headers = bytes.at(0, size_of::<FatHeader>() + size_of::<FatArch32>())?;
    let (header, programs) = from_bytes::<FatHeader>(&headers).map_err(not_program)?;
    let (first, _) = from_bytes::<FatArch32>(programs).map_err(not_program)?;
    if header.nfat_arch.get(BigEndian) == 0 { Err(Defect::NotProgram) } else { layout(bytes, first.offset().into()) }
}

pub(super) fn layout<R: Read + Seek>(bytes: &mut Bytes<R>, start: u64) -> Result<ProgramLayout, Defect> {
    let headers = bytes.at(start, HEADERS_MAX)?;
    match MachHeader64::<Endianness>::parse(&*headers, 0) {
        Ok(header) => layout_by(header, &headers, start),
        Err(_) => MachHeader32::parse(&*headers, 0).and_then(|header| layout_by(header, &headers, start)),
    }
    .map_err(not_program)
}

/// The GOARCH that it was built for.
/// Source: <https://github.com/apple-oss-distributions/xnu/blob/main/osfmk/mach/machine.h>.
pub(super) fn architecture<R: Read + Seek>(bytes: &mut Bytes<R>) -> Result<Option<&'static str>, Defect> {
    let header = bytes.at(0, size_of::<MachHeader64<Endianness>>())?;
    let cpu = match MachHeader64::<Endianness>::parse(&*header, 0) {
        Ok(header) => header.endian().map(|endian| header.cputype(endian)),
        Err(_) => {
            MachHeader32::<Endianness>::parse(&*header, 0).and_then(|header| Ok(header.cputype(header.endian()?)))
        }
    };
    Ok(match cpu.map_err(not_program)? {
        macho::CPU_TYPE_X86_64 => Some("amd64"),
        macho::CPU_TYPE_ARM64 => Some("arm64"),
        macho::CPU_TYPE_X86 => Some("386"),
        _ => None,
    })
}

fn layout_by<H>(header: &H, headers: &[u8], start: u64) -> object::Result<ProgramLayout>
where
    H: MachHeader<Endian = Endianness>,
{
    let endian = header.endian()?;
    let mut layout = ProgramLayout::default();
    let mut writable = None;
    for command in header.load_commands(endian, headers, 0)? {
        let Some((segment, sections)) = H::Segment::from_command(command?)? else { continue };
        let address = segment.vmaddr(endian).into();
        let (offset, length) = segment.file_range(endian);
        let sections = segment.sections(endian, sections)?;
        let section = sections.iter().find(|section| section.name() == SECTION);
        layout.data = layout.data.or(section
            .map(|section| DataPart { address: section.addr(endian).into(), length: section.size(endian).into() }));
        if address != 0 && length != 0 && is_writable(segment, endian) {
            writable = writable.or(Some(DataPart { address, length: segment.vmsize(endian).into() }));
        }
        if segment.name() != b"__PAGEZERO" {
            layout.parts.push(MappedPart { address, length, offset: start.saturating_add(offset) });
        }
    }
    Ok(ProgramLayout { data: layout.data.or(writable), ..layout })
}

/// Whether it is readable and writable, but not executable.
fn is_writable<S: Segment<Endian = Endianness>>(segment: &S, endian: Endianness) -> bool {
    let rights = macho::VM_PROT_READ | macho::VM_PROT_WRITE;
    segment.maxprot(endian) == rights && segment.initprot(endian) == rights
}
