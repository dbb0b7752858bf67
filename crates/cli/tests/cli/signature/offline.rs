//! Signatures that reach an offline machine: in a mirror that it does not trust, or in a bundle.
use std::path::{Path, PathBuf};

use upgo_testkit::lab::Run;
use upgo_testkit::limit::{InTime as _, lines_in_time};
use upgo_testkit::openpgp::Owner;
use upgo_testkit::release::Release;
use upgo_testkit::server::Act;

use super::world::{KEY_FILE, World};

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
    let url = lines_in_time(serving.stdout.take().unwrap()).next().unwrap().unwrap();
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
