//! Vulnerabilities of the running Go, and the release that fixes them.
use super::machine::{Scene, advisories, some, two_faults, version};
use crate::choices::settings::Suggest;
use crate::guidance::assessment::{Assessment, Situation};

#[test]
fn who_stays_on_a_line_gets_and_skips_its_security_releases() {
    let staying = |skipped: Option<&str>| Scene {
        suggest: Suggest::Line,
        advisories: two_faults(),
        skipped: skipped.map(version),
        ..Scene::new().runs_own("go1.26.6")
    };
    assert_eq!(staying(None).says(), (Situation::Security { known: 2 }, some("go1.26.8"), None));
    let skipped = Situation::Skipped { version: version("go1.26.8"), fixes: 2 };
    assert_eq!(staying(Some("go1.26.8")).says().0, skipped, "no release of another line takes its place");
}

#[test]
fn a_release_that_fixes_vulnerabilities_of_the_running_go_is_a_security_update() {
    let machine = |runs| Scene { advisories: two_faults(), ..Scene::new().runs_own(runs) };
    let says = |runs, known, offer, patch: Option<&str>| {
        let expected = (Situation::Security { known }, some(offer), patch.map(str::to_owned));
        assert_eq!(machine(runs).says(), expected, "{runs}");
    };
    says("go1.26.6", 2, "go1.27.3", Some("go1.26.8"));
    says("go1.26.7", 1, "go1.27.3", Some("go1.26.8"));
    says("go1.27.0", 2, "go1.27.3", Some("go1.27.2"));
    says("go1.25.14", 2, "go1.27.3", None);
    assert_eq!(machine("go1.26.6").assessment().offer.unwrap().fixes, Some(2));
    assert_eq!(machine("go1.26.8").says(), (Situation::Update, some("go1.27.3"), None), "it has no vulnerabilities");
    assert_eq!(machine("go1.26.8").assessment().offer.unwrap().fixes, Some(0));
}

#[test]
fn an_unfixed_vulnerability_is_not_a_reason_to_upgrade() {
    let open = Scene { advisories: advisories(&[&[("introduced", "0")]]), ..Scene::new().runs_own("go1.27.2") };
    assert_eq!(open.says(), (Situation::Update, some("go1.27.3"), None));
    let newest = Scene { advisories: advisories(&[&[("introduced", "0")]]), ..Scene::new() };
    assert_eq!(newest.says(), (Situation::Current, None, None));
}

#[test]
fn if_only_the_same_line_has_the_fix_its_patch_is_offered() {
    let fault: &[_] = &[("introduced", "0"), ("fixed", "1.26.7"), ("introduced", "1.27.0-0")];
    let machine = Scene { advisories: advisories(&[fault]), ..Scene::new().runs_own("go1.26.6") };
    assert_eq!(machine.says(), (Situation::Security { known: 1 }, some("go1.26.8"), some("go1.26.7")));
    assert_eq!(leads(&machine), some("go1.26.8"), "what is offered is where an upgrade leads");
}

fn leads(machine: &Scene) -> Option<String> {
    machine.assessment().upgrade.map(|to| to.version.to_string())
}

#[test]
fn no_upgrade_leads_to_a_vulnerability_that_the_go_in_use_lacks() {
    let new_line: &[_] = &[("introduced", "0"), ("fixed", "1.26.8"), ("introduced", "1.27.0-0"), ("fixed", "1.27.4")];
    let only_new: &[_] = &[("introduced", "1.27.0-0")];
    let with = |faults: &[&[(&'static str, &'static str)]], runs| Scene {
        advisories: advisories(faults),
        ..Scene::new().runs_own(runs)
    };
    for (faults, runs, to, avoids) in [
        (&[new_line][..], "go1.26.7", some("go1.26.8"), false),
        (&[new_line], "go1.26.8", None, true),
        // the fix is not out; nothing is lost by a newer patch
        (&[new_line], "go1.27.0", some("go1.27.3"), false),
        (&[only_new], "go1.25.14", some("go1.26.8"), true),
        (&[only_new], "go1.26.8", None, true),
        (&[new_line, only_new], "go1.25.0", some("go1.26.8"), true),
        // of two releases, the one that fixes more
        (&[new_line, &[("introduced", "0"), ("fixed", "1.26.7")]], "go1.26.0", some("go1.26.8"), false),
    ] {
        let machine = with(faults, runs);
        assert_eq!(leads(&machine), to, "{runs}: {faults:?}");
        let Assessment { offer, newest_wanted, avoided, .. } = machine.assessment();
        assert_eq!(offer.map(|offer| offer.version.to_string()), to, "{runs}");
        assert_eq!(newest_wanted.map(|wanted| wanted.to_string()), to.or_else(|| some(runs)), "{runs}");
        assert_eq!(avoided.contains(&version("go1.27.3")), avoids, "{runs}");
    }
    let staying = Scene { suggest: Suggest::Line, ..with(&[only_new], "go1.26.7") };
    assert_eq!(leads(&staying), some("go1.26.8"));
}

#[test]
fn a_go_whose_files_are_gone_is_restored_rather_than_replaced_by_a_vulnerable_one() {
    let fault: &[_] = &[("introduced", "0"), ("fixed", "1.26.8"), ("introduced", "1.27.0-0"), ("fixed", "1.27.3")];
    let gone = |runs| Scene {
        is_gone: true,
        active: None,
        installed: Vec::new(),
        advisories: advisories(&[fault]),
        ..Scene::new().runs_own(runs)
    };
    let held_back = |mut machine: Scene| {
        machine.catalog.as_mut().unwrap().held_back = vec![version("go1.27.3")];
        machine
    };
    assert_eq!(leads(&gone("go1.26.8")), some("go1.27.3"));
    assert_eq!(leads(&held_back(gone("go1.26.8"))), some("go1.26.8"), "go1.27.2 has it");
    assert_eq!(leads(&held_back(gone("go1.26.7"))), some("go1.26.8"), "a fix comes before the version of before");
    assert_eq!(leads(&gone("go1.27.3")), some("go1.27.3"));
}

#[test]
fn a_skipped_security_release_is_ignored() {
    let skipping =
        |runs| Scene { skipped: Some(version("go1.27.3")), advisories: two_faults(), ..Scene::new().runs_own(runs) };
    assert_eq!(skipping("go1.26.6").says(), (Situation::Security { known: 2 }, some("go1.26.8"), None));
    assert_eq!(skipping("go1.25.14").says(), (Situation::Unsupported, None, None));
}

#[test]
fn another_go_first_on_path_precedes_a_security_update() {
    let machine = Scene { advisories: two_faults(), ..Scene::new().runs_foreign("go1.26.6") };
    assert!(matches!(machine.says().0, Situation::Shadowed { .. }));
}

#[test]
fn a_skipped_release_of_the_same_line_says_what_stays_open() {
    let machine = Scene {
        skipped: Some(version("go1.27.3")),
        advisories: advisories(&[&[("introduced", "1.27.0-0"), ("fixed", "1.27.3")]]),
        ..Scene::new().runs_own("go1.27.2")
    };
    assert_eq!(machine.says().0, Situation::Skipped { version: version("go1.27.3"), fixes: 1 });
}

#[test]
fn who_stays_on_a_line_hears_of_fixes_that_only_another_line_has() {
    let fault: &[_] = &[("introduced", "0"), ("fixed", "1.27.2")];
    let staying = |suggest| Scene { suggest, advisories: advisories(&[fault]), ..Scene::new().runs_own("go1.26.8") };
    let assessment = staying(Suggest::Line).assessment();
    assert_eq!(assessment.situation, Situation::Security { known: 1 });
    let offer = assessment.offer.unwrap();
    assert_eq!((offer.version, offer.fixes, offer.leaves_line), (version("go1.27.3"), Some(1), true));
    assert_eq!(assessment.upgrade, None, "the line is left only by a decision");
    assert!(!assessment.is_up_to_date);
    let offer = staying(Suggest::Newest).assessment().offer.unwrap();
    assert!(!offer.leaves_line);
    let skipping = Scene { skipped: Some(version("go1.27.3")), ..staying(Suggest::Line) };
    assert_eq!(skipping.says().0, Situation::Current);
}
