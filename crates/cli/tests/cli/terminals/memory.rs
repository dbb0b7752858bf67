//! An answer is remembered, as long as nothing has changed that it depends on.
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use upgo_testkit::lab::Lab;
use upgo_testkit::limit::InTime as _;
use upgo_testkit::unsealed;

use super::change::{COUNTED, starts};
use super::machine::add;
use super::{LOGIN, listed, sandbox};
use crate::tracer::{can_trace, trace};

/// A user of Upgo's own Go, whose startup files count how often they are read.
fn counted(bash: &Path) -> Lab {
    let lab = sandbox().asking(bash, LOGIN);
    lab.upgo(["install", "1.27.3", "--use"]).with("UPGO_NO_SHELL", "1").succeeds();
    add(&lab, COUNTED);
    lab
}

fn active(lab: &Lab) -> Value {
    lab.upgo(["status", "--json"]).succeeds().json()["active"].clone()
}

/// Makes the remembered answer older. Without its checksum, the changed file counts as intact.
fn make_older(lab: &Lab) {
    let path = lab.home().join("terminals.json");
    let mut heard: Value = serde_json::from_str(&unsealed(&fs::read_to_string(&path).unwrap())).unwrap();
    let at: Timestamp = heard["at"].as_str().unwrap().parse().unwrap();
    for name in ["at", "asked_at"] {
        heard[name] = json!((at - SignedDuration::from_mins(61)).to_string());
    }
    fs::write(path, heard.to_string()).unwrap();
}

type Change = fn(&Lab);

#[test]
fn a_shell_is_asked_again_only_after_a_change_or_an_hour() {
    let Some(bash) = listed("bash") else { return };
    let lab = counted(&bash);
    let first = active(&lab);
    assert_eq!((&first["version"], &first["known"]), (&json!("go1.27.3"), &json!("asked")), "{first:#}");
    assert_eq!(starts(&lab), 2, "a login and a window");
    assert_eq!(active(&lab), first);
    assert_eq!(starts(&lab), 2, "the answer was not remembered");
    let changes: [(&str, Change, bool); 6] = [
        ("a startup file of a login", |lab| add(lab, &[(".profile", "# mine\n")]), true),
        ("nothing", |_| (), false),
        ("a startup file of a window", |lab| add(lab, &[(".bashrc", "# mine\n")]), true),
        ("a file that no shell reads", |lab| add(lab, &[("notes", "mine\n")]), false),
        ("the time", make_older, true),
        ("nothing after that", |_| (), false),
    ];
    for (what, change, asks) in changes {
        let before = starts(&lab);
        change(&lab);
        assert_eq!(active(&lab)["known"], "asked", "{what}");
        assert_eq!(starts(&lab) - before, if asks { 2 } else { 0 }, "{what} has changed");
    }
}

#[test]
fn no_program_is_started_for_a_remembered_answer() {
    let Some(bash) = listed("bash").filter(|_| can_trace()) else { return };
    let lab = counted(&bash);
    assert_eq!(active(&lab)["known"], "asked");
    for words in [&["status"][..], &["list"], &["why"], &["audit"], &["status", "--json"]] {
        let traced = trace(&lab, lab.upgo(words));
        assert_eq!(traced.programs.len(), 1, "{words:?} has started more than itself: {:#?}", traced.programs);
    }
}

#[test]
fn a_remembered_answer_does_not_hide_another_go() {
    let Some(bash) = listed("bash") else { return };
    let lab = counted(&bash);
    fs::create_dir(lab.user().join("first")).unwrap();
    add(&lab, &[(".profile", "export PATH=\"$HOME/first:$PATH\"\n")]);
    assert_eq!(active(&lab)["version"], "go1.27.3");
    // the switch, in a process that asks nobody
    lab.upgo(["install", "1.26.6", "--use"]).with("UPGO_NO_SHELL", "1").succeeds();
    assert_eq!(active(&lab)["version"], "go1.26.6");
    symlink(lab.user().join("other/go/bin/go"), lab.user().join("first/go")).unwrap();
    assert_eq!(active(&lab)["version"], "go1.25.0");
    fs::write(lab.user().join("other/go/VERSION"), "go1.25.11\n").unwrap();
    assert_eq!(active(&lab)["version"], "go1.25.11");
    fs::remove_file(lab.user().join("first/go")).unwrap();
    assert_eq!(active(&lab)["version"], "go1.26.6");
}

#[test]
fn nobody_is_asked_against_the_will_of_the_user() {
    let Some(bash) = listed("bash") else { return };
    let lab = counted(&bash);
    let by_variable = lab.upgo(["status", "--json"]).with("UPGO_NO_SHELL", "1").succeeds().json();
    lab.upgo(["settings", "set", "ask-shell", "false"]).succeeds();
    for active in [&by_variable["active"], &active(&lab)] {
        assert_eq!((&active["version"], &active["known"]), (&json!("go1.27.3"), &json!("computed")), "{active:#}");
        assert_eq!((&active["at"], &active["other"]), (&Value::Null, &Value::Null), "{active:#}");
    }
    let file = lab.path("policy.toml");
    fs::write(&file, "ask-shell = false\n").unwrap();
    lab.upgo(["settings", "unset", "ask-shell"]).succeeds();
    let by_policy = lab.upgo(["status", "--json"]).with("UPGO_TEST_POLICY", &file).succeeds().json();
    assert_eq!(by_policy["active"]["known"], "computed", "{by_policy:#}");
    assert_eq!(starts(&lab), 0);
    assert_eq!(active(&lab)["known"], "asked");
    assert_eq!(starts(&lab), 2);
}

#[test]
fn why_asks_again_only_if_it_is_told_to() {
    let Some(bash) = listed("bash") else { return };
    let lab = counted(&bash);
    assert_eq!(active(&lab)["known"], "asked");
    for (words, asked) in [(&["why", "--json"][..], 2), (&["why", "--ask", "--json"], 4), (&["why", "--json"], 4)] {
        let why = lab.upgo(words).succeeds().json();
        assert_eq!((&why["known"], &why["answered"]), (&json!("asked"), &Value::Null), "{words:?}: {why:#}");
        assert_eq!(starts(&lab), asked, "{words:?}");
    }
    let told = lab.upgo(["why"]).succeeds();
    assert!(told.output.contains("By what a new terminal answered at "), "{told}");
}

#[test]
fn a_damaged_memory_is_no_answer() {
    let Some(bash) = listed("bash") else { return };
    let lab = counted(&bash);
    let first = active(&lab);
    let path = lab.home().join("terminals.json");
    let whole = fs::read(&path).unwrap();
    let other = String::from_utf8(whole.clone()).unwrap().replace("go1.27.3", "go1.99.0");
    let deep = "[".repeat(100_000);
    let damages = [&b""[..], b"{}", b"\xff\xfe\0", &whole[..whole.len() / 2], other.as_bytes(), deep.as_bytes()];
    for damage in damages {
        fs::write(&path, damage).unwrap();
        let before = starts(&lab);
        let again = active(&lab);
        assert_eq!((&again["version"], &again["known"]), (&first["version"], &json!("asked")), "{again:#}");
        assert_eq!(starts(&lab) - before, 2, "{:?}", String::from_utf8_lossy(&damage[..damage.len().min(99)]));
    }
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert_eq!(active(&lab)["version"], first["version"]);
}

#[test]
fn no_startup_file_of_another_account_is_read() {
    let Some(bash) = listed("bash") else { return };
    let lab = counted(&bash);
    let Some(status) = lab.upgo_without_rights(["status", "--json"]) else {
        println!("SKIPPED: only root can be another account here");
        return;
    };
    let opened = Command::new("chmod").args(["-R", "a+rwX"]).arg(lab.user()).status_in_time().unwrap();
    assert!(opened.success());
    let read_by_nobody = status.succeeds().json();
    assert!(lab.give_home_to_nobody());
    for active in [&read_by_nobody["active"], &active(&lab)] {
        assert_eq!((&active["version"], &active["known"]), (&json!("go1.27.3"), &json!("computed")), "{active:#}");
        assert!(active["because"].as_str().unwrap().contains("another account"), "{active:#}");
    }
    assert_eq!(starts(&lab), 0);
}
