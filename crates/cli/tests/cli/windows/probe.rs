//! `doctor --windows-probe`: complete, redacted, and without a trace.
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use upgo_engine::machine::platform;
use upgo_testkit::lab::{Lab, names_in};
use upgo_testkit::policy;

use crate::lab;
use crate::schemas::fits;

/// The names of the questions and their results.
fn answers(report: &Value) -> Vec<(String, Value)> {
    let groups = report["groups"].as_array().unwrap().iter();
    let of = |group: &Value| {
        let probes = group["probes"].as_array().unwrap().clone().into_iter();
        let name = group["group"].as_str().unwrap().to_owned();
        probes.map(move |probe| (format!("{name}.{}", probe["name"].as_str().unwrap()), probe["result"].clone()))
    };
    groups.flat_map(of).collect()
}

/// Where the Task Scheduler keeps its tasks.
fn task_folder() -> PathBuf {
    PathBuf::from(std::env::var_os("SystemRoot").unwrap()).join(r"System32\Tasks\UpgoProbe")
}

/// The values of the user's environment in the registry, and whether a key of the questions exists.
fn registry() -> (Vec<String>, bool) {
    let names = platform::registry_value_names(r"HKCU\Environment").unwrap();
    (names, platform::registry_has_key(r"HKCU\Software\UpgoProbe"))
}

fn ask(lab: &Lab, out: &Path) -> (String, Value) {
    let _turn = policy::turn();
    let before = (names_in(&lab.path("tmp")), registry());
    let home = lab.home().exists();
    let ran = lab.upgo(["doctor", "--windows-probe", "--out", out.to_str().unwrap()]).succeeds();
    assert!(ran.output.contains("Nothing was sent"), "{ran}");
    for subject in ["renames", "the Task Scheduler", "Windows Installer"] {
        assert!(ran.errors.contains(&format!("Asking Windows about {subject}")), "{ran}");
    }
    assert_eq!((names_in(&lab.path("tmp")), registry()), before, "something is left");
    assert!(!task_folder().exists(), "a task is left");
    assert_eq!(lab.home().exists(), home, "Upgo's home was made");
    let text = fs::read_to_string(out).unwrap();
    let report = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    (text, report)
}

#[test]
fn windows_answers_every_question_and_nothing_of_it_stays() {
    let lab = lab();
    let (text, report) = ask(&lab, &lab.path("answers.json"));
    fits("doctor-windows-probe", &report);
    assert!(text.is_ascii(), "{text}");
    assert_eq!(report["left"], serde_json::json!([]), "{report:#}");
    let answers = answers(&report);

    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/recorded/windows/wine-10.json");
    let recorded: Value = serde_json::from_str(&fs::read_to_string(recorded).unwrap()).unwrap();
    let names: BTreeSet<&str> = answers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.len(), answers.len(), "two questions have one name");
    assert_eq!(
        names,
        recorded.as_object().unwrap().keys().map(String::as_str).collect(),
        "record Wine's answers again"
    );

    let groups = report["groups"].as_array().unwrap();
    for group in groups {
        let is_answer =
            |probe: &Value| probe["result"].get("value").is_some() || probe["result"].get("error").is_some();
        assert!(group["probes"].as_array().unwrap().iter().any(is_answer), "nothing about {group:#}");
    }
    assert_eq!(groups.len(), 12);
    let of = |name: &str| answers.iter().find(|(own, _)| own == name).unwrap().1.clone();
    assert_eq!(of("schedule.is-gone")["value"], true, "{report:#}");
    assert_eq!(of("processes.exit-code-of-ctrl-c")["value"], "0xc000013a", "{report:#}");

    let user = platform::process_user();
    let folders = [lab.user(), lab.path("tmp"), lab.home()].map(|folder| folder.display().to_string());
    let names = ["USERPROFILE", "COMPUTERNAME"].into_iter().filter_map(|name| std::env::var(name).ok());
    for secret in folders.into_iter().chain(user.id).chain(user.name).chain(names) {
        let escaped = secret.replace('\\', r"\\");
        assert!(!text.contains(&secret) && !text.contains(&escaped), "the report has {secret}: {text}");
    }
    assert!(!text.contains("S-1-5-21-"), "{text}");
}
