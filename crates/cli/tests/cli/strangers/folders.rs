//! In a folder in which another account can replace entries, Upgo runs and deletes nothing.
use std::fs;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::path::Path;

use super::{OTHER, give, is_root, mode};
use crate::every_command::machine;

/// When an entry of a folder was last created, renamed or deleted.
fn changed(folder: &Path) -> (i64, i64) {
    let metadata = fs::metadata(folder).unwrap();
    (metadata.mtime(), metadata.mtime_nsec())
}

#[test]
fn no_work_folder_is_made_where_another_account_could_replace_it() {
    if !is_root() {
        return;
    }
    let lab = machine();
    lab.upgo(["install", "1.27.3", "--use", "--without-proof"]).succeeds();
    let [group, all, theirs, sticky] = ["group", "all", "theirs", "sticky"].map(|name| lab.path(name));
    for folder in [&group, &all, &theirs, &sticky] {
        fs::create_dir_all(folder.join("below")).unwrap();
    }
    chown(&group, None, Some(OTHER)).unwrap();
    give(&theirs, OTHER);
    for (folder, bits) in [(&group, 0o2775), (&all, 0o777), (&theirs, 0o755), (&sticky, 0o1777)] {
        mode(folder, bits);
    }
    let module = lab.path("module").display().to_string();
    for folder in [group.clone(), group.join("below"), all.clone(), all.join("below"), theirs.clone()] {
        let before = changed(&folder);
        let named = folder.to_str().unwrap();
        let measured = lab.upgo(["doctor", "--measure", named, "--json"]).succeeds().json();
        assert_eq!(measured["warnings"][0]["code"], "UPGO-PERMISSION-ACCOUNT", "{measured:#}");
        let next = measured["warnings"][0]["next"].as_str().unwrap();
        let expected = "Choose a folder to which no other account can write.";
        assert!(next == expected || folder == theirs, "{measured:#}");
        assert_eq!(measured["places"].as_array().unwrap().len(), 1, "{measured:#}");
        for name in ["GOCACHE", "GOTMPDIR", "TMPDIR"] {
            // a missing folder, too
            for value in [folder.clone(), folder.join("missing")] {
                let refused = lab.upgo(["doctor", "--measure", "--json"]).with(name, value).exits(5).json();
                assert_eq!(refused["error"]["code"], "UPGO-PERMISSION-ACCOUNT", "{name}: {refused:#}");
            }
        }
        lab.upgo(["audit", "--module", &module]).with("TMPDIR", &folder).ends();
        lab.upgo(["status"]).with("TMPDIR", &folder).succeeds();
        assert_eq!(changed(&folder), before, "{named}");
    }
    // where only its owner can replace an entry, others cannot
    for folder in [sticky.clone(), sticky.join("below")] {
        let before = changed(&folder);
        let measured = lab.upgo(["doctor", "--measure", folder.to_str().unwrap(), "--json"]).succeeds().json();
        assert_eq!(measured["places"].as_array().unwrap().len(), 2, "{measured:#}");
        lab.upgo(["doctor", "--measure"]).with("GOCACHE", &folder).with("TMPDIR", &folder).succeeds();
        assert_ne!(changed(&folder), before);
        assert!(fs::read_dir(&folder).unwrap().all(|entry| entry.unwrap().file_name() == "below"));
    }
}

#[test]
fn a_folder_that_all_accounts_share_is_not_to_be_closed() {
    if !is_root() {
        return;
    }
    let lab = machine();
    lab.upgo(["install", "1.27.3", "--use", "--without-proof"]).succeeds();
    let (shared, open) = (lab.path("shared"), lab.path("open"));
    for (folder, bits) in [(&shared, 0o1777), (&open, 0o777)] {
        fs::create_dir(folder).unwrap();
        mode(folder, bits);
        let refused = lab.upgo(["cache", "move", folder.join("x").to_str().unwrap(), "--json"]).exits(5).json();
        assert_eq!(refused["error"]["next"], "Choose a folder to which no other account can write.", "{refused:#}");
        let refused = lab.upgo(["use", "1.27.3", "--json"]).with("UPGO_HOME", folder).exits(5).json();
        let next = refused["error"]["next"].as_str().unwrap();
        assert_eq!(next.contains("chmod go-w"), folder == &open, "{refused:#}");
    }
}
