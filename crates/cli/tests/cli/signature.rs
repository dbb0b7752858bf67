//! Promise: Google's signature alone proves an archive. An invalid signature blocks the release, whatever the settings
//! say. Without a signature, the other checks still apply.
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use upgo_testkit::checksum_database::ChecksumDatabase;
use upgo_testkit::lab::{Lab, Ran, Run};
use upgo_testkit::limit::InTime as _;
use upgo_testkit::openpgp::{BORN, Binding, DAY, Hash, Owner, Reason, Signing, armored};
use upgo_testkit::release::Release;
use upgo_testkit::server::{Act, Server};

use crate::lab;
use crate::schemas::fits;

const KEY_FILE: &str = "linux_signing_key.pub";
const DATABASE: &str = "sum.example.com";
const WEEK: Duration = Duration::from_hours(7 * 24);

/// A sandbox whose Upgo trusts a test key, with the key file on a separate server. The checksum database is off.
struct World {
    lab: Lab,
    keys: Server,
    owner: Owner,
}

impl World {
    /// go1.26.6 is installed and current, and go1.27.3 is available. Neither is signed yet.
    fn new() -> Self {
        Self::of(Owner::new())
    }

    fn of(owner: Owner) -> Self {
        let keys = Server::start();
        let signer = format!("{} {}", owner.primary(), keys.url());
        let mut lab = lab().with_variable("UPGO_TEST_SIGNER", signer).with_variable("GOSUMDB", "off");
        for version in ["go1.26.6", "go1.27.3"] {
            lab.add_release(version);
        }
        lab.upgo(["install", "1.26.6", "--use"]).succeeds();
        lab.upgo(["settings", "set", "proof-for-own-feed", "true"]).succeeds();
        keys.file(KEY_FILE, owner.keys());
        Self { lab, keys, owner }
    }

    /// Like [`Self::new`], with go1.27.3 signed.
    fn signed() -> Self {
        let world = Self::new();
        world.puts(&world.owner.sign(world.archive()));
        world
    }

    fn archive(&self) -> &[u8] {
        self.lab.release("go1.27.3").bytes()
    }

    /// The name of the signature of go1.27.3.
    fn name(&self) -> String {
        format!("{}.asc", self.lab.release("go1.27.3").filename())
    }

    /// Serves this signature for go1.27.3.
    fn puts(&self, signature: &str) {
        self.lab.server.file(&self.name(), signature);
    }

    fn settings(&self, key: &str, value: &str) {
        self.lab.upgo(["settings", "set", key, value]).succeeds();
    }

    /// The newest entry of the history.
    fn last(&self) -> Value {
        self.lab.upgo(["history", "--json"]).succeeds().json()["entries"][0].clone()
    }

    fn receipt(&self) -> PathBuf {
        self.lab.home().join("receipts").join("go1.27.3.json")
    }

    /// The signature part of the receipt of go1.27.3.
    fn written(&self) -> Value {
        let receipt = std::fs::read(self.receipt()).unwrap();
        serde_json::from_slice::<Value>(&receipt).unwrap()["proof"]["signature"].clone()
    }

    /// The folder with cached signatures and keys.
    fn kept(&self) -> PathBuf {
        self.lab.home().join("cache").join("openpgp")
    }

    /// The number of requests for the key file.
    fn key_requests(&self) -> usize {
        self.keys.requests().len()
    }

    /// Whether the release server was asked for the signature.
    fn is_signature_requested(&self) -> bool {
        let (requests, name) = (self.lab.server.requests(), self.name());
        requests.iter().any(|seen| seen.path == name)
    }

    /// Checks that a run is refused with this code, and that only go1.26.6 is installed.
    fn refuses(&self, run: Run, code: &str) -> Ran {
        let ran = run.exits(4);
        assert_eq!(ran.json()["error"]["code"], code, "{ran}");
        assert_eq!(self.lab.toolchains(), ["go1.26.6"], "{ran}");
        assert_eq!(self.lab.go_version(), "go1.26.6", "{ran}");
        assert_eq!(self.lab.names_in("staging"), [""; 0], "{ran}");
        ran
    }

    /// Installs and removes go1.27.3. Returns the signature part of its receipt.
    fn tried(&self) -> Value {
        self.lab.upgo(["install", "1.27.3"]).succeeds();
        let written = self.written();
        self.lab.upgo(["remove", "1.27.3"]).succeeds();
        written
    }

    fn is_in_cache(&self) -> bool {
        let filename = self.lab.release("go1.27.3").filename();
        let names = [filename.to_owned(), format!("{filename}.part")];
        self.lab.names_in("cache").iter().any(|name| names.contains(name))
    }

    /// A local file with go1.27.3, optionally with a signature next to it.
    fn file(&self, signature: Option<&str>) -> PathBuf {
        let release = self.lab.release("go1.27.3");
        let file = self.lab.path("tmp").join(release.filename());
        std::fs::write(&file, release.bytes()).unwrap();
        if let Some(signature) = signature {
            std::fs::write(file.with_file_name(self.name()), signature).unwrap();
        }
        file
    }
}

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
fn the_key_file_is_downloaded_again_for_an_unknown_subkey() {
    let world = World::signed();
    world.keys.file(KEY_FILE, world.owner.keys_before_rotation());
    assert_eq!(world.tried()["state"], "proven");
    assert_eq!(world.tried()["state"], "proven");
    assert_eq!(world.key_requests(), 1, "the key file was not cached");

    std::fs::remove_file(world.kept().join(world.name())).unwrap();
    world.puts(&world.owner.sign_after_rotation(world.archive()));
    world.keys.next(KEY_FILE, [Act::Status(503)]);
    let missing = world.tried();
    assert!(missing["why"]["text"].as_str().unwrap().contains("newer keys are not available"), "{missing}");
    let ran = world.refuses(world.lab.upgo(["install", "1.27.3", "--json"]), "UPGO-VERIFY-SIGNATURE");
    assert!(format!("{ran}").contains(&world.owner.subkey(1)), "the newest key file does not have the subkey: {ran}");
    assert_eq!(world.key_requests(), 3);

    world.keys.file(KEY_FILE, world.owner.keys());
    let proven = world.tried();
    assert_eq!((&proven["state"], &proven["subkey"]), (&"proven".into(), &world.owner.subkey(1).into()));
    assert_eq!(world.tried()["state"], "proven");
    assert_eq!(world.key_requests(), 4);
}

#[test]
fn the_key_file_is_refreshed_after_a_week_to_learn_of_revocations() {
    let world = World::signed();
    assert_eq!(world.tried()["state"], "proven");
    let revoked = Binding { revokes: Some(Reason::Compromised), ..Binding::default() };
    world.keys.file(KEY_FILE, world.owner.keys_with(&[Binding::default(), revoked]));
    assert_eq!(world.tried()["state"], "proven");

    let kept = std::fs::File::options().write(true).open(world.kept().join(KEY_FILE)).unwrap();
    kept.set_modified(SystemTime::now() - WEEK - Duration::from_mins(1)).unwrap();
    world.keys.next(KEY_FILE, [Act::Status(503)]);
    assert_eq!(world.tried()["state"], "proven", "the cached keys count until there are newer ones");
    let install = || world.lab.upgo(["install", "1.27.3", "--json"]);
    world.refuses(install(), "UPGO-VERIFY-SIGNATURE");
    world.keys.file(KEY_FILE, world.owner.keys());
    world.refuses(install(), "UPGO-VERIFY-SIGNATURE");
    assert_eq!(world.key_requests(), 3, "a known revocation was forgotten");
}

#[test]
fn a_proven_release_is_proven_again_offline_and_a_damaged_cache_is_ignored() {
    let world = World::signed();
    assert_eq!(world.tried()["state"], "proven");
    world.lab.server.always(&world.name(), Act::Status(503));
    world.keys.always(KEY_FILE, Act::Status(503));
    assert_eq!(world.tried()["state"], "proven");
    for bad in ["", "rubbish", &world.owner.sign(b"other bytes")] {
        std::fs::write(world.kept().join(world.name()), bad).unwrap();
        assert_eq!(world.tried()["state"], "missing", "{bad}");
    }
    std::fs::write(world.kept().join(KEY_FILE), "rubbish").unwrap();
    world.lab.server.always(&world.name(), Act::NoValidator);
    world.keys.always(KEY_FILE, Act::NoValidator);
    assert_eq!(world.tried()["state"], "proven");
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
    let mut events = BufReader::new(upgrade.stderr.take().unwrap()).lines().map_while(Result::ok);
    assert!(events.any(|line| line.contains(r#""type":"unpacked""#) && line.contains(r#""done":5"#)));
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

/// A mirror with go1.26.6 and the signed go1.27.3, built online.
fn mirror() -> (World, PathBuf) {
    let world = World::signed();
    let folder = world.lab.path("a mirror");
    let ran = build(&world, &folder, None).succeeds().json();
    assert_eq!((&ran["files"][0]["hasSignature"], &ran["files"][1]["hasSignature"]), (&false.into(), &true.into()));
    (world, folder)
}

fn build(world: &World, folder: &Path, from: Option<&Path>) -> Run {
    let words = ["mirror", "build", folder.to_str().unwrap(), "--versions", "1.26.6,1.27.3", "--json"];
    let from = from.iter().flat_map(|from| ["--from", from.to_str().unwrap()]);
    world.lab.upgo(words.into_iter().chain(from))
}

/// A run in a home that was never online, has only the mirror, and requires a signature.
fn offline<const N: usize>(world: &World, feed: &str, arguments: [&str; N]) -> Run {
    let home = world.lab.path("offline");
    std::fs::remove_dir_all(&home).ok();
    std::fs::create_dir_all(&home).unwrap();
    std::fs::write(home.join("settings.toml"), "proof = \"required\"\n").unwrap();
    let signer = format!("{} http://127.0.0.1:1/", world.owner.primary());
    let run = world.lab.upgo(arguments).with("UPGO_HOME", &home).with("UPGO_FEED_URL", feed);
    run.with("UPGO_TEST_SIGNER", signer)
}

fn folder_url(folder: &Path) -> String {
    format!("file://{}", folder.display()).replace(' ', "%20")
}

#[test]
fn an_offline_machine_checks_the_signature_through_an_untrusted_mirror() {
    let (world, folder) = mirror();
    let feed = folder_url(&folder);
    let ran = offline(&world, &feed, ["install", "1.27.3", "--json"]).succeeds();
    assert_eq!(ran.json()["proof"], "proven", "{ran}");

    // The mirror forges both the archive and the index.
    let honest = world.lab.release("go1.27.3");
    let evil = Release::sample("go1.27.3", &world.lab.sample_go()).with_file("LICENSE", b"none");
    let index = std::fs::read_to_string(folder.join("index.json")).unwrap();
    let lying = index.replace(&honest.sha256(), &evil.sha256());
    let lying = lying.replace(&honest.bytes().len().to_string(), &evil.bytes().len().to_string());
    std::fs::write(folder.join("index.json"), lying).unwrap();
    std::fs::write(folder.join(evil.filename()), evil.bytes()).unwrap();
    let refuses = |code: &str| {
        let ran = offline(&world, &feed, ["install", "1.27.3", "--json"]).exits(4);
        assert_eq!(ran.json()["error"]["code"], code, "{ran}");
    };
    refuses("UPGO-VERIFY-SIGNATURE");
    // The mirror signs it with its own keys: in addition to Google's, instead of them, and under their name.
    let liar = Owner::new();
    std::fs::write(folder.join(world.name()), liar.sign(evil.bytes())).unwrap();
    refuses("UPGO-VERIFY-SIGNATURE");
    for (keys, code) in [
        (liar.keys(), "UPGO-VERIFY-UNPROVEN"),
        (format!("{}\n{}", liar.keys(), world.owner.keys()), "UPGO-VERIFY-SIGNATURE"),
        (world.owner.keys_claimed_by(&liar)[1].clone(), "UPGO-VERIFY-SIGNATURE"),
    ] {
        std::fs::write(folder.join(KEY_FILE), keys).unwrap();
        refuses(code);
    }
    std::fs::remove_file(folder.join(world.name())).unwrap();
    refuses("UPGO-VERIFY-UNPROVEN");
}

#[test]
fn mirror_serve_serves_the_signatures_too() {
    let (world, folder) = mirror();
    let mut serving = world.lab.upgo(["mirror", "serve", folder.to_str().unwrap(), "--addr", "127.0.0.1:0"]).starts();
    let mut url = String::new();
    BufReader::new(serving.stdout.take().unwrap()).read_line(&mut url).unwrap();
    let ran = offline(&world, url.trim(), ["install", "1.27.3", "--json"]).ends();
    serving.kill().unwrap();
    serving.status_in_time().unwrap();
    assert_eq!((ran.code, &ran.json()["proof"]), (Some(0), &"proven".into()), "{ran}");
}

#[test]
fn an_offline_machine_checks_the_signature_in_a_bundle() {
    let (world, folder) = mirror();
    let create = |file: &Path, from: &Path| {
        let [file, from] = [file, from].map(|path| path.to_str().unwrap().to_owned());
        let words = ["bundle", "create", &file, "--versions", "1.27.3", "--from", &from, "--without-upgo", "--json"];
        world.lab.upgo(words).succeeds().json()
    };
    let install = |file: &Path| {
        let file = file.to_str().unwrap();
        offline(&world, "http://127.0.0.1:1/", ["install", "--bundle", file, "--without-proof", "--json"])
    };
    let good = world.lab.path("bundle.zip");
    assert_eq!(create(&good, &folder)["files"][0]["hasSignature"], true);
    assert_eq!(install(&good).succeeds().json()["proof"], "proven");
    // Without its signature, nothing but the bundle vouches for the archive.
    std::fs::remove_file(folder.join(world.name())).unwrap();
    world.lab.server.always(&world.name(), Act::Status(404));
    let unsigned = world.lab.path("unsigned.zip");
    assert_eq!(create(&unsigned, &folder)["files"][0]["hasSignature"], false);
    assert_eq!(install(&unsigned).exits(4).json()["error"]["code"], "UPGO-VERIFY-UNPROVEN");
}

#[test]
fn mirror_build_from_a_folder_copies_valid_signatures_only() {
    let (world, folder) = mirror();
    let copy = world.lab.path("copy");
    let alone = |run: Run| run.with("UPGO_TEST_SIGNER", format!("{} http://127.0.0.1:1/", world.owner.primary()));
    world.lab.server.always(&world.name(), Act::Status(404));
    let ran = alone(build(&world, &copy, Some(&folder))).succeeds();
    assert_eq!(ran.json()["files"][1]["hasSignature"], true, "{ran}");
    assert!(copy.join(world.name()).is_file() && copy.join(KEY_FILE).is_file());
    let ran = alone(build(&world, &copy, None)).succeeds();
    assert_eq!(ran.json()["files"][1]["hasSignature"], true, "the existing signature was not kept: {ran}");

    std::fs::write(folder.join(world.name()), world.owner.sign(b"other bytes")).unwrap();
    std::fs::remove_dir_all(&copy).unwrap();
    let ran = alone(build(&world, &copy, Some(&folder))).exits(4);
    assert_eq!(ran.json()["error"]["code"], "UPGO-VERIFY-SIGNATURE", "{ran}");
    assert!(!copy.join(world.name()).exists());
}

#[test]
fn keys_that_cannot_be_cached_are_downloaded_each_time() {
    let world = World::signed();
    std::fs::create_dir_all(world.lab.home().join("cache")).unwrap();
    std::fs::write(world.kept(), "a file where the folder should be").unwrap();
    for times in 1..=2 {
        assert_eq!((&world.tried()["state"], world.key_requests()), (&"proven".into(), times));
    }
}
