//! The chain of proof of an installed toolchain, and its repair.
use upgo_testkit::server::Act;

use super::world::World;
use crate::schemas::fits;

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
