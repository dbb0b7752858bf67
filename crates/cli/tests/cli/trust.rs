//! A home is not trusted because it is there: what another account, another program or a damaged journal put into it
//! makes Upgo change nothing outside.
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use upgo_testkit::lab::{Lab, names_in};
use upgo_testkit::limit::InTime as _;

use crate::lab;

/// The text of a plan that was interrupted in each of its steps.
fn journal_of(steps: &[Value]) -> String {
    let plan = json!({ "action": "environment", "from": null, "to": null, "steps": steps });
    let intent =
        json!({ "record": "intent", "format": 1, "at": "2026-01-01T00:00:00Z", "by": "upgo env", "plan": plan });
    let begun = (0..steps.len()).map(|step| json!({ "record": "begin", "step": step }));
    let lines: Vec<String> = std::iter::once(intent).chain(begun).map(|record| record.to_string() + "\n").collect();
    lines.concat()
}

/// Puts an interrupted plan into the home.
fn interrupt(lab: &Lab, steps: &[Value]) -> PathBuf {
    let folder = lab.home().join("journal");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("00000099.running.jsonl");
    fs::write(&path, journal_of(steps)).unwrap();
    path
}

/// A step that replaces a script of Upgo's; taking it back writes `before`.
fn script(path: &Path, before: &str, after: Option<&str>) -> Value {
    let text = |text: &str| json!({ "text": text });
    let write = json!({ "kind": "script", "path": { "text": path }, "before": text(before), "after": after.map(text) });
    json!({ "kind": "editEnvironment", "purpose": "asked", "change": { "purpose": "edit", "writes": [write] } })
}

#[test]
fn root_reads_a_home_of_another_account_and_changes_nothing_in_it() {
    let lab = lab().with_release("go1.26.6");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let victim = lab.path("victim");
    let journal = interrupt(&lab, &[script(&lab.home().join("env"), "planted", None)]);
    fs::create_dir_all(lab.home().join("staging/7-tree")).unwrap();
    fs::remove_file(lab.home().join("store.lock")).unwrap();
    if !lab.give_home_to_nobody() {
        println!("SKIPPED: only root can give a folder away");
        return;
    }
    let before = everything_in(&lab.user());
    for command in ["status", "list", "history", "doctor", "why", "check", "log", "env"] {
        lab.upgo([command]).ends();
    }
    assert_eq!(everything_in(&lab.user()), before);
    assert!(journal.exists() && !victim.exists());
    for command in [&["use", "1.26.6"][..], &["purge", "--yes"], &["cache", "clean"], &["rollback", "--yes"]] {
        let refused = lab.upgo(command).ends();
        assert!(refused.errors.contains("UPGO-PERMISSION-ACCOUNT"), "{refused}");
    }
    assert_eq!(everything_in(&lab.user()), before);
}

/// Whoever made the folder that `UPGO_HOME` names, and opened it to all, could record a change of this account's files.
#[test]
fn a_home_of_another_account_is_only_read_without_rights_over_everything_too() {
    let lab = lab().with_release("go1.26.6");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let journal = interrupt(&lab, &[script(&lab.home().join("env"), "planted", None)]);
    let (Some(status), Some(switch)) =
        (lab.upgo_without_rights(["status", "--json"]), lab.upgo_without_rights(["use", "1.26.6"]))
    else {
        println!("SKIPPED: only root can be another account here");
        return;
    };
    // It belongs to root, and all may write in it.
    let opened = Command::new("chmod").args(["-R", "a+rwX"]).arg(lab.user()).status_in_time().unwrap();
    assert!(opened.success());
    let before = everything_in(&lab.user());
    status.succeeds();
    let refused = switch.exits(5);
    assert!(refused.errors.contains("UPGO-PERMISSION-ACCOUNT"), "{refused}");
    assert!(refused.errors.contains("not to the account that runs Upgo"), "{refused}");
    assert_eq!(everything_in(&lab.user()), before);
    assert!(journal.exists());
}

/// Each path with its owner, rights and size.
fn everything_in(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let metadata = entry.path().symlink_metadata().unwrap();
            let size = if metadata.is_dir() { 0 } else { metadata.len() };
            found.push(format!("{} {} {:o} {size}", entry.path().display(), metadata.uid(), metadata.mode()));
            if metadata.is_dir() {
                folders.push(entry.path());
            }
        }
    }
    found.sort();
    found
}

type Step = Box<dyn Fn(&Lab) -> Value>;

/// An edit of a file in the folder of a project.
fn edit(folder: &Path, file: &str) -> Value {
    let (folder, digest) = (json!({ "text": folder }), "0".repeat(64));
    let file = json!({ "path": { "text": file }, "was": digest, "becomes": digest, "hunks": [] });
    json!({ "kind": "editProject", "folder": folder, "version": "go1.27.3", "files": [file] })
}

/// An edit of the settings of an editor.
fn settings_of_editor(path: &Path) -> Value {
    let write = json!({ "kind": "editor", "path": { "text": path }, "settings": [], "removes": true, "splices": [] });
    json!({ "kind": "editEnvironment", "purpose": "asked", "change": { "purpose": "edit", "writes": [write] } })
}

/// The Go of the home, as a step names it.
fn builder(lab: &Lab) -> Value {
    let program = lab.home().join("toolchains/go1.26.6/bin/go");
    json!({ "version": "go1.26.6", "program": { "text": program }, "system": "linux/amd64" })
}

fn outside(lab: &Lab) -> PathBuf {
    lab.path("outside")
}

/// Steps that name what no step of their kind touches.
fn steps_out_of_reach() -> Vec<(&'static str, Step)> {
    let text = |path: &Path| json!({ "text": path });
    let splice =
        json!({ "before": null, "after": null, "at": 0, "removed": { "text": "" }, "inserted": { "text": "" } });
    vec![
        ("a script elsewhere", Box::new(move |lab| script(&outside(lab), "planted", None))),
        ("a script above the home", Box::new(move |lab| script(&lab.home().join("../../env"), "planted", None))),
        (
            "a startup file elsewhere",
            Box::new(move |lab| {
                let write = json!({ "kind": "profile", "path": text(&outside(lab)), "splice": &splice });
                json!({ "kind": "editEnvironment", "purpose": "go", "change": { "purpose": "edit", "writes": [write] } })
            }),
        ),
        (
            "the settings of an editor elsewhere",
            Box::new(move |lab| settings_of_editor(&outside(lab).join("Code/User/settings.json"))),
        ),
        ("another file of the user", Box::new(move |lab| settings_of_editor(&lab.user().join("settings.json")))),
        (
            "a tree that Upgo did not set aside",
            Box::new(
                move |lab| json!({ "kind": "setAside", "from": text(&outside(lab)), "to": text(&lab.path("precious")) }),
            ),
        ),
        (
            "a setting that does not exist",
            Box::new(|_| json!({ "kind": "changeSetting", "key": "planted", "from": "x", "to": null })),
        ),
        (
            "a setting with more than a value",
            Box::new(
                |_| json!({ "kind": "changeSetting", "key": "proof", "from": "\"digest\"\nproxy = \"http://x/\"", "to": null }),
            ),
        ),
        (
            "a program outside the user's folders",
            Box::new(move |lab| {
                let was = "0".repeat(64);
                let kept = json!({ "change": 1, "step": 0 });
                json!({ "kind": "restoreTool", "program": text(&outside(lab)), "was": was, "kept": kept })
            }),
        ),
        (
            "Upgo's own programs outside the user's folders",
            Box::new(move |lab| {
                let (folder, programs) = (text(&lab.path("precious")), json!([{ "name": "upgo", "was": null }]));
                let (from, to) = ("0.1.0", "0.2.0");
                json!({ "kind": "replaceUpgo", "folder": folder, "from": from, "to": to, "programs": programs })
            }),
        ),
        (
            "another program in place of Upgo's own",
            Box::new(move |lab| {
                let (folder, programs) = (text(&lab.home().join("bin")), json!([{ "name": "../x", "was": null }]));
                let (from, to) = ("0.1.0", "0.2.0");
                json!({ "kind": "replaceUpgo", "folder": folder, "from": from, "to": to, "programs": programs })
            }),
        ),
        (
            "a program to rebuild outside the user's folders",
            Box::new(move |lab| {
                let recipe = json!({ "package": "p", "module": "p", "version": "v1", "flags": [], "variables": {} });
                json!({
                    "kind": "rebuildTool", "program": text(&outside(lab)), "was": "0".repeat(64),
                    "builtWith": "go1.25.1", "recipe": recipe, "go": builder(lab), "hosts": [],
                })
            }),
        ),
        (
            "a cache outside the user's folders",
            Box::new(move |lab| {
                let folder = text(&lab.path("precious"));
                json!({ "kind": "cleanCache", "cache": "build", "folder": folder, "go": builder(lab), "sizeBytes": 1 })
            }),
        ),
        (
            "a folder outside to which Upgo's programs return",
            Box::new(move |lab| {
                let (folder, kept) = (text(&lab.path("precious")), json!({ "change": 1, "step": 0 }));
                json!({ "kind": "restoreUpgo", "folder": folder, "from": "0.1.0", "to": "0.2.0", "kept": kept })
            }),
        ),
        (
            "another Upgo outside to try",
            Box::new(|lab| json!({ "kind": "tryUpgo", "version": "0.2.0", "folder": lab.path("precious") })),
        ),
        (
            "a package of Upgo with another name",
            Box::new(|_| {
                let package = json!({ "filename": "../outside", "sha256": "0".repeat(64), "size": 1 });
                json!({ "kind": "downloadUpgo", "version": "0.2.0", "package": package, "sources": [] })
            }),
        ),
        (
            "a machine-wide Go of no family",
            Box::new(|_| json!({ "kind": "changeSystem", "arch": "../precious", "from": null, "to": null })),
        ),
        ("a file in a project that names no Go", Box::new(move |lab| edit(&lab.user(), ".bashrc"))),
        ("a file outside of the project", Box::new(move |lab| edit(&lab.user(), "../precious/go.mod"))),
    ]
}

#[test]
fn a_journal_cannot_name_a_file_that_upgo_never_changes() {
    for (what, step) in steps_out_of_reach() {
        let lab = lab().with_release("go1.26.6");
        lab.upgo(["install", "1.26.6", "--use"]).succeeds();
        fs::create_dir(lab.path("precious")).unwrap();
        let journal = interrupt(&lab, &[step(&lab)]);
        let status = lab.upgo(["status", "--json"]).succeeds().json();
        let warnings = status["warnings"].to_string();
        assert!(warnings.contains("UPGO-HOME-DAMAGED"), "{what}: {warnings}");
        assert!(!outside(&lab).exists() && lab.path("precious").exists(), "{what}");
        assert!(
            !journal.exists() && names_in(&lab.home().join("journal")).iter().any(|name| name.ends_with(".refused"))
        );
        let again = lab.upgo(["status", "--json"]).succeeds().json();
        assert!(!again["warnings"].to_string().contains("UPGO-HOME-DAMAGED"), "{what}: it is reported once");
        lab.upgo(["use", "1.26.6"]).succeeds();
    }
}

#[test]
fn a_kept_file_is_restored_only_where_the_change_put_it() {
    let lab = lab().with_release("go1.26.6");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let (outside, kept) = (lab.path("outside"), lab.home().join("replaced/99-0"));
    fs::write(&outside, "mine").unwrap();
    fs::create_dir_all(&kept).unwrap();
    fs::write(kept.join("0"), "planted").unwrap();
    let digest = |text: &str| upgo_engine::base::digest::Sha256::of(text.as_bytes()).to_string();
    let place = json!({
        "path": { "text": outside },
        "was": { "file": digest("planted") },
        "becomes": { "file": digest("mine") },
    });
    let tree = lab.home().join("toolchains/go1.26.6");
    for subject in [&outside, &tree] {
        let record = json!({ "subject": { "text": subject }, "places": [place] });
        fs::write(kept.join("replaced.json"), record.to_string()).unwrap();
        let repair = json!({ "kind": "repairFiles", "version": "go1.26.6", "files": null });
        interrupt(&lab, &[repair, json!({ "kind": "switch", "from": "go1.26.6", "to": "go1.26.5" })]);
        lab.upgo(["status"]).succeeds();
        assert_eq!(fs::read_to_string(&outside).unwrap(), "mine");
        fs::create_dir_all(&kept).unwrap();
    }
}

#[test]
fn links_in_the_place_of_upgos_folders_are_not_followed() {
    for name in ["staging", "toolchains", "journal", "cache", "receipts", "replaced", "logs", "packages", "bin"] {
        let lab = lab().with_release("go1.26.6");
        lab.upgo(["install", "1.26.6", "--use"]).succeeds();
        let precious = lab.path("precious");
        let folder = lab.home().join(name);
        if folder.exists() {
            fs::rename(&folder, lab.path("moved")).unwrap();
        }
        fs::create_dir_all(precious.join("7-tree")).unwrap();
        fs::write(precious.join("go1.26.6.zip"), "mine").unwrap();
        symlink(&precious, &folder).unwrap();
        for command in [&["status"][..], &["list"], &["cache", "clean"], &["purge", "--yes"], &["install", "1.26.6"]] {
            lab.upgo(command).ends();
        }
        assert_eq!(names_in(&precious), ["7-tree", "go1.26.6.zip"], "{name}");
        let refused = lab.upgo(["use", "1.26.6"]).exits(5);
        assert!(refused.errors.contains("UPGO-HOME-FOREIGN"), "{name}: {refused}");
    }
}

#[test]
fn a_folder_that_upgo_did_not_make_is_never_swept_or_purged() {
    let lab = lab().with_release("go1.26.6");
    // Names that only Upgo uses are not evidence: whoever knows them can write them.
    let known = ["watch.json", "watching.lock", "logs/upgo.log", "settings-last-good.toml", "journal/00000001.jsonl"];
    let files = ["staging/7-work/a", "cache/b", "logs/c", "packages/d", "toolchains/e", "receipts/f", "mine"];
    for file in files.into_iter().chain(known) {
        let path = lab.home().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "mine").unwrap();
    }
    fs::write(lab.home().join("journal/00000002.jsonl"), "{\"record\":\"intent\"").unwrap();
    let other_plan = json!({ "record": "plan", "by": "another program", "plan": { "steps": [] } });
    fs::write(lab.home().join("journal/00000003.jsonl"), format!("{other_plan}\n")).unwrap();
    let before = everything_in(&lab.home());
    for command in [&["status"][..], &["list"], &["check"], &["cache", "clean"], &["purge", "--yes"]] {
        lab.upgo(command).ends();
    }
    for command in [&["install", "1.26.6"][..], &["settings", "set", "channels", "stable,rc"], &["purge", "--yes"]] {
        let refused = lab.upgo(command).exits(5);
        assert!(refused.errors.contains("UPGO-HOME-FOREIGN"), "{refused}");
    }
    assert_eq!(everything_in(&lab.home()), before);
}

#[test]
fn a_home_beside_files_of_the_user_is_used_and_purged_without_them() {
    let lab = lab().with_release("go1.26.6");
    fs::create_dir_all(lab.home()).unwrap();
    fs::write(lab.home().join("mine"), "mine").unwrap();
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["purge", "--yes"]).succeeds();
    assert_eq!(names_in(&lab.home()), ["mine"]);
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
}

#[test]
fn other_accounts_can_read_nothing_in_a_home() {
    let lab = lab().with_release("go1.26.6");
    fs::create_dir_all(lab.home()).unwrap();
    fs::set_permissions(lab.home(), fs::Permissions::from_mode(0o755)).unwrap();
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["settings", "set", "channels", "stable,rc"]).succeeds();
    lab.upgo(["env", "set", "GOPROXY", "https://user:secret@proxy.example"]).succeeds();
    lab.upgo(["status"]).succeeds();
    let mode = |path: &Path| path.symlink_metadata().unwrap().mode() & 0o777;
    assert_eq!(mode(&lab.home()), 0o700);
    let journal = names_in(&lab.home().join("journal")).into_iter().map(|name| format!("journal/{name}"));
    let files = ["settings.toml", "settings-last-good.toml", "env", "store.lock", "logs/upgo.log"].map(str::to_owned);
    for name in files.into_iter().chain(journal) {
        assert_eq!(mode(&lab.home().join(&name)), 0o600, "{name}");
    }
}

#[test]
fn a_file_keeps_its_rights_and_a_home_that_is_opened_on_purpose_stays_open() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["settings", "set", "channels", "stable,rc"]).succeeds();
    let settings = lab.home().join("settings.toml");
    for (path, mode) in [(&settings, 0o640), (&lab.home(), 0o755)] {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
    lab.upgo(["settings", "set", "channels", "stable"]).succeeds();
    lab.upgo(["upgrade"]).succeeds();
    assert_eq!(settings.metadata().unwrap().mode() & 0o777, 0o640);
    assert_eq!(lab.home().metadata().unwrap().mode() & 0o777, 0o755);
}

#[test]
fn nothing_is_written_through_a_link_in_a_shared_folder() {
    let lab = lab().with_release("go1.26.6");
    let (precious, shared) = (lab.path("precious"), lab.path("tmp"));
    fs::write(&precious, "mine").unwrap();
    let planted = lab.path("planted/telemetry");
    fs::create_dir_all(&planted).unwrap();
    symlink(&precious, planted.join("mode")).unwrap();
    // Names that could be guessed, for the processes that come next.
    for process in std::process::id()..std::process::id() + 5000 {
        symlink(planted.parent().unwrap(), shared.join(format!("upgo-probe-{process}"))).unwrap();
        symlink(&precious, shared.join(format!("exported.toml.{process}-ThreadId1.new"))).unwrap();
    }
    let other = lab.user().join("other/bin");
    fs::create_dir_all(&other).unwrap();
    fs::copy(lab.sample_go(), other.join("go")).unwrap();
    lab.upgo(["status"]).with("PATH", &other).succeeds();
    lab.upgo(["settings", "set", "channels", "stable,rc"]).succeeds();
    lab.upgo(["settings", "export", "exported.toml"]).within(&shared).succeeds();
    assert_eq!(fs::read_to_string(&precious).unwrap(), "mine");
}

/// Whoever writes to a home first marks it: the log of a command that only reads must not make it a stranger's.
#[test]
fn a_home_to_which_a_reader_wrote_first_is_still_upgos_own() {
    for reader in [&["status"][..], &["env"], &["why"], &["list"], &["history"], &["doctor"], &["settings"]] {
        let lab = lab();
        fs::create_dir_all(lab.home()).unwrap();
        fs::write(lab.home().join("settings.toml"), "keep-versions = 7\n").unwrap();
        lab.upgo(reader).ends();
        let kept = lab.upgo(["settings", "get", "keep-versions", "--json"]).succeeds().json();
        assert_eq!(kept["value"], 7, "after {reader:?}");
    }
}
