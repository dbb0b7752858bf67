//! The command line speaks the user's language. Programs, and the log, are answered in English.
use std::fs;

use upgo_testkit::lab::Ran;

use crate::every_command::{ROWS, machine, words};

const CHINESE: &str = "zh_CN.UTF-8";

/// Commands whose output is a file for programs, for auditors or for an editor, or the manual. These are English.
const ENGLISH: &[&str] = &[
    "--version",
    "--help",
    "help ",
    "completions ",
    "man",
    "log",
    "audit-log export",
    "audit-log verify --contains",
    "report --print",
    "settings export",
    "setup export",
    "dsc ",
    "",
];
/// Rows that are refused by the parser of the command line, whose messages are English like the help.
const REFUSED: &[&str] = &["invalid value", "cannot be used with", "unrecognized", "required arguments", "requires a"];

/// A row of lower-case words in a line, which is English: names and code are not in several words. Code and the words
/// of others are in marks, and a line of a profile is what is written there.
fn english(line: &str) -> Option<String> {
    if line.contains("# Upgo (") {
        return None;
    }
    let own: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let own: Vec<&str> = own.split('“').map(|part| part.rsplit('”').next().unwrap_or_default()).collect();
    for part in
        own.join("“").split(|letter: char| !(letter.is_ascii_alphabetic() || matches!(letter, ' ' | '\'' | '-')))
    {
        let mut run = Vec::new();
        for word in part.split(' ') {
            if word.len() > 1 && word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '\'') {
                run.push(word);
            } else {
                run.clear();
            }
            if run.len() > 2 && !["upgo", "go", "git"].contains(&run[0]) {
                return Some(run.join(" "));
            }
        }
    }
    None
}

fn lines(ran: &Ran) -> Vec<&str> {
    let text = ran.output.lines().chain(ran.errors.lines());
    text.filter(|line| !line.trim().is_empty()).collect()
}

#[test]
#[ignore = "long"]
fn every_command_speaks_chinese_if_the_locale_is_chinese() {
    let lab = machine();
    let (mut found, mut told) = (Vec::new(), 0);
    for (row, _) in ROWS {
        let ran = lab.upgo(words(&lab, row)).with("LANG", CHINESE).ends();
        let is_english = ENGLISH.iter().any(|begin| row == begin || (row.starts_with(begin) && !begin.is_empty()));
        if is_english
            || row.contains("--json")
            || row.contains("--help")
            || row.contains("--format") // for programs
            || REFUSED.iter().any(|words| ran.errors.contains(words))
        {
            continue;
        }
        told += 1;
        let left =
            lines(&ran).into_iter().filter_map(|line| english(line).map(|words| format!("{row}: {words}: {line}")));
        found.extend(left);
    }
    assert!(told > 100, "{told}");
    assert!(found.is_empty(), "{} lines are English:\n{}", found.len(), found.join("\n"));
}

#[test]
fn the_setting_comes_before_the_locale() {
    let lab = machine();
    assert!(lab.upgo(["status"]).with("LANG", CHINESE).succeeds().output.contains('。'));
    for locale in ["C", "en_US.UTF-8"] {
        let ran = lab.upgo(["status"]).with("LANG", locale).succeeds();
        assert!(ran.output.is_ascii() || !ran.output.contains('。'), "{ran}");
    }
    // LC_ALL comes before LANG
    let ran = lab.upgo(["status"]).with("LANG", CHINESE).with("LC_ALL", "C").succeeds();
    assert!(!ran.output.contains('。'), "{ran}");
    lab.upgo(["settings", "set", "language", "zh-CN"]).succeeds();
    assert!(lab.upgo(["status"]).with("LANG", "C").succeeds().output.contains('。'));
    lab.upgo(["settings", "set", "language", "en"]).succeeds();
    let ran = lab.upgo(["status"]).with("LANG", CHINESE).succeeds();
    assert!(!ran.output.contains('。'), "{ran}");
}

/// A mark of a Chinese sentence. The sandbox has Chinese names.
fn is_chinese(letter: char) -> bool {
    matches!(letter, '。' | '，' | '：')
}

#[test]
fn programs_and_the_log_are_answered_in_english() {
    let lab = machine();
    let events = lab.path("events");
    for row in ["install 1.26.6 --use", "status", "check", "why", "doctor", "history", "use 1.99.1", "settings"] {
        let line = words(&lab, row).into_iter().chain(["--json".to_owned()]);
        let ran = lab.upgo(line).with("LANG", CHINESE).with("UPGO_LOG", &events).ends();
        let said = ran.json().to_string(); // without the escapes
        assert!(!said.contains(is_chinese) && !ran.errors.contains(is_chinese), "{ran}");
        assert!(!fs::read_to_string(&events).unwrap_or_default().contains(is_chinese), "{row}");
    }
    let log = lab.upgo(["use", "1.99.1"]).with("LANG", CHINESE).with("UPGO_LOG", &events).ends();
    assert!(log.errors.contains('。'), "{log}");
    for name in lab.names_in("logs") {
        let text = fs::read_to_string(lab.home().join("logs").join(&name)).unwrap();
        assert!(!text.contains(is_chinese), "{name}: {text}");
    }
}

#[test]
fn english_is_found() {
    assert_eq!(english("错误：the server did not answer").as_deref(), Some("the server did"));
    for fine in [
        "运行 `upgo install latest --use`。",
        "go1.27.3  upgo  /home/ü/.upgo",
        "upgo cache clean-go build",
        "无法读取：“failed to read it”",
    ] {
        assert_eq!(english(fine), None, "{fine}");
    }
}
