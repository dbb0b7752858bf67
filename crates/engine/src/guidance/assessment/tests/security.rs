//! Vulnerabilities of the running Go, and the release that fixes them.
use super::machine::{Machine, advisories, some, two_faults, version};
use crate::choices::settings::Suggest;
use crate::guidance::assessment::Situation;

#[test]
fn who_stays_on_a_line_gets_and_skips_its_security_releases() {
    let staying = |skipped: Option<&str>| Machine {
        suggest: Suggest::Line,
        advisories: two_faults(),
        skipped: skipped.map(version),
        ..Machine::new().runs_own("go1.26.6")
    };
    assert_eq!(staying(None).says(), (Situation::Security { known: 2 }, some("go1.26.8"), None));
    let skipped = Situation::Skipped { version: version("go1.26.8"), fixes: 2 };
    assert_eq!(staying(Some("go1.26.8")).says().0, skipped, "no release of another line takes its place");
}

#[test]
fn a_release_that_fixes_vulnerabilities_of_the_running_go_is_a_security_update() {
    let machine = |runs| Machine { advisories: two_faults(), ..Machine::new().runs_own(runs) };
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
    let open = Machine { advisories: advisories(&[&[("introduced", "0")]]), ..Machine::new().runs_own("go1.27.2") };
    assert_eq!(open.says(), (Situation::Update, some("go1.27.3"), None));
    let newest = Machine { advisories: advisories(&[&[("introduced", "0")]]), ..Machine::new() };
    assert_eq!(newest.says(), (Situation::Current, None, None));
}

#[test]
fn if_only_the_same_line_has_the_fix_its_patch_is_offered() {
    let fault: &[_] = &[("introduced", "0"), ("fixed", "1.26.7"), ("introduced", "1.27.0-0")];
    let machine = Machine { advisories: advisories(&[fault]), ..Machine::new().runs_own("go1.26.6") };
    assert_eq!(machine.says(), (Situation::Security { known: 1 }, some("go1.26.7"), None));
}

#[test]
fn a_skipped_security_release_is_ignored() {
    let skipping = |runs| Machine {
        skipped: Some(version("go1.27.3")),
        advisories: two_faults(),
        ..Machine::new().runs_own(runs)
    };
    assert_eq!(skipping("go1.26.6").says(), (Situation::Security { known: 2 }, some("go1.26.8"), None));
    assert_eq!(skipping("go1.25.14").says(), (Situation::Unsupported, None, None));
}

#[test]
fn another_go_first_on_path_precedes_a_security_update() {
    let machine = Machine { advisories: two_faults(), ..Machine::new().runs_foreign("go1.26.6") };
    assert!(matches!(machine.says().0, Situation::Shadowed { .. }));
}

#[test]
fn a_skipped_release_of_the_same_line_says_what_stays_open() {
    let machine = Machine {
        skipped: Some(version("go1.27.3")),
        advisories: advisories(&[&[("introduced", "1.27.0-0"), ("fixed", "1.27.3")]]),
        ..Machine::new().runs_own("go1.27.2")
    };
    assert_eq!(machine.says().0, Situation::Skipped { version: version("go1.27.3"), fixes: 1 });
}

#[test]
fn who_stays_on_a_line_hears_of_fixes_that_only_another_line_has() {
    let fault: &[_] = &[("introduced", "0"), ("fixed", "1.27.2")];
    let staying =
        |suggest| Machine { suggest, advisories: advisories(&[fault]), ..Machine::new().runs_own("go1.26.8") };
    let assessment = staying(Suggest::Line).assessment();
    assert_eq!(assessment.situation, Situation::Security { known: 1 });
    let offer = assessment.offer.unwrap();
    assert_eq!((offer.version, offer.fixes, offer.leaves_line), (version("go1.27.3"), Some(1), true));
    assert_eq!(assessment.upgrade, None, "the line is left only by a decision");
    let offer = staying(Suggest::Newest).assessment().offer.unwrap();
    assert!(!offer.leaves_line);
    let skipping = Machine { skipped: Some(version("go1.27.3")), ..staying(Suggest::Line) };
    assert_eq!(skipping.says().0, Situation::Current);
}
