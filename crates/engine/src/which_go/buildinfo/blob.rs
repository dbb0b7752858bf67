//! The blob that Go's linker leaves in a program: a header of 32 bytes, and two strings.
use std::io::{Read, Seek};

use object::Endianness;

use super::Defect;
use super::layout::{Bytes, ProgramLayout};

const MAGIC: &[u8] = b"\xff Go buildinf:";

const ALIGNMENT: usize = 16;

const HEADER: usize = 32;

/// The search reads blocks of this length.
const STRETCH: usize = 64 << 10;

/// Go's linker puts it near the beginning of the data; no real program has so much before it.
const SEARCH_MAX: u64 = 64 << 20;

/// The text of the largest programs lists several hundred modules, and is far shorter.
const TEXT_MAX: usize = 1 << 20;

/// The version of Go is shown. That of a development version, with its commit and experiments, has about 100 bytes.
const GO_MAX: usize = 256;

const VARINT_MAX: usize = 10;

/// This many bytes before and after the text let a running program find it.
const FRAME: usize = 16;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Blob {
    /// The version name of its Go.
    pub(super) go: String,
    /// The modules and settings; empty if it was built without modules.
    pub(super) text: String,
}

pub(super) fn read<R: Read + Seek>(bytes: &mut Bytes<R>, layout: &ProgramLayout) -> Result<Blob, Defect> {
    let start = find(bytes, layout)?;
    let header = layout.read(bytes, start, HEADER)?;
    let Some(&[word, flags]) = header.get(MAGIC.len()..ALIGNMENT) else { return Err(Defect::NotGo) };
    let mut reader = BlobReader { bytes, layout };
    // Go 1.18 and later write the strings after the header; earlier versions write their addresses into it.
    let strings = if flags & 2 == 2 {
        reader.strings_behind(start)?
    } else {
        let order = if flags & 1 == 1 { Endianness::Big } else { Endianness::Little };
        reader.strings_elsewhere(&header, WordForm { order, length: usize::from(word) })?
    };
    if strings.go.is_empty() || strings.go.len() > GO_MAX {
        return Err(Defect::NotGo);
    }
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(Blob { go: lossy(&strings.go), text: lossy(unframed(&strings.text)) })
}

fn find<R: Read + Seek>(bytes: &mut Bytes<R>, layout: &ProgramLayout) -> Result<u64, Defect> {
    let data = layout.data.ok_or(Defect::NotGo)?;
    let end = data.address.checked_add(data.length.min(SEARCH_MAX)).ok_or(Defect::NotProgram)?;
    let mut address = data.address.checked_next_multiple_of(ALIGNMENT as u64).ok_or(Defect::NotGo)?;
    while address < end {
        let left = usize::try_from(end - address).unwrap_or(STRETCH);
        let stretch = layout.read(bytes, address, left.min(STRETCH))?;
        if let Some(index) = stretch.chunks(ALIGNMENT).position(|chunk| chunk.starts_with(MAGIC)) {
            return Ok(address + (index * ALIGNMENT) as u64);
        }
        if stretch.is_empty() {
            break;
        }
        address = address.saturating_add(STRETCH as u64);
    }
    Err(Defect::NotGo)
}

struct Strings {
    go: Vec<u8>,
    text: Vec<u8>,
}

struct BlobReader<'a, R> {
    bytes: &'a mut Bytes<R>,
    layout: &'a ProgramLayout,
}

impl<R: Read + Seek> BlobReader<'_, R> {
    /// The strings after the header of the blob at `start`, each after its length.
    fn strings_behind(&mut self, start: u64) -> Result<Strings, Defect> {
        let (go, next) = self.string_at(start.checked_add(HEADER as u64).ok_or(Defect::NotGo)?)?;
        let (text, _) = self.string_at(next)?;
        Ok(Strings { go, text })
    }

    /// The length-prefixed string at `address`, and the address after it.
    fn string_at(&mut self, address: u64) -> Result<(Vec<u8>, u64), Defect> {
        let head = self.layout.read(self.bytes, address, VARINT_MAX)?;
        let (length, size) = varint(&head).ok_or(Defect::NotGo)?;
        let start = address.checked_add(size).ok_or(Defect::NotGo)?;
        let string = self.exactly(start, length)?;
        Ok((string, start.checked_add(length).ok_or(Defect::NotGo)?))
    }

    fn strings_elsewhere(&mut self, header: &[u8], words: WordForm) -> Result<Strings, Defect> {
        let go = self.string_of(header, words, ALIGNMENT)?;
        // Without modules there is no text.
        let text = match self.string_of(header, words, ALIGNMENT + words.length) {
            Err(Defect::NotGo) => Vec::new(),
            text => text?,
        };
        Ok(Strings { go, text })
    }

    /// The string whose own header (an address and a length) is at the address stored at `at` in `header`.
    fn string_of(&mut self, header: &[u8], words: WordForm, at: usize) -> Result<Vec<u8>, Defect> {
        let address = words.at(header, at).ok_or(Defect::NotGo)?;
        let own = self.layout.read(self.bytes, address, 2 * words.length)?;
        match (words.at(&own, 0), words.at(&own, words.length)) {
            (Some(start), Some(length)) => self.exactly(start, length),
            _ => Err(Defect::NotGo),
        }
    }

    /// Fails if there are fewer, or if the length is implausible.
    fn exactly(&mut self, address: u64, length: u64) -> Result<Vec<u8>, Defect> {
        let length = usize::try_from(length).ok().filter(|length| *length <= TEXT_MAX).ok_or(Defect::NotGo)?;
        let string = self.layout.read(self.bytes, address, length)?;
        if string.len() == length { Ok(string) } else { Err(Defect::NotGo) }
    }
}

/// The form of the numbers with the length of an address.
#[derive(Clone, Copy)]
struct WordForm {
    order: Endianness,
    /// In bytes.
    length: usize,
}

impl WordForm {
    /// `None` if there is none, or if no address has this length.
    fn at(self, bytes: &[u8], at: usize) -> Option<u64> {
        let word = bytes.get(at..at.checked_add(self.length)?).filter(|word| matches!(word.len(), 4 | 8))?;
        let put = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
        Some(match self.order {
            Endianness::Little => word.iter().rev().fold(0, put),
            Endianness::Big => word.iter().fold(0, put),
        })
    }
}

/// A number with seven bits in each byte, and its length in bytes.
fn varint(bytes: &[u8]) -> Option<(u64, u64)> {
    let mut number = 0u64;
    for (index, byte) in (0u32..).zip(bytes) {
        let bits = u64::from(byte & 0x7f);
        // The tenth byte has room for one bit.
        number |= bits.checked_mul(1u64.checked_shl(7 * index)?)?;
        if byte & 0x80 == 0 {
            return Some((number, u64::from(index) + 1));
        }
    }
    None
}

/// Empty if the text has no frame.
fn unframed(text: &[u8]) -> &[u8] {
    let inner = text.len().checked_sub(FRAME).and_then(|end| text.get(FRAME..end));
    inner.filter(|inner| inner.ends_with(b"\n")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_the_varints_of_go() {
        for (bytes, number) in [
            (&b"\x00"[..], Some((0, 1))),
            (b"\x7f", Some((127, 1))),
            (b"\x80\x01", Some((128, 2))),
            (b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", Some((u64::MAX, 10))),
            (b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", None),
            (b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x81", None),
            (b"\x80", None),
            (b"", None),
        ] {
            assert_eq!(varint(bytes), number, "{bytes:?}");
        }
    }

    #[test]
    fn a_text_without_its_delimiters_is_ignored() {
        let framed = |inner: &str| format!("{}{inner}{}", "<".repeat(FRAME), ">".repeat(FRAME)).into_bytes();
        assert_eq!(unframed(&framed("path\tx\n")), b"path\tx\n");
        assert_eq!(unframed(&framed("\n")), b"\n");
        for other in [framed("path\tx"), framed(""), b"path\tx\n".to_vec(), Vec::new()] {
            assert_eq!(unframed(&other), b"", "{other:?}");
        }
    }
}
