//! Promise 1, at every point: the process is killed before each effect of each command, and each effect fails.
//!
//! Running the command once with a trace gives the list of points (docs/adr/0005-fault-points.md).
use std::fs;

use upgo_testkit::lab::{EXE, Lab, Ran};

use crate::{lab, rebuild, tools, verify};

/// A command, the commands before it, and the versions that `go` may report afterwards.
struct Case {
    name: &'static str,
    before: &'static [&'static [&'static str]],
    command: &'static [&'static str],
    allowed: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case { name: "install", before: &[], command: &["install", "1.26.6", "--use"], allowed: &["", "go1.26.6"] },
    Case {
        name: "upgrade",
        before: &[&["install", "1.26.6", "--use"]],
        command: &["upgrade"],
        allowed: &["go1.26.6", "go1.27.3"],
    },
    Case {
        name: "use",
        before: &[&["install", "1.26.6", "--use"], &["install", "1.27.3"]],
        command: &["use", "1.27.3"],
        allowed: &["go1.26.6", "go1.27.3"],
    },
    Case {
        name: "rollback",
        before: &[&["install", "1.26.6", "--use"], &["upgrade"]],
        command: &["rollback"],
        allowed: &["go1.26.6", "go1.27.3"],
    },
    Case {
        name: "remove",
        before: &[&["install", "1.26.6", "--use"], &["install", "1.27.3"]],
        command: &["remove", "1.27.3"],
        allowed: &["go1.26.6"],
    },
    Case {
        name: "env set --scope go",
        before: &[&["install", "1.26.6", "--use"], &["env", "set", "GOFLAGS", "-v", "--scope", "go"]],
        command: &["env", "set", "GOPROXY", "direct", "--scope", "go"],
        allowed: &["go1.26.6"],
    },
    Case {
        name: "env set",
        before: &[&["install", "1.26.6", "--use"]],
        command: &["env", "set", "GOPROXY", "direct"],
        allowed: &["go1.26.6"],
    },
    Case {
        name: "tools rebuild",
        before: &[&["install", "1.27.3", "--use"]],
        command: &["tools", "rebuild"],
        allowed: &["go1.27.3"],
    },
    Case {
        name: "tools rollback",
        before: &[&["install", "1.27.3", "--use"], &["tools", "rebuild"]],
        command: &["rollback"],
        allowed: &["go1.27.3"],
    },
    Case {
        name: "verify --repair",
        before: &[&["install", "1.27.3", "--use"]],
        command: &["verify", "1.27.3", "--repair"],
        allowed: &["go1.27.3"],
    },
    Case {
        name: "verify rollback",
        before: &[&["install", "1.27.3", "--use"], &["verify", "1.27.3", "--repair"]],
        command: &["rollback"],
        allowed: &["go1.27.3"],
    },
    Case {
        name: "settings set",
        before: &[&["install", "1.26.6", "--use"], &["settings", "set", "redirect-hosts", "old.example"]],
        command: &["settings", "set", "redirect-hosts", "new.example"],
        allowed: &["go1.26.6"],
    },
    Case {
        name: "settings rollback",
        before: &[&["install", "1.26.6", "--use"], &["settings", "set", "redirect-hosts", "new.example"]],
        command: &["rollback", "2"],
        allowed: &["go1.26.6"],
    },
    // the broken Go is what fails the plan, so a fault during its rollback is a second failure
    Case {
        name: "install of a broken Go",
        before: &[&["install", "1.26.6", "--use"]],
        command: &["install", BROKEN, "--use"],
        allowed: &["go1.26.6"],
    },
];

/// A release that fails its test.
const BROKEN: &str = "go1.26.7";

impl Case {
    fn lab(&self) -> Lab {
        let lab = lab().with_release("go1.26.6").with_release("go1.27.3").with_broken_release(BROKEN);
        if self.name.starts_with("tools") {
            put_old_tools(&lab);
        }
        for command in self.before {
            if command[0] == "verify" {
                verify::damage(&lab);
            }
            lab.upgo(*command).succeeds();
        }
        if self.command[0] == "verify" {
            verify::damage(&lab);
        }
        lab
    }

    /// Like [`Self::lab`], but reuses a sandbox where that is faster.
    #[cfg_attr(windows, expect(clippy::needless_pass_by_value, reason = "on Windows no sandbox goes back"))]
    fn lab_again(&self, used: Option<Lab>) -> Lab {
        match used {
            #[cfg(unix)]
            Some(lab) => {
                lab.go_back();
                lab
            }
            _ => {
                let lab = self.lab();
                #[cfg(unix)]
                lab.keep();
                lab
            }
        }
    }

    /// The number of effects of the command.
    fn points(&self) -> usize {
        let lab = self.lab();
        let trace = lab.path("trace");
        lab.upgo(self.command).with("UPGO_FAULT", format!("trace:{}", trace.display())).ends();
        fs::read_to_string(trace).unwrap().lines().count()
    }

    fn broken(&self, lab: &Lab, fault: &str) -> Ran {
        lab.upgo(self.command).with("UPGO_FAULT", fault).ends()
    }

    /// Checks what must hold after the fault, and after the next commands.
    fn check(&self, lab: &Lab, fault: &str) {
        let what = format!("{} with {fault}", self.name);
        let version = lab.go_version();
        assert!(self.allowed.contains(&version.as_str()), "{what}: go says {version:?}");
        if self.name.starts_with("tools") {
            check_tools(lab, &what);
        }
        if self.name.starts_with("settings") {
            let hosts = redirect_hosts(lab);
            assert!(["none\n", "old.example\n", "new.example\n"].contains(&hosts.as_str()), "{what}: {hosts}");
        }
        let status = lab.upgo(["status", "--json"]).succeeds().json();
        assert!(self.allowed.contains(&lab.go_version().as_str()), "{what}: after recovery");
        for installed in lab.toolchains() {
            let go = lab
                .home()
                .join("toolchains")
                .join(&installed)
                .join("bin")
                .join(format!("go{}", upgo_testkit::lab::EXE));
            assert!(go.is_file(), "{what}: {installed} is incomplete\n{status:#}");
        }
        let names: Vec<_> = lab.names_in("bin").into_iter().filter(|name| name.starts_with("go1")).collect();
        let of_toolchains: Vec<_> = lab.toolchains().into_iter().map(|version| format!("{version}{EXE}")).collect();
        assert_eq!(names, of_toolchains, "{what}: the toolchains and the names in bin differ");
        lab.upgo(self.command).ends(); // done, or nothing left to do
        assert_eq!(lab.names_in("staging"), [""; 0], "{what}: staging is not empty");
        let running: Vec<_> = lab.names_in("journal").into_iter().filter(|name| name.contains("running")).collect();
        assert_eq!(running, [""; 0], "{what}: a change was left unfinished");
        if self.name.starts_with("env") {
            check_environment(lab, &what);
        }
        if self.name.starts_with("verify") {
            check_files(self, lab, &what);
        }
        if self.name.starts_with("settings") {
            let expected = if self.command[0] == "rollback" { "none\n" } else { "new.example\n" };
            assert_eq!(redirect_hosts(lab), expected, "{what}");
        }
        if self.name.starts_with("tools") {
            let tools = check_tools(lab, &what);
            assert!(self.name != "tools rebuild" || tools == ["go1.27.3"; 2], "{what}: {tools:?}");
            assert_eq!(
                rebuild::files(lab),
                ["one", "two"].map(|name| format!("{name}{EXE}")),
                "{what}: other files are left"
            );
            assert!(lab.names_in("replaced").len() <= 2, "{what}: {:?}", lab.names_in("replaced"));
        }
        let last = *self.allowed.last().unwrap();
        if self.name != "rollback" {
            assert_eq!(lab.go_version(), last, "{what}: the command fails afterwards");
        }
    }

    fn at_every_point(&self, kind: &str) {
        if cfg!(windows) && (kind != "abort" || !["upgrade", "use"].contains(&self.name)) {
            println!("SKIPPED: on Windows, only an upgrade and a switch are killed at every point, to save time");
            return;
        }
        if !cfg!(feature = "faults") {
            println!("SKIPPED: this build has no fault points (feature faults)");
            return;
        }
        let points = self.points();
        assert!(points > 5, "{}: only {points} effects were traced", self.name);
        let mut used = None;
        for point in 1..=points {
            let lab = self.lab_again(used);
            let fault = format!("{kind}@{point}");
            let ran = self.broken(&lab, &fault);
            assert!(
                kind != "abort" || ran.code.is_none_or(|code| code != 0),
                "{fault} of {} was not reached",
                self.name
            );
            self.check(&lab, &fault);
            used = Some(lab);
        }
    }
}

fn redirect_hosts(lab: &Lab) -> String {
    lab.upgo(["settings", "get", "redirect-hosts"]).succeeds().output
}

fn put_old_tools(lab: &Lab) {
    for name in ["one", "two"] {
        tools::put_tool(&tools::usual(lab), name, "go1.26.6", &rebuild::module(name));
    }
}

/// Checks that the tree is byte for byte either intact or damaged as before; intact after another repair.
fn check_files(case: &Case, lab: &Lab, what: &str) {
    let report = lab.upgo(["verify", "1.27.3", "--json"]).ends().json();
    let count = |kind: &str| report[kind].as_array().unwrap().len();
    let found = ["changed", "missing", "added"].map(count);
    let damaged = case.command[0] == "rollback" && found == [2, 1, 1];
    assert!(found == [0; 3] || damaged, "{what}: {report:#}");
    assert!(lab.names_in("replaced").len() <= 1, "{what}: {:?}", lab.names_in("replaced"));
}

/// Checks that each program is exactly the old or the new one, and returns the Go that built it.
fn check_tools(lab: &Lab, what: &str) -> Vec<String> {
    let whole = ["go1.26.6", "go1.27.3"].map(|go| (go, rebuild::whole(go)));
    ["one", "two"]
        .map(|name| {
            let bytes = fs::read(tools::usual(lab).join(format!("{name}{EXE}"))).unwrap();
            let found = whole.iter().find(|(_, programs)| programs.contains(&bytes));
            found.map_or_else(|| panic!("{what}: {name} is neither"), |(go, _)| (*go).to_owned())
        })
        .to_vec()
}

/// Checks that the variable is set after another run, and that the previous values remain.
fn check_environment(lab: &Lab, what: &str) {
    let report = lab.upgo(["env", "--json"]).succeeds().json();
    let variables = report["variables"].as_array().unwrap();
    let value = |name: &str| {
        let found = variables.iter().find(|variable| variable["name"] == name);
        found.map(|variable| variable["newTerminal"]["value"].clone()).unwrap_or_default()
    };
    assert_eq!(value("GOPROXY"), "direct", "{what}: {report:#}");
    if what.contains("--scope go") {
        assert_eq!(value("GOFLAGS"), "-v", "{what}: {report:#}");
    }
    let bin = report["path"]["entries"].as_array().unwrap().iter().filter(|entry| entry["source"] == "user").count();
    assert!(bin >= 1, "{what}: Upgo is no longer on PATH: {report:#}");
}

#[test]
fn a_crash_at_any_point_of_an_environment_edit_loses_nothing() {
    CASES[5].at_every_point("abort");
    CASES[6].at_every_point("abort");
}

#[test]
fn a_crash_at_any_point_of_a_rebuild_leaves_the_old_or_the_new_program() {
    CASES[7].at_every_point("abort");
    CASES[8].at_every_point("abort");
}

#[test]
fn a_crash_at_any_point_of_a_repair_leaves_the_damaged_or_the_intact_files() {
    CASES[9].at_every_point("abort");
    CASES[10].at_every_point("abort");
}

#[test]
fn a_crash_at_any_point_of_a_setting_leaves_the_old_or_the_new_value() {
    CASES[11].at_every_point("abort");
    CASES[12].at_every_point("abort");
}

#[test]
fn a_crash_at_any_point_of_an_install_leaves_a_working_go() {
    CASES[0].at_every_point("abort");
    CASES[13].at_every_point("abort");
}

#[test]
fn a_crash_at_any_point_of_an_upgrade_leaves_a_working_go() {
    CASES[1].at_every_point("abort");
}

#[test]
fn a_crash_at_any_point_of_a_switch_leaves_a_working_go() {
    CASES[2].at_every_point("abort");
}

#[test]
fn a_crash_at_any_point_of_a_rollback_leaves_a_working_go() {
    CASES[3].at_every_point("abort");
}

#[test]
fn a_crash_at_any_point_of_a_removal_leaves_a_working_go() {
    CASES[4].at_every_point("abort");
}

#[test]
fn a_single_failing_effect_leaves_a_working_go() {
    for case in CASES.iter().take(if cfg!(windows) { 1 } else { CASES.len() }) {
        case.at_every_point("fail");
    }
}

#[test]
fn a_disk_that_fills_up_at_any_point_leaves_a_working_go() {
    for case in CASES.iter().take(if cfg!(windows) { 1 } else { CASES.len() }) {
        case.at_every_point("failall");
    }
}

/// What a recovery fails with is told as it is, and of which change.
#[test]
fn a_recovery_that_fails_is_a_warning_with_its_own_code() {
    if !cfg!(feature = "faults") {
        println!("SKIPPED: this build has no fault points (feature faults)");
        return;
    }
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let (ended, running) = ("00000001.jsonl", "00000001.running.jsonl");
    let journal = |name: &str| lab.home().join("journal").join(name);
    let text = fs::read_to_string(journal(ended)).unwrap();
    let (begun, _outcome) = text.trim_end().rsplit_once('\n').unwrap();
    // the first change is as if its process had been killed before it wrote the outcome
    let status = |fault: &str| {
        fs::remove_file(journal(ended)).ok();
        fs::write(journal(running), format!("{begun}\n")).unwrap();
        lab.upgo(["status", "--json"]).with("UPGO_FAULT", fault).ends().json()
    };
    let trace = lab.path("trace");
    let recovered = status(&format!("trace:{}", trace.display()));
    assert_eq!(recovered["warnings"][0]["code"], "UPGO-RECOVERED", "{recovered:#}");
    let points = fs::read_to_string(trace).unwrap().lines().count();
    let mut about_the_change = 0;
    for point in 1..=points {
        let answer = status(&format!("fail@{point}"));
        for warning in answer["warnings"].as_array().into_iter().flatten() {
            assert_ne!(warning["code"], "UPGO-BUSY", "{warning:#}");
            let told = "change number 1, \u{201c}Install and use go1.27.3\u{201d}, was interrupted and could not be finished: ";
            if warning["message"].as_str().unwrap().starts_with(told) {
                assert_eq!(warning["code"], "UPGO-DISK-FULL", "{warning:#}");
                about_the_change += 1;
            }
        }
    }
    assert!(about_the_change > 0, "in {points} places");
}
