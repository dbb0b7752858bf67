//! The main job on real Go archives, on Linux. `windows/real_go.rs` is its counterpart.
mod asked;
mod build_speed;
mod downloaded;
mod follow;
mod projects;
mod raise;
mod rebuilt;
mod settings;
mod terminals;
mod tools;
mod trees;
mod trial;

use std::path::{Path, PathBuf};

use upgo_testkit::lab::Lab;
use upgo_testkit::limit::InTime as _;
use upgo_testkit::real_go;
use upgo_testkit::release::Release;

use crate::lab;

/// A sandbox with the real go1.26.6 and go1.27.3 on the server. Prints a line and returns `None` if they are not on
/// this machine.
pub(crate) fn real_lab() -> Option<Lab> {
    let folder = real_go::folder();
    if cfg!(not(all(target_os = "linux", target_arch = "x86_64"))) || !folder.is_dir() {
        println!("SKIPPED: real Go for linux-amd64 is missing; run npm run setup");
        return None;
    }
    // As by default, but nobody answers.
    let mut lab = lab().with_variable("GOSUMDB", "sum.golang.org http://127.0.0.1:1");
    for version in ["go1.26.6", "go1.27.3"] {
        let bytes = std::fs::read(folder.join(format!("{version}.linux-amd64.tar.gz"))).ok();
        let Some(bytes) = bytes else {
            println!("SKIPPED: no archive of {version} in {}", folder.display());
            return None;
        };
        lab.add(Release::with_bytes(version, bytes));
    }
    Some(lab)
}

/// The same machine, where the test of a new toolchain and rehearsals start from existing builds: compiling the runtime
/// takes seconds, and the standard library a minute. The main job is tested without.
pub(crate) fn quick_lab() -> Option<Lab> {
    real_lab().map(|lab| lab.with_variable("UPGO_TEST_BUILD_CACHE", real_go::build_cache()))
}

fn module(lab: &Lab, name: &str, go_line: &str, program: &str) -> PathBuf {
    let folder = lab.path(name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("go.mod"), format!("module example.com/{name}\n\ngo {go_line}\n")).unwrap();
    std::fs::write(folder.join("main.go"), program).unwrap();
    folder
}

/// `go` in Upgo's `bin`, as an offline user runs it.
fn go(lab: &Lab, folder: &Path, words: &[&str]) -> std::process::Command {
    let bin = lab.home().join("bin");
    let mut go = lab.command(bin.join("go"));
    go.args(words).current_dir(folder).env("PATH", upgo_testkit::system::path_after(&bin));
    go.env("GOPROXY", "off").env("GOFLAGS", "").env("CGO_ENABLED", "0").env("GOCACHE", real_go::build_cache());
    go
}

/// The Go that a program was built with.
fn go_of(lab: &Lab, folder: &Path, program: &str) -> String {
    let told = go(lab, folder, &["version", program]).env("GOTOOLCHAIN", "local").output_in_time().unwrap();
    String::from_utf8_lossy(&told.stdout).trim().rsplit(' ').next().unwrap_or_default().to_owned()
}

/// Every file below a folder, with its length.
fn tree(folder: &Path) -> Vec<(PathBuf, u64)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            files.extend(tree(&entry.path()));
        } else {
            files.push((entry.path(), entry.metadata().unwrap().len()));
        }
    }
    files.sort();
    files
}
