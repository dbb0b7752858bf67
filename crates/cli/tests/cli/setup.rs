//! `setup`: one machine becomes like another, as one change.
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use upgo_testkit::lab::{EXE, Lab};

use crate::lab;
use crate::policy::managed;
use crate::rebuild::module;
use crate::schemas::fits;
use crate::tools::{put_tool, usual};

/// How a full path begins.
const ROOT: &str = if cfg!(windows) { "C:/" } else { "/" };

fn both() -> Lab {
    lab().with_release("go1.26.6").with_release("go1.27.3")
}

/// A machine with two versions, programs, variables and settings.
fn old_machine() -> Lab {
    let lab = both();
    lab.upgo(["install", "1.26.6"]).succeeds();
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    put_tool(&usual(&lab), "one", "go1.27.3", &module("one"));
    let own = "path\texample.com/own\nmod\texample.com/own\t(devel)\t\n";
    put_tool(&usual(&lab), "own", "go1.27.3", own);
    let flags = format!("{}build\t-ldflags=-s\n", module("small"));
    put_tool(&usual(&lab), "small", "go1.27.3", &flags);
    for (name, value) in [
        ("GOPROXY", "https://proxy.example,direct"),
        ("GOFLAGS", "-mod=mod"),
        ("GONOPROXY", "corp.example"),
        ("GOAUTH", "netrc"),
    ] {
        lab.upgo(["env", "set", name, value, "--scope", "go"]).succeeds();
    }
    let bin = lab.path("bin").display().to_string();
    lab.upgo(["env", "set", "GOTMPDIR", &lab.path("tmp").display().to_string(), "--scope", "go"]).succeeds();
    lab.upgo(["settings", "set", "keep-versions", "5"]).succeeds();
    lab.upgo(["settings", "set", "check.interval", "12h"]).succeeds();
    lab.upgo(["settings", "set", "proxy", "http://zoe:hunter2@127.0.0.1:1/"]).succeeds();
    lab.upgo(["settings", "set", "projects", &bin]).succeeds();
    lab
}

/// Writes a setup file.
fn file(lab: &Lab, text: &str) -> PathBuf {
    let path = lab.path("my gö.toml");
    fs::write(&path, text).unwrap();
    path
}

fn apply<'a>(path: &'a Path, flags: &[&'a str]) -> Vec<&'a str> {
    ["setup", "apply", path.to_str().unwrap()].into_iter().chain(flags.iter().copied()).collect()
}

fn export(lab: &Lab) -> String {
    lab.upgo(["setup", "export"]).succeeds().output
}

fn messages(answer: &Value) -> Vec<String> {
    let text =
        |warning: &Value| format!("{} {}", warning["code"].as_str().unwrap(), warning["message"].as_str().unwrap());
    answer["warnings"].as_array().unwrap().iter().map(text).collect()
}

fn has(told: &[String], code: &str, said: &str) {
    assert!(told.iter().any(|told| told.starts_with(code) && told.contains(said)), "{code} {said}: {told:#?}");
}

/// The kinds of the steps.
fn kinds(plan: &Value) -> Vec<&str> {
    plan["plan"]["steps"].as_array().unwrap().iter().map(|step| step["kind"].as_str().unwrap()).collect()
}

#[test]
fn what_belongs_to_one_machine_or_is_secret_is_left_out_and_named() {
    let lab = old_machine();
    let exported = lab.upgo(["setup", "export", "--json"]).succeeds().json();
    fits("setup-export", &exported);
    let text = exported["text"].as_str().unwrap();
    let told = messages(&exported);
    for (what, why) in [
        ("own", "local checkout"),
        ("small", "-ldflags=-s"),
        ("GOTMPDIR", "a place on this machine"),
        ("GOAUTH", "a login"),
        ("GOSUMDB", "an environment variable"),
        ("proxy", "a login"),
        ("projects", "a place on this machine"),
    ] {
        has(&told, "UPGO-SETUP-LEFT-OUT", &format!("{what} is left out: "));
        has(&told, "UPGO-SETUP-LEFT-OUT", why);
        assert!(!text.contains(&format!("\n{what} =")), "{text}");
    }
    assert_eq!(told.len(), 7, "{told:#?}");
    let whole = format!("{exported}");
    assert!(!whole.contains("hunter2") && !text.contains(lab.user().to_str().unwrap()), "{whole}");
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    let expected = [
        "schema = 1",
        "use = \"1.27.3\"",
        "versions = [\"1.27.3\", \"1.26.6\"]",
        "[tools]",
        "\"example.com/one/cmd/one\" = \"v1.2.3\"",
        "[go]",
        "GOFLAGS = \"-mod=mod\"",
        "GONOPROXY = \"corp.example\"",
        "GOPROXY = \"https://proxy.example,direct\"",
        "[settings]",
        "check.interval = \"12h\"",
        "keep-versions = 5",
    ];
    assert_eq!(lines, expected);
    assert_eq!(export(&lab), text, "the same machine has the same file");
}

#[test]
fn an_existing_file_is_not_overwritten_without_being_asked() {
    let lab = lab();
    let path = file(&lab, "mine");
    let refused = lab.upgo(["setup", "export", path.to_str().unwrap(), "--json"]).exits(2).json();
    assert_eq!(refused["error"]["code"], "UPGO-USAGE", "{refused:#}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    let written = lab.upgo(["setup", "export", path.to_str().unwrap(), "--yes", "--json"]).succeeds().json();
    fits("setup-export", &written);
    assert_eq!(fs::read_to_string(&path).unwrap(), written["text"]);
}

#[test]
fn a_dash_is_standard_output() {
    let lab = lab();
    for what in ["setup", "settings"] {
        let printed = lab.upgo([what, "export", "-"]).succeeds();
        assert_eq!(printed.output, lab.upgo([what, "export"]).succeeds().output);
    }
    assert_eq!(lab.names_in("../../tmp"), [""; 0]);
}

#[cfg(unix)]
#[test]
fn an_error_of_the_system_names_the_path_that_was_asked_for() {
    let lab = lab();
    let closed = lab.path("closed");
    fs::create_dir(&closed).unwrap();
    let [mine, caches] = ["mine.toml", "caches"].map(|name| closed.join(name).display().to_string());
    for (words, path) in [(["setup", "export", &mine], &mine), (["cache", "move", &caches], &caches)] {
        let (Some(run), true) = (lab.upgo_without_rights(words), lab.give_home_to_nobody()) else {
            return println!("SKIPPED: only root can run it as somebody else");
        };
        let said = run.exits(5).errors;
        assert!(said.contains(&format!("{path}`")) && !said.contains(".new"), "{said}");
    }
}

#[test]
fn another_machine_becomes_the_same_and_one_rollback_takes_all_of_it_back() {
    let text = export(&old_machine());
    let lab = both();
    let path = file(&lab, &text);
    let plan = lab.upgo(apply(&path, &["--dry-run", "--json"])).succeeds().json();
    fits("dry-run", &plan);
    let expected = [
        "download", "unpack", "publish", "download", "unpack", "publish", "test", "switch", "editPath", "editPath",
        "editVariables", "installTool", "changeSetting", "changeSetting", "check",
    ];
    assert_eq!(kinds(&plan), expected, "{plan:#}");
    let steps = &plan["plan"]["steps"];
    let build = "Install one v1.2.3 with go1.27.3; Go may download from proxy.example, example.com";
    assert_eq!(steps[11]["description"], build, "with the GOPROXY of the file");
    assert_eq!(lab.toolchains(), [""; 0], "a plan changes nothing");

    let unasked = lab.upgo(apply(&path, &["--json"])).exits(2).json();
    assert_eq!(unasked["error"]["message"], "cannot ask for confirmation here (not a terminal)");
    assert_eq!(lab.toolchains(), [""; 0]);
    let changed = lab.upgo(apply(&path, &["--yes", "--json"])).succeeds().json();
    fits("change", &changed);
    assert_eq!((&changed["action"], &changed["programs"]), (&json!("setUp"), &json!(["one"])), "{changed:#}");
    assert_eq!(lab.go_version(), "go1.27.3");
    assert_eq!(export(&lab), text);
    let again = lab.upgo(apply(&path, &[])).succeeds();
    assert_eq!(again.output, "This machine is as the file says.\n");
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    assert_eq!(history["entries"].as_array().unwrap().len(), 1, "one change");

    lab.upgo(["rollback"]).succeeds();
    let nothing = export(&lab);
    assert!(nothing.trim_end().ends_with("\nversions = []"), "{nothing}");
    assert!(!usual(&lab).join(format!("one{EXE}")).exists() && lab.names_in("staging").is_empty());
    let redone = lab.upgo(["rollback", "--json"]).succeeds().json();
    assert_eq!(redone["warnings"], json!([]), "{redone:#}");
    assert_eq!(export(&lab), text, "undoing the undo");
}

#[test]
fn what_the_machine_has_besides_stays_and_a_program_gets_the_version_of_the_file() {
    let lab = old_machine();
    lab.upgo(["settings", "set", "theme", "dark"]).succeeds();
    let path = file(
        &lab,
        "schema = 1\nuse = '1.26'\n[tools]\n'example.com/one/cmd/one' = 'v1.1.0'\n'example.com/own' = 'v1.0.0'\n\
         'example.com/two/cmd/two' = 'v1.0.0'\n[go]\nGOFLAGS = '-mod=readonly'\n[settings]\nkeep-versions = 2\n",
    );
    let two = usual(&lab).join(format!("two{EXE}"));
    fs::write(&two, "mine").unwrap();
    let changed = lab.upgo(apply(&path, &["--yes", "--json"])).succeeds().json();
    let told = messages(&changed);
    has(&told, "UPGO-TOOL-REFUSED", "example.com/own is not installed: it was built from a local checkout");
    has(&told, "UPGO-TOOL-REFUSED", "example.com/two/cmd/two is not installed: ");
    assert_eq!(fs::read_to_string(two).unwrap(), "mine");
    let text = export(&lab);
    for line in [
        "use = \"1.26.6\"",
        "versions = [\"1.27.3\", \"1.26.6\"]",
        "\"example.com/one/cmd/one\" = \"v1.1.0\"",
        "GOFLAGS = \"-mod=readonly\"",
        "GOPROXY = \"https://proxy.example,direct\"",
        "keep-versions = 2",
        "theme = \"dark\"",
    ] {
        assert!(text.lines().any(|other| other == line), "{line}: {text}");
    }
}

#[test]
fn what_a_machine_cannot_have_is_named_and_does_not_stop_the_rest() {
    let lab = both();
    let text = "schema = 1\nuse = 'latest'\nversions = ['1.26', '1.5.1']\n[tools]\n'example.com/broken' = 'v1.0.0'\n\
                'example.com/one/cmd/one' = 'v1.2.3'\n[go]\nGOTMPDIR = '{/}nowhere'\nGOBIN = 'relative'\n\
                GOPROXY = 'off'\n[settings]\nca-file = '{/}nowhere/ca.pem'\nkeep-versions = 2\n";
    let text = &text.replace("{/}", ROOT);
    let path = file(&lab, text);
    let ran = lab.upgo(apply(&path, &["--yes"])).with("GOPROXY", "direct").succeeds();
    let said = "Set up this machine. Missing items are listed below. To undo it: `upgo rollback`.";
    assert_eq!(ran.output.lines().next(), Some(said), "{ran}");
    assert_eq!(lab.toolchains(), ["go1.26.6", "go1.27.3"]);
    let again = lab.upgo(apply(&path, &["--dry-run", "--json"])).with("GOPROXY", "direct").succeeds().json();
    let told = messages(&again);
    has(&told, "UPGO-VERSION-UNKNOWN", "1.5.1");
    has(&told, "UPGO-USAGE", "GOTMPDIR");
    has(&told, "UPGO-USAGE", "GOBIN");
    has(&told, "UPGO-ENV-HIDDEN", "GOPROXY");
    has(&told, "UPGO-SETTING-INVALID", "ca-file");
    assert_eq!(kinds(&again), ["installTool"], "only the program is missing: {again:#}");
    let failed = lab.upgo(apply(&path, &["--yes", "--json"])).exits(1).json();
    assert_eq!(failed["error"]["code"], "UPGO-TOOL-BUILD", "{failed:#}");
    assert!(failed["error"]["message"].as_str().unwrap().starts_with("broken was not installed: "), "{failed:#}");
    fs::write(&path, text.replace("'example.com/broken' = 'v1.0.0'\n", "")).unwrap();
    let rest = lab.upgo(apply(&path, &[])).succeeds();
    assert_eq!(rest.output, "There is nothing to change. What this machine cannot have is named below.\n");
}

#[test]
fn what_starts_programs_or_weakens_checks_is_pointed_out_before_it_is_done() {
    let lab = both();
    let text = "schema = 1\n[go]\nCC = 'evil'\nGOFLAGS = '-insecure -toolexec=evil'\nGOINSECURE = '*'\nGOSUMDB = 'off'\n\
         GOTOOLCHAIN = 'go1.26.5'\n\
         GOAUTH = 'evil --password=hunter2'\nGOPROXY = 'https://zoe:hunter2@proxy.example'\n[settings]\n\
         proof = 'digest'\nmirrors = ['https://evil.example/']\nhooks.after-switch = ['{/}bin/sh', '-c', 'evil']\n";
    let path = file(&lab, &text.replace("{/}", ROOT));
    let plan = lab.upgo(apply(&path, &["--dry-run", "--json"])).succeeds().json();
    let told = messages(&plan);
    for what in ["CC", "GOFLAGS", "GOAUTH"] {
        has(&told, "UPGO-SETUP-CAUTION", &format!("{what} decides which programs Go starts: "));
    }
    has(&told, "UPGO-SETUP-CAUTION", "GOAUTH decides which programs Go starts: evil …");
    assert!(plan["plan"].to_string().contains("GOAUTH=evil …"), "{plan:#}");
    for what in ["GOFLAGS", "GOINSECURE", "GOSUMDB"] {
        has(&told, "UPGO-SETUP-CAUTION", &format!("{what} decides what Go verifies: "));
    }
    has(&told, "UPGO-SETUP-CAUTION", "GOTOOLCHAIN decides which Go every go command runs: go1.26.5");
    for key in ["proof", "mirrors"] {
        has(&told, "UPGO-SETUP-CAUTION", &format!("the setting {key} decides whom Upgo trusts: "));
    }
    assert!(!plan.to_string().contains("hunter2"), "{plan:#}");
    lab.upgo(apply(&path, &[])).exits(2);
    assert!(!lab.home().join("settings.toml").exists());
}

/// What is in a folder that others can change is not the user's: programs, packages that Go does not verify again, tests.
#[cfg(unix)]
#[test]
fn a_folder_that_others_can_change_is_pointed_out_before_it_is_used() {
    use std::os::unix::fs::PermissionsExt as _;
    let lab = both();
    let open = lab.path("open");
    fs::create_dir(&open).unwrap();
    fs::set_permissions(&open, fs::Permissions::from_mode(0o1777)).unwrap();
    let text = "schema = 1\n[go]\nGOBIN = '{open}/bin'\nGOCACHE = '{open}'\nGOMODCACHE = '{open}/mod'\n\
         GOPATH = '{own}:{open}'\n[settings]\nprojects = ['{own}', '{open}/work']\n\
         [settings.rehearse]\nbefore-upgrade = 'test'\nafter-upgrade = 'build'\n";
    let own = lab.path("own");
    fs::create_dir(&own).unwrap();
    let text = text.replace("{open}", open.to_str().unwrap()).replace("{own}", own.to_str().unwrap());
    let path = file(&lab, &text);
    let told = messages(&lab.upgo(apply(&path, &["--dry-run", "--json"])).succeeds().json());
    let told: Vec<&String> = told.iter().filter(|told| told.starts_with("UPGO-SETUP-CAUTION")).collect();
    let named = |what: &str, below: &str| {
        let open = open.display();
        format!("UPGO-SETUP-CAUTION {what} names {open}{below}: other accounts can write to {open}")
    };
    let expected = [
        named("GOBIN", "/bin"),
        named("GOCACHE", ""),
        named("GOMODCACHE", "/mod"),
        named("GOPATH", ""),
        named("projects", "/work"),
        "UPGO-SETUP-CAUTION the setting rehearse.before-upgrade runs the tests of your projects".to_owned(),
    ];
    assert_eq!(told, expected.iter().collect::<Vec<_>>());
}

#[test]
fn many_versions_ask_for_the_releases_once_and_too_many_are_refused() {
    let lab = both();
    let list = |count: usize| (0..count).map(|number| format!("'1.99.{number}'")).collect::<Vec<_>>().join(", ");
    let path = file(&lab, &format!("schema = 1\nversions = [{}]\n", list(100)));
    let before = lab.server.request_count();
    lab.upgo(apply(&path, &["--dry-run"])).succeeds();
    let asked = lab.server.requests()[before..].iter().filter(|seen| seen.query.contains("mode=json")).count();
    assert_eq!(asked, 1, "{:?}", &lab.server.requests()[before..]);
    fs::write(&path, format!("schema = 1\nversions = [{}]\n", list(101))).unwrap();
    let refused = lab.upgo(apply(&path, &["--dry-run", "--json"])).exits(2).json();
    assert!(refused["error"]["message"].as_str().unwrap().contains("at most 100 versions"), "{refused:#}");
}

#[test]
fn a_file_that_is_not_one_is_refused_with_its_line() {
    let lab = lab();
    let path = file(&lab, "");
    let refused = |bytes: &[u8], said: &str| {
        fs::write(&path, bytes).unwrap();
        let ran = lab.upgo(apply(&path, &["--yes", "--json"])).exits(2).json();
        fits("error", &ran);
        assert_eq!(ran["error"]["code"], "UPGO-SETUP-INVALID", "{ran:#}");
        let message = ran["error"]["message"].as_str().unwrap();
        assert!(message.contains("my gö.toml") && message.contains(said), "{said}: {message}");
        assert!(!message.contains('\u{1b}'), "{message}");
    };
    refused(b"schema = 1\nuse = \"1.27\xff\"", "line 2, column 12: this is not UTF-8 text");
    refused(b"\xff\xfes\0c\0", "line 1, column 3: ");
    refused(b"schema = 1\n\"\\u001b[2J\" = 1\n", "line 2, column 1: ");
    refused(b"schema = 1\nuse = \"\\u001b[2J\"\n", "line 2, column 1: ");
    refused(&vec![b' '; 1_100_000], "larger than");
    refused("schema = 1\nversions = ".as_bytes(), "line 2, ");
    refused(format!("schema = 1\nversions = {}", "[".repeat(100_000)).as_bytes(), "line 2, ");
    for (name, exit, code) in [("tmp", 8, "UPGO-DISK-FAILED"), ("none.toml", 2, "UPGO-USAGE")] {
        let ran = lab.upgo(["setup", "apply", lab.path(name).to_str().unwrap(), "--json"]).exits(exit).json();
        assert_eq!(ran["error"]["code"], code, "{ran:#}");
    }
    let missing = lab.upgo(["setup", "apply", "none.toml"]).exits(2).errors;
    assert!(missing.starts_with("error: none.toml does not exist\n  Nothing was changed.\n"), "{missing}");
    assert!(!lab.home().join("toolchains").exists());
}

#[test]
fn the_policy_decides_over_a_file() {
    let policy = "contact = 'IT'\nblocked = ['1.26']\nproof = 'required'\n";
    let Some(lab) = managed(both(), policy) else { return };
    let path = file(
        &lab,
        "schema = 1\nuse = '1.26.6'\nversions = ['1.27.3']\n[settings]\nproof = 'digest'\nkeep-versions = 2\n",
    );
    let plan = lab.upgo(apply(&path, &["--dry-run", "--json"])).succeeds().json();
    let told = messages(&plan);
    has(&told, "UPGO-POLICY-VERSION", "go1.26.6 is blocked by IT");
    has(&told, "UPGO-POLICY-SETTING", "proof");
    assert_eq!(kinds(&plan), ["download", "unpack", "publish", "changeSetting"], "{plan:#}");
    // a setting of the user that the policy manages is not exported
    fs::create_dir_all(lab.home()).unwrap();
    lab.upgo(["settings", "set", "theme", "dark"]).succeeds();
    let settings = lab.home().join("settings.toml");
    fs::write(&settings, "theme = 'dark'\nproof = 'digest'\n").unwrap();
    let exported = lab.upgo(["setup", "export", "--json"]).succeeds().json();
    has(&messages(&exported), "UPGO-SETUP-LEFT-OUT", "proof is left out: your organization manages it");
}

#[test]
fn without_a_network_nothing_changes_unless_nothing_is_missing() {
    let offline = "http://127.0.0.1:1/";
    let empty = lab().with_variable("UPGO_FEED_URL", offline);
    let path = file(&empty, "schema = 1\nversions = ['1.27.3']\n[settings]\nkeep-versions = 2\n");
    let refused = empty.upgo(apply(&path, &["--yes", "--json"])).exits(3).json();
    assert!(refused["error"]["code"].as_str().unwrap().starts_with("UPGO-NET-"), "{refused:#}");
    assert!(!empty.home().join("settings.toml").exists());
    fs::write(&path, "schema = 1\n[go]\nGOPROXY = 'off'\n[settings]\nkeep-versions = 2\n").unwrap();
    empty.upgo(apply(&path, &["--yes"])).succeeds();
    assert!(export(&empty).contains("\nGOPROXY = \"off\"\n"));

    let lab = old_machine();
    let path = file(&lab, &export(&lab));
    let again = lab.upgo(apply(&path, &[])).with("UPGO_FEED_URL", offline).succeeds();
    assert_eq!(again.output, "This machine is as the file says.\n");
}
