//! An entry of the database in the format of OSV, without what is not used here.
//!
//! Source: <https://go.dev/doc/security/vuln/database#schema>, <https://ossf.github.io/osv-schema/>.
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use super::Part;
use super::lenient;
use super::ranges::Range;
use crate::target::Target;

/// An entry. What concerns other modules than Go itself is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// `GO-2026-6179`.
    pub(super) id: String,
    #[serde(default, deserialize_with = "lenient::value")]
    pub(super) modified: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::value", skip_serializing_if = "Option::is_none")]
    pub(super) published: Option<Timestamp>,
    /// When it was found to be wrong.
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

/// What of a module is affected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Affected {
    package: Package,
    #[serde(default, deserialize_with = "lenient::list")]
    pub(super) ranges: Vec<Range>,
    #[serde(default, deserialize_with = "lenient::value")]
    ecosystem_specific: EcosystemSpecific,
}

/// A module, which OSV calls a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Package {
    name: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct EcosystemSpecific {
    #[serde(default, deserialize_with = "lenient::list")]
    imports: Vec<Import>,
}

/// A Go package, and where it is affected: on every system where none is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Import {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(super) path: String,
    #[serde(default, deserialize_with = "lenient::texts", skip_serializing_if = "Vec::is_empty")]
    pub(super) symbols: Vec<String>,
    #[serde(default, deserialize_with = "lenient::texts", skip_serializing_if = "Vec::is_empty")]
    goos: Vec<String>,
    #[serde(default, deserialize_with = "lenient::texts", skip_serializing_if = "Vec::is_empty")]
    goarch: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Reference {
    url: Url,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct DatabaseSpecific {
    #[serde(default, deserialize_with = "lenient::value", skip_serializing_if = "Option::is_none")]
    url: Option<Url>,
}

impl Entry {
    /// Reads an entry; `None` where the bytes are something else, or the entry of another id.
    pub fn parse(bytes: &[u8], id: &str) -> Option<Self> {
        let mut entry: Self = serde_json::from_slice(bytes).ok()?;
        entry.affected.retain(|affected| affected.part().is_some());
        entry.references.retain(|reference| reference.url.scheme() == "https");
        entry.references.truncate(20);
        (entry.id == id).then_some(entry)
    }

    /// The same; where it does not say when it was changed last, what the index says.
    pub(super) fn modified_or(mut self, listed: Timestamp) -> Self {
        self.modified.get_or_insert(listed);
        self
    }

    /// What of Go is affected on `target`; nothing where the entry was withdrawn.
    pub(super) fn concerning<'a>(&'a self, target: &'a Target) -> impl Iterator<Item = &'a Affected> + Clone {
        let is_withdrawn = self.withdrawn.is_some();
        self.affected.iter().filter(move |affected| !is_withdrawn && affected.concerns(target))
    }

    /// Where more stands; the database's own page first.
    pub(super) fn links(&self) -> Vec<Url> {
        let page = self.database_specific.url.clone().filter(|url| url.scheme() == "https");
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

impl Affected {
    /// The part of Go; `None` for other modules.
    pub(super) fn part(&self) -> Option<Part> {
        match self.package.name.as_str() {
            "stdlib" => Some(Part::Stdlib),
            "toolchain" => Some(Part::Toolchain),
            _ => None,
        }
    }

    /// The packages that are affected on `target`.
    pub(super) fn packages<'a>(&'a self, target: &'a Target) -> impl Iterator<Item = &'a Import> {
        self.ecosystem_specific.imports.iter().filter(|import| import.concerns(target))
    }

    /// Without any package the whole of it is meant.
    fn concerns(&self, target: &Target) -> bool {
        self.ecosystem_specific.imports.is_empty() || self.packages(target).next().is_some()
    }
}

impl Import {
    fn concerns(&self, target: &Target) -> bool {
        let names = |list: &[String], name: &str| list.is_empty() || list.iter().any(|one| one == name);
        names(&self.goos, &target.os) && names(&self.goarch, target.goarch())
    }
}
