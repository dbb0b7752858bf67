//! Promise: a patch upgrade fetches only the files that differ, says before how much that is, and installs nothing that
//! the checksum database does not prove. If anything prevents that, the whole archive is fetched instead.
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::{Value, json};
use upgo_testkit::checksum_database::ChecksumDatabase;
use upgo_testkit::lab::Lab;
use upgo_testkit::release::{Release, noise};
use upgo_testkit::server::{Act, Server};

use crate::lab;

const DATABASE: &str = "sum.example.com";
/// The file that both releases share, which makes it worth to fetch only the others.
const SHARED: &str = "pkg/shared";
/// The file that differs, and its size in bytes.
const CHANGED: (&str, usize) = ("pkg/changed", 700_000);

/// Scripts that may run, which a module does not say; the second one differs.
const SCRIPTS: [&str; 2] = ["src/make.bash", "src/run.bash"];

/// A sandbox with go1.27.2 installed, and go1.27.3 on the server and on a module proxy.
struct World {
    lab: Lab,
    proxy: Server,
    sums: Server,
}

/// The two releases. Packing them takes longer than most of the tests.
fn releases() -> &'static [Release; 2] {
    static PACKED: LazyLock<[Release; 2]> = LazyLock::new(|| {
        let (go, shared) = (lab().sample_go(), noise(9 << 20, 1));
        [("go1.27.2", 2), ("go1.27.3", 3)].map(|(version, seed)| {
            let release = Release::sample(version, &go).with_file(CHANGED.0, &noise(CHANGED.1, seed));
            let script = format!("#!/bin/sh\nexit {seed}\n");
            let release = release.with_program(SCRIPTS[0], b"#!/bin/sh\n").with_program(SCRIPTS[1], script.as_bytes());
            release.with_file("test/unproven.go", b"package main\n").with_file(SHARED, &shared)
        })
    });
    &PACKED
}

/// The module of go1.27.3.
fn module() -> Vec<u8> {
    static PACKED: LazyLock<Vec<u8>> = LazyLock::new(|| releases()[1].module_zip(&[]));
    PACKED.clone()
}

impl World {
    fn new() -> Self {
        let (proxy, sums) = (Server::start(), Server::start());
        let gosumdb = ChecksumDatabase::new(DATABASE).gosumdb(&sums);
        let mut lab = lab()
            .with_variable("UPGO_TEST_DATABASE", &gosumdb)
            .with_variable("GOSUMDB", gosumdb)
            .with_variable("GOPROXY", proxy.url());
        lab.add(releases()[0].clone());
        lab.upgo(["settings", "set", "proof-for-own-feed", "true"]).succeeds();
        lab.upgo(["settings", "set", "proof", "digest"]).succeeds();
        lab.upgo(["install", "1.27.2", "--use"]).succeeds();
        lab.upgo(["settings", "unset", "proof"]).succeeds();
        lab.add(releases()[1].clone());
        let world = Self { lab, proxy, sums };
        world.proxy.file(&Self::module_path(), module());
        Self::database().serve(&world.sums, "");
        world
    }

    fn next() -> &'static Release {
        &releases()[1]
    }

    /// The length of the whole archive.
    fn whole() -> u64 {
        Self::next().bytes().len() as u64
    }

    /// The list of the files of go1.27.2.
    fn manifest(&self) -> PathBuf {
        self.lab.home().join("receipts/go1.27.2.manifest")
    }

    fn database() -> ChecksumDatabase {
        ChecksumDatabase::new(DATABASE).with_others(20).with(&Self::next().toolchain(), &Self::next().h1())
    }

    fn module_path() -> String {
        format!("golang.org/toolchain/@v/v0.0.1-{}.zip", Self::next().toolchain())
    }

    /// The server and the path of the zip whose parts are fetched: on Windows, the archive itself.
    fn zip(&self) -> (&Server, String) {
        if cfg!(windows) {
            (&self.lab.server, Self::next().filename().to_owned())
        } else {
            (&self.proxy, Self::module_path())
        }
    }

    /// The step of the plan that downloads.
    fn planned(&self) -> Value {
        let plan = self.lab.upgo(["upgrade", "--dry-run", "--json"]).succeeds().json();
        plan["plan"]["steps"][0].clone()
    }

    fn receipt(&self) -> Value {
        serde_json::from_slice(&fs::read(self.lab.home().join("receipts/go1.27.3.json")).unwrap()).unwrap()
    }

    /// The requests for the zip, as first and last byte.
    fn ranges(&self) -> Vec<(Option<u64>, Option<u64>)> {
        let (server, path) = self.zip();
        let parsed = |range: Option<String>| {
            let range = range.unwrap_or_else(|| panic!("the whole file was requested"));
            let (first, last) = range.strip_prefix("bytes=").unwrap().split_once('-').unwrap();
            (first.parse().ok(), last.parse().ok())
        };
        server.ranges(&path).into_iter().map(parsed).collect()
    }

    /// The names in the cache, except locks.
    fn cache(&self) -> Vec<String> {
        let names = self.lab.names_in("cache").into_iter();
        names.filter(|name| name.contains("go1.27.3") && !has_ending(name, "lock")).collect()
    }
}

fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found == ending)
}

/// Why another source was tried.
#[cfg(unix)]
fn reasons(ran: &upgo_testkit::lab::Ran) -> Vec<String> {
    let events = ran.errors.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let changed = events.filter(|event| event["type"] == "sourceChanged");
    changed.map(|event| event["reason"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_patch_upgrade_fetches_only_the_files_that_differ() {
    let world = World::new();
    let step = world.planned();
    let whole = World::whole();
    assert_eq!(step["reuse"], json!({ "base": "go1.27.2", "wholeBytes": whole }), "{step:#}");
    let bytes = step["bytes"].as_u64().unwrap();
    assert!(bytes > CHANGED.1 as u64 && bytes < whole / 10, "{step:#}");
    let shown = world.lab.upgo(["upgrade", "--dry-run"]).succeeds().output;
    assert!(shown.contains("instead of") && shown.contains("all other files from go1.27.2"), "{shown}");

    let ran = world.lab.upgo(["upgrade", "--json"]).succeeds();
    assert_eq!((&ran.json()["proof"], world.lab.go_version().as_str()), (&json!("proven"), "go1.27.3"), "{ran}");
    let (ends, parts): (Vec<_>, Vec<_>) = world.ranges().into_iter().partition(|(first, _)| first.is_none());
    assert_eq!(ends.len(), 1, "the directory is read once for three plans");
    let fetched: u64 = parts.iter().map(|(first, last)| last.unwrap() - first.unwrap() + 1).sum();
    assert_eq!(fetched, bytes, "{parts:?}");
    if cfg!(not(windows)) {
        assert!(world.lab.server.ranges(World::next().filename()).is_empty(), "the archive was requested");
    }
    assert_eq!(world.cache(), [""; 0]);

    let receipt = world.receipt();
    assert_eq!((&receipt["reused"]["base"], &receipt["reused"]["fetchedBytes"]), (&json!("go1.27.2"), &json!(bytes)));
    let history = world.lab.upgo(["history", "--json"]).succeeds().json();
    let downloaded = json!({ "bytes": bytes, "wholeBytes": whole, "base": "go1.27.2" });
    assert_eq!(history["entries"][0]["downloaded"], downloaded);
    assert!(world.lab.upgo(["history"]).succeeds().output.contains("instead of"));
    let why = world.lab.upgo(["verify", "1.27.3", "--why"]).succeeds().output;
    assert!(why.contains("Put together from files of go1.27.2") && why.contains("was not compared"), "{why}");
}

#[cfg(unix)] // files have modes
#[test]
fn scripts_have_the_modes_that_the_other_version_has() {
    use std::os::unix::fs::PermissionsExt as _;

    let world = World::new();
    world.lab.upgo(["upgrade"]).succeeds();
    assert_eq!(world.receipt()["reused"]["base"], "go1.27.2");
    for script in SCRIPTS {
        let path = world.lab.home().join("toolchains/go1.27.3").join(script);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o755, "{script}");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    }
    world.lab.upgo(["verify", "1.27.3"]).exits(4);
    world.lab.upgo(["verify", "1.27.3", "--repair"]).succeeds();
    world.lab.upgo(["verify", "1.27.3"]).succeeds();
}

#[test]
fn a_file_of_one_version_never_changes_when_that_of_another_does() {
    let world = World::new();
    world.lab.upgo(["upgrade"]).succeeds();
    let files = ["go1.27.2", "go1.27.3"].map(|version| world.lab.home().join("toolchains").join(version).join(SHARED));
    assert!(world.lab.home().join("toolchains/go1.27.3/bin").is_dir());
    assert!(!world.lab.home().join("toolchains/go1.27.3/test").exists(), "nothing could prove it");
    fs::OpenOptions::new().append(true).open(&files[0]).unwrap().write_all(b"x").unwrap();
    assert!(fs::read(&files[1]).unwrap() == noise(9 << 20, 1));
    world.lab.upgo(["verify", "1.27.3"]).succeeds();
    // A repair has the whole archive, and so more files.
    fs::write(&files[1], b"broken").unwrap();
    world.lab.upgo(["verify", "1.27.3", "--repair"]).succeeds();
    world.lab.upgo(["verify", "1.27.3"]).succeeds();
    assert!(fs::read(&files[1]).unwrap() == noise(9 << 20, 1));
}

#[test]
fn a_plan_for_the_whole_archive_asks_no_proxy() {
    let world = World::new();
    let is_whole = |what: &str| {
        let step = world.planned();
        assert!(step["reuse"].is_null() && step["bytes"] == World::whole(), "{what}: {step:#}");
        assert!(world.proxy.requests().is_empty(), "{what}");
    };
    let set = |key: &str, value: &str| drop(world.lab.upgo(["settings", "set", key, value]).succeeds());
    let unset = |key: &str| drop(world.lab.upgo(["settings", "unset", key]).succeeds());
    set("keep-archives", "true");
    is_whole("archives are kept");
    unset("keep-archives");
    set("whole-archives", "true");
    is_whole("the user wants it");
    unset("whole-archives");
    set("proof", "digest");
    is_whole("the database is not asked");
    unset("proof");
    let own_feed = world.lab.upgo(["upgrade", "--dry-run", "--json"]).with("GOPROXY", "").succeeds().json();
    assert!(cfg!(windows) || own_feed["plan"]["steps"][0]["reuse"].is_null(), "no proxy was chosen: {own_feed:#}");
    let part = world.lab.home().join("cache").join(format!("{}.part", World::next().filename()));
    fs::write(&part, &World::next().bytes()[..World::next().bytes().len() - 600_000]).unwrap();
    is_whole("little of it is missing");
    fs::remove_file(&part).unwrap();
    let text = fs::read(world.manifest()).unwrap();
    fs::write(world.manifest(), &text[..text.len() / 2]).unwrap();
    is_whole("nobody knows the installed files");
    fs::write(world.manifest(), &text).unwrap();
    let off = world.lab.upgo(["upgrade", "--dry-run", "--json"]).with("GOSUMDB", "off").succeeds().json();
    assert!(off["plan"]["steps"][0]["reuse"].is_null(), "{off:#}");
    // And with all that as usual, it is not the whole archive.
    assert_eq!(world.planned()["reuse"]["base"], "go1.27.2");
    assert_eq!(world.cache().len(), 2, "the directory and what is remembered of it: {:?}", world.cache());
    world.lab.upgo(["cache", "clean"]).succeeds();
    assert_eq!(world.cache(), [""; 0]);
}

#[test]
fn a_server_without_a_usable_directory_leaves_the_plan_whole() {
    let world = World::new();
    let (server, path) = world.zip();
    if cfg!(windows) {
        // After the archive, the module of the proxy would be asked.
        world.proxy.always(&World::module_path(), Act::Status(404));
    }
    for act in [Act::IgnoreRange, Act::Page, Act::Status(404), Act::Status(503), Act::WrongBytes, Act::Gzip] {
        server.always(&path, act.clone());
        let step = world.planned();
        assert!(step["reuse"].is_null() && step["bytes"] == World::whole(), "{act:?}: {step:#}");
        assert_eq!(world.cache(), [""; 0], "{act:?}");
    }
    // Its second answer is of another file, so the two say nothing together.
    server.well(&path).next(&path, [Act::DropAfter(usize::MAX), Act::Become(b"another file".to_vec())]);
    assert!(world.planned()["reuse"].is_null());
    // A server need not identify its file: the hash of the tree decides.
    let bytes = if cfg!(windows) { World::next().bytes().to_vec() } else { module() };
    server.file(&path, bytes).always(&path, Act::NoValidator);
    assert_eq!(world.planned()["reuse"]["base"], "go1.27.2");
    world.lab.upgo(["upgrade"]).succeeds();
    assert_eq!(world.receipt()["reused"]["base"], "go1.27.2");
}

#[cfg(unix)] // on Windows, the parts and the whole are one file, and a sandbox goes back only on Unix
#[test]
fn whatever_stands_in_the_way_the_whole_archive_is_fetched() {
    type Change = Box<dyn Fn(&World)>;
    let world = World::new();
    assert_eq!(world.planned()["reuse"]["base"], "go1.27.2");
    world.lab.keep("planned");
    let lookup = format!("lookup/golang.org/toolchain@v0.0.1-{}", World::next().toolchain());
    let other = |content: &[u8]| World::next().clone().with_file(CHANGED.0, content).module_zip(&[]);
    let always = |act: Act| -> Change {
        Box::new(move |world: &World| {
            world.proxy.always(&World::module_path(), act.clone());
        })
    };
    let becomes = |bytes: Vec<u8>| -> Change {
        Box::new(move |world: &World| {
            world.proxy.file(&World::module_path(), bytes.clone());
        })
    };
    let base_file = |world: &World| world.lab.home().join("toolchains/go1.27.2").join(SHARED);
    let cases: [(&str, Change); 11] = [
        ("the server ignores ranges", always(Act::IgnoreRange)),
        ("it has no such file any more", always(Act::Status(404))),
        ("it sends other bytes", always(Act::WrongBytes)),
        ("it sends a page", always(Act::Page)),
        ("it identifies its file no more", always(Act::NoValidator)),
        ("its file changed", becomes(other(&noise(CHANGED.1, 99)))),
        ("its file is shorter", becomes(other(b"short"))),
        (
            "the database has no record",
            Box::new({
                let lookup = lookup.clone();
                move |world: &World| {
                    world.sums.always(&lookup, Act::Status(404));
                }
            }),
        ),
        ("the base was edited", Box::new(move |world: &World| fs::write(base_file(world), noise(9 << 20, 5)).unwrap())),
        ("a file of the base is gone", Box::new(move |world: &World| fs::remove_file(base_file(world)).unwrap())),
        ("the list of the base is gone", Box::new(|world: &World| fs::remove_file(world.manifest()).unwrap())),
    ];
    for (what, change) in cases {
        world.lab.go_back("planned");
        world.proxy.well(&World::module_path()).file(&World::module_path(), module());
        world.sums.well(&lookup);
        // The plan is that of a moment ago: the directory and the comparison are in the cache.
        change(&world);
        let ran = world.lab.upgo(["upgrade", "--json", "--progress", "json"]).succeeds();
        assert_eq!(world.lab.go_version(), "go1.27.3", "{what}: {ran}");
        assert!(world.receipt()["reused"].is_null(), "{what}: {ran}");
        assert!(
            world.lab.home().join("toolchains/go1.27.3/test/unproven.go").is_file(),
            "{what}: not the whole archive"
        );
        let is_planned_anew = what.contains("list of the base");
        assert_eq!(reasons(&ran).is_empty(), is_planned_anew, "{what}: {ran}");
        assert!(is_planned_anew || world.cache().is_empty(), "{what}: {:?}", world.cache());
        let history = world.lab.upgo(["history", "--json"]).succeeds().json();
        assert_eq!(history["entries"][0]["downloaded"]["bytes"], World::whole(), "{what}");
    }
}

#[cfg(unix)] // a sandbox goes back only there
#[test]
fn a_zip_that_the_database_contradicts_is_never_seen() {
    let world = World::new();
    // Another release in the same form: only the hash of its files is wrong.
    let evil = World::next().clone().with_file("src/builtin/builtin.go", b"package evil\n").module_zip(&[]);
    world.proxy.file(&World::module_path(), evil);
    assert_eq!(world.planned()["reuse"]["base"], "go1.27.2");
    world.lab.keep("planned");
    let ran = world.lab.upgo(["upgrade", "--json", "--progress", "json"]).succeeds();
    assert!(reasons(&ran).iter().any(|reason| reason.contains(DATABASE)), "{ran}");
    assert_eq!(ran.json()["proof"], "proven", "the whole archive is");
    assert!(world.receipt()["reused"].is_null());
    // Without the archive, nothing is installed.
    world.lab.go_back("planned");
    world.lab.server.always(World::next().filename(), Act::Status(404));
    world.lab.upgo(["upgrade", "--json"]).ends();
    assert_eq!((world.lab.toolchains(), world.lab.go_version()), (vec!["go1.27.2".to_owned()], "go1.27.2".to_owned()));
    assert_eq!(world.lab.names_in("staging"), [""; 0]);
}

#[test]
fn a_broken_transfer_is_resumed() {
    let world = World::new();
    world.planned();
    let (server, path) = world.zip();
    let before = world.ranges().len();
    // The first part is VERSION, the second one the changed file.
    server.next(&path, [Act::DropAfter(usize::MAX), Act::DropAfter(600_000)]);
    world.lab.upgo(["upgrade"]).succeeds();
    let parts = world.ranges()[before..].to_vec();
    assert!(parts[2].0 > parts[1].0 && parts[2].1 == parts[1].1, "{parts:?}");
    assert_eq!(world.receipt()["reused"]["base"], "go1.27.2");
}

#[cfg(unix)]
#[test]
fn an_upgrade_killed_while_parts_arrive_is_resumed_by_the_next_one() {
    use crate::kill::Victim;

    let world = World::new();
    world.planned();
    let (server, path) = world.zip();
    // The first part is VERSION, the second one the changed file.
    server.next(&path, [Act::DropAfter(usize::MAX), Act::StallAfter(600_000)]);
    let before = world.ranges().len();
    let upgrade = Victim::start(world.lab.upgo(["upgrade", "--progress", "json"]));
    let zip = path.rsplit('/').next().unwrap();
    let pieces = world.lab.home().join("cache").join(format!("{zip}.pieces.part"));
    while fs::metadata(&pieces).map_or(0, |file| file.len()) < 512 << 10 {
        std::thread::yield_now();
    }
    upgrade.kill();
    assert_eq!(world.lab.go_version(), "go1.27.2");
    world.lab.upgo(["upgrade"]).succeeds();
    let parts = world.ranges()[before..].to_vec();
    assert_eq!(parts[2].0.unwrap(), parts[1].0.unwrap() + (512 << 10), "{parts:?}");
    assert_eq!(world.receipt()["reused"]["base"], "go1.27.2");
    assert_eq!((world.lab.go_version().as_str(), world.lab.names_in("staging").len()), ("go1.27.3", 0));
}

#[cfg(unix)]
#[test]
fn a_process_that_ends_at_an_effect_of_its_own_leaves_a_working_go() {
    let world = World::new();
    world.lab.keep("before");
    let trace = world.lab.path("trace");
    world.lab.upgo(["upgrade"]).with("UPGO_FAULT", format!("trace:{}", trace.display())).succeeds();
    let text = fs::read_to_string(&trace).unwrap();
    // The first effect of each kind on the directory and on the parts; `faults` has the others.
    let mut kinds: Vec<&str> = Vec::new();
    let mut points = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let is_own = line.contains(".directory") || line.contains(".pieces");
        let kind = line.split('\t').next().unwrap_or_default();
        if is_own && !kinds.contains(&kind) {
            kinds.push(kind);
            points.push(at + 1);
        }
    }
    assert!(kinds.contains(&"write-part") && points.len() > 2, "{text}");
    for point in points {
        world.lab.go_back("before");
        let ran = world.lab.upgo(["upgrade"]).with("UPGO_FAULT", format!("abort@{point}")).ends();
        assert!(["go1.27.2", "go1.27.3"].contains(&world.lab.go_version().as_str()), "abort@{point}: {ran}");
        world.lab.upgo(["upgrade"]).succeeds();
        assert_eq!(world.lab.go_version(), "go1.27.3", "abort@{point}: {ran}");
        assert_eq!(world.lab.names_in("staging"), [""; 0], "abort@{point}");
    }
}
