//! The machine of a state: how its Go stands, by the engine's assessment, and the lists of Versions.
use std::cell::OnceCell;
use std::cmp::Reverse;

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use upgo_engine::base::target::Target;
use upgo_engine::base::version::Version;
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::{Active, ChannelFilter, Marks, describe_all};
use upgo_engine::change::plan::{PathSituation, Snapshot, SystemSituation};
use upgo_engine::choices::policy::{Policy, VersionLock};
use upgo_engine::choices::settings::Suggest;
use upgo_engine::guidance::assessment::{Assessment, Headline, SituationFacts, assess};
use upgo_engine::released::advisories::Projects;
use upgo_engine::released::catalog::{Catalog, Channel, Support, newest_out, released_on};
use upgo_engine::store::Installed;
use upgo_engine::which_go::inventory::{Installation, Origin};
use upgo_engine::which_go::resolve::{HowKnown, RunningGo};

use super::known::{self, Heard, Known};

/// The time of all states: 09:18 in Berlin, the sample machine's time zone.
pub(super) const NOW: &str = "2026-09-02T07:18:00Z";

/// Upgo's home on the sample machine.
pub(super) const HOME: &str = "C:\\Users\\mei\\AppData\\Local\\Upgo";

/// The facts of a state that say how its Go stands.
pub(super) const FACTS: [&str; 4] = ["runs", "facts", "overview", "versions"];

const GO_DEV: &str = "https://go.dev/dl/";

/// The facts that no answer has, but that answers follow from.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Facts {
    heard: known::Facts,
    #[serde(default)]
    skipped: Option<Version>,
    #[serde(default)]
    postponed: Option<Timestamp>,
    #[serde(default)]
    channel: Option<Channel>,
    /// The release line that the policy wants.
    #[serde(default)]
    wanted: Option<Version>,
    /// Whether a startup file of the shell chooses the Go.
    #[serde(default)]
    unsure: bool,
    #[serde(default)]
    sizes: Map<String, Value>,
    measured: Value,
}

pub(super) struct Seen<'a> {
    known: &'a Known,
    facts: Facts,
    pub(super) heard: Heard,
    /// What the facts say.
    pub(super) overview: Map<String, Value>,
    pub(super) versions: Map<String, Value>,
    pub(super) active: Option<RunningGo>,
    current: Option<Version>,
    installed: Vec<Installed>,
    newest_out: Option<Version>,
    now: Timestamp,
    assessment: OnceCell<Assessment>,
}

impl<'a> Seen<'a> {
    /// By the facts of a state that [`FACTS`] names.
    pub(super) fn of(mut state: Map<String, Value>, known: &'a Known) -> Result<Self, String> {
        let facts: Facts = read(state.remove("facts").unwrap_or_default())?;
        let heard = known.heard(&facts.heard)?;
        let overview = object(state.remove("overview"));
        let versions = object(state.remove("versions"));
        let active: Option<Active> = read(overview.get("active").cloned().unwrap_or_default())?;
        let installed: Vec<Version> = read(overview.get("installed").cloned().unwrap_or_else(|| json!([])))?;
        let newest_out = {
            let active = active.as_ref().and_then(|active| active.go.version.as_ref());
            newest_out(heard.catalog.as_ref(), installed.iter().chain(active))
        };
        let installed = installed.into_iter().map(|version| {
            let root = format!("{HOME}\\toolchains\\{version}").into();
            let receipt = read(receipt(&version, &facts.measured))?;
            Ok(Installed { version, root, receipt: Some(receipt) })
        });
        Ok(Self {
            current: read(overview.get("current").cloned().unwrap_or_default())?,
            active: active.map(running),
            installed: installed.collect::<Result<_, String>>()?,
            newest_out,
            known,
            facts,
            heard,
            overview,
            versions,
            now: read(NOW.into())?,
            assessment: OnceCell::new(),
        })
    }

    /// What plans are made from, except for PATH and the machine-wide Go.
    pub(super) fn snapshot(&self) -> Result<Snapshot, String> {
        let versions = || self.installed.iter().map(|installed| installed.version.clone());
        let mut installed = self.installed.clone();
        installed.sort_by_key(|installed| Reverse(installed.version.clone()));
        for Installed { version, receipt, .. } in &mut installed {
            if let (Some(receipt), Some(size)) = (receipt, self.size(version)) {
                let packed = receipt.archive.size.map(|packed| packed * size / receipt.size_bytes);
                (receipt.archive.size, receipt.size_bytes) = (packed, size);
            }
        }
        Ok(Snapshot {
            target: self.known.target.clone(),
            system: None,
            current: self.current.clone(),
            active: self.runs().cloned(),
            installed,
            damaged: Vec::new(),
            published: versions().collect(),
            tried: versions().collect(),
            catalog: self.heard.catalog.clone(),
            sources: vec![read(GO_DEV.into())?],
            modules: Vec::new(),
            path: PathSituation::default(),
            everybody: SystemSituation::default(),
        })
    }

    pub(super) fn size(&self, version: &Version) -> Option<u64> {
        self.facts.sizes.get(version.as_str()).and_then(Value::as_u64)
    }

    pub(super) fn feed(&self) -> Value {
        let known::Facts { fetched_at, stale, .. } = &self.facts.heard;
        json!({ "url": GO_DEV, "fetchedAt": fetched_at, "stale": stale })
    }

    fn catalog(&self) -> Option<&Catalog> {
        self.heard.catalog.as_ref()
    }

    pub(super) fn target(&self) -> &Target {
        &self.known.target
    }

    pub(super) fn runs(&self) -> Option<&Version> {
        self.active.as_ref()?.found.version.as_ref()
    }

    fn support(&self, version: Option<&Version>) -> Option<Support> {
        Support::known(version?, self.heard.catalog.as_ref(), self.newest_out.as_ref()?)
    }

    pub(super) fn assessment(&self) -> &Assessment {
        self.assessment.get_or_init(|| {
            let concerning = self.heard.advisories.as_ref().map(|advisories| advisories.on(self.target()));
            let wanted = self.facts.wanted.clone().map(VersionLock::Line);
            let policy = Policy { version: wanted, ..Policy::default() };
            let newest = self.catalog().and_then(Catalog::newest).map(|release| &release.version);
            assess(&SituationFacts {
                current: self.current.as_ref(),
                chosen: self.current.as_ref(),
                active: self.active.as_ref(),
                is_chosen_at_startup: self.facts.unsure,
                installed: &self.installed,
                catalog: self.heard.recent.as_ref(),
                newest_out: self.newest_out.as_ref(),
                advisories: concerning.as_ref(),
                projects: &Projects::default(),
                check_failed: self.overview.get("checkProblem").is_some_and(|problem| !problem.is_null()),
                channel: self.facts.channel.unwrap_or(Channel::Stable),
                suggest: Suggest::Newest,
                policy: &policy,
                skipped: self.facts.skipped.as_ref(),
                postponed: self.facts.postponed.and_then(|until| Some((newest?, until))),
                now: self.now,
            })
        })
    }

    pub(super) fn overview(&self) -> Value {
        let concerning = self.heard.advisories.as_ref().map(|advisories| advisories.on(self.target()));
        let assessment = self.assessment();
        let vulnerabilities = concerning.as_ref().zip(self.runs());
        let vulnerabilities =
            vulnerabilities.and_then(|(concerning, runs)| concerning.known(runs, self.heard.recent.as_ref()));
        let computed = json!({
            "headline": self.runs().and_then(|runs| Headline::of(assessment, runs)),
            "situation": assessment.situation,
            "offer": assessment.offer,
            "patch": assessment.patch,
            "skipped": assessment.skipped,
            "support": self.support(self.runs()),
            "vulnerabilities": vulnerabilities,
            "newest": self.catalog().and_then(Catalog::newest).map(|release| &release.version),
            "feed": self.feed(),
        });
        Value::Object(self.overview.clone().into_iter().chain(object(Some(computed))).collect())
    }

    pub(super) fn versions(&self) -> Result<Value, String> {
        let concerning = || self.heard.advisories.as_ref().map(|advisories| advisories.on(self.target()));
        let advisories = concerning();
        let count = |version: &Version| advisories.as_ref()?.count(version);
        let marks = Marks::new(concerning(), self.runs(), self.heard.recent.as_ref());
        let mut facts = self.versions.clone();
        let own = object(facts.remove("own"));
        let mut installed = Vec::new();
        for Installed { version, root, .. } in &self.installed {
            let is_current = self.current.as_ref() == Some(version);
            let is_active = self.active.as_ref().is_some_and(|active| active.found.root == *root);
            let mut go = object(own.get(version.as_str()).cloned());
            go.insert("root".to_owned(), root.to_string_lossy().into());
            go.insert("version".to_owned(), version.as_str().into());
            go.insert("current".to_owned(), is_current.into());
            go.insert("active".to_owned(), is_active.into());
            go.entry("proof").or_insert_with(|| facts.get("proof").cloned().unwrap_or_else(|| "proven".into()));
            installed.push(go);
        }
        for other in facts.remove("others").and_then(|others| others.as_array().cloned()).unwrap_or_default() {
            installed.push(object(Some(other)));
        }
        let known = object(facts.remove("usual"));
        facts.remove("proof");
        let installed = installed.into_iter().map(|mut go| {
            let version: Option<Version> = read(go.get("version").cloned().unwrap_or_default())?;
            let version = version.as_ref();
            let size = version.and_then(|version| self.facts.sizes.get(version.as_str()));
            let computed = json!({
                "sizeBytes": size,
                "prerelease": version.is_some_and(Version::is_prerelease),
                "support": self.support(version),
                "releasedOn": version.and_then(released_on),
                "vulnerabilities": version.and_then(count),
            });
            for (name, value) in object(Some(computed)).into_iter().chain(known.clone()) {
                go.entry(name).or_insert(value);
            }
            Ok(Value::Object(go))
        });
        facts.insert("installed".to_owned(), installed.collect::<Result<_, String>>()?);
        let available = describe_all(self.catalog(), &self.installed, &marks, ChannelFilter::All);
        facts.insert("available".to_owned(), serde_json::to_value(available).map_err(|error| error.to_string())?);
        facts.insert("feed".to_owned(), self.feed());
        Ok(Value::Object(facts))
    }
}

fn running(Active { go, program, .. }: Active) -> RunningGo {
    let is_upgo_switch = go.origin == Origin::Upgo;
    let found = Installation {
        version: go.version,
        arch: go.arch,
        root: go.root,
        origin: go.origin,
        scope: go.scope,
        changed_by: go.changed_by,
        size_bytes: None,
    };
    let known = HowKnown { by: upgo_engine::which_go::resolve::Known::Asked, at: None, terminal: None, because: None };
    let folder = program.clone();
    RunningGo { program, folder, found, why: Sentence::Nothing.into(), is_upgo_switch, pinned_by: None, known }
}

fn receipt(version: &Version, measured: &Value) -> Value {
    let archive = json!({ "filename": format!("{version}.windows-amd64.zip"), "sha256": "0".repeat(64),
        "size": measured["packed"] });
    json!({ "version": version, "archive": archive, "source": GO_DEV, "sizeBytes": measured["unpacked"],
        "files": 14386, "installedAt": NOW, "proof": { "digest": { "by": "nobody" },
        "checksumDatabase": { "state": "none" }, "signature": { "state": "none" } } })
}

pub(super) fn object(value: Option<Value>) -> Map<String, Value> {
    match value {
        Some(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

pub(super) fn read<T: DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}
