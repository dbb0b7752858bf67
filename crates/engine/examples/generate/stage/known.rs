//! What is known of releases: the list of them, and the vulnerability database of testkit.
use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use upgo_engine::base::target::Target;
use upgo_engine::base::version::Version;
use upgo_engine::released::advisories::{Advisories, Advisory, DatabaseStamp};
use upgo_engine::released::catalog::{Catalog, PackageKind, Release, Stamp, parse};
use url::Url;

use super::said;

const RELEASES: &str = include_str!("../../../../../ui/src/api/scenarios/data/releases.json");
const VULNERABILITIES: &str = include_str!("../../../../testkit/data/vulns/stdlib-toolchain.json");

/// The oldest release whose vulnerabilities the page can list.
const LISTED: &str = "go1.24";

pub(super) struct Known {
    pub(super) target: Target,
    releases: Vec<Release>,
    entries: Vec<Value>,
}

pub(super) struct Heard {
    pub(super) catalog: Option<Catalog>,
    /// Only what is not old, because an assessment compares each release with the one in use.
    pub(super) recent: Option<Catalog>,
    pub(super) advisories: Option<Advisories>,
}

impl Known {
    /// `sizes` has those of downloads that the list lacks.
    pub(super) fn read(sizes: &Map<String, Value>) -> Result<Self, String> {
        let target = Target::new("windows", "amd64");
        let all: Vec<Value> = serde_json::from_str(RELEASES).map_err(|error| error.to_string())?;
        let release = |release: &Value| {
            let name = release["version"].as_str().unwrap_or_default();
            let size = release["size"].as_u64().or_else(|| sizes.get(name)?.as_u64()).unwrap_or_default();
            let file = json!({ "filename": format!("{name}.windows-amd64.zip"), "os": "windows", "arch": "amd64",
                "kind": "archive", "sha256": release["sha256"].as_str().unwrap_or_default(), "size": size });
            json!({ "version": name, "files": if release.get("sha256").is_some() { vec![file] } else { Vec::new() } })
        };
        let feed = Value::from(all.iter().map(release).collect::<Vec<_>>()).to_string();
        let content = parse(feed.as_bytes(), &target, PackageKind::Archive).map_err(|error| error.what)?;
        let entries = serde_json::from_str(VULNERABILITIES).map_err(|error| error.to_string())?;
        Ok(Self { target, releases: content.releases, entries })
    }

    /// With what is different on a machine: `until` is the newest release that it knows, `withheld` what its policy
    /// holds back; `only` is the only vulnerability, `unfixed` are those that no release fixes.
    pub(super) fn heard(&self, facts: &Facts) -> Result<Heard, String> {
        let is_known = |release: &&Release| facts.until.as_ref().is_none_or(|until| release.version <= *until);
        let mut releases: Vec<Release> = self.releases.iter().filter(is_known).cloned().collect();
        if facts.without_sizes {
            releases.iter_mut().filter_map(|release| release.archive.as_mut()).for_each(|archive| archive.size = None);
        }
        let url: Url = "https://go.dev/dl/".parse().map_err(|_| "no address")?;
        let catalog = facts.fetched_at.map(|fetched_at| {
            let stamp = Stamp { url, fetched_at, stale: facts.stale };
            Catalog { held_back: facts.withheld.clone(), ..Catalog::new(self.target.clone(), releases, stamp) }
        });
        let is_known = |entry: &&Value| facts.only.is_empty() || facts.only.iter().any(|id| entry["id"] == **id);
        let entries = self.entries.iter().filter(is_known).filter_map(|entry| {
            let id = entry["id"].as_str()?;
            let text = if facts.unfixed.iter().any(|unfixed| unfixed == id) {
                without_fixes(entry.clone()).to_string()
            } else {
                entry.to_string()
            };
            Advisory::parse(text.as_bytes(), id)
        });
        let url: Url = "https://vuln.go.dev/".parse().map_err(|_| "no address")?;
        let advisories = facts.vulnerabilities_at.map(|fetched_at| {
            Advisories::new(entries.collect(), false, DatabaseStamp { url, fetched_at, stale: facts.stale })
        });
        let oldest: Version = LISTED.parse().map_err(|_| "no version")?;
        let recent = catalog.clone().map(|mut catalog| {
            catalog.releases.retain(|release| release.version >= oldest);
            catalog
        });
        Ok(Heard { catalog, recent, advisories })
    }

    /// The known vulnerabilities of each release, newest release first, as the page lists them.
    pub(super) fn details(&self) -> Result<Value, String> {
        let at: Timestamp = super::machine::NOW.parse().map_err(|_| "no time")?;
        let facts = Facts { fetched_at: Some(at), vulnerabilities_at: Some(at), ..Facts::default() };
        let heard = self.heard(&facts)?;
        let (Some(catalog), Some(advisories)) = (heard.recent, heard.advisories) else { return Ok(Value::Null) };
        let concerning = advisories.on(&self.target);
        let oldest: Version = LISTED.parse().map_err(|_| "no version")?;
        let listed = self.releases.iter().filter(|release| release.version >= oldest);
        let all = listed.map(|release| {
            let known = concerning.known(&release.version, Some(&catalog));
            Ok((release.version.as_str().to_owned(), said::both(&known)?))
        });
        Ok(Value::Object(all.collect::<Result<BTreeMap<_, _>, String>>()?.into_iter().collect()))
    }
}

/// What a machine has heard, and when.
#[derive(Default, serde::Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Facts {
    pub(super) fetched_at: Option<Timestamp>,
    pub(super) stale: bool,
    pub(super) vulnerabilities_at: Option<Timestamp>,
    pub(super) until: Option<Version>,
    pub(super) withheld: Vec<Version>,
    pub(super) only: Vec<String>,
    pub(super) unfixed: Vec<String>,
    pub(super) without_sizes: bool,
}

fn without_fixes(mut entry: Value) -> Value {
    let affected = entry["affected"].as_array_mut().into_iter().flatten();
    for range in affected.filter_map(|affected| affected["ranges"].as_array_mut()).flatten() {
        if let Some(events) = range["events"].as_array_mut() {
            events.truncate(1); // where it was introduced
        }
    }
    entry
}
