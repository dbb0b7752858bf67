//! The test vectors of Go itself: parsing, language versions, order.
use std::cmp::Ordering;

use upgo_engine::base::version::Version;

const VECTORS: &str = include_str!("../data/versions.txt");

fn rows(kind: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = VECTORS.lines().filter(|line| !line.starts_with('#')).filter_map(move |line| {
        let mut fields = line.split('\t');
        (fields.next() == Some(kind)).then(|| (fields.next().unwrap_or(""), fields.next().unwrap_or("")))
    });
    assert!(rows.clone().count() > 0, "no rows of kind {kind}");
    rows
}

#[test]
fn parses_the_same_versions_as_go() {
    for (input, expected) in rows("parse") {
        let parsed = Version::from_name(&format!("go{input}"));
        assert_eq!(parsed.is_err(), expected == "INVALID", "{input}");
        let Ok(version) = parsed else { continue };
        let [_, _, patch, kind, _]: [&str; 5] = expected.split('|').collect::<Vec<_>>().try_into().unwrap();
        assert_eq!(version.kind(), kind.trim_matches('-'), "{input}");
        assert_eq!(version.is_language(), patch == "-" && kind == "-", "{input}");
    }
}

#[test]
fn knows_valid_names() {
    for (input, expected) in rows("valid") {
        assert_eq!(Version::from_name(input).is_ok().to_string(), expected, "{input}");
    }
}

#[test]
fn knows_the_language_of_a_version() {
    for (input, expected) in rows("lang") {
        let language = Version::from_name(input).map(|version| version.language().to_string()).unwrap_or_default();
        assert_eq!(language, expected, "{input}");
    }
    for (input, expected) in rows("islang") {
        assert_eq!(Version::from_name(&format!("go{input}")).unwrap().is_language().to_string(), expected, "{input}");
    }
}

#[test]
fn orders_as_go_does() {
    for (input, expected) in rows("cmp") {
        let (a, b) = input.split_once(' ').unwrap();
        // Malformed versions are equal to each other and smaller than well-formed ones, like `false` < `true`.
        let order = match (Version::from_toolchain(a), Version::from_toolchain(b)) {
            (Ok(a), Ok(b)) => a.cmp(&b),
            (a, b) => a.is_ok().cmp(&b.is_ok()),
        };
        let expected = match expected {
            "-1" => Ordering::Less,
            "0" => Ordering::Equal,
            _ => Ordering::Greater,
        };
        assert_eq!(order, expected, "{input}");
    }
}

#[test]
fn strips_the_suffix_of_a_toolchain() {
    for (input, expected) in rows("strip") {
        let number = Version::from_toolchain(input).map(|version| version.number().to_owned()).unwrap_or_default();
        assert_eq!(number, expected, "{input}");
    }
}
