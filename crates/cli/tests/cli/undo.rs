//! No undo, in any order, removes the Go in use, and an undo whose files are missing is refused.
use serde_json::{Value, json};
use upgo_testkit::lab::{Lab, Ran};
#[cfg(unix)]
use upgo_testkit::limit::InTime as _;

use crate::lab;

/// Checks that the switch selects a working Go, or that there is no switch. Returns the version.
fn assert_go_works(lab: &Lab, after: &str) -> Option<String> {
    let switch = lab.home().join("current");
    if switch.symlink_metadata().is_err() {
        return None;
    }
    let current = lab.upgo(["status", "--json"]).succeeds().json()["current"]["version"].clone();
    let current = current.as_str().unwrap_or_else(|| panic!("after {after} the switch selects nothing")).to_owned();
    assert_eq!(lab.go_version(), current, "after {after}");
    Some(current)
}

fn refused(lab: &Lab, command: &[&str]) -> Value {
    let error = lab.upgo(command.iter().chain(&["--json"])).exits(1).json()["error"].clone();
    assert_eq!(error["code"], "UPGO-UNDO-BLOCKED", "{error:#}");
    error
}

#[test]
fn an_undo_that_would_remove_the_go_in_use_is_refused_with_the_next_step() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    for command in [
        &["install", "1.26.6"][..],
        &["install", "1.27.3"],
        &["use", "1.26.6"],
        &["remove", "1.27.3"],
        &["rollback"],
        &["use", "1.27.3"],
    ] {
        lab.upgo(command).succeeds();
    }
    for id in ["5", "2"] {
        let error = refused(&lab, &["rollback", id]);
        let message = format!("change {id} cannot be undone: it would remove go1.27.3, which is your current Go");
        assert_eq!(
            (&error["message"], &error["next"]),
            (&json!(message), &json!("Undo change 6 first: `upgo rollback 6`."))
        );
        assert_go_works(&lab, "a refused undo");
    }
    assert_eq!(lab.names_in("journal").len(), 6, "a refused undo is not recorded");
    lab.upgo(["rollback", "6"]).succeeds();
    lab.upgo(["rollback", "5"]).succeeds();
    assert_eq!(
        (assert_go_works(&lab, "both").as_deref(), lab.toolchains()),
        (Some("go1.26.6"), vec!["go1.26.6".to_owned()])
    );
    let error = refused(&lab, &["rollback", "6"]);
    assert!(error["message"].as_str().unwrap().contains("has already been undone"), "{error:#}");
}

#[test]
fn an_undo_to_a_go_removed_since_is_refused_with_the_version_to_install() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["upgrade"]).succeeds();
    lab.upgo(["remove", "1.26.6"]).succeeds();
    let error = refused(&lab, &["rollback", "2"]);
    assert_eq!(error["message"], "change 2 cannot be undone: go1.26.6, the version before it, is no longer installed");
    assert_eq!(error["next"], "Run `upgo install 1.26.6` first.");
    assert_eq!(assert_go_works(&lab, "a refused undo").as_deref(), Some("go1.27.3"));
    lab.upgo(["install", "1.26.6"]).succeeds();
    lab.upgo(["rollback", "2"]).succeeds();
    assert_eq!(assert_go_works(&lab, "the undo").as_deref(), Some("go1.26.6"));
}

#[test]
fn a_forced_removal_can_be_undone_and_redone_repeatedly() {
    let lab = lab().with_release("go1.26.6");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["remove", "1.26.6", "--force"]).succeeds();
    for expected in [Some("go1.26.6"), None, Some("go1.26.6"), None] {
        lab.upgo(["rollback"]).succeeds();
        assert_eq!(assert_go_works(&lab, "rollback").as_deref(), expected);
    }
}

/// Runs fixed pseudo-random sequences of commands. Each contains an undo that would remove the Go in use if it were not
/// refused.
#[test]
fn no_sequence_of_changes_and_undos_removes_the_go_in_use() {
    for seed in [6_u64, 10, 24] {
        let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
        let mut state = seed;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let mut said = Vec::new();
        for _ in 0..40 {
            let version = ["1.26.6", "1.27.3"][usize::try_from(next(2)).unwrap()];
            let id = (1 + next(1 + lab.names_in("journal").len() as u64)).to_string();
            let command: Vec<&str> = match next(9) {
                0 => vec!["install", version],
                1 => vec!["install", version, "--use"],
                2 => vec!["use", version],
                3 => vec!["remove", version],
                4 => vec!["remove", version, "--force"],
                5 => vec!["rollback"],
                _ => vec!["rollback", &id],
            };
            let ran: Ran = lab.upgo(&command).ends();
            said.push(format!("{} -> {:?}", command.join(" "), ran.code));
            assert!(matches!(ran.code, Some(0 | 1 | 2 | 7)), "{said:#?}: {ran}");
            assert_go_works(&lab, &format!("{said:#?}"));
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_cancelled_install_keeps_a_go_that_another_process_switched_to() {
    use crate::rebuild::{all_end, running};

    let lab = lab().with_release("go1.26.6").with_endless_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let mut install = lab.upgo(["install", "1.27.3", "--use"]).starts();
    while running(&lab).len() < 2 {
        std::thread::yield_now();
    }
    std::fs::remove_file(lab.home().join("toolchains/go1.27.3/endless")).unwrap(); // from now on, builds end
    lab.upgo(["use", "1.27.3"]).succeeds();
    let interrupted =
        std::process::Command::new("kill").args(["-INT", &install.id().to_string()]).status_in_time().unwrap();
    assert!(interrupted.success());
    assert_eq!(install.status_in_time().unwrap().code(), Some(130));
    assert!(all_end(&lab));
    assert_eq!(assert_go_works(&lab, "the cancelled installation").as_deref(), Some("go1.27.3"));
    assert!(lab.names_in("bin").contains(&"go1.27.3".to_owned()), "its name in bin is gone");
}

#[cfg(unix)]
mod adopted {
    use std::fs;

    use super::*;

    /// A user who adopted their own Go, first on PATH, and had its folder renamed.
    fn user() -> (Lab, std::path::PathBuf) {
        let lab = lab().with_release("go1.26.6");
        let root = lab.user().join("sdk/go1.26.6");
        fs::create_dir_all(root.join("bin")).unwrap();
        fs::write(root.join("VERSION"), "go1.26.6\n").unwrap();
        fs::copy(lab.sample_go(), root.join("bin/go")).unwrap();
        fs::write(root.join("notes"), "mine").unwrap();
        lab.upgo(["adopt".as_ref(), root.as_os_str(), "--remove-old".as_ref()]).with("PATH", path(&root)).succeeds();
        assert!(!root.exists());
        (lab, root)
    }

    fn path(root: &std::path::Path) -> String {
        upgo_testkit::system::path_after(&root.join("bin"))
    }

    #[test]
    fn undo_restores_the_adopted_go() {
        let (lab, root) = user();
        lab.upgo(["rollback"]).succeeds();
        assert_eq!(fs::read_to_string(root.join("notes")).unwrap(), "mine");
        assert_eq!(assert_go_works(&lab, "the undo"), None);
        let active = lab.upgo(["status", "--json"]).with("PATH", path(&root)).succeeds().json()["active"].clone();
        assert_eq!((&active["version"], &active["root"]), (&json!("go1.26.6"), &json!(root)), "{active:#}");
        lab.upgo(["rollback"]).with("PATH", path(&root)).succeeds();
        assert!(!root.exists(), "undoing the undo");
        assert_eq!(assert_go_works(&lab, "the undo of the undo").as_deref(), Some("go1.26.6"));
    }

    #[test]
    fn cleaning_the_cache_names_the_undo_that_it_makes_impossible() {
        let (lab, root) = user();
        let aside = root.with_file_name("go1.26.6.removed-by-upgo");
        let listed = lab.upgo(["cache", "--json"]).succeeds().json();
        assert_eq!(listed["setAside"][0]["folder"], json!(aside), "{listed:#}");
        let dry = lab.upgo(["cache", "clean", "--dry-run", "--json"]).succeeds().json();
        assert_eq!((&dry["setAside"][0]["folder"], &dry["setAside"][0]["change"]), (&json!(aside), &json!(1)));
        assert!(lab.upgo(["cache"]).succeeds().output.contains("removed-by-upgo"));
        lab.upgo(["cache", "clean"]).exits(2);
        assert!(aside.exists(), "nobody agreed");
        let said = lab.upgo(["cache", "clean", "--yes"]).succeeds().output;
        assert!(said.contains("Change 1 can no longer be undone"), "{said}");
        let error = refused(&lab, &["rollback"]);
        assert!(error["message"].as_str().unwrap().contains("has been deleted"), "{error:#}");
        assert_eq!(assert_go_works(&lab, "a refused undo").as_deref(), Some("go1.26.6"));
        assert!(!root.exists());
        let cleaned = lab.upgo(["cache", "clean", "--json"]).succeeds().json();
        assert_eq!(cleaned, json!({ "freedBytes": 0, "noLongerUndoable": [] }));
        let last = lab.upgo(["history", "--json"]).succeeds().json()["entries"][0].clone();
        assert_eq!((&last["outcome"], &last["undoable"]), (&json!("done"), &json!(false)), "{last:#}");
    }

    #[test]
    fn an_undo_is_refused_if_the_folder_was_deleted_or_replaced() {
        let (lab, root) = user();
        fs::create_dir(&root).unwrap();
        let error = refused(&lab, &["rollback"]);
        assert!(error["message"].as_str().unwrap().contains("has taken the place"), "{error:#}");
        fs::remove_dir(&root).unwrap();
        fs::remove_dir_all(lab.user().join("sdk/go1.26.6.removed-by-upgo")).unwrap();
        refused(&lab, &["rollback"]);
        assert_eq!(assert_go_works(&lab, "a refused undo").as_deref(), Some("go1.26.6"));
    }

    #[test]
    fn purge_gives_the_old_go_its_name_back() {
        let (lab, root) = user();
        let plan = lab.upgo(["purge", "--dry-run"]).succeeds().output;
        assert!(plan.contains("go1.26.6.removed-by-upgo"), "{plan}");
        let purged = lab.upgo(["purge", "--yes", "--json"]).succeeds().json();
        assert_eq!((&purged["restored"], &purged["left"]), (&json!([root]), &json!([])), "{purged:#}");
        assert_eq!(fs::read_to_string(root.join("notes")).unwrap(), "mine");
        assert!(!root.with_file_name("go1.26.6.removed-by-upgo").exists());
        assert!(!lab.home().exists());
    }

    #[test]
    fn purge_reports_where_the_old_go_is_if_its_place_is_taken() {
        let (lab, root) = user();
        fs::write(&root, "another").unwrap();
        let purged = lab.upgo(["purge", "--yes", "--json"]).succeeds().json();
        assert_eq!(purged["left"], json!([root.with_file_name("go1.26.6.removed-by-upgo")]));
        assert_eq!((&purged["restored"], fs::read_to_string(&root).unwrap()), (&json!([]), "another".to_owned()));
        assert!(!lab.home().exists());
    }
}

#[test]
fn an_old_change_is_listed_page_by_page_and_undone_like_a_new_one() {
    let lab = lab().with_release("go1.26.6");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    for value in ["example.com", "example.org"] {
        lab.upgo(["env", "set", "GOPRIVATE", value]).succeeds();
    }
    for value in ["direct", "off", "direct", "off", "direct"] {
        lab.upgo(["env", "set", "GOPROXY", value]).succeeds();
    }
    let whole = lab.upgo(["history", "--json"]).succeeds().json();
    let numbers = |report: &Value| -> Vec<u64> {
        report["entries"].as_array().unwrap().iter().map(|entry| entry["id"].as_u64().unwrap()).collect()
    };
    let all = numbers(&whole);
    assert_eq!(whole["hasOlder"], false);
    assert!(all.is_sorted_by(|one, next| *one == *next + 1) && all.last() == Some(&1), "{all:?}");
    let newest = all[0];
    let page = lab.upgo(["history", "--json", "--last", "3"]).succeeds().json();
    assert_eq!((numbers(&page), &page["hasOlder"]), (all[..3].to_vec(), &json!(true)));
    let page = lab.upgo(["history", "--json", "--last", "2", "--before", "4"]).succeeds().json();
    assert_eq!((numbers(&page), &page["hasOlder"]), (vec![3, 2], &json!(true)));
    let page = lab.upgo(["history", "--json", "--before", "2"]).succeeds().json();
    assert_eq!((numbers(&page), &page["hasOlder"]), (vec![1], &json!(false)));
    let text = lab.upgo(["history", "--last", "2"]).succeeds().output;
    assert!(text.trim_end().ends_with(&format!("upgo history --before {}", newest - 1)), "{text}");
    let none = lab.upgo(["history", "--before", "1"]).succeeds().output;
    assert_eq!(none.trim_end(), "There is no change before number 1.");
    let undone = lab.upgo(["rollback", "3", "--json"]).succeeds();
    let whole = lab.upgo(["history", "--json"]).succeeds().json();
    let third = &whole["entries"].as_array().unwrap()[all.len() - 2];
    assert_eq!((&third["id"], &third["undoneBy"]), (&json!(3), &json!(newest + 1)), "{undone}");
    lab.upgo(["rollback", "3"]).exits(1);
}
