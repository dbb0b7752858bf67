//! The environment: where each value is set, changing it, how a new terminal sees it, and undo.
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;
#[cfg(unix)]
use upgo_testkit::lab::Run;
use upgo_testkit::release::Release;

use crate::lab;

/// The `go env -w` file.
pub(crate) fn go_env(lab: &Lab) -> PathBuf {
    let folder = if cfg!(windows) { lab.user().join("roaming") } else { lab.user().join(".config") };
    folder.join("go").join("env")
}

pub(crate) fn write_go_env(lab: &Lab, content: &str) {
    fs::create_dir_all(go_env(lab).parent().unwrap()).unwrap();
    fs::write(go_env(lab), content).unwrap();
}

/// A variable as `env` reports it.
fn variable(lab: &Lab, name: &str) -> Value {
    let report = lab.upgo(["env", "--json"]).succeeds().json();
    let all = report["variables"].as_array().unwrap().clone();
    all.into_iter().find(|variable| variable["name"] == name).unwrap_or(Value::Null)
}

/// A shell that has just logged in.
#[cfg(unix)]
fn new_terminal(lab: &Lab, line: &str) -> Run {
    let profile = lab.user().join(".profile");
    lab.terminal(
        upgo_testkit::system::path(),
        &format!(". '{}'; {line}", profile.display().to_string().replace('\'', r"'\''")),
    )
}

#[test]
fn lists_every_source_of_a_variable_and_which_one_wins() {
    let lab = lab();
    write_go_env(&lab, "GOPROXY=stored\nGOFLAGS=-v\n");
    assert_eq!(variable(&lab, "GOPROXY")["here"], json!({ "value": "stored", "from": "go" }));
    assert_eq!(variable(&lab, "GOFLAGS")["here"]["from"], "go", "a variable that is set is shown");
    assert_eq!(variable(&lab, "GOTOOLCHAIN")["here"], json!({ "value": "local", "from": "default" }));
    assert_eq!(variable(&lab, "GOBIN")["here"], json!({ "value": null, "from": null }));
    let report = lab.upgo(["env", "--json"]).with("GOPROXY", "mine").succeeds().json();
    let proxy = report["variables"].as_array().unwrap().iter().find(|it| it["name"] == "GOPROXY").unwrap().clone();
    assert_eq!(proxy["here"], json!({ "value": "mine", "from": "process" }));
    let sources: Vec<_> = proxy["settings"].as_array().unwrap().iter().map(|it| it["source"].clone()).collect();
    assert_eq!(sources, ["process", "go", "default"]);
    assert!(!report["path"]["entries"].as_array().unwrap().is_empty() || cfg!(windows), "{report:#}");
    let words = lab.upgo(["env"]).with("GOPROXY", "mine").succeeds().output;
    // On Windows, a new terminal starts with the stored variables; on Unix, it inherits those of this one.
    let hidden = if cfg!(windows) { "in a new terminal: stored" } else { "overridden: stored" };
    assert!(words.contains(hidden), "{words}");
}

/// Each variable may be set there, but it is read once.
#[cfg(unix)]
#[test]
fn a_script_that_cannot_be_read_is_one_warning() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let script = lab.home().join("env");
    fs::remove_file(&script).unwrap();
    fs::create_dir(&script).unwrap();
    let report = lab.upgo(["env", "--json"]).succeeds().json();
    let says = |warning: &&Value| warning["message"].as_str().unwrap().contains(script.to_str().unwrap());
    assert_eq!(report["warnings"].as_array().unwrap().iter().filter(says).count(), 1, "{report:#}");
}

#[test]
fn a_go_env_value_is_set_and_undone_byte_for_byte() {
    let lab = lab();
    let before = "# mine\r\nGOFLAGS=-v\r\nGOPROXY=a";
    write_go_env(&lab, before);
    let dry = lab.upgo(["env", "set", "GOPROXY", "b", "--scope", "go", "--dry-run", "--json"]).succeeds().json();
    let kinds: Vec<_> =
        dry["plan"]["steps"][0]["diff"].as_array().unwrap().iter().map(|it| it["text"].clone()).collect();
    assert_eq!(kinds, ["GOPROXY=a", "GOPROXY=b"]);
    assert_eq!(fs::read_to_string(go_env(&lab)).unwrap(), before);

    let changed = lab.upgo(["env", "set", "GOPROXY", "b", "--scope", "go", "--json"]).succeeds().json();
    assert_eq!((&changed["action"], &changed["environmentChanged"]), (&json!("environment"), &json!(true)));
    assert_eq!(changed["pathChanged"], false);
    assert_eq!(variable(&lab, "GOPROXY")["here"]["value"], "b");
    lab.upgo(["env", "unset", "GOFLAGS", "--scope", "go"]).succeeds();
    assert_eq!(fs::read_to_string(go_env(&lab)).unwrap(), "# mine\r\nGOPROXY=b");
    lab.upgo(["rollback"]).succeeds();
    lab.upgo(["rollback", "1"]).succeeds();
    assert_eq!(fs::read_to_string(go_env(&lab)).unwrap(), before);
    let again = lab.upgo(["env", "set", "GOPROXY", "a", "--scope", "go", "--json"]).succeeds().json();
    assert_eq!((&again["changed"], &again["id"]), (&json!(false), &json!(null)));
    assert_eq!(variable(&lab, "GOFLAGS")["here"]["value"], "-v\r", "for Go, it belongs to the value");
    let words = lab.upgo(["env"]).succeeds().output;
    assert!(words.contains(r" = -v\r "), "{words}");
    lab.upgo(["env", "set", "GOFLAGS", "-v", "--scope", "go"]).succeeds();
    assert_eq!(fs::read_to_string(go_env(&lab)).unwrap(), "# mine\r\nGOFLAGS=-v\nGOPROXY=a");
}

#[test]
fn undo_keeps_another_programs_edit_and_warns() {
    let lab = lab();
    write_go_env(&lab, "GOPROXY=a\n");
    lab.upgo(["env", "set", "GOPROXY", "b", "--scope", "go"]).succeeds();
    fs::write(go_env(&lab), "GOFLAGS=-v\nGOPROXY=b\n").unwrap();
    let undone = lab.upgo(["rollback", "--json"]).succeeds().json();
    assert_eq!(undone["warnings"], json!([]), "{undone:#}");
    assert_eq!(fs::read_to_string(go_env(&lab)).unwrap(), "GOFLAGS=-v\nGOPROXY=a\n");
    lab.upgo(["env", "set", "GOPROXY", "c", "--scope", "go"]).succeeds();
    fs::write(go_env(&lab), "GOPROXY=theirs\n").unwrap();
    let left = lab.upgo(["rollback", "--json"]).succeeds().json();
    assert_eq!(left["warnings"][0]["code"], "UPGO-UNDO-PARTIAL", "{left:#}");
    assert_eq!(fs::read_to_string(go_env(&lab)).unwrap(), "GOPROXY=theirs\n");
}

#[test]
fn warns_before_setting_a_value_that_has_no_effect() {
    let lab = lab();
    lab.upgo(["env", "set", "GOPROXY", "mine"]).succeeds();
    let set = lab.upgo(["env", "set", "GOPROXY", "other", "--scope", "go", "--dry-run", "--json"]).succeeds().json();
    assert_eq!(set["warnings"][0]["code"], "UPGO-ENV-HIDDEN", "{set:#}");
    fs::create_dir_all(lab.user().join("go/src/runtime")).unwrap();
    let goroot = lab.user().join("go").display().to_string();
    let set = lab.upgo(["env", "set", "GOROOT", &goroot, "--dry-run", "--json"]).succeeds().json();
    assert_eq!(set["warnings"][0]["code"], "UPGO-ENV-GOROOT", "{set:#}");
}

#[test]
fn refuses_values_that_go_rejects() {
    let lab = lab();
    for words in [
        &["env", "set", "GOTOOLCHAIN", "foo", "--scope", "go"][..],
        &["env", "set", "GOPATH", "~/go"],
        &["env", "set", "HOME", "/x"],
        &["env", "set", "GODEBUG", "x=1", "--scope", "go"],
    ] {
        let failed = lab.upgo(words.iter().chain(&["--json"])).exits(2).json();
        assert_eq!(failed["error"]["code"], "UPGO-USAGE", "{failed:#}");
    }
    assert!(!go_env(&lab).exists());
}

#[test]
#[cfg(unix)]
fn new_terminals_have_the_users_variable_and_folders_until_undone() {
    let lab = lab();
    fs::write(lab.user().join(".profile"), "# mine\n").unwrap();
    let (value, system) = ("https://x.example/'$(id)\"", upgo_testkit::system::path());
    lab.upgo(["env", "set", "GOPROXY", value]).succeeds();
    lab.upgo(["env", "path", "add", "/opt/one", "/opt/two", "--first"]).succeeds();
    lab.upgo(["env", "path", "add", "/opt/last"]).succeeds();
    let said = |lab: &Lab| new_terminal(lab, r#"printf '%s|%s' "$GOPROXY" "$PATH""#).succeeds().output;
    assert_eq!(said(&lab), format!("{value}|/opt/one:/opt/two:{system}:/opt/last"));
    let proxy = variable(&lab, "GOPROXY");
    assert_eq!(proxy["newTerminal"], json!({ "value": value, "from": "user" }));
    assert_eq!(proxy["here"]["from"], "default", "this terminal was opened before the change");
    lab.upgo(["env", "path", "move", "/opt/last"]).succeeds();
    lab.upgo(["env", "path", "remove", "/opt/two"]).succeeds();
    assert_eq!(said(&lab), format!("{value}|/opt/last:/opt/one:{system}"));
    for id in ["5", "4", "3", "2", "1"] {
        lab.upgo(["rollback", id]).succeeds();
    }
    assert_eq!(said(&lab), format!("|{system}"));
    assert_eq!(fs::read_to_string(lab.user().join(".profile")).unwrap(), "# mine\n");
    let machine = lab.upgo(["env", "set", "GOPROXY", "x", "--scope", "machine", "--json"]).exits(2).json();
    assert!(machine["error"]["next"].as_str().unwrap().contains("--scope user"));
    let (of_system, _) = system.split_once(':').unwrap();
    let not_ours = lab.upgo(["env", "path", "remove", of_system, "--json"]).succeeds().json();
    assert_eq!(not_ours["warnings"][0]["code"], "UPGO-ENV-HIDDEN", "{not_ours:#}");
}

#[test]
fn path_is_not_changed_without_permission() {
    let lab = lab().with_variable("UPGO_NO_MODIFY_PATH", "1");
    let dir = lab.user().display().to_string();
    let refused = lab.upgo(["env", "path", "add", &dir, "--json"]).exits(1).json();
    assert_eq!(refused["error"]["code"], "UPGO-PATH-REFUSED", "{refused:#}");
    lab.upgo(["env", "set", "GOPROXY", "direct", "--scope", "go"]).succeeds();
}

#[test]
#[cfg(unix)]
fn purge_removes_the_variables_too() {
    let lab = lab();
    lab.upgo(["env", "set", "GOPROXY", "direct"]).succeeds();
    lab.upgo(["purge", "--yes"]).succeeds();
    assert!(!lab.home().exists());
    assert!(!fs::read_to_string(lab.user().join(".profile")).unwrap_or_default().contains("Upgo"));
}

/// By Upgo's own rules, without a Go that could be asked.
#[test]
fn a_value_that_no_go_accepts_is_refused() {
    let lab = lab();
    let file = lab.path("file");
    fs::write(&file, "").unwrap();
    let (file, empty) = (file.display().to_string(), lab.user().display().to_string());
    let nowhere = lab.path("nowhere").display().to_string();
    for (name, value) in [
        ("GOROOT", nowhere.as_str()),
        ("GOROOT", &file),
        ("GOROOT", &empty),
        ("GOTOOLCHAIN", "local|go1.26.6"),
        ("GOTOOLCHAIN", "go1.27"),
        ("GOTOOLCHAIN", "auto+auto"),
        ("GOSUMDB", "banana"),
        ("GOPRIVATE", "[a"),
        ("GOPATH", "go"),
        ("GOBIN", "bin"),
        ("GOBIN", &file),
        ("GOCACHE", "off"),
        ("GOCACHE", &file),
        ("GOMODCACHE", "cache"),
        ("GOTMPDIR", &nowhere),
        ("GOWORK", "go.work"),
        ("GOWORK", &nowhere),
    ] {
        refuses(&lab, name, value);
    }
    assert_eq!(variable(&lab, "GOROOT")["settings"], json!([]), "nothing was set");
    let doubted = lab.upgo(["env", "set", "GOPROXY", "banana", "--json"]).succeeds().json();
    assert_eq!(doubted["warnings"][0]["code"], "UPGO-GO-SETTING", "{doubted:#}");
    let unasked = lab.upgo(["env", "set", "GOFLAGS", "-banana", "--json"]).succeeds().json();
    assert_eq!(unasked["warnings"], json!([]), "there is no Go: {unasked:#}");
}

fn refuses(lab: &Lab, name: &str, value: &str) {
    for scope in ["user", "go"] {
        let refused = lab.upgo(["env", "set", name, value, "--scope", scope, "--json"]).exits(2).json();
        let message = refused["error"]["message"].as_str().unwrap().to_owned();
        assert!(message.starts_with(name), "{name}={value}: {message}");
    }
}

/// `real_go/terminals.rs` shows it with a real Go.
#[test]
fn the_go_in_use_says_which_values_it_accepts() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    for name in ["GOFLAGS", "GOEXPERIMENT", "GOOS", "CC", "GOCACHEPROG"] {
        refuses(&lab, name, "banana");
        lab.upgo(["env", "set", name, "apple", "--scope", "go"]).succeeds();
    }
    refuses(&lab, "GO111MODULE", "1");
    for (name, value) in [("GOAUTH", "git hunter2 banana"), ("CGO_CFLAGS", "-DA=https://me:hunter2@example banana")] {
        let refused = lab.upgo(["env", "set", name, value]).exits(2);
        assert!(refused.errors.contains("go: it does not accept"), "{refused}");
        assert!(!refused.errors.contains("hunter2"), "{refused}");
    }
    lab.upgo(["env", "set", "GOTOOLCHAIN", "go1.26.6", "--scope", "go"]).succeeds(); // it may be downloaded
    lab.upgo(["env", "unset", "GOTOOLCHAIN", "--scope", "go"]).succeeds();
    // What fails anyway may be changed, but not into what fails again.
    write_go_env(&lab, "GOFLAGS=-banana\nGOOS=apple\n");
    refuses(&lab, "GOFLAGS", "-v=banana");
    lab.upgo(["env", "set", "GOOS", "pear", "--scope", "go"]).succeeds();
    lab.upgo(["env", "set", "GOFLAGS", "-pear", "--scope", "go"]).succeeds();
    // The file of another machine is asked about, too, and the rest of it is done.
    let setup = lab.path("setup.toml");
    fs::write(&setup, "schema = 1\n\n[go]\nGOEXPERIMENT = \"banana\"\nGOPRIVATE = \"corp.example\"\n").unwrap();
    let set_up = lab.upgo(["setup", "apply", &setup.display().to_string(), "--yes", "--json"]).succeeds().json();
    let told = set_up["warnings"][0]["message"].as_str().unwrap();
    assert!(told.starts_with("GOEXPERIMENT cannot be \"banana\": go: it does not accept"), "{set_up:#}");
    assert_eq!(variable(&lab, "GOPRIVATE")["newTerminal"]["value"], "corp.example");
}

/// What works with the Go in use and fails with the new one is found before the switch.
#[test]
fn an_upgrade_to_a_go_that_refuses_a_setting_is_stopped() {
    let sample = |version: &str, lab: &Lab| Release::sample(version, &lab.sample_go());
    let mut lab = lab();
    lab.add(sample("go1.26.6", &lab));
    lab.add(sample("go1.27.3", &lab).with_file("refuses", b"pear"));
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    write_go_env(&lab, "GOEXPERIMENT=pear\nGOFLAGS=-apple\n");
    let stopped = lab.upgo(["upgrade", "--yes", "--json"]).exits(1).json();
    let error = &stopped["error"];
    assert_eq!(error["code"], "UPGO-GO-SETTING", "{stopped:#}");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("go1.27.3 would not work with your settings: GOEXPERIMENT is pear, set by"), "{message}");
    assert!(message.ends_with("it says: go: it does not accept GOEXPERIMENT=pear"), "{message}");
    assert!(error["next"].as_str().unwrap().contains("upgo env unset GOEXPERIMENT --scope go"), "{error:#}");
    assert_eq!(lab.go_version(), "go1.26.6");
    // One that is there already is known before anything is done.
    lab.upgo(["install", "1.27.3"]).succeeds();
    for words in [&["use", "1.27.3", "--dry-run"][..], &["use", "1.27.3"], &["upgrade", "--dry-run"]] {
        let refused = lab.upgo([words, &["--json"]].concat()).exits(1).json();
        assert_eq!(refused["error"]["message"], message, "{words:?}");
    }
    lab.upgo(["env", "unset", "GOEXPERIMENT", "--scope", "go"]).succeeds();
    lab.upgo(["upgrade", "--yes"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
    // The way back stays open, and what failed before may fail after.
    write_go_env(&lab, "GOEXPERIMENT=pear\n");
    lab.upgo(["rollback"]).succeeds();
    write_go_env(&lab, "GOEXPERIMENT=banana\n");
    lab.upgo(["use", "1.27.3"]).succeeds();
}

/// The Go that will be in use is asked, not the one that is.
#[test]
fn a_setup_file_that_switches_asks_the_new_go() {
    let mut lab = lab();
    for (version, refuses) in [("go1.26.6", "plum"), ("go1.27.3", "pear")] {
        lab.add(Release::sample(version, &lab.sample_go()).with_file("refuses", refuses.as_bytes()));
    }
    let setup = lab.path("setup.toml");
    let apply = ["setup", "apply", setup.to_str().unwrap(), "--yes", "--json"];
    let write = |go: &str| fs::write(&setup, format!("schema = 1\nuse = '1.27.3'\n\n[go]\n{go}")).unwrap();
    write("GOEXPERIMENT = 'pear'\nGOFLAGS = '-plum'\n");
    // A Go that has yet to be downloaded answers before the switch.
    let stopped = |lab: &Lab| {
        let stopped = lab.upgo(apply).exits(1).json();
        let (message, next) = (stopped["error"]["message"].to_string(), stopped["error"]["next"].to_string());
        let says = "GOEXPERIMENT=pear, and it says: go: it does not accept GOEXPERIMENT=pear";
        assert!(message.contains(&format!("go1.27.3 would not work with your settings: {says}")), "{stopped:#}");
        assert!(next.contains("Correct GOEXPERIMENT, or remove it."), "{stopped:#}");
        assert_eq!(variable(lab, "GOFLAGS")["newTerminal"]["value"], Value::Null);
    };
    stopped(&lab);
    assert_eq!(lab.toolchains(), [""; 0], "on a machine without Go");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    stopped(&lab);
    assert_eq!(lab.go_version(), "go1.26.6");
    // One that is there answers before anything is done, and the rest of the file is applied.
    lab.upgo(["install", "1.27.3"]).succeeds();
    let set_up = lab.upgo(apply).succeeds().json();
    let told = set_up["warnings"][0]["message"].as_str().unwrap();
    assert!(told.starts_with("GOEXPERIMENT cannot be \"pear\": go: it does not accept"), "{set_up:#}");
    assert_eq!(lab.go_version(), "go1.27.3");
    assert_eq!(variable(&lab, "GOFLAGS")["newTerminal"]["value"], "-plum", "only the old Go refuses it");
    assert_eq!(variable(&lab, "GOEXPERIMENT")["newTerminal"]["value"], Value::Null);
    // A value that the plan replaces is no reason to stop.
    lab.upgo(["rollback"]).succeeds();
    write_go_env(&lab, "GOEXPERIMENT=pear\n");
    write("GOEXPERIMENT = 'apple'\n");
    lab.upgo(apply).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
}

/// What Upgo's script sets for new terminals is part of what `status`, `why` and `doctor` say about one, even where the
/// terminal that Upgo runs in was opened before.
#[test]
#[cfg(unix)]
fn status_why_and_doctor_see_what_a_new_terminal_gets() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let says = |name: &str, value: &str, check: &str| {
        let why = lab.upgo(["why", "--json"]).within(&lab.user()).succeeds().json();
        assert_eq!(why["works"], false, "{name}={value}: {why:#}");
        let cause = why["problem"]["message"].as_str().unwrap().to_owned();
        assert!(cause.contains(name), "{cause}");
        let status = lab.upgo(["status", "--json"]).succeeds().json();
        assert_eq!(status["problem"]["message"], why["problem"]["message"], "{status:#}");
        let words = lab.upgo(["status"]).succeeds().output;
        assert!(words.contains("it does not work: ") && !words.contains("runs it"), "{words}");
        let doctor = lab.upgo(["doctor", "--json"]).ends().json();
        let found: Vec<_> = doctor["findings"].as_array().unwrap().iter().map(|it| it["id"].clone()).collect();
        assert!(found.contains(&json!(check)), "{name}={value}: {found:?}");
    };
    let works = || {
        assert_eq!(lab.upgo(["why", "--json"]).succeeds().json()["works"], true);
        assert_eq!(lab.upgo(["status", "--json"]).succeeds().json()["problem"], Value::Null);
    };
    works();
    // As another program may have written it.
    let script = lab.home().join("env");
    let before = fs::read_to_string(&script).unwrap();
    let folder = lab.path("folder").display().to_string();
    for (name, value, check) in [
        ("GOROOT", folder.as_str(), "goroot.stale"),
        ("GOFLAGS", "-banana", "goflags.breaks-go"),
        ("GOTOOLCHAIN", "local|go1.26.6", "goenv.invalid-toolchain"),
        ("GOOS", "banana", "goenv.breaks-go"),
        ("GOEXPERIMENT", "a,banana", "goenv.breaks-go"),
        ("GOMEMLIMIT", "banana", "goenv.breaks-go"),
        ("GOCACHEPROG", "/opt/banana", "goenv.breaks-go"),
        ("CC", "banana", "goenv.breaks-go"),
    ] {
        let line = format!("# upgo set: {name}={value}\n{name}='{}'; export {name}\n", value.replace('\'', r"'\''"));
        fs::write(&script, format!("{before}{line}")).unwrap();
        says(name, value, check);
        fs::write(&script, &before).unwrap();
        // By hand with `go env -w`. The runtime does not read that file.
        if name != "GOMEMLIMIT" {
            write_go_env(&lab, &format!("{name}={value}\n"));
            says(name, value, check);
            write_go_env(&lab, "");
        }
    }
    works();
    // A variable of this terminal does not hide what the script sets in the next one.
    lab.upgo(["env", "set", "GOTOOLCHAIN", "local"]).succeeds();
    let why = lab.upgo(["why", "--json"]).with("GOTOOLCHAIN", "go1.26.6").succeeds().json();
    assert_eq!(why["toolchain"]["version"], "go1.27.3", "{why:#}");
    let here = lab.upgo(["why", "--this-terminal"]).with("PATH", lab.home().join("bin")).succeeds().output;
    assert!(!here.contains("GOTOOLCHAIN is local"), "this terminal was opened before: {here}");
}
