//! Proofs that reach an offline machine through a mirror that it does not trust.
use std::path::{Path, PathBuf};

use upgo_testkit::checksum_database::ChecksumDatabase;
use upgo_testkit::lab::Run;
use upgo_testkit::limit::{InTime as _, lines_in_time};
use upgo_testkit::release::Release;

use super::world::{DATABASE, World};

/// A mirror with go1.26.6 and go1.27.3 and their proofs, built online.
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
fn offline<const N: usize>(world: &World, mirror: &Path, arguments: [&str; N]) -> Run {
    let home = world.lab.path("offline");
    std::fs::create_dir_all(&home).unwrap();
    std::fs::write(home.join("settings.toml"), "proof = \"required\"\n").unwrap();
    let key = ChecksumDatabase::new(DATABASE).key();
    let feed = format!("file://{}", mirror.display()).replace(' ', "%20");
    let run = world.lab.upgo(arguments).with("UPGO_HOME", &home).with("UPGO_FEED_URL", feed);
    run.with("GOSUMDB", format!("{key} http://127.0.0.1:1/"))
}

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

#[test]
fn mirror_serve_serves_the_proofs_too() {
    let (world, folder) = mirror_with_proofs();
    let mut serving = world.lab.upgo(["mirror", "serve", folder.to_str().unwrap(), "--addr", "127.0.0.1:0"]).starts();
    let url = lines_in_time(serving.stdout.take().unwrap()).next().unwrap().unwrap();
    let ran = offline(&world, &folder, ["install", "1.27.3", "--json"]).with("UPGO_FEED_URL", url.trim()).ends();
    serving.kill().unwrap();
    serving.status_in_time().unwrap();
    assert_eq!((ran.code, &ran.json()["proof"]), (Some(0), &"proven".into()), "{ran}");
}
