//! The folders that an administrator trusts: that of a product, and Upgo's own.
use std::path::PathBuf;

use upgo_engine::base::report::{Code, Explain as _};
use upgo_engine::change::elevation::Task;
use upgo_engine::machine::platform::Grant;

use super::machine::{PACKAGE, State, install, real, remove, version};

#[test]
fn only_the_registered_folder_of_the_product_is_accepted() {
    let lab = tempfile::tempdir().unwrap();
    let registered = real(&lab).join("My Go");
    for (folder, accepted) in [
        (registered.clone(), true),
        (registered.join(""), true), // with a trailing separator
        (real(&lab).join("Other"), false),
        (registered.join(".."), false),
        (PathBuf::from(format!("{}\" TRANSFORMS=\"x", registered.display())), false),
    ] {
        let state = State::new().with_installed("go1.26.6", &registered);
        let file = state.package(&PACKAGE);
        let (machine, done, _) = state.perform(&install(file, Some(folder.clone())));
        assert_eq!(done.is_ok(), accepted, "{}: {done:?}", folder.display());
        let lines = machine.0.lines.lock().unwrap().concat();
        assert_eq!(lines.contains(&format!("INSTALLDIR=\"{}\" /qn", registered.display())), accepted, "{lines}");
    }
}

/// A folder below the root of a drive inherits rights that let any user redirect what an administrator writes.
#[test]
fn nothing_is_installed_into_a_folder_that_others_can_change() {
    let lab = tempfile::tempdir().unwrap();
    let registered = real(&lab).join("Go");
    let modify = |is_here, is_passed_on| {
        vec![Grant { account: "S-1-5-11".to_owned(), rights: 0x0013_01bf, is_here, is_passed_on }]
    };
    for (grants, exists) in [(modify(true, true), true), (modify(false, true), true), (modify(false, true), false)] {
        let state = || {
            let mut state = State::new().with_installed("go1.27.3", &registered);
            state.grants.clone_from(&grants);
            state
        };
        if exists {
            std::fs::create_dir(&registered).unwrap();
        }
        let (version, arch) = (version("go1.27.3"), "amd64".to_owned());
        let repair = |file| Task::RepairMsi { version: version.clone(), arch: arch.clone(), file };
        let tasks: [&dyn Fn(PathBuf) -> Task; 3] =
            [&|file| install(file, Some(registered.clone())), &|file| install(file, None), &repair];
        for task in tasks {
            let state = state();
            let file = state.package(&PACKAGE);
            let (machine, done, stages) = state.perform(&task(file));
            let error = done.unwrap_err();
            assert_eq!(error.code(), Code::ElevateList);
            assert!(error.to_string().contains("S-1-5-11"), "{error}");
            assert!(machine.0.lines.lock().unwrap().is_empty() && stages.is_empty());
        }
        std::fs::remove_dir(&registered).ok();
    }
    // It can still be removed from there.
    let mut state = State::new().with_installed("go1.27.3", &registered);
    state.grants = modify(false, true);
    state.perform(&remove("go1.27.3")).1.unwrap();
}

#[test]
fn the_folder_of_an_uninstalled_product_is_remembered() {
    let lab = tempfile::tempdir().unwrap();
    let (machine, done, _) = State::new().with_installed("go1.26.6", &real(&lab)).perform(&remove("go1.26.6"));
    done.unwrap();
    let state = State::new();
    *state.values.lock().unwrap() = machine.0.values.lock().unwrap().clone();
    let file = state.package(&PACKAGE);
    state.perform(&install(file, Some(real(&lab)))).1.unwrap();
}

#[test]
fn a_folder_that_another_account_created_is_not_used() {
    let mut state = State::new();
    state.owner = "S-1-5-21-1-2-3-1001";
    let file = state.package(&PACKAGE);
    let (machine, done, _) = state.perform(&install(file, None));
    let error = done.unwrap_err();
    assert_eq!(error.code(), Code::ElevateList);
    assert!(error.to_string().contains("belongs to S-1-5-21-1-2-3-1001"), "{error}");
    assert!(machine.0.lines.lock().unwrap().is_empty());
}

/// Another account could create the link first, and redirect the elevated copy to another protected folder.
#[cfg(unix)]
#[test]
fn a_link_in_place_of_the_folder_is_not_followed() {
    let (state, elsewhere) = (State::new(), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink(elsewhere.path(), state.disk.path().join("Upgo")).unwrap();
    let file = state.package(&PACKAGE);
    let error = state.perform(&install(file, None)).1.unwrap_err();
    assert!(error.to_string().contains("is reached through a link"), "{error}");
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}
