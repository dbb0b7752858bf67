//! What the database proves and contradicts, and what happens without its answer.
use std::path::{Path, PathBuf};

use upgo_testkit::checksum_database::ChecksumDatabase;
use upgo_testkit::release::Release;
use upgo_testkit::server::Act;
use upgo_testkit::vulns::Vulns;

use super::world::{DATABASE, World};
use crate::kill::{Victim, is_unpacked};
use crate::schemas::fits;

const OTHER: &str = "h1:TmiC7kE4hHuA7UwTcrWUtL/Curn//Xchpqc+HHYEv2M=";

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
    assert!(upgrade.events().any(|line| is_unpacked(&line)), "it was not unpacked first");
    assert_eq!(world.lab.toolchains(), ["go1.26.6"], "it was committed already");
    upgrade.kill();
    world.sums.release();
    assert_eq!(world.lab.go_version(), "go1.26.6");
    world.lab.upgo(["upgrade"]).succeeds();
    assert_eq!((world.lab.go_version().as_str(), &world.last()["proof"]), ("go1.27.3", &"proven".into()));
}
