//! Tests for Windows: PATH in the registry, and programs that cannot be replaced while they run.
mod background;
mod elevation;
mod exec;
mod machine_wide;
mod policy;
mod real_go;
mod short_names;
mod startup_shells;
mod wsl;

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use upgo_testkit::lab::{Lab, Run};
use upgo_testkit::registry;

use crate::lab;
use crate::running::Running;

/// A realistic PATH: untidy, with a variable to expand, and a NUL at its end.
const USERS_PATH: &str = "%USERPROFILE%\\bin;;C:\\Program Files\\Ünï 测试\\;\"C:\\quo;ted\";c:\\WINDOWS\0";

/// The same with Upgo on it, written so that it is right on every machine with this roaming profile.
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
fn a_registered_installation_is_listed_wherever_it_is() {
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

/// PATH in a new terminal: first machine-wide, then the user's, both expanded.
fn path_of_a_new_terminal(lab: &Lab) -> String {
    let machine = format!("{};", machine_path());
    let (_, user) = user_path(lab).unwrap();
    machine + &user.trim_end_matches('\0').replace("%USERPROFILE%", &lab.user().to_string_lossy())
}

/// The machine-wide PATH of a machine without Go.
fn machine_path() -> String {
    let root = std::env::var("SystemRoot").unwrap();
    format!(r"{root}\system32;{root}")
}

fn program(lab: &Lab, name: &str) -> PathBuf {
    lab.home().join("bin").join(format!("{name}.exe"))
}

#[test]
fn path_gets_bin_first_and_the_go_install_folder_last_and_is_otherwise_unchanged() {
    let lab = lab().with_release("go1.26.6");
    set_path(&lab, "user", USERS_PATH);
    set_path(&lab, "machine", &machine_path());
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    assert_eq!(user_path(&lab), Some((true, users_path_with_upgo())));
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(user_path(&lab), Some((true, USERS_PATH.to_owned())), "PATH differs");
}

#[test]
fn a_shell_that_is_not_told_of_path_is_a_warning_and_no_failure() {
    let lab = lab().with_release("go1.26.6");
    let unheard = |words: &[&str]| {
        let changed = lab.upgo(words).with("UPGO_FAULT", "windows:late-shell@3000").succeeds().json();
        let codes = changed["warnings"].as_array().unwrap().iter().map(|warning| warning["code"].clone());
        let told: Vec<_> = codes.filter(|code| code == "UPGO-ENV-UNHEARD").collect();
        assert_eq!(told.len(), 1, "{words:?}: {changed:#}");
        changed["warnings"][0]["next"].as_str().unwrap().to_owned()
    };
    let next = unheard(&["install", "1.26.6", "--use", "--json"]);
    assert!(next.contains("restart Explorer"), "{next}");
    unheard(&["env", "set", "GOPROXY", "direct", "--json"]);
    unheard(&["rollback", "--json"]);
    let heard = lab.upgo(["use", "1.26.6", "--json"]).with("UPGO_FAULT", "windows:late-shell@3000").succeeds().json();
    assert_eq!(heard["warnings"].as_array().map(Vec::len), Some(0), "{heard:#}");
}

/// A variable in the registry of the sandbox.
fn variable(lab: &Lab, of: &str, name: &str) -> Option<String> {
    let (_, bytes) = registry::get(&format!(r"{}\{of}", lab.registry()), name)?;
    let units: Vec<u16> = bytes.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    Some(String::from_utf16(&units).unwrap().trim_end_matches('\0').to_owned())
}

#[test]
fn variables_and_path_are_edited_and_undone_for_the_user_and_the_machine() {
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
    assert_eq!(
        user_path(&lab).unwrap().1,
        format!("D:\\tools;{theirs}\0"),
        "a folder that is already last is not moved"
    );
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
fn purge_restores_path_even_if_there_was_none() {
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
fn new_terminals_find_go_in_a_profile_with_spaces_and_two_scripts() {
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
fn status_shows_the_sdk_link_if_the_volume_has_one() {
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
            assert!(upgo_testkit::is_wine(), "Windows supports junctions");
            println!("SKIPPED: Wine has no junctions; switching works without them");
            assert!(sdk.is_null() && link.symlink_metadata().is_err());
        }
    }
}

#[test]
fn a_running_launcher_is_replaced_and_its_program_continues() {
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
    assert!(fs::read(&go).unwrap() == launcher, "the launcher was not replaced");
    assert_eq!(lab.go_version(), "go1.27.3");
    assert_eq!(lab.names_in("bin"), names, "files are left in bin");
    assert_eq!(lab.names_in("staging").len(), 1, "the old one is kept until it ends");
    lab.upgo(["status"]).succeeds();

    running.finish();
    lab.upgo(["use", "1.26.6"]).succeeds();
    assert_eq!(lab.names_in("staging"), [""; 0]);
}

#[test]
fn a_toolchain_in_use_is_removed_or_its_processes_are_named() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let running = Running::start(&lab, "go1.27.3");
    let removed = lab.upgo(["remove", "1.27.3", "--even-if-running", "--json"]).ends();
    if removed.code == Some(0) {
        println!("SKIPPED: this system (Wine) renames the folder of a running program, so nothing was refused");
        assert_eq!(lab.toolchains(), ["go1.26.6"]);
    } else {
        assert_eq!(removed.json()["error"]["code"], "UPGO-FILE-BUSY", "{removed}");
        assert!(removed.json()["error"]["message"].as_str().unwrap().contains("(process "), "{removed}");
        assert_eq!(lab.toolchains(), ["go1.26.6", "go1.27.3"]);
        assert!(program(&lab, "go1.27.3").is_file(), "its name is gone from bin");
    }
    lab.upgo(["status"]).succeeds();
    running.finish();
    lab.upgo(["status"]).succeeds();
    assert_eq!(lab.names_in("staging"), [""; 0]);
}

#[test]
fn a_switch_succeeds_while_it_is_read_continuously() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let (switch, stop) = (lab.home().join("current"), AtomicBool::new(false));
    let read = || {
        let mut read = 0;
        while !stop.load(Ordering::Relaxed) {
            // A launcher may find it missing or locked for a moment, and retries; it is never half written.
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

#[test]
fn the_doctor_and_preflight_tell_the_state_of_smart_app_control() {
    let lab = lab().with_release("go1.27.3");
    let key = format!(r"{}\machine\SYSTEM\CurrentControlSet\Control\CI\Policy", lab.registry());
    let findings = || {
        let doctor = lab.upgo(["doctor", "--json"]).succeeds().json();
        let ids = doctor["findings"].as_array().unwrap().iter().map(|found| found["id"].as_str().unwrap().to_owned());
        ids.filter(|id| id.starts_with("policy.")).collect::<Vec<_>>()
    };
    assert_eq!(findings(), [""; 0]);
    for (state, finding, outcome) in [
        (2, Some("policy.smart-app-control-evaluates"), "pass"),
        (1, Some("policy.smart-app-control"), "warn"),
        (0, None, "pass"),
    ] {
        registry::set_number(&key, "VerifiedAndReputablePolicyState", state);
        assert_eq!(findings(), Vec::from_iter(finding), "{state}");
        let report = lab.upgo(["preflight", "--json"]).succeeds().json();
        let check = report["checks"].as_array().unwrap().iter().find(|check| check["id"] == "appControl").unwrap();
        assert_eq!(check["outcome"], outcome, "{check:#}");
    }
}
