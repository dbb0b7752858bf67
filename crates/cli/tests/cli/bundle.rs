//! Promise: one file installs Go on a machine without a network, with the same checks; nothing is believed because it is
//! in that file, and a hostile one changes nothing.
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

use serde_json::{Value, json};
use upgo_testkit::checksum_database::ChecksumDatabase;
use upgo_testkit::lab::{Lab, Ran, Run};
use upgo_testkit::release::Release;

use crate::kill::Victim;
use crate::lab;
use crate::mirror::World;
use crate::schemas::fits;
use crate::self_update::{publish, with_publisher};

/// The file on the stick.
fn stick(lab: &Lab) -> PathBuf {
    lab.path("Zoë's stick").join("go bundle.zip")
}

/// Creates a bundle with go1.27.3 and go1.26.6.
fn create(lab: &Lab, more: &[&str]) -> Run {
    fs::create_dir_all(stick(lab).parent().unwrap()).unwrap();
    let stick = stick(lab);
    let words = [OsStr::new("bundle"), OsStr::new("create"), stick.as_os_str(), OsStr::new("--json")];
    lab.upgo(words.into_iter().chain(more.iter().map(OsStr::new)))
}

/// A run on a machine that has never been online, with its own home.
fn elsewhere<S: AsRef<OsStr>>(lab: &Lab, words: impl IntoIterator<Item = S>) -> Run {
    lab.upgo(words).with("UPGO_HOME", lab.path("home elsewhere")).with("UPGO_FEED_URL", "http://127.0.0.1:1/")
}

/// The words that install a version from the bundle.
fn install(lab: &Lab, more: &[&str]) -> Vec<OsString> {
    let words = ["install", "--json", "--bundle"].map(OsString::from).into_iter();
    words.chain([stick(lab).into_os_string()]).chain(more.iter().map(OsString::from)).collect()
}

fn toolchains(lab: &Lab) -> Vec<String> {
    upgo_testkit::lab::names_in(&lab.path("home elsewhere").join("toolchains"))
}

/// Checks that a bundle is refused, and that nothing of it is left.
fn refuses(lab: &Lab, exit: i32, code: &str) -> Ran {
    let ran = elsewhere(lab, install(lab, &["1.27.3", "--without-proof"])).exits(exit);
    assert_eq!(ran.json()["error"]["code"], code, "{ran}");
    assert_eq!(toolchains(lab), [""; 0], "{ran}");
    assert!(!lab.path("home elsewhere").join("cache").join("bundle-open").exists(), "{ran}");
    ran
}

#[test]
fn a_version_that_is_not_in_the_bundle_is_missing_there_only() {
    let world = World::new();
    create(&world.lab, &["--without-upgo"]).succeeds();
    for (wanted, name) in [("1.20", "1.20"), ("go1.26.99", "1.26.99")] {
        let refused = elsewhere(&world.lab, install(&world.lab, &[wanted])).exits(7).json();
        assert_eq!(refused["error"]["message"], format!("there is no Go {name} in the bundle"), "{refused:#}");
        assert_eq!(refused["error"]["next"], "Omit the version to install the newest release in the bundle.");
    }
}

#[test]
fn a_bundle_has_verified_files_with_their_proofs() {
    let world = World::new();
    let bundled = create(&world.lab, &["--without-upgo"]).succeeds().json();
    fits("bundle-create", &bundled);
    let files = bundled["files"].as_array().unwrap();
    assert!(files.len() == 2 && files.iter().all(|file| file["hasProof"] == true), "{bundled:#}");
    assert_eq!((&bundled["upgo"], &bundled["warnings"]), (&Value::Null, &json!([])));
    let bytes = fs::read(stick(&world.lab)).unwrap();
    assert_eq!(bundled["size"], bytes.len());
    let zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let names: Vec<_> = zip.file_names().map(Result::unwrap).collect();
    assert!(names.iter().all(|name| name.starts_with("bundle/")));
    assert!(names.iter().any(|name| name == "bundle/index.json"));
    assert!(!names.iter().any(|name| name.contains("vulndb") || name.contains("head.json")));
    assert!(!world.lab.home().join("cache").join("bundle-made").exists());
    let again = create(&world.lab, &[]).exits(2).json();
    assert!(again["error"]["message"].as_str().unwrap().contains("already exists"), "{again:#}");
    assert_eq!(fs::read(stick(&world.lab)).unwrap(), bytes);
}

#[test]
fn a_machine_that_was_never_online_installs_with_proof() {
    let world = World::new();
    create(&world.lab, &["--without-upgo"]).succeeds();
    let asked = (world.lab.server.requests().len(), world.sums.requests().len());
    let plan = elsewhere(&world.lab, install(&world.lab, &["--dry-run"])).succeeds().json();
    fits("dry-run", &plan);
    assert_eq!(toolchains(&world.lab), [""; 0]);
    let changed = elsewhere(&world.lab, install(&world.lab, &["1.26", "--use"])).succeeds().json();
    fits("change", &changed);
    assert_eq!((&changed["proof"], &changed["to"]), (&json!("proven"), &json!("go1.26.6")));
    elsewhere(&world.lab, install(&world.lab, &[])).succeeds();
    assert_eq!(toolchains(&world.lab), ["go1.26.6", "go1.27.3"]);
    let history = elsewhere(&world.lab, ["history", "--json"]).succeeds().json();
    assert_eq!(history["entries"].as_array().unwrap().len(), 2, "{history:#}");
    elsewhere(&world.lab, ["rollback"]).succeeds();
    assert_eq!(toolchains(&world.lab), ["go1.26.6"]);
    elsewhere(&world.lab, install(&world.lab, &["1.99.9"])).exits(7);
    assert_eq!(asked, (world.lab.server.requests().len(), world.sums.requests().len()), "the network was used");
}

#[test]
fn a_release_without_proof_needs_a_checksum_of_a_known_list() {
    let lab = lab().with_release("go1.27.3");
    create(&lab, &["--without-upgo"]).succeeds();
    elsewhere(&lab, ["settings", "set", "proof", "digest"]).succeeds();
    let ran = refuses(&lab, 4, "UPGO-VERIFY-UNPROVEN");
    assert!(ran.json()["error"]["message"].as_str().unwrap().contains("in the bundle"), "{ran}");
    // This machine has the list.
    lab.upgo(["check"]).succeeds();
    lab.server.always("", upgo_testkit::server::Act::Status(404));
    lab.upgo(install(&lab, &["1.27.3"])).succeeds();
    assert_eq!(lab.toolchains(), ["go1.27.3"]);
}

#[test]
fn a_bundle_whose_list_and_archive_lie_together_is_refused() {
    let world = World::new();
    let honest = world.lab.release("go1.27.3").clone();
    let evil = honest.clone().with_file("src/builtin/builtin.go", b"package evil\n");
    // Its maker trusts a feed that lies, and no database.
    let mut maker = lab();
    maker.add(evil);
    create(&maker, &["--without-upgo"]).succeeds();
    fs::create_dir_all(stick(&world.lab).parent().unwrap()).unwrap();
    fs::copy(stick(&maker), stick(&world.lab)).unwrap();
    // The database is not reachable.
    let alone = ChecksumDatabase::new("sum.example.com").key();
    let ran = elsewhere(&world.lab, install(&world.lab, &["1.27.3"])).with("GOSUMDB", alone + " http://127.0.0.1:1/");
    assert_eq!(ran.exits(4).json()["error"]["code"], "UPGO-VERIFY-UNPROVEN");
    // It is, and knows better.
    refuses(&world.lab, 4, "UPGO-VERIFY-CONTRADICTS");
    // The official list is known here.
    world.lab.upgo(["check"]).succeeds();
    let ran = world.lab.upgo(install(&world.lab, &["1.27.3"])).exits(4);
    assert_eq!(ran.json()["error"]["code"], "UPGO-VERIFY-DIGEST", "{ran}");
    assert_eq!(world.lab.toolchains(), [""; 0]);
}

#[test]
fn records_that_another_key_has_signed_prove_nothing() {
    let world = World::new();
    let other = world.database().with_another_key();
    let maker = World::new();
    other.serve(&maker.sums, "");
    let gosumdb = other.gosumdb(&maker.sums);
    create(&maker.lab, &["--without-upgo"]).with("GOSUMDB", gosumdb).succeeds();
    fs::create_dir_all(stick(&world.lab).parent().unwrap()).unwrap();
    fs::copy(stick(&maker.lab), stick(&world.lab)).unwrap();
    world.sums.always("latest", upgo_testkit::server::Act::Status(404));
    for version in ["go1.26.6", "go1.27.3"] {
        let lookup = format!("lookup/golang.org/toolchain@v0.0.1-{}", world.lab.release(version).toolchain());
        world.sums.always(&lookup, upgo_testkit::server::Act::Status(404));
    }
    refuses(&world.lab, 4, "UPGO-VERIFY-UNPROVEN");
}

/// A zip with these entries.
fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    upgo_testkit::own_release::package(entries)
}

#[test]
fn a_hostile_bundle_changes_nothing() {
    let lab = lab().with_release("go1.27.3");
    fs::create_dir_all(stick(&lab).parent().unwrap()).unwrap();
    let list = Release::feed(&[lab.release("go1.27.3").clone()]);
    let archive = lab.release("go1.27.3").bytes();
    let name = format!("bundle/{}", lab.release("go1.27.3").filename());
    let good = zip_of(&[("bundle/index.json", &list[..]), (name.as_str(), archive)]);
    let broken = "UPGO-ARCHIVE-DAMAGED";
    let hostile = "UPGO-ARCHIVE-HOSTILE";
    let more = |other: &str| zip_of(&[("bundle/index.json", &list[..]), (name.as_str(), archive), (other, &b"x"[..])]);
    let cases: [(Vec<u8>, &str); 9] = [
        (Vec::new(), broken),
        (b"not a zip at all".to_vec(), broken),
        (good[..good.len() / 2].to_vec(), broken),
        (zip_of(&[("go/VERSION", &b"go1.27.3"[..])]), broken),
        (more("bundle/../../evil"), hostile),
        (more("/etc/evil"), hostile),
        (more("bundle/bin/go"), hostile),
        (more("bundle/INDEX.json"), hostile),
        (zip_of(&[(name.as_str(), archive)]), hostile),
    ];
    for (bytes, code) in cases {
        fs::write(stick(&lab), bytes).unwrap();
        refuses(&lab, 9, code);
    }
    fs::remove_file(stick(&lab)).unwrap();
    refuses(&lab, 2, "UPGO-USAGE"); // the stick is gone
    fs::create_dir(stick(&lab)).unwrap();
    refuses(&lab, 2, "UPGO-USAGE");
}

#[test]
fn an_installation_from_a_bundle_that_is_killed_at_any_event_is_done_by_the_next() {
    let world = World::new();
    create(&world.lab, &["--without-upgo"]).succeeds();
    for moment in 1.. {
        let words = install(&world.lab, &["1.27.3", "--progress", "json"]);
        let mut victim = Victim::start(elsewhere(&world.lab, words));
        let seen = victim.events().take(moment).count();
        victim.kill();
        elsewhere(&world.lab, ["status"]).succeeds();
        elsewhere(&world.lab, install(&world.lab, &["1.27.3"])).succeeds();
        assert_eq!(toolchains(&world.lab), ["go1.27.3"], "killed at event {moment}");
        let home = world.lab.path("home elsewhere");
        assert!(!home.join("cache").join("bundle-open").exists(), "killed at event {moment}");
        fs::remove_dir_all(home).unwrap();
        if seen < moment {
            assert!(moment > 5, "only {moment} events");
            return;
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_reported_and_leaves_no_bundle() {
    let world = World::new();
    let Some(disk) = world.lab.small_disk("1m") else {
        println!("SKIPPED: no small disk can be mounted here");
        return;
    };
    create(&world.lab, &["--without-upgo"]).succeeds();
    fs::write(disk.path().join("filler"), vec![7; 900 << 10]).unwrap();
    let full = |run: Run| {
        let ran = run.exits(8);
        assert_eq!(ran.json()["error"]["code"], "UPGO-DISK-FULL", "{ran}");
    };
    let home = disk.path().join("home");
    full(elsewhere(&world.lab, install(&world.lab, &["1.27.3"])).with("UPGO_HOME", &home));
    let file = disk.path().join("bundle.zip");
    let free = upgo_engine::machine::platform::free_space(disk.path()).unwrap();
    fs::write(disk.path().join("more"), vec![7; usize::try_from(free).unwrap()]).unwrap();
    full(world.lab.upgo(["bundle", "create", file.to_str().unwrap(), "--without-upgo", "--json"]));
    assert!(!file.exists());
    assert_eq!(upgo_testkit::lab::names_in(disk.path()).iter().filter(|name| name.contains("bundle")).count(), 0);
}

#[test]
fn a_bundle_has_the_signed_packages_of_upgo() {
    if !upgo_engine::machine::fault::ARMED {
        println!("SKIPPED: this build reads no variables of tests (feature faults)");
        return;
    }
    let lab = with_publisher(lab().with_release("go1.27.3"));
    publish(&lab, "99.0.0", "works");
    let codes = |bundled: &Value| -> Vec<Value> {
        bundled["warnings"].as_array().unwrap().iter().map(|warning| warning["code"].clone()).collect()
    };
    let bundled = create(&lab, &[]).succeeds().json();
    assert_eq!(bundled["upgo"], "99.0.0");
    assert_eq!(codes(&bundled), ["UPGO-VERIFY-UNPROVEN"], "this world has no checksum database");
    let bytes = fs::read(stick(&lab)).unwrap();
    let zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let package = format!("bundle/upgo/upgo-99.0.0-{}.zip", upgo_testkit::own_release::target());
    for name in ["bundle/upgo/upgo-update.json", "bundle/upgo/upgo-update.json.minisig", package.as_str()] {
        assert!(zip.file_names().any(|own| own.unwrap() == name), "{name} is missing");
    }
    fs::remove_file(stick(&lab)).unwrap();
    // A package that is not the one in the signed description never gets into a bundle.
    lab.server.always(package.rsplit('/').next().unwrap(), upgo_testkit::server::Act::WrongBytes);
    let bundled = create(&lab, &[]).succeeds().json();
    assert_eq!(bundled["upgo"], Value::Null);
    assert_eq!(codes(&bundled), ["UPGO-VERIFY-UNPROVEN", "UPGO-VERIFY-DIGEST"]);
}

/// A run in a network namespace without any route, not even to this machine.
#[cfg(target_os = "linux")]
fn without_a_route(lab: &Lab, words: Vec<OsString>) -> Run {
    let program = [OsString::from("-rn"), lab.program().as_os_str().to_owned()];
    let run = lab.other("unshare", program.into_iter().chain(words));
    run.with("UPGO_HOME", lab.path("home elsewhere"))
}

#[test]
#[cfg(target_os = "linux")]
fn everything_works_in_a_network_namespace_without_a_route() {
    let world = World::new();
    let lab = &world.lab;
    if lab.other("unshare", ["-rn", "true"]).ends().code != Some(0) {
        println!("SKIPPED: network namespaces are not allowed here");
        return;
    }
    let folder = lab.path("mirror on a share");
    create(lab, &["--without-upgo"]).succeeds();
    lab.upgo([OsStr::new("mirror"), OsStr::new("build"), folder.as_os_str()]).succeeds();
    let run = |words: &[&str]| without_a_route(lab, words.iter().map(OsString::from).collect());
    // The namespace is real: the server on this machine cannot be reached from it.
    run(&["check"]).exits(3);

    run(&["settings", "set", "proof", "required"]).succeeds();
    let changed = without_a_route(lab, install(lab, &["1.26", "--use"])).succeeds().json();
    assert_eq!((&changed["proof"], &changed["to"]), (&json!("proven"), &json!("go1.26.6")));

    let feed = crate::mirror::file_url(&folder);
    let with_mirror =
        |words: &[&str]| run(words).with("UPGO_FEED_URL", &feed).with("UPGO_VULN_URL", format!("{feed}vulndb/"));
    let upgraded = with_mirror(&["upgrade", "--json"]).succeeds().json();
    assert_eq!((&upgraded["proof"], &upgraded["to"]), (&json!("proven"), &json!("go1.27.3")));
    assert!(!with_mirror(&["audit", "1.26.6", "--json"]).succeeds().json()["vulnerabilities"].is_null());
    assert_eq!(with_mirror(&["mirror", "verify", folder.to_str().unwrap(), "--json"]).succeeds().json()["ok"], true);
    let copy = lab.path("another mirror");
    let words = ["mirror", "build", copy.to_str().unwrap(), "--from", folder.to_str().unwrap(), "--json"];
    let built = with_mirror(&words).succeeds().json();
    assert!(built["files"].as_array().unwrap().iter().all(|file| file["hasProof"] == true), "{built:#}");
    assert!(copy.join("vulndb/index/db.json").is_file(), "{built:#}");
}
