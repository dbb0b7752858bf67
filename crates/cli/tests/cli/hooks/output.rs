//! What a hook prints: bounded, harmless to a terminal, and kept without secrets.
use std::fs;

use serde_json::Value;

use super::lab::{hook, is_as_before, machine, newest, script, set};

#[test]
fn what_a_hook_prints_is_bounded_and_controls_no_terminal() {
    let lab = machine();
    let body = "head -c 5000000 /dev/zero; echo; seq 1 100000; printf '%0900d\\n' 7; printf 'na\\357ve\\n'; \
        printf '\\033[2J\\007x\\n'; exit 1";
    hook(&lab, "before-switch", body);
    let ran = lab.upgo(["upgrade"]).exits(16);
    assert!(!ran.errors.contains('\u{1b}') && !ran.output.contains('\u{1b}'), "{ran}");
    let entry = newest(&lab);
    let ran = &entry["hooks"][0];
    let lines: Vec<&str> = ran["output"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!((lines.len(), ran["leftOut"].as_u64()), (80, Some(100_004 - 80)), "{lines:?}");
    assert!(lines.contains(&format!("{}…", "0".repeat(400)).as_str()), "a long line is cut: {lines:?}");
    assert!(lines.contains(&"na\u{fffd}ve") && lines.contains(&"100000"), "{lines:?}");
    assert!(lines.iter().any(|line| line.ends_with("[2J\\u{7}x")), "{lines:?}");
    let journal = fs::read_dir(lab.home().join("journal")).unwrap().map(|file| file.unwrap().metadata().unwrap().len());
    assert!(journal.max() < Some(100_000));
    let listed = lab.upgo(["history", "--hooks"]).succeeds().output;
    assert!(listed.contains("99924 lines left out") && !listed.contains('\u{1b}'), "{listed}");
    is_as_before(&lab);
}

#[test]
fn what_a_hook_prints_is_kept_without_secrets() {
    let lab = machine().with_variable("GITHUB_TOKEN", "12-hunter2");
    let body = "echo \"token $GITHUB_TOKEN, https://zoe:34-hunter2@ci.example/, $HOME/x\"; exit 1";
    let path = script(&lab, "tells", body);
    set(&lab, "before-switch", &[path.to_str().unwrap(), "https://zoe:56-hunter2@ci.example/"]);
    let plan = lab.upgo(["upgrade", "--dry-run"]).succeeds();
    let failed = lab.upgo(["upgrade"]).exits(16);
    let listed = lab.upgo(["history", "--hooks", "--json"]).succeeds();
    let settings = lab.upgo(["settings", "--json"]).succeeds();
    let log = lab.upgo(["log", "--level", "debug"]).succeeds();
    let events = lab.upgo(["upgrade", "--progress", "json"]).exits(16);
    for ran in [&plan, &failed, &listed, &settings, &log, &events] {
        assert!(!ran.output.contains("-hunter2") && !ran.errors.contains("-hunter2"), "{ran}");
    }
    let printed = listed.json()["entries"][0]["hooks"][0]["output"][0].clone();
    assert_eq!(printed, "token <secret>, https://…@ci.example/, ~/x");
}
