//! `terminal`: a new terminal in which `go` is one certain toolchain. The terminal here is a script that types a few
//! lines into the shell that it was asked to start, and keeps what they print.
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use upgo_testkit::lab::{Lab, Run};

use crate::lab;
use crate::schemas::fits;
use crate::terminals::{LOGIN, listed};

/// A terminal for `-e COMMAND …`. A real one also ignores the variables of its caller: its windows share one process.
const TERMINAL: &str = r#"#!/bin/sh
[ "$1" = -e ] && shift
env -i HOME="$HOME" LANG=C.UTF-8 GOROOT=/stored "$@" > "$HOME/typed.part" 2> /dev/null <<'LINES'
go version
echo "$PATH"
echo "GOTOOLCHAIN=$GOTOOLCHAIN GOROOT=$GOROOT"
pwd
LINES
mv "$HOME/typed.part" "$HOME/typed"
"#;

/// Two toolchains, the older one current, in a home whose name a shell would run if it were part of a script.
fn lab_with_terminal() -> (Lab, PathBuf) {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let home = lab.user().join("a;b $(touch x) ü");
    let lab = lab.with_variable("UPGO_HOME", &home);
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let terminal = lab.user().join("my terminal");
    fs::write(&terminal, TERMINAL).unwrap();
    fs::set_permissions(&terminal, fs::Permissions::from_mode(0o755)).unwrap();
    (lab, terminal)
}

fn opens(lab: &Lab, terminal: &Path, shell: &Path, words: &[&str]) -> Run {
    lab.upgo(words).with("TERMINAL", terminal).with("SHELL", shell).with("GOROOT", "/of/the/caller")
}

/// What the shell in the terminal printed.
fn typed(lab: &Lab) -> Vec<String> {
    let file = lab.user().join("typed");
    while !file.exists() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let text = fs::read_to_string(&file).unwrap();
    fs::remove_file(file).unwrap();
    text.lines().map(ToOwned::to_owned).collect()
}

#[test]
fn go_is_the_version_whatever_the_startup_file_of_the_shell_does() {
    let (lab, terminal) = lab_with_terminal();
    let other = "PATH=/usr/local/go/bin:$PATH";
    fs::create_dir_all(lab.user().join(".config/fish")).unwrap();
    fs::write(lab.user().join(".bashrc"), format!("export {other} GOROOT=/usr/local/go GOTOOLCHAIN=go1.20\n")).unwrap();
    let fish = "set -gx PATH /usr/local/go/bin $PATH\nset -gx GOROOT /usr/local/go\nset -gx GOTOOLCHAIN go1.20\n";
    fs::write(lab.user().join(".config/fish/config.fish"), fish).unwrap();
    for shell in ["/bin/sh", "/bin/bash", "/usr/bin/fish"].map(Path::new) {
        if !shell.exists() {
            println!("SKIPPED: {} is not installed", shell.display());
            continue;
        }
        for (words, version) in [(&["terminal", "1.27.3"][..], "go1.27.3"), (&["terminal"], "go1.26.6")] {
            let said = opens(&lab, &terminal, shell, words).succeeds().output;
            assert_eq!(said.trim(), format!("Opened a terminal with {version}."));
            let typed = typed(&lab);
            let [go, path, variables, folder] = &typed[..] else {
                panic!("{} did not run: {typed:#?}", shell.display())
            };
            assert!(go.contains(version), "{}: {go}", shell.display());
            let bin = lab.user().join("a;b $(touch x) ü").join("toolchains").join(version).join("bin");
            assert!(path.starts_with(bin.to_str().unwrap()), "{}: {path}", shell.display());
            assert_eq!(variables, &format!("GOTOOLCHAIN={version} GOROOT="), "{}", shell.display());
            assert_eq!(Path::new(folder), lab.path("tmp").canonicalize().unwrap());
        }
    }
    assert!(!lab.path("tmp").join("x").exists() && !lab.user().join("x").exists(), "the name of a folder was run");
    // Only the terminal has it.
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    assert_eq!(status["current"]["version"], "go1.26.6", "{status:#}");
}

#[test]
fn the_answer_names_the_go_and_the_program() {
    let (lab, terminal) = lab_with_terminal();
    let answer = opens(&lab, &terminal, Path::new("/bin/sh"), &["terminal", "1.27", "--json"]).succeeds().json();
    fits("terminal", &answer);
    assert_eq!(answer["version"], "go1.27.3");
    assert_eq!(answer["program"], terminal.to_str().unwrap());
    typed(&lab);
}

#[test]
fn a_terminal_that_fails_at_once_is_not_taken_for_an_open_one() {
    let (lab, terminal) = lab_with_terminal();
    fs::write(&terminal, "#!/bin/sh\nexit 3\n").unwrap();
    // Nothing else is on this PATH.
    let run = opens(&lab, &terminal, Path::new("/bin/sh"), &["terminal", "--json"]).with("PATH", lab.path("tmp"));
    let error = run.exits(7).json();
    assert_eq!(error["error"]["code"], "UPGO-TERMINAL", "{error:#}");
    assert!(error["error"]["message"].as_str().unwrap().contains("my terminal"), "{error:#}");
}

#[test]
fn a_machine_without_a_terminal_is_told_what_to_do() {
    let (lab, _) = lab_with_terminal();
    let error = lab.upgo(["terminal", "--json"]).with("PATH", lab.path("tmp")).exits(7).json();
    assert_eq!(error["error"]["code"], "UPGO-TERMINAL", "{error:#}");
    let error = lab.upgo(["terminal", "1.25.0", "--json"]).exits(7).json();
    assert_eq!(error["error"]["code"], "UPGO-VERSION-NOT-INSTALLED", "{error:#}");
}

/// A desktop may search more folders than a login does.
#[test]
fn a_terminal_that_only_the_desktop_finds_is_found() {
    let Some(bash) = listed("bash") else { return };
    let (lab, terminal) = lab_with_terminal();
    let lab = lab.asking(&bash, LOGIN);
    fs::write(lab.user().join(".profile"), format!("PATH='{}'\n", upgo_testkit::system::path())).unwrap();
    let folder = lab.user().join("of the desktop");
    fs::create_dir(&folder).unwrap();
    fs::rename(terminal, folder.join("x-terminal-emulator")).unwrap();
    let path = upgo_testkit::system::path_after(&folder);
    lab.upgo(["terminal", "1.27.3"]).with("PATH", path).succeeds();
    assert!(typed(&lab)[0].starts_with("go version go1.27.3"));
}
