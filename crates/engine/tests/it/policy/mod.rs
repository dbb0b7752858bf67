//! The policy of an organization: the table, the templates made from it, and the reader agree; a malformed value gets
//! the safer interpretation; and only an administrator can weaken it.
mod file;
#[cfg(unix)]
mod owner;
mod registry;
mod samples;
mod templates;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::{Date, date};
use upgo_engine::base::version::Version;
use upgo_engine::choices::policy::{Policy, PolicyInForce, PolicyPlaces, Refused, Ring, VersionLock};

use self::registry::Fake;

/// The policy in a file with this content, which counts as root's.
fn in_file(content: &[u8]) -> (tempfile::TempDir, PolicyInForce) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("policy.toml");
    std::fs::write(&file, content).unwrap();
    let read = at(file, |_| None);
    (folder, read)
}

fn at(file: PathBuf, why_open: fn(&Path) -> Option<String>) -> PolicyInForce {
    let places = PolicyPlaces::of_this_machine(Arc::new(Fake::default()));
    Policy::read(&PolicyPlaces { file: Some(file), why_open, ..places })
}

/// Whether the policy permits no version, and requires a proof, with one mistake to correct.
fn is_closed(read: &PolicyInForce) -> bool {
    let install = read.policy.permits_install(&version("go1.27.3"), None, date(2026, 9, 1), false);
    let is_proof_required = read.managed("proof").is_some_and(|proof| proof.value.as_deref() == Some("\"required\""));
    install == Err(Refused::Malformed) && is_proof_required && read.problems.len() == 1
}

fn version(name: &str) -> Version {
    name.parse().unwrap()
}

#[test]
fn versions_follow_the_rules() {
    let today = date(2026, 9, 10);
    let released = Some(date(2026, 9, 8));
    let of = |text: &str| in_file(text.as_bytes()).1.policy;
    let waits = |day| Err(Refused::Waits(Ring::Broad, day));
    for (text, name, expected) in [
        ("", "go1.27.3", Ok(())),
        ("allowed = ['1.27']", "go1.27.3", Ok(())),
        ("allowed = ['1.27']", "go1.26.4", Err(Refused::NotAllowed)),
        ("allowed = []", "go1.26.4", Err(Refused::NotAllowed)),
        ("allowed = ['>=1.26']", "go1.28.0", Ok(())),
        ("blocked = ['<1.26.2']", "go1.26.1", Err(Refused::Blocked)),
        ("blocked = ['<1.26.2']", "go1.26.2", Ok(())),
        ("blocked = ['1.27.3']\nallowed = ['1.27']\napproved = ['1.27.3']", "go1.27.3", Err(Refused::Blocked)),
        ("version = '1.27.2'", "go1.27.3", Err(Refused::Wanted(VersionLock::Exact(version("go1.27.2"))))),
        ("version = '1.27'", "go1.27.3", Ok(())),
        ("version = 'latest'", "go1.27.3", Ok(())),
        ("locked-until = '2026-09-11'", "go1.27.3", Err(Refused::Locked(date(2026, 9, 11)))),
        ("locked-until = '2026-09-10'", "go1.27.3", Ok(())),
        ("locked-until = '2026-09-11'\napproved = ['1.27.3']", "go1.27.3", Ok(())),
        ("locked-until = '2026-09-10'\napproved = ['1.27.2']", "go1.27.3", Ok(())),
        ("approved = ['1.27.2']", "go1.27.3", Err(Refused::NotApproved)),
        ("ring = 'canary'", "go1.27.3", Ok(())),
        ("ring = 'broad'", "go1.27.3", waits(date(2026, 9, 18))),
        ("ring = 'broad'\n[ring-days]\nbroad = 2", "go1.27.3", Ok(())),
        ("ring = 'broad'\n[ring-days]\nbroad = 3", "go1.27.3", waits(date(2026, 9, 11))),
        ("ring = 'broad'\napproved = ['1.27']", "go1.27.3", Ok(())),
    ] {
        assert_eq!(of(text).permits_install(&version(name), released, today, false), expected, "{text}: {name}");
    }
    let waits = |ring, day| Err(Refused::Waits(ring, day));
    for (text, expected) in [
        ("ring = 'canary'", Ok(())),
        ("ring = 'early'", Ok(())),
        ("ring = 'broad'", Ok(())),
        ("ring = 'broad'\n[ring-security-days]\nbroad = 4", waits(Ring::Broad, date(2026, 9, 12))),
        ("ring = 'early'\n[ring-security-days]\nearly = 9", waits(Ring::Early, date(2026, 9, 11))),
        ("ring = 'broad'\n[ring-security-days]\nbroad = 'x'", Ok(())),
        ("approved = ['1.27.2']", Ok(())),
        ("approved = ['1.27.2']\nsecurity-needs-approval = true", Err(Refused::NotApproved)),
        ("approved = ['1.27.2']\nsecurity-needs-approval = 'x'", Err(Refused::NotApproved)),
        ("locked-until = '2026-09-11'", Err(Refused::Locked(date(2026, 9, 11)))),
        ("locked-until = 2026", Err(Refused::Locked(Date::MAX))),
        ("allowed = ['1.26']", Err(Refused::NotAllowed)),
        ("blocked = ['x']", Err(Refused::Malformed)),
    ] {
        let fix = of(text).permits_install(&version("go1.27.3"), released, today, true);
        assert_eq!(fix, expected, "a fix of the Go in use: {text}");
    }
    let same_day = of("ring = 'broad'").permits_install(&version("go1.27.3"), Some(today), today, true);
    assert_eq!(same_day, waits(Ring::Broad, date(2026, 9, 11)), "the broad ring gets a fix a day later");
    let waits = |day| waits(Ring::Broad, day);
    let ring = of("ring = 'broad'");
    let unknown = ring.permits_install(&version("go1.27.3"), None, today, false);
    assert_eq!(unknown, waits(date(2026, 9, 20)), "a release of an unknown day counts as one of today");
    assert_eq!(ring.permits_use(&version("go1.27.3")), Ok(()), "what is installed can be used");
    let end = ring.permits_install(&version("go1.27.3"), None, Date::MAX, false);
    assert_eq!(end, Ok(()), "the calendar ends");
}
