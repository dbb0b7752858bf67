//! What only Windows has: PATH in the registry, and programs that cannot be replaced while they run.
mod elevation;
mod everybody;
mod real_go;

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use upgo_testkit::lab::{Lab, Run};
use upgo_testkit::registry;

use crate::lab;
use crate::running::Running;

/// A PATH as a user has it: not tidy, partly to be expanded, and with the NUL at its end.
const USERS_PATH: &str = "%USERPROFILE%\\bin;;C:\\Program Files\\Ünï 测试\\;\"C:\\quo;ted\";c:\\WINDOWS\0";

/// The same once Upgo is on it: written so that it is right on every machine to which the profile roams.
fn users_path_with_upgo() -> String {
    let theirs = USERS_PATH.trim_end_matches('\0');
    format!("%USERPROFILE%\\upgo home\\bin;{theirs};%USERPROFILE%\\go\\bin\0")
}

/// PATH in the registry of the sandbox.
fn user_path(lab: &Lab) -> Option<(bool, String)> {
    let (expands, bytes) = registry::get(&format!(r"{}\user", lab.registry()), "Path")?;
    let units: Vec<u16> = bytes.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    Some((expands, String::from_utf16(&units).unwrap()))
}

fn set_path(lab: &Lab, of: &str, text: &str) {
    let bytes = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    registry::set(&format!(r"{}\{of}", lab.registry()), "Path", (true, bytes));
}

#[test]
fn what_the_installer_has_registered_is_listed_wherever_it_lies() {
    let lab = lab();
    let root = lab.path("My Go");
    fs::create_dir_all(root.join("bin")).unwrap();
    fs::write(root.join("VERSION"), "go1.26.5\n").unwrap();
    fs::copy(lab.sample_go(), root.join("bin").join("go.exe")).unwrap();
    let set = |key: &str, name: &str, text: &str| {
        let bytes = format!("{text}\0").encode_utf16().flat_map(u16::to_le_bytes).collect();
        registry::set(&format!(r"{}\software64\{key}", lab.registry()), name, (false, bytes));
    };
    let (family, product) = ("0567AE226CA41004FB924F8B77D51B0C", "10000000000000000000000000000000");
    set(&format!(r"Classes\Installer\UpgradeCodes\{family}"), product, "");
    let key = r"Microsoft\Windows\CurrentVersion\Uninstall\{00000001-0000-0000-0000-000000000000}";
    set(key, "DisplayName", "Go Programming Language amd64 go1.26.5");
    set(key, "InstallLocation", &format!(r"{}\", root.display()));
    let listed = lab.upgo(["list", "--json"]).succeeds().json();
    let found = &listed["installed"][0];
    assert_eq!((&found["version"], &found["origin"]), (&"go1.26.5".into(), &"msi".into()), "{listed:#}");
    assert_eq!((&found["scope"], &found["changedBy"]), (&"machine".into(), &"administrators".into()), "{listed:#}");
}

/// What PATH is in a terminal that is opened now: the machine's, then the user's, both expanded.
fn path_of_a_new_terminal(lab: &Lab) -> String {
    let machine = format!("{};", machine_path());
    let (_, user) = user_path(lab).unwrap();
    machine + &user.trim_end_matches('\0').replace("%USERPROFILE%", &lab.user().to_string_lossy())
}

/// A machine without Go.
fn machine_path() -> String {
    let root = std::env::var("SystemRoot").unwrap();
    format!(r"{root}\system32;{root}")
}

fn program(lab: &Lab, name: &str) -> PathBuf {
    lab.home().join("bin").join(format!("{name}.exe"))
}

#[test]
fn path_gets_bin_first_and_the_folder_of_go_install_last_and_nothing_else_changes() {
    let lab = lab().with_release("go1.26.6");
    set_path(&lab, "user", USERS_PATH);
    set_path(&lab, "machine", &machine_path());
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    assert_eq!(user_path(&lab), Some((true, users_path_with_upgo())));
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(user_path(&lab), Some((true, USERS_PATH.to_owned())), "byte for byte as it was");
}

/// A variable in the registry of the sandbox.
fn variable(lab: &Lab, of: &str, name: &str) -> Option<String> {
    let (_, bytes) = registry::get(&format!(r"{}\{of}", lab.registry()), name)?;
    let units: Vec<u16> = bytes.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    Some(String::from_utf16(&units).unwrap().trim_end_matches('\0').to_owned())
}

#[test]
fn variables_and_path_are_edited_for_the_user_and_the_machine_and_taken_back() {
    let lab = lab();
    set_path(&lab, "user", USERS_PATH);
    set_path(&lab, "machine", "C:\\Program Files\\Go\\bin;%SystemRoot%\0");
    lab.upgo(["env", "set", "GOPROXY", "direct"]).succeeds();
    lab.upgo(["env", "set", "GOPROXY", "other", "--scope", "machine"]).succeeds();
    let read = || lab.upgo(["env", "--json"]).succeeds().json();
    let proxy = read()["variables"].as_array().unwrap().iter().find(|it| it["name"] == "GOPROXY").unwrap().clone();
    assert_eq!(proxy["newTerminal"], serde_json::json!({ "value": "direct", "from": "user" }), "{proxy:#}");
    lab.upgo(["env", "path", "remove", r"c:\program files\go\bin", "--scope", "machine"]).succeeds();
    lab.upgo(["env", "path", "add", r"D:\tools", "--first"]).succeeds();
    lab.upgo(["env", "path", "move", r"C:\Windows", "--last"]).succeeds();
    assert_eq!(variable(&lab, "machine", "Path").unwrap(), "%SystemRoot%");
    let theirs = USERS_PATH.trim_end_matches('\0');
    assert_eq!(user_path(&lab).unwrap().1, format!("D:\\tools;{theirs}\0"), "what is last already stays as it is");
    let sources: Vec<_> = read()["path"]["entries"].as_array().unwrap().iter().map(|it| it["source"].clone()).collect();
    assert_eq!(sources[..2], ["machine", "user"]);
    for id in ["4", "3", "2", "1"] {
        lab.upgo(["rollback", id]).succeeds();
    }
    assert_eq!([variable(&lab, "user", "GOPROXY"), variable(&lab, "machine", "GOPROXY")], [None, None]);
    assert_eq!(user_path(&lab), Some((true, USERS_PATH.to_owned())));
    assert_eq!(variable(&lab, "machine", "Path").unwrap(), "C:\\Program Files\\Go\\bin;%SystemRoot%");
}

#[test]
fn a_purge_leaves_path_as_it_was_also_where_there_was_none() {
    for before in [Some(USERS_PATH), None] {
        let lab = lab().with_release("go1.26.6");
        before.inspect(|text| set_path(&lab, "user", text));
        lab.upgo(["install", "1.26.6", "--use"]).succeeds();
        assert!(user_path(&lab).unwrap().1.contains(r"%USERPROFILE%\upgo home\bin"));
        lab.upgo(["purge", "--yes"]).succeeds();
        assert_eq!(user_path(&lab), before.map(|text| (true, text.to_owned())));
        assert!(!lab.home().exists());
    }
}

#[test]
fn a_profile_whose_name_has_a_blank_and_letters_of_two_scripts_has_a_go_in_new_terminals() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let profile = lab.path("Jörg 测试 x");
    let local = profile.join("AppData").join("Local");
    fs::create_dir_all(&local).unwrap();
    set_path(&lab, "user", USERS_PATH);
    set_path(&lab, "machine", &machine_path());
    let of_profile = |run: Run| {
        let folders =
            [("USERPROFILE", profile.clone()), ("LOCALAPPDATA", local.clone()), ("UPGO_HOME", local.join("Upgo"))];
        folders.into_iter().fold(run, |run, (name, folder)| run.with(name, folder))
    };
    let upgo = |words: &[&str]| of_profile(lab.upgo(words)).succeeds();
    let terminal = |line: &str| {
        let (_, path) = user_path(&lab).unwrap();
        let path = path.trim_end_matches('\0').replace("%USERPROFILE%", &profile.to_string_lossy());
        of_profile(lab.terminal(&format!("{};{path}", machine_path()), line)).succeeds()
    };
    upgo(&["install", "1.26.6", "--use"]);
    assert!(user_path(&lab).unwrap().1.starts_with(r"%USERPROFILE%\AppData\Local\Upgo\bin;"), "{:?}", user_path(&lab));
    assert!(terminal("go version").output.starts_with("go version go1.26.6 "));
    upgo(&["upgrade"]);
    assert!(terminal("go version").output.starts_with("go version go1.27.3 "));
    assert!(terminal("go1.26.6 version").output.starts_with("go version go1.26.6 "));
    let why = upgo(&["why", "--json"]).json();
    assert_eq!(why["toolchain"]["version"], "go1.27.3", "{why:#}");
    upgo(&["rollback"]);
    upgo(&["remove", "1.27.3"]);
    assert!(terminal("go version").output.starts_with("go version go1.26.6 "));
    upgo(&["purge", "--yes"]);
    assert_eq!(user_path(&lab), Some((true, USERS_PATH.to_owned())));
    assert!(!local.join("Upgo").exists());
}

#[test]
fn the_status_names_the_link_for_editors_where_the_volume_has_one() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    for version in ["1.26.6", "1.27.3"] {
        lab.upgo(["install", version, "--use"]).succeeds();
        let status = lab.upgo(["status", "--json"]).succeeds().json();
        let (link, sdk) = (lab.home().join("sdk"), &status["current"]["sdk"]);
        if link.exists() {
            assert_eq!(sdk.as_str(), link.to_str());
            let tree = fs::read_to_string(link.join("VERSION")).unwrap();
            assert_eq!(tree.lines().next().unwrap(), format!("go{version}"));
        } else {
            assert!(std::env::var_os("WINEPREFIX").is_some(), "Windows itself has junctions");
            println!("SKIPPED: Wine has no junctions, and a switch does without");
            assert!(sdk.is_null() && link.symlink_metadata().is_err());
        }
    }
}

#[test]
fn a_launcher_that_runs_is_replaced_and_what_it_runs_goes_on() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let go = program(&lab, "go");
    let launcher = fs::read(&go).unwrap();
    let names = lab.names_in("bin");
    let older = [launcher.as_slice(), b"an older one"].concat();
    fs::write(&go, &older).unwrap();
    let running = Running::start(&lab, "go");

    lab.upgo(["use", "1.27.3"]).succeeds();
    assert!(fs::read(&go).unwrap() == launcher, "the new launcher is there");
    assert_eq!(lab.go_version(), "go1.27.3");
    assert_eq!(lab.names_in("bin"), names, "nothing is left in bin");
    assert_eq!(lab.names_in("staging").len(), 1, "the old one waits for its end");
    lab.upgo(["status"]).succeeds();

    running.let_go();
    lab.upgo(["use", "1.26.6"]).succeeds();
    assert_eq!(lab.names_in("staging"), [""; 0]);
}

#[test]
fn a_toolchain_that_runs_is_removed_or_its_removal_says_who_holds_it() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let running = Running::start(&lab, "go1.27.3");
    let removed = lab.upgo(["remove", "1.27.3", "--even-if-running", "--json"]).ends();
    if removed.code == Some(0) {
        println!("SKIPPED: this system renames a folder although a program in it runs (Wine), so nothing was refused");
        assert_eq!(lab.toolchains(), ["go1.26.6"]);
    } else {
        assert_eq!(removed.json()["error"]["code"], "UPGO-FILE-BUSY", "{removed}");
        assert!(removed.json()["error"]["message"].as_str().unwrap().contains("(process "), "{removed}");
        assert_eq!(lab.toolchains(), ["go1.26.6", "go1.27.3"]);
        assert!(program(&lab, "go1.27.3").is_file(), "its name is back");
    }
    lab.upgo(["status"]).succeeds();
    running.let_go();
    lab.upgo(["status"]).succeeds();
    assert_eq!(lab.names_in("staging"), [""; 0]);
}

#[test]
fn a_switch_succeeds_while_others_read_it_all_the_time() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let (switch, stop) = (lab.home().join("current"), AtomicBool::new(false));
    let read = || {
        let mut read = 0;
        while !stop.load(Ordering::Relaxed) {
            // A launcher may find it absent or blocked for a moment, and tries again; it is never half written.
            if let Ok(text) = fs::read_to_string(&switch) {
                assert!(["go1.26.6\n", "go1.27.3\n"].contains(&text.as_str()), "{text:?}");
                read += 1;
            }
            std::thread::yield_now();
        }
        read
    };
    let (switched, read) = std::thread::scope(|scope| {
        let reader = scope.spawn(read);
        let switched = ["1.27.3", "1.26.6", "1.27.3"].map(|version| (version, lab.upgo(["use", version]).ends()));
        stop.store(true, Ordering::Relaxed);
        (switched, reader.join().unwrap())
    });
    for (version, switched) in switched {
        assert_eq!(switched.code, Some(0), "{version}: {switched}");
    }
    assert!(read > 0);
}
