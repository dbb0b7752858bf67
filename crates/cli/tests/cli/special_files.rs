//! Pipes, devices and endless files, wherever the user, a setting or a variable names a file: Upgo never waits for one,
//! and never reads one to its end.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use upgo_testkit::lab::{Lab, Run};
use upgo_testkit::limit::InTime as _;

use crate::lab;

/// An endless file, and one that blocks until another process opens it.
fn endless(lab: &Lab) -> [PathBuf; 2] {
    let pipe = lab.path("pipe");
    make_pipe(&pipe);
    [PathBuf::from("/dev/zero"), pipe]
}

fn make_pipe(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::remove_file(path).ok();
    assert!(Command::new("mkfifo").arg(path).status_in_time().unwrap().success());
}

/// The exit status of `upgo` with these words. It must end on its own, with bounded memory.
fn ends(lab: &Lab, words: &[&std::ffi::OsStr], with: impl Fn(Run) -> Run) -> i32 {
    // Limits the address space, so that an endless read fails here and does not exhaust the machine.
    let line = "ulimit -v 8000000; exec timeout 60 \"$@\"";
    let mut all = vec!["-c".as_ref(), line.as_ref(), "sh".as_ref(), lab.program().as_os_str()];
    all.extend(words);
    let ran = with(lab.other("sh", all)).ends();
    let code = ran.code.unwrap_or(-1);
    assert!(code != 124 && (0..124).contains(&code), "{ran}");
    code
}

fn words(text: &str) -> Vec<&std::ffi::OsStr> {
    text.split(' ').map(std::ffi::OsStr::new).collect()
}

#[test]
fn files_named_by_variables_and_settings_are_read_safely() {
    let lab = lab().with_release("go1.26.6");
    for file in endless(&lab) {
        for variable in ["NETRC", "GOENV"] {
            let with = |run: Run| run.with(variable, &file).with("GOPROXY", "https://127.0.0.1:1");
            for command in ["status", "env", "doctor", "why", "env set GOFLAGS -v --scope go"] {
                ends(&lab, &words(command), with);
            }
        }
        fs::create_dir_all(lab.home()).unwrap();
        fs::write(lab.home().join("settings.toml"), format!("ca-file = {:?}\n", file.display().to_string())).unwrap();
        for command in ["status", "check", "install 1.26.6", "settings unset ca-file"] {
            ends(&lab, &words(command), |run| run.with("UPGO_FEED_URL", "https://127.0.0.1:1/"));
        }
        fs::remove_file(lab.home().join("settings.toml")).unwrap();
    }
    lab.upgo(["env"]).with("GOENV", "/dev/null").succeeds();
}

#[test]
fn files_named_by_the_user_are_read_safely() {
    let lab = lab().with_release("go1.26.6");
    for file in endless(&lab) {
        for command in ["install", "settings import", "audit"] {
            let mut all = words(command);
            all.push(file.as_os_str());
            assert_ne!(ends(&lab, &all, |run| run), 0, "{command} {}", file.display());
        }
    }
}

#[test]
fn a_pipe_named_as_output_is_not_replaced() {
    use std::os::unix::fs::FileTypeExt as _;

    let lab = lab();
    let [_, pipe] = endless(&lab);
    let link = lab.path("link");
    std::os::unix::fs::symlink(&pipe, &link).unwrap();
    for file in [&pipe, &link] {
        assert_ne!(ends(&lab, &["settings".as_ref(), "export".as_ref(), file.as_os_str()], |run| run), 0);
    }
    assert!(pipe.symlink_metadata().unwrap().file_type().is_fifo() && link.is_symlink());
}

#[test]
fn files_that_upgo_finds_itself_are_read_safely() {
    let lab = lab().with_release("go1.26.6");
    let other = lab.user().join("other/go");
    let project = lab.path("project");
    fs::create_dir_all(&project).unwrap();
    fs::create_dir_all(other.join("bin")).unwrap();
    fs::copy(lab.sample_go(), other.join("bin/go")).unwrap();
    for (place, commands) in [
        (lab.user().join(".profile"), &["status", "install 1.26.6 --use", "doctor", "purge --yes"][..]),
        (lab.user().join(".bashrc"), &["status", "install 1.26.6 --use", "doctor", "purge --yes"]),
        (lab.home().join("settings.toml"), &["status", "settings"]),
        (other.join("VERSION"), &["status", "list", "why", "doctor"]),
        (other.join("go.env"), &["env", "why", "doctor"]),
        (lab.user().join("go/bin/tool"), &["tools", "tools rebuild", "doctor"]),
        (project.join("go.mod"), &["why", "doctor", "projects ."]),
        (project.join("go.work"), &["why", "doctor", "projects ."]),
        (project.join("Dockerfile"), &["projects ."]),
        (project.join(".tool-versions"), &["projects ."]),
    ] {
        make_pipe(&place);
        for command in commands {
            ends(&lab, &words(command), |run| {
                run.with("PATH", upgo_testkit::system::path_after(&other.join("bin"))).within(&project)
            });
        }
        fs::remove_file(&place).unwrap();
    }
}

#[test]
fn a_file_in_place_of_the_switch_is_reported_as_damage_to_the_home() {
    let lab = lab().with_release("go1.26.6");
    fs::create_dir_all(lab.home()).unwrap();
    fs::write(lab.home().join("current"), "go1.26.6").unwrap();
    let failed = lab.upgo(["status", "--json"]).exits(1).json();
    assert_eq!(failed["error"]["code"], "UPGO-HOME-DAMAGED", "{failed:#}");
    fs::remove_file(lab.home().join("current")).unwrap();
    lab.upgo(["status"]).succeeds();
}

#[test]
fn a_file_size_limit_is_reported_as_a_full_disk() {
    let lab = lab().with_release("go1.26.6");
    let line = "ulimit -f 1; exec \"$@\"";
    let limited = |words: &[&str]| {
        let mut all = vec!["-c".to_owned(), line.to_owned(), "sh".to_owned(), lab.program().display().to_string()];
        all.extend(words.iter().map(|word| (*word).to_owned()));
        lab.other("sh", all)
    };
    let failed = limited(&["install", "1.26.6", "--use", "--json"]).exits(8).json();
    assert_eq!(failed["error"]["code"], "UPGO-DISK-FULL", "{failed:#}");
    assert_eq!((lab.toolchains(), lab.names_in("staging")), (Vec::new(), Vec::new()));
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    assert_eq!(lab.go_version(), "go1.26.6");
}
