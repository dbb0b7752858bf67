//! What a check finds: failures, releases and vulnerabilities, and their notifications.
use jiff::{Timestamp, ToSpan as _};
use upgo_engine::guidance::assessment::Situation;
use upgo_testkit::vulns::Vulns;

use super::{Machine, version};

const NOTHING: [&str; 0] = [];

#[test]
fn a_failed_check_is_shown_until_one_succeeds() {
    let mut machine = Machine::new();
    machine.foreign("other", "go1.27.3");
    assert_eq!(machine.situation(), Situation::Checking);
    machine.check().unwrap_err();
    let overview = machine.overview();
    assert_eq!(overview.situation, Situation::Stale { days: None });
    assert!(overview.check_problem.is_some());
    machine.out(&["go1.27.3"]);
    machine.check().unwrap();
    let overview = machine.overview();
    assert_eq!((overview.situation, overview.check_problem), (Situation::Current, None));
}

#[test]
fn each_release_gives_one_notification_unless_postponed() {
    let machine = Machine::new().installed(&["go1.26.8"]).uses("go1.26.8");
    machine.out(&["go1.27.3", "go1.26.8"]);
    machine.check().unwrap();
    let engine = machine.engine();
    engine.pause_notifications(Some(Timestamp::MAX)).unwrap();
    assert_eq!(machine.told(), NOTHING);
    assert_eq!(machine.overview().paused_until, Some(Timestamp::MAX));
    engine.pause_notifications(None).unwrap();
    assert_eq!(machine.told(), ["go1.27.3 fixes 0"]);
    assert_eq!(machine.told(), NOTHING);
    engine.remind_later(&version("go1.27.3"), Timestamp::now() - 1.minute()).unwrap();
    assert_eq!(machine.told(), ["go1.27.3 fixes 0"], "the postponement is over");
    engine.remind_later(&version("go1.27.3"), Timestamp::now() - 1.minute()).unwrap();
    engine.skip(&version("go1.27.3")).unwrap();
    assert_eq!(machine.told(), NOTHING);
    let overview = machine.overview();
    let skipped = Situation::Skipped { version: version("go1.27.3"), fixes: 0 };
    assert_eq!((overview.situation, overview.offer), (skipped, None));
    assert_eq!(overview.skipped, Some(version("go1.27.3")));
    engine.offer_again().unwrap();
    assert_eq!(machine.overview().situation, Situation::Update);
}

#[test]
fn a_release_with_security_fixes_is_a_security_update_everywhere() {
    let machine = Machine::new().installed(&["go1.26.5"]).uses("go1.26.5");
    machine.out(&["go1.27.0", "go1.26.7", "go1.26.6", "go1.26.5"]);
    let mut vulns = Vulns::real();
    machine.known(&vulns);
    assert_eq!(machine.overview().vulnerabilities, None, "there was no check yet");
    machine.check().unwrap();
    let overview = machine.overview();
    assert_eq!(overview.situation, Situation::Security { known: 10 });
    let sentence = overview.headline.unwrap().words();
    assert_eq!(sentence.title.to_string(), "Security update: go1.27.0");
    assert_eq!(sentence.line.to_string(), "Fixes 10 known vulnerabilities in go1.26.5.");
    assert_eq!(overview.offer.unwrap().fixes, Some(10));
    let patch = overview.patch.unwrap();
    assert_eq!(
        (patch.version, patch.fixes),
        (version("go1.26.6"), Some(10)),
        "the smallest update that fixes everything"
    );
    assert_eq!(overview.vulnerabilities.unwrap().vulnerabilities.len(), 10);
    let versions = machine.engine().versions().unwrap();
    assert_eq!(versions.installed[0].vulnerabilities, Some(10));
    let told: Vec<_> =
        versions.available.iter().map(|release| (release.vulnerabilities, release.smallest_fix)).collect();
    assert_eq!(told, [(Some(0), false), (Some(0), false), (Some(0), true), (Some(10), false)]);

    let engine = machine.engine();
    assert_eq!(machine.told(), ["go1.27.0 fixes 10", "go1.26.6 fixes 10"], "two updates are one notification");
    engine.remind_later(&version("go1.27.0"), Timestamp::MAX).unwrap();
    assert_eq!(machine.told(), NOTHING);
    let overview = machine.overview();
    assert_eq!(overview.situation, Situation::Postponed { until: Timestamp::MAX });
    let sentence = overview.headline.unwrap().words();
    assert_eq!(sentence.line.to_string(), "10 known vulnerabilities in go1.26.5 stay open.");
    let news = Vulns::sample("GO-2026-9999", &[("introduced", "0"), ("fixed", "1.26.6")]);
    machine.known(vulns.put(news, "2026-09-01T00:00:00Z"));
    machine.check().unwrap();
    assert_eq!(machine.told(), ["go1.27.0 fixes 11"], "a new vulnerability ends the postponement");
}
