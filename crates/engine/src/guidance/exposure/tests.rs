//! The rules of the exposure clock, one row each.
use jiff::Timestamp;

use super::*;
use crate::base::target::Target;
use crate::released::advisories::{Advisories, Advisory, DatabaseStamp};
use upgo_testkit::vulns::Vulns;

fn version(name: &str) -> Version {
    name.parse().unwrap()
}

fn at(text: &str) -> Timestamp {
    let text = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.to_owned() };
    text.parse().unwrap()
}

/// A vulnerability with fixes in go1.86.7, go1.87.2 and go1.88.0, and one fixed in go1.26.7, whose day is known.
fn advisories(published: Option<&str>) -> Advisories {
    let (id, older) = ("GO-2026-0001", "GO-2026-0002");
    let mut entry =
        Vulns::sample(id, &[("introduced", "0"), ("fixed", "1.86.7"), ("introduced", "1.87.0-0"), ("fixed", "1.87.2")]);
    match published {
        Some(published) => entry["published"] = published.into(),
        None => drop(entry.as_object_mut().unwrap().remove("published")),
    }
    let stamp = DatabaseStamp { url: "https://vuln.go.dev/".parse().unwrap(), fetched_at: at(NOW), stale: false };
    let of_history = Vulns::sample(older, &[("introduced", "0"), ("fixed", "1.26.7")]);
    let parsed =
        [(entry, id), (of_history, older)].map(|(entry, id)| Advisory::parse(entry.to_string().as_bytes(), id));
    Advisories::new(parsed.into_iter().flatten().collect(), false, stamp)
}

const NOW: &str = "2026-11-20";
const PUBLISHED: Option<&str> = Some("2026-11-10T06:00:00Z");

/// The clock of a machine that runs `in_use` after these changes, newest first: time, from, to.
fn clock(published: Option<&str>, in_use: &str, changes: &[(&str, &str, &str)]) -> Option<Exposure> {
    let (advisories, target) = (advisories(published), Target::new("linux", "amd64"));
    let change = |(when, from, to): &(&str, &str, &str)| GoChange {
        at: at(when),
        from: Some(version(from)),
        to: Some(version(to)),
    };
    let changes: Vec<_> = changes.iter().map(change).collect();
    let releases =
        ["go1.88.0", "go1.87.3", "go1.87.2", "go1.87.1", "go1.86.8", "go1.86.7", "go1.86.6", "go1.26.7"].map(version);
    ExposureFacts {
        in_use: &version(in_use),
        changes: &changes,
        releases: &releases,
        advisories: &advisories.on(&target),
        first_seen: &|version| (version.as_str() == "go1.87.2").then(|| at("2026-11-12")),
        now: at(NOW),
    }
    .exposure()
}

/// The fix, the whole hours, and whether it has ended.
fn short(exposure: Option<Exposure>) -> Option<(String, Option<u64>, bool)> {
    exposure.map(|exposure| (exposure.fix.to_string(), exposure.hours, exposure.until.is_some()))
}

fn lasting(fix: &str, hours: u64, has_ended: bool) -> (String, Option<u64>, bool) {
    (fix.to_owned(), Some(hours), has_ended)
}

#[test]
fn it_runs_from_the_publication_or_the_change_until_a_fix_is_in_use() {
    let old = ("2026-10-01", "go1.86.6", "go1.87.1");
    let fixed = ("2026-11-11T06:00:00Z", "go1.87.1", "go1.87.2");
    let later = ("2026-11-15", "go1.87.2", "go1.87.3");
    for (what, in_use, changes, expected) in [
        ("exposed since the publication", "go1.87.1", vec![old], Some(lasting("go1.87.2", 234, false))),
        ("without a history", "go1.87.1", vec![], Some(lasting("go1.87.2", 234, false))),
        (
            "exposed since an old Go came back",
            "go1.87.1",
            vec![("2026-11-19", "go1.87.3", "go1.87.1")],
            Some(lasting("go1.87.2", 24, false)),
        ),
        ("another line without a fix of its own", "go1.85.1", vec![], Some(lasting("go1.86.7", 234, false))),
        ("ended a day later", "go1.87.2", vec![fixed, old], Some(lasting("go1.87.2", 24, true))),
        ("a later change does not matter", "go1.87.3", vec![later, fixed, old], Some(lasting("go1.87.2", 24, true))),
        (
            "ended by another line",
            "go1.88.0",
            vec![("2026-11-12T06:00:00Z", "go1.86.6", "go1.88.0")],
            Some(lasting("go1.86.7", 48, true)),
        ),
        (
            "the fix was in use before it was known as one",
            "go1.87.2",
            vec![("2026-11-01", "go1.87.1", "go1.87.2")],
            None,
        ),
        ("the Go in use came from elsewhere", "go1.87.3", vec![fixed, old], None),
        ("never exposed", "go1.87.3", vec![("2026-11-15", "go1.87.2", "go1.87.3")], None),
    ] {
        assert_eq!(short(clock(PUBLISHED, in_use, &changes)), expected, "{what}");
    }
}

#[test]
fn the_publication_is_known_from_an_advisory_or_from_the_first_look_or_not_at_all() {
    let seen = clock(None, "go1.87.1", &[]).unwrap();
    assert_eq!((seen.published_by, seen.hours), (Some(PublishedBy::FirstSeen), Some(192)));
    let unknown = clock(None, "go1.86.6", &[]).unwrap();
    assert_eq!((unknown.published_by, unknown.since, unknown.hours), (None, None, None), "unknown, not zero");
    let listed = clock(PUBLISHED, "go1.26.6", &[]).unwrap();
    assert_eq!((listed.published_by, listed.published_at), (Some(PublishedBy::ReleaseHistory), Some(at("2026-08-19"))));
    let advised = clock(PUBLISHED, "go1.87.1", &[]).unwrap();
    assert_eq!((advised.published_by, advised.published_at), (Some(PublishedBy::Advisory), PUBLISHED.map(at)));
}
