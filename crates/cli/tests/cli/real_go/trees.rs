//! Installed trees of real Go, by each way in which they come, compared with what `tar` and `go` unpack.
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use upgo_engine::base::digest::Sha256;
use upgo_testkit::checksum_database::ChecksumDatabase;
use upgo_testkit::lab::Lab;
use upgo_testkit::limit::InTime as _;
use upgo_testkit::real_go;
use upgo_testkit::release::Release;
use upgo_testkit::server::{Act, Server};

use super::quick_lab;

/// Each file by its path, with its content and whether it may run.
type Tree = BTreeMap<String, (Sha256, bool)>;

fn read(root: &Path) -> Tree {
    let (mut tree, mut folders) = (Tree::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let (path, metadata) = (entry.path(), entry.metadata().unwrap());
            if metadata.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            tree.insert(name, (Sha256::of(&fs::read(&path).unwrap()), metadata.permissions().mode() & 0o111 != 0));
        }
    }
    tree
}

/// What `tar` unpacks.
fn unpacked(lab: &Lab, version: &str) -> Tree {
    let folder = lab.path(&format!("tar-{version}"));
    fs::create_dir_all(&folder).unwrap();
    let archive = real_go::archive(&format!("{version}.linux-amd64.tar.gz")).unwrap();
    let tar = std::process::Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(&folder).status_in_time();
    assert!(tar.unwrap().success());
    read(&folder.join("go"))
}

/// What `go` unpacks of the module of that release: without four folders, and with its own rule for modes.
fn of_module(archive: &Tree) -> Tree {
    let is_left_out = |path: &str| ["api/", "doc/", "misc/", "test/"].iter().any(|folder| path.starts_with(folder));
    let runs = |path: &str| {
        let is_runner = path.starts_with("lib/wasm/go_") && path.ends_with("_exec");
        path.starts_with("bin/") || path.starts_with("pkg/tool/") || is_runner
    };
    let files = archive.iter().filter(|(path, _)| !is_left_out(path));
    files.map(|(path, (content, _))| (path.clone(), (*content, runs(path)))).collect()
}

/// The differences, as a failure that can be read.
fn assert_same(lab: &Lab, version: &str, expected: &Tree, what: &str) {
    let found = read(&lab.home().join("toolchains").join(version));
    let names = found.keys().chain(expected.keys());
    let other: Vec<&String> = names.filter(|name| found.get(*name) != expected.get(*name)).take(40).collect();
    assert!(other.is_empty(), "{what}: {other:#?}");
    println!("{version} {what}: {} files, {} may run", found.len(), found.values().filter(|(_, runs)| *runs).count());
}

#[test]
#[ignore = "long"]
fn a_tree_is_the_same_by_archive_by_module_by_parts_and_after_a_repair() {
    let Some(mut lab) = quick_lab() else { return };
    let (proxy, sums) = (Server::start(), Server::start());
    let mut database = ChecksumDatabase::new("sum.example.com");
    for version in ["go1.26.6", "go1.27.2", "go1.27.3"] {
        let archive = fs::read(real_go::archive(&format!("{version}.linux-amd64.tar.gz")).unwrap()).unwrap();
        let release = Release::with_tar_gz(version, archive);
        database = database.with(&release.toolchain(), &release.h1());
        let name = format!("golang.org/toolchain/@v/v0.0.1-{}.zip", release.toolchain());
        proxy.file(&name, release.module_zip(&[]));
        if version == "go1.27.2" {
            lab.add(release);
        }
    }
    database.serve(&sums, "");
    let gosumdb = database.gosumdb(&sums);
    lab = lab.with_variable("UPGO_TEST_DATABASE", &gosumdb).with_variable("GOSUMDB", gosumdb);
    lab = lab.with_variable("GOPROXY", proxy.url());
    lab.upgo(["settings", "set", "proof-for-own-feed", "true"]).succeeds();
    let whole = ["go1.26.6", "go1.27.2", "go1.27.3"].map(|version| unpacked(&lab, version));

    lab.upgo(["settings", "set", "whole-archives", "true"]).succeeds();
    for (version, expected) in ["go1.26.6", "go1.27.2", "go1.27.3"].into_iter().zip(&whole) {
        lab.upgo(["install", version]).succeeds();
        assert_same(&lab, version, expected, "by archive");
    }
    lab.upgo(["settings", "unset", "whole-archives"]).succeeds();

    let damage = |version: &str| {
        let root = lab.home().join("toolchains").join(version);
        for file in ["src/make.bash", "pkg/tool/linux_amd64/compile", "lib/wasm/go_js_wasm_exec"] {
            fs::set_permissions(root.join(file), fs::Permissions::from_mode(0o644)).unwrap();
        }
        fs::write(root.join("pkg/tool/linux_amd64/link"), "broken").unwrap();
        fs::remove_dir_all(root.join("lib")).unwrap();
        fs::remove_file(root.join("bin/go")).unwrap();
    };
    damage("go1.27.3");
    lab.upgo(["verify", "1.27.3", "--repair"]).succeeds();
    assert_same(&lab, "go1.27.3", &whole[2], "after a repair by archive");

    // By parts, beside a tree from an archive: a script has the mode that it has there.
    lab.upgo(["remove", "1.27.3"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let receipt = fs::read_to_string(lab.home().join("receipts/go1.27.3.json")).unwrap();
    assert!(receipt.contains("\"reused\""), "{receipt}");
    let mut parts = of_module(&whole[2]);
    for (path, file) in &mut parts {
        *file = whole[2][path];
    }
    assert_same(&lab, "go1.27.3", &parts, "by parts");
    lab.server.always("go1.27.3.linux-amd64.tar.gz", Act::Status(404));
    damage("go1.27.3");
    lab.upgo(["verify", "1.27.3", "--repair"]).succeeds();
    assert_same(&lab, "go1.27.3", &parts, "by parts, after a repair by module");

    for (version, archive) in [("go1.26.6", &whole[0]), ("go1.27.3", &whole[2])] {
        lab.server.always(&format!("{version}.linux-amd64.tar.gz"), Act::Status(404));
        lab.upgo(["settings", "set", "whole-archives", "true"]).succeeds();
        lab.upgo(["remove", version]).succeeds();
        lab.upgo(["install", version]).succeeds();
        let expected = of_module(archive);
        assert_same(&lab, version, &expected, "by module");
        fs::remove_file(lab.home().join("toolchains").join(version).join("bin/go")).unwrap();
        lab.upgo(["install", version]).succeeds();
        assert_same(&lab, version, &expected, "by module, after a repair");
    }
}
