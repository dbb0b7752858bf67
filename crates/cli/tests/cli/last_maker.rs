//! An undo takes back what its change made, and nothing that a later change made again.
use std::fs;

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;

use crate::{lab, pin};

/// Runs each line; `DIR` and `OTHER` are folders of the user.
fn run(lab: &Lab, lines: &[&str]) {
    for line in lines {
        lab.upgo(words(lab, line)).succeeds();
    }
}

fn words(lab: &Lab, line: &str) -> Vec<String> {
    let folder = |word: &str| match word {
        "DIR" => lab.user().join("tools").display().to_string(),
        "OTHER" => lab.user().join("other").display().to_string(),
        word => word.to_owned(),
    };
    line.split(' ').map(folder).collect()
}

/// The folder DIR as Upgo names it: on Windows, an entry of PATH keeps a variable.
fn dir(lab: &Lab) -> String {
    if cfg!(windows) { r"%USERPROFILE%\tools".to_owned() } else { lab.user().join("tools").display().to_string() }
}

/// The user's entries of PATH, and the variables that the user or the `go env -w` file sets.
fn environment(lab: &Lab) -> Value {
    let report = lab.upgo(["env", "--json"]).succeeds().json();
    let entries = report["path"]["entries"].as_array().unwrap().iter().filter(|entry| entry["source"] == "user");
    let is_set = |setting: &&Value| setting["source"] == "user" || setting["source"] == "go";
    let settings = |variable: &Value| -> Vec<Value> {
        let settings = variable["settings"].as_array().unwrap().iter().filter(is_set);
        settings.map(|setting| json!([variable["name"], setting["source"], setting["value"]])).collect()
    };
    json!({
        "path": entries.map(|entry| entry["text"].clone()).collect::<Vec<_>>(),
        "variables": report["variables"].as_array().unwrap().iter().flat_map(settings).collect::<Vec<_>>(),
    })
}

/// What is visible of the machine.
fn machine(lab: &Lab) -> Value {
    let current = lab.upgo(["status", "--json"]).ends().json()["current"]["version"].clone();
    let settings = fs::read_to_string(lab.home().join("settings.toml")).unwrap_or_default();
    let path = lab.upgo(["env", "--json"]).succeeds().json()["path"].clone(); // in order
    json!([environment(lab), path, lab.toolchains(), current, settings])
}

/// Each row makes a thing and makes it again. The undo of the change before the last one of the thing has nothing to take
/// back, and says so.
#[test]
fn what_a_later_change_made_again_stays() {
    let on_path = |by: u64| format!("DIR on PATH stays as change {by} left it");
    let proxy = |by: u64| format!("GOPROXY stays as change {by} left it");
    for (lines, id, says) in [
        (&["env path add DIR", "env path remove DIR", "env path add DIR"][..], 1, on_path(3)),
        (&["env path add OTHER", "env path add DIR", "env path remove DIR", "env path add DIR"], 2, on_path(4)),
        (&["env path add OTHER", "env path add DIR", "env path add DIR --first"], 2, on_path(3)),
        (&["env path add OTHER", "env path add DIR", "env path move DIR"], 2, on_path(3)),
        (&["env path add DIR", "env path remove DIR", "env path add DIR", "env path remove DIR"], 2, on_path(4)),
        (&["env set GOPROXY off", "env unset GOPROXY", "env set GOPROXY off"], 1, proxy(3)),
        (&["env set GOPROXY off", "env set GOPROXY direct", "env set GOPROXY off"], 1, proxy(3)),
        (&["env set GOPROXY off", "env set GOPROXY direct"], 1, proxy(2)),
        (
            &["env set GOPROXY off --scope go", "env unset GOPROXY --scope go", "env set GOPROXY off --scope go"],
            1,
            proxy(3),
        ),
        (&["install 1.26.6", "remove 1.26.6", "install 1.26.6"], 1, "go1.26.6 stays as change 3 left it".into()),
        (
            &["install 1.26.6", "remove 1.26.6", "install 1.26.6", "remove 1.26.6"],
            2,
            "go1.26.6 stays as change 4 left it".into(),
        ),
        (
            &["install 1.26.6 --use", "install 1.27.3 --use", "use 1.26.6", "use 1.27.3"],
            2,
            "change 4 has switched to go1.27.3 again".into(),
        ),
        (
            &["settings set proof digest", "settings set proof required", "settings set proof digest"],
            1,
            "change 3 has changed the setting proof again".into(),
        ),
    ] {
        let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
        run(&lab, lines);
        let before = machine(&lab);
        let says = says.replace("DIR", &dir(&lab));
        let error = lab.upgo(["rollback", &id.to_string(), "--json"]).exits(1).json()["error"].clone();
        let message = format!("change {id} cannot be undone: {says}");
        assert_eq!((&error["code"], &error["message"]), (&json!("UPGO-UNDO-BLOCKED"), &json!(message)), "{lines:?}");
        let newest = lines.len().to_string();
        assert!(error["next"].as_str().unwrap().contains(&format!("`upgo rollback {newest}`")), "{lines:?}: {error}");
        assert_eq!(machine(&lab), before, "{lines:?}");
        // The change that made it last is undone as ever.
        lab.upgo(["rollback", &newest]).succeeds();
        assert_ne!(machine(&lab), before, "{lines:?}");
    }
}

#[test]
fn the_rest_of_a_change_is_undone() {
    let lab = lab();
    run(&lab, &["env path add DIR OTHER", "env path remove DIR", "env path add DIR"]);
    let dir = dir(&lab);
    let undone = lab.upgo(["rollback", "1"]).succeeds();
    assert!(undone.errors.contains(&format!("{dir} on PATH stays as change 3 left it")), "{undone}");
    assert!(undone.errors.contains("To undo that: `upgo rollback 3`. (UPGO-UNDO-PARTIAL)"), "{undone}");
    assert_eq!(environment(&lab), json!({ "path": [dir], "variables": [] }));
    let again = lab.upgo(["rollback"]).succeeds();
    assert!(!again.errors.contains("UPGO-UNDO-PARTIAL"), "{again}");
    assert_eq!(environment(&lab)["path"].as_array().unwrap().len(), 2);
}

#[test]
fn a_project_that_was_pinned_again_stays() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    run(&lab, &["install 1.26.6 --use", "install 1.27.3"]);
    let folder = lab.user().join("pinned");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("go.mod"), "module m\n\ngo 1.25\n").unwrap();
    for version in ["1.27.3", "1.26.6", "1.27.3"] {
        lab.upgo(["pin", version]).within(&folder).succeeds();
    }
    let pinned = fs::read_to_string(folder.join("go.mod")).unwrap();
    let error = lab.upgo(["rollback", "3", "--json"]).exits(1).json()["error"].clone();
    let path = folder.join("go.mod");
    let says = format!("change 3 cannot be undone: {} stays as change 5 left it", path.display());
    assert_eq!((&error["code"], &error["message"]), (&json!("UPGO-UNDO-BLOCKED"), &json!(says)));
    assert_eq!(fs::read_to_string(&path).unwrap(), pinned);
    lab.upgo(["rollback", "5"]).succeeds();
    lab.upgo(["rollback", "4"]).succeeds();
    lab.upgo(["rollback", "3"]).succeeds();
    assert_eq!(fs::read_to_string(&path).unwrap(), "module m\n\ngo 1.25\n");
}

/// A change and its undo cancel each other out, so that the change before them is undone as if they were never made.
#[test]
fn an_undone_change_is_in_nobodys_way() {
    for lines in [
        &["env path add DIR", "env path remove DIR", "rollback 2"][..],
        &["env path add DIR", "env path remove DIR", "rollback 2", "rollback 3", "rollback 4"],
        #[cfg(unix)] // on Windows, the only entry of the user is the first one already
        &["env path add DIR", "env path add DIR --first", "rollback 2"],
        &["env set GOPROXY off", "env set GOPROXY direct", "rollback 2"],
        &["env set GOPROXY off", "rollback", "rollback"],
    ] {
        let lab = lab();
        run(&lab, lines);
        let undone = lab.upgo(["rollback", "1", "--json"]).succeeds().json();
        assert_eq!((&undone["warnings"], &undone["changed"]), (&json!([]), &json!(true)), "{lines:?}");
        assert_eq!(environment(&lab), json!({ "path": [], "variables": [] }), "{lines:?}");
    }
}

/// What others share with the change in one file is left as it is, and there is no warning about it.
#[test]
fn an_undo_warns_only_about_what_it_leaves() {
    for (lines, left) in [
        (["env set GOPROXY off", "env set GOFLAGS -v"], "GOFLAGS"),
        (["env set GOPROXY off --scope go", "env set GOFLAGS -v --scope go"], "GOFLAGS"),
        (["env set GOPROXY off", "env path add DIR"], "tools"),
        (["env path add DIR", "env set GOPROXY off"], "GOPROXY"),
    ] {
        let lab = lab();
        run(&lab, &lines);
        let undone = lab.upgo(["rollback", "1", "--json"]).succeeds().json();
        assert_eq!((&undone["warnings"], &undone["changed"]), (&json!([]), &json!(true)), "{lines:?}");
        let now = environment(&lab);
        let all = [now["path"].as_array().unwrap().as_slice(), now["variables"].as_array().unwrap()].concat();
        assert!(all.len() == 1 && all[0].to_string().contains(left), "{lines:?}: {now}");
    }
}

/// What was changed without Upgo stays, too. The undo is recorded, so that the next one takes the change before it.
#[test]
fn an_undo_of_what_was_changed_otherwise_says_so() {
    let lab = lab();
    run(&lab, &["env set GOPROXY off --scope go"]);
    let folder = if cfg!(windows) { lab.user().join("roaming") } else { lab.user().join(".config") };
    fs::write(folder.join("go").join("env"), "GOPROXY=mine\n").unwrap();
    let ran = lab.upgo(["rollback"]).succeeds();
    assert_eq!(ran.output, "Nothing of change 1 was left to undo.\n");
    assert!(ran.errors.contains("GOPROXY stays unchanged: it has been changed since"), "{ran}");
    assert_eq!(fs::read_to_string(folder.join("go").join("env")).unwrap(), "GOPROXY=mine\n");
}

#[test]
fn undoing_an_undo_says_what_is_in_effect_again() {
    let lab = lab();
    run(&lab, &["env path add DIR", "rollback"]);
    let dir = dir(&lab);
    let dry = lab.upgo(["rollback", "--dry-run"]).succeeds().output;
    assert!(dry.contains(&format!("1. Add {dir} to PATH\n")), "{dry}");
    let redone = lab.upgo(["rollback"]).succeeds().output;
    assert!(redone.starts_with("Undid change 2 (itself an undo): change 1 is in effect again."), "{redone}");
    let undone = lab.upgo(["rollback"]).succeeds().output;
    assert!(undone.starts_with("Undid change 3 (itself a redo): change 1 is undone again."), "{undone}");
    let history = lab.upgo(["history"]).succeeds().output;
    assert!(history.contains("Undo change 2, so that change 1 is in effect again\n"), "{history}");
}

#[test]
fn an_undo_of_a_pin_tells_a_deleted_file_from_an_edited_one() {
    let lab = pin::user();
    pin::put(&lab);
    let folder = lab.user().join("project");
    lab.upgo(["pin", "1.27.3"]).within(&folder).succeeds();
    fs::remove_file(folder.join(".tool-versions")).unwrap();
    let dry = lab.upgo(["rollback", "--dry-run"]).succeeds();
    let path = folder.join(".tool-versions").display().to_string();
    assert!(dry.errors.contains(&format!("{path} is not restored: it has been deleted since")), "{dry}");
    let (removed, added) = (dry.output.find("\n       -").unwrap(), dry.output.rfind("\n       +").unwrap());
    let lines: Vec<_> = dry.output.lines().filter_map(|line| line.trim().chars().next()).collect();
    assert!(removed < added && !lines.windows(2).any(|pair| pair == ['+', '-']), "{dry}");
}

#[test]
fn the_columns_of_the_history_do_not_depend_on_its_length() {
    let lab = lab();
    for _ in 0..6 {
        run(&lab, &["env path add DIR", "rollback"]);
    }
    let history = lab.upgo(["history"]).succeeds().output;
    assert!(history.contains("undone by 12  Add tools to PATH\n"), "{history}");
    assert!(history.contains("done          Undo change 11\n"), "{history}");
}
