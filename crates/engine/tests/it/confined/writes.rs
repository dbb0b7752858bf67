//! Where a program can write: in its folders, and through no link outside them.
#[cfg(unix)]
use std::process::Command;

#[cfg(unix)]
use upgo_engine::base::report::Cancel;
use upgo_engine::machine::effect::Stopped;
use upgo_engine::machine::platform::{HeldFolder, WriteHold, confinement};

use super::lab::Lab;
#[cfg(unix)]
use super::lab::run;

#[test]
fn a_program_writes_only_into_its_folders() {
    if confinement().writes != WriteHold::Refused {
        return println!("SKIPPED: this system does not refuse writes (Landlock of Linux 6.2)");
    }
    let lab = Lab::new();
    let other = lab.folder.path().join("other");
    std::fs::write(other.join("file"), "text").unwrap();
    std::fs::create_dir(other.join("folder")).unwrap();
    let (end, lines) = lab.run("write", &lab.limits());
    let could: Vec<&String> = lines.iter().filter(|line| line.starts_with("could ")).collect();
    assert_eq!(could, ["could write in its folder"], "{lines:#?}");
    assert_eq!(std::fs::read_to_string(other.join("file")).unwrap(), "text");
    assert_eq!(std::fs::read_dir(&other).unwrap().count(), 2);
    assert!(other.join("folder").is_dir());
    assert_eq!(end.code, Some(1));
    assert_eq!(end.stopped, Some(Stopped::WroteOutside { path: Some(other.join("file")) }));
}

#[test]
fn a_folder_that_is_missing_is_an_error() {
    let lab = Lab::new();
    let (file, missing) = (lab.folder.path().join("file"), lab.folder.path().join("missing"));
    std::fs::write(&file, "").unwrap();
    for (folder, kind) in [(missing, std::io::ErrorKind::NotFound), (file, std::io::ErrorKind::NotADirectory)] {
        let opened = HeldFolder::open(&folder);
        assert_eq!(opened.unwrap_err().kind(), kind, "{}", folder.display());
    }
}

/// A command may replace what is in its folder, but never the folder in which a later command may write.
#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_folder_leads_no_later_program_outside() {
    if confinement().writes != WriteHold::Refused {
        return println!("SKIPPED: this system does not refuse writes");
    }
    let lab = Lab::new();
    let (outside, inner) = (lab.folder.path().join("other"), lab.own().join("inner"));
    std::fs::create_dir(&inner).unwrap();
    std::fs::write(outside.join("file"), "text").unwrap();
    let mut limits = lab.limits();
    limits.may_write.push(HeldFolder::open(&inner).unwrap());
    let shell = |line: &str| {
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", line]).current_dir(lab.own());
        let mut lines = Vec::new();
        let end = run(&mut shell, &limits, &Cancel::default(), |_, line| lines.push(line.to_owned()));
        (end.success, lines)
    };
    let (made, lines) = shell("mv inner gone && ln -s ../other inner && echo own > gone/own");
    assert!(made, "{lines:?}");
    let (wrote, lines) = shell("echo planted > inner/new || echo planted >> inner/file");
    assert!(!wrote, "{lines:?}");
    assert_eq!(std::fs::read_dir(&outside).unwrap().count(), 1, "{lines:?}");
    assert_eq!(std::fs::read_to_string(outside.join("file")).unwrap(), "text");
    assert_eq!(HeldFolder::open(&inner).unwrap_err().kind(), std::io::ErrorKind::NotADirectory);
}
