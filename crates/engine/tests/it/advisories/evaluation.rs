//! The real data, with a second, independent evaluation: no `SemVer`, no intervals, only the last event before a
//! version.
use std::collections::BTreeSet;

use serde_json::Value;
use upgo_engine::base::target::Target;
use upgo_engine::released::advisories::{Advisories, Advisory, DatabaseStamp, KnownVulnerabilities, Part};
use upgo_testkit::vulns::Vulns;

const VERSIONS: [&str; 44] = [
    "go1.13", "go1.13.1", "go1.13.15", "go1.14", "go1.14.15", "go1.15", "go1.15.15", "go1.16", "go1.16.9", "go1.17",
    "go1.17.3", "go1.17.13", "go1.18", "go1.18.10", "go1.19", "go1.19.13", "go1.20", "go1.20.10", "go1.20.11",
    "go1.20.14", "go1.21rc3", "go1.21rc4", "go1.21.0", "go1.21.4", "go1.21.13", "go1.22.0", "go1.22.12", "go1.23.0",
    "go1.23.12", "go1.24rc1", "go1.24rc2", "go1.24.0", "go1.24.13", "go1.25rc1", "go1.25.0", "go1.25.14", "go1.26rc1",
    "go1.26.0", "go1.26.5", "go1.26.6", "go1.26.7", "go1.27rc2", "go1.27rc3", "go1.27.0",
];
const TARGETS: [(&str, &str); 4] = [("windows", "amd64"), ("linux", "amd64"), ("darwin", "arm64"), ("js", "wasm")];

/// The entries about Go, as the engine reads them.
pub(crate) fn advisories(vulns: &Vulns) -> Advisories {
    let entries = vulns
        .entries()
        .map(|entry| Advisory::parse(entry.to_string().as_bytes(), entry["id"].as_str().unwrap()).unwrap());
    let url = "https://vuln.go.dev/".parse().unwrap();
    let stamp = DatabaseStamp { url, fetched_at: jiff::Timestamp::UNIX_EPOCH, stale: false };
    Advisories::new(entries.collect(), false, stamp)
}

pub(crate) fn known(advisories: &Advisories, version: &str, target: &Target) -> KnownVulnerabilities {
    advisories.on(target).known(&version.parse().unwrap(), None).unwrap()
}

/// Major, minor, patch, stage and its number, parsed independently from either notation of a version.
type Place = (u32, u32, u32, u32, u32);

fn of_go(name: &str) -> Place {
    let text = name.strip_prefix("go").unwrap();
    let (numbers, stage, count) = match (text.split_once("beta"), text.split_once("rc")) {
        (Some((numbers, count)), _) => (numbers, 1, count.parse().unwrap()),
        (_, Some((numbers, count))) => (numbers, 2, count.parse().unwrap()),
        _ => (text, 3, 0),
    };
    let mut numbers = numbers.split('.').map(|number| number.parse::<u32>().unwrap());
    let mut number = || numbers.next().unwrap_or(0);
    (number(), number(), number(), stage, count)
}

fn of_database(text: &str) -> Place {
    if text == "0" {
        return (0, 0, 0, 0, 0);
    }
    let (numbers, rest) = text.split_once('-').unwrap_or((text, "release.0"));
    let (word, count) = rest.split_once('.').unwrap_or(("", rest));
    let stage = ["", "beta", "rc", "release"].iter().position(|one| *one == word).unwrap();
    let (stage, count) = (u32::try_from(stage).unwrap(), count.parse().unwrap());
    let numbers: Vec<u32> = numbers.split('.').map(|number| number.parse().unwrap()).collect();
    (numbers[0], numbers[1], numbers[2], stage, count)
}

/// Whether the last event at or before `version` introduces the vulnerability.
fn is_affected(events: &[Value], version: Place) -> bool {
    let mut before: Vec<(Place, bool)> = Vec::new();
    for event in events {
        for (kind, came) in [("introduced", true), ("fixed", false)] {
            let Some(text) = event[kind].as_str() else { continue };
            before.push((of_database(text), came));
        }
    }
    before.retain(|(place, _)| *place <= version);
    before.sort_unstable();
    before.last().is_some_and(|(_, came)| *came)
}

fn concerns(import: &Value, target: (&str, &str)) -> bool {
    let names = |list: &Value, name: &str| list.as_array().is_none_or(|list| list.iter().any(|one| one == name));
    names(&import["goos"], target.0) && names(&import["goarch"], target.1)
}

/// Each ID with the affected packages.
fn expected(vulns: &Vulns, version: &str, target: (&str, &str)) -> BTreeSet<(String, BTreeSet<String>)> {
    let mut found = BTreeSet::new();
    for entry in vulns.entries() {
        let (mut packages, mut is_known) = (BTreeSet::new(), false);
        for affected in entry["affected"].as_array().unwrap() {
            let imports = affected["ecosystem_specific"]["imports"].as_array().cloned().unwrap_or_default();
            let here: Vec<&Value> = imports.iter().filter(|import| concerns(import, target)).collect();
            let is_go = ["stdlib", "toolchain"].iter().any(|module| affected["package"]["name"] == *module);
            let events = affected["ranges"][0]["events"].as_array().unwrap();
            if is_go && (imports.is_empty() || !here.is_empty()) && is_affected(events, of_go(version)) {
                is_known = true;
                packages.extend(here.iter().map(|import| import["path"].as_str().unwrap().to_owned()));
            }
        }
        if is_known {
            found.insert((entry["id"].as_str().unwrap().to_owned(), packages));
        }
    }
    found
}

#[test]
fn an_independent_evaluation_of_the_same_data_agrees() {
    let (vulns, advisories) = (Vulns::real(), advisories(&Vulns::real()));
    for (version, target) in VERSIONS.into_iter().flat_map(|version| TARGETS.map(|target| (version, target))) {
        let told = known(&advisories, version, &Target::new(target.0, target.1)).vulnerabilities.into_iter();
        let told: BTreeSet<_> = told
            .map(|one| (one.id, one.packages.into_iter().map(|package| package.path).collect::<BTreeSet<_>>()))
            .collect();
        assert_eq!(told, expected(&vulns, version, target), "{version} {target:?}");
    }
}

#[test]
fn the_first_fixed_version_is_the_first_unaffected_one() {
    let (vulns, advisories) = (Vulns::real(), advisories(&Vulns::real()));
    let target = Target::new("windows", "amd64");
    let affects = |version: &str, id: &str| {
        let affected = vulns.entry(id)["affected"].as_array().unwrap().iter();
        let mut of_go = affected.filter(|affected| {
            let name = &affected["package"]["name"];
            name == "stdlib" || name == "toolchain"
        });
        of_go.any(|affected| is_affected(affected["ranges"][0]["events"].as_array().unwrap(), self::of_go(version)))
    };
    for version in VERSIONS {
        for one in known(&advisories, version, &target).vulnerabilities {
            let fixed = one.first_fixed.unwrap();
            assert!(of_go(fixed.as_str()) > of_go(version), "{version} {} {fixed}", one.id);
            assert!(!affects(fixed.as_str(), &one.id), "{version} {} {fixed}", one.id);
            // A vulnerability fixed from the start of a release line names that line's first release.
            let is_of_fixed_line = |other: &str| fixed.is_first_of_line() && of_go(other).1 == of_go(fixed.as_str()).1;
            let between = VERSIONS.into_iter().filter(|other| {
                of_go(version) < of_go(other) && of_go(other) < of_go(fixed.as_str()) && !is_of_fixed_line(other)
            });
            for between in between {
                assert!(affects(between, &one.id), "{version} {} {between} {fixed}", one.id);
            }
            let own_line = of_go(fixed.as_str()).1 == of_go(version).1;
            assert_eq!(one.fixed_in.is_some(), own_line, "{version} {}", one.id);
        }
    }
}

#[test]
fn counts_vulnerabilities_of_the_library_and_the_tools_on_windows() {
    // Without GO-2025-3447, which affects only ppc64le.
    let counts = [
        ("go1.27.0", 0, 0),
        ("go1.26.7", 0, 0),
        ("go1.26.6", 0, 0),
        ("go1.26.5", 8, 2),
        ("go1.26.0", 32, 8),
        ("go1.25.14", 0, 0),
        ("go1.25.0", 45, 11),
        ("go1.24.13", 28, 8),
        ("go1.23.12", 44, 10),
        ("go1.22.12", 51, 11),
        ("go1.21.13", 57 - 1, 11),
        ("go1.20.14", 66 - 1, 12),
        ("go1.17.3", 117 - 1, 18),
        ("go1.27rc2", 8, 2),
    ];
    let advisories = advisories(&Vulns::real());
    for (version, stdlib, toolchain) in counts {
        let known = known(&advisories, version, &Target::new("windows", "amd64")).vulnerabilities;
        let count = |part| known.iter().filter(|one| one.part == part).count();
        assert_eq!((count(Part::Stdlib), count(Part::Toolchain)), (stdlib, toolchain), "{version}");
    }
}
