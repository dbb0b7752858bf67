//! Promise: a second root of trust, the Go checksum database, proves what is installed. If it was never reachable,
//! installing works without it. A release that it contradicts is never installed.
use std::path::{Path, PathBuf};

use upgo_testkit::checksum_database::ChecksumDatabase;
use upgo_testkit::lab::{Lab, Ran};
#[cfg(unix)]
use upgo_testkit::limit::InTime as _;
use upgo_testkit::release::Release;
use upgo_testkit::server::{Act, Server};
use upgo_testkit::vulns::Vulns;

use crate::kill::Victim;
use crate::lab;
use crate::policy::managed;
use crate::schemas::fits;

const OTHER: &str = "h1:TmiC7kE4hHuA7UwTcrWUtL/Curn//Xchpqc+HHYEv2M=";
const DATABASE: &str = "sum.example.com";

/// A sandbox with its own checksum database, which Go and Upgo trust.
struct World {
    lab: Lab,
    sums: Server,
}

impl World {
    fn new() -> Self {
        Self::with(["go1.26.6", "go1.27.3"])
    }

    fn with<const N: usize>(versions: [&str; N]) -> Self {
        let sums = Server::start();
        let gosumdb = ChecksumDatabase::new(DATABASE).gosumdb(&sums);
        let mut lab = lab()
            .with_variable("UPGO_TEST_DATABASE", &gosumdb)
            .with_variable("GOSUMDB", gosumdb)
            .with_variable("GOPROXY", "off");
        for version in versions {
            lab.add_release(version);
        }
        lab.upgo(["settings", "set", "proof-for-own-feed", "true"]).succeeds();
        Self { lab, sums }
    }

    /// A database with correct records of these releases.
    fn database<const N: usize>(&self, versions: [&str; N]) -> ChecksumDatabase {
        versions.iter().fold(ChecksumDatabase::new(DATABASE).with_others(300), |database, version| {
            let release = self.lab.release(version);
            database.with(&release.toolchain(), &release.h1())
        })
    }

    /// Like [`Self::new`], with go1.26.6 proven and current.
    fn after_a_proof() -> Self {
        let world = Self::new();
        world.database(["go1.26.6"]).serve(&world.sums, "");
        world.lab.upgo(["install", "1.26.6", "--use"]).succeeds();
        assert_eq!(world.last()["proof"], "proven");
        world
    }

    fn lookup(&self, version: &str) -> String {
        format!("lookup/golang.org/toolchain@v0.0.1-{}", self.lab.release(version).toolchain())
    }

    fn settings(&self, key: &str, value: &str) {
        self.lab.upgo(["settings", "set", key, value]).succeeds();
    }

    /// The newest entry of the history.
    fn last(&self) -> serde_json::Value {
        self.lab.upgo(["history", "--json"]).succeeds().json()["entries"][0].clone()
    }

    /// The checksum database's part of a version's receipt.
    fn written(&self, version: &str) -> serde_json::Value {
        let receipt = std::fs::read(self.lab.home().join("receipts").join(format!("{version}.json"))).unwrap();
        serde_json::from_slice::<serde_json::Value>(&receipt).unwrap()["proof"]["checksumDatabase"].clone()
    }

    /// Checks that a run is refused with this code, and that only go1.26.6 is installed.
    fn refuses<const N: usize>(&self, arguments: [&str; N], code: &str) -> Ran {
        let ran = self.lab.upgo(arguments).exits(4);
        assert_eq!(ran.json()["error"]["code"], code, "{ran}");
        assert_eq!(self.lab.toolchains(), ["go1.26.6"], "{ran}");
        assert_eq!(self.lab.go_version(), "go1.26.6", "{ran}");
        assert_eq!(self.lab.names_in("staging"), [""; 0], "{ran}");
        ran
    }
}

#[test]
fn a_release_with_a_matching_record_is_reported_as_proven() {
    let world = World::new();
    world.database(["go1.26.6", "go1.27.3"]).serve(&world.sums, "");
    let ran = world.lab.upgo(["install", "1.27.3", "--json"]).succeeds();
    assert_eq!(ran.json()["proof"], "proven", "{ran}");
    assert_eq!(world.last()["proof"], "proven");
    let written = world.written("go1.27.3");
    assert_eq!(
        (&written["state"], &written["treeSize"], &written["record"]),
        (&"proven".into(), &302.into(), &301.into())
    );
    assert_eq!(written["h1"], world.lab.release("go1.27.3").h1());
    let ran = world.lab.upgo(["install", "1.26.6"]).succeeds();
    assert!(!format!("{ran}").contains("list only"), "{ran}");
}

#[test]
fn a_database_that_was_never_reachable_blocks_nothing_and_is_reported() {
    let world = World::new();
    let ran = world.lab.upgo(["install", "1.27.3"]).succeeds();
    assert!(
        ran.output.contains("go1.27.3 is verified against the release list only; there is no independent proof."),
        "{ran}"
    );
    assert_eq!(
        (&world.last()["proof"], &world.written("go1.27.3")["state"]),
        (&"digestOnly".into(), &"missing".into())
    );
    let ran = world.lab.upgo(["history"]).succeeds();
    assert!(ran.output.contains("Install go1.27.3 (checksum only)"), "{ran}");
}

#[test]
fn once_reached_a_missing_proof_is_refused_unless_the_user_overrides() {
    let world = World::after_a_proof();
    for act in [Act::Status(503), Act::Status(404), Act::Page, Act::DropAfter(30)] {
        world.sums.always(&world.lookup("go1.27.3"), act);
        let ran = world.refuses(["upgrade", "--json"], "UPGO-VERIFY-UNPROVEN");
        assert!(ran.json()["error"]["next"].as_str().unwrap().contains("--without-proof"), "{ran}");
    }
    world.refuses(["install", "1.27.3", "--json"], "UPGO-VERIFY-UNPROVEN");
    let asked = world.lab.server.requests().len();
    world.lab.upgo(["upgrade", "--without-proof"]).succeeds();
    assert_eq!((world.lab.go_version().as_str(), &world.last()["proof"]), ("go1.27.3", &"digestOnly".into()));
    let filename = world.lab.release("go1.27.3").filename();
    let fetched = world.lab.server.requests()[asked..].iter().any(|seen| seen.path == filename);
    assert!(!fetched, "the earlier download was not reused");
}

#[test]
fn the_database_exposes_a_feed_and_a_mirror_that_lie_together() {
    let mut world = World::with(["go1.26.6"]);
    let honest = Release::sample("go1.27.3", &world.lab.sample_go());
    world.database(["go1.26.6"]).with(&honest.toolchain(), &honest.h1()).serve(&world.sums, "");
    world.lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    // Digest, length and tree are all consistent; only one file differs.
    let evil = honest.with_file("src/builtin/builtin.go", b"package evil\n");
    let filename = evil.filename().to_owned();
    world.lab.add(evil);
    world.refuses(["upgrade", "--json"], "UPGO-VERIFY-CONTRADICTS");
    world.refuses(["install", "1.27.3", "--without-proof", "--json"], "UPGO-VERIFY-CONTRADICTS");
    assert!(!world.lab.names_in("cache").iter().any(|name| *name == filename || name.contains(".part")));
}

#[test]
fn a_local_file_that_the_database_contradicts_is_refused() {
    let world = World::after_a_proof();
    let release = world.lab.release("go1.27.3");
    let file = world.lab.path("tmp").join(release.filename());
    std::fs::write(&file, release.bytes()).unwrap();
    let file = file.to_str().unwrap();
    let lying = world.database(["go1.26.6"]).with(&release.toolchain(), OTHER);
    lying.serve(&world.sums, "");
    world.refuses(["install", file, "--json"], "UPGO-VERIFY-CONTRADICTS");
    assert!(Path::new(file).exists(), "the user's file was deleted");
}

#[test]
fn a_local_file_with_the_right_bytes_is_proven() {
    let world = World::after_a_proof();
    let release = world.lab.release("go1.27.3");
    let file = world.lab.path("tmp").join(release.filename());
    std::fs::write(&file, release.bytes()).unwrap();
    world.database(["go1.26.6", "go1.27.3"]).serve(&world.sums, "");
    world.lab.upgo([PathBuf::from("install"), file]).succeeds();
    assert_eq!(world.written("go1.27.3")["state"], "proven");
}

#[test]
fn a_database_with_two_histories_is_never_trusted() {
    let world = World::after_a_proof();
    let release = world.lab.release("go1.27.3");
    let fork =
        ChecksumDatabase::new(DATABASE).with_others(299).with(&release.toolchain(), &release.h1()).with_others(1);
    fork.serve(&world.sums, "");
    let ran = world.refuses(["upgrade", "--json"], "UPGO-VERIFY-CONTRADICTS");
    assert!(ran.json()["error"]["message"].as_str().unwrap().contains("two histories"), "{ran}");
    world.refuses(["upgrade", "--without-proof", "--json"], "UPGO-VERIFY-CONTRADICTS");
}

#[test]
fn a_reset_forgets_what_servers_said_but_not_the_signed_head() {
    let world = World::after_a_proof();
    let url = Vulns::real().serve(&world.lab.server);
    world.lab.upgo(["check"]).with("UPGO_VULN_URL", url).succeeds();
    let head = || std::fs::read(world.lab.home().join("checksum-database.json")).unwrap();
    let before = head();
    let forgotten = world.lab.upgo(["cache", "reset", "--json"]).succeeds().json();
    fits("cache-reset", &forgotten);
    let expected = serde_json::json!({ "releaseLists": 1, "vulnerabilityDatabases": 1, "checksumDatabases": 1, "upgoReleases": 0 });
    assert_eq!(forgotten, expected);
    let left = world.lab.names_in("cache");
    assert!(!left.iter().any(|name| name.starts_with("feed") || name.starts_with("vulnerabilities")), "{left:?}");
    assert_eq!((world.lab.names_in("cache/sumdb"), head()), (Vec::new(), before));
    let status = world.lab.upgo(["status", "--json"]).succeeds().json();
    assert_eq!(status["feed"]["fetchedAt"], serde_json::Value::Null);
    assert_eq!(world.lab.upgo(["cache", "reset"]).succeeds().output.trim(), "There was nothing to forget.");
    assert_eq!(world.lab.go_version(), "go1.26.6", "nothing that is installed depends on it");

    let release = world.lab.release("go1.27.3");
    let fork =
        ChecksumDatabase::new(DATABASE).with_others(299).with(&release.toolchain(), &release.h1()).with_others(1);
    fork.serve(&world.sums, "");
    world.refuses(["upgrade", "--json"], "UPGO-VERIFY-CONTRADICTS");
    world.database(["go1.26.6", "go1.27.3"]).serve(&world.sums, "");
    world.lab.upgo(["upgrade"]).succeeds();
    let said = world.lab.upgo(["cache", "reset"]).succeeds().output;
    assert!(said.contains("Forgot the cached answers: 1 release list, 1 checksum database."), "{said}");
}

#[test]
fn a_required_proof_cannot_be_overridden() {
    let world = World::after_a_proof();
    world.settings("proof", "required");
    world.settings("proof-for-own-feed", "false");
    world.refuses(["upgrade", "--json"], "UPGO-VERIFY-UNPROVEN");
    let ran = world.refuses(["upgrade", "--without-proof", "--json"], "UPGO-VERIFY-UNPROVEN");
    assert!(!ran.json()["error"]["next"].as_str().unwrap().contains("--without-proof"), "{ran}");
    let off = world.lab.upgo(["upgrade", "--json"]).with("GOSUMDB", "off").exits(4);
    assert_eq!(off.json()["error"]["code"], "UPGO-VERIFY-UNPROVEN", "{off}");
    world.database(["go1.26.6", "go1.27.3"]).serve(&world.sums, "");
    world.lab.upgo(["upgrade"]).succeeds();
    assert_eq!(world.last()["proof"], "proven");
}

#[test]
fn the_database_is_not_asked_if_the_user_turned_it_off() {
    for (setting, value, gosumdb, by) in
        [("proof", "digest", None, "setting"), ("proof", "when-reachable", Some("off"), "goSumDb")]
    {
        let world = World::after_a_proof();
        world.settings(setting, value);
        let asked = world.sums.requests().len();
        let run = world.lab.upgo(["upgrade"]);
        let run = if let Some(off) = gosumdb { run.with("GOSUMDB", off) } else { run };
        run.succeeds();
        assert_eq!(world.sums.requests().len(), asked, "{by}");
        assert_eq!(world.written("go1.27.3"), serde_json::json!({ "state": "notAsked", "by": by }));
        assert_eq!(world.last()["proof"], "digestOnly");
    }
}

#[test]
fn a_feed_of_ones_own_needs_no_proof_for_what_the_database_does_not_know() {
    let world = World::after_a_proof();
    world.settings("proof-for-own-feed", "false");
    world.lab.upgo(["upgrade"]).succeeds();
    assert_eq!(
        (&world.last()["proof"], &world.written("go1.27.3")["state"]),
        (&"digestOnly".into(), &"missing".into())
    );
    world.lab.upgo(["use", "1.26.6"]).succeeds();
    world.lab.upgo(["remove", "1.27.3"]).succeeds();
    world.database(["go1.26.6", "go1.27.3"]).serve(&world.sums, "");
    world.lab.upgo(["upgrade"]).succeeds();
    assert_eq!(world.last()["proof"], "proven", "a proof is taken where there is one");
}

/// A variable that names a list is no way around the proof that a policy wants.
#[test]
fn a_policy_that_wants_a_proof_wants_it_for_the_list_of_a_variable_too() {
    let World { lab, sums } = World::after_a_proof();
    lab.upgo(["settings", "set", "proof-for-own-feed", "false"]).succeeds();
    let Some(lab) = managed(lab, "proof = 'when-reachable'\n") else { return };
    let world = World { lab, sums };
    world.refuses(["upgrade", "--json"], "UPGO-VERIFY-UNPROVEN");
}

#[test]
fn a_feed_of_ones_own_has_no_other_files_under_the_name_of_an_official_release() {
    for value in ["false", "true"] {
        let mut world = World::with(["go1.26.6"]);
        world.settings("proof-for-own-feed", value);
        let honest = Release::sample("go1.27.3", &world.lab.sample_go());
        world.database(["go1.26.6"]).with(&honest.toolchain(), &honest.h1()).serve(&world.sums, "");
        world.lab.upgo(["install", "1.26.6", "--use"]).succeeds();
        let evil = honest.with_file("src/builtin/builtin.go", b"package evil\n");
        let file = world.lab.path("tmp").join(evil.filename());
        std::fs::write(&file, evil.bytes()).unwrap();
        world.lab.add(evil);
        world.refuses(["upgrade", "--json"], "UPGO-VERIFY-CONTRADICTS");
        world.refuses(["install", "1.27.3", "--without-proof", "--json"], "UPGO-VERIFY-CONTRADICTS");
        world.refuses(["install", file.to_str().unwrap(), "--json"], "UPGO-VERIFY-CONTRADICTS");
    }
}

#[test]
fn values_stored_by_go_env_count_as_they_do_for_go() {
    let world = World::after_a_proof();
    let file = world.lab.path("tmp").join("env");
    std::fs::write(&file, "GOSUMDB=off\n").unwrap();
    let run = world.lab.upgo(["upgrade"]).with("GOSUMDB", "").with("GOENV", &file);
    run.succeeds();
    assert_eq!(world.written("go1.27.3")["by"], "goSumDb");
}

#[test]
fn an_invalid_gosumdb_does_not_bypass_the_database() {
    let world = World::after_a_proof();
    let ran = world.lab.upgo(["upgrade", "--json"]).with("GOSUMDB", "on").exits(4);
    assert_eq!(ran.json()["error"]["code"], "UPGO-VERIFY-UNPROVEN", "{ran}");
    assert_eq!(world.lab.toolchains(), ["go1.26.6"]);
}

#[test]
fn a_release_older_than_the_database_needs_no_record() {
    let world = World::with(["go1.20.14", "go1.26.6"]);
    world.database(["go1.26.6"]).serve(&world.sums, "");
    world.lab.upgo(["install", "1.26.6"]).succeeds();
    let asked = world.sums.requests().len();
    world.lab.upgo(["install", "1.20.14"]).succeeds();
    assert_eq!(world.sums.requests().len(), asked);
    assert_eq!(world.written("go1.20.14")["state"], "none");
}

#[test]
fn a_proven_release_is_proven_again_without_the_database() {
    let world = World::after_a_proof();
    world.database(["go1.26.6", "go1.27.3"]).serve(&world.sums, "");
    world.lab.upgo(["install", "1.27.3"]).succeeds();
    world.lab.upgo(["remove", "1.27.3"]).succeeds();
    world.sums.always(&world.lookup("go1.27.3"), Act::Status(503));
    world.lab.upgo(["install", "1.27.3"]).succeeds();
    assert_eq!(world.last()["proof"], "proven");
}

#[test]
fn a_kill_during_the_database_request_keeps_the_old_go() {
    let world = World::after_a_proof();
    world.database(["go1.26.6", "go1.27.3"]).serve(&world.sums, "");
    world.sums.always(&world.lookup("go1.27.3"), Act::Hold);
    let mut upgrade = Victim::start(world.lab.upgo(["upgrade", "--progress", "json"]));
    let whole = |line: &String| line.contains(r#""type":"unpacked""#) && line.contains(r#""done":5"#);
    assert!(upgrade.events().any(|line| whole(&line)), "it was not unpacked first");
    assert_eq!(world.lab.toolchains(), ["go1.26.6"], "it was committed already");
    upgrade.kill();
    world.sums.release();
    assert_eq!(world.lab.go_version(), "go1.26.6");
    world.lab.upgo(["upgrade"]).succeeds();
    assert_eq!((world.lab.go_version().as_str(), &world.last()["proof"]), ("go1.27.3", &"proven".into()));
}

#[test]
fn verify_why_shows_the_chain_of_proof() {
    let world = World::after_a_proof();
    world.settings("proof", "digest");
    world.lab.upgo(["install", "1.27.3"]).succeeds();
    let chain = |version: &str| {
        let json = world.lab.upgo(["verify", version, "--why", "--json"]).succeeds().json();
        fits("proof", &json);
        let links = json["links"].as_array().unwrap().iter();
        let links = links.map(|link| format!("{} {}", link["kind"].as_str().unwrap(), link["state"].as_str().unwrap()));
        (json["level"].as_str().unwrap().to_owned(), links.collect::<Vec<_>>())
    };
    let others = |database: &str, signature: &str| {
        let signature = if cfg!(windows) { "openpgp none" } else { signature }; // a .zip has none
        ["feed notAsked", "digest holds", database, signature].map(str::to_owned).to_vec()
    };
    assert_eq!(chain("1.26.6"), ("proven".into(), others("checksumDatabase holds", "openpgp missing")));
    assert_eq!(chain("1.27.3"), ("digestOnly".into(), others("checksumDatabase notAsked", "openpgp notAsked")));
    let told = world.lab.upgo(["verify", "1.26.6", "--why"]).succeeds().output;
    assert!(told.contains("Verified by Go's checksum database or Google's signature"), "{told}");
    assert!(told.contains(&world.lab.release("go1.26.6").h1()), "{told}");
    world.lab.upgo(["verify", "1.25.1", "--why"]).exits(7);
    let states = world.lab.upgo(["verify", "1.26.6", "--json"]).succeeds().json();
    assert_eq!(states["proof"]["checksumDatabase"], "holds", "{states}");
}

#[test]
fn a_toolchain_without_a_receipt_has_unknown_proof() {
    let world = World::after_a_proof();
    let file = world.lab.home().join("receipts").join("go1.26.6.json");
    std::fs::remove_file(&file).unwrap();
    let chain = world.lab.upgo(["verify", "1.26.6", "--why", "--json"]).succeeds().json();
    assert_eq!((&chain["level"], &chain["links"]), (&"unknown".into(), &serde_json::json!([])));
}

#[test]
fn a_repair_is_as_strict_as_an_install() {
    let world = World::after_a_proof();
    let file = world.lab.home().join("toolchains/go1.26.6/LICENSE");
    std::fs::write(&file, "other").unwrap();
    std::fs::remove_dir_all(world.lab.home().join("cache")).unwrap();
    world.sums.always(&world.lookup("go1.26.6"), Act::Status(503));
    let ran = world.lab.upgo(["verify", "1.26.6", "--repair", "--json"]).exits(4);
    assert_eq!(ran.json()["error"]["code"], "UPGO-VERIFY-UNPROVEN", "{ran}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "other", "nothing was changed");
    let ran = world.lab.upgo(["verify", "1.26.6", "--repair", "--without-proof"]).succeeds();
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("Copyright"));
    assert_eq!(world.written("go1.26.6")["state"], "proven", "what was proven before stays written down");
    assert_eq!(world.last()["proof"], "proven", "and the change says the same as the receipt");
    assert!(!ran.output.contains("list only"), "{ran}");
}

/// A mirror with go1.26.6 and go1.27.3 and their proofs, built online.
#[cfg(unix)]
fn mirror_with_proofs() -> (World, PathBuf) {
    let world = World::new();
    world.database(["go1.26.6", "go1.27.3"]).serve(&world.sums, "");
    let folder = world.lab.path("mirror");
    let ran = world
        .lab
        .upgo(["mirror", "build", folder.to_str().unwrap(), "--versions", "1.26.6,1.27.3", "--json"])
        .succeeds();
    assert_eq!(ran.json()["files"][1]["hasProof"], true, "{ran}");
    (world, folder)
}

/// A run in a home that was never online and has only the mirror.
#[cfg(unix)]
fn offline<const N: usize>(world: &World, mirror: &Path, arguments: [&str; N]) -> upgo_testkit::lab::Run {
    let home = world.lab.path("offline");
    std::fs::create_dir_all(&home).unwrap();
    std::fs::write(home.join("settings.toml"), "proof = \"required\"\n").unwrap();
    let key = ChecksumDatabase::new(DATABASE).key();
    let feed = format!("file://{}", mirror.display()).replace(' ', "%20");
    let run = world.lab.upgo(arguments).with("UPGO_HOME", &home).with("UPGO_FEED_URL", feed);
    run.with("GOSUMDB", format!("{key} http://127.0.0.1:1/"))
}

#[cfg(unix)]
#[test]
fn an_offline_machine_proves_releases_through_an_untrusted_mirror() {
    let (world, folder) = mirror_with_proofs();
    let ran = offline(&world, &folder, ["install", "1.27.3", "--json"]).succeeds();
    assert_eq!(ran.json()["proof"], "proven", "{ran}");

    // The mirror forges both the archive and the index.
    let evil = Release::sample("go1.26.6", &world.lab.sample_go()).with_file("LICENSE", b"none");
    let index = folder.join("index.json");
    let honest = std::fs::read_to_string(&index).unwrap();
    let lying = honest.replace(&world.lab.release("go1.26.6").sha256(), &evil.sha256());
    let lying =
        lying.replace(&world.lab.release("go1.26.6").bytes().len().to_string(), &evil.bytes().len().to_string());
    std::fs::write(&index, lying).unwrap();
    std::fs::write(folder.join(evil.filename()), evil.bytes()).unwrap();
    std::fs::remove_dir_all(world.lab.path("offline").join("cache")).unwrap(); // it holds the honest index
    let ran = offline(&world, &folder, ["install", "1.26.6", "--json"]).exits(4);
    assert_eq!(ran.json()["error"]["code"], "UPGO-VERIFY-CONTRADICTS", "{ran}");
}

#[cfg(unix)]
#[test]
fn a_mirror_with_altered_database_files_proves_nothing() {
    let (world, folder) = mirror_with_proofs();
    let sums = folder.join("sumdb").join(DATABASE);
    for path in ["tile/8/0/001.p/46", &world.lookup("go1.27.3")] {
        let file = sums.join(path);
        let good = std::fs::read(&file).unwrap();
        let mut bad = good.clone();
        bad[10] ^= 1;
        std::fs::write(&file, bad).unwrap();
        let ran = offline(&world, &folder, ["install", "1.27.3", "--json"]).exits(4);
        assert_eq!(ran.json()["error"]["code"], "UPGO-VERIFY-UNPROVEN", "{path}: {ran}");
        std::fs::write(&file, good).unwrap();
    }
    offline(&world, &folder, ["install", "1.27.3"]).succeeds();
}

#[cfg(unix)]
#[test]
fn mirror_serve_serves_the_proofs_too() {
    use std::io::{BufRead as _, BufReader};
    let (world, folder) = mirror_with_proofs();
    let mut serving = world.lab.upgo(["mirror", "serve", folder.to_str().unwrap(), "--addr", "127.0.0.1:0"]).starts();
    let mut url = String::new();
    BufReader::new(serving.stdout.take().unwrap()).read_line(&mut url).unwrap();
    let ran = offline(&world, &folder, ["install", "1.27.3", "--json"]).with("UPGO_FEED_URL", url.trim()).ends();
    serving.kill().unwrap();
    serving.status_in_time().unwrap();
    assert_eq!((ran.code, &ran.json()["proof"]), (Some(0), &"proven".into()), "{ran}");
}
