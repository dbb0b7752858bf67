//! Who decides whether a proof is needed: the settings, the policy, Go's variables, and the user's own feed.
use upgo_testkit::release::Release;

use super::world::World;
use crate::policy::managed;

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

/// Otherwise what starts upgrades unattended, such as Intune, would try again and again.
#[test]
fn preflight_refuses_what_the_upgrade_refuses() {
    let world = World::after_a_proof();
    let check = || {
        let report = world.lab.upgo(["preflight", "--json"]).succeeds().json();
        let check = report["checks"].as_array().unwrap().iter().find(|check| check["id"] == "proof").unwrap().clone();
        (report["ready"].clone(), check)
    };
    for proof in ["required", "when-reachable"] {
        world.settings("proof", proof);
        let (ready, check) = check();
        assert_eq!((&ready, &check["outcome"]), (&false.into(), &"fail".into()), "{proof}: {check:#}");
        assert_eq!(check["problem"]["code"], "UPGO-VERIFY-UNPROVEN", "{check:#}");
        assert!(!check["detail"].as_str().unwrap().contains("module"), "{check:#}");
        world.lab.upgo(["preflight", "--exit-code"]).exits(10);
        world.refuses(["upgrade", "--unattended", "--json"], "UPGO-VERIFY-UNPROVEN");
    }
    world.database(["go1.26.6", "go1.27.3"]).serve(&world.sums, "");
    let (ready, check) = check();
    assert_eq!((&ready, &check["outcome"]), (&true.into(), &"pass".into()), "{check:#}");
    world.lab.upgo(["upgrade", "--unattended"]).succeeds();
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

/// A variable that names a list does not bypass the proof that a policy requires.
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
