//! Parsing of the feed, whose content is untrusted.
use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::few::Few;
use super::release::{PackageKind, Release, classify};
use crate::base::archive::{Archive, is_plain};
use crate::base::json::without_mark;
use crate::base::target::Target;
use crate::base::version::Version;

/// The maximum number of releases in a list. There were 363 in August 2026.
const RELEASES: usize = 6_000;
/// The maximum number of files of a release. There were 45 in August 2026.
const FILES: usize = 300;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the response is {what}, not the list of Go releases")]
pub struct NotFeed {
    pub what: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedContent {
    /// Newest first, by Go's order.
    pub releases: Vec<Release>,
    /// The number of releases and files that could not be parsed and were left out.
    pub skipped: usize,
}

#[derive(Deserialize)]
struct FeedRelease<'a, F> {
    #[serde(borrow)]
    version: Cow<'a, str>,
    #[serde(default = "Few::default")]
    files: Few<F, FILES>,
    #[serde(borrow, default)]
    released: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct FeedFile<'a> {
    #[serde(borrow)]
    filename: Cow<'a, str>,
    #[serde(borrow, default)]
    os: Cow<'a, str>,
    #[serde(borrow, default)]
    arch: Cow<'a, str>,
    #[serde(borrow, default)]
    sha256: Cow<'a, str>,
    #[serde(default)]
    size: u64,
    #[serde(borrow, default)]
    kind: Cow<'a, str>,
}

/// Unknown fields are ignored, and unparsable entries left out, so that one unusual entry does not hide all others.
pub fn parse(body: &[u8], target: &Target, package: PackageKind) -> Result<FeedContent, NotFeed> {
    let body = without_mark(body);
    let entries: Few<&RawValue, RELEASES> = serde_json::from_slice(body).map_err(|error| not_feed(body, &error))?;
    let Few(entries) = entries;
    let mut parsed = FeedContent { releases: Vec::with_capacity(entries.len()), skipped: 0 };
    for entry in entries {
        match release(entry.get(), target, package, &mut parsed.skipped) {
            Some(release) => parsed.releases.push(release),
            None => parsed.skipped += 1,
        }
    }
    if parsed.releases.is_empty() {
        return Err(NotFeed { what: "a list without releases" });
    }
    // The feed sorts `rc10` and `rc2` as text; Go does not.
    parsed.releases.sort_by(|a, b| b.version.cmp(&a.version));
    parsed.releases.dedup_by(|later, kept| later.version == kept.version);
    classify(&mut parsed.releases);
    Ok(parsed)
}

fn release(entry: &str, target: &Target, package: PackageKind, skipped: &mut usize) -> Option<Release> {
    let (name, archive, released) = if let Ok(release) = serde_json::from_str::<FeedRelease<'_, FeedFile<'_>>>(entry) {
        let archive = release.files.0.iter().find_map(|file| archive(file, target, package));
        (release.version, archive, release.released)
    } else {
        // Part of the entry is unusual. Only the unusual file is left out.
        let release: FeedRelease<'_, &RawValue> = serde_json::from_str(entry).ok()?;
        let Few(listed) = release.files;
        let files: Vec<FeedFile<'_>> = listed.iter().filter_map(|file| serde_json::from_str(file.get()).ok()).collect();
        *skipped += listed.len() - files.len();
        let archive = files.iter().find_map(|file| archive(file, target, package));
        (release.version, archive, release.released)
    };
    let version = Version::from_name(&name).ok().filter(|version| !version.is_language())?;
    let listed_on = released.and_then(|released| serde_json::from_str(released.get()).ok());
    Some(Release { archive, listed_on, ..Release::unlisted(version) })
}

fn archive(file: &FeedFile<'_>, target: &Target, package: PackageKind) -> Option<Archive> {
    let (kind, ending) = match package {
        PackageKind::Archive if target.uses_zip() => ("archive", ".zip"),
        PackageKind::Archive => ("archive", ".tar.gz"),
        PackageKind::Installer => ("installer", ".msi"),
        PackageKind::Source => ("source", ".src.tar.gz"),
    };
    let is_for_target = package == PackageKind::Source || file.os == target.os && file.arch == target.arch;
    let wanted = file.kind == kind && is_for_target;
    (wanted && file.filename.ends_with(ending) && is_plain(&file.filename)).then(|| Archive {
        filename: file.filename.clone().into_owned(),
        sha256: file.sha256.parse().ok(),
        size: Some(file.size).filter(|size| *size > 0),
    })
}

fn not_feed(body: &[u8], error: &serde_json::Error) -> NotFeed {
    NotFeed {
        what: match body.trim_ascii_start().first() {
            None => "empty",
            Some(b'<') => "a web page",
            Some(b'[') if error.is_data() => "a list that is too long",
            Some(b'[') => "a damaged or truncated list",
            Some(b'{') => "another JSON document",
            Some(_) => "something else",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::release::Channel;
    use super::*;

    fn linux() -> Target {
        Target::new("linux", "amd64")
    }

    fn file(name: &str, rest: &str) -> String {
        format!(r#"{{"filename":"{name}","os":"linux","arch":"amd64","kind":"archive"{rest}}}"#)
    }

    fn feed(releases: &[(&str, &str)]) -> Vec<u8> {
        let entry =
            |(version, file): &(&str, &str)| format!(r#"{{"version":"{version}","new":{{}},"files":[{file}]}}"#);
        format!("[{}]", releases.iter().map(entry).collect::<Vec<_>>().join(",")).into_bytes()
    }

    fn channels(versions: &[&str]) -> Vec<(String, Channel, bool)> {
        let body = feed(&versions.iter().map(|version| (*version, "")).collect::<Vec<_>>());
        let releases = parse(&body, &linux(), PackageKind::Archive).unwrap().releases.into_iter();
        releases.map(|release| (release.version.to_string(), release.channel, release.supported)).collect()
    }

    #[test]
    fn the_newest_patches_of_the_two_newest_lines_are_stable() {
        let expected = [
            ("go1.28rc10", Channel::Rc, false),
            ("go1.28rc2", Channel::Rc, false),
            ("go1.28beta1", Channel::Beta, false),
            ("go1.27.1", Channel::Stable, true),
            ("go1.27.0", Channel::Archived, true),
            ("go1.27rc1", Channel::Archived, false),
            ("go1.26.8", Channel::Stable, true),
            ("go1.25.14", Channel::Archived, false),
            ("go1.25beta9", Channel::Archived, false),
        ];
        let mut names = expected.map(|(name, ..)| name);
        names.reverse();
        assert_eq!(channels(&names), expected.map(|(name, channel, supported)| (name.to_owned(), channel, supported)));
    }

    #[test]
    fn a_pre_release_of_a_patch_is_archived() {
        assert_eq!(channels(&["go1.9.2rc2", "go1.9.1"])[0], ("go1.9.2rc2".to_owned(), Channel::Archived, false));
    }

    #[test]
    fn empty_digests_and_sizes_are_unknown() {
        let body = feed(&[("go1.5", &file("go1.5.linux-amd64.tar.gz", r#","sha256":"","size":0"#))]);
        let archive = parse(&body, &linux(), PackageKind::Archive).unwrap().releases.remove(0).archive.unwrap();
        assert_eq!((archive.sha256, archive.size), (None, None));
    }

    #[test]
    fn invalid_entries_are_skipped_and_counted() {
        let good = file("go1.27.1.linux-amd64.tar.gz", "");
        let odd = format!("{},{},{good}", r#"{"filename":7}"#, file("go1.27.1.linux-amd64.tar.gz", r#","size":-1"#));
        let mut body = feed(&[("go1.27.1", &odd), ("gopher", ""), ("go1.21", "")]);
        body.truncate(body.len() - 1);
        body.extend_from_slice(br#",null,7,{"files":[]},{"version":"go1.26.1","files":7}]"#);
        let parsed = parse(&body, &linux(), PackageKind::Archive).unwrap();
        assert_eq!((parsed.releases.len(), parsed.skipped), (1, 8));
        assert!(parsed.releases[0].archive.is_some());
    }

    #[test]
    fn the_installer_is_another_file_of_the_same_release() {
        let msi = r#"{"filename":"go1.27.1.windows-amd64.msi","os":"windows","arch":"amd64","kind":"installer"}"#;
        let zip = r#"{"filename":"go1.27.1.windows-amd64.zip","os":"windows","arch":"amd64","kind":"archive"}"#;
        let body = feed(&[("go1.27.1", &format!("{msi},{zip}"))]);
        let filename = |arch: &str, package| {
            let mut parsed = parse(&body, &Target::new("windows", arch), package).unwrap();
            parsed.releases.remove(0).archive.map(|archive| archive.filename)
        };
        assert_eq!(filename("amd64", PackageKind::Archive).as_deref(), Some("go1.27.1.windows-amd64.zip"));
        assert_eq!(filename("amd64", PackageKind::Installer).as_deref(), Some("go1.27.1.windows-amd64.msi"));
        assert_eq!(filename("arm64", PackageKind::Installer), None);
    }

    #[test]
    fn the_source_is_the_same_file_for_every_target() {
        let source = r#"{"filename":"go1.27.1.src.tar.gz","os":"","arch":"","kind":"source","size":7}"#;
        let body = feed(&[("go1.27.1", &format!("{},{source}", file("go1.27.1.linux-amd64.tar.gz", "")))]);
        for target in [linux(), Target::new("windows", "arm64")] {
            let mut parsed = parse(&body, &target, PackageKind::Source).unwrap();
            let filename = parsed.releases.remove(0).archive.map(|archive| archive.filename);
            assert_eq!(filename.as_deref(), Some("go1.27.1.src.tar.gz"));
        }
    }

    #[test]
    fn a_name_that_could_leave_its_folder_is_dropped() {
        let bad = [
            "../go1.tar.gz", "go1/../../x.tar.gz", "go1\\\\x.tar.gz", "go1..tar.gz", "x.tar.gz", "go1.27.1.pkg",
            "GO1.zip",
        ];
        for name in bad {
            let body = feed(&[("go1.27.1", &file(name, ""))]);
            assert_eq!(parse(&body, &linux(), PackageKind::Archive).unwrap().releases[0].archive, None, "{name}");
        }
        assert!(is_plain("go1.4-bootstrap-20171003.tar.gz") && is_plain("go1.27.1.windows-amd64.zip"));
        assert!(!is_plain(&format!("go1{}.zip", "0".repeat(100))));
    }

    #[test]
    fn a_list_without_end_is_not_read_to_its_end() {
        let body = |releases: usize, files: usize| {
            let file = file("go1.27.1.linux-amd64.tar.gz", "");
            feed(&vec![("go1.27.1", vec![&*file; files].join(",").as_str()); releases])
        };
        let parsed = |releases, files| parse(&body(releases, files), &linux(), PackageKind::Archive);
        assert!(parsed(RELEASES, 1).is_ok_and(|parsed| parsed.skipped == 0));
        assert_eq!(parsed(RELEASES + 1, 0).unwrap_err().what, "a list that is too long");
        assert!(parsed(1, FILES).is_ok());
        assert_eq!(parsed(1, FILES + 1).unwrap_err().what, "a list without releases", "the one release is left out");
        // six megabytes of tiny elements, which are not kept
        let tiny = format!("[{}0]", "0,".repeat(3_000_000));
        assert_eq!(parse(tiny.as_bytes(), &linux(), PackageKind::Archive).unwrap_err().what, "a list that is too long");
    }

    #[test]
    fn distinguishes_what_is_not_a_feed() {
        let what = |body: &[u8]| parse(body, &linux(), PackageKind::Archive).unwrap_err().what;
        assert_eq!(what(b" <!doctype html>"), "a web page");
        assert_eq!(what(br#"[{"version":"go1.27.1"#), "a damaged or truncated list");
        assert_eq!(what(b"{}"), "another JSON document");
        assert_eq!(what(b""), "empty");
        assert_eq!(what(b"[]"), "a list without releases");
        assert_eq!(what(b"[\"\xff\"]"), "a damaged or truncated list");
    }
}
