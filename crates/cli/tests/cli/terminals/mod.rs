//! Which Go a new terminal runs: Upgo asks the user's shell, and every command names the answer. The truth is a real
//! terminal.
mod change;
mod face;
mod machine;
mod memory;
mod none;
pub(crate) mod real_terminal;
mod startup;

use std::thread;

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;

use crate::schemas::fits;

use face::{DEVELOPMENT, FACES, ask};
use machine::{CONTAINER, DESKTOP, MACHINES, Machine, OTHER_FIRST, SERVICE, add};
pub(crate) use machine::{LOGIN, listed, of_account, sandbox};
use real_terminal::{IN_CONTAINER, IN_LOGIN, runs};

/// What Upgo should say.
struct Answer<'a> {
    runs: &'a Value,
    /// How it knows that.
    known: &'a str,
    /// The other kind of terminal, if it runs another Go.
    other: Option<(&'a str, &'a Value)>,
}

/// What commands say wrongly on a machine where a login and a window run these.
pub(crate) fn wrong_on(lab: &Lab, session: &str, [login, window]: &[Value; 2]) -> Vec<String> {
    let (runs, other) = if session == DESKTOP { (window, ("login", login)) } else { (login, ("window", window)) };
    let other = Some(other).filter(|(_, go)| *go != runs);
    mistakes(lab, &Answer { runs, known: "asked", other })
}

fn mistakes(lab: &Lab, answer: &Answer<'_>) -> Vec<String> {
    let runs = answer.runs;
    let status = ask(lab, "status");
    fits("status", &status);
    let active = &status["active"];
    let mut wrong = Vec::new();
    if !runs.is_null() {
        let other = &active["other"];
        let told = other["terminal"].as_str().map(|terminal| (terminal, &other["version"]));
        if active["known"] != answer.known || active["at"].is_string() != (answer.known == "asked") {
            wrong.push(format!("`status` knows it by {} at {}, not {}", active["known"], active["at"], answer.known));
        }
        if told != answer.other {
            wrong.push(format!("`status` says {other} of the other kind of terminal, not {:?}", answer.other));
        }
    }
    let worse = answer.other.map(|(_, go)| go).filter(|go| go.as_str() < runs.as_str());
    let mut spoken = 0;
    for face in FACES {
        let Some(said) = (face.says)(lab) else { continue };
        spoken += 1;
        if said != *runs && !(face.judges && Some(&said) == worse) {
            wrong.push(format!("`{}` says {said}, and a terminal runs {runs}", face.name));
        }
    }
    assert!(spoken * 2 > FACES.len(), "only {spoken} commands say anything: {status:#}");
    wrong
}

fn compare(machine: &Machine) -> Vec<String> {
    let Some(shell) = machine.shell() else { return Vec::new() };
    let lab = machine.lab(&shell);
    let opened = runs(&lab, &shell, IN_LOGIN);
    // what fish_add_path adds comes earlier from the second start on
    let opened = if shell.ends_with("fish") { runs(&lab, &shell, IN_LOGIN) } else { opened };
    let Some(terminals) = opened else { return Vec::new() };
    let meant = machine.runs.map(|version| json!(version));
    if terminals != meant {
        return vec![format!("{}: a login and a window run {terminals:?} instead of {meant:?}", machine.name)];
    }
    let is_development = |go: &Value| go.as_str().is_some_and(|go| go.contains(DEVELOPMENT));
    let terminals = terminals.map(|go| if is_development(&go) { Value::Null } else { go });
    let mut wrong = wrong_on(&lab, machine.session, &terminals);
    // what a line does that no startup file has yet, is not known
    wrong.extend(machine.uses.and_then(|version| wrongly_foretold(&lab, version)));
    wrong.into_iter().map(|wrong| format!("{}: {wrong}", machine.name)).collect()
}

/// A plan says before a download what the change then finds: that a terminal runs another Go nevertheless.
fn wrongly_foretold(lab: &Lab, uses: &str) -> Option<String> {
    let to = if uses == "1.27.3" { "1.26.6" } else { "1.27.3" };
    let words = ["install", to, "--use", "--json"];
    let told = lab.upgo(words.iter().chain(&["--dry-run"])).succeeds().json();
    let done = lab.upgo(words).ends();
    let is_of_path = |warning: &&Value| warning["code"] == "UPGO-ACTIVE-OTHER";
    let told = told["warnings"].as_array().unwrap().iter().find(is_of_path);
    let found = done.code == Some(12);
    (told.is_some() != found).then(|| format!("the plan says {told:?}, and then {done}"))
}

#[test]
fn every_command_names_the_go_that_a_real_terminal_runs() {
    let wrong: Vec<String> = thread::scope(|scope| {
        let halves = MACHINES.chunks(MACHINES.len().div_ceil(2));
        let compared: Vec<_> =
            halves.map(|half| scope.spawn(move || half.iter().flat_map(compare).collect::<Vec<_>>())).collect();
        compared.into_iter().flat_map(|half| half.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn where_nobody_logs_in_the_environment_of_the_process_counts() {
    let Some(bash) = listed("bash") else { return };
    for (name, session, ci, known) in [
        ("a container", CONTAINER, "", "asked"),
        ("a service", SERVICE, "", "environment"),
        ("a build server", LOGIN, "1", "environment"),
    ] {
        let lab = sandbox().asking(&bash, session).with_variable("CI", ci);
        let path = upgo_testkit::system::path_after(&lab.user().join("tarball/go/bin"));
        let lab = lab.with_variable("PATH", path);
        let Some([terminal, _]) = runs(&lab, &bash, IN_CONTAINER) else { return };
        assert_eq!(terminal, "go1.26.6", "{name}");
        add(&lab, &[(".profile", "echo >>\"$HOME/logins\"\n"), (".profile", OTHER_FIRST)]);
        add(&lab, &[(".bashrc", "echo >>\"$HOME/windows\"\n")]);
        let wrong = mistakes(&lab, &Answer { runs: &terminal, known, other: None });
        assert!(wrong.is_empty(), "{name}: {}", wrong.join("\n"));
        let started = ["logins", "windows"].map(|file| lab.user().join(file).exists());
        assert_eq!(started, [false, known == "asked"], "{name}: a login and a window were started");
    }
}
