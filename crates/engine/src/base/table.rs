//! Tables: what most commands need of a larger file of Upgo's own, in a form that is read in place instead of parsed.
//!
//! A table is written right after its source, and says which source that was: its size, the time of its last change, and
//! its last bytes, which contain its checksum ([`crate::base::own_json`]). A table of another source or another format, or with
//! damage, counts as missing. Then the source is read, and whoever writes the source the next time also writes a new
//! table ([ADR 50](../../../../docs/adr/0050-tables.md)).
//!
//! The content is a sequence of values without names: numbers of seven bits for each byte, texts and lists with their
//! length before them. Every value is checked when it is read, and a text is borrowed from the table.
use std::fs::Metadata;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use fs_err as fs;
use jiff::Timestamp;

use crate::base::bounded;
use crate::base::own_json::checksum;

/// The kind of a table, with the number of its format, which changes with the meaning of the content.
pub(crate) type TableKind = [u8; 8];

/// What the name of a table ends with.
const ENDING: &str = "table";
/// The bytes at the end of a source that are compared. Its checksum takes up less.
const END: usize = 32;
/// The size of what identifies a source: its size, the time of its last change, its end.
const SOURCE: usize = 8 + 8 + 4 + END;
/// The size of the kind, the checksum of the rest, and what identifies the source.
const HEAD: usize = 8 + 4 + SOURCE;

/// The length of the longest list of Upgo for which room is reserved at once.
const LIKELY: usize = 512;

/// A table that fits to its source.
#[derive(Clone, Debug)]
pub(crate) struct Table(Vec<u8>);

/// The path of the table of a source.
pub(crate) fn path_of(source: &Path) -> PathBuf {
    source.with_extension(ENDING)
}

/// Whether a file with this name is a table.
pub(crate) fn is_table(name: &str) -> bool {
    name.strip_suffix(ENDING).is_some_and(|name| name.ends_with('.'))
}

/// The table with this content for a source, which was just written as `text`. If another process has replaced the source
/// since, the table fits to neither of them.
pub(crate) fn sealed(kind: TableKind, source: &Path, text: &[u8], content: TableWriter) -> io::Result<Vec<u8>> {
    let end = &text[text.len().saturating_sub(END)..];
    let rest = [source_of(text.len() as u64, &fs::metadata(source)?, end), content.0].concat();
    Ok([kind.as_slice(), checksum(&rest).to_le_bytes().as_slice(), rest.as_slice()].concat())
}

impl Table {
    /// The table of `source`, of at most `limit` bytes. `None` if there is none that fits.
    pub(crate) fn read(kind: TableKind, source: &Path, limit: u64) -> Option<Self> {
        let bytes = bounded::read(&path_of(source), limit).ok()?;
        let (own, rest) = bytes.split_first_chunk::<8>()?;
        let (sum, rest) = rest.split_first_chunk::<4>()?;
        let (made_of, _) = rest.split_at_checked(SOURCE)?;
        let fits = *own == kind && u32::from_le_bytes(*sum) == checksum(rest) && made_of == source_at(source).ok()?;
        fits.then_some(Self(bytes))
    }

    /// Reads its content from the start.
    pub(crate) fn content(&self) -> TableReader<'_> {
        TableReader::of(self.0.get(HEAD..).unwrap_or_default())
    }
}

/// What identifies the source at a path.
fn source_at(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = bounded::open(path)?;
    let metadata = file.metadata()?;
    file.seek(SeekFrom::Start(metadata.len().saturating_sub(END as u64)))?;
    let mut end = Vec::with_capacity(END);
    file.take(END as u64).read_to_end(&mut end)?;
    Ok(source_of(metadata.len(), &metadata, &end))
}

fn source_of(size: u64, metadata: &Metadata, end: &[u8]) -> Vec<u8> {
    let changed = metadata.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    let mut source = Vec::with_capacity(SOURCE);
    source.extend_from_slice(&size.to_le_bytes());
    source.extend_from_slice(&changed.as_secs().to_le_bytes());
    source.extend_from_slice(&changed.subsec_nanos().to_le_bytes());
    source.extend_from_slice(end);
    source.resize(SOURCE, 0);
    source
}

/// The content of a table, value by value.
#[derive(Debug, Default)]
pub(crate) struct TableWriter(Vec<u8>);

impl TableWriter {
    /// Bytes of a length that the reader knows.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    pub(crate) fn number(&mut self, mut number: u64) {
        loop {
            let [low, ..] = number.to_le_bytes();
            number >>= 7;
            if number == 0 {
                self.0.push(low & 0x7f);
                return;
            }
            self.0.push(low | 0x80);
        }
    }

    pub(crate) fn flag(&mut self, flag: bool) {
        self.number(u64::from(flag));
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }

    pub(crate) fn moment(&mut self, at: Timestamp) {
        self.bytes(&at.as_second().to_le_bytes());
        self.bytes(&at.subsec_nanosecond().to_le_bytes());
    }

    pub(crate) fn optional<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.flag(value.is_some());
        if let Some(value) = value {
            write(self, value);
        }
    }

    pub(crate) fn list<T>(&mut self, values: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.number(values.len() as u64);
        for value in values {
            write(self, value);
        }
    }
}

#[cfg(any(test, feature = "fuzz"))]
impl TableWriter {
    /// What was written.
    pub(crate) fn written(&self) -> &[u8] {
        &self.0
    }
}

/// A content that does not continue with the value that was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Misread;

/// The rest of a content.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TableReader<'a>(&'a [u8]);

impl<'a> TableReader<'a> {
    /// Reads a content.
    pub(crate) fn of(content: &'a [u8]) -> Self {
        Self(content)
    }

    /// Fails unless everything was read.
    pub(crate) fn end(self) -> Result<(), Misread> {
        if self.0.is_empty() { Ok(()) } else { Err(Misread) }
    }

    pub(crate) fn bytes<const LENGTH: usize>(&mut self) -> Result<[u8; LENGTH], Misread> {
        let (bytes, rest) = self.0.split_first_chunk().ok_or(Misread)?;
        self.0 = rest;
        Ok(*bytes)
    }

    pub(crate) fn number(&mut self) -> Result<u64, Misread> {
        if let [byte @ ..0x80, rest @ ..] = self.0 {
            self.0 = rest;
            return Ok(u64::from(*byte)); // most numbers
        }
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let [byte] = self.bytes()?;
            let bits = u64::from(byte & 0x7f);
            if (bits << shift) >> shift != bits {
                return Err(Misread); // more than 64 bits
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Misread)
    }

    pub(crate) fn flag(&mut self) -> Result<bool, Misread> {
        match self.number()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Misread),
        }
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, Misread> {
        let length = usize::try_from(self.number()?).map_err(|_| Misread)?;
        let (text, rest) = self.0.split_at_checked(length).ok_or(Misread)?;
        self.0 = rest;
        str::from_utf8(text).map_err(|_| Misread)
    }

    pub(crate) fn moment(&mut self) -> Result<Timestamp, Misread> {
        let second = i64::from_le_bytes(self.bytes()?);
        Timestamp::new(second, i32::from_le_bytes(self.bytes()?)).map_err(|_| Misread)
    }

    pub(crate) fn optional<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Misread>,
    ) -> Result<Option<T>, Misread> {
        if self.flag()? { read(self).map(Some) } else { Ok(None) }
    }

    pub(crate) fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Result<T, Misread>) -> Result<Vec<T>, Misread> {
        let count = self.number()?;
        // A false length reserves little.
        let likely = usize::try_from(count).unwrap_or(usize::MAX).min(self.0.len()).min(LIKELY);
        let mut list = Vec::with_capacity(likely);
        for _ in 0..count {
            list.push(read(self)?);
        }
        Ok(list)
    }

    /// The same for values of which some are left out.
    pub(crate) fn some<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<Option<T>, Misread>,
    ) -> Result<Vec<T>, Misread> {
        let mut list = Vec::new();
        for _ in 0..self.number()? {
            list.extend(read(self)?);
        }
        Ok(list)
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    const KIND: TableKind = *b"a test 1";
    const TEXT: &[u8] = b"{\"a\":\"the source of the table, which has an end\",\"sum\":\"01234567\"}";

    fn content() -> TableWriter {
        let mut to = TableWriter::default();
        for number in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            to.number(number);
        }
        to.text("go1.27.3 ü测");
        to.moment("2026-08-19T01:02:03.000000004Z".parse().unwrap());
        to.moment("1969-12-31T23:59:58.5Z".parse().unwrap());
        to.optional(None::<&str>, TableWriter::text);
        to.optional(Some(""), TableWriter::text);
        to.list(&["a", "b"], |to, text| to.text(text));
        to
    }

    fn is_content(mut from: TableReader<'_>) -> bool {
        for number in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            if from.number() != Ok(number) {
                return false;
            }
        }
        from.text() == Ok("go1.27.3 ü测")
            && from.moment().ok() == "2026-08-19T01:02:03.000000004Z".parse().ok()
            && from.moment().ok() == "1969-12-31T23:59:58.5Z".parse().ok()
            && from.optional(TableReader::text) == Ok(None)
            && from.optional(TableReader::text) == Ok(Some(""))
            && from.list(TableReader::text) == Ok(vec!["a", "b"])
            && from.end() == Ok(())
    }

    #[test]
    fn values_are_read_as_they_were_written() {
        let content = content();
        assert!(is_content(TableReader::of(content.written())));
        for length in 0..content.written().len() {
            assert!(!is_content(TableReader::of(&content.written()[..length])), "{length}");
        }
    }

    #[test]
    fn impossible_values_are_no_values() {
        assert_eq!(TableReader::of(&[0xff; 20]).number(), Err(Misread), "more than 64 bits");
        assert_eq!(TableReader::of(&[0x80; 20]).number(), Err(Misread), "without an end");
        assert_eq!(TableReader::of(&[2]).flag(), Err(Misread));
        assert_eq!(TableReader::of(&[2, b'a']).text(), Err(Misread), "too short");
        assert_eq!(TableReader::of(&[1, 0xff]).text(), Err(Misread), "not UTF-8");
        let never = [i64::MAX.to_le_bytes().as_slice(), &[0; 4]].concat();
        assert_eq!(TableReader::of(&never).moment(), Err(Misread));
        let mut endless = TableWriter::default();
        endless.number(u64::MAX);
        assert_eq!(
            TableReader::of(endless.written()).list(TableReader::number),
            Err(Misread),
            "a list without its elements"
        );
        assert_eq!(TableReader::of(endless.written()).some(|from| from.number().map(Some)), Err(Misread));
        assert_eq!(TableReader::of(endless.written()).text(), Err(Misread));
    }

    #[test]
    fn a_table_fits_only_to_its_source() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("source.json");
        let read = || Table::read(KIND, &source, 1 << 20).is_some_and(|table| is_content(table.content()));
        let write_table = |text: &[u8]| {
            let table = sealed(KIND, &source, text, content()).unwrap();
            std::fs::write(path_of(&source), table).unwrap();
        };
        let write_source = |text: &[u8], changed: SystemTime| {
            std::fs::write(&source, text).unwrap();
            fs::File::options().write(true).open(&source).unwrap().file().set_modified(changed).unwrap();
        };
        let now = SystemTime::now();
        write_source(TEXT, now);
        assert!(!read(), "there is none");
        write_table(TEXT);
        assert!(read());
        assert!(Table::read(*b"a test 2", &source, 1 << 20).is_none(), "another format");
        assert!(Table::read(KIND, &source, 100).is_none(), "too large");
        write_source(TEXT, now + Duration::from_secs(1));
        assert!(!read(), "the source was written again");
        write_source(TEXT, now);
        assert!(read());
        write_source(&[TEXT, b" "].concat(), now);
        assert!(!read(), "the source is longer");
        let mut other = TEXT.to_vec();
        let at = other.len() - 5;
        other[at] ^= 1;
        write_source(&other, now);
        assert!(!read(), "the source has another checksum");
        write_table(TEXT);
        assert!(!read(), "another process has replaced the source before the table was made");
        std::fs::remove_file(&source).unwrap();
        assert!(!read(), "the source is gone");
    }

    #[test]
    fn damage_at_any_byte_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("source.json");
        std::fs::write(&source, TEXT).unwrap();
        let whole = sealed(KIND, &source, TEXT, content()).unwrap();
        let is_read = |bytes: &[u8]| {
            std::fs::write(path_of(&source), bytes).unwrap();
            Table::read(KIND, &source, 1 << 20).is_some()
        };
        assert!(is_read(&whole));
        for at in 0..whole.len() {
            assert!(!is_read(&whole[..at]), "{at} bytes");
            let mut damaged = whole.clone();
            damaged[at] ^= 1 << (at % 8);
            assert!(!is_read(&damaged), "byte {at}");
        }
        assert!(!is_read(&[whole.clone(), vec![0]].concat()), "one byte more");
        std::fs::remove_file(path_of(&source)).unwrap();
        std::fs::create_dir(path_of(&source)).unwrap();
        assert!(Table::read(KIND, &source, 1 << 20).is_none(), "a folder");
    }

    #[test]
    fn tables_are_told_by_their_name() {
        assert_eq!(path_of(Path::new("/c/feed-linux-amd64-0.json")), Path::new("/c/feed-linux-amd64-0.table"));
        assert!(is_table("feed-linux-amd64-0.table"));
        assert!(!is_table("feed-linux-amd64-0.json") && !is_table("table") && !is_table("notable"));
    }
}
