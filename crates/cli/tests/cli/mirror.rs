//! Promise: a mirror names only releases that a machine can install from it, at every moment; what it has and verifies
//! is not fetched again; and a machine without a network installs from it with the same checks.
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use upgo_testkit::checksum_database::ChecksumDatabase;
use upgo_testkit::lab::Lab;
#[cfg(unix)]
use upgo_testkit::limit::InTime as _;
use upgo_testkit::server::{Act, Server};
use upgo_testkit::vulns::Vulns;

use crate::lab;
use crate::schemas::fits;

const DATABASE: &str = "sum.example.com";

/// A server with releases, their records, and the vulnerability database.
pub(crate) struct World {
    pub(crate) lab: Lab,
    pub(crate) sums: Server,
}

impl World {
    pub(crate) fn new() -> Self {
        let sums = Server::start();
        let gosumdb = ChecksumDatabase::new(DATABASE).gosumdb(&sums);
        let mut lab = lab()
            .with_variable("UPGO_TEST_DATABASE", &gosumdb)
            .with_variable("GOSUMDB", gosumdb)
            .with_variable("GOPROXY", "off");
        for version in ["go1.26.6", "go1.27.3"] {
            lab.add_release(version);
        }
        let url = Vulns::real().serve(&lab.server);
        let lab = lab.with_variable("UPGO_VULN_URL", url);
        lab.upgo(["settings", "set", "proof-for-own-feed", "true"]).succeeds();
        let world = Self { lab, sums };
        world.database().serve(&world.sums, "");
        world
    }

    pub(crate) fn database(&self) -> ChecksumDatabase {
        ["go1.26.6", "go1.27.3"].into_iter().fold(
            ChecksumDatabase::new(DATABASE).with_others(300),
            |database, version| {
                let release = self.lab.release(version);
                database.with(&release.toolchain(), &release.h1())
            },
        )
    }

    fn folder(&self) -> PathBuf {
        self.lab.path("served by Zoë")
    }

    fn mirror(&self, words: &[&str]) -> Vec<String> {
        let (first, rest) = words.split_first().unwrap();
        let folder = self.folder().to_str().unwrap().to_owned();
        let mut line = vec!["mirror".to_owned(), (*first).to_owned(), folder];
        line.extend(rest.iter().map(|word| (*word).to_owned()));
        line.push("--json".to_owned());
        line
    }

    fn build(&self) -> Value {
        let built = self.lab.upgo(self.mirror(&["build"])).succeeds().json();
        fits("mirror-build", &built);
        built
    }

    fn verify(&self, exit: i32) -> Value {
        let checked = self.lab.upgo(self.mirror(&["verify"])).exits(exit).json();
        fits("mirror-verify", &checked);
        assert_eq!(checked["ok"], exit == 0);
        checked
    }

    /// The paths that were requested since `before` requests.
    fn asked(&self, before: usize) -> Vec<String> {
        self.lab.server.requests().into_iter().skip(before).map(|seen| seen.path).collect()
    }

    /// The address of a folder in the mirror.
    fn url(&self, below: &str) -> String {
        file_url(&self.folder().join(below))
    }
}

/// The address of a folder.
pub(crate) fn file_url(folder: &Path) -> String {
    let path = folder.to_string_lossy().replace('\\', "/").replace(' ', "%20");
    format!("file:///{}/", path.trim_matches('/'))
}

fn states(checked: &Value) -> Vec<&str> {
    checked["files"].as_array().unwrap().iter().map(|file| file["state"].as_str().unwrap()).collect()
}

#[test]
fn a_second_build_fetches_only_what_is_new() {
    let mut world = World::new();
    let built = world.build();
    let files = built["files"].as_array().unwrap();
    assert_eq!(files.len(), 2, "the newest patch of both lines: {built:#}");
    assert!(files.iter().all(|file| file["hasProof"] == true && file["kept"] == false), "{built:#}");
    let entries = built["vulnerabilities"]["entries"].as_u64().unwrap();
    assert!(entries > 100 && built["vulnerabilities"]["fetched"] == entries, "{built:#}");
    let before = everything(&world.folder());
    assert!(world.verify(0)["files"].as_array().unwrap().iter().all(|file| file["hasProof"] == true));
    assert_eq!(everything(&world.folder()), before, "a check changes nothing");

    let (before, sums) = (world.lab.server.requests().len(), world.sums.requests().len());
    let again = world.build();
    assert!(again["files"].as_array().unwrap().iter().all(|file| file["kept"] == true), "{again:#}");
    assert_eq!(again["vulnerabilities"]["fetched"], 0);
    let mut asked = world.asked(before);
    asked.retain(|path| Path::new(path).extension().is_none_or(|end| end != "asc")); // there is none yet
    asked.sort();
    assert_eq!(asked, ["", "vuln/index/db.json", "vuln/index/modules.json"]);
    assert_eq!(world.sums.requests().len(), sums, "the records are in the mirror");

    let mut vulns = Vulns::real();
    vulns.put(Vulns::sample("GO-2026-9999", &[("introduced", "0"), ("fixed", "1.27.4")]), "2026-10-01T00:00:00Z");
    vulns.serve(&world.lab.server);
    world.lab.add_release("go1.27.4");
    let before = world.lab.server.requests().len();
    let built = world.build();
    assert_eq!(built["vulnerabilities"]["fetched"], 1);
    let asked = world.asked(before);
    assert!(asked.contains(&"vuln/ID/GO-2026-9999.json".to_owned()), "{asked:?}");
    assert!(asked.contains(&world.lab.release("go1.27.4").filename().to_owned()), "{asked:?}");
    assert!(!asked.contains(&world.lab.release("go1.26.6").filename().to_owned()), "{asked:?}");
}

#[test]
fn a_machine_that_knows_only_the_mirror_installs_with_proof_and_audits() {
    let world = World::new();
    world.build();
    let known = world.lab.upgo(["audit", "1.26.6", "--json"]).succeeds().json();
    world.lab.server.always("", Act::Status(503));
    let offline = |words: &[&str]| {
        let run = world.lab.upgo(words).with("UPGO_HOME", world.lab.path("other home"));
        run.with("UPGO_FEED_URL", world.url("")).with("UPGO_VULN_URL", world.url("vulndb"))
    };
    offline(&["settings", "set", "proof", "required"]).succeeds();
    let (feed, sums) = (world.lab.server.requests().len(), world.sums.requests().len());
    let changed = offline(&["install", "1.27", "--json"]).succeeds().json();
    assert_eq!(changed["proof"], "proven", "{changed:#}");
    let audited = offline(&["audit", "1.26.6", "--json"]).succeeds().json();
    assert_eq!(audited["vulnerabilities"], known["vulnerabilities"]);
    assert_eq!((world.lab.server.requests().len(), world.sums.requests().len()), (feed, sums));
}

#[test]
fn a_database_that_goes_back_or_loses_entries_does_not_replace_the_copy() {
    let world = World::new();
    world.build();
    let date = || fs::read(world.folder().join("vulndb/index/db.json")).unwrap();
    let before = date();
    let mut old = Vulns::real();
    old.changed_at("2020-01-01T00:00:00Z").serve(&world.lab.server);
    let built = world.build();
    assert_eq!((&built["vulnerabilities"], &built["warnings"][0]["code"]), (&Value::Null, &json!("UPGO-VERIFY-VULN")));
    let mut thinned = Vulns::real();
    thinned.remove("GO-2026-6218", "2026-10-01T00:00:00Z").serve(&world.lab.server);
    let built = world.build();
    assert_eq!(built["warnings"][0]["code"], "UPGO-VERIFY-VULN");
    assert_eq!(date(), before);
    world.verify(0);
}

#[test]
fn an_interrupted_copy_of_the_database_stays_whole_and_is_continued() {
    let world = World::new();
    let mut older = Vulns::real();
    older.remove("GO-2026-6218", "2026-07-01T00:00:00Z").serve(&world.lab.server);
    world.build();
    Vulns::real().serve(&world.lab.server);
    world.lab.server.always("vuln/ID/GO-2026-6218.json", Act::Status(404));
    let built = world.build();
    assert_eq!((&built["vulnerabilities"], built["warnings"].as_array().unwrap().len()), (&Value::Null, 1));
    assert_eq!(world.verify(0)["vulnerabilities"]["incomplete"], json!([]));
    world.lab.server.well("vuln/ID/GO-2026-6218.json");
    assert_eq!(world.build()["vulnerabilities"]["fetched"], 1);
}

#[test]
fn verify_finds_what_differs_and_a_build_repairs_it() {
    let world = World::new();
    world.build();
    let [new, old] = ["go1.27.3", "go1.26.6"].map(|version| world.folder().join(world.lab.release(version).filename()));
    let mut bytes = fs::read(&new).unwrap();
    bytes[100] ^= 1;
    fs::write(&new, bytes).unwrap();
    fs::remove_file(&old).unwrap();
    fs::write(world.folder().join("vulndb/ID/GO-2026-6218.json"), "{}").unwrap();
    let checked = world.verify(4);
    assert_eq!(states(&checked), ["damaged", "missing"]);
    assert_eq!(checked["vulnerabilities"]["incomplete"], json!(["GO-2026-6218"]));
    world.build();
    assert_eq!(states(&world.verify(0)), ["whole", "whole"]);
}

#[test]
fn verify_compares_with_the_official_list_and_changes_nothing() {
    let world = World::new();
    world.build();
    let list = world.folder().join("index.json");
    let mut index: Value = serde_json::from_slice(&fs::read(&list).unwrap()).unwrap();
    let [new, old] = [0, 1].map(|release: usize| index[release]["files"][0].clone());
    let [to, from] = [&new, &old].map(|file| world.folder().join(file["filename"].as_str().unwrap()));
    fs::copy(from, to).unwrap();
    for key in ["sha256", "size"] {
        index[0]["files"][0][key] = old[key].clone();
    }
    fs::write(&list, index.to_string()).unwrap();
    let before = everything(&world.folder());
    assert_eq!(states(&world.verify(4)), ["contradicts", "whole"]);
    assert_eq!(everything(&world.folder()), before);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_the_mirror_as_it_was() {
    let world = World::new();
    let Some(disk) = world.lab.small_disk("8m") else {
        println!("SKIPPED: no small disk can be mounted here");
        return;
    };
    let folder = disk.path().join("mirror");
    let build = |versions: &str| {
        let line = ["mirror", "build", folder.to_str().unwrap(), "--versions", versions, "--json"];
        world.lab.upgo(line)
    };
    build("1.26.6").succeeds();
    let verify = || world.lab.upgo(["mirror", "verify", folder.to_str().unwrap()]).succeeds();
    let filler = disk.path().join("filler");
    let free = upgo_engine::machine::platform::free_space(disk.path()).unwrap();
    fs::write(&filler, vec![7; usize::try_from(free).unwrap()]).unwrap();
    let failed = build("1.27.3").exits(8).json();
    assert_eq!(failed["error"]["code"], "UPGO-DISK-FULL", "{failed:#}");
    verify();
    let versions = |text: &str| text.matches("\"version\": \"go1.27.3\"").count();
    assert_eq!(versions(&fs::read_to_string(folder.join("index.json")).unwrap()), 0);
    fs::remove_file(&filler).unwrap();
    build("1.27.3").succeeds();
    verify();
}

/// The program in the usual places; `None` if it is not installed.
#[cfg(target_os = "linux")]
fn nginx() -> Option<&'static str> {
    ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"].into_iter().find(|path| Path::new(path).is_file())
}

#[test]
#[cfg(target_os = "linux")]
fn nginx_serves_a_mirror_with_the_documented_configuration() {
    use std::net::{TcpListener, TcpStream};

    let world = World::new();
    let Some(program) = nginx() else {
        println!("SKIPPED: nginx is not installed");
        return;
    };
    world.build();
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/offline.md");
    let docs = fs::read_to_string(docs).unwrap();
    let server = docs.split("```nginx\n").nth(1).unwrap().split("```").next().unwrap();
    let server = server
        .replace("listen 443 ssl;", &format!("listen {address};"))
        .replace("root /srv/go;", &format!("root \"{}\";", world.folder().display()));
    let own = world.lab.path("nginx");
    fs::create_dir_all(&own).unwrap();
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("{kind}_temp_path \"{}\";\n", own.join(kind).display()))
        .concat();
    let text = format!(
        "daemon off; master_process off; pid \"{}\"; error_log stderr; events {{}}\n\
         http {{ access_log off; {temporary}{server} }}\n",
        own.join("pid").display()
    );
    let file = own.join("nginx.conf");
    fs::write(&file, text).unwrap();
    let words: [&std::ffi::OsStr; 4] = ["-e".as_ref(), "stderr".as_ref(), "-c".as_ref(), file.as_os_str()];
    let mut child = world.lab.other(program, words).starts();
    let is_up = loop {
        let has_ended = child.try_wait().unwrap().is_some();
        if has_ended || TcpStream::connect(address).is_ok() {
            break !has_ended;
        }
        std::thread::yield_now();
    };
    let visit = || {
        let url = format!("http://{address}/");
        let run = |words: &[&str]| {
            let run = world.lab.upgo(words).with("UPGO_HOME", world.lab.path("other home"));
            run.with("UPGO_FEED_URL", &url).with("UPGO_VULN_URL", format!("{url}vulndb/")).ends()
        };
        run(&["settings", "set", "proof", "required"]);
        [run(&["install", "latest", "--json"]), run(&["audit", "1.26.6", "--json"])]
    };
    let seen = is_up.then(visit);
    child.kill().ok();
    let ended = child.output_in_time().unwrap();
    let [installed, audited] = seen.unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&ended.stderr)));
    assert_eq!(installed.json()["proof"], "proven", "{installed}");
    assert_eq!(audited.json()["version"], "go1.26.6", "{audited}");
}

/// Nexus answers the folder of a raw repository with a page, Artifactory's generic one with 404; both have files only.
#[test]
fn a_raw_repository_serves_a_mirror() {
    let world = World::new();
    world.build();
    for (folder, answer) in [("repository/go-raw/", Act::Page), ("artifactory/go-generic/", Act::Status(404))] {
        let server = Server::start();
        for (path, bytes) in everything(&world.folder()) {
            let name = path.strip_prefix(world.folder()).unwrap().to_str().unwrap().replace('\\', "/");
            server.file(&format!("{folder}{name}"), bytes);
        }
        server.always(folder, answer);
        let url = format!("{}{folder}", server.url());
        let home = world.lab.path(&format!("home of {}", folder.len()));
        let upgo = |words: &[&str]| {
            let run = world.lab.upgo(words).with("UPGO_HOME", &home);
            run.with("UPGO_FEED_URL", &url).with("UPGO_VULN_URL", format!("{url}vulndb/"))
        };
        upgo(&["settings", "set", "proof", "required"]).succeeds();
        let installed = upgo(&["install", "latest", "--json"]).succeeds().json();
        assert_eq!(installed["proof"], "proven", "{folder}: {installed:#}");
        assert_eq!(upgo(&["audit", "1.26.6", "--json"]).succeeds().json()["version"], "go1.26.6", "{folder}");
    }
}

/// Every file of a folder with its content.
fn everything(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                all.push((entry.path(), fs::read(entry.path()).unwrap()));
            }
        }
    }
    all.sort();
    all
}

#[test]
fn a_policy_says_what_a_mirror_has_and_what_is_pruned() {
    if !upgo_engine::machine::fault::ARMED {
        println!("SKIPPED: this build reads no policy of tests (feature faults)");
        return;
    }
    let mut world = World::new();
    for version in ["go1.25.8", "go1.25.9", "go1.27.4"] {
        world.lab.add_release(version);
    }
    let file = world.lab.path("policy.toml");
    let under = |policy: &str, words: &[&str]| {
        fs::write(&file, policy).unwrap();
        world.lab.upgo(world.mirror(words)).with("UPGO_TEST_POLICY", &file)
    };
    let versions = |built: &Value| -> Vec<String> {
        let files = built["files"].as_array().unwrap().iter();
        files.map(|file| file["version"].as_str().unwrap().to_owned()).collect()
    };
    let two = "[mirror]\nversions = ['1.25', '1.27']\nkeep = 2\n";
    let built = under(two, &["build"]).succeeds().json();
    assert_eq!(versions(&built), ["go1.27.4", "go1.27.3", "go1.25.9", "go1.25.8"]);
    let blocked = "blocked = ['1.27.4']\n[mirror]\nversions = ['1.25', '1.27']\n";
    let pruned = under(blocked, &["prune"]).succeeds().json();
    fits("mirror-prune", &pruned);
    assert_eq!(pruned["kept"], json!(["go1.27.3", "go1.25.9"]));
    let nothing = under("[mirror]\nversions = ['1.20']\n", &["prune"]).exits(7).json();
    assert_eq!(nothing["error"]["code"], "UPGO-VERSION-UNKNOWN", "{nothing:#}");
    assert_eq!(states(&world.verify(0)), ["whole", "whole"]);
}
