//! Predicts every answer of real Go in `data/why-cases.jsonl` and `data/testscripts.jsonl` from the machine alone.
use std::collections::BTreeMap;

use serde::Deserialize;
use upgo_engine::environment::VariableScope;
use upgo_engine::which_go::toolchain::{Answer, From, answer};

use super::lab::{Described, plain};
use super::modfile::SETTINGS;

const CASES: &str = include_str!("../../data/why-cases.jsonl");
const TESTSCRIPTS: &str = include_str!("../../data/testscripts.jsonl");

/// A row; the heads of the tables describe it.
#[derive(Deserialize)]
struct Row {
    from: String,
    go: String,
    every: Option<String>,
    env: BTreeMap<String, String>,
    path: Vec<String>,
    programs: BTreeMap<String, String>,
    cache: Vec<String>,
    files: BTreeMap<String, String>,
    #[serde(rename = "in")]
    folder: String,
    version: String,
    says: Option<String>,
    #[serde(default)]
    list: List,
}

/// The output of `go list`.
#[derive(Default, Deserialize)]
#[serde(from = "Option<String>")]
enum List {
    /// It was not run, or failed for a reason that is not tested here.
    #[default]
    Unknown,
    /// The reason why it refused, if it did.
    Said(Option<String>),
}

impl std::convert::From<Option<String>> for List {
    fn from(says: Option<String>) -> Self {
        Self::Said(says)
    }
}

impl Row {
    fn machine(&self) -> Described {
        let tree = |machine: Described, go: &str| {
            let root = format!("/store/{go}");
            let settings = format!("{root}/src/internal/godebugs/table.go");
            machine.go(&root, go).text(&format!("{root}/pkg/tool/linux_amd64/vet"), "").text(&settings, SETTINGS)
        };
        let mut machine = tree(Described::linux(), &self.go);
        machine = machine.searches(VariableScope::Terminal, &format!("/store/{}/bin", self.go)).within(&self.folder);
        for folder in &self.path {
            // An empty entry is the working folder of the terminal.
            machine = machine.searches(VariableScope::Terminal, if folder.is_empty() { "." } else { folder });
        }
        for (path, go) in &self.programs {
            machine = tree(machine, go).link(path, &format!("/store/{go}/bin/go"));
        }
        machine =
            self.env.iter().fold(machine, |machine, (name, value)| machine.without_variable(name).with(name, value));
        for go in &self.cache {
            machine = self.cached(machine, go);
        }
        machine = self.files.iter().fold(machine, |machine, (path, text)| machine.text(path, text));
        match self.every.as_deref() {
            Some("mismatch") => machine.every("/every", &format!("/store/{}/bin/go", self.go)),
            Some(_) => machine.every("/every", "/bin/true"),
            None => machine,
        }
    }

    fn cached(&self, machine: Described, go: &str) -> Described {
        let home = self.env.get("HOME").map_or("/home/zoe", |home| home);
        let usual = format!("{home}/go");
        let cache = format!("{}/pkg/mod", self.env.get("GOPATH").unwrap_or(&usual));
        let module = format!("v0.0.1-{go}.linux-amd64");
        let ziphash = format!("{cache}/cache/download/golang.org/toolchain/@v/{module}.ziphash");
        machine.go(&format!("{cache}/golang.org/toolchain@{module}"), go).text(&ziphash, "h1:")
    }
}

/// The toolchain that runs, and the refusal.
fn told(answer: &Answer) -> (String, Option<String>) {
    let refusal = answer.refusal.as_ref().map(|refusal| said(&refusal.to_string()));
    match &answer.toolchain {
        // No proxy had it, but Upgo's answer assumes that one has.
        Some(runs) if runs.from == From::Download => {
            let refusal = refusal.filter(|refusal| refusal.starts_with("download "));
            ("-".to_owned(), Some(refusal.unwrap_or_else(|| format!("download {} ", runs.name))))
        }
        // `go version` prints a vendor suffix after the version, but the tables have only the version.
        Some(runs) => (runs.name.split(' ').next().unwrap_or_default().to_owned(), refusal),
        None => ("-".to_owned(), refusal),
    }
}

/// A message as in the tables: two lines joined, without `go: `, which Go writes once or twice.
fn said(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(|line| line.trim().trim_start_matches("go: ")).collect();
    // A quoted Windows path has doubled backslashes.
    let text = plain(lines[..lines.len().min(2)].join(" | ")).replace("//", "/");
    // The advice at the end depends on the real Go that ran, not on the one that it imitates.
    let end = text.find("; to update it: | go work").or(text.find("; to download and use go"));
    text[..end.unwrap_or(text.len())].trim_start_matches("go: ").to_owned()
}

/// The difference between the prediction and real Go, if any.
fn difference(row: &Row) -> Option<String> {
    let described = row.machine();
    let (runs, says) = told(&answer(&described.machine()));
    let (really_says, is_asked) = match (&row.says, &row.list) {
        (Some(says), _) => (Some(says), true),
        (None, List::Said(list)) => (list.as_ref(), true),
        (None, List::Unknown) => (None, false),
    };
    let is_same = match (&says, really_says.map(|says| said(&plain(says)))) {
        _ if !is_asked => true,
        (Some(says), Some(really)) => really.starts_with(says.as_str()),
        (says, really) => says.is_none() && really.is_none(),
    };
    (runs != row.version || !is_same).then(|| {
        let real = really_says.map_or("", |says| says);
        format!("{} {}:\n  real {} {real}\n  told {runs} {}", row.from, row.go, row.version, says.unwrap_or_default())
    })
}

fn matches_real_go_in_every_row(table: &str, at_least: usize) {
    let rows: Vec<Row> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    assert!(rows.len() >= at_least, "{}", rows.len());
    let wrong: Vec<String> = rows.iter().filter_map(difference).collect();
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn every_case_matches_real_go() {
    matches_real_go_in_every_row(CASES, 3_000);
}

#[test]
fn every_script_of_the_go_command_matches_it() {
    matches_real_go_in_every_row(TESTSCRIPTS, 250);
}

#[test]
fn a_development_build_chooses_by_its_language_version() {
    let built = |name: &str, go: &str| {
        let table = "package goversion\n\nconst Version = 28\n";
        Described::linux()
            .go("/opt/go", name)
            .text("/opt/go/src/internal/goversion/goversion.go", table)
            .text("/src/m/go.mod", &format!("module m\n\ngo {go}\n"))
            .searches(VariableScope::Terminal, "/opt/go/bin")
            .within("/src/m")
    };
    for (name, go, runs, refusal) in [
        ("devel go1.28-0123abcd Thu Aug 20 2026", "1.28", "devel", None),
        ("devel go1.28-0123abcd Thu Aug 20 2026", "1.28rc1", "-", Some("download go1.28rc1 ")),
        ("devel go1.28-0123abcd Thu Aug 20 2026", "1.29", "-", Some("download go1.29.0 ")),
        ("go1.28.3rc1", "1.28", "go1.28.3rc1", None),
        ("go1.28.3rc1", "1.28.0", "-", Some("download go1.28.0 ")),
    ] {
        let machine = built(name, go);
        let told = told(&answer(&machine.machine()));
        assert_eq!(told, (runs.to_owned(), refusal.map(str::to_owned)), "{name}, go {go}");
    }
}

#[test]
fn a_relative_folder_on_path_is_relative_to_the_given_folder() {
    let machine =
        Described::linux().go("/src/a", "go1.26.6").go("/src/b", "go1.27.3").searches(VariableScope::Terminal, "bin");
    for (folder, runs) in [("/src/a", "go1.26.6"), ("/src/b", "go1.27.3"), ("/src", "-")] {
        let machine = machine.clone().within(folder);
        assert_eq!(told(&answer(&machine.machine())).0, runs, "{folder}");
    }
}
