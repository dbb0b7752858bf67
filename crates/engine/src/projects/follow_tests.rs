//! The release that Upgo asks for by a version file is the toolchain that the launcher takes by it, and the small reader
//! of TOML reads what a complete one does.
use std::path::Path;

use proptest::prelude::*;
use toml_edit::{Document, Item, Value};

use super::requested_go::request;
use crate::base::version::Version;
use crate::choices::policy::{Policy, VersionRule};
use crate::released::catalog::ReleaseRequest;
use crate::which_go::follow::{
    Candidate, FileText, Named, NotFollowed, Obstacle, PERMITTED, VERSION_FILES, follow, in_mise, nearest,
};

const INSTALLED: [&str; 9] =
    ["go1.28rc1", "go1.28beta1", "go1.27.10", "go1.27.3", "go1.26.6", "go1.26.0", "go1.21.0", "go1.20.1", "go1.20"];

/// What the launcher makes of a file: the toolchain, nothing, or the version to install.
fn followed(name: &str, text: &str) -> Result<Option<String>, Obstacle> {
    followed_by("", name, text)
}

/// The same with this text in the file `follow-projects`.
fn followed_by(marker: &str, name: &str, text: &str) -> Result<Option<String>, Obstacle> {
    let installed = || INSTALLED.map(|name| Candidate::by(name.to_owned(), marker)).to_vec();
    match follow(Path::new("m"), None, only(name, text), installed) {
        Ok(followed) => Ok(followed.map(|(_, toolchain)| toolchain)),
        Err(NotFollowed { why, .. }) => Err(why),
    }
}

/// A folder with one file.
fn only(name: &str, text: &str) -> impl Fn(&Path, &str) -> FileText {
    move |_, other| if other == name { FileText::of(text.as_bytes()) } else { FileText::Missing }
}

/// Compares it with the release that the engine asks for.
fn compare(name: &str, text: &str) {
    let installed = INSTALLED.map(|name| Version::from_name(name).unwrap());
    let ours = followed(name, text);
    match nearest([Path::new("m")].into_iter(), None, only(name, text)) {
        Ok(Some(Named { wanted, .. })) => {
            let request = request(&wanted).unwrap();
            match (request.pick(&installed), ours) {
                (Some(version), ours) => assert_eq!(ours, Ok(Some(version.to_string())), "{name}: {text}"),
                (None, Err(Obstacle::NotInstalled { install, .. })) => {
                    let install: ReleaseRequest = install.parse().unwrap();
                    let is_range = matches!(request, ReleaseRequest::Since { .. });
                    assert!(is_range || install == request, "{name}: {text}: {install}");
                }
                (None, other) => panic!("{name}: {text}: {request} is {other:?}"),
            }
        }
        Ok(None) => assert_eq!(ours, Ok(None), "{name}: {text}"),
        Err(refused) => assert_eq!(ours, Err(refused.why), "{name}: {text}"),
    }
}

/// The versions in a `mise.toml`, by a complete reader.
fn in_document(text: &str) -> Vec<String> {
    let document = Document::parse(text).unwrap();
    let tools = document.get("tools").and_then(Item::as_table_like);
    let version = |word: &str| {
        let item = tools?.get(word)?;
        let named = item.as_table_like().and_then(|table| table.get("version"));
        let value = match named.unwrap_or(item).as_value()? {
            Value::Array(versions) => versions.get(0)?,
            value => value,
        };
        let inner = value.as_inline_table().filter(|_| named.is_none()).and_then(|table| table.get("version"));
        inner.unwrap_or(value).as_str().map(str::to_owned)
    };
    ["go", "golang", "core:go"].into_iter().filter_map(version).collect()
}

fn compare_toml(text: &str) {
    let ours = in_mise(text).unwrap_or_else(|| panic!("{text}"));
    let ours: Vec<&str> = ours.into_iter().map(|(_, version)| version).filter(|version| !version.is_empty()).collect();
    // the launcher decodes no escapes, and what has one is no version to it
    if ours.iter().all(|version| !version.contains('\\')) {
        assert_eq!(ours, in_document(text), "{text}");
    }
    compare("mise.toml", text);
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
        compare_toml(text);
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
        let permitted = request.pick(installed.iter().filter(|version| policy.permits_use(version).is_ok()));
        let permitted = permitted.map(|version| Ok(Some(version.to_string())));
        let refused = request.pick(&installed).map(|version| Err(Obstacle::NotPermitted(version.to_string())));
        if let Some(expected) = permitted.or(refused) {
            prop_assert_eq!(ours, expected);
        } else {
            let is_missing = matches!(ours, Err(Obstacle::NotInstalled { .. }));
            prop_assert!(is_missing);
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
            compare_toml(&text);
        }
    }
}
