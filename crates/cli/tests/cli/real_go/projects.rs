//! Go's own edits, predictions and errors for the files of projects.
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::Path;

use serde_json::json;
use upgo_engine::projects::edit::{GoLines, ToolchainLine, with_go_lines};
use upgo_testkit::lab::Lab;
use upgo_testkit::limit::InTime as _;
use upgo_testkit::real_go;

use super::{go, module, quick_lab};

#[test]
fn the_prediction_for_a_project_is_what_real_go_does() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let folder = lab.path("project");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("m.go"), "package m\n").unwrap();
    let path = upgo_testkit::system::path_after(&lab.home().join("bin"));
    for (lines, toolchain) in [
        ("go 1.26", ""),
        ("go 1.27.3", ""),
        ("go 1.27.3", "local"),
        ("go 1.26\ntoolchain go1.27.3", "path"),
        ("go 1.26\ntoolchain go1.27", "auto"),
        ("go 1.27.3\ntoolchain default", "auto"),
        ("go 1.26", "go1.27.3"),
        ("go 1.26", "go1.27.3+nonsense"),
    ] {
        std::fs::write(folder.join("go.mod"), format!("module m\n\n{lines}\n")).unwrap();
        let why = lab.upgo(["why", "--json"]).within(&folder).with("PATH", &path).with("GOTOOLCHAIN", toolchain);
        let why = why.succeeds().json();
        let real = |words: &[&str]| {
            let mut go = go(&lab, &folder, words);
            go.env("PATH", &path).env("GOTOOLCHAIN", toolchain).output_in_time().unwrap()
        };
        let version = String::from_utf8(real(&["version"]).stdout).unwrap();
        assert_eq!(why["toolchain"]["version"].as_str(), version.split(' ').nth(2), "{lines} {toolchain}: {why:#}");
        let lists = real(&["list", "."]);
        assert_eq!(why["works"], lists.status.success(), "{lines} {toolchain}: {lists:?} {why:#}");
    }
}

#[test]
fn a_pinned_module_has_the_bytes_that_real_go_writes() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    for (index, lines) in [
        "go 1.26\n",
        "go 1.26 // why\n\n// the usual one\ntoolchain go1.26.6\n",
        "go 1.26\n\nrequire (\n\texample.com/a v1.0.0 // indirect\n\texample.com/b v1.0.0\n)\n",
        "// our language\ngo 1.26\n\ngodebug panicnil=1\n",
    ]
    .into_iter()
    .enumerate()
    {
        let [ours, theirs] = ["ours", "theirs"].map(|name| {
            let folder = lab.path(&format!("{name}-{index}"));
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join("go.mod"), format!("module m\n\n{lines}")).unwrap();
            folder
        });
        lab.upgo(["pin", "1.27.3"]).within(&ours).succeeds();
        let edited =
            go(&lab, &theirs, &["mod", "edit", "-toolchain=go1.27.3"]).env("GOTOOLCHAIN", "local").output_in_time();
        assert!(edited.as_ref().unwrap().status.success(), "{edited:?}");
        let read = |folder: &Path| std::fs::read_to_string(folder.join("go.mod")).unwrap();
        assert_eq!(read(&ours), read(&theirs), "{lines:?}");
        let version = go(&lab, &ours, &["version"]).output_in_time().unwrap();
        assert_eq!(String::from_utf8_lossy(&version.stdout).trim(), "go version go1.27.3 linux/amd64", "{lines:?}");
    }
}

/// The `go.mod` files in the scripts of Go's own tests.
fn modules_of_go(lab: &Lab) -> BTreeSet<String> {
    let scripts = lab.home().join("toolchains/go1.27.3/src/cmd/go/testdata/script");
    let mut modules = BTreeSet::new();
    for script in std::fs::read_dir(scripts).unwrap() {
        let text = std::fs::read_to_string(script.unwrap().path()).unwrap_or_default();
        for part in text.split("\n-- ").skip(1) {
            if let Some((_, content)) = part.split_once(" --\n").filter(|(name, _)| name.ends_with("go.mod")) {
                modules.insert(format!("{}\n", content.trim_end_matches('\n')));
            }
        }
    }
    modules
}

#[test]
#[ignore = "long"]
fn the_lines_of_hundreds_of_modules_are_edited_as_real_go_does() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let (folder, wish) = (lab.path("edited"), ["-go=1.27", "-toolchain=go1.27.3"]);
    std::fs::create_dir_all(&folder).unwrap();
    let edited = |text: &str, flags: &[&str]| {
        std::fs::write(folder.join("go.mod"), text).unwrap();
        let words: Vec<&str> = ["mod", "edit"].iter().chain(flags).copied().collect();
        let ran = go(&lab, &folder, &words).env("GOTOOLCHAIN", "local").output_in_time().unwrap();
        ran.status.success().then(|| std::fs::read_to_string(folder.join("go.mod")).unwrap())
    };
    let (mut all, mut same) = (0, 0);
    for text in modules_of_go(&lab).iter().step_by(3) {
        let Some(theirs) = edited(text, &wish) else { continue };
        let lines = GoLines { go: Some("1.27"), toolchain: ToolchainLine::Set("go1.27.3") };
        let Ok(ours) = with_go_lines(text, lines) else { continue };
        all += 1;
        if ours == theirs {
            same += 1;
            continue;
        }
        assert_eq!(edited(&ours, &wish).as_ref(), Some(&theirs), "the content of {text:?}");
        // The go command reformats a file, and sorts its `exclude` lines.
        let is_formatted = edited(text, &["-fmt"]).as_ref() == Some(text);
        assert!(!is_formatted || text.contains("exclude"), "{text:?}: {ours:?} {theirs:?}");
    }
    assert!(all > 200 && same * 2 > all, "{same} of {all} have the same bytes");
}

#[test]
fn the_error_for_a_broken_go_mod_or_go_work_is_that_of_real_go() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let folder = lab.path("work/m");
    for name in ["m", "n"] {
        let module = lab.path("work").join(name);
        std::fs::create_dir_all(&module).unwrap();
        std::fs::write(module.join("m.go"), format!("package {name}\n")).unwrap();
        std::fs::write(module.join("go.mod"), format!("module {name}\n\ngo 1.20\n")).unwrap();
    }
    let path = upgo_testkit::system::path_after(&lab.home().join("bin"));
    let modules = [
        "",
        "go 1.20\ngo 1.20\n",
        "go 1.20 // x\n",
        "/* x */\n",
        "go 1.20\ntoolchain\n",
        "go 1.20\ntoolchain //\n",
        "go (\n1.20\n)\n",
        "go \"1.20\"\n",
        "go 1.20\nunknown x\n",
        "go 1.20\nrequire (\n",
        "go 1.20\nmodule x\n",
        "go 1.20\nrequire example.com/x v2.0.0\n",
        "go 1.20\ntool m/cmd\n",
        "go 1.20\ntool ./cmd\n",
        "go 1.20\n\0\n",
        "go 1.20\ngodebug panicnil=1\n",
        "go 1.20\ngodebug unknown=1\n",
        "go 1.20\ngodebug asynctimerchan=1\n",
        "go 1.20\nretract [v1.0.0, v1.1.0]\n",
        "go 1.20\nretract [v1.0.0\n",
        "go 1.20\nreplace x => ./n\n",
        "go 1.20\nreplace x => n\n",
        "go 1.20\nignore x\n",
        "go 1.20\nexclude x v1.0.0\n",
        "\u{a0}go 1.20\n",
    ];
    let works = [
        "go 1.20\nuse ./m\n",
        "go 1.20\nuse (\n\t./m\n\t\"../work/n\"\n)\n",
        "go 1.20\nuse ./m ./n\n",
        "go 1.20\nuse ./m\nuse m\n",
        "go 1.20\nuse ./n\n",
        "go 1.20\n",
        "go 1.20\nuse ./missing\n",
        "go 1.20\ngo 1.20\nuse ./m\n",
        "go 1.20\nuse (\n\t./m\n",
        "go 1.20\nuse ./m\nreplace m => ./n\n",
        "go 1.20\nuse ./m\nrequire x v1.0.0\n",
        "go 1.20\nuse ./m // x\n",
    ];
    let file = |name: &str, text: &str| std::fs::write(lab.path("work").join(name), text).unwrap();
    let compare = |text: &str| {
        let why = lab.upgo(["why", "--json"]).within(&folder).with("PATH", &path).with("GOPROXY", "off");
        let why = why.succeeds().json();
        let build = go(&lab, &folder, &["build", "."]).env("PATH", &path).output_in_time().unwrap();
        assert_eq!(why["works"], build.status.success(), "{text:?}: {build:?} {why:#}");
        if let Some(told) = why["problem"]["causes"][0].as_str() {
            let said = String::from_utf8_lossy(&build.stderr).replace("go: ", "");
            assert!(said.contains(told.trim_start_matches("go: ")), "{text:?}: {said:?} {told:?}");
        }
    };
    for lines in modules {
        file("m/go.mod", &format!("module m\n\n{lines}"));
        compare(lines);
    }
    file("m/go.mod", "module m\n\ngo 1.20\n");
    for text in works {
        file("go.work", text);
        compare(text);
    }
}

#[test]
#[ignore = "long"]
fn the_godebug_defaults_that_change_are_those_of_both_real_toolchains() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["settings", "set", "keep-archives", "true"]).succeeds();
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let folder = module(&lab, "defaults", "1.26", "package main\n\nfunc main() {}\n");
    let listed = |version: &str| {
        let program = lab.home().join("toolchains").join(version).join("bin/go");
        let mut list = lab.command(program);
        list.args(["list", "-f", "{{.DefaultGODEBUG}}", "."]).current_dir(&folder).env("GOTOOLCHAIN", "local");
        list.env("GOPROXY", "off").env("GOFLAGS", "-mod=readonly").env("GOCACHE", real_go::build_cache());
        let output = list.output_in_time().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let values = String::from_utf8(output.stdout).unwrap();
        let pairs = values.trim().split(',').filter_map(|pair| pair.split_once('='));
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<BTreeMap<_, _>>()
    };
    let told = || {
        let words = ["whatsnew", "1.26.6", "1.27.3", "--json", "--project"].map(OsStr::new);
        let report = lab.upgo(words.into_iter().chain([folder.as_os_str()])).succeeds().json();
        assert_eq!(report["unknownDefaults"], json!([]), "{report:#}");
        report["projects"][0].clone()
    };
    let lines = [
        "",
        "go 1.16",
        "go 1.20",
        "go 1.21",
        "go 1.21.0",
        "go 1.22.5",
        "go 1.23",
        "go 1.24",
        "go 1.25rc1",
        "go 1.26",
        "go 1.26.6",
        "go 1.23\ngodebug default=go1.25",
        "go 1.25\ngodebug panicnil=1",
    ];
    for line in lines {
        std::fs::write(folder.join("go.mod"), format!("module example.com/defaults\n\n{line}\n")).unwrap();
        let (before, after) = (listed("go1.26.6"), listed("go1.27.3"));
        let project = told();
        let settings = project["settings"].as_array().unwrap();
        let names = before.keys().chain(after.keys()).collect::<BTreeSet<_>>();
        for name in names {
            let setting = settings.iter().find(|setting| setting["name"] == name.as_str());
            let (old, new) = (before.get(name), after.get(name));
            assert_eq!(setting.is_some(), old != new, "{line:?}: {name}: {project:#}");
            if let Some(setting) = setting {
                assert_eq!((&setting["before"], &setting["after"]), (&json!(old), &json!(new)), "{line:?}: {name}");
            }
        }
    }
    // The same from the archive, without the toolchain.
    let installed = told();
    lab.upgo(["remove", "1.27.3"]).succeeds();
    assert_eq!(told(), installed);
}
