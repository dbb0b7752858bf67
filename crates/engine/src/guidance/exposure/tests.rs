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

/// The clock of a machine that ran these, oldest first: since when, and what. A `?` before a time means that Upgo only
/// saw it then.
fn clock(published: Option<&str>, lines: &[(&str, &str)]) -> Option<Exposure> {
    let (advisories, target) = (advisories(published), Target::new("linux", "amd64"));
    let mut ran = RanGos::default();
    for (when, go) in lines {
        let (seen, by_upgo) = (when.trim_start_matches('?'), !when.starts_with('?'));
        ran.add(RanGo { at: Some(at(seen)), go: Some(version(go)), by_upgo }, at(NOW));
    }
    let in_use = ran.lines.last()?.go.clone()?;
    let releases =
        ["go1.88.0", "go1.87.3", "go1.87.2", "go1.87.1", "go1.86.8", "go1.86.7", "go1.86.6", "go1.26.7"].map(version);
    ExposureFacts {
        in_use: &in_use,
        ran: &ran.lines,
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
    let old = ("2026-10-01", "go1.87.1");
    let older = ("2026-10-01", "go1.86.6");
    let fixed = ("2026-11-11T06:00:00Z", "go1.87.2");
    let later = ("2026-11-15", "go1.87.3");
    for (what, ran, expected) in [
        ("exposed since the publication", vec![old], Some(lasting("go1.87.2", 234, false))),
        (
            "exposed since an old Go came back",
            vec![("2026-10-01", "go1.87.3"), ("2026-11-19", "go1.87.1")],
            Some(lasting("go1.87.2", 24, false)),
        ),
        (
            "another line without a fix of its own",
            vec![("2026-10-01", "go1.85.1")],
            Some(lasting("go1.86.7", 234, false)),
        ),
        ("ended a day later", vec![old, fixed], Some(lasting("go1.87.2", 24, true))),
        ("a later change does not matter", vec![old, fixed, later], Some(lasting("go1.87.2", 24, true))),
        (
            "nor does what others bring",
            vec![old, fixed, ("?2026-11-15", "go1.87.3")],
            Some(lasting("go1.87.2", 24, true)),
        ),
        (
            "ended by another line",
            vec![older, ("2026-11-12T06:00:00Z", "go1.88.0")],
            Some(lasting("go1.86.7", 48, true)),
        ),
        ("the fix was in use before it was known as one", vec![old, ("2026-11-01", "go1.87.2")], None),
        ("never exposed", vec![("2026-11-01", "go1.87.2"), later], None),
    ] {
        assert_eq!(short(clock(PUBLISHED, &ran)), expected, "{what}");
    }
}

#[test]
fn only_a_fix_that_is_kept_ends_it() {
    let old = ("2026-10-01", "go1.87.1");
    let since_publication = Some(lasting("go1.87.2", 234, false));
    for (what, ran, expected) in [
        (
            "to another vulnerable line and back",
            vec![old, ("2026-11-18", "go1.86.6"), ("2026-11-19", "go1.87.1")],
            since_publication.clone(),
        ),
        (
            "to a newer line that lacks the fix, too",
            vec![("2026-10-01", "go1.86.6"), ("2026-11-19", "go1.87.1")],
            since_publication.clone(),
        ),
        (
            "upgraded and rolled back",
            vec![old, ("2026-11-18", "go1.87.2"), ("2026-11-18T23:00:00Z", "go1.87.1")],
            since_publication.clone(),
        ),
        (
            "by way of two fixes, which others took back",
            vec![
                old,
                ("2026-11-18", "go1.87.2"),
                ("2026-11-18T12:00:00Z", "go1.87.3"),
                ("?2026-11-18T20:00:00Z", old.1),
            ],
            since_publication.clone(),
        ),
        (
            "a fix that was kept for a day ends it",
            vec![old, ("2026-11-18", "go1.87.2"), ("2026-11-19", "go1.87.1")],
            Some(lasting("go1.87.2", 24, false)),
        ),
        (
            "rolled back, and upgraded again",
            vec![
                old,
                ("2026-11-18", "go1.87.2"),
                ("2026-11-18T06:00:00Z", old.1),
                ("2026-11-18T12:00:00Z", "go1.87.2"),
            ],
            Some(lasting("go1.87.2", 198, true)),
        ),
    ] {
        assert_eq!(short(clock(PUBLISHED, &ran)), expected, "{what}");
    }
}

#[test]
fn any_number_of_switches_between_vulnerable_releases_begins_nothing_anew() {
    let long_ago = ("2026-10-01", "go1.87.1");
    let times: Vec<_> = (0..60).flat_map(|minute| [(minute, 0, "go1.86.6"), (minute, 30, "go1.87.1")]).collect();
    for (day, expected) in [("2026-11-09", Some(234)), ("2026-11-19", None)] {
        let switches = times.iter().map(|(minute, second, go)| (format!("{day}T12:{minute:02}:{second:02}Z"), *go));
        let switches: Vec<_> = switches.collect();
        let switches = switches.iter().map(|(at, go)| (at.as_str(), *go));
        let ran: Vec<_> = [long_ago].into_iter().chain(switches).collect();
        assert_eq!(short(clock(PUBLISHED, &ran)), Some(("go1.87.2".to_owned(), expected, false)), "{day}");
    }
}

#[test]
fn a_time_that_nobody_knows_is_no_time() {
    let unknown = Some(("go1.87.2".to_owned(), None, false));
    let old = ("2026-10-01", "go1.87.1");
    for (what, ran, expected) in [
        ("others brought it after the publication", vec![("?2026-11-19", "go1.87.1")], unknown.clone()),
        ("others had brought it before", vec![("?2026-11-01", "go1.87.1")], Some(lasting("go1.87.2", 234, false))),
        ("the clock was ahead", vec![("2026-11-21", "go1.87.1")], unknown.clone()),
        (
            "the clock was ahead while it was not exposed",
            vec![("2026-12-21", "go1.87.2"), ("2026-11-19", "go1.87.1")],
            Some(lasting("go1.87.2", 24, false)),
        ),
        ("a correction of the clock", vec![("2026-11-20T00:00:09Z", "go1.87.1")], Some(lasting("go1.87.2", 0, false))),
        ("an end in the future is none that is known", vec![old, ("2026-12-01", "go1.87.2")], None),
    ] {
        assert_eq!(short(clock(PUBLISHED, &ran)), expected, "{what}");
    }
    let behind = clock(Some("2026-12-24T00:00:00Z"), &[old]).unwrap();
    assert_eq!((behind.since, behind.hours), (None, None), "the clock is behind the publication");
}

#[test]
fn the_publication_is_known_from_an_advisory_or_from_the_first_look_or_not_at_all() {
    let clock = |published, go| clock(published, &[("2026-01-01", go)]).unwrap();
    let seen = clock(None, "go1.87.1");
    assert_eq!((seen.published_by, seen.hours), (Some(PublishedBy::FirstSeen), Some(192)));
    let unknown = clock(None, "go1.86.6");
    assert_eq!((unknown.published_by, unknown.since, unknown.hours), (None, None, None), "unknown, not zero");
    let listed = clock(PUBLISHED, "go1.26.6");
    assert_eq!((listed.published_by, listed.published_at), (Some(PublishedBy::ReleaseHistory), Some(at("2026-08-19"))));
    let advised = clock(PUBLISHED, "go1.87.1");
    assert_eq!((advised.published_by, advised.published_at), (Some(PublishedBy::Advisory), PUBLISHED.map(at)));
}
