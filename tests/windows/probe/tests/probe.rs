//! The program: its options everywhere, and on Windows a report that is complete, redacted, and without a trace.
#![expect(clippy::unwrap_used, reason = "a test may fail")]
use std::path::Path;
use std::process::{Command, Output};

use upgo_testkit::limit::InTime as _;

/// Runs the program where it finds a user's folders in `sandbox`.
fn run(sandbox: &Path, words: &[&str]) -> Output {
    let mut probe = Command::new(env!("CARGO_BIN_EXE_upgo-windows-probe"));
    let folders = [
        ("TEMP", "tmp"),
        ("TMP", "tmp"),
        ("USERPROFILE", "user of probe"),
        ("LOCALAPPDATA", "local"),
        ("APPDATA", "roaming"),
        ("UPGO_HOME", "home of upgo"),
    ];
    for (name, folder) in folders {
        probe.env(name, sandbox.join(folder));
    }
    probe.current_dir(sandbox).args(words).output_in_time().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn it_says_what_it_does_and_refuses_what_it_does_not_know() {
    let sandbox = tempfile::tempdir().unwrap();
    let help = run(sandbox.path(), &["--help"]);
    assert!(help.status.success() && text(&help.stdout).contains("--out <FILE>"), "{help:?}");
    let version = run(sandbox.path(), &["--version"]);
    assert_eq!(text(&version.stdout), concat!("upgo-windows-probe ", env!("CARGO_PKG_VERSION"), "\n"));
    for words in [&["--out"][..], &["--jsn"], &["--json", "--out", "file"]] {
        let refused = run(sandbox.path(), words);
        assert_eq!(refused.status.code(), Some(2), "{words:?}: {refused:?}");
        assert!(text(&refused.stderr).contains("--help"), "{words:?}: {refused:?}");
    }
}

#[test]
#[cfg(not(windows))]
fn the_questions_are_refused_elsewhere() {
    let sandbox = tempfile::tempdir().unwrap();
    let refused = run(sandbox.path(), &["--out", "answers.json"]);
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    assert!(text(&refused.stderr).contains("only on Windows"), "{refused:?}");
    assert!(!sandbox.path().join("answers.json").exists());
}

#[cfg(windows)]
mod on_windows {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::PathBuf;

    use serde_json::Value;
    use upgo_engine::machine::platform;
    use upgo_testkit::lab::names_in;
    use upgo_testkit::policy;

    use super::*;

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

    /// Runs the program, and asserts that nothing of its questions stays.
    #[expect(clippy::disallowed_methods, reason = "a folder of the test")]
    fn ask(sandbox: &Path, words: &[&str]) -> Output {
        let _turn = policy::turn();
        let tmp = sandbox.join("tmp");
        fs::create_dir_all(&tmp).unwrap();
        let before = (names_in(&tmp), registry());
        let ran = run(sandbox, words);
        assert!(ran.status.success(), "{ran:?}");
        for subject in ["renames", "the Task Scheduler", "Windows Installer"] {
            assert!(text(&ran.stderr).contains(&format!("Asking Windows about {subject}")), "{ran:?}");
        }
        assert_eq!((names_in(&tmp), registry()), before, "something is left");
        assert!(!task_folder().exists(), "a task is left");
        assert!(!sandbox.join("home of upgo").exists(), "Upgo's home was made");
        ran
    }

    #[test]
    fn windows_answers_every_question_and_nothing_of_it_stays() {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = folder.path();
        let ran = ask(sandbox, &["--out", "answers.json"]);
        assert!(text(&ran.stdout).contains("Nothing was sent"), "{ran:?}");
        let text = fs::read_to_string(sandbox.join("answers.json")).unwrap();
        assert!(text.is_ascii(), "{text}");
        let report: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert_eq!(report["format"], 1, "{report:#}");
        assert_eq!(report["left"], serde_json::json!([]), "{report:#}");
        let answers = answers(&report);

        let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../recorded/windows/wine-10.json");
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
        names_nobody(&text, sandbox);
    }

    #[test]
    fn a_person_reads_the_answers() {
        let sandbox = tempfile::tempdir().unwrap();
        let read = text(&ask(sandbox.path(), &[]).stdout);
        let line = read.lines().find(|line| line.starts_with("  exit-code-of-ctrl-c")).expect(&read);
        assert!(line.ends_with(" 0xc000013a"), "{read}");
        names_nobody(&read, sandbox.path());
    }

    /// Neither the user nor the account, the machine and their folders.
    fn names_nobody(report: &str, sandbox: &Path) {
        let user = platform::process_user();
        let folders = [sandbox.to_owned(), sandbox.join("tmp")].map(|folder| folder.display().to_string());
        let names = ["USERPROFILE", "COMPUTERNAME"].into_iter().filter_map(|name| std::env::var(name).ok());
        for secret in folders.into_iter().chain(user.id).chain(user.name).chain(names) {
            let escaped = secret.replace('\\', r"\\");
            assert!(!report.contains(&secret) && !report.contains(&escaped), "the report has {secret}: {report}");
        }
        assert!(!report.contains("S-1-5-21-") && !report.contains("user of probe"), "{report}");
    }
}
