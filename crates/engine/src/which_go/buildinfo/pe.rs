//! Programs of Windows: <https://learn.microsoft.com/en-us/windows/win32/debug/pe-format>.
use std::io::{Read, Seek};

use object::LittleEndian as LE;
use object::pe::{self, ImageDosHeader, ImageFileHeader, ImageNtHeaders32, ImageNtHeaders64, ImageSectionHeader};
use object::pod::from_bytes;
use object::read::pe::{ImageNtHeaders, ImageOptionalHeader as _};

use super::layout::{Bytes, DataPart, HEADERS_MAX, MappedPart, ProgramLayout};
use super::{Defect, not_program};

pub(super) fn layout<R: Read + Seek>(bytes: &mut Bytes<R>) -> Result<ProgramLayout, Defect> {
    let headers = headers(bytes, HEADERS_MAX)?;
    layout_by::<ImageNtHeaders64>(&headers).or_else(|_| layout_by::<ImageNtHeaders32>(&headers)).map_err(not_program)
}

/// The GOARCH that it was built for: <https://learn.microsoft.com/windows/win32/debug/pe-format#machine-types>.
pub(super) fn architecture<R: Read + Seek>(bytes: &mut Bytes<R>) -> Result<Option<&'static str>, Defect> {
    let headers = headers(bytes, 24)?;
    let header = headers.strip_prefix(b"PE\0\0").ok_or(Defect::NotProgram)?;
    let (header, _) = from_bytes::<ImageFileHeader>(header).map_err(not_program)?;
    Ok(match header.machine.get(LE) {
        pe::IMAGE_FILE_MACHINE_AMD64 => Some("amd64"),
        pe::IMAGE_FILE_MACHINE_ARM64 => Some("arm64"),
        pe::IMAGE_FILE_MACHINE_I386 => Some("386"),
        pe::IMAGE_FILE_MACHINE_ARM | pe::IMAGE_FILE_MACHINE_ARMNT => Some("arm"),
        _ => None,
    })
}

/// At most `length` bytes from the signature on.
fn headers<R: Read + Seek>(bytes: &mut Bytes<R>, length: usize) -> Result<Vec<u8>, Defect> {
    let start = bytes.at(0, size_of::<ImageDosHeader>())?;
    let start = ImageDosHeader::parse(&*start).map_err(not_program)?.nt_headers_offset();
    Ok(bytes.at(start.into(), length)?)
}

fn layout_by<H: ImageNtHeaders>(headers: &[u8]) -> object::Result<ProgramLayout> {
    let mut end = 0;
    let (header, _) = H::parse(headers, &mut end)?;
    let base = header.optional_header().image_base();
    let sections = header.sections(headers, end)?;
    Ok(ProgramLayout {
        data: sections.iter().find(|section| has_data(section)).map(|section| DataPart {
            address: base.saturating_add(section.virtual_address.get(LE).into()),
            length: section.virtual_size.get(LE).into(),
        }),
        parts: sections.iter().map(|section| part(section, base)).collect(),
    })
}

/// Whether it is readable, writable and initialized, as Go's linker makes it. The build info is near its beginning.
fn has_data(section: &ImageSectionHeader) -> bool {
    let data = pe::IMAGE_SCN_CNT_INITIALIZED_DATA | pe::IMAGE_SCN_MEM_READ | pe::IMAGE_SCN_MEM_WRITE;
    section.virtual_address.get(LE) != 0
        && section.size_of_raw_data.get(LE) != 0
        && section.characteristics.get(LE).with_align(pe::SectionFlags::default()) == data
}

fn part(section: &ImageSectionHeader, base: u64) -> MappedPart {
    MappedPart {
        address: base.saturating_add(section.virtual_address.get(LE).into()),
        length: section.size_of_raw_data.get(LE).into(),
        offset: section.pointer_to_raw_data.get(LE).into(),
    }
}
