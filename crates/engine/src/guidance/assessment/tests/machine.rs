//! A machine as the facts of an assessment, and what Upgo says of it.
use jiff::{Timestamp, ToSpan as _};

use crate::base::target::Target;
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::choices::policy::Policy;
use crate::choices::settings::Suggest;
use crate::guidance::assessment::{Assessment, Offer, Situation, SituationFacts, assess};
use crate::released::advisories::{Advisories, Projects};
use crate::released::catalog::{Catalog, Channel, PackageKind, Stamp, newest_out, parse};
use crate::store::Installed;
use crate::which_go::inventory::{self, Installation, Origin};
use crate::which_go::resolve::{HowKnown, RunningGo};

/// A machine that is up to date: Upgo's go1.27.3 runs, and it is the newest release.
pub(super) struct Scene {
    pub(super) current: Option<Version>,
    /// Whether the files of that version are gone.
    pub(super) is_gone: bool,
    pub(super) active: Option<RunningGo>,
    pub(super) is_chosen_at_startup: bool,
    pub(super) installed: Vec<Installed>,
    pub(super) catalog: Option<Catalog>,
    pub(super) advisories: Advisories,
    pub(super) check_failed: bool,
    pub(super) channel: Channel,
    pub(super) suggest: Suggest,
    pub(super) policy: Policy,
    pub(super) skipped: Option<Version>,
    pub(super) postponed: Option<Version>,
    pub(super) now: Timestamp,
}

impl Scene {
    pub(super) fn new() -> Self {
        let out = ["go1.28rc1", "go1.27.3", "go1.27.2", "go1.27.0", "go1.26.8", "go1.26.7", "go1.25.14", "go1.25.0"];
        Self {
            current: None,
            is_gone: false,
            active: None,
            is_chosen_at_startup: false,
            installed: Vec::new(),
            catalog: Some(catalog(&out)),
            advisories: advisories(&[]),
            check_failed: false,
            channel: Channel::Stable,
            suggest: Suggest::Newest,
            policy: Policy::default(),
            skipped: None,
            postponed: None,
            now: asked() + 1.hour(),
        }
        .runs_own("go1.27.3")
    }

    /// Nothing is installed yet.
    pub(super) fn bare() -> Self {
        Self { current: None, active: None, installed: Vec::new(), ..Self::new() }
    }

    /// Upgo's own `name` is in the store, the switch selects it, and a new terminal runs it.
    pub(super) fn runs_own(self, name: &str) -> Self {
        let active = RunningGo { is_upgo_switch: true, ..active(name, Origin::Upgo) };
        let installed = vec![installed(name)];
        Self { current: Some(version(name)), installed, active: Some(active), ..self }
    }

    /// A new terminal runs a `name` that Upgo did not install.
    pub(super) fn runs_foreign(self, name: &str) -> Self {
        Self { active: Some(active(name, Origin::Msi)), ..self }
    }

    pub(super) fn assessment(&self) -> Assessment {
        let here = self.installed.iter().map(|installed| &installed.version);
        let active = self.active.as_ref().and_then(|active| active.found.version.as_ref());
        let newest = newest_out(self.catalog.as_ref(), here.chain(active));
        let target = Target::new("linux", "amd64");
        assess(&SituationFacts {
            advisories: Some(&self.advisories.on(&target)),
            projects: &Projects::default(),
            current: self.current.as_ref().filter(|_| !self.is_gone),
            chosen: self.current.as_ref(),
            active: self.active.as_ref(),
            installed: &self.installed,
            catalog: self.catalog.as_ref(),
            newest_out: newest.as_ref(),
            check_failed: self.check_failed,
            channel: self.channel,
            suggest: self.suggest,
            policy: &self.policy,
            is_chosen_at_startup: self.is_chosen_at_startup,
            skipped: self.skipped.as_ref(),
            postponed: self.postponed.as_ref().map(|version| (version, tomorrow())),
            now: self.now,
        })
    }

    /// The situation, the offer and the patch.
    pub(super) fn says(&self) -> (Situation, Option<String>, Option<String>) {
        let Assessment { situation, offer, patch, .. } = self.assessment();
        let name = |offer: Option<Offer>| offer.map(|offer| offer.version.to_string());
        (situation, name(offer), name(patch))
    }
}

pub(super) fn version(name: &str) -> Version {
    name.parse().unwrap()
}

pub(super) fn asked() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

pub(super) fn tomorrow() -> Timestamp {
    asked() + 25.hours()
}

fn catalog(versions: &[&str]) -> Catalog {
    let release = |version: &&str| {
        let filename = format!("{version}.linux-amd64.tar.gz");
        let sha256 = "0".repeat(64);
        let file = serde_json::json!({ "filename": filename, "os": "linux", "arch": "amd64", "kind": "archive",
            "sha256": sha256, "size": 1_000_000 });
        serde_json::json!({ "version": version, "files": [file] })
    };
    let feed: Vec<_> = versions.iter().map(release).collect();
    let target = Target::new("linux", "amd64");
    let releases = parse(&serde_json::to_vec(&feed).unwrap(), &target, PackageKind::Archive).unwrap().releases;
    let url = "https://go.dev/dl/".parse().unwrap();
    let stamp = Stamp { url, fetched_at: asked(), stale: false };
    Catalog::new(target, releases, stamp)
}

/// Database entries, made from the versions in which each vulnerability was introduced and fixed.
pub(super) fn advisories(faults: &[&[(&str, &str)]]) -> Advisories {
    Advisories::sample(faults, asked())
}

pub(super) fn installed(name: &str) -> Installed {
    Installed { version: version(name), root: format!("/home/toolchains/{name}").into(), receipt: None }
}

fn active(name: &str, origin: Origin) -> RunningGo {
    let found = Installation { origin, ..inventory::own(version(name), "/elsewhere/go".into()) };
    let program = "/elsewhere/go/bin/go".into();
    RunningGo {
        program,
        folder: "/elsewhere/go/bin".into(),
        found,
        why: Sentence::Nothing.into(),
        is_upgo_switch: false,
        pinned_by: None,
        known: HowKnown::computed(None),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "keeps the call sites short")]
pub(super) fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// Two vulnerabilities: one is fixed in go1.26.7 and go1.27.1, the other in go1.26.8 and go1.27.2.
pub(super) fn two_faults() -> Advisories {
    let line = |patch: &'static str, next: &'static str| {
        [("introduced", "0"), ("fixed", patch), ("introduced", "1.27.0-0"), ("fixed", next)]
    };
    advisories(&[&line("1.26.7", "1.27.1"), &line("1.26.8", "1.27.2")])
}
