//! go.mod and go.work of real Go's own tree, valid and not, are read as real Go reads them. Its test scripts have more
//! than a thousand.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use serde_json::Value;
use upgo_engine::base::version::Version;
use upgo_engine::which_go::toolchain::{Contents, contents};
use upgo_testkit::limit::InTime as _;
use upgo_testkit::real_go;

const VERSION: &str = "go1.27.3";

/// Every go.mod and go.work of the tree, and those in its test scripts, each once.
fn files(tree: &Path) -> Vec<(String, &'static str)> {
    let (mut all, mut folders) = (BTreeMap::new(), vec![tree.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else if let Some(kind) = kind_of(&name) {
                all.extend(std::fs::read_to_string(&path).map(|text| (text, kind)));
            } else if path.extension().is_some_and(|ending| ending == "txt")
                && folder.components().any(|part| part.as_os_str() == "testdata")
            {
                all.extend(sections(&std::fs::read(&path).unwrap()));
            }
        }
    }
    all.into_iter().collect()
}

fn kind_of(name: &str) -> Option<&'static str> {
    ["go.mod", "go.work"].into_iter().find(|kind| name.ends_with(kind))
}

/// The files in a test script: `-- m/go.mod --` stands before each.
fn sections(script: &[u8]) -> Vec<(String, &'static str)> {
    let Ok(script) = std::str::from_utf8(script) else { return Vec::new() };
    let (mut all, mut open): (Vec<(String, &'static str)>, bool) = (Vec::new(), false);
    for line in script.split_inclusive('\n') {
        let name = line.trim_end().strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --"));
        if let Some(name) = name {
            let kind = kind_of(name);
            open = kind.is_some();
            all.extend(kind.map(|kind| (String::new(), kind)));
        } else if let Some((text, _)) = all.last_mut().filter(|_| open) {
            text.push_str(line);
        }
    }
    all
}

/// What Go says about a file; `None` if it refuses the file.
fn said_by_go(go: &Path, folder: &Path, kind: &str, text: &str) -> Option<Value> {
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join(kind), text).unwrap();
    let command = if kind == "go.mod" { "mod" } else { "work" };
    let ran = Command::new(go)
        .args([command, "edit", "-json", kind])
        .current_dir(folder)
        .env_clear()
        .envs([("GOTOOLCHAIN", "local"), ("GOPROXY", "off"), ("GOWORK", "off"), ("GOENV", "off")])
        .env("HOME", folder.parent().unwrap())
        .output_in_time()
        .unwrap();
    ran.status.success().then(|| serde_json::from_slice(&ran.stdout).unwrap())
}

/// The same parts of both answers, to compare them.
fn of_go(said: &Value) -> (Vec<String>, Vec<String>) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |name: &str, key: &str| {
        said[name].as_array().into_iter().flatten().map(|one| text(&one[key])).collect::<Vec<_>>()
    };
    let mut listed = [list("Use", "DiskPath"), list("Tool", "Path")].concat();
    listed.sort();
    (vec![text(&said["Module"]["Path"]), text(&said["Go"]), text(&said["Toolchain"])], listed)
}

fn of_upgo(read: Contents) -> (Vec<String>, Vec<String>) {
    let mut listed = [read.uses, read.tools].concat();
    listed.sort();
    let said = [read.go, read.toolchain].map(|said| said.map(|said| said.text).unwrap_or_default());
    (std::iter::once(read.module.unwrap_or_default()).chain(said).collect(), listed)
}

#[test]
fn modules_and_workspaces_are_read_as_real_go_reads_them() {
    if cfg!(not(all(target_os = "linux", target_arch = "x86_64"))) {
        println!("SKIPPED: real Go runs on linux-amd64 only");
        return;
    }
    let Some(archive) = real_go::archive(&format!("{VERSION}.linux-amd64.tar.gz")) else { return };
    let folder = tempfile::tempdir().unwrap();
    let unpacked = Command::new("tar").arg("xzf").arg(archive).arg("-C").arg(folder.path()).status_in_time().unwrap();
    assert!(unpacked.success());
    let tree = folder.path().join("go");
    let (go, version) = (tree.join("bin").join("go"), VERSION.parse::<Version>().unwrap());
    let files = files(&tree);
    assert!(files.len() > 500, "{} files", files.len());
    let check = |index: usize, (text, kind): &(String, &'static str)| {
        let place: PathBuf = folder.path().join(index.to_string());
        let said = said_by_go(&go, &place, kind, text);
        let read = contents(&place.join(kind), text, *kind == "go.work", &version);
        match (said, read) {
            (Some(said), Ok(read)) if of_go(&said) == of_upgo(read.clone()) => None,
            (None, Err(_)) => None,
            // `go mod edit` reads it, but no other command does
            (Some(said), Err(why)) if said["Module"]["Path"] == "" && why.what.contains("no module directive") => None,
            (said, read) => Some(format!("{kind}: {text}\nGo: {said:?}\nUpgo: {read:?}")),
        }
    };
    let parts: Vec<_> = files.iter().enumerate().collect();
    let wrong: Vec<String> = thread::scope(|scope| {
        let threads = parts.chunks(parts.len().div_ceil(4)).map(|part| {
            let work = move || part.iter().filter_map(|(index, file)| check(*index, file)).collect::<Vec<String>>();
            scope.spawn(work)
        });
        threads.collect::<Vec<_>>().into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{} of {} files: {}", wrong.len(), files.len(), wrong.join("\n\n"));
}
