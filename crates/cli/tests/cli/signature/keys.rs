//! The file with the keys of the signer: cached, refreshed for a subkey or a revocation, and unusable.
use std::time::{Duration, SystemTime};

use upgo_testkit::openpgp::{Binding, Reason};
use upgo_testkit::server::Act;

use super::world::{KEY_FILE, World};

const WEEK: Duration = Duration::from_hours(7 * 24);

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
fn keys_that_cannot_be_cached_are_downloaded_each_time() {
    let world = World::signed();
    std::fs::create_dir_all(world.lab.home().join("cache")).unwrap();
    std::fs::write(world.kept(), "a file where the folder should be").unwrap();
    for times in 1..=2 {
        assert_eq!((&world.tried()["state"], world.key_requests()), (&"proven".into(), times));
    }
}
