//! A Go that the policy does not permit.
use super::machine::{Scene, some, version};
use crate::choices::policy::{Policy, VersionLock};
use crate::choices::settings::Suggest;
use crate::guidance::assessment::Situation;

fn policy(version: Option<VersionLock>, blocked: &[&str]) -> Policy {
    let blocked = blocked.iter().map(|rule| rule.parse().unwrap()).collect();
    Policy { version, blocked: Some(blocked), ..Policy::default() }
}

/// A machine under this policy, whose list marks what the policy withholds.
fn managed(runs: &str, policy: Policy) -> Scene {
    let mut machine = Scene { policy, ..Scene::new().runs_own(runs) };
    let catalog = machine.catalog.as_mut().unwrap();
    let versions = catalog.releases.iter().map(|release| release.version.clone());
    catalog.held_back = versions.filter(|version| machine.policy.permits_use(version).is_err()).collect();
    machine
}

#[test]
fn a_go_that_the_policy_does_not_permit_gives_way_to_an_older_one() {
    let line = || Some(VersionLock::Line(version("go1.26")));
    let leads = |machine: &Scene| machine.assessment().upgrade.map(|to| to.version.to_string());
    let wanted = managed("go1.27.3", policy(line(), &[]));
    assert_eq!(wanted.says(), (Situation::NotPermitted, some("go1.26.8"), None));
    assert_eq!(leads(&wanted), some("go1.26.8"));
    let blocked = managed("go1.27.3", policy(None, &["1.27.3"]));
    assert_eq!(blocked.says(), (Situation::NotPermitted, some("go1.27.2"), None), "the newest that is permitted");
    assert_eq!(leads(&blocked), some("go1.27.2"));
    let staying = Scene { suggest: Suggest::Line, ..managed("go1.27.3", policy(None, &["1.27"])) };
    assert_eq!(leads(&staying), some("go1.26.8"), "nothing of the line is permitted");
    let skipping = Scene { skipped: Some(version("go1.26.8")), ..managed("go1.27.3", policy(line(), &[])) };
    assert_eq!(skipping.says().1, some("go1.26.8"), "what the organization wants cannot be skipped");
    let none = managed("go1.27.3", policy(None, &["1.25", "1.26", "1.27", "1.28"]));
    assert_eq!((none.says(), leads(&none)), ((Situation::NotPermitted, None, None), None));
    let permitted = managed("go1.26.8", policy(line(), &[]));
    assert_eq!((permitted.says().0, leads(&permitted)), (Situation::Current, None));
    let unasked = Scene { catalog: None, ..managed("go1.27.3", policy(line(), &[])) };
    assert_eq!(unasked.says().0, Situation::NotPermitted, "without a release list, too");
}

#[test]
fn a_newer_go_of_others_is_up_to_date_only_where_the_policy_permits_both() {
    let leads = |own: &str, policy: Policy| {
        let machine = managed(own, policy).runs_foreign("go1.27.3");
        machine.assessment().upgrade.map(|to| to.version.to_string())
    };
    let line = Some(VersionLock::Line(version("go1.26")));
    assert_eq!(leads("go1.26.7", policy(line, &[])), some("go1.26.8"));
    assert_eq!(leads("go1.26.7", policy(None, &["1.27"])), some("go1.26.8"));
    assert_eq!(leads("go1.26.7", policy(None, &["1.26"])), some("go1.27.3"), "what is chosen gives way");
    assert_eq!(leads("go1.26.7", policy(None, &["1.25"])), None);
}

#[test]
fn what_the_policy_withholds_is_named_and_where_it_permits_nothing_no_machine_is_up_to_date() {
    let closed = |runs: &str| {
        let policy = Policy { is_closed: true, ..Policy::default() };
        let mut machine = Scene { policy, ..Scene::new().runs_own(runs) };
        let catalog = machine.catalog.as_mut().unwrap();
        catalog.held_back = catalog.releases.iter().map(|release| release.version.clone()).collect();
        machine
    };
    let line = || policy(Some(VersionLock::Line(version("go1.26"))), &[]);
    let exact = policy(Some(VersionLock::Exact(version("go1.26.7"))), &[]);
    let every_line = policy(None, &["1.25", "1.26", "1.27", "1.28"]);
    for (name, machine, withheld, is_up_to_date) in vec![
        ("without a policy", Scene::new(), None, true),
        ("behind", Scene::new().runs_own("go1.27.2"), None, false),
        ("pinned to a line", managed("go1.26.8", line()), some("go1.27.3"), true),
        ("behind its pin", managed("go1.26.7", line()), some("go1.27.3"), false),
        ("pinned to a release", managed("go1.26.7", exact), some("go1.27.3"), true),
        ("blocked", managed("go1.26.8", policy(None, &["1.27"])), some("go1.27.3"), true),
        ("not permitted", managed("go1.27.3", line()), None, false),
        ("nothing is permitted", managed("go1.27.3", every_line), None, false),
        ("closed", closed("go1.26.8"), some("go1.27.3"), false),
        ("closed, with the newest", closed("go1.27.3"), some("go1.27.3"), false),
    ] {
        let assessment = machine.assessment();
        assert_eq!(assessment.withheld.map(|version| version.to_string()), withheld, "{name}");
        assert_eq!(assessment.is_up_to_date, is_up_to_date, "{name}");
    }
}
