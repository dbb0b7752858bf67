//! The vulnerability database: the real one as of August 2026 (`data/README.md`), complete or altered.
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::server::Server;

const ENTRIES: &str = include_str!("../data/vulns/stdlib-toolchain.json");
const MODULES: &str = include_str!("../data/vulns/modules.json");
const DATABASE: &str = include_str!("../data/vulns/db.json");

#[derive(Clone, Debug)]
pub struct Vulns {
    entries: BTreeMap<String, Value>,
    modules: Value,
    modified: String,
}

impl Vulns {
    pub fn real() -> Self {
        let entries: Vec<Value> = serde_json::from_str(ENTRIES).unwrap();
        let database: Value = serde_json::from_str(DATABASE).unwrap();
        Self {
            entries: entries.into_iter().map(|entry| (text(&entry["id"]), entry)).collect(),
            modules: serde_json::from_str(MODULES).unwrap(),
            modified: text(&database["modified"]),
        }
    }

    /// The database as of a moment such as `2026-03-06T21:03:42Z`, with today's text of every entry.
    #[must_use]
    pub fn as_of(mut self, moment: &str) -> Self {
        self.entries.retain(|_, entry| text(&entry["published"]).as_str() <= moment);
        let mut modified = "2020-01-01T00:00:00Z".to_owned();
        for entry in self.entries.values_mut() {
            if text(&entry["modified"]).as_str() > moment {
                entry["modified"] = entry["published"].clone();
            }
            modified = modified.max(text(&entry["modified"]));
        }
        for module in self.modules.as_array_mut().unwrap() {
            let vulns = module["vulns"].as_array_mut().unwrap();
            vulns.retain(|listed| self.entries.contains_key(listed["id"].as_str().unwrap()));
            for listed in vulns {
                listed["modified"] = self.entries[listed["id"].as_str().unwrap()]["modified"].clone();
            }
        }
        self.changed_at(&modified);
        self
    }

    /// The database without what has not changed since this day, such as `2025-12-01`.
    #[must_use]
    pub fn changed_since(mut self, day: &str) -> Self {
        self.entries.retain(|_, entry| text(&entry["modified"]).as_str() >= day);
        for module in self.modules.as_array_mut().unwrap() {
            let vulns = module["vulns"].as_array_mut().unwrap();
            vulns.retain(|listed| self.entries.contains_key(listed["id"].as_str().unwrap()));
        }
        self
    }

    /// The moments at which the database changed.
    pub fn moments(&self) -> Vec<String> {
        let mut all: Vec<String> = self.entries.values().map(|entry| text(&entry["published"])).collect();
        all.sort();
        all.dedup();
        all
    }

    pub fn empty() -> Self {
        let modules = json!([{ "path": "stdlib", "vulns": [] }, { "path": "toolchain", "vulns": [] }]);
        Self { entries: BTreeMap::new(), modules, modified: "2020-01-01T00:00:00Z".to_owned() }
    }

    /// An entry about `net/http` with these `events`: `[("introduced", "0"), ("fixed", "1.27.2")]`.
    pub fn sample(id: &str, events: &[(&str, &str)]) -> Value {
        let events: Vec<Value> = events.iter().map(|(kind, version)| json!({ *kind: version })).collect();
        json!({
            "schema_version": "1.3.1",
            "id": id,
            "aliases": [id.replace("GO-", "CVE-")],
            "summary": format!("A vulnerability {id} in net/http"),
            "affected": [{
                "package": { "name": "stdlib", "ecosystem": "Go" },
                "ranges": [{ "type": "SEMVER", "events": events }],
                "ecosystem_specific": { "imports": [{ "path": "net/http", "symbols": ["Client.Do"] }] },
            }],
        })
    }

    pub fn entries(&self) -> impl Iterator<Item = &Value> {
        self.entries.values()
    }

    pub fn entry(&self, id: &str) -> &Value {
        &self.entries[id]
    }

    /// Adds or replaces an entry, and sets the entry's and the database's time of modification to `modified`.
    pub fn put(&mut self, mut entry: Value, modified: &str) -> &mut Self {
        let id = text(&entry["id"]);
        entry["modified"] = modified.into();
        for module in self.modules.as_array_mut().unwrap() {
            let is_stdlib = module["path"] == "stdlib";
            let vulns = module["vulns"].as_array_mut().unwrap();
            let was_listed = vulns.iter().any(|listed| listed["id"] == *id);
            vulns.retain(|listed| listed["id"] != *id);
            if was_listed || is_stdlib {
                vulns.push(json!({ "id": id, "modified": modified }));
            }
        }
        self.entries.insert(id, entry);
        self.changed_at(modified)
    }

    /// Removes an entry.
    pub fn remove(&mut self, id: &str, modified: &str) -> &mut Self {
        self.entries.remove(id);
        for module in self.modules.as_array_mut().unwrap() {
            module["vulns"].as_array_mut().unwrap().retain(|listed| listed["id"] != *id);
        }
        self.changed_at(modified)
    }

    /// Sets the database's time of modification.
    pub fn changed_at(&mut self, modified: &str) -> &mut Self {
        modified.clone_into(&mut self.modified);
        self
    }

    /// The name and content of each file.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let entries = self.entries.iter().map(|(id, entry)| (format!("ID/{id}.json"), entry.to_string().into_bytes()));
        let database = json!({ "modified": self.modified }).to_string().into_bytes();
        let modules = self.modules.to_string().into_bytes();
        let indexes = [("index/db.json".to_owned(), database), ("index/modules.json".to_owned(), modules)];
        indexes.into_iter().chain(entries).collect()
    }

    /// Serves the database in a folder next to the releases. Returns its address.
    pub fn serve(&self, server: &Server) -> String {
        for (name, bytes) in self.files() {
            server.file(&format!("vuln/{name}"), bytes);
        }
        format!("{}vuln/", server.url())
    }

    pub fn write(&self, folder: &Path) {
        for (name, bytes) in self.files() {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
