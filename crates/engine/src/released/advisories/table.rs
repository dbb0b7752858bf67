//! The [table](crate::base::table) of a database: which versions of which targets its entries affect. The texts of an entry are
//! only in the file itself, and are read when a vulnerability is described.
use std::cmp::Reverse;
use std::path::Path;

use jiff::Timestamp;
use semver::{BuildMetadata, Prerelease, Version as Semantic};
use url::Url;

use super::affected::{TargetAdvisory, TargetAffected, number};
use super::entry::{Affected, Import, is_among};
use super::ranges::Interval;
use super::{Advisory, Part};
use crate::base::table::{Misread, Table, TableKind, TableReader, TableWriter};
use crate::base::target::Target;

/// The format, raised when the meaning of the content changes.
pub(super) const KIND: TableKind = *b"vulns  1";
/// The maximum size of a table in bytes. That of August 2026 has 14 kB.
const LARGEST: u64 = 4 << 20;

/// The table of a database.
#[derive(Clone, Debug)]
pub(super) struct AdvisoryTable {
    table: Table,
    pub(super) head: TableHead,
}

/// What is known about a database as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TableHead {
    /// When the database last answered.
    pub(super) heard_at: Timestamp,
    /// The latest time in it, by its own clock.
    pub(super) latest: Timestamp,
    pub(super) refresh_failed: bool,
    pub(super) disputed: bool,
}

impl AdvisoryTable {
    /// The table of the file `source` with the database at `url`. `None` if there is none that fits.
    pub(super) fn read(source: &Path, url: &Url) -> Option<Self> {
        let table = Table::read(KIND, source, LARGEST)?;
        let (of, head) = read_head(&mut table.content()).ok()?;
        (of == url.as_str()).then_some(head).map(|head| Self { table, head })
    }

    /// The entries that affect `target`, newest first.
    pub(super) fn on(&self, target: &Target) -> Result<Vec<TargetAdvisory<'_>>, Misread> {
        read(self.table.content(), target)
    }
}

/// The content of the table of the database at `url`.
pub(super) fn written(url: &Url, head: TableHead, entries: &[Advisory]) -> TableWriter {
    let mut to = TableWriter::default();
    to.text(url.as_str());
    to.moment(head.heard_at);
    to.moment(head.latest);
    to.flag(head.refresh_failed);
    to.flag(head.disputed);
    let mut entries: Vec<&Advisory> = entries.iter().filter(|entry| !entry.is_withdrawn()).collect();
    entries.sort_by_cached_key(|entry| Reverse(number(&entry.id)));
    to.list(&entries, |to, entry| {
        to.text(&entry.id);
        to.optional(entry.published, TableWriter::moment);
        let affected: Vec<_> =
            entry.affected().iter().filter_map(|affected| Some((affected.part()?, affected))).collect();
        to.list(&affected, |to, (part, affected)| write_affected(to, *part, affected));
    });
    to
}

fn write_affected(to: &mut TableWriter, part: Part, affected: &Affected) {
    to.flag(part == Part::Toolchain);
    to.list(affected.imports(), |to, Import { path, goos, goarch, .. }| {
        to.text(path);
        to.list(goos, |to, name| to.text(name));
        to.list(goarch, |to, name| to.text(name));
    });
    to.list(&affected.intervals(), |to, interval| {
        write_semantic(to, &interval.from);
        to.optional(interval.until.as_ref(), write_semantic);
    });
}

fn write_semantic(to: &mut TableWriter, version: &Semantic) {
    let Semantic { major, minor, patch, pre, build } = version;
    for number in [major, minor, patch] {
        to.number(*number);
    }
    let has_suffix = !pre.is_empty() || !build.is_empty();
    to.optional(has_suffix.then_some((pre, build)), |to, (pre, build)| {
        to.text(pre);
        to.text(build);
    });
}

/// What a content says about `target`.
pub(super) fn read<'a>(mut from: TableReader<'a>, target: &Target) -> Result<Vec<TargetAdvisory<'a>>, Misread> {
    read_head(&mut from)?;
    let all = from.some(|from| read_entry(from, target))?;
    from.end().map(|()| all)
}

fn read_head<'a>(from: &mut TableReader<'a>) -> Result<(&'a str, TableHead), Misread> {
    let url = from.text()?;
    let (heard_at, latest) = (from.moment()?, from.moment()?);
    Ok((url, TableHead { heard_at, latest, refresh_failed: from.flag()?, disputed: from.flag()? }))
}

/// An entry; `None` if it does not concern `target`.
fn read_entry<'a>(from: &mut TableReader<'a>, target: &Target) -> Result<Option<TargetAdvisory<'a>>, Misread> {
    let (id, published) = (from.text()?, from.optional(TableReader::moment)?);
    let affected = from.some(|from| read_affected(from, target))?;
    Ok(TargetAdvisory { id, published, affected }.if_any())
}

fn read_affected<'a>(from: &mut TableReader<'a>, target: &Target) -> Result<Option<TargetAffected<'a>>, Misread> {
    let part = if from.flag()? { Part::Toolchain } else { Part::Stdlib };
    let mut is_any = true;
    let packages = from.some(|from| {
        is_any = false;
        let (path, goos, goarch) = (from.text()?, from.list(TableReader::text)?, from.list(TableReader::text)?);
        Ok((is_among(&goos, &target.os) && is_among(&goarch, target.goarch())).then_some(path))
    })?;
    let intervals = from.list(read_interval)?;
    let concerns = is_any || !packages.is_empty();
    Ok(concerns.then_some(TargetAffected { part, packages, intervals }))
}

fn read_interval(from: &mut TableReader<'_>) -> Result<Interval, Misread> {
    Ok(Interval { from: read_semantic(from)?, until: from.optional(read_semantic)? })
}

fn read_semantic(from: &mut TableReader<'_>) -> Result<Semantic, Misread> {
    let [major, minor, patch] = [from.number()?, from.number()?, from.number()?];
    let suffix = from.optional(|from| {
        let (pre, build) = (from.text()?, from.text()?);
        Ok((Prerelease::new(pre).map_err(|_| Misread)?, BuildMetadata::new(build).map_err(|_| Misread)?))
    });
    let (pre, build) = suffix?.unwrap_or_default();
    Ok(Semantic { major, minor, patch, pre, build })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = r#"{
        "id": "GO-2026-0001", "modified": "2026-08-01T00:00:00Z", "published": "2026-07-01T00:00:00Z",
        "affected": [
            {
                "package": { "name": "stdlib" },
                "ranges": [{ "type": "SEMVER", "events": [
                    { "introduced": "0" }, { "fixed": "1.26.5" }, { "introduced": "1.27.0-0" }, { "fixed": "1.27.0-rc.2" }
                ] }],
                "ecosystem_specific": { "imports": [
                    { "path": "net/http", "symbols": ["Get"] }, { "path": "os", "goos": ["windows"], "goarch": ["386", "arm"] }
                ] }
            },
            {
                "package": { "name": "toolchain" },
                "ranges": [{ "type": "SEMVER", "events": [{ "introduced": "1.27.0" }] }],
                "ecosystem_specific": { "imports": [{ "path": "cmd/go", "goos": ["windows"] }] }
            }
        ]
    }"#;

    fn entry(id: &str, text: &str) -> Advisory {
        Advisory::parse(text.replace("GO-2026-0001", id).as_bytes(), id).unwrap()
    }

    fn head() -> TableHead {
        let at = Timestamp::UNIX_EPOCH;
        TableHead { heard_at: at, latest: Timestamp::new(7, 0).unwrap(), refresh_failed: false, disputed: true }
    }

    #[test]
    fn a_table_says_the_same_as_the_entries_on_every_target() {
        let whole = ENTRY.replace("\"imports\"", "\"others\"");
        let withdrawn = ENTRY.replace("\"published\"", "\"withdrawn\": \"2026-08-02T00:00:00Z\", \"published\"");
        let entries = [
            entry("GO-2025-0009", ENTRY),
            entry("GO-2026-0002", &whole),
            entry("GO-2026-0010", &withdrawn),
            entry("GO-2026-0011", ENTRY),
        ];
        let url: Url = "https://vuln.example/".parse().unwrap();
        let content = written(&url, head(), &entries);
        let mut from = TableReader::of(content.written());
        assert_eq!(read_head(&mut from), Ok((url.as_str(), head())));
        for (os, arch) in [("linux", "amd64"), ("windows", "386"), ("windows", "amd64"), ("windows", "armv6l")] {
            let target = Target::new(os, arch);
            let found = read(TableReader::of(content.written()), &target).unwrap();
            let expected: Vec<_> =
                [3, 1, 0].into_iter().filter_map(|index| TargetAdvisory::of(&entries[index], &target)).collect();
            assert_eq!(found, expected, "{target}");
            assert_eq!(found.len(), 3);
        }
    }

    #[test]
    fn a_content_that_ends_early_says_nothing() {
        let entries = [entry("GO-2026-0001", ENTRY)];
        let content = written(&"https://vuln.example/".parse().unwrap(), head(), &entries);
        let target = Target::new("linux", "amd64");
        for length in 0..content.written().len() {
            assert_eq!(read(TableReader::of(&content.written()[..length]), &target), Err(Misread), "{length}");
        }
        let longer = [content.written(), &[0]].concat();
        assert_eq!(read(TableReader::of(&longer), &target), Err(Misread));
    }
}
