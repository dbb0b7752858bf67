//! The launcher's shared rule (`which_go::follow`) agrees with the engine: order, meaning and formats of versions.
use std::path::Path;

use proptest::prelude::*;
use toml_edit::Document;

use super::requested_go::request_in;
use crate::base::version::Version;
use crate::choices::policy::{Policy, VersionRule};
use crate::released::catalog::ReleaseRequest;
use crate::which_go::follow::{Candidate, FileText, NotFollowed, Obstacle, PERMITTED, VERSION_FILES, follow};

const INSTALLED: [&str; 9] =
    ["go1.28rc1", "go1.28beta1", "go1.27.10", "go1.27.3", "go1.26.6", "go1.26.0", "go1.21.0", "go1.20.1", "go1.20"];

/// What the launcher makes of a file: the toolchain, nothing, or the version to install.
fn followed(name: &str, text: &str) -> Result<Option<String>, Obstacle> {
    followed_by("", name, text)
}

/// The same with this text in the file `follow-projects`.
fn followed_by(marker: &str, name: &str, text: &str) -> Result<Option<String>, Obstacle> {
    let read = |path: &Path| {
        if path.ends_with(name) { FileText::Is(text.to_owned()) } else { FileText::Missing }
    };
    match follow(Path::new("m"), read, || INSTALLED.map(|name| Candidate::by(name.to_owned(), marker)).to_vec()) {
        Ok(followed) => Ok(followed.map(|followed| followed.toolchain)),
        Err(NotFollowed { why, .. }) => Err(why),
    }
}

/// Compares it with the release that the engine reads in the file.
fn compare(name: &str, text: &str) {
    let installed = INSTALLED.map(|name| Version::from_name(name).unwrap());
    let ours = followed(name, text);
    match request_in(&Path::new("/m").join(name), text) {
        Some(request) => match (request.pick(&installed), ours) {
            (Some(version), ours) => assert_eq!(ours, Ok(Some(version.to_string())), "{name}: {text}"),
            (None, Err(Obstacle::NotInstalled(version))) => {
                assert_eq!(version.parse::<ReleaseRequest>().as_ref(), Ok(&request), "{name}: {text}");
            }
            (None, other) => panic!("{name}: {text}: {request} is {other:?}"),
        },
        // It may leave the choice to the system, or say what nobody knows.
        None => assert!(matches!(ours, Ok(None) | Err(Obstacle::NoVersion)), "{name}: {text}: {ours:?}"),
    }
}

#[test]
fn every_version_means_the_same_to_the_launcher() {
    let numbers = ["1", "1.20", "1.20.1", "1.21", "1.26", "1.26.0", "1.27.3", "1.27.4", "1.28rc1", "1.28.0-rc.1", "2"];
    let around = [
        ("", ""),
        ("go", ""),
        ("v", ""),
        ("vgo", ""),
        ("", ".x"),
        ("", ".*"),
        ("~", ""),
        ("^", ""),
        (">=", ""),
        ("latest:", ""),
        ("prefix:", ""),
        ("", "-custom"),
        ("", ".0"),
        ("0", ""),
        ("=", ""),
        ("", "x"),
    ];
    for (before, after) in around {
        for number in numbers {
            compare(".go-version", &format!("{before}{number}{after}\n"));
        }
    }
    for word in
        ["latest", "stable", "Stable", "oldstable", "system", "x", "1.x", "1.x.x", "ref:main", "path:/x", "rc", ""]
    {
        compare(".go-version", word);
        compare(".tool-versions", &format!("node 22\ngolang {word} 1.26.0 # a\n"));
        compare("mise.toml", &format!("[tools]\ngo = '{word}'\n"));
    }
}

#[test]
fn a_version_in_a_version_is_none() {
    for text in ["[tools.go]\nversion = [{ version = '1.27' }]\n", "[tools]\ngo.version.version = '1.27'\n"] {
        compare("mise.toml", text);
    }
}

proptest! {
    #[test]
    fn the_launcher_runs_what_the_policy_permits(
        rules in prop::collection::vec(r"(|>=|<|go)1\.(20|21|26|27|28)(\.0|\.1|\.3|\.6|\.10|rc1|beta1)?", 0..4),
        is_allowed: bool,
        wish in r"1\.(20|21|26|27|28)(\.1|\.3|\.6|\.10|rc1)?|latest",
    ) {
        let rules: Vec<VersionRule> = rules.iter().filter_map(|rule| rule.parse().ok()).collect();
        let policy = if is_allowed {
            Policy { allowed: Some(rules), ..Policy::default() }
        } else {
            Policy { blocked: Some(rules), ..Policy::default() }
        };
        let installed = INSTALLED.map(|name| Version::from_name(name).unwrap());
        let marker = format!("x\n{PERMITTED} {}\n", policy.usable_among(installed.iter()).unwrap().join(" "));
        let ours = followed_by(&marker, ".go-version", &wish);
        let request: ReleaseRequest = wish.parse().unwrap();
        match request.pick(installed.iter().filter(|version| policy.permits_use(version).is_ok())) {
            Some(version) => prop_assert_eq!(ours, Ok(Some(version.to_string()))),
            None => match request.pick(&installed) {
                Some(refused) => prop_assert_eq!(ours, Err(Obstacle::NotPermitted(refused.to_string()))),
                None => prop_assert!(matches!(ours, Err(Obstacle::NotInstalled(_)))),
            },
        }
    }

    #[test]
    fn any_version_means_the_same_to_the_launcher(text in r"(go|v|\^|>=|~|latest:)?[01]?(\.[0-9]{1,2}){0,3}(rc|beta|-rc\.|x|\.x)?[0-9]{0,2}") {
        for name in VERSION_FILES {
            let is_mise = name.ends_with("toml");
            compare(name, &if is_mise { format!("[tools]\ngo = \"{text}\"\n") } else { format!("golang {text}\n") });
        }
        compare(".go-version", &text);
    }

    #[test]
    fn a_mise_toml_means_the_same_to_the_launcher(text in r#"((\[(\[?tools\]?|tools\.go|env|"tools"|tools\."core:go")\]|(go|golang|"core:go"|tools|version|node|a\.b|tools\.go|go\.version) ?= ?("1\.2[678]"|'1.27.3'|1\.26|\['1.27', "1.26"\]|\{ ?(version|go) = '1.26' ?\}|\[\{version = '1.27'\}\]|\[\]|"""
[tools]
go = '1.20'
"""|'''a'''|"\\"\[tools\]"|\[
 '1.26', # one
]))( # go = '1.20')?
){0,5}"#) {
        if Document::parse(text.as_str()).is_ok() {
            compare("mise.toml", &text);
        }
    }
}
