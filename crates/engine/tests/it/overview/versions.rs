//! The list of versions, and the details of one.
use serde_json::json;
use upgo_engine::base::report::{Cancel, Code};
use upgo_engine::base::system::{System, SystemVersion};
use upgo_engine::change::plan::Then;
use upgo_engine::change::request::{ChangeRequest, InstallFrom};
use upgo_engine::guidance::assessment::Situation;
use upgo_engine::store::ProofLevel;
use upgo_engine::which_go::inventory::Origin;
use upgo_testkit::vulns::Vulns;

use super::{Machine, release, version};

#[test]
fn the_details_of_a_version_list_its_vulnerabilities_and_what_it_fixes() {
    let machine = Machine::new().installed(&["go1.26.5", "go1.25.7"]).uses("go1.26.5");
    machine.out(&["go1.28rc1", "go1.27.0", "go1.26.7", "go1.26.6", "go1.26.5", "go1.26.4"]);
    machine.known(&Vulns::real());
    let details = |name: &str| machine.engine().version_details(&version(name)).unwrap();
    assert_eq!((details("go1.25.7").vulnerabilities, details("go1.25.7").fixes), (None, None), "no check yet");
    machine.check().unwrap();
    let versions = machine.engine().versions().unwrap();
    for installed in &versions.installed[..2] {
        let Some(version) = &installed.toolchain.go.version else { panic!("{installed:?}") };
        let known = details(version.as_str()).vulnerabilities.unwrap();
        let count = u32::try_from(known.vulnerabilities.len()).ok();
        assert_eq!(count, installed.vulnerabilities, "{version}: one number");
        assert!(!known.vulnerabilities.is_empty(), "{version}");
    }
    let fixes = |name: &str| details(name).fixes.map(|fixes| (fixes.since, fixes.vulnerabilities.len()));
    assert_eq!(fixes("go1.27.0"), Some((version("go1.26.5"), 10)), "since the Go that runs");
    assert_eq!(fixes("go1.26.7"), Some((version("go1.26.5"), 10)));
    assert_eq!(fixes("go1.26.5").unwrap().0, version("go1.26.4"), "the one that runs: since the release before it");
    assert_eq!(fixes("go1.26.4"), None, "the first known release of its line");
}

#[test]
fn the_level_of_proof_says_who_vouches() {
    let machine = Machine::new().installed(&["go1.25.14"]).uses("go1.25.14");
    let record = |is_built_in: bool| {
        json!({ "state": "proven", "database": "sum.example", "isBuiltIn": is_built_in, "treeSize": 2, "record": 1,
            "h1": "h1:x", "place": "https://sum.example/", "history": "first" })
    };
    let missing = || json!({ "state": "missing", "why": "" });
    let signed = json!({ "state": "proven", "primary": "a", "subkey": "b", "signedAt": "2026-01-01T00:00:00Z",
        "place": "https://go.dev/dl/x.asc" });
    let list = json!({ "by": "list", "feed": "https://go.dev/dl/", "isOfficial": true });
    let by = |who: &str| json!({ "by": who });
    for (digest, database, signature, level) in [
        (list.clone(), missing(), None, ProofLevel::DigestOnly),
        (list.clone(), record(true), None, ProofLevel::Proven),
        (list.clone(), missing(), Some(&signed), ProofLevel::Proven),
        (list.clone(), record(false), None, ProofLevel::OwnDatabase),
        (list, record(false), Some(&signed), ProofLevel::Proven),
        (by("given"), missing(), None, ProofLevel::Given),
        (by("given"), record(false), None, ProofLevel::Given),
        (by("given"), record(true), None, ProofLevel::Proven),
        (by("given"), missing(), Some(&signed), ProofLevel::Proven),
        (by("nobody"), record(true), None, ProofLevel::Proven),
        (by("nobody"), record(false), None, ProofLevel::OwnDatabase),
        (by("bundle"), record(true), None, ProofLevel::Proven),
        (by("bundle"), missing(), None, ProofLevel::Unknown),
    ] {
        let signature = signature.cloned().unwrap_or_else(|| json!({ "state": "none" }));
        let origin = json!({ "digest": digest, "checksumDatabase": database, "signature": signature });
        machine.vouched("go1.25.14", origin.clone());
        assert_eq!(machine.engine().versions().unwrap().installed[0].proof, Some(level), "{origin:#}");
    }
}

#[test]
fn versions_lists_installed_and_available_versions() {
    let mut machine = Machine::new().installed(&["go1.25.14", "go1.27.0"]).uses("go1.27.0");
    machine.foreign("other", "go1.24.1");
    machine.out(&["go1.28rc1", "go1.27.0", "go1.26.8", "go1.25.14"]);
    let unasked = machine.engine().versions().unwrap();
    assert!(unasked.available.is_empty() && unasked.feed.fetched_at.is_none());
    assert_eq!(unasked.installed[0].support, None, "without a feed, support is unknown");
    machine.check().unwrap();
    let list = json!({ "by": "list", "feed": "https://go.dev/dl/", "isOfficial": true });
    let missing = json!({ "state": "missing", "why": "" });
    machine.vouched("go1.25.14", json!({ "digest": list, "checksumDatabase": missing, "signature": missing }));
    let report = machine.engine().versions().unwrap();
    let toolchains = report.installed.iter().map(|go| &go.toolchain);
    let installed: Vec<_> =
        toolchains.map(|go| (go.go.version.as_ref().unwrap().as_str(), go.go.origin, go.current)).collect();
    let expected =
        [("go1.27.0", Origin::Upgo, true), ("go1.25.14", Origin::Upgo, false), ("go1.24.1", Origin::Zip, false)];
    assert_eq!(installed[..3], expected);
    let newest = &report.installed[0];
    assert!(newest.toolchain.active && newest.support.as_ref().unwrap().supported);
    assert_eq!(newest.toolchain.size_bytes, Some(400));
    assert_eq!(newest.released_on.unwrap().to_string(), "2026-08-19");
    let proofs: Vec<_> = report.installed[..3].iter().map(|go| go.proof).collect();
    assert_eq!(proofs, [Some(ProofLevel::Unknown), Some(ProofLevel::DigestOnly), None]);
    let ended = report.installed[1].support.as_ref().unwrap();
    assert_eq!((ended.supported, ended.ended_on.unwrap().to_string().as_str()), (false, "2026-08-19"));
    let available: Vec<_> =
        report.available.iter().map(|release| (release.version.as_str(), release.installed)).collect();
    assert_eq!(available, [("go1.28rc1", false), ("go1.27.0", true), ("go1.26.8", false), ("go1.25.14", true)]);
}

#[test]
fn a_release_that_cannot_run_here_is_listed_with_the_reason_and_not_offered() {
    let mut machine = Machine::new().installed(&["go1.23.1"]).uses("go1.23.1");
    machine.out(&["go1.27.3", "go1.26.8", "go1.23.12"]);
    machine.system = Some(System::new("linux", SystemVersion(2, 6, 32)));
    machine.check().unwrap();
    let overview = machine.overview();
    assert_eq!(overview.situation, Situation::Unsupported, "the lack of support is reported");
    assert_eq!(overview.offer.unwrap().version, version("go1.23.12"));
    assert_eq!((overview.newest, overview.patch), (Some(version("go1.27.3")), None));
    let available = machine.engine().versions().unwrap().available;
    let said = |name| available.iter().find(|release| release.version == version(name)).unwrap().unmet.as_ref();
    assert_eq!(said("go1.23.12"), None);
    assert_eq!(said("go1.27.3").unwrap().to_string(), "needs Linux 3.2 or later, but this is Linux 2.6.32");
    assert_eq!(machine.plan(&ChangeRequest::Upgrade { to: None, patch: false }).change.to, Some(version("go1.23.12")));
    for name in ["go1.27.3", "1.26"] {
        let from = InstallFrom::Release { version: release(name) };
        let install = ChangeRequest::Install { from, then: Then::Stay };
        let refused = machine.engine().plan(&install, &Cancel::default()).unwrap_err();
        assert_eq!(refused.code, Code::VersionSystem, "{refused:?}");
        assert!(refused.message.to_string().contains("needs Linux 3.2 or later"), "{refused:?}");
        assert!(refused.next.to_string().contains("upgo install go1.23.12 --use"), "{refused:?}");
    }
}
