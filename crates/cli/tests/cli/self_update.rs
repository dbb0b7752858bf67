//! Upgo updates itself: `self check`, `self update` and `self rollback`, with sample programs and throw-away keys.
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use upgo_testkit::lab::{EXE, Lab, names_in};
use upgo_testkit::limit::InTime as _;
use upgo_testkit::own_release::{self, MARK, Minisign, describe, names, package, program, serve_description};
use upgo_testkit::program::make_executable;
use upgo_testkit::server::Act;

use crate::lab;
use crate::schemas::fits;

/// The key that signs, and the next one.
fn keys() -> [Minisign; 2] {
    [1, 2].map(Minisign::new)
}

/// A sandbox whose program believes in [`keys`], and updates the programs in [`folder`].
pub(crate) fn with_publisher(lab: Lab) -> Lab {
    let [first, second] = keys().map(|key| key.public());
    let publisher = format!("{} {first} {second}", lab.server.url());
    let folder = folder(&lab);
    lab.with_variable("UPGO_TEST_RELEASES", publisher).with_variable("UPGO_TEST_PROGRAMS", folder)
}

/// The folder with Upgo's own programs.
pub(crate) fn folder(lab: &Lab) -> PathBuf {
    lab.user().join("Upgo's programs")
}

fn sample(lab: &Lab) -> PathBuf {
    lab.sample_go().with_file_name(format!("sample_upgo{EXE}"))
}

/// The command line and the window of a version. Nothing starts the window.
fn programs(lab: &Lab, version: &str, kind: &str) -> [Vec<u8>; 2] {
    let window = [&b"a window"[..], MARK, version.as_bytes(), b" works"].concat();
    [program(&sample(lab), version, kind), window]
}

/// Puts the programs of a version into the folder.
pub(crate) fn put(lab: &Lab, version: &str) {
    put_into(lab, &folder(lab), version);
}

fn put_into(lab: &Lab, folder: &Path, version: &str) {
    fs::create_dir_all(folder).unwrap();
    for (name, bytes) in names().iter().zip(programs(lab, version, "works")) {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        make_executable(&path);
    }
}

/// Serves a release, whose command line is of this kind.
pub(crate) fn publish(lab: &Lab, version: &str, kind: &str) -> Value {
    let [command, window] = programs(lab, version, kind);
    let [name, desktop] = names();
    own_release::serve(
        &lab.server,
        &keys()[0],
        version,
        &[(name.as_str(), command.as_slice()), (desktop.as_str(), window.as_slice())],
    )
}

/// The version of a sample program; `None` if it is not whole.
pub(crate) fn version(path: &Path) -> Option<String> {
    let bytes = fs::read(path).ok()?;
    let at = bytes.windows(MARK.len()).rposition(|window| window == MARK)?;
    let text = String::from_utf8(bytes[at + MARK.len()..].to_vec()).ok()?;
    text.strip_suffix(" works").map(str::to_owned)
}

/// The versions of both programs.
fn versions(lab: &Lab) -> Vec<Option<String>> {
    names().iter().map(|name| version(&folder(lab).join(name))).collect()
}

fn both(version: &str) -> Vec<Option<String>> {
    vec![Some(version.to_owned()); 2]
}

/// A user of Upgo 1.0.0; `None` if this build does not read the variables of tests.
fn user() -> Option<Lab> {
    if !upgo_engine::machine::fault::ARMED {
        println!("SKIPPED: this build reads no variables of tests (feature faults)");
        return None;
    }
    let lab = with_publisher(lab());
    put(&lab, "1.0.0");
    Some(lab)
}

/// Serves a release that is described differently. Returns the code of the refusal.
fn refused(lab: &Lab, change: impl FnOnce(&mut Value), key: &Minisign) -> String {
    let [command, window] = programs(lab, "99.0.0", "works");
    let [name, desktop] = names();
    let bytes = package(&[(name.as_str(), command.as_slice()), (desktop.as_str(), window.as_slice())]);
    let mut description = describe(&lab.server.url(), "99.0.0", "2026-11-01T00:00:00Z", &bytes);
    change(&mut description);
    serve_description(&lab.server, &description, key);
    let answer = lab.upgo(["self", "update", "--json"]).ends().json();
    assert_eq!(versions(lab), both("1.0.0"), "{answer:#}");
    answer["error"]["code"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn upgo_updates_itself_and_goes_back_byte_for_byte() {
    let Some(lab) = user() else { return };
    let before: Vec<Vec<u8>> = names().iter().map(|name| fs::read(folder(&lab).join(name)).unwrap()).collect();
    publish(&lab, "99.0.0", "works");
    let report = lab.upgo(["self", "check", "--json"]).succeeds().json();
    fits("self", &report);
    assert_eq!((&report["state"], &report["latest"]["version"]), (&json!("available"), &json!("99.0.0")));
    assert_eq!((&report["owner"], &report["command"]), (&Value::Null, &json!("upgo self update")));
    assert_eq!(report["latest"]["notes"][0]["zh-CN"], json!(["这是新的。"]));
    let told = lab.upgo(["self", "check"]).succeeds().output;
    assert!(told.contains("Upgo 99.0.0 is available") && told.contains("  - It is new."), "{told}");

    let plan = lab.upgo(["self", "update", "--dry-run", "--json"]).succeeds().json();
    fits("dry-run", &plan);
    let kinds: Vec<&str> =
        plan["plan"]["steps"].as_array().unwrap().iter().map(|step| step["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["downloadUpgo", "tryUpgo", "replaceUpgo", "tryUpgo"]);
    assert_eq!(versions(&lab), both("1.0.0"), "a plan changes nothing");

    let told = lab.upgo(["self", "update"]).succeeds().output;
    assert_eq!(told, "Updated Upgo to 99.0.0. To go back: `upgo self rollback`.\n");
    assert_eq!(versions(&lab), both("99.0.0"));
    assert_eq!(lab.names_in("staging"), [""; 0]);
    // An empty lock file may stay until the next cleanup.
    let is_package = |name: &String| Path::new(name).extension().is_some_and(|ending| ending != "lock");
    let cached = names_in(&lab.home().join("cache"));
    assert!(!cached.iter().filter(|name| name.starts_with("upgo-")).any(is_package), "the package is kept: {cached:?}");
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    fits("history", &history);
    assert_eq!(
        (&history["entries"][0]["action"], &history["entries"][0]["undoable"]),
        (&json!("updateSelf"), &json!(true))
    );
    let report = lab.upgo(["self", "check", "--json"]).succeeds().json();
    assert_eq!((&report["back"], &report["replacedBy"]), (&json!(1), &json!("99.0.0")));
    assert_eq!(report["backTo"], env!("CARGO_PKG_VERSION"));

    // The sample is of another version than the running program, which says which one it was.
    let restored = format!("Upgo {} is restored.\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(lab.upgo(["self", "rollback"]).succeeds().output, restored);
    let after: Vec<Vec<u8>> = names().iter().map(|name| fs::read(folder(&lab).join(name)).unwrap()).collect();
    assert!(after == before, "the version before is not the same");
    let refused = lab.upgo(["self", "rollback", "--json"]).exits(1).json();
    assert_eq!(refused["error"]["code"], "UPGO-UNDO-BLOCKED");
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(versions(&lab), both("99.0.0"), "the undo of the undo");
    assert_eq!(lab.names_in("replaced").len(), 1, "only the version before is kept");
}

#[test]
fn a_new_version_that_does_not_work_changes_nothing() {
    let Some(lab) = user() else { return };
    for (kind, reason) in [
        ("fails", "sample upgo 99.0.0 fails"),
        ("lies", "it is version 0.0.1"),
        ("blind", "it cannot open"),
        // It works in the staging folder, and is taken back from its place.
        ("staged", "sample upgo 99.0.0 staged"),
    ] {
        publish(&lab, "99.0.0", kind);
        let failed = lab.upgo(["self", "update", "--json"]).exits(1).json();
        assert_eq!(failed["error"]["code"], "UPGO-SELF-TRIAL", "{failed:#}");
        assert!(failed["error"]["message"].as_str().unwrap().contains(reason), "{failed:#}");
        let became = if kind == "staged" { "rolledBack" } else { "untouched" };
        assert_eq!(failed["error"]["became"], became, "{failed:#}");
        assert_eq!(versions(&lab), both("1.0.0"), "{kind}");
        assert_eq!(lab.names_in("staging"), [""; 0], "{kind}");
    }
}

#[test]
fn a_description_that_is_not_trusted_is_refused_with_its_own_code() {
    let Some(lab) = user() else { return };
    let [first, second] = keys();
    assert_eq!(refused(&lab, |_| {}, &Minisign::new(3)), "UPGO-SELF-SIGNATURE", "an unknown key");
    assert_eq!(refused(&lab, |text| text["format"] = json!(2), &first), "UPGO-SELF-FOREIGN");
    assert_eq!(refused(&lab, |text| text["packages"][0]["target"] = json!("plan9-386"), &first), "UPGO-SELF-FOREIGN");
    assert_eq!(refused(&lab, |text| text["minimumVersion"] = json!("98.0.0"), &first), "UPGO-SELF-MANAGED");
    // The next key revokes the first one, which is then never trusted again.
    let revoke = |text: &mut Value| {
        text["revokedKeys"] = json!([first.id()]);
        text["minimumVersion"] = json!("98.0.0");
    };
    assert_eq!(refused(&lab, revoke, &second), "UPGO-SELF-MANAGED");
    assert_eq!(refused(&lab, |_| {}, &first), "UPGO-SELF-SIGNATURE", "a revoked key");
    assert_eq!(refused(&lab, |text| text["date"] = json!("2026-10-01T00:00:00Z"), &second), "UPGO-SELF-OLDER");
    lab.server.file(own_release::SIGNATURE, "<html>Sign in</html>");
    let report = lab.upgo(["self", "check", "--json"]).exits(4).json();
    assert_eq!(report["error"]["code"], "UPGO-SELF-SIGNATURE");
    // `check` is about Go, and only remembers it.
    let lab = lab.with_release("go1.27.3");
    let checked = lab.upgo(["check", "--json"]).succeeds().json();
    fits("check", &checked);
}

/// The program's answer to the description of `version`, dated `hours` from now, by this key: the code of its error, or
/// the newest version.
fn offered(lab: &Lab, version: &str, hours: i64, key: &Minisign, revoked: &[&Minisign]) -> String {
    let date = (Timestamp::now() + SignedDuration::from_hours(hours)).to_string();
    let mut description = describe(&lab.server.url(), version, &date, b"a package");
    description["revokedKeys"] = revoked.iter().map(|key| key.id()).collect();
    serve_description(&lab.server, &description, key);
    let checked = lab.upgo(["self", "check", "--json"]).ends().json();
    let said = [&checked["error"]["code"], &checked["latest"]["version"]];
    said.into_iter().find_map(Value::as_str).unwrap_or_default().to_owned()
}

#[test]
fn a_stolen_key_freezes_no_updates() {
    let Some(lab) = user() else { return };
    let [stolen, next] = keys();
    // Numbers without bounds are refused at once.
    assert_eq!(offered(&lab, "9999.0.0", -1, &stolen, &[]), "UPGO-SELF-IMPLAUSIBLE");
    assert_eq!(offered(&lab, "0.2.0", 25, &stolen, &[]), "UPGO-SELF-IMPLAUSIBLE");
    let told = lab.upgo(["self", "check"]).exits(4).errors;
    assert!(told.contains("but the clock of this machine says"), "{told}");
    assert_eq!(offered(&lab, "0.2.0", 24 * 365 * 7000, &stolen, &[]), "UPGO-SELF-IMPLAUSIBLE");
    assert_eq!(offered(&lab, "0.2.0", -1, &stolen, &[]), "0.2.0", "nothing of it was remembered");
    // What is possible holds back honest releases until the key is revoked, whatever it says of the next one.
    assert_eq!(offered(&lab, "99.0.0", 23, &stolen, &[&next]), "99.0.0");
    assert_eq!(offered(&lab, "0.3.0", 0, &next, &[]), "UPGO-SELF-OLDER");
    assert_eq!(offered(&lab, "0.3.0", 0, &next, &[&stolen]), "0.3.0");
    assert_eq!(offered(&lab, "99.0.0", 23, &stolen, &[&next]), "UPGO-SELF-SIGNATURE");
    assert_eq!(offered(&lab, "0.3.0", 0, &next, &[]), "0.3.0");
}

#[test]
fn a_reset_forgets_a_false_release_of_upgo_but_no_revocation() {
    let Some(lab) = user() else { return };
    let [first, next] = keys();
    assert_eq!(offered(&lab, "0.2.0", -2, &next, &[&first]), "0.2.0");
    assert_eq!(offered(&lab, "99.0.0", 23, &next, &[]), "99.0.0");
    assert_eq!(offered(&lab, "0.3.0", -1, &next, &[]), "UPGO-SELF-OLDER");
    let forgotten = lab.upgo(["cache", "reset", "--json"]).succeeds().json();
    fits("cache-reset", &forgotten);
    assert_eq!(forgotten["upgoReleases"], 1);
    assert_eq!(lab.upgo(["cache", "reset"]).succeeds().output.trim(), "There was nothing to forget.");
    assert_eq!(offered(&lab, "99.0.0", 23, &first, &[]), "UPGO-SELF-SIGNATURE");
    assert_eq!(offered(&lab, "0.3.0", -1, &next, &[]), "0.3.0");
}

#[test]
fn a_file_of_remembered_releases_that_was_edited_holds_nothing_back() {
    let Some(lab) = user() else { return };
    let [first, next] = keys();
    assert_eq!(offered(&lab, "0.2.0", -2, &first, &[]), "0.2.0");
    let file = lab.home().join("self-update.json");
    let mut memory: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    memory.as_object_mut().unwrap().remove("checksum");
    memory["newest"]["text"] = json!(memory["newest"]["text"].as_str().unwrap().replace("0.2.0", "98.0.0"));
    memory["revocations"] = json!([{ "text": json!({ "revokedKeys": [first.id(), next.id()] }).to_string(),
        "signature": memory["newest"]["signature"] }]);
    (memory["version"], memory["date"]) = (json!("98.0.0"), json!("2026-11-01T00:00:00Z"));
    memory["revoked"] = json!([first.id(), next.id()]);
    fs::write(&file, memory.to_string()).unwrap();
    for key in [&first, &next] {
        assert_eq!(offered(&lab, "0.3.0", -1, key, &[]), "0.3.0");
    }
}

#[test]
fn a_signature_of_another_file_is_refused() {
    let Some(lab) = user() else { return };
    let description = publish(&lab, "99.0.0", "works").to_string();
    for (comment, is_for) in [
        ("upgo 99.0.0 upgo-update.json 2026-11-01T00:00:00Z", true),
        ("upgo 99.0.0 SHA256SUMS 2026-11-01T00:00:00Z", false),
        ("upgo 99.0.0 release.json 2026-11-01T00:00:00Z", false),
        ("timestamp:1790000000\tfile:SHA256SUMS\thashed", false),
    ] {
        lab.server.file(own_release::SIGNATURE, keys()[0].sign_for(description.as_bytes(), comment));
        let checked = lab.upgo(["self", "check", "--json"]).exits(if is_for { 0 } else { 4 }).json();
        let code = if is_for { Value::Null } else { json!("UPGO-SELF-SIGNATURE") };
        assert_eq!(checked["error"]["code"], code, "{comment}: {checked:#}");
    }
}

#[test]
fn a_description_that_nobody_has_renewed_for_half_a_year_is_reported() {
    let Some(lab) = user() else { return };
    assert_eq!(offered(&lab, "0.2.0", -24 * 181, &keys()[0], &[]), "0.2.0");
    let checked = lab.upgo(["self", "check", "--json"]).succeeds().json();
    assert_eq!(checked["warnings"][0]["code"], "UPGO-SELF-STALE", "{checked:#}");
}

#[test]
fn a_package_that_is_not_the_signed_one_is_refused() {
    let Some(lab) = user() else { return };
    let package_name = format!("upgo-99.0.0-{}.zip", own_release::target());
    publish(&lab, "99.0.0", "works");
    lab.server.always(&package_name, Act::WrongBytes);
    let failed = lab.upgo(["self", "update", "--json"]).exits(4).json();
    assert_eq!(failed["error"]["code"], "UPGO-VERIFY-DIGEST", "{failed:#}");
    let [name, desktop] = names();
    let [command, window] = programs(&lab, "99.0.0", "works");
    lab.server.well(&package_name);
    for (files, reason) in [
        (vec![(name.as_str(), &command[..])], "it lacks upgo-desktop"),
        (vec![(desktop.as_str(), &window[..])], "it lacks upgo"),
        (vec![(name.as_str(), &command[..]), ("../upgo", &b"x"[..])], "it contains ../upgo"),
        (vec![(name.as_str(), b"".as_slice())], "is empty"),
    ] {
        own_release::serve(&lab.server, &keys()[0], "99.0.0", &files);
        let failed = lab.upgo(["self", "update", "--json"]).exits(4).json();
        assert_eq!(failed["error"]["code"], "UPGO-SELF-FOREIGN", "{failed:#}");
        assert!(failed["error"]["message"].as_str().unwrap().contains(reason), "{failed:#}");
        assert_eq!(versions(&lab), both("1.0.0"), "{reason}");
    }
    assert!(!lab.home().join("upgo").exists() && !lab.user().join("upgo").exists());
}

#[test]
fn updates_are_off_where_the_user_or_an_administrator_says_so() {
    let Some(lab) = user() else { return };
    publish(&lab, "99.0.0", "works");
    let state = |lab: &Lab, variable: Option<&str>| {
        let run = |words: &[&str]| {
            let run = lab.upgo(words.iter().chain(&["--json"]));
            if let Some(name) = variable { run.with(name, "1") } else { run }
        };
        let refused = run(&["self", "update"]).exits(2).json();
        assert_eq!(refused["error"]["code"], "UPGO-SELF-MANAGED", "{refused:#}");
        run(&["self", "check"]).succeeds().json()["state"].clone()
    };
    assert_eq!(state(&lab, Some("UPGO_NO_SELF_UPDATE")), "off");
    lab.upgo(["settings", "set", "self-update", "off"]).succeeds();
    assert_eq!(state(&lab, None), "off");
    assert!(lab.server.requests().is_empty(), "nobody is asked");
    lab.upgo(["settings", "unset", "self-update"]).succeeds();
    // Without the variable of the test, this is a build of a developer.
    let lab = lab.with_variable("UPGO_TEST_PROGRAMS", "");
    assert_eq!(state(&lab, None), "managed");
    assert!(lab.server.requests().is_empty());
}

#[test]
fn a_program_that_runs_meanwhile_goes_on() {
    let Some(lab) = user() else { return };
    publish(&lab, "99.0.0", "works");
    let [name, _] = names();
    let mut running = lab.command(folder(&lab).join(name));
    let mut running = running.arg("wait").stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    lab.upgo(["self", "update"]).succeeds();
    assert_eq!(versions(&lab), both("99.0.0"));
    assert!(running.try_wait().unwrap().is_none(), "it is not closed");
    lab.upgo(["self", "rollback"]).succeeds();
    drop(running.stdin.take());
    assert!(running.status_in_time().unwrap().success());
}

/// macOS does not list running programs.
#[test]
#[cfg(any(target_os = "linux", windows))]
fn the_tray_icon_is_asked_to_quit_and_started_again() {
    let Some(lab) = user() else { return };
    let [name, desktop] = names();
    let [old, new] = ["1.0.0", "99.0.0"].map(|version| program(&sample(&lab), version, "works"));
    let window = folder(&lab).join(&desktop);
    fs::write(&window, old).unwrap();
    make_executable(&window);
    let files = [(name.as_str(), new.as_slice()), (desktop.as_str(), new.as_slice())];
    own_release::serve(&lab.server, &keys()[0], "99.0.0", &files);
    let mut tray = lab.command(&window);
    let mut tray = tray.arg("tray").stdout(Stdio::null()).spawn().unwrap();
    let told = lab.upgo(["self", "update"]).succeeds().output;
    assert!(!told.contains("Quit and open"), "{told}");
    assert!(tray.status_in_time().unwrap().success(), "it was asked, and not killed");
    let started = folder(&lab).join("started");
    while fs::read_to_string(&started).unwrap_or_default().is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(fs::read_to_string(started).unwrap(), "99.0.0");
}

#[test]
fn the_launchers_in_bin_are_replaced_together_with_the_command_line() {
    let Some(lab) = user() else { return };
    let bin = lab.home().join("bin");
    put_into(&lab, &bin, "1.0.0");
    let lab = lab.with_variable("UPGO_TEST_PROGRAMS", &bin);
    // On Unix, these names are links, so that Upgo has no launchers there; this is what Windows has.
    let launchers = ["go1.26.6", "gofmt", "mine"].map(|name| bin.join(format!("{name}{EXE}")));
    for launcher in &launchers {
        fs::write(launcher, "the launcher before").unwrap();
    }
    let content = || launchers.each_ref().map(|launcher| fs::read_to_string(launcher).unwrap());
    publish(&lab, "99.0.0", "works");
    lab.upgo(["self", "update"]).succeeds();
    assert_eq!(content(), ["the launcher of 99.0.0", "the launcher of 99.0.0", "the launcher before"]);
    assert_eq!(version(&bin.join(&names()[0])).as_deref(), Some("99.0.0"));
    lab.upgo(["self", "rollback"]).succeeds();
    assert_eq!(content(), ["the launcher before"; 3]);
    assert_eq!(version(&bin.join(&names()[0])).as_deref(), Some("1.0.0"));
}

#[test]
fn a_check_for_go_also_finds_a_newer_upgo() {
    let Some(lab) = user() else { return };
    let lab = lab.with_release("go1.27.3");
    publish(&lab, "99.0.0", "works");
    let checked = lab.upgo(["check", "--json"]).succeeds().json();
    fits("check", &checked);
    assert_eq!(checked["upgo"]["version"], "99.0.0");
    let told = lab.upgo(["check"]).succeeds().output;
    assert!(told.contains("Upgo 99.0.0 is available, too."), "{told}");
}

#[test]
fn the_program_of_this_build_passes_its_own_trial() {
    let lab = lab();
    let answer = lab.upgo(["self", "trial"]).succeeds().json();
    assert_eq!((&answer["version"], &answer["home"]), (&json!(env!("CARGO_PKG_VERSION")), &json!(true)));
    let launcher = lab.path("launcher");
    let words: [&OsStr; 4] = ["self".as_ref(), "trial".as_ref(), "--launcher".as_ref(), launcher.as_os_str()];
    lab.upgo(words).succeeds();
    // which is `go` itself on Windows, and on Unix while `go` follows version files
    assert!(launcher.is_file());
    if cfg!(windows) {
        return println!("SKIPPED: Windows does not start a program without an extension");
    }
    let told = lab.other(launcher.to_str().unwrap(), ["version"]).exits(127).errors;
    assert!(told.contains("is not in Upgo's `bin` folder") || told.contains("no Go version is selected"), "{told}");
}
