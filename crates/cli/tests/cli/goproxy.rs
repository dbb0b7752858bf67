//! Promise: if no archive can be downloaded, a company's GOPROXY provides the same Go as a module. The checksum
//! database alone proves it, and the credentials are stored nowhere.
use std::fs;
use std::path::Path;

use upgo_testkit::checksum_database::ChecksumDatabase;
use upgo_testkit::lab::{Lab, Ran};
use upgo_testkit::release::{Release, noise};
use upgo_testkit::server::{Act, Server};

use crate::lab;

const DATABASE: &str = "sum.example.com";
const PASSWORD: &str = "s3cr3t-of-zoe";

/// A sandbox whose Go uses two module proxies; no server has the archive of go1.27.3.
pub(crate) struct World {
    pub(crate) lab: Lab,
    pub(crate) proxies: [Server; 2],
    pub(crate) sums: Server,
}

impl World {
    pub(crate) fn new() -> Self {
        Self::with(either)
    }

    /// The same with a large module, whose directory at the end is a small part of it.
    fn large() -> Self {
        Self::of(|release| release.with_file("pkg/large", &noise(6 << 20, 1)), either)
    }

    /// The same with another GOPROXY, made from the two addresses.
    pub(crate) fn with(goproxy: impl FnOnce([String; 2]) -> String) -> Self {
        Self::of(|release| release, goproxy)
    }

    fn of(made: impl FnOnce(Release) -> Release, goproxy: impl FnOnce([String; 2]) -> String) -> Self {
        let (proxies, sums) = ([Server::start(), Server::start()], Server::start());
        let goproxy = goproxy([proxies[0].url(), proxies[1].url()]);
        let gosumdb = ChecksumDatabase::new(DATABASE).gosumdb(&sums);
        let lab = lab().with_release("go1.26.6");
        let mut lab = lab
            .with_variable("UPGO_TEST_DATABASE", &gosumdb)
            .with_variable("GOSUMDB", gosumdb)
            .with_variable("GOPROXY", goproxy);
        lab.add(made(Release::sample("go1.27.3", &lab.sample_go())));
        lab.upgo(["settings", "set", "proof-for-own-feed", "true"]).succeeds();
        lab.upgo(["settings", "set", "proof", "digest"]).succeeds();
        lab.upgo(["install", "1.26.6", "--use"]).succeeds();
        lab.upgo(["settings", "unset", "proof"]).succeeds();
        lab.server.always(lab.release("go1.27.3").filename(), Act::Status(404));
        let world = Self { lab, proxies, sums };
        world.database().serve(&world.sums, "");
        world
    }

    fn database(&self) -> ChecksumDatabase {
        let release = self.lab.release("go1.27.3");
        ChecksumDatabase::new(DATABASE).with_others(300).with(&release.toolchain(), &release.h1())
    }

    pub(crate) fn zip(&self) -> String {
        path(&format!("v0.0.1-{}.zip", self.lab.release("go1.27.3").toolchain()))
    }

    /// Serves the module on a proxy, with additional files in it.
    pub(crate) fn serve(&self, proxy: usize, others: &[(&str, &[u8])]) -> &Server {
        self.proxies[proxy].file(&self.zip(), self.lab.release("go1.27.3").module_zip(others))
    }

    fn receipt(&self) -> serde_json::Value {
        serde_json::from_slice(&fs::read(self.lab.home().join("receipts/go1.27.3.json")).unwrap()).unwrap()
    }

    /// Checks that an upgrade fails, changes nothing and leaves nothing behind.
    pub(crate) fn refuses(&self, code: &str) -> Ran {
        let ran = self.lab.upgo(["upgrade", "--json"]).ends();
        assert_eq!(ran.json()["error"]["code"], code, "{ran}");
        assert_eq!((self.lab.toolchains(), self.lab.go_version()), (vec!["go1.26.6".to_owned()], "go1.26.6".into()));
        assert_eq!(self.lab.names_in("staging"), [""; 0], "{ran}");
        ran
    }
}

fn either([one, two]: [String; 2]) -> String {
    format!("{one},{two}")
}

#[test]
fn a_go_without_an_archive_is_installed_as_a_module_that_the_database_proves() {
    let world = World::new();
    world.serve(0, &[]);
    let ran = world.lab.upgo(["upgrade", "--json"]).succeeds();
    assert_eq!((world.lab.go_version().as_str(), &ran.json()["proof"]), ("go1.27.3", &"proven".into()), "{ran}");
    let receipt = world.receipt();
    assert_eq!(receipt["proof"]["checksumDatabase"]["state"], "proven");
    assert_eq!(receipt["source"], format!("{}golang.org/toolchain/@v/", world.proxies[0].url()));
    world.lab.upgo(["verify", "1.27.3"]).succeeds();
    let why = world.lab.upgo(["verify", "1.27.3", "--why"]).succeeds().output;
    assert!(why.contains("Downloaded as a module") && why.contains("its files are verified instead"), "{why}");
    world.lab.upgo(["rollback"]).succeeds();
    assert_eq!(world.lab.go_version(), "go1.26.6");
}

/// With only a GOPROXY in reach, repairs files that are missing, changed, and not executable.
fn repairs(world: &World) {
    for server in ["", "index.json", world.lab.release("go1.27.3").filename()] {
        world.lab.server.always(server, Act::Status(403));
    }
    let tree = world.lab.home().join("toolchains/go1.27.3");
    fs::write(tree.join("src/builtin/builtin.go"), "package evil\n").unwrap();
    fs::remove_file(tree.join("LICENSE")).unwrap();
    world.lab.upgo(["verify", "1.27.3"]).exits(4);
    world.lab.upgo(["verify", "1.27.3", "--repair"]).succeeds();
    world.lab.upgo(["verify", "1.27.3"]).succeeds();
    assert!(fs::read(tree.join("src/builtin/builtin.go")).unwrap() == b"package builtin\n");
}

#[test]
fn a_go_that_came_as_a_module_is_repaired_from_it() {
    let world = World::new();
    world.serve(0, &[]);
    world.lab.upgo(["upgrade"]).succeeds();
    let before = world.proxies[0].requests().len();
    repairs(&world);
    assert!(world.proxies[0].requests().len() > before);
    // Even if nothing says which files it had.
    fs::remove_file(world.lab.home().join("receipts/go1.27.3.manifest")).unwrap();
    repairs(&world);
    fs::remove_dir_all(world.lab.home().join("toolchains/go1.27.3/bin")).unwrap();
    world.lab.upgo(["install", "1.27.3"]).succeeds();
    world.lab.upgo(["verify", "1.27.3"]).succeeds();
}

#[test]
fn a_go_that_came_as_an_archive_is_repaired_from_the_module_as_far_as_that_has_its_files() {
    let world = World::of(|release| release.with_file("test/only_here.go", b"package main\n"), either);
    let filename = world.lab.release("go1.27.3").filename().to_owned();
    world.serve(0, &[]);
    world.lab.server.well(&filename);
    world.lab.upgo(["install", "1.27.3"]).succeeds();
    let only_here = world.lab.home().join("toolchains/go1.27.3/test/only_here.go");
    assert!(only_here.is_file() && world.proxies[0].requests().is_empty(), "it is not the archive");
    repairs(&world);
    assert!(only_here.is_file());
    fs::remove_file(&only_here).unwrap();
    world.lab.upgo(["verify", "1.27.3", "--repair"]).exits(3);
    world.lab.server.well(&filename);
    world.lab.upgo(["verify", "1.27.3", "--repair"]).succeeds();
    assert!(only_here.is_file());
}

#[cfg(unix)] // files have modes
#[test]
fn a_module_gets_the_modes_that_go_gives_it() {
    use crate::whole::{may_run, release};

    let world = World::of(|made| release(&lab(), made.version()), either);
    world.serve(0, &[]);
    world.lab.upgo(["upgrade"]).succeeds();
    let tree = world.lab.home().join("toolchains/go1.27.3");
    for (path, runs) in [
        ("bin/go", true),
        ("pkg/tool/linux_amd64/compile", true),
        ("lib/wasm/go_js_wasm_exec", true),
        ("src/make.bash", false),
    ] {
        assert_eq!(may_run(&tree.join(path)), runs, "{path}");
    }
    world.lab.upgo(["verify", "1.27.3"]).succeeds();
}

#[test]
fn a_module_without_a_database_record_is_not_requested() {
    let world = World::new();
    world.serve(0, &[]);
    let release = world.lab.release("go1.27.3");
    world.sums.always(&format!("lookup/golang.org/toolchain@v0.0.1-{}", release.toolchain()), Act::Status(404));
    let ran = world.refuses("UPGO-NET-STATUS");
    let message = ran.json()["error"]["message"].as_str().unwrap().to_owned();
    assert!(message.contains(release.filename()) && message.contains(&world.sums.url()), "{ran}");
    assert_eq!(world.proxies[0].requests().len(), 0);
    let off = World::new();
    off.serve(0, &[]);
    off.lab.upgo(["upgrade", "--json"]).with("GOSUMDB", "off").exits(3);
    assert_eq!(off.proxies[0].requests().len(), 0);
}

#[test]
fn before_a_bar_a_proxy_with_a_wrong_module_is_skipped_for_the_next_one() {
    let world = World::with(|[one, two]| format!("{one}|{two}"));
    let honest = world.lab.release("go1.27.3").clone();
    let evil = honest.clone().with_file("src/builtin/builtin.go", b"package evil\n").module_zip(&[]);
    world.proxies[0].file(&world.zip(), evil.clone());
    world.proxies[1].file(&world.zip(), evil);
    world.refuses("UPGO-VERIFY-CONTRADICTS");
    let is_kept = |name: &String| name.starts_with("v0.0.1-") && !name.contains(".lock");
    assert!(!world.lab.names_in("cache").iter().any(is_kept), "{:?}", world.lab.names_in("cache"));
    // Additional files are refused, too.
    world.serve(1, &[("test/evil.go", b"package evil\n")]);
    world.refuses("UPGO-ARCHIVE-HOSTILE");
    world.proxies[1].file(&world.zip(), b"<html>Sign in</html>".to_vec());
    world.refuses("UPGO-ARCHIVE-DAMAGED");
    world.serve(1, &[]);
    world.lab.upgo(["upgrade"]).succeeds();
    assert_eq!(world.receipt()["source"], format!("{}golang.org/toolchain/@v/", world.proxies[1].url()));
}

#[test]
fn an_interrupted_module_download_is_resumed() {
    let world = World::large();
    // The first request is for the end of the zip, the second for all of it from the beginning.
    let acts = [Act::DropAfter(1000), Act::DropAfter(50_000)];
    world.serve(0, &[]).next(&world.zip(), acts).always(&world.zip(), Act::Status(404));
    world.lab.upgo(["upgrade", "--json"]).exits(3);
    world.proxies[0].always(&world.zip(), Act::Hold).release();
    let broken = world.proxies[0].ranges(&world.zip()).len();
    world.lab.upgo(["upgrade"]).succeeds();
    let ranges = world.proxies[0].ranges(&world.zip())[broken..].to_vec();
    assert!(
        ranges.iter().flatten().any(|range| !range.starts_with("bytes=0-") && !range.starts_with("bytes=-")),
        "{ranges:?}"
    );
    assert_eq!(world.lab.go_version(), "go1.27.3");
}

#[test]
fn without_a_feed_the_module_list_names_the_releases() {
    let world = World::new();
    world.serve(0, &[]);
    let target = world.lab.release("go1.27.3").toolchain().replace("go1.27.3.", "");
    let list = format!("v0.0.1-go1.27.3.{target}\nv0.0.1-go1.99.0.plan9-mips\nv0.0.1-go1.28rc1.{target}\n");
    world.proxies[0].file(&path("list"), list);
    fs::remove_dir_all(world.lab.home().join("cache")).unwrap();
    world.lab.server.always("", Act::Status(403));
    world.lab.server.always("index.json", Act::Status(403));
    let ran = world.lab.upgo(["check", "--json"]).succeeds();
    assert_eq!((&ran.json()["latest"], &ran.json()["updateAvailable"]), (&"go1.27.3".into(), &true.into()), "{ran}");
    assert_eq!(ran.json()["feed"]["url"], format!("{}golang.org/toolchain/@v/", world.proxies[0].url()));
    let status = world.lab.upgo(["status", "--json"]).succeeds();
    assert_eq!(status.json()["update"]["version"], "go1.27.3", "{status}");
    world.lab.upgo(["upgrade"]).succeeds();
    assert_eq!(world.lab.go_version(), "go1.27.3");
    // The feed is used again as soon as it answers.
    world.lab.server.always("", Act::NoValidator);
    let ran = world.lab.upgo(["check", "--json"]).succeeds();
    assert_eq!(ran.json()["feed"]["url"], world.lab.server.url(), "{ran}");
}

#[test]
fn netrc_credentials_are_used_and_never_stored() {
    let elsewhere = Server::start();
    let world = World::with(|[one, _]| one);
    let port = world.proxies[0].url().rsplit(':').next().unwrap().trim_end_matches('/').to_owned();
    let netrc = world.lab.user().join(if cfg!(windows) { "_netrc" } else { ".netrc" });
    let zip = world.zip();
    // Without credentials, the download fails with 401.
    world.proxies[0].always(&zip, Act::Status(401));
    let ran = world.refuses("UPGO-NET-STATUS");
    assert!(ran.json()["error"]["message"].as_str().unwrap().contains("401"), "{ran}");
    fs::write(
        &netrc,
        format!("machine other.example login a password b\nmachine 127.0.0.1:{port} login zoe password {PASSWORD}\n"),
    )
    .unwrap();
    // The zip is on another server, which must not receive the credentials.
    elsewhere.file("blob.zip", world.lab.release("go1.27.3").module_zip(&[]));
    world.proxies[0].always(&zip, Act::Redirect(format!("{}blob.zip", elsewhere.url())));
    let ran = world.lab.upgo(["upgrade"]).succeeds();
    let basic = "Basic em9lOnMzY3IzdC1vZi16b2U=";
    let asked: Vec<_> = world.proxies[0].requests().into_iter().filter(|seen| seen.path == zip).collect();
    assert_eq!(asked.last().unwrap().authorization.as_deref(), Some(basic));
    assert!(elsewhere.requests().iter().all(|seen| seen.path == "blob.zip" && seen.authorization.is_none()));
    let others = world.lab.server.requests().into_iter().chain(world.sums.requests());
    assert!(others.into_iter().all(|seen| seen.authorization.is_none()));
    for secret in [PASSWORD, "em9lOnMzY3IzdC1vZi16b2U="] {
        assert!(!format!("{}{}", ran.output, ran.errors).contains(secret));
        assert_eq!(holding(&world.lab.home(), secret), [""; 0]);
    }
}

#[test]
fn credentials_in_the_url_are_used_and_never_shown() {
    let world = World::with(|[one, _]| one.replace("http://", &format!("http://zoe:{PASSWORD}@")));
    world.serve(0, &[]);
    let plan = world.lab.upgo(["upgrade", "--dry-run", "--json"]).succeeds();
    let ran = world.lab.upgo(["upgrade", "--json"]).succeeds();
    let asked = world.proxies[0].requests();
    assert!(asked.iter().all(|seen| seen.authorization.as_deref() == Some("Basic em9lOnMzY3IzdC1vZi16b2U=")));
    for ran in [plan, ran] {
        assert!(!format!("{}{}", ran.output, ran.errors).contains(PASSWORD));
    }
    assert_eq!(holding(&world.lab.home(), PASSWORD), [""; 0]);
    let off = World::with(|[one, _]| one);
    fs::write(off.lab.user().join(".netrc"), format!("machine 127.0.0.1 login zoe password {PASSWORD}")).unwrap();
    off.serve(0, &[]);
    off.lab.upgo(["upgrade"]).with("GOAUTH", "off").succeeds();
    assert!(off.proxies[0].requests().iter().all(|seen| seen.authorization.is_none()));
}

/// The path of a file of the module on a proxy.
pub(crate) fn path(name: &str) -> String {
    format!("golang.org/toolchain/@v/{name}")
}

/// The files below a folder that contain a text.
fn holding(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if entry.file_type().unwrap().is_dir() {
            found.extend(holding(&path, text));
        } else if fs::read(&path).is_ok_and(|bytes| bytes.windows(text.len()).any(|part| part == text.as_bytes())) {
            found.push(path.display().to_string());
        }
    }
    found
}
