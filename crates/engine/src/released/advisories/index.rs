//! The indexes of the database: the time of its last change, and its entries about Go.
use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};

/// The document with the time of the last change.
pub(super) const DATABASE: &str = "index/db.json";
pub(super) const MODULES: &str = "index/modules.json";
/// The maximum number of entries that is accepted; there are about two hundred.
const ENTRIES: usize = 2_000;
const GO: [&str; 2] = ["stdlib", "toolchain"];

/// `index/db.json`.
#[derive(Debug, serde::Deserialize)]
pub(super) struct DatabaseIndex {
    /// When the database last changed, by its own clock.
    pub(super) modified: Timestamp,
}

#[derive(Debug, serde::Deserialize)]
struct IndexModule {
    path: String,
    vulns: Vec<Listed>,
}

#[derive(Debug, serde::Deserialize)]
struct Listed {
    id: String,
    modified: Timestamp,
}

/// The modules that are Go. The others, which may be any number, are read one at a time and dropped.
struct OfGo(Vec<IndexModule>);

impl<'de> Deserialize<'de> for OfGo {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_seq(IndexModules)
    }
}

struct IndexModules;

impl<'de> Visitor<'de> for IndexModules {
    type Value = OfGo;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a list of modules")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<OfGo, A::Error> {
        let mut of_go: Vec<IndexModule> = Vec::new();
        while let Some(module) = list.next_element::<IndexModule>()? {
            if GO.contains(&&*module.path) && find(&of_go, &module.path).is_none() {
                of_go.push(module);
            }
        }
        Ok(OfGo(of_go))
    }
}

/// When each last changed; `None` if the bytes are something else, if an ID is invalid, or if there are too many.
pub(super) fn entries(bytes: &[u8]) -> Option<BTreeMap<String, Timestamp>> {
    let OfGo(modules) = serde_json::from_slice(bytes).ok()?;
    let (stdlib, toolchain) = (find(&modules, "stdlib")?, find(&modules, "toolchain"));
    let mut entries = BTreeMap::new();
    for Listed { id, modified } in stdlib.vulns.iter().chain(toolchain.into_iter().flat_map(|module| &module.vulns)) {
        if !is_id(id) {
            return None;
        }
        let newest = entries.entry(id.clone()).or_insert(*modified);
        *newest = (*newest).max(*modified);
    }
    (entries.len() <= ENTRIES).then_some(entries)
}

fn find<'a>(modules: &'a [IndexModule], path: &str) -> Option<&'a IndexModule> {
    modules.iter().find(|module| module.path == path)
}

pub(super) fn entry_path(id: &str) -> String {
    format!("ID/{id}.json")
}

pub(crate) fn is_document(path: &str) -> bool {
    let id = || path.strip_prefix("ID/")?.strip_suffix(".json");
    path == DATABASE || path == MODULES || id().is_some_and(is_id)
}

/// Whether `text` is the ID of an entry, such as `GO-2026-6179`. It becomes part of an address.
pub fn is_id(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    match text.strip_prefix("GO-").and_then(|rest| rest.split_once('-')) {
        Some((year, number)) => year.len() == 4 && digits(year) && (4..=9).contains(&number.len()) && digits(number),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_valid_id_becomes_part_of_a_url() {
        assert!(is_id("GO-2021-0067") && is_id("GO-2026-123456"));
        for bad in [
            "", "GO-", "GO-2021-", "GO-21-0067", "GO-2021-67", "GO-2021-00a7", "GO-2021-0067/..", "CVE-2021-0067",
            "GO-２０２１-0067",
        ] {
            assert!(!is_id(bad), "{bad}");
        }
        let listed =
            |id: &str| format!(r#"[{{"path":"stdlib","vulns":[{{"id":"{id}","modified":"2026-01-01T00:00:00Z"}}]}}]"#);
        assert!(entries(listed("GO-2021-0067").as_bytes()).is_some());
        assert!(entries(listed("../../index/db").as_bytes()).is_none());
    }

    #[test]
    fn only_documents_of_a_database_are_recognised() {
        for good in [DATABASE, MODULES, &*entry_path("GO-2021-0067")] {
            assert!(is_document(good), "{good}");
        }
        for bad in
            ["", "ID", "ID/", "ID/x.json", "ID/../index/db.json", "ID/GO-2021-0067", "index/vulns.json", "db.json"]
        {
            assert!(!is_document(bad), "{bad}");
        }
    }

    #[test]
    fn a_list_that_is_too_long_is_refused() {
        let listed = |count: usize| {
            let one = |number| format!(r#"{{"id":"GO-2026-{number:04}","modified":"2026-01-01T00:00:00Z"}}"#);
            let all: Vec<_> = (0..count).map(one).collect();
            entries(format!(r#"[{{"path":"stdlib","vulns":[{}]}}]"#, all.join(",")).as_bytes())
        };
        assert!(listed(ENTRIES).is_some() && listed(ENTRIES + 1).is_none());
    }
}
