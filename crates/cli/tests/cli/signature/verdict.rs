//! What a signature proves and blocks, and what applies without one.
use std::path::Path;

use serde_json::{Value, json};
use upgo_testkit::checksum_database::ChecksumDatabase;
use upgo_testkit::limit::{InTime as _, lines_in_time};
use upgo_testkit::openpgp::{BORN, Binding, DAY, Hash, Owner, Reason, Signing, armored};
use upgo_testkit::server::{Act, Server};

use super::world::{KEY_FILE, World};
use crate::kill::is_unpacked;
use crate::schemas::fits;

const DATABASE: &str = "sum.example.com";

#[test]
fn a_signed_release_is_proven_and_the_chain_names_the_key() {
    let world = World::signed();
    let ran = world.lab.upgo(["upgrade", "--json"]).succeeds();
    assert_eq!((&ran.json()["proof"], world.lab.go_version().as_str()), (&"proven".into(), "go1.27.3"), "{ran}");
    assert_eq!(world.last()["proof"], "proven");
    let place = format!("{}{}", world.lab.server.url(), world.name());
    let (primary, subkey) = (world.owner.primary(), world.owner.subkey(0));
    let expected = json!({
        "state": "proven", "primary": primary, "subkey": subkey, "signedAt": "2023-11-15T22:13:20Z", "place": place,
    });
    assert_eq!(world.written(), expected);

    let chain = world.lab.upgo(["verify", "1.27.3", "--why", "--json"]).succeeds().json();
    fits("proof", &chain);
    let link = chain["links"].as_array().unwrap().iter().find(|link| link["kind"] == "openpgp").unwrap();
    assert_eq!((&chain["level"], &link["state"]), (&"proven".into(), &"holds".into()));
    let evidence = link["evidence"].as_array().unwrap().iter().map(|evidence| evidence["value"].as_str().unwrap());
    assert_eq!(evidence.collect::<Vec<_>>(), [&primary, &subkey, "2023-11-15T22:13:20Z", &place]);
    let told = world.lab.upgo(["verify", "1.27.3", "--why"]).succeeds().output;
    assert!(told.contains(&subkey) && told.contains("Google's signature"), "{told}");
    let states = world.lab.upgo(["verify", "1.27.3", "--json"]).succeeds().json();
    assert_eq!(
        (&states["proof"]["openpgp"], &states["proof"]["checksumDatabase"]),
        (&"holds".into(), &"notAsked".into())
    );
}

#[test]
fn an_invalid_signature_always_blocks_the_release() {
    let world = World::of(Owner::rsa()); // newer kinds of keys cannot sign with SHA-1
    let (owner, other) = (&world.owner, Owner::new());
    let right = owner.sign(world.archive());
    let of = |binding| owner.keys_with(&[Binding::default(), binding]);
    let revoked = |why| of(Binding { revokes: Some(why), ..Binding::default() });
    let as_is = owner.keys();
    for (case, signature, keys, words, is_kept) in [
        ("another file", owner.sign(b"other bytes"), as_is.clone(), "does not match this file", false),
        ("a stranger's key", other.sign(world.archive()), as_is.clone(), "does not belong to the signer", true),
        (
            "a stranger's key in the key file",
            other.sign(world.archive()),
            owner.keys_claimed_by(&other)[1].clone(),
            "is not bound to the primary key for signing",
            true,
        ),
        ("the end is missing", right[..right.len() / 2].to_owned(), as_is.clone(), "not an OpenPGP signature", true),
        (
            "too late",
            owner.sign_as(world.archive(), Signing { at: BORN + 9 * DAY, ..Signing::default() }),
            owner.keys_with(&[Binding { lasts: Some(9 * DAY), ..Binding::default() }]),
            "was not valid when it was made",
            true,
        ),
        (
            "ended itself",
            owner.sign_as(world.archive(), Signing { lasts: Some(60), ..Signing::default() }),
            as_is.clone(),
            "was not valid when it was made",
            true,
        ),
        ("revoked", right.clone(), revoked(Reason::Compromised), "was revoked", true),
        ("revoked for no reason", right.clone(), revoked(Reason::Unsaid), "was revoked", true),
        ("the primary was revoked", right.clone(), owner.keys_revoked(), "was revoked", true),
        (
            "SHA-1",
            owner.sign_as(world.archive(), Signing { hash: Hash::Sha1, ..Signing::default() }),
            as_is.clone(),
            "is not secure",
            true,
        ),
    ] {
        world.puts(&signature);
        world.keys.file(KEY_FILE, keys);
        std::fs::remove_dir_all(world.lab.home().join("cache")).ok();
        let ran = world.refuses(world.lab.upgo(["upgrade", "--json"]), "UPGO-VERIFY-SIGNATURE");
        assert!(ran.json()["error"]["message"].as_str().unwrap().contains(words), "{case}: {ran}");
        assert_eq!(
            world.is_in_cache(),
            is_kept,
            "{case}: the archive is deleted only if the signature is for other bytes"
        );
        let confirmed = world.lab.upgo(["install", "1.27.3", "--without-proof", "--json"]);
        world.refuses(confirmed, "UPGO-VERIFY-SIGNATURE");
    }
    world.puts(&right);
    world.keys.file(KEY_FILE, as_is);
    world.lab.upgo(["upgrade"]).succeeds();
    assert_eq!(world.last()["proof"], "proven");
}

#[test]
fn without_a_signature_or_key_the_checksum_is_enough_and_that_is_reported() {
    let world = World::new();
    let why = |written: &Value| written["why"]["text"].as_str().unwrap().to_owned();
    let missing = world.tried();
    assert_eq!(
        (&missing["state"], &missing["why"]["text"]),
        (&"missing".into(), &"there is none next to the archive".into())
    );
    assert_eq!(world.key_requests(), 0, "without a signature, no key is needed");
    let entries = world.lab.upgo(["history", "--json"]).succeeds().json();
    assert_eq!(entries["entries"][1]["proof"], "digestOnly");

    world.puts("<html>Sign in</html>");
    assert!(why(&world.tried()).contains("is not a signature"));
    world.puts(&world.owner.sign(world.archive()));
    for act in [Act::Status(404), Act::Status(503), Act::Page] {
        world.keys.next(KEY_FILE, [act]);
        let missing = world.tried();
        assert!(why(&missing).contains("keys are not available"), "{missing}");
    }
    world.keys.file(KEY_FILE, Owner::new().keys());
    assert!(why(&world.tried()).contains(&world.owner.primary()), "another owner's keys do not count");
    world.lab.server.always(&world.name(), Act::Status(503));
    assert!(why(&world.tried()).contains("503"));
}

#[test]
fn a_signature_satisfies_a_required_proof() {
    let world = World::new();
    world.settings("proof", "required");
    world.settings("proof-for-own-feed", "false");
    let ran = world.refuses(world.lab.upgo(["upgrade", "--json"]), "UPGO-VERIFY-UNPROVEN");
    let message = ran.json()["error"]["message"].as_str().unwrap().to_owned();
    assert!(message.contains("GOSUMDB is off") && message.contains("there is none next to the archive"), "{ran}");
    world.refuses(world.lab.upgo(["upgrade", "--without-proof", "--json"]), "UPGO-VERIFY-UNPROVEN");
    world.puts(&world.owner.sign(world.archive()));
    world.lab.upgo(["upgrade"]).succeeds();
    assert_eq!(world.last()["proof"], "proven");
}

#[test]
fn the_signature_and_the_database_can_each_prove_and_each_block() {
    let world = World::new();
    let sums = Server::start();
    let database = |releases: &[(&str, &str)]| {
        let database = ChecksumDatabase::new(DATABASE).with_others(300);
        releases.iter().fold(database, |database, (toolchain, h1)| database.with(toolchain, h1))
    };
    let (old, new) = (world.lab.release("go1.26.6"), world.lab.release("go1.27.3"));
    let (first, second) = ((old.toolchain(), old.h1()), (new.toolchain(), new.h1()));
    let first = (first.0.as_str(), first.1.as_str());
    database(&[first]).serve(&sums, "");
    let gosumdb = ChecksumDatabase::new(DATABASE).gosumdb(&sums);
    let asked = |words: &[&str]| {
        world.lab.upgo(words).with("UPGO_TEST_DATABASE", &gosumdb).with("GOSUMDB", &gosumdb).with("GOPROXY", "off")
    };
    asked(&["remove", "1.26.6", "--force"]).succeeds();
    asked(&["install", "1.26.6", "--use"]).succeeds();
    assert_eq!(world.last()["proof"], "proven", "the database was reached, so from now on its absence counts");

    // First neither is a proof, then the signature alone is.
    let ran = world.refuses(asked(&["upgrade", "--json"]), "UPGO-VERIFY-UNPROVEN");
    assert!(format!("{ran}").contains("there is no valid OpenPGP signature either"), "{ran}");
    world.puts(&world.owner.sign(world.archive()));
    asked(&["install", "1.27.3"]).succeeds();
    assert_eq!(world.last()["proof"], "proven");
    asked(&["remove", "1.27.3"]).succeeds();
    // The database is a proof, but the signature is invalid.
    database(&[first, (&second.0, &second.1)]).serve(&sums, "");
    std::fs::remove_dir_all(world.kept()).unwrap();
    world.puts(&world.owner.sign(b"other bytes"));
    world.refuses(asked(&["upgrade", "--json"]), "UPGO-VERIFY-SIGNATURE");
    // The signature is valid, but the database contradicts.
    let lies = Server::start();
    let other = "h1:TmiC7kE4hHuA7UwTcrWUtL/Curn//Xchpqc+HHYEv2M=";
    database(&[first, (&second.0, other)]).serve(&lies, "");
    let forget = || {
        std::fs::remove_dir_all(world.lab.home().join("cache")).unwrap();
        std::fs::remove_file(world.lab.home().join("checksum-database.json")).unwrap();
    };
    forget();
    world.puts(&world.owner.sign(world.archive()));
    let lying = ChecksumDatabase::new(DATABASE).gosumdb(&lies);
    world.refuses(asked(&["upgrade", "--json"]).with("GOSUMDB", lying), "UPGO-VERIFY-CONTRADICTS");
    forget();
    asked(&["upgrade"]).succeeds();
    assert_eq!(world.last()["proof"], "proven");
}

#[test]
fn no_signature_is_requested_if_the_user_turned_proofs_off() {
    for (setting, value, by) in [("proof", "digest", "setting"), ("proof-for-own-feed", "false", "ownFeed")] {
        let world = World::signed();
        world.settings(setting, value);
        world.lab.upgo(["upgrade"]).succeeds();
        assert_eq!(world.written(), json!({ "state": "notAsked", "by": by }));
        assert!(!world.is_signature_requested() && world.key_requests() == 0, "{by}");
        assert_eq!(world.last()["proof"], "digestOnly");
        let states = world.lab.upgo(["verify", "1.27.3", "--json"]).succeeds().json();
        assert_eq!(states["proof"]["openpgp"], "notAsked");
    }
}

#[test]
fn a_signature_of_an_unknown_kind_counts_as_none() {
    let world = World::signed();
    world.puts(&armored("SIGNATURE", b"\xc2\x02\x06\x00"));
    let missing = world.tried();
    assert_eq!(missing["state"], "missing");
    assert!(missing["why"]["text"].as_str().unwrap().contains("cannot check (version 6)"), "{missing}");
}

#[test]
fn a_bad_signature_on_a_mirror_is_ignored_if_the_feed_has_a_good_one() {
    let world = World::signed();
    let mirror = Server::start();
    let filename = world.lab.release("go1.27.3").filename();
    mirror.file(filename, world.archive()).file(&world.name(), world.owner.sign(b"other bytes"));
    // The same if the mirror has its own key file.
    mirror.file(KEY_FILE, Owner::new().keys());
    world.lab.upgo(["upgrade"]).with("UPGO_MIRRORS", mirror.url()).succeeds();
    let written = world.written();
    assert!(written["place"].as_str().unwrap().starts_with(&world.lab.server.url()), "{written}");
    assert!(mirror.requests().iter().any(|seen| seen.path == world.name()), "the mirror was not asked first");
}

#[test]
fn the_signature_is_downloaded_in_parallel_and_waited_for() {
    let world = World::signed();
    world.lab.server.next(&world.name(), [Act::Hold]);
    let mut upgrade = world.lab.upgo(["upgrade", "--progress", "json"]).starts();
    let mut events = lines_in_time(upgrade.stderr.take().unwrap()).map_while(Result::ok);
    assert!(events.any(|line| is_unpacked(&line)), "it was not unpacked first");
    assert_eq!(world.lab.toolchains(), ["go1.26.6"], "the release was committed before its signature was known");
    world.lab.server.release();
    for _ in events {} // the program blocks if its events are not read
    assert!(upgrade.status_in_time().unwrap().success());
    assert_eq!((world.lab.go_version().as_str(), &world.written()["state"]), ("go1.27.3", &"proven".into()));
}

#[test]
fn a_local_file_is_proven_only_by_the_signature_next_to_it() {
    let world = World::signed();
    let install = |file: &Path| world.lab.upgo([Path::new("install"), file, Path::new("--json")]);
    install(&world.file(None)).succeeds();
    assert_eq!(world.written()["state"], "missing");
    assert!(!world.is_signature_requested(), "the signature was requested from the network");
    world.lab.upgo(["remove", "1.27.3"]).succeeds();

    let file = world.file(Some(&world.owner.sign(b"other bytes")));
    world.refuses(install(&file), "UPGO-VERIFY-SIGNATURE");
    assert!(file.exists(), "the user's file was deleted");

    install(&world.file(Some(&world.owner.sign(world.archive())))).succeeds();
    assert_eq!(world.last()["proof"], "proven");
    assert!(world.written()["place"].as_str().unwrap().starts_with("file:"));
    assert!(!world.is_signature_requested());
}
