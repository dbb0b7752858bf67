//! An entry of the database in OSV format, without the unused fields.
//! Source: <https://go.dev/doc/security/vuln/database#schema>, <https://ossf.github.io/osv-schema/>.
use jiff::Timestamp;
use url::Url;

use super::Part;
use super::lenient;
use super::ranges::{Interval, Range};
use crate::base::target::Target;

/// The most modules, ranges and packages of one, systems of a package, and other names. No real entry has over 5.
const PARTS: usize = 50;
/// The maximum number of events of a range. No real one has more than 6.
const EVENTS: usize = 200;
/// The maximum number of affected functions and methods of a package. No real one has more than 190.
const SYMBOLS: usize = 1_000;
/// The maximum length of a link in bytes.
const LINK: usize = 500;
const LINKS: usize = 20;

/// An entry, without the parts that concern modules other than Go itself.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, rename_all = "snake_case")]
pub struct Advisory {
    /// `GO-2026-6179`.
    pub(super) id: String,
    #[serde(default, deserialize_with = "lenient::value")]
    pub(super) modified: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::value", skip_serializing_if = "Option::is_none")]
    pub(super) published: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::value", skip_serializing_if = "Option::is_none")]
    withdrawn: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::texts")]
    pub(super) aliases: Vec<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(super) summary: String,
    #[serde(default, deserialize_with = "lenient::list")]
    affected: Vec<Affected>,
    #[serde(default, deserialize_with = "lenient::list")]
    references: Vec<Reference>,
    #[serde(default, deserialize_with = "lenient::value")]
    database_specific: DatabaseSpecific,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, rename_all = "snake_case")]
pub(super) struct Affected {
    package: OsvPackage,
    #[serde(default, deserialize_with = "lenient::list")]
    pub(super) ranges: Vec<Range>,
    #[serde(default, deserialize_with = "lenient::value")]
    ecosystem_specific: EcosystemSpecific,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct OsvPackage {
    name: String,
}

#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct EcosystemSpecific {
    #[serde(default, deserialize_with = "lenient::list")]
    imports: Vec<Import>,
}

/// A Go package, and the systems where it is affected. If none is named, all are.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Import {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(super) path: String,
    #[serde(default, deserialize_with = "lenient::texts", skip_serializing_if = "Vec::is_empty")]
    pub(super) symbols: Vec<String>,
    #[serde(default, deserialize_with = "lenient::texts", skip_serializing_if = "Vec::is_empty")]
    pub(super) goos: Vec<String>,
    #[serde(default, deserialize_with = "lenient::texts", skip_serializing_if = "Vec::is_empty")]
    pub(super) goarch: Vec<String>,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Reference {
    url: Url,
}

#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct DatabaseSpecific {
    #[serde(default, deserialize_with = "lenient::value", skip_serializing_if = "Option::is_none")]
    url: Option<Url>,
}

impl Advisory {
    /// Parses an entry; `None` if the bytes are something else, another ID, or more than an entry can have.
    pub fn parse(bytes: &[u8], id: &str) -> Option<Self> {
        let mut entry: Self = serde_json::from_slice(bytes).ok()?;
        let is_bounded = entry.aliases.len() <= PARTS && entry.affected.len() <= PARTS;
        if entry.id != id || !is_bounded || !entry.affected.iter().all(Affected::is_bounded) {
            return None;
        }
        entry.affected.retain(|affected| affected.part().is_some());
        entry.references.retain(|reference| is_link(&reference.url));
        entry.references.truncate(LINKS);
        Some(entry)
    }

    /// The same entry. If it does not say when it was last modified, the time from the index is used.
    pub(super) fn modified_or(mut self, listed: Timestamp) -> Self {
        self.modified.get_or_insert(listed);
        self
    }

    /// The parts of Go that are affected on `target`; none if the entry was withdrawn.
    pub(super) fn concerning<'a>(&'a self, target: &'a Target) -> impl Iterator<Item = &'a Affected> + Clone {
        let is_withdrawn = self.withdrawn.is_some();
        self.affected.iter().filter(move |affected| !is_withdrawn && affected.concerns(target))
    }

    /// Links to more information, the database's own page first.
    pub(super) fn links(&self) -> Vec<Url> {
        let page = self.database_specific.url.clone().filter(is_link);
        let page = page.or_else(|| format!("https://pkg.go.dev/vuln/{}", self.id).parse().ok());
        let mut links: Vec<Url> = page.into_iter().collect();
        for Reference { url } in &self.references {
            if !links.contains(url) {
                links.push(url.clone());
            }
        }
        links
    }
}

fn is_link(url: &Url) -> bool {
    url.scheme() == "https" && url.as_str().len() <= LINK
}

impl Affected {
    fn is_bounded(&self) -> bool {
        let imports = self.imports();
        self.ranges.len() <= PARTS
            && self.ranges.iter().all(|range| range.events() <= EVENTS)
            && imports.len() <= PARTS
            && imports.iter().all(Import::is_bounded)
    }

    /// The part of Go; `None` for other modules.
    pub(super) fn part(&self) -> Option<Part> {
        match self.package.name.as_str() {
            "stdlib" => Some(Part::Stdlib),
            "toolchain" => Some(Part::Toolchain),
            _ => None,
        }
    }

    pub(super) fn intervals(&self) -> Vec<Interval> {
        self.ranges.iter().flat_map(Range::intervals).collect()
    }

    fn imports(&self) -> &[Import] {
        &self.ecosystem_specific.imports
    }

    pub(super) fn packages<'a>(&'a self, target: &'a Target) -> impl Iterator<Item = &'a Import> {
        self.imports().iter().filter(|import| import.concerns(target))
    }

    /// Without any package, the whole module is affected.
    fn concerns(&self, target: &Target) -> bool {
        self.imports().is_empty() || self.packages(target).next().is_some()
    }
}

impl Import {
    fn is_bounded(&self) -> bool {
        self.symbols.len() <= SYMBOLS && self.goos.len() <= PARTS && self.goarch.len() <= PARTS
    }

    fn concerns(&self, target: &Target) -> bool {
        is_among(&self.goos, &target.os) && is_among(&self.goarch, target.goarch())
    }
}

/// Whether a list of systems or architectures has this one. An empty list stands for all of them.
fn is_among(list: &[String], name: &str) -> bool {
    list.is_empty() || list.iter().any(|one| one == name)
}
