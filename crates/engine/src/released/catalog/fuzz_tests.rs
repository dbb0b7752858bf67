//! For fuzzing: the release list, and its copy in the cache.
use jiff::Timestamp;

use super::cache::StoredFeed;
use super::possible::Possible;
use super::{PackageKind, parse, requirements, support};
use crate::base::archive::is_plain;
use crate::base::system::{System, SystemVersion};
use crate::base::target::Target;
use crate::base::version::Version;
use crate::fuzz_tests::{read_back, same_again};

pub(crate) fn feed(bytes: &[u8]) {
    for (os, package) in [
        ("linux", PackageKind::Archive),
        ("windows", PackageKind::Archive),
        ("windows", PackageKind::Installer),
        ("linux", PackageKind::Source),
    ] {
        let Ok(content) = parse(bytes, &Target::new(os, "amd64"), package) else { continue };
        let releases = &content.releases;
        assert!((1..=6_000).contains(&releases.len()));
        assert!(releases.is_sorted_by(|newer, older| newer.version > older.version));
        let archives = releases.iter().filter_map(|release| release.archive.as_ref());
        assert!(archives.into_iter().all(|archive| is_plain(&archive.filename)));
        same_again(releases);
    }
}

pub(crate) fn cache(bytes: &[u8]) {
    let Some(mut stored) = read_back::<StoredFeed>(bytes) else { return };
    stored.contradiction(&stored.clone());
    stored.leave_out_impossible(Timestamp::UNIX_EPOCH);
    stored.newest();
    same_again(&stored);
}

pub(crate) fn version(version: &Version) {
    Possible::at(Timestamp::UNIX_EPOCH).has(version);
    support::Support::of(version, version);
    support::line_of(version);
    super::notes_url(version);
    super::released_on(version);
    for os in ["linux", "windows", "darwin"] {
        let system = System::new(os, SystemVersion(10, 0, 0));
        requirements::unmet(version, &system).map(|unmet| unmet.to_string());
        requirements::newest_line_for(&system, version);
    }
}
