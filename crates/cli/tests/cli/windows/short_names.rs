//! Paths with 8.3 names, such as `C:\Users\RUNNER~1\AppData\Local\Temp`: the same folder by another name, and no link.
use std::fs;
use std::path::{Path, PathBuf};

use upgo_engine::machine::platform;
use upgo_testkit::lab::Lab;

use super::{set_path, user_path};
use crate::lab;

/// The path with 8.3 names; `None`, and a line, if the volume keeps none.
pub(super) fn short(path: &Path) -> Option<PathBuf> {
    let short = platform::with_short_names(path);
    if short.is_none() {
        println!("SKIPPED: the volume of {} keeps no 8.3 names", path.display());
    }
    short
}

/// A home and its user's folder, by their 8.3 names.
fn short_folders(lab: &Lab) -> Option<[PathBuf; 2]> {
    fs::create_dir_all(lab.home()).unwrap();
    Some([short(&lab.home())?, short(&lab.user())?])
}

#[test]
fn a_home_is_the_same_by_its_short_name() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let Some([home, user]) = short_folders(&lab) else { return };
    set_path(&lab, "user", "C:\\theirs\0");
    let upgo = |words: &[&str]| lab.upgo(words).with("UPGO_HOME", &home).with("USERPROFILE", &user);
    let archive = lab.path("an archive with a long name.zip");
    fs::write(&archive, lab.release("go1.26.6").bytes()).unwrap();
    let archive = short(&archive).unwrap();
    upgo(&["install", archive.to_str().unwrap(), "--use"]).succeeds();
    let path = user_path(&lab);
    let bin = lab.home().join("bin");
    let entries = |text: &str| text.trim_end_matches('\0').split(';').filter(|entry| entry.contains("bin")).count();
    assert!(path.as_ref().unwrap().1.to_lowercase().contains(&bin.display().to_string().to_lowercase()), "{path:?}");

    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    assert_eq!(user_path(&lab), path, "the long name is on PATH already");
    let json = upgo(&["status", "--json"]).succeeds().json();
    assert_eq!(json["current"]["version"], "go1.27.3", "{json:#}");
    let before = entries(&path.unwrap().1);

    // an entry of another program, in 8.3 names, is the same folder
    let text = user_path(&lab).unwrap().1.replace(lab.home().to_str().unwrap(), home.to_str().unwrap());
    set_path(&lab, "user", &text);
    lab.upgo(["use", "1.26.6"]).succeeds();
    assert_eq!(user_path(&lab).unwrap().1, text);
    assert_eq!(entries(&text), before);
    lab.upgo(["env", "path", "remove", bin.to_str().unwrap()]).exits(12);
    assert_eq!(entries(&user_path(&lab).unwrap().1), before - 1);
}

#[test]
fn a_project_and_a_registered_go_are_found_by_their_short_names() {
    let lab = lab();
    let (project, go) = (lab.path("a project with a long name"), lab.path("a Go with a long name"));
    fs::create_dir_all(&project).unwrap();
    fs::create_dir_all(go.join("bin")).unwrap();
    fs::write(project.join("go.mod"), "module example.com/m\n\ngo 1.26\n").unwrap();
    fs::write(go.join("VERSION"), "go1.26.5\n").unwrap();
    fs::copy(lab.sample_go(), go.join("bin").join("go.exe")).unwrap();
    let (Some(short_project), Some(short_go)) = (short(&project), short(&go)) else { return };
    let bin = short_go.join("bin");
    set_path(&lab, "user", &format!("{}\0", bin.display()));
    let listed = lab.upgo(["list", "--json"]).with("PATH", &bin).succeeds().json();
    assert_eq!(listed["installed"].as_array().map(Vec::len), Some(1), "{listed:#}");
    let both = [&project, &short_project].map(|folder| folder.to_str().unwrap());
    let found = lab.upgo(["projects", "--json", both[0], both[1]]).succeeds().json();
    assert_eq!(found["projects"].as_array().map(Vec::len), Some(1), "{found:#}");
}
