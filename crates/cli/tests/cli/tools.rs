//! The programs installed by `go install`.
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use upgo_testkit::lab::{EXE, Lab};
use upgo_testkit::program::{Format, Program, make_executable};

use crate::lab;
use crate::schemas::fits;

/// A user whose Go is go1.27.3.
pub(crate) fn user() -> Lab {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    lab
}

/// The default folder for programs.
pub(crate) fn usual(lab: &Lab) -> PathBuf {
    lab.user().join("go").join("bin")
}

pub(crate) fn put(folder: &Path, name: &str, bytes: &[u8]) {
    std::fs::create_dir_all(folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    make_executable(&path);
}

pub(crate) fn put_tool(folder: &Path, name: &str, go: &str, text: &str) {
    put(folder, &format!("{name}{EXE}"), &Program::new(Format::here(), go, text).bytes());
}

const GOPLS: &str = "path\tgolang.org/x/tools/gopls\nmod\tgolang.org/x/tools/gopls\tv0.20.0\th1:abc=\n";
const OWN: &str = "path\texample.com/own/cmd/own\nmod\texample.com/own\t(devel)\t\nbuild\tvcs.modified=true\n";

fn names(report: &Value) -> Vec<&str> {
    report["tools"].as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap()).collect()
}

#[test]
fn each_program_is_listed_with_its_build_information() {
    let lab = user();
    let folder = usual(&lab);
    put_tool(&folder, "gopls", "go1.26.6", GOPLS);
    put_tool(&folder, "own", "go1.26.6", OWN);
    let report = lab.upgo(["tools", "--json"]).succeeds().json();
    fits("tools", &report);
    let expected = json!({
        "go": "go1.27.3",
        "folders": [folder],
        "tools": [
            {
                "name": "gopls",
                "program": folder.join(format!("gopls{EXE}")),
                "package": "golang.org/x/tools/gopls",
                "module": "golang.org/x/tools/gopls",
                "version": "v0.20.0",
                "source": "module",
                "builtWith": "go1.26.6",
                "outdated": true,
                "rebuilds": true,
                "obstacle": null,
                "update": "unknown",
                "latest": null,
                "needs": null,
                "retracted": false,
                "updates": false,
            },
            {
                "name": "own",
                "program": folder.join(format!("own{EXE}")),
                "package": "example.com/own/cmd/own",
                "module": "example.com/own",
                "version": "(devel)",
                "source": "checkout",
                "builtWith": "go1.26.6",
                "outdated": true,
                "rebuilds": false,
                "obstacle": "it was built from a local checkout; rebuild it there",
                "update": "local",
                "latest": null,
                "needs": null,
                "retracted": false,
                "updates": false,
            },
        ],
        "warnings": [],
    });
    assert_eq!(report, expected);
    let told = lab.upgo(["tools"]).succeeds().output;
    let expected = [
        "! gopls            v0.20.0      go1.26.6   golang.org/x/tools/gopls",
        "    Built with a Go older than go1.27. To rebuild it: `upgo tools rebuild gopls`.",
        "! own              (devel)      go1.26.6   example.com/own/cmd/own",
        "    Built with a Go older than go1.27. Upgo cannot rebuild it: it was built from a local checkout; rebuild it \
             there.",
        "",
    ];
    assert_eq!(told, expected.join("\n"));
}

#[test]
fn only_an_older_release_line_makes_a_program_outdated() {
    let lab = user();
    for (go, outdated) in [
        ("go1.26.6", true),
        ("go1.9", true),
        ("go1.26rc1", true),
        ("go1.26.6 X:boringcrypto", true),
        ("devel go1.26-0123abcd Mon Jun 1 10:00:00 2026 +0000", true),
        ("go1.27.0", false),
        ("go1.27rc1", false),
        ("go1.27.3", false),
        ("go1.28.1", false),
        ("devel go1.28-0123abcd Mon Nov 2 10:00:00 2026 +0000", false),
        ("unknown", false),
    ] {
        put_tool(&usual(&lab), "tool", go, GOPLS);
        let report = lab.upgo(["tools", "--json"]).succeeds().json();
        let tool = &report["tools"][0];
        assert_eq!((&tool["builtWith"], &tool["outdated"]), (&json!(go), &json!(outdated)), "{report:#}");
    }
}

#[test]
fn without_a_go_nothing_is_outdated() {
    let lab = lab();
    put_tool(&usual(&lab), "gopls", "go1.26.6", GOPLS);
    let report = lab.upgo(["tools", "--json"]).succeeds().json();
    fits("tools", &report);
    assert_eq!((&report["go"], &report["tools"][0]["outdated"]), (&Value::Null, &json!(false)));
}

#[test]
fn programs_of_go_itself_and_other_files_are_not_listed() {
    let lab = user();
    let folder = usual(&lab);
    put_tool(&folder, "gopls", "go1.27.3", GOPLS);
    put_tool(&folder, "gofmt", "go1.27.3", "path\tcmd/gofmt\nbuild\tGOOS=linux\n");
    put_tool(&folder, "without-modules", "go1.27.3", "");
    put(&folder, &format!("script{EXE}"), b"#!/bin/sh\n");
    put(&folder, &format!("empty{EXE}"), b"");
    put(&folder, &format!("other{EXE}"), &Program::with_data(Format::here(), vec![7; 64]).bytes());
    std::fs::create_dir_all(folder.join(format!("folder{EXE}"))).unwrap();
    std::fs::write(folder.join("notes.txt"), Program::new(Format::here(), "go1.27.3", GOPLS).bytes()).unwrap();
    let report = lab.upgo(["tools", "--json"]).succeeds().json();
    fits("tools", &report);
    assert_eq!(names(&report), ["gopls", "without-modules"]);
    let silent = &report["tools"][1];
    for field in ["package", "module", "version", "source"] {
        assert_eq!(silent[field], Value::Null, "{field}");
    }
    assert_eq!(report["warnings"], json!([]));
}

#[test]
fn searches_gobin_and_every_gopath_folder_once() {
    let lab = user();
    let [one, two, own] = ["one", "two", "own"].map(|name| lab.path(name));
    for (folder, name) in [(one.join("bin"), "a"), (two.join("bin"), "b"), (own.clone(), "c"), (own.clone(), "a")] {
        put_tool(&folder, name, "go1.27.3", GOPLS);
    }
    let workspaces = std::env::join_paths([&one, &two]).unwrap();
    let asked =
        |gobin: &Path| lab.upgo(["tools", "--json"]).with("GOBIN", gobin).with("GOPATH", &workspaces).succeeds().json();
    let report = asked(&own);
    assert_eq!(report["folders"], json!([own, one.join("bin"), two.join("bin")]));
    assert_eq!(names(&report), ["a", "c", "a", "b"]);
    assert_eq!(names(&asked(&two.join("bin"))), ["b", "a"]);
    let none = lab.upgo(["tools"]).succeeds().output;
    assert_eq!(none, format!("There are no Go programs in {}.\n", usual(&lab).display()));
}

#[test]
fn a_program_with_damaged_build_information_gives_a_warning() {
    let lab = user();
    put_tool(&usual(&lab), "damaged", "go1.27.3", "path\tx\nmod\tx\n");
    put_tool(&usual(&lab), "gopls", "go1.27.3", GOPLS);
    let report = lab.upgo(["tools", "--json"]).succeeds().json();
    fits("tools", &report);
    assert_eq!(names(&report), ["gopls"]);
    let message = report["warnings"][0]["message"].as_str().unwrap();
    assert!(message.ends_with("line 2 of its build info is invalid: a module needs a path and a version"), "{message}");
    let told = lab.upgo(["tools"]).succeeds();
    assert!(told.errors.contains(&format!("damaged{EXE}: line 2 of its build info is invalid")), "{told}");
}

#[test]
fn an_unreadable_folder_gives_a_warning() {
    let lab = user();
    let file = lab.path("file");
    std::fs::write(&file, "").unwrap();
    let report = lab.upgo(["tools", "--json"]).with("GOBIN", &file).succeeds().json();
    fits("tools", &report);
    assert_eq!(report["tools"], json!([]));
    assert_eq!(report["warnings"][0]["message"], format!("{}: it cannot be read", file.display()));
}
