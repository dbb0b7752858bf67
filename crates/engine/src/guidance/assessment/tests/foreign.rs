//! A newer Go that Upgo does not manage: up to date unless an upgrade is an improvement on it.
use super::machine::{Scene, advisories, version};
use crate::choices::settings::Suggest;
use crate::guidance::assessment::{Assessment, Situation};
use crate::released::catalog::Channel;
use crate::which_go::inventory::Origin;

/// Upgo's `own` is chosen, and another Go comes first.
fn beside(own: &str, other: &str) -> Scene {
    Scene::new().runs_own(own).runs_foreign(other)
}

/// Checks the base of an upgrade, whether Upgo manages it, and where an upgrade leads.
#[track_caller]
fn leads(machine: &Scene, base: &str, is_foreign: bool, to: Option<&str>) {
    let assessment = machine.assessment();
    assert_eq!((assessment.base, assessment.is_foreign), (Some(version(base)), is_foreign));
    assert_eq!(assessment.upgrade.map(|upgrade| upgrade.version), to.map(version));
    assert_eq!(assessment.offer.map(|offer| offer.version), to.map(version));
}

#[test]
fn a_go_of_others_that_is_the_newest_is_up_to_date() {
    leads(&Scene::bare().runs_foreign("go1.27.3"), "go1.27.3", true, None);
    leads(&Scene::bare().runs_foreign("go1.27.9"), "go1.27.9", true, None);
    leads(&beside("go1.26.7", "go1.27.3"), "go1.27.3", true, None);
    leads(&beside("go1.26.7", "go1.27.9"), "go1.27.9", true, None);
    leads(&beside("go1.26.7", "go1.28rc1"), "go1.28rc1", true, None);
    let rc = Scene { channel: Channel::Rc, ..beside("go1.26.7", "go1.28rc1") };
    leads(&rc, "go1.28rc1", true, None);
    let line = Scene { suggest: Suggest::Line, ..beside("go1.26.7", "go1.27.3") };
    leads(&line, "go1.27.3", true, None);
    let Assessment { situation, patch, newest_wanted, .. } = beside("go1.26.7", "go1.27.3").assessment();
    assert!(matches!(situation, Situation::Shadowed { .. }), "{situation:?}");
    assert_eq!((patch, newest_wanted), (None, Some(version("go1.27.3"))));
}

#[test]
fn an_upgrade_leads_to_what_is_better_than_a_go_of_others() {
    leads(&Scene::bare().runs_foreign("go1.27.2"), "go1.27.2", true, Some("go1.27.3"));
    leads(&beside("go1.26.7", "go1.27.2"), "go1.26.7", false, Some("go1.27.3"));
    leads(&beside("go1.26.7", "go1.27rc1"), "go1.26.7", false, Some("go1.27.3"));
    let rc = Scene { channel: Channel::Rc, ..beside("go1.26.7", "go1.27.3") };
    leads(&rc, "go1.26.7", false, Some("go1.28rc1"));
    let line = Scene { suggest: Suggest::Line, ..beside("go1.26.7", "go1.27.2") };
    leads(&line, "go1.26.7", false, Some("go1.26.8"));
    let fault: &[_] = &[("introduced", "0"), ("fixed", "1.26.8"), ("introduced", "1.27.0-0")];
    let with = |own, other| Scene { advisories: advisories(&[fault]), ..beside(own, other) };
    leads(&with("go1.26.7", "go1.27.3"), "go1.26.7", false, Some("go1.26.8"));
    leads(&with("go1.26.7", "go1.26.8"), "go1.26.8", true, None);
    leads(&with("go1.26.8", "go1.27.3"), "go1.26.8", false, None);
    let mut own = beside("go1.26.7", "go1.27.3");
    own.active.as_mut().unwrap().found.origin = Origin::Upgo;
    leads(&own, "go1.26.7", false, Some("go1.27.3"));
}

#[test]
fn a_chosen_go_whose_files_are_gone_is_restored_unless_a_newer_go_runs() {
    let gone = |own| Scene { is_gone: true, installed: Vec::new(), ..beside(own, "go1.27.3") };
    let restored = gone("go1.27.3").assessment().upgrade.unwrap();
    assert_eq!(restored.version, version("go1.27.3"));
    leads(&gone("go1.26.7"), "go1.27.3", true, None);
    assert_eq!(gone("go1.26.7").says().0, Situation::Current);
}
