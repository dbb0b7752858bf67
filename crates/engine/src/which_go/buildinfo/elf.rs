//! Programs of Linux and the BSDs: <https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html>, chapters 4 and 5.
use std::io::{Read, Seek};

use object::Endianness;
use object::elf::{self, FileHeader32, FileHeader64};
use object::pod::{Pod, slice_from_all_bytes};
use object::read::elf::{FileHeader, ProgramHeader as _, SectionHeader as _};

use super::layout::{Bytes, DataPart, MappedPart, ProgramLayout};
use super::{Defect, not_program};

const SECTION: &[u8] = b".go.buildinfo\0";

/// The limit for the table of section names, which is short.
const NAMES_MAX: usize = 1 << 20;

const HEADER: usize = 64;

pub(super) fn layout<R: Read + Seek>(bytes: &mut Bytes<R>) -> Result<ProgramLayout, Defect> {
    let header = bytes.at(0, HEADER)?;
    match FileHeader64::<Endianness>::parse(&*header) {
        Ok(header) => layout_by(bytes, header),
        Err(_) => layout_by(bytes, FileHeader32::parse(&*header).map_err(not_program)?),
    }
}

/// The GOARCH that it was built for.
pub(super) fn architecture<R: Read + Seek>(bytes: &mut Bytes<R>) -> Result<Option<&'static str>, Defect> {
    let header = bytes.at(0, HEADER)?;
    match FileHeader64::<Endianness>::parse(&*header) {
        Ok(header) => architecture_by(header),
        Err(_) => architecture_by(FileHeader32::parse(&*header).map_err(not_program)?),
    }
}

fn architecture_by<H: FileHeader<Endian = Endianness>>(header: &H) -> Result<Option<&'static str>, Defect> {
    let endian = header.endian().map_err(not_program)?;
    Ok(Some(match (header.e_machine(endian), header.is_type_64(), header.is_little_endian()) {
        (elf::EM_386, ..) => "386",
        (elf::EM_X86_64, ..) => "amd64",
        (elf::EM_ARM, ..) => "arm",
        (elf::EM_AARCH64, ..) => "arm64",
        (elf::EM_RISCV, true, _) => "riscv64",
        (elf::EM_LOONGARCH, true, _) => "loong64",
        (elf::EM_S390, true, _) => "s390x",
        (elf::EM_PPC64, _, true) => "ppc64le",
        (elf::EM_PPC64, _, false) => "ppc64",
        (elf::EM_MIPS, false, true) => "mipsle",
        (elf::EM_MIPS, false, false) => "mips",
        (elf::EM_MIPS, true, true) => "mips64le",
        (elf::EM_MIPS, true, false) => "mips64",
        _ => return Ok(None),
    }))
}

fn layout_by<R, H>(bytes: &mut Bytes<R>, header: &H) -> Result<ProgramLayout, Defect>
where
    R: Read + Seek,
    H: FileHeader<Endian = Endianness>,
{
    let endian = header.endian().map_err(not_program)?;
    let place = (header.e_phoff(endian).into(), header.e_phentsize(endian), header.e_phnum(endian));
    let mut segments: Vec<H::ProgramHeader> = table(bytes, place)?.ok_or(Defect::NotProgram)?;
    segments.retain(|segment| segment.p_type(endian) == elf::PT_LOAD);
    let is_writable = |flags: elf::ProgramFlags| flags & (elf::PF_X | elf::PF_W) == elf::PF_W;
    let writable = segments.iter().find(|segment| is_writable(segment.p_flags(endian)));
    let in_memory = |segment: &H::ProgramHeader| DataPart {
        address: segment.p_vaddr(endian).into(),
        length: segment.p_memsz(endian).into(),
    };
    // The sections may have been stripped.
    let data = build_info_section(bytes, header, endian)?.or(writable.map(in_memory));
    let part = |segment: &H::ProgramHeader| MappedPart {
        address: segment.p_vaddr(endian).into(),
        length: segment.p_filesz(endian).into(),
        offset: segment.p_offset(endian).into(),
    };
    Ok(ProgramLayout { data, parts: segments.iter().map(part).collect() })
}

fn build_info_section<R, H>(bytes: &mut Bytes<R>, header: &H, endian: Endianness) -> Result<Option<DataPart>, Defect>
where
    R: Read + Seek,
    H: FileHeader<Endian = Endianness>,
{
    let place = (header.e_shoff(endian).into(), header.e_shentsize(endian), header.e_shnum(endian));
    let Some(sections) = table::<R, H::SectionHeader>(bytes, place)? else { return Ok(None) };
    let Some(strings) = sections.get(usize::from(header.e_shstrndx(endian).0)) else { return Ok(None) };
    let length = usize::try_from(strings.sh_size(endian).into()).unwrap_or(usize::MAX);
    let names = bytes.at(strings.sh_offset(endian).into(), length.min(NAMES_MAX))?;
    // Reads no further than necessary: in a hostile file, names may have no end, and there may be many of them.
    let is_named = |section: &&H::SectionHeader| {
        let start = usize::try_from(section.sh_name(endian)).ok();
        start.and_then(|start| names.get(start..)).is_some_and(|rest| rest.starts_with(SECTION))
    };
    Ok(sections
        .iter()
        .find(is_named)
        .map(|section| DataPart { address: section.sh_addr(endian).into(), length: section.sh_size(endian).into() }))
}

/// A table of the file, by its offset, the size of an entry and the number of entries. `None` if it is not there.
fn table<R: Read + Seek, T: Pod>(
    bytes: &mut Bytes<R>,
    (offset, size, count): (u64, u16, u16),
) -> Result<Option<Vec<T>>, Defect> {
    if count > 0 && usize::from(size) != size_of::<T>() {
        return Ok(None);
    }
    // The number has 16 bits and the size is a known one, so this is at most four megabytes.
    let table = bytes.exactly(offset, size_of::<T>() * usize::from(count))?;
    Ok(table.and_then(|table| Some(slice_from_all_bytes(&table).ok()?.to_vec())))
}
