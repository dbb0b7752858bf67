//! The rules, tested on invented entries.
use serde_json::{Value, json};
use upgo_engine::base::target::Target;
use upgo_engine::released::advisories::{FixedBy, Part, Vulnerability};
use upgo_engine::released::catalog::{Catalog, PackageKind, Stamp, parse};
use upgo_testkit::vulns::Vulns;

use super::evaluation::{advisories, known};

const ID: &str = "GO-2026-0001";

fn linux() -> Target {
    Target::new("linux", "amd64")
}

/// What a database with only this entry says about a version.
fn of(entry: &Value, version: &str) -> Option<Vulnerability> {
    let mut vulns = Vulns::empty();
    vulns.put(entry.clone(), "2026-09-01T00:00:00Z");
    known(&advisories(&vulns), version, &linux()).vulnerabilities.pop()
}

fn is_known(events: &[(&str, &str)], version: &str) -> bool {
    of(&Vulns::sample(ID, events), version).is_some()
}

fn catalog(versions: &[&str]) -> Catalog {
    let feed: Vec<_> = versions.iter().map(|version| json!({ "version": version, "files": [] })).collect();
    let releases = parse(&serde_json::to_vec(&feed).unwrap(), &linux(), PackageKind::Archive).unwrap().releases;
    let stamp =
        Stamp { url: "https://go.dev/dl/".parse().unwrap(), fetched_at: jiff::Timestamp::UNIX_EPOCH, stale: false };
    Catalog::new(linux(), releases, stamp)
}

#[test]
fn events_may_be_in_any_order_and_ranges_may_be_open() {
    let events = [
        ("fixed", "1.26.6"),
        ("introduced", "1.27.0-0"),
        ("fixed", "1.25.13"),
        ("introduced", "0"),
        ("introduced", "1.26.0-0"),
    ];
    for (version, expected) in [
        ("go1.3", true),
        ("go1.25.12", true),
        ("go1.25.13", false),
        ("go1.25.14", false),
        ("go1.26rc1", true),
        ("go1.26.5", true),
        ("go1.26.6", false),
        ("go1.27rc1", true),
        ("go1.27.0", true),
        ("go1.99.0", true),
    ] {
        assert_eq!(is_known(&events, version), expected, "{version}");
    }
    assert!(!is_known(&[], "go1.27.0"));
    assert!(!is_known(&[("fixed", "1.27.0")], "go1.26.0"), "it was never introduced");
}

#[test]
fn pre_releases_sort_before_their_release() {
    let fixed_in_rc = [("introduced", "1.27.0-0"), ("fixed", "1.27.0-rc.3")];
    for (version, expected) in [
        ("go1.26.9", false),
        ("go1.27beta1", true),
        ("go1.27rc2", true),
        ("go1.27rc3", false),
        ("go1.27rc10", false),
        ("go1.27.0", false),
    ] {
        assert_eq!(is_known(&fixed_in_rc, version), expected, "{version}");
    }
    let one = of(&Vulns::sample(ID, &fixed_in_rc), "go1.27rc2").unwrap();
    assert_eq!(one.fixed_in.unwrap().as_str(), "go1.27rc3");
}

#[test]
fn the_fix_on_the_same_line_and_the_first_fix_may_differ() {
    let events = [("introduced", "0"), ("fixed", "1.25.13"), ("introduced", "1.26.0-0"), ("fixed", "1.26.6")];
    let fixed = |version| {
        let one = of(&Vulns::sample(ID, &events), version).unwrap();
        [one.fixed_in, one.first_fixed].map(|fixed| fixed.map(|fixed| fixed.to_string()))
    };
    assert_eq!(fixed("go1.24.0"), [None, Some("go1.25.13".to_owned())]);
    assert_eq!(fixed("go1.26.0"), [Some("go1.26.6".to_owned()), Some("go1.26.6".to_owned())]);
    let open = of(&Vulns::sample(ID, &[("introduced", "0")]), "go1.27.0").unwrap();
    assert_eq!((open.fixed_in, open.first_fixed), (None, None));
}

#[test]
fn what_is_shown_of_an_entry_is_short() {
    let mut entry = Vulns::sample(ID, &[("introduced", "0")]);
    entry["summary"] = "x".repeat(10_000).into();
    entry["aliases"] = json!(["y".repeat(10_000)]);
    let link = |length: usize| json!({ "type": "WEB", "url": format!("https://example.com/{}", "z".repeat(length)) });
    entry["references"] = (0..40).map(|number| link(if number == 0 { 1000 } else { number })).collect();
    let one = of(&entry, "go1.27.0").unwrap();
    assert_eq!((one.summary.len(), one.aliases[0].len(), one.links.len()), (500, 500, 21));
    assert!(one.links.iter().all(|link| link.as_str().len() < 500));
}

#[test]
fn a_withdrawn_entry_is_ignored() {
    let mut entry = Vulns::sample(ID, &[("introduced", "0")]);
    assert!(of(&entry, "go1.27.0").is_some());
    entry["withdrawn"] = "2026-09-02T00:00:00Z".into();
    assert_eq!(of(&entry, "go1.27.0"), None);
}

#[test]
fn an_entry_about_packages_of_other_systems_is_ignored() {
    let mut entry = Vulns::sample(ID, &[("introduced", "0")]);
    entry["affected"][0]["ecosystem_specific"]["imports"] =
        json!([{ "path": "os", "goos": ["windows"] }, { "path": "crypto/sm", "goarch": ["ppc64le", "arm"] }]);
    let mut vulns = Vulns::empty();
    vulns.put(entry.clone(), "2026-09-01T00:00:00Z");
    let packages = |target: &str| -> Vec<String> {
        let known = known(&advisories(&vulns), "go1.27.0", &target.parse().unwrap()).vulnerabilities;
        known.into_iter().flat_map(|one| one.packages).map(|package| package.path).collect()
    };
    assert_eq!(packages("linux-amd64"), [""; 0]);
    assert_eq!(packages("windows-amd64"), ["os"]);
    assert_eq!(packages("linux-armv6l"), ["crypto/sm"], "the feed has its own name for arm");
    entry["affected"][0]["ecosystem_specific"] = json!({});
    assert!(
        of(&entry, "go1.27.0").is_some_and(|one| one.packages.is_empty()),
        "without packages, everything is affected"
    );
}

#[test]
fn other_modules_and_other_kinds_of_ranges_are_ignored() {
    let mut entry = Vulns::sample(ID, &[("introduced", "0")]);
    entry["affected"][0]["package"]["name"] = "golang.org/x/net".into();
    assert_eq!(of(&entry, "go1.27.0"), None);
    let mut entry = Vulns::sample(ID, &[("introduced", "0")]);
    entry["affected"][0]["ranges"][0]["type"] = "GIT".into();
    assert_eq!(of(&entry, "go1.27.0"), None);
}

#[test]
fn a_vulnerability_in_several_parts_is_listed_once_and_fixed_when_all_parts_are() {
    let mut entry = Vulns::sample(ID, &[("introduced", "0"), ("fixed", "1.27.2")]);
    let mut tool = Vulns::sample(ID, &[("introduced", "1.26.0-0"), ("fixed", "1.27.4")])["affected"][0].clone();
    tool["package"]["name"] = "toolchain".into();
    tool["ecosystem_specific"]["imports"] = json!([{ "path": "cmd/go" }]);
    entry["affected"].as_array_mut().unwrap().push(tool);
    let one = of(&entry, "go1.27.0").unwrap();
    assert_eq!((one.part, one.packages.len()), (Part::Stdlib, 2));
    assert_eq!(one.first_fixed.unwrap().as_str(), "go1.27.4");
    let one = of(&entry, "go1.27.3").unwrap();
    assert_eq!((one.part, one.packages[0].path.as_str()), (Part::Toolchain, "cmd/go"));
}

#[test]
fn missing_and_invalid_fields_do_not_hide_the_rest() {
    let mut entry = Vulns::sample(ID, &[("introduced", "0"), ("fixed", "1.27.2")]);
    entry["aliases"] = 7.into();
    entry["published"] = "yesterday".into();
    entry["references"] =
        json!([7, { "type": "WEB" }, { "url": "javascript:alert(1)" }, { "url": "https://go.dev/cl/1" }]);
    entry["summary"] = "Red \u{1b}[31mletters\nand \u{202e}lines".into();
    entry["severity"] = json!([{ "type": "CVSS_V9" }]);
    let affected = entry["affected"].as_array_mut().unwrap();
    affected[0]["ranges"][0]["events"].as_array_mut().unwrap().extend([
        json!({ "limit": "*" }),
        json!(null),
        json!({ "fixed": "soon" }),
    ]);
    affected.insert(0, json!({ "package": 7 }));
    let one = of(&entry, "go1.27.0").unwrap();
    assert_eq!((one.aliases.len(), one.published_on), (0, None));
    assert_eq!(one.summary, "Red \\u{1b}[31mletters and \\u{202e}lines");
    let links: Vec<_> = one.links.iter().map(url::Url::as_str).collect();
    assert_eq!(links, ["https://pkg.go.dev/vuln/GO-2026-0001", "https://go.dev/cl/1"]);
    assert_eq!(one.first_fixed.unwrap().as_str(), "go1.27.2");
}

#[test]
fn suggests_the_smallest_patch_and_the_newest_release_that_fix_everything() {
    let mut vulns = Vulns::empty();
    vulns.put(
        Vulns::sample(ID, &[("introduced", "0"), ("fixed", "1.26.6"), ("introduced", "1.27.0-0"), ("fixed", "1.27.1")]),
        "2026-09-01T00:00:00Z",
    );
    vulns.put(Vulns::sample("GO-2026-0002", &[("introduced", "0"), ("fixed", "1.26.7")]), "2026-09-01T00:00:00Z");
    let out = [
        "go1.28rc1", "go1.27.3", "go1.27.1", "go1.27.0", "go1.27rc2", "go1.27rc1", "go1.26.8", "go1.26.7", "go1.26.6",
        "go1.25.14",
    ];
    let fixed_by = |version: &str, out: &[&str]| {
        let known = advisories(&vulns).on(&linux()).known(&version.parse().unwrap(), Some(&catalog(out))).unwrap();
        let FixedBy { patch, newest } = known.fixed_by;
        [patch, newest].map(|version| version.map(|version| version.to_string()))
    };
    let some = |patch: &str, newest: &str| [Some(patch.to_owned()), Some(newest.to_owned())];
    assert_eq!(fixed_by("go1.26.5", &out), some("go1.26.7", "go1.27.3"), "go1.26.6 fixes one of the two");
    assert_eq!(fixed_by("go1.27rc1", &out), some("go1.27.1", "go1.27.3"));
    assert_eq!(fixed_by("go1.25.0", &out), [None, Some("go1.27.3".to_owned())], "no release of its line does");
    assert_eq!(fixed_by("go1.26.5", &["go1.27.0", "go1.26.7"])[1], None, "the newest is affected by one of them");
    assert_eq!(fixed_by("go1.27.1", &out), [None, None], "there is nothing to fix");
}

#[test]
fn a_release_list_that_lacks_a_fix_is_reported() {
    let mut vulns = Vulns::empty();
    let mut entry = Vulns::sample(ID, &[("introduced", "1.26.0-0"), ("fixed", "1.26.9")]);
    entry["published"] = "2026-09-01T00:00:00Z".into();
    let published: jiff::Timestamp = "2026-09-01T00:00:00Z".parse().unwrap();
    vulns.put(entry, "2026-09-01T00:00:00Z");
    let advisories = advisories(&vulns);
    let missing = |versions: &[&str], hours: i64| {
        let mut catalog = catalog(versions);
        catalog.stamp.fetched_at = published + jiff::SignedDuration::from_hours(hours);
        advisories.on(&catalog.target).unlisted_fix(&catalog).map(|fix| fix.to_string())
    };
    assert_eq!(missing(&["go1.27.1", "go1.26.8"], 25).as_deref(), Some("go1.26.9"));
    assert_eq!(missing(&["go1.25.1"], 25).as_deref(), Some("go1.26.9"), "the whole line is missing");
    assert_eq!(missing(&["go1.27.1", "go1.26.8"], 23), None, "it may have just been released");
    assert_eq!(missing(&["go1.27.1", "go1.26.9"], 25), None);
    assert_eq!(missing(&["go1.27.1", "go1.26.10"], 25), None);
    assert_eq!(missing(&["go1.27.1"], 25), None, "a list of only the newest release proves nothing");
}
