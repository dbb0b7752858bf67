//! Promise: foreign text cannot control a terminal, forge a line or reverse the direction of text.
use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use serde_json::Value;
use upgo_testkit::lab::{Lab, Ran};
use upgo_testkit::release::go_script;
use upgo_testkit::vulns::Vulns;

use crate::every_command::{ROWS, machine, words};
use crate::lab;
use crate::report::unpacked;
use crate::schemas::fits;
use crate::tools::{put_tool, usual};

/// A title, a color that Upgo does not use, a C1 sequence, directions, invisible characters, a second line.
const HOSTILE: &str =
    "x\u{1b}]0;owned\u{7}\u{1b}[35m\u{9b}2J\u{8}\u{202e}\u{2066}\u{200b}\u{2028}\u{e0041}\rforged by CR\nforged line";

/// A machine where everything that others can name has such a name.
fn hostile() -> Lab {
    let lab = machine();
    let one_line = HOSTILE.replace('\n', "");
    put_tool(&usual(&lab), HOSTILE, &format!("go1.25.0 {HOSTILE}"), &format!("path\texample.com/{one_line}\n"));
    put_tool(&lab.path("programs").join(HOSTILE), HOSTILE, &format!("devel {HOSTILE}"), "path\texample.com/x\n");
    let bin = lab.path(HOSTILE).join("bin");
    fs::create_dir_all(&bin).unwrap();
    fs::write(bin.join("go"), go_script("go1.26.6")).unwrap();
    fs::set_permissions(bin.join("go"), fs::Permissions::from_mode(0o755)).unwrap();
    let project = lab.path("project").join(HOSTILE);
    fs::create_dir_all(&project).unwrap();
    fs::write(project.join("go.mod"), format!("module example.com/x\n\ngo 1.27.0\n\ntoolchain {one_line}\n")).unwrap();
    fs::write(lab.path("go-env"), format!("GOFLAGS=-{one_line}\nGOPRIVATE={one_line}\n")).unwrap();
    fs::create_dir_all(lab.home()).unwrap();
    let text = toml(HOSTILE);
    let project = toml(project.to_str().unwrap());
    fs::write(lab.home().join("settings.toml"), format!("projects = [{project}]\n{text} = {text}\ntheme = {text}\n"))
        .unwrap();
    let path = upgo_testkit::system::path_after(&bin);
    let go_env = lab.path("go-env");
    lab.with_variable("GOENV", go_env)
        .with_variable("PATH", path)
        .with_variable("GOPROXY", format!("https://goproxy.example/{HOSTILE}"))
        .with_variable("GOTOOLCHAIN", HOSTILE)
}

/// A text as TOML.
fn toml(text: &str) -> String {
    let mut escaped = String::new();
    text.chars().for_each(|letter| write!(escaped, "\\U{:08X}", u32::from(letter)).unwrap());
    format!("\"{escaped}\"")
}

/// Whether a terminal or a reader could be deceived.
fn deceives(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\n' | '\t'))
        || matches!(letter, '\u{200b}' | '\u{2028}' | '\u{202e}' | '\u{2066}' | '\u{e0041}')
}

fn check(what: &str, text: &str) {
    // Upgo's own styles
    let styles = ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[31m", "\u{1b}[32m", "\u{1b}[33m", "\u{1b}[4m"];
    let text = styles.iter().fold(text.to_owned(), |text, style| text.replace(style, ""));
    let bad = text.lines().find(|line| line.contains(deceives) || line.trim_start().starts_with("forged"));
    assert!(bad.is_none(), "{bad:?} in {what}");
}

fn is_safe(ran: &Ran) {
    let what = format!("{:?}", ran.to_string());
    check(&what, &ran.output);
    check(&what, &ran.errors);
}

#[test]
fn no_command_prints_what_others_wrote_as_it_is() {
    for mode in [None, Some("--json")] {
        let lab = hostile();
        let events = lab.path("events");
        let hostile_words = [
            vec!["why".into(), lab.path("project").join(HOSTILE)],
            vec!["projects".into(), lab.path("project")],
            vec!["projects".into(), "add".into(), lab.path("project").join(HOSTILE)],
            vec!["projects".into()],
            vec!["audit".into(), lab.path("programs")],
            vec!["audit".into(), lab.path("programs").join(HOSTILE).join(HOSTILE)],
            vec!["audit".into(), lab.path(HOSTILE)],
            vec!["audit".into(), lab.path(HOSTILE).join("gone")],
            vec!["install".into(), lab.path(HOSTILE).join("bin/go"), "--dry-run".into()],
            vec!["adopt".into(), lab.path(HOSTILE)],
            vec!["env".into(), "path".into(), "add".into(), lab.path(HOSTILE), "--dry-run".into()],
            vec!["env".into(), "path".into(), "add".into(), lab.path(HOSTILE), "--yes".into()],
            vec!["settings".into(), "set".into(), "theme".into(), HOSTILE.into()],
            vec!["use".into(), HOSTILE.into()],
            vec![HOSTILE.into()],
            vec!["status".into(), format!("--{HOSTILE}").into()],
            vec!["tools".into(), "rebuild".into(), HOSTILE.into(), "--dry-run".into()],
        ];
        let rows = ROWS.iter().filter(|(row, _)| !row.starts_with("purge --even")).map(|(row, _)| words(&lab, row));
        let rows = rows.map(|row| row.into_iter().map(Into::into).collect()).chain(hostile_words);
        for row in rows {
            let run = lab.upgo(row.iter().map(|word| word.as_os_str()).chain(mode.map(AsRef::as_ref)));
            is_safe(&run.with("CLICOLOR_FORCE", "1").with("UPGO_LOG", &events).ends());
        }
        check("events", &fs::read_to_string(events).unwrap());
        for name in lab.names_in("logs") {
            check(&name, &fs::read_to_string(lab.home().join("logs").join(&name)).unwrap());
        }
        let file = lab.path("texts.zip");
        lab.upgo(["report", file.to_str().unwrap(), "--yes"]).ends();
        for (name, text) in unpacked(&file) {
            check(&name, &text);
        }
    }
}

#[test]
fn json_keeps_the_real_names_in_escapes() {
    let lab = hostile();
    let ran = lab.upgo(["tools", "--json"]).succeeds();
    is_safe(&ran);
    assert!(ran.output.is_ascii() || !ran.output.contains(deceives), "{ran}");
    assert_eq!(ran.json()["tools"][0]["name"], HOSTILE);
    let entries = lab.upgo(["env", "--json"]).succeeds().json();
    let text = |entry: &Value| entry["text"].as_str().unwrap_or_default().to_owned();
    assert!(
        entries["path"]["entries"].as_array().unwrap().iter().any(|entry| text(entry).contains(HOSTILE)),
        "{entries:#}"
    );
}

#[test]
fn what_servers_send_is_shown_as_text() {
    let lab = machine();
    let feed = serde_json::json!([{
        "version": "go1.27.3", "stable": true,
        "files": [{
            "filename": format!("go1.27.3.{HOSTILE}"), "os": "linux", "arch": "amd64", "version": HOSTILE,
            "sha256": "0".repeat(64), "size": 100, "kind": "archive",
        }],
    }, { "version": format!("go1.27.4{HOSTILE}"), "stable": true, "files": [] }]);
    lab.server.feed(feed.to_string());
    let mut entry = Vulns::sample("GO-2026-9999", &[("introduced", "0")]);
    entry["summary"] = HOSTILE.into();
    entry["aliases"] = serde_json::json!([HOSTILE]);
    entry["affected"][0]["ecosystem_specific"]["imports"][0]["path"] = HOSTILE.into();
    Vulns::real().put(entry, "2026-09-01T00:00:00Z").serve(&lab.server);
    for command in [
        &["check"][..],
        &["list", "--available"],
        &["audit", "1.26.6"],
        &["audit", "1.26.6", "--sarif"],
        &["install", "1.27.3", "--dry-run"],
        &["install", "1.27.3"],
        &["install", "1.27.4"],
        &["status"],
        &["log", "--level", "debug"],
    ] {
        is_safe(&lab.upgo(command).with("CLICOLOR_FORCE", "1").ends());
    }
    let audit = lab.upgo(["audit", "1.26.6", "--json"]).succeeds();
    is_safe(&audit);
    assert!(audit.output.contains("GO-2026-9999"), "{audit}");
}

#[test]
fn a_program_whose_go_is_unknown_is_never_reported_as_clean() {
    let lab = machine();
    lab.upgo(["check"]).succeeds();
    let folder = lab.path("programs");
    put_tool(&folder, "fresh", "go1.27.3", "path\texample.com/fresh\n");
    let audit = |flag: &str, code: i32| lab.upgo(["audit".as_ref(), folder.as_os_str(), flag.as_ref()]).exits(code);
    assert!(audit("--exit-code", 0).output.starts_with("The program was built with a Go version that has no known"));
    for unknown in ["devel", "go1.27.3\u{1b}[35m", "tip"] {
        put_tool(&folder, "unknown", unknown, "path\texample.com/unknown\n");
        let ran = audit("--exit-code", 3);
        assert!(ran.output.starts_with("1 of 2 programs were built with Go versions that have no known"), "{ran}");
        assert!(ran.output.contains("1 program could not be judged"), "{ran}");
        is_safe(&ran);
        let report = audit("--json", 0).json();
        fits("audit-programs", &report);
        assert_eq!((&report["unknown"], &report["rebuild"]), (&1.into(), &0.into()), "{report:#}");
        let sarif = audit("--sarif", 0).json();
        assert_eq!(sarif["runs"][0]["invocations"][0]["executionSuccessful"], false, "{sarif:#}");
    }
    fs::remove_file(folder.join("fresh")).unwrap();
    let ran = audit("--exit-code", 3);
    assert!(ran.output.starts_with("1 program could not be judged"), "{ran}");
}

#[test]
fn a_damaged_program_is_not_a_clean_one() {
    let lab = lab().with_release("go1.27.3");
    let url = Vulns::real().serve(&lab.server);
    let lab = lab.with_variable("UPGO_VULN_URL", url);
    let folder = lab.path("programs");
    put_tool(&folder, "damaged", "go1.27.3", "path\texample.com/x\nmod\tone\ttwo\tthree\tfour\tfive\n");
    let ran = lab.upgo(["audit".as_ref(), folder.as_os_str(), "--exit-code".as_ref()]).exits(3);
    assert!(ran.output.contains("1 program could not be judged"), "{ran}");
}
