//! What comes first for the user: which Go runs, and how old the release list is.
use jiff::ToSpan as _;

use super::machine::{Scene, asked, installed, some, two_faults, version};
use crate::guidance::assessment::Situation;
use crate::released::catalog::MAX_AGE;
use crate::which_go::inventory::Origin;

#[test]
fn the_newest_release_is_current() {
    assert_eq!(Scene::new().says(), (Situation::Current, None, None));
}

#[test]
fn without_any_go_the_newest_release_is_offered() {
    let machine = Scene::bare();
    assert_eq!(machine.says(), (Situation::NoGo, some("go1.27.3"), None));
    let unasked = Scene { catalog: None, ..Scene::bare() };
    assert_eq!(unasked.says(), (Situation::NoGo, None, None), "an unknown release is not offered");
}

#[test]
fn a_go_that_no_terminal_finds_is_not_on_path() {
    let mut machine = Scene { active: None, ..Scene::new() };
    assert_eq!(machine.says().0, Situation::NotOnPath);
    machine.current = None;
    assert_eq!(machine.says().0, Situation::NotOnPath, "even if the switch selects none");
}

#[test]
fn another_go_first_on_path_shadows_the_chosen_one() {
    let shadowed = Situation::Shadowed {
        chosen: version("go1.27.3"),
        runs: Some(version("go1.25.0")),
        root: "/elsewhere/go".into(),
        origin: Origin::Msi,
    };
    assert_eq!(Scene::new().runs_foreign("go1.25.0").says().0, shadowed, "it precedes every other problem of that Go");
}

#[test]
fn the_own_folder_of_the_chosen_go_does_not_shadow_it() {
    let mut machine = Scene::new().runs_foreign("go1.27.3");
    machine.active.as_mut().unwrap().found.root = "/home/toolchains/go1.27.3".into();
    assert_eq!(machine.says().0, Situation::Current);
}

#[test]
fn a_foreign_go_is_reported_as_it_is_if_none_is_chosen() {
    let foreign = |name| Scene::bare().runs_foreign(name).says();
    assert_eq!(foreign("go1.27.3"), (Situation::Current, None, None));
    assert_eq!(foreign("go1.27.2"), (Situation::Update, some("go1.27.3"), None));
    assert_eq!(foreign("go1.25.0"), (Situation::Unsupported, some("go1.27.3"), some("go1.25.14")));
    let kept = Scene { installed: vec![installed("go1.26.8")], ..Scene::bare().runs_foreign("go1.27.2") };
    assert_eq!(kept.says().0, Situation::Update, "a toolchain that was never chosen is not shadowed");
}

#[test]
fn an_unsupported_line_precedes_an_update() {
    let machine = Scene::new().runs_own("go1.25.14");
    assert_eq!(machine.says(), (Situation::Unsupported, some("go1.27.3"), None));
    let pre_release = Scene::new().runs_own("go1.25rc1");
    assert_eq!(pre_release.says(), (Situation::Unsupported, some("go1.27.3"), some("go1.25.14")));
}

#[test]
fn a_pre_release_in_use_is_current_until_there_is_a_newer_release() {
    assert_eq!(Scene::new().runs_own("go1.28rc1").says(), (Situation::Current, None, None));
    assert_eq!(Scene::new().runs_own("go1.27rc1").says(), (Situation::Update, some("go1.27.3"), None));
}

#[test]
fn a_version_newer_than_every_known_release_is_current() {
    assert_eq!(Scene::new().runs_own("go1.27.9").says(), (Situation::Current, None, None));
    assert_eq!(Scene::new().runs_own("go1.30.0").says(), (Situation::Current, None, None));
}

#[test]
fn a_go_of_unknown_version_is_offered_the_newest_release() {
    let mut machine = Scene::bare().runs_foreign("go1.27.3");
    machine.active.as_mut().unwrap().found.version = None;
    assert_eq!(machine.says(), (Situation::Update, some("go1.27.3"), None));
}

#[test]
fn without_a_check_it_is_checking_and_after_a_failed_one_stale() {
    let unasked = Scene { catalog: None, ..Scene::new().runs_own("go1.20.1") };
    assert_eq!(unasked.says(), (Situation::Checking, None, None));
    let unanswered = Scene { check_failed: true, ..unasked };
    assert_eq!(unanswered.says(), (Situation::Stale { days: None }, None, None));
}

#[test]
fn a_release_list_is_stale_after_a_week() {
    let after = |now| Scene { now, ..Scene::new() }.says().0;
    assert_eq!(after(asked() + MAX_AGE), Situation::Current);
    assert_eq!(after(asked() + (9 * 24 + 5).hours()), Situation::Stale { days: Some(9) });
    assert_eq!(after(asked() - 400.hours()), Situation::Current, "the clock was set back");
    let failed = Scene { check_failed: true, ..Scene::new() };
    assert_eq!(failed.says().0, Situation::Current, "a single failed check makes nothing stale");
    let outdated = Scene { now: asked() + 400.hours(), ..Scene::new().runs_own("go1.27.2") };
    assert_eq!(outdated.says().0, Situation::Update, "a known update stays one");
}

#[test]
fn a_go_that_a_startup_file_chooses_is_unknown_and_not_missing() {
    let unsure = Scene { is_chosen_at_startup: true, ..Scene::bare() };
    assert_eq!(unsure.says().0, Situation::Unsure);
    let chosen = Scene { active: None, is_chosen_at_startup: true, ..Scene::new() };
    assert_eq!(chosen.says().0, Situation::Unsure);
}

#[test]
fn a_go_that_comes_first_does_not_change_where_an_upgrade_leads() {
    let machine = Scene { advisories: two_faults(), ..Scene::new().runs_foreign("go1.26.6") };
    let assessment = machine.assessment();
    assert_eq!((assessment.offer, assessment.upgrade), (None, None), "the newest release is chosen already");
}
