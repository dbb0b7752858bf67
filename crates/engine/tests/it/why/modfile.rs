//! Predicts every answer of real Go in `data/modfile.tsv` from the machine alone.
use upgo_engine::environment::VariableScope;
use upgo_engine::which_go::toolchain::{Answer, From, GoError, answer};

use super::lab::{Described, plain};

const TABLE: &str = include_str!("../../data/modfile.tsv");

/// The tested `godebug` settings of the newest toolchain.
pub(super) const SETTINGS: &str = r#"
	//{Name: "multipartfiles", Package: "mime/multipart"},
	{Name: "panicnil", Package: "runtime", Changed: 21, Old: "1"},
	{Name: "randseednop", Package: "math/rand", Changed: 24, Old: "0"},
	{Name: "tlsmlkem", Package: "crypto/tls", Changed: 24, Old: "0", Opaque: true},
	{Name: "x509sha1", Removed: 24, Old: one},                                                       // Old: "1"
	{Name: "gotypesalias", Removed: 27, Old: zero},                                                  // Old: "0"
	{Name: "tls10server", Removed: 27, Old: one},                                                    // Old: "1"
	{Name: "asynctimerchan", Removed: 27, Old: func(s string) bool { return s == "1" || s == "2" }}, // Old: "1" or "2"

func zero(s string) bool { return s == "0" }
func one(s string) bool  { return s == "1" }
"#;

/// The installed toolchains, each with the tested lines of its table of `godebug` settings.
const STORE: [(&str, &str); 4] = [
    (
        "go1.21.13",
        r#"
	//{Name: "multipartfiles", Package: "mime/multipart"},
	{Name: "panicnil", Package: "runtime", Changed: 21, Old: "1"},
"#,
    ),
    (
        "go1.24.11",
        r#"
	{Name: "asynctimerchan", Package: "time", Changed: 23, Old: "1"},
	{Name: "gotypesalias", Package: "go/types", Changed: 23, Old: "0"},
	//{Name: "multipartfiles", Package: "mime/multipart"},
	{Name: "panicnil", Package: "runtime", Changed: 21, Old: "1"},
	{Name: "tls10server", Package: "crypto/tls", Changed: 22, Old: "1"},
	{Name: "tlsmlkem", Package: "crypto/tls", Changed: 24, Old: "0", Opaque: true},
"#,
    ),
    (
        "go1.26.6",
        r#"
	{Name: "asynctimerchan", Package: "time", Changed: 23, Old: "1"},
	{Name: "gotypesalias", Package: "go/types", Changed: 23, Old: "0"},
	//{Name: "multipartfiles", Package: "mime/multipart"},
	{Name: "panicnil", Package: "runtime", Changed: 21, Old: "1"},
	{Name: "tls10server", Package: "crypto/tls", Changed: 22, Old: "1"},
	{Name: "tlsmlkem", Package: "crypto/tls", Changed: 24, Old: "0", Opaque: true},
	{Name: "x509sha1", Removed: 24},
"#,
    ),
    ("go1.27.3", SETTINGS),
];

/// The modules besides the one in the working folder.
const MEMBERS: [(&str, &str); 19] = [
    ("n", "module n\n\ngo 1.20\n"),
    ("o", "module o\n\ngo 1.20\n"),
    ("x", "module x\n\ngo 1.20\n"),
    ("s p", "module sp\n\ngo 1.20\n"),
    ("é", "module e\n\ngo 1.20\n"),
    ("new", "module new\n\ngo 1.27.3\n"),
    ("newer", "module newer\n\ngo 1.28\n"),
    ("strict", "module strict\n\ngo 1.24\n"),
    ("broken", "module broken\n\ngo 1.20\n\nunknown x\n"),
    ("copy", "module m\n\ngo 1.20\n"),
    ("gomod", "module go\n\ngo 1.20\n"),
    ("std", "module std\n\ngo 1.20\n"),
    ("dbg", "module dbg\n\ngo 1.20\n\ngodebug unknown=1\n"),
    ("rep", "module rep\n\ngo 1.20\n\nreplace example.com/x => ./x\n"),
    ("rep2", "module rep2\n\ngo 1.20\n\nreplace example.com/x => ./x\n"),
    ("tool", "module tool\n\ngo 1.20\n\ntool m/cmd\n"),
    ("old", "module old\n\ngo 1.11\n"),
    ("tc", "module tc\n\ngo 1.20\n\ntoolchain go1.27.3\n"),
    ("lax", "module lax\n\ngo 1.27.3-foo\n"),
];

/// The machine of a row, with `base` first on PATH.
fn machine(name: &str, text: &str, base: &str) -> Described {
    let store = STORE.into_iter().fold(Described::linux(), |machine, (go, settings)| {
        let root = format!("/store/{go}");
        machine
            .go(&root, go)
            .text(&format!("{root}/pkg/tool/linux_amd64/vet"), "")
            .text(&format!("{root}/src/internal/godebugs/table.go"), settings)
            .link(&format!("/launch/{go}"), &format!("{root}/bin/go"))
    });
    let machine = store
        .searches(VariableScope::Terminal, &format!("/store/{base}/bin"))
        .searches(VariableScope::Terminal, "/launch");
    let machine = machine.with("GOPROXY", "off").within("/tmp/work/m");
    if name == "go.mod" {
        return machine.text("/tmp/work/m/go.mod", text);
    }
    let machine = machine.text("/tmp/work/go.work", text).text("/tmp/work/m/go.mod", "module m\n\ngo 1.20\n");
    MEMBERS
        .into_iter()
        .fold(machine, |machine, (folder, text)| machine.text(&format!("/tmp/work/{folder}/go.mod"), text))
}

/// An answer in the notation of the table.
fn told(answer: &Answer, base: &str) -> String {
    let starts = |name: &str| if name == base { "*".to_owned() } else { name.to_owned() };
    let runs = answer.toolchain.as_ref().filter(|runs| runs.from != From::Download);
    let runs = runs.map_or("-".to_owned(), |runs| starts(&runs.name));
    let says = answer.refusal.as_ref().map(|refusal| {
        let lines: Vec<String> = refusal.to_string().lines().map(|line| line.trim().to_owned()).collect();
        format!(" {}", plain(lines[..lines.len().min(2)].join(" | ")))
    });
    runs + &says.unwrap_or_default()
}

/// Whether the prediction matches. Go 1.21 words its messages differently, and a panic has no message.
fn is_same(told: &str, real: &str, base: &str) -> bool {
    let (runs, says) = told.split_once(' ').unwrap_or((told, ""));
    let (really_runs, really_says) = real.split_once(' ').unwrap_or((real, ""));
    // `module toolchain` got its own message later.
    let is_reserved = really_says.starts_with("package toolchain is not in std");
    let has_other_words = really_says == "panic" || is_reserved || base == "go1.21.13" && really_runs == "*";
    runs == really_runs
        && says.is_empty() == really_says.is_empty()
        && (has_other_words || really_says.starts_with(says))
}

#[test]
fn every_file_is_accepted_or_refused_like_by_real_go() {
    let mut rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    let columns: Vec<_> = rows.next().unwrap().split('\t').collect();
    let (mut wrong, mut answers) = (Vec::new(), 0);
    for row in rows {
        let cells: Vec<_> = row.split('\t').collect();
        let text: String = serde_json::from_str(cells[1]).unwrap();
        if cfg!(windows) && text.contains(r"use .\m") {
            println!("SKIPPED: a backslash in `use`, because real Go's answers are from Linux");
            continue;
        }
        let mut real = "";
        for (column, cell) in columns.iter().zip(&cells).skip(2).filter(|(_, cell)| **cell != ".") {
            real = if *cell == "=" { real } else { cell };
            let (base, mode) = column.split_once(' ').unwrap();
            let described =
                machine(cells[0], &text, base).with("GOTOOLCHAIN", if mode == "mod" { "auto" } else { mode });
            let described = if mode == "mod" { described.with("GOFLAGS", "-mod=mod") } else { described };
            let told = told(&answer(&described.machine()), base);
            answers += 1;
            if !is_same(&told, &plain(real), base) {
                wrong.push(format!("{} {}, {column}:\n  real {real}\n  told {told}", cells[0], cells[1]));
            }
        }
    }
    assert!(answers > 9_000, "{answers}");
    assert!(wrong.is_empty(), "{} of {answers}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_backslash_separates_folders_only_on_windows() {
    let described = machine("go.work", "go 1.20\n\nuse .\\m\n", "go1.27.3");
    assert_eq!(answer(&described.machine()).refusal.is_none(), cfg!(windows));
}

#[test]
fn without_its_table_a_go_is_assumed_to_know_every_setting() {
    let described = machine("go.mod", "module m\n\ngo 1.20\ngodebug unknown=1\n", "go1.27.3");
    assert!(matches!(answer(&described.machine()).refusal, Some(GoError::File { .. })));
    let bare = described.without("/store/go1.27.3/src/internal/godebugs/table.go");
    assert_eq!(answer(&bare.machine()).refusal, None);
}
