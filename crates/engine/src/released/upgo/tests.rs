use std::time::Duration;

use serde_json::{Value, json};
use upgo_testkit::own_release::{Minisign, describe, serve_description};
use upgo_testkit::server::{Act, Server};

use super::*;
use crate::base::report::{Code, Explain as _};
use crate::net::http::{HttpConfig, Times};

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

fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
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
        let accepted = publisher.accept(described(&description, key), &here(), &mut memory, now()).unwrap();
        assert_eq!(accepted.version.to_string(), "9.0.0");
        assert_eq!(accepted.package.filename, format!("upgo-9.0.0-{}.zip", here()));
        assert_eq!((accepted.folder.as_str(), accepted.package.size), (FOLDER, Some(9)));
        let ReleaseNotes { en, zh, .. } = &accepted.notes[0];
        assert_eq!((en.join(""), zh.join("")), ("It is new.".to_owned(), "这是新的。".to_owned()));
        assert_eq!(publisher.known(&here(), &memory, now()), Some(accepted), "it is remembered");
        assert_eq!(publisher.known(&Target::new("plan9", "386"), &memory, now()), None);
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
        let error = publisher.accept(described, &here(), &mut memory, now()).unwrap_err();
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
    publisher.accept(described(&first, &old), &here(), &mut memory, now()).unwrap();
    let mut rotated = release("9.1.0", "2026-11-02T00:00:00Z");
    rotated["revokedKeys"] = json!([old.id(), new.id()]);
    publisher.accept(described(&rotated, &new), &here(), &mut memory, now()).unwrap();
    let later = release("9.2.0", "2026-11-03T00:00:00Z");
    let error = publisher.accept(described(&later, &old), &here(), &mut memory, now()).unwrap_err();
    assert!(matches!(error, UpgoError::RevokedKey(_)), "{error}");
    publisher.accept(described(&later, &new), &here(), &mut memory, now()).unwrap();
    // What a revoked key had signed is no longer valid either.
    let stolen = UpgoMemory { newest: Some(described(&first, &old)), ..memory };
    assert_eq!(publisher.known(&here(), &stolen, now()), None);
}

/// What a stolen key can say at most: the highest version and the latest date that are possible.
fn of_a_thief(key: &Minisign) -> Described {
    described(&release("99.255.65535", "2026-11-25T11:59:00Z"), key)
}

fn revoking(version: &str, date: &str, keys: &[&Minisign]) -> Value {
    let mut release = release(version, date);
    release["revokedKeys"] = keys.iter().map(|key| key.id()).collect();
    release
}

#[test]
fn a_revocation_counts_before_the_order_and_what_the_revoked_key_signed_is_forgotten() {
    let [old, new] = [1, 2].map(Minisign::new);
    let publisher = publisher(&[&old, &new]);
    let mut memory = UpgoMemory::default();
    publisher.accept(of_a_thief(&old), &here(), &mut memory, now()).unwrap();
    let honest = release("9.1.0", "2026-11-24T10:00:00Z");
    let error = publisher.accept(described(&honest, &new), &here(), &mut memory, now()).unwrap_err();
    assert_eq!(error.code(), Code::SelfOlder, "{error}");
    let rotated = described(&revoking("9.1.0", "2026-11-24T10:00:00Z", &[&old]), &new);
    let accepted = publisher.accept(rotated, &here(), &mut memory, now()).unwrap();
    assert_eq!(publisher.known(&here(), &memory, now()), Some(accepted));
    let error = publisher.accept(of_a_thief(&old), &here(), &mut memory, now()).unwrap_err();
    assert!(matches!(error, UpgoError::RevokedKey(_)), "{error}");
    publisher.accept(described(&release("9.2.0", "2026-11-24T11:00:00Z"), &new), &here(), &mut memory, now()).unwrap();
}

#[test]
fn a_revocation_counts_whatever_else_its_description_says() {
    let [old, new] = [1, 2].map(Minisign::new);
    let publisher = publisher(&[&old, &new]);
    let date = "2026-11-24T10:00:00Z";
    let mut other_target = revoking("9.1.0", date, &[&old]);
    other_target["packages"][0]["target"] = json!("plan9-386");
    let mut other_format = revoking("9.1.0", date, &[&old]);
    other_format["format"] = json!(2);
    let mut other_ids = revoking("9.1.0", date, &[&old]);
    other_ids["revokedKeys"].as_array_mut().unwrap().push(json!("an id of another kind"));
    let future = revoking("9.1.0", "2027-01-01T00:00:00Z", &[&old]);
    for description in [other_target, other_format, other_ids, future, revoking("9999.0.0", date, &[&old])] {
        let mut memory = UpgoMemory::default();
        publisher.accept(of_a_thief(&old), &here(), &mut memory, now()).unwrap();
        publisher.accept(described(&description, &new), &here(), &mut memory, now()).unwrap_err();
        assert_eq!(publisher.known(&here(), &memory, now()), None, "{description}");
        publisher.accept(described(&release("9.1.0", date), &new), &here(), &mut memory, now()).unwrap();
    }
}

#[test]
fn no_key_revokes_one_of_a_higher_rank_whoever_is_first() {
    let [low, high] = [1, 2].map(Minisign::new);
    let publisher = publisher(&[&low, &high]);
    let by = |key: &Minisign, other: &Minisign| described(&revoking("9.1.0", "2026-11-24T10:00:00Z", &[other]), key);
    for first in [true, false] {
        let mut memory = UpgoMemory::default();
        if first {
            publisher.accept(by(&low, &high), &here(), &mut memory, now()).unwrap();
            assert!(memory.revocations.is_empty());
        }
        publisher.accept(by(&high, &low), &here(), &mut memory, now()).unwrap();
        let error = publisher.accept(by(&low, &high), &here(), &mut memory, now()).unwrap_err();
        assert!(matches!(error, UpgoError::RevokedKey(_)), "{error}");
        publisher.accept(by(&high, &low), &here(), &mut memory, now()).unwrap();
        assert_eq!(memory.revocations.len(), 1, "the same is remembered once");
    }
}

#[test]
fn another_version_of_upgo_judges_a_remembered_revocation_by_its_own_keys() {
    let [first, second, third] = [1, 2, 3].map(Minisign::new);
    let (before, after) = (publisher(&[&first, &second]), publisher(&[&second, &third]));
    let mut memory = UpgoMemory::default();
    // A thief of the first key names one that only the next version knows.
    let stolen = described(&revoking("9.1.0", "2026-11-24T10:00:00Z", &[&second, &third]), &first);
    before.accept(stolen, &here(), &mut memory, now()).unwrap();
    for key in [&second, &third] {
        let mut memory = memory.clone();
        after.accept(described(&release("9.2.0", "2026-11-24T11:00:00Z"), key), &here(), &mut memory, now()).unwrap();
    }
    // The new version remembers a revocation of a key that it no longer knows, for the version before.
    let rotated = described(&revoking("9.2.0", "2026-11-24T11:00:00Z", &[&first]), &second);
    after.accept(rotated, &here(), &mut memory, now()).unwrap();
    let error = before.accept(of_a_thief(&first), &here(), &mut memory, now()).unwrap_err();
    assert!(matches!(error, UpgoError::RevokedKey(_)), "{error}");
}

#[test]
fn old_revocations_are_not_lost_by_a_replay_or_by_many() {
    let [old, new] = [1, 2].map(Minisign::new);
    let publisher = publisher(&[&old, &new]);
    let mut memory = UpgoMemory::default();
    let rotated = described(&revoking("9.1.0", "2026-11-24T10:00:00Z", &[&old]), &new);
    publisher.accept(rotated.clone(), &here(), &mut memory, now()).unwrap();
    for number in 10..30 {
        let other = Minisign::new(number);
        let more = revoking("9.1.0", "2026-11-24T10:00:00Z", &[&other]);
        publisher.accept(described(&more, &new), &here(), &mut memory, now()).unwrap();
    }
    assert!(memory.revocations.len() <= 4, "{}", memory.revocations.len());
    let all = publisher.accept(of_a_thief(&old), &here(), &mut memory, now());
    assert!(matches!(all, Err(UpgoError::RevokedKey(_))));
    // An older description with an older revocation is refused, and its revocation still counts.
    let mut memory = UpgoMemory::default();
    publisher.accept(of_a_thief(&old), &here(), &mut memory, now()).unwrap();
    let aged = described(&revoking("9.0.0", "2026-10-01T00:00:00Z", &[&old]), &new);
    publisher.accept(aged, &here(), &mut memory, now()).unwrap();
    publisher.accept(rotated, &here(), &mut memory, now()).unwrap();
}

#[test]
fn a_date_or_a_version_that_cannot_be_true_is_refused_and_not_remembered() {
    let key = Minisign::new(1);
    let publisher = publisher(&[&key]);
    for (version, date) in [
        ("9999.0.0", "2026-11-24T10:00:00Z"),
        ("18446744073709551615.0.0", "2026-11-24T10:00:00Z"),
        ("100.0.0", "2026-11-24T10:00:00Z"),
        ("0.256.0", "2026-11-24T10:00:00Z"),
        ("0.2.65536", "2026-11-24T10:00:00Z"),
        ("9.1.0", "2026-11-25T12:00:01Z"),
        ("9.1.0", "9999-01-01T00:00:00Z"),
    ] {
        let mut memory = UpgoMemory::default();
        let liar = described(&release(version, date), &key);
        let error = publisher.accept(liar.clone(), &here(), &mut memory, now()).unwrap_err();
        assert_eq!(error.code(), Code::SelfImplausible, "{error}");
        assert_eq!(memory, UpgoMemory::default());
        // The same in what is remembered, such as by a clock that was wrong then.
        let mut memory = UpgoMemory { newest: Some(liar), ..UpgoMemory::default() };
        assert_eq!(publisher.known(&here(), &memory, now()), None);
        let honest = described(&release("9.1.0", "2026-11-24T10:00:00Z"), &key);
        publisher.accept(honest, &here(), &mut memory, now()).unwrap();
    }
    for date in ["2026-11-25T12:00:00Z", "1970-01-01T00:00:00Z"] {
        let possible = described(&release("99.255.65535", date), &key);
        publisher.accept(possible, &here(), &mut UpgoMemory::default(), now()).unwrap();
    }
}

#[test]
fn a_signature_is_for_one_file() {
    let key = Minisign::new(1);
    let publisher = publisher(&[&key]);
    let text = release("9.0.0", "2026-11-01T00:00:00Z").to_string();
    let accept = |comment: &str| {
        let described = Described { signature: key.sign_for(text.as_bytes(), comment), text: text.clone() };
        publisher.accept(described, &here(), &mut UpgoMemory::default(), now())
    };
    for good in ["upgo 9.0.0 upgo-update.json 2026-11-01T00:00:00Z", "timestamp:1\tfile:upgo-update.json\thashed"] {
        accept(good).unwrap();
    }
    for other in [
        "",
        "upgo",
        "upgo 9.0.0 SHA256SUMS 2026-11-01T00:00:00Z",
        "upgo 9.0.0 release.json upgo-update.json",
        "timestamp:1\tfile:SHA256SUMS\thashed",
        "timestamp:1\tfile:release.json file:upgo-update.json",
        "upgo-update.json",
    ] {
        let error = accept(other).unwrap_err();
        assert!(matches!(error, UpgoError::OtherFile), "{other}: {error}");
    }
}

#[test]
fn an_older_description_is_refused_by_version_and_by_date() {
    let key = Minisign::new(1);
    let publisher = publisher(&[&key]);
    let mut memory = UpgoMemory::default();
    publisher.accept(described(&release("9.1.0", "2026-11-02T00:00:00Z"), &key), &here(), &mut memory, now()).unwrap();
    for (version, date) in [("9.0.0", "2026-11-03T00:00:00Z"), ("9.1.0", "2026-11-01T00:00:00Z")] {
        let older = described(&release(version, date), &key);
        let error = publisher.accept(older, &here(), &mut memory, now()).unwrap_err();
        assert_eq!(error.code(), Code::SelfOlder, "{error}");
        let (day, _) = date.split_once('T').unwrap();
        let expected =
            format!("the description of Upgo {version} is dated {day}, but one dated 2026-11-02 already offered 9.1.0");
        assert_eq!(error.to_string(), expected);
    }
    publisher.accept(described(&release("9.1.0", "2026-11-02T00:00:00Z"), &key), &here(), &mut memory, now()).unwrap();
    publisher
        .accept(described(&release("9.2.0-rc.1", "2026-11-03T00:00:00Z"), &key), &here(), &mut memory, now())
        .unwrap();
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
    known.verify(&asked, &here(), &UpgoMemory::default(), now()).unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn a_publisher_that_never_answers_is_asked_only_as_long_as_a_small_document_may_take() {
    let (server, key) = (Server::start(), Minisign::new(1));
    serve_description(&server, &release("9.0.0", "2026-11-01T00:00:00Z"), &key);
    server.always(DESCRIPTION, Act::Hold);
    let mut config = HttpConfig::default();
    let [answer, whole] = [20, 100].map(Duration::from_millis);
    config.times = Times { connect: Duration::ZERO, answer, whole, ..config.times };
    let publisher = Publisher::new(&server.url(), &[&key.public()]).unwrap();
    publisher.ask(&Http::new(config), &Cancel::default()).unwrap_err();
    // On a busy machine, the first request may come too late to be seen.
    assert!(server.requests().len() <= 1, "the pause before the next attempt is longer than what is left");
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
