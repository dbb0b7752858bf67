//! What the everyday commands print, whole, in both languages: `snapshots/*.snap`. A change of wording or layout shows
//! there as a reader will see it. `INSTA_UPDATE=always cargo test … snapshots` writes them again.
use std::fmt::Write as _;

use upgo_testkit::lab::{Lab, Ran};
use upgo_testkit::vulns::Vulns;

use crate::every_command::words;
use crate::lab;

/// A day in the life of a user, in this order: each command's report, empty states and errors included.
const DAY: &[&str] = &[
    "help",
    "help --all",
    "help teams",
    "upgrade --help",
    "",
    "list",
    "install 1.26.6 --use --dry-run",
    "install 1.26.6 --use",
    "status",
    "check",
    "list",
    "list --available",
    "which",
    "why",
    "audit",
    "upgrade --dry-run",
    "preflight",
    "upgrade",
    "",
    "check",
    "use 1.26.6 --dry-run",
    "rollback --dry-run",
    "rollback",
    "history",
    "env set GOPROXY direct --scope go",
    "env",
    "projects {tmp}",
    "projects raise {module} --without-rehearsal --dry-run",
    "pin latest --project {module} --dry-run",
    "tools",
    "doctor",
    "verify",
    "settings set keep-versions 1",
    "settings get keep-versions",
    "settings set proof required --dry-run",
    "remove --unused --dry-run",
    "remove 1.26.6",
    "cache",
    "background",
    "policy",
    "self check",
    "remove 1.27.3",
    "self uninstall",
    "self uninstall --dry-run",
    // errors
    "use 1.99.1",
    "install 1.99",
    "remove 1.24.1",
    "rollback 99",
    "settings set theme blue",
    "upgarde",
    "projects /no/such/folder",
    "mirror verify {tmp}",
];

fn machine() -> Lab {
    let lab = lab();
    let vulnerabilities = Vulns::real().serve(&lab.server);
    let lab = lab.with_variable("UPGO_VULN_URL", vulnerabilities).with_release("go1.26.6").with_release("go1.27.3");
    std::fs::create_dir_all(lab.path("module")).unwrap();
    std::fs::write(lab.path("module/go.mod"), "module example.com/module\n\ngo 1.26\n").unwrap();
    lab
}

/// A report, with the exit status if it is not 0, and with what was printed as an error.
fn told(row: &str, ran: &Ran) -> String {
    let mut told = format!("$ upgo {row}").trim_end().to_owned() + "\n";
    told += &ran.output;
    for line in ran.errors.lines() {
        writeln!(told, "stderr: {line}").unwrap();
    }
    if ran.code != Some(0) {
        writeln!(told, "exit status {}", ran.code.unwrap_or(-1)).unwrap();
    }
    told
}

fn day(language: &str) -> String {
    let lab = machine();
    let run = |row: &str| lab.upgo(words(&lab, row)).with("LANG", language).ends();
    let told: Vec<String> = DAY.iter().map(|row| told(row, &run(row))).collect();
    let told = told.join("\n");
    let address = lab.server.url();
    let (server, places) = (address.trim_end_matches('/'), [("SANDBOX", lab.path(""))]);
    let told = told.replace(server, "http://SERVER").replace(lab.program().to_str().unwrap(), "UPGO");
    let told = told.replace(upgo_testkit::system::without_go().to_str().unwrap(), "");
    places.iter().fold(told, |told, (name, place)| told.replace(place.to_str().unwrap().trim_end_matches('/'), name))
}

/// What differs from run to run, or from machine to machine.
const FILTERS: &[(&str, &str)] = &[
    (r"\d{4}-\d\d-\d\d( |T)\d\d:\d\d(:\d\d)?Z?", "DATE"),
    (r"\d{4}-\d\d-\d\d", "DAY"),
    (r"\b\d\d:\d\d\b", "TIME"),
    (r"\d+(\.\d+)? (ms|s|B|kB|MB|GB)\b", "[some] $2"),
];

#[test]
fn a_day_in_english() {
    insta::with_settings!({ filters => FILTERS.to_vec(), omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("day-en", day("C.UTF-8"));
    });
}

#[test]
fn a_day_in_chinese() {
    insta::with_settings!({ filters => FILTERS.to_vec(), omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("day-zh-CN", day("zh_CN.UTF-8"));
    });
}
