//! Version files mean the same to every command: what Upgo's `go` runs, `exec project` runs, `use` and `install` take,
//! and `projects` lists. What one does not understand, none of them passes over.
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use upgo_testkit::lab::{EXE, Lab};

use crate::lab;

fn with_two() -> Lab {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6"]).succeeds();
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    lab.upgo(["settings", "set", "follow-projects", "true"]).succeeds();
    lab
}

/// A module with files, in a repository of its own.
fn module(lab: &Lab, name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = lab.path("code").join(name);
    fs::create_dir_all(folder.join(".git")).unwrap();
    fs::write(folder.join("go.mod"), format!("module example.com/{name}\n\ngo 1.25\n")).unwrap();
    for (file, text) in files {
        let file = folder.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    folder
}

fn utf16(text: &str) -> Vec<u8> {
    [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

/// The version that a `go version` prints.
fn named(output: &str) -> Option<String> {
    output.split(' ').nth(2).map(str::to_owned)
}

/// What each command makes of a folder: the version that `go` and `exec project` run; or the first line of an error.
fn answers(lab: &Lab, folder: &Path) -> [Result<String, String>; 2] {
    let go = lab.home().join("bin").join(format!("go{EXE}")).display().to_string();
    let exec = lab.upgo(["exec", "project", "--", "go", "version"]);
    [lab.other(&go, ["version"]), exec].map(|run| {
        let ran = run.within(folder).ends();
        named(&ran.output).ok_or_else(|| ran.errors.lines().next().unwrap_or_default().to_owned())
    })
}

type Files<'a> = &'a [(&'a str, &'a [u8])];

#[test]
fn every_command_reads_the_same_files_in_the_same_way() {
    let lab = with_two();
    let older = b"tools.go = '1.26.6'".as_slice();
    let powershell = utf16("1.26.6\r\n");
    let (asdf, mise) = (utf16("golang 1.26.6\r\n"), utf16("[tools]\r\ngo = '1.26'\r\n"));
    let cases: &[(&str, Files<'_>, &str)] = &[
        ("exact", &[(".go-version", b"1.26.6")], "go1.26.6"),
        ("least", &[(".go-version", b">=1.26.6\n")], "go1.27.3"),
        ("caret", &[(".go-version", b"^1.26.6\n")], "go1.27.3"),
        ("tilde", &[(".go-version", b"~1.26.1\n")], "go1.26.6"),
        ("fallbacks", &[(".tool-versions", b"golang 1.26.6 9.9 system\n")], "go1.26.6"),
        ("local", &[("mise.local.toml", older), ("mise.toml", b"tools.go = '1.27.3'")], "go1.26.6"),
        ("folder", &[("mise/config.toml", older)], "go1.26.6"),
        ("hidden", &[(".mise/config.toml", older), (".config/mise.toml", b"tools.go = '1.27'")], "go1.26.6"),
        ("config", &[(".config/mise/config.toml", older)], "go1.26.6"),
        ("both", &[(".mise.toml", older), ("mise.toml", b"tools.go = '1.27'")], "go1.26.6"),
        ("utf16", &[(".go-version", &powershell)], "go1.26.6"),
        ("utf16asdf", &[(".tool-versions", &asdf)], "go1.26.6"),
        ("utf16mise", &[("mise.toml", &mise)], "go1.26.6"),
    ];
    for (name, files, expected) in cases {
        let folder = module(&lab, name, files);
        for answer in answers(&lab, &folder) {
            assert_eq!(answer.as_deref(), Ok(*expected), "{name}");
        }
        let uses = lab.upgo(["use", "--dry-run", "--json"]).within(&folder).succeeds().json();
        assert_eq!(uses["plan"]["to"], **expected, "{name}: {uses:#}");
    }
    // `projects` finds each of them where its project is
    let report = lab.upgo(["projects".as_ref(), lab.path("code").as_os_str(), "--json".as_ref()]).succeeds().json();
    assert_eq!(report["warnings"], json!([]), "{report:#}");
    for project in report["projects"].as_array().unwrap() {
        let name = project["name"].as_str().unwrap();
        let (_, files, expected) = cases.iter().find(|(case, ..)| *case == name).unwrap();
        let kinds = ["goVersionFile", "toolVersions", "mise"];
        let by = |one: &&Value| kinds.iter().any(|kind| one["by"] == *kind);
        let asked = project["asked"].as_array().unwrap().iter().find(by).unwrap_or_else(|| panic!("{project:#}"));
        assert!(asked["file"].as_str().unwrap().replace('\\', "/").ends_with(files[0].0), "{name}: {project:#}");
        assert_eq!(project["today"]["version"], **expected, "{name}: {project:#}");
    }
}

#[test]
fn what_is_not_understood_stops_every_command_with_the_name_of_the_file() {
    let lab = with_two();
    let next = ("mise.toml", b"tools.go = '1.26.6'".as_slice());
    let cases: &[(&str, &[u8], &str)] = &[
        (".go-version", b"ref:master", "names no Go version"),
        (".go-version", b"27", "names no Go version"),
        (".go-version", b"golang 1.26.6", "names no Go version"),
        (".go-version", b"{{ go_version }}", "names no Go version"),
        (".go-version", b">=1.20 <1.27", "names no Go version"),
        (".go-version", b"oldstable", "names no Go version"),
        (".tool-versions", b"golang path:/opt/go 1.26.6", "names no Go version"),
        (".mise.toml", b"[tools\ngo = '1.26.6'", "is not valid TOML"),
        (".mise.toml", b"<<<<<<< ours\n[tools]\ngo = '1.26.6'\n", "is not valid TOML"),
        (".mise.toml", b"[tools]\ngo = 1.26\n", "names no Go version"),
        (".mise.toml", b"[tools]\ngo = '1.26.6'\ngo = '1.27.3'\n", "is not valid TOML"),
    ];
    for (at, (file, text, says)) in cases.iter().enumerate() {
        let folder = module(&lab, &format!("m{at}"), &[(*file, *text), next]);
        let inner = folder.join("in");
        fs::create_dir_all(&inner).unwrap();
        for answer in answers(&lab, &inner) {
            let error = answer.unwrap_err();
            assert!(error.contains(file) && error.contains(says), "{file}: {text:?}: {error}");
        }
        for words in [&["use", "--json"][..], &["install", "--json"], &["shell", "project", "--print", "--json"]] {
            let error = lab.upgo(words).within(&inner).exits(1).json()["error"].clone();
            assert_eq!(error["code"], "UPGO-PROJECT-FILE", "{file}: {words:?}: {error:#}");
            assert!(error["message"].as_str().unwrap().contains(says), "{file}: {words:?}: {error:#}");
            assert!(error["next"].as_str().unwrap().contains(file), "{file}: {words:?}: {error:#}");
        }
        let report = lab.upgo(["projects".as_ref(), folder.as_os_str(), "--json".as_ref()]).succeeds().json();
        let warned = report["warnings"][0]["message"].as_str().unwrap_or_default().to_owned();
        assert!(warned.contains(file) && warned.contains(says), "{file}: {report:#}");
    }
}

/// What stands in the place of a version file and is none: each command stops at it, `projects` warns, and a gate fails.
#[test]
fn what_is_no_version_file_in_its_place_stops_every_command_too() {
    let lab = with_two();
    let large = vec![b'#'; 70_000];
    let is_folder = module(&lab, "folder", &[(".go-version/inner", b"1.26.6")]);
    let is_large = module(&lab, "large", &[(".tool-versions", &large)]);
    let mut cases = vec![(is_folder, ".go-version"), (is_large, ".tool-versions")];
    if cfg!(unix) {
        let outside = lab.path("code").join("elsewhere");
        fs::write(&outside, "1.26.6\n").unwrap();
        for (name, target) in [("broken", "missing"), ("outside", "../elsewhere")] {
            let folder = module(&lab, name, &[]);
            link(target, &folder.join(".go-version"));
            cases.push((folder, ".go-version"));
        }
        let inside = module(&lab, "inside", &[("versions/go", b"1.26.6\n")]);
        link("versions/go", &inside.join(".go-version"));
        assert_eq!(answers(&lab, &inside), [Ok("go1.26.6".to_owned()), Ok("go1.26.6".to_owned())]);
        let report = lab.upgo(["projects".as_ref(), inside.as_os_str(), "--json".as_ref()]).succeeds().json();
        assert_eq!(report["projects"][0]["today"]["version"], "go1.26.6", "{report:#}");
        let asked = report["projects"][0]["asked"].as_array().unwrap();
        assert!(asked.iter().any(|asked| asked["text"] == "1.26.6"), "{report:#}");
    }
    for (folder, file) in cases {
        for answer in answers(&lab, &folder) {
            assert!(answer.as_ref().is_err_and(|error| error.contains(file)), "{}: {answer:?}", folder.display());
        }
        let gate = ["projects".as_ref(), folder.as_os_str(), "--exit-code".as_ref(), "--json".as_ref()];
        let report = lab.upgo(gate).exits(10).json();
        let warned = report["warnings"][0]["message"].as_str().unwrap_or_default();
        assert!(warned.contains(file), "{report:#}");
        assert_eq!(report["disagreements"][0]["kind"], "unread", "{report:#}");
    }
}

#[cfg(unix)]
fn link(target: &str, at: &Path) {
    std::os::unix::fs::symlink(target, at).unwrap();
}

#[cfg(not(unix))]
fn link(_: &str, _: &Path) {}

#[test]
fn mises_settings_for_everything_are_no_version_file() {
    let lab = with_two();
    let config = lab.user().join(".config/mise");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("config.toml"), "[tools]\ngo = '1.19'\n").unwrap();
    let folder = lab.user().join("notes");
    fs::create_dir_all(&folder).unwrap();
    assert_eq!(answers(&lab, &folder)[0].as_deref(), Ok("go1.27.3"));
    let refused = lab.upgo(["pin", "1.26.6"]).within(&lab.user()).exits(1).errors;
    assert!(refused.contains("no version file that names a Go version"), "{refused}");
}

#[test]
fn settings_from_a_file_of_powershell_are_imported() {
    let lab = lab();
    lab.upgo(["settings", "set", "keep-versions", "7"]).succeeds();
    let text = lab.upgo(["settings", "export"]).succeeds().output;
    let file = lab.path("settings.txt");
    fs::write(&file, utf16(&text.replace('\n', "\r\n"))).unwrap();
    lab.upgo(["settings", "set", "keep-versions", "3"]).succeeds();
    lab.upgo(["settings".as_ref(), "import".as_ref(), file.as_os_str()]).succeeds();
    assert_eq!(lab.upgo(["settings", "get", "keep-versions"]).succeeds().output.trim(), "7");
}

#[test]
fn a_pin_creates_a_version_file_only_where_go_reads_it() {
    let lab = with_two();
    let folder = lab.path("new");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(".go-version");
    let dry = lab.upgo(["projects", "pin", "1.26.6", "--dry-run"]).within(&folder).succeeds().output;
    assert!(dry.contains("+1.26.6") && !file.exists(), "{dry}");
    lab.upgo(["projects", "pin", "1.26.6"]).within(&folder).succeeds();
    assert_eq!(fs::read_to_string(&file).unwrap(), "1.26.6\n");
    for answer in answers(&lab, &folder) {
        assert_eq!(answer.as_deref(), Ok("go1.26.6"));
    }
    lab.upgo(["rollback"]).succeeds();
    assert!(!file.exists(), "the undo deletes it");
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(fs::read_to_string(&file).unwrap(), "1.26.6\n");
    fs::write(&file, "1.27.3\n").unwrap();
    lab.upgo(["rollback", "--json"]).exits(1);
    assert_eq!(fs::read_to_string(&file).unwrap(), "1.27.3\n", "it was edited since");
    fs::write(&file, "# none\n").unwrap();
    lab.upgo(["projects", "pin", "1.26.6"]).within(&folder).exits(1);
    fs::remove_file(&file).unwrap();
    lab.upgo(["settings", "set", "follow-projects", "false"]).succeeds();
    let refused = lab.upgo(["projects", "pin", "1.26.6"]).within(&folder).exits(1).errors;
    assert!(refused.contains("settings set follow-projects true") && !file.exists(), "{refused}");
}
