use serde_json::{Value, json};
use upgo_testkit::own_release::{Minisign, describe, serve_description};
use upgo_testkit::server::Server;

use super::*;
use crate::http::HttpConfig;
use crate::report::{Code, Explain as _};

const FOLDER: &str = "https://example.com/v9.0.0/";

fn described(description: &Value, key: &Minisign) -> Described {
    let text = description.to_string();
    let signature = key.sign(text.as_bytes());
    Described { text, signature }
}

fn release(version: &str, date: &str) -> Value {
    describe(FOLDER, version, date, b"a package")
}

fn publisher(keys: &[&Minisign]) -> Publisher {
    let files: Vec<String> = keys.iter().map(|key| key.public_file()).collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    Publisher::new("https://example.com", &files).unwrap()
}

fn here() -> Target {
    upgo_testkit::own_release::target().parse().unwrap()
}

#[test]
fn a_release_is_read_for_this_target_if_a_trusted_key_signed_it() {
    let [old, new] = [1, 2].map(Minisign::new);
    let publisher = publisher(&[&old, &new]);
    for key in [&old, &new] {
        let mut memory = UpgoMemory::default();
        let description = release("9.0.0", "2026-11-01T00:00:00Z");
        let accepted = publisher.accept(described(&description, key), &here(), &mut memory).unwrap();
        assert_eq!(accepted.version.to_string(), "9.0.0");
        assert_eq!(accepted.package.filename, format!("upgo-9.0.0-{}.zip", here()));
        assert_eq!((accepted.folder.as_str(), accepted.package.size), (FOLDER, Some(9)));
        let ReleaseNotes { en, zh, .. } = &accepted.notes[0];
        assert_eq!((en.join(""), zh.join("")), ("It is new.".to_owned(), "这是新的。".to_owned()));
        assert_eq!(publisher.known(&here(), &memory), Some(accepted), "it is remembered");
        assert_eq!(publisher.known(&Target::new("plan9", "386"), &memory), None);
    }
}

#[test]
fn nothing_is_believed_that_no_trusted_key_has_signed() {
    let [known, other] = [1, 2].map(Minisign::new);
    let publisher = publisher(&[&known]);
    let description = release("9.0.0", "2026-11-01T00:00:00Z");
    let good = described(&description, &known);
    let refused = |described: Described| {
        let mut memory = UpgoMemory::default();
        let error = publisher.accept(described, &here(), &mut memory).unwrap_err();
        assert_eq!(memory, UpgoMemory::default(), "nothing is remembered: {error}");
        (error.code(), error.to_string())
    };
    let unknown = refused(described(&description, &other));
    assert_eq!(unknown.0, Code::SelfSignature);
    assert!(unknown.1.contains(&other.id()), "{}", unknown.1);
    for text in [good.text.replace("9.0.0", "9.0.1"), format!("{} ", good.text), String::new()] {
        assert_eq!(refused(Described { text, ..good.clone() }).0, Code::SelfSignature);
    }
    let before = known.sign_as_before(good.text.as_bytes());
    let comment = good.signature.replace("timestamp:1790000000", "timestamp:1790000001");
    for signature in [before, comment, String::new(), "<html>\nsign in\n".to_owned(), "\u{1f600}\n\u{1f600}".to_owned()]
    {
        assert_eq!(refused(Described { signature, ..good.clone() }).0, Code::SelfSignature);
    }
    // Each line of the signature, cut at each byte.
    for end in 0..good.signature.trim_end().trim_end_matches('=').len() {
        let signature = good.signature[..end].to_owned();
        assert_eq!(refused(Described { signature, ..good.clone() }).0, Code::SelfSignature, "the first {end} bytes");
    }
}

#[test]
fn a_revoked_key_is_never_trusted_again_and_no_key_revokes_itself() {
    let [old, new] = [1, 2].map(Minisign::new);
    let publisher = publisher(&[&old, &new]);
    let mut memory = UpgoMemory::default();
    let first = release("9.0.0", "2026-11-01T00:00:00Z");
    publisher.accept(described(&first, &old), &here(), &mut memory).unwrap();
    let mut rotated = release("9.1.0", "2026-11-02T00:00:00Z");
    rotated["revokedKeys"] = json!([old.id(), new.id()]);
    publisher.accept(described(&rotated, &new), &here(), &mut memory).unwrap();
    let later = release("9.2.0", "2026-11-03T00:00:00Z");
    let error = publisher.accept(described(&later, &old), &here(), &mut memory).unwrap_err();
    assert!(matches!(error, UpgoError::RevokedKey(_)), "{error}");
    publisher.accept(described(&later, &new), &here(), &mut memory).unwrap();
    // What a revoked key had signed is no longer valid either.
    let of_old = described(&first, &old);
    let stolen = UpgoMemory { description: Some(of_old.text), signature: Some(of_old.signature), ..memory };
    assert_eq!(publisher.known(&here(), &stolen), None);
}

#[test]
fn an_older_description_is_refused_by_version_and_by_date() {
    let key = Minisign::new(1);
    let publisher = publisher(&[&key]);
    let mut memory = UpgoMemory::default();
    publisher.accept(described(&release("9.1.0", "2026-11-02T00:00:00Z"), &key), &here(), &mut memory).unwrap();
    for (version, date) in [("9.0.0", "2026-11-03T00:00:00Z"), ("9.1.0", "2026-11-01T00:00:00Z")] {
        let older = described(&release(version, date), &key);
        let error = publisher.accept(older, &here(), &mut memory).unwrap_err();
        assert_eq!(error.code(), Code::SelfOlder, "{error}");
        let (day, _) = date.split_once('T').unwrap();
        let expected =
            format!("the description of Upgo {version} is of {day}, but one of 2026-11-02 offered 9.1.0 before");
        assert_eq!(error.to_string(), expected);
    }
    publisher.accept(described(&release("9.1.0", "2026-11-02T00:00:00Z"), &key), &here(), &mut memory).unwrap();
    publisher.accept(described(&release("9.2.0-rc.1", "2026-11-03T00:00:00Z"), &key), &here(), &mut memory).unwrap();
}

#[test]
fn a_description_that_nobody_renews_counts_as_out_of_date() {
    let release = UpgoRelease::parse(release("9.0.0", "2026-01-01T00:00:00Z").to_string().as_bytes(), &here()).unwrap();
    assert!(!release.is_stale("2026-06-29T00:00:00Z".parse().unwrap()));
    assert!(release.is_stale("2026-07-01T00:00:00Z".parse().unwrap()));
}

#[test]
fn a_description_for_something_else_is_refused_even_if_it_is_signed() {
    let good = release("9.0.0", "2026-11-01T00:00:00Z");
    let name = format!("upgo-9.0.0-{}.zip", here());
    let with = |path: &str, value: Value| {
        let mut changed = good.clone();
        *changed.pointer_mut(path).unwrap() = value;
        changed
    };
    for foreign in [
        with("/format", json!(2)),
        with("/format", json!("1")),
        with("/version", json!("9.0")),
        with("/version", json!("9.0.0+build")),
        with("/version", json!("9.0.1")),
        with("/date", json!("yesterday")),
        with("/packages", json!([])),
        with("/packages/0/target", json!("plan9-386")),
        with("/packages/0/url", json!(format!("{FOLDER}upgo-9.0.0-plan9-386.zip"))),
        with("/packages/0/url", json!(format!("{FOLDER}other-9.0.0-{}.zip", here()))),
        with("/packages/0/url", json!(format!("http://example.com/{name}"))),
        with("/packages/0/url", json!(format!("https://me:secret@example.com/{name}"))),
        with("/packages/0/url", json!(format!("{FOLDER}{name}?x"))),
        with("/packages/0/size", json!(0)),
        with("/packages/0/size", json!(1_u64 << 40)),
        with("/packages/0/size", json!(-1)),
        with("/packages/0/sha256", json!("00")),
        with("/revokedKeys", json!(["../x"])),
        json!([]),
        json!({}),
    ] {
        let error = UpgoRelease::parse(foreign.to_string().as_bytes(), &here()).unwrap_err();
        assert_eq!(error.code(), Code::SelfForeign, "{foreign}: {error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
    let mut newer = good.clone();
    newer["unknownField"] = json!({ "a": 1 });
    newer["notes"][0]["de"] = json!(["Neu."]);
    UpgoRelease::parse(newer.to_string().as_bytes(), &here()).unwrap();
}

#[test]
fn a_build_without_a_key_asks_nobody() {
    let server = Server::start();
    let http = Http::new(HttpConfig::default());
    let ask = |publisher: &Publisher| publisher.ask(&http, &Cancel::default());
    let nobody = Publisher::new(&server.url(), &["", "not a key", "UmVhZA=="]).unwrap();
    assert!(matches!(ask(&nobody), Err(UpgoError::NoPublisher)) && server.requests().is_empty());
    let key = Minisign::new(1);
    serve_description(&server, &release("9.0.0", "2026-11-01T00:00:00Z"), &key);
    let known = Publisher::new(&server.url(), &[&key.public()]).unwrap();
    let asked = ask(&known).unwrap();
    known.verify(&asked, &here(), &UpgoMemory::default()).unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn versions_are_ordered_and_have_one_text_each() {
    let version = |text: &str| text.parse::<UpgoVersion>();
    for text in ["0.1.0", "0.2.0-rc.1", "10.20.30"] {
        assert_eq!(version(text).unwrap().to_string(), text);
    }
    let long = format!("1.0.0-{}", "a".repeat(60));
    for text in ["", "1", "1.0", "v1.0.0", "1.0.0+x", "1.0.0-RC1", "1.0.0 ", "01.0.0", &long] {
        assert!(version(text).is_err(), "{text}");
    }
    assert!(version("0.2.0-rc.1").unwrap() < version("0.2.0").unwrap());
    assert!(UpgoVersion::own() < version("99.0.0").unwrap());
}
