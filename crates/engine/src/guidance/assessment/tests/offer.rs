//! Which release is offered, skipped or postponed, and its size.
use super::machine::{Scene, asked, installed, some, tomorrow, two_faults, version};
use crate::base::archive::Archive;
use crate::choices::settings::Suggest;
use crate::guidance::assessment::{OfferStep, Situation, unpacked_size};
use crate::released::catalog::Channel;
use crate::store::{DigestSource, Installed, Provenance, Receipt, Signature, Vouched};

#[test]
fn an_older_line_is_offered_the_newest_release_and_its_own_patch() {
    let machine = Scene::new().runs_own("go1.26.7");
    assert_eq!(machine.says(), (Situation::Update, some("go1.27.3"), some("go1.26.8")));
    let newest_of_its_line = Scene::new().runs_own("go1.26.8");
    assert_eq!(newest_of_its_line.says(), (Situation::Update, some("go1.27.3"), None));
    let same_line = Scene::new().runs_own("go1.27.2");
    assert_eq!(same_line.says(), (Situation::Update, some("go1.27.3"), None), "the smallest upgrade is the offer");
}

#[test]
fn who_stays_on_a_line_is_offered_its_newest_release_as_long_as_it_is_supported() {
    let staying = |runs| Scene { suggest: Suggest::Line, ..Scene::new().runs_own(runs) };
    assert_eq!(staying("go1.26.7").says(), (Situation::Update, some("go1.26.8"), None));
    assert_eq!(staying("go1.26.8").says(), (Situation::Current, None, None));
    assert_eq!(staying("go1.27.2").says(), (Situation::Update, some("go1.27.3"), None));
    assert_eq!(
        staying("go1.25.0").says(),
        (Situation::Unsupported, some("go1.27.3"), some("go1.25.14")),
        "a line without fixes is left"
    );
    assert_eq!(staying("go1.27rc1").says().1, some("go1.27.3"));
    let rc = Scene { channel: Channel::Rc, ..staying("go1.27.3") };
    assert_eq!(rc.says().0, Situation::Current, "a pre-release is of another line");
    let rc = Scene { channel: Channel::Rc, ..staying("go1.28rc1") };
    assert_eq!(rc.says().0, Situation::Current, "a pre-release in use has no line yet");
    let without_go = Scene { suggest: Suggest::Line, ..Scene::bare() };
    assert_eq!(without_go.says(), (Situation::NoGo, some("go1.27.3"), None));
}

#[test]
fn a_skipped_release_is_ignored() {
    let skipping = |runs| Scene { skipped: Some(version("go1.27.3")), ..Scene::new().runs_own(runs) };
    let skipped = Situation::Skipped { version: version("go1.27.3"), fixes: 0 };
    assert_eq!(skipping("go1.27.2").says(), (skipped, None, None), "it is not up to date");
    assert_eq!(skipping("go1.27.2").assessment().skipped, Some(version("go1.27.3")));
    assert_eq!(
        skipping("go1.26.7").says(),
        (Situation::Update, some("go1.26.8"), None),
        "its own line still has a newer release"
    );
    assert_eq!(
        skipping("go1.25.14").says(),
        (Situation::Unsupported, None, None),
        "an unsupported line stays unsupported"
    );
    let older = Scene { skipped: Some(version("go1.27.2")), ..Scene::new().runs_own("go1.26.8") };
    assert_eq!(older.says(), (Situation::Update, some("go1.27.3"), None), "the next release ends the skipping");
    assert_eq!(older.assessment().skipped, None);
    assert_eq!(skipping("go1.27.3").assessment().skipped, None, "it is installed now");
}

#[test]
fn a_pre_release_is_offered_only_on_its_channel() {
    let rc = Scene { channel: Channel::Rc, ..Scene::new() };
    assert_eq!(rc.says(), (Situation::Update, some("go1.28rc1"), None));
    assert_eq!(rc.assessment().offer.unwrap().step, OfferStep::Prerelease);
    let beta = Scene { channel: Channel::Beta, ..Scene::new() };
    assert_eq!(beta.says().1, some("go1.28rc1"));
}

#[test]
fn a_release_without_an_archive_is_not_offered() {
    let mut machine = Scene::new().runs_own("go1.26.8");
    for release in &mut machine.catalog.as_mut().unwrap().releases {
        release.archive = None;
    }
    assert_eq!(machine.says(), (Situation::Current, None, None));
}

#[test]
fn an_offer_has_its_download_and_disk_size() {
    let offer = Scene::bare().assessment().offer.unwrap();
    assert_eq!((offer.download_bytes, offer.disk_bytes), (Some(1_000_000), Some(3_330_000)));
    assert_eq!((offer.step, offer.support.line.as_str()), (OfferStep::Patch, "1.27"));
    let mut machine = Scene::new().runs_own("go1.26.8");
    machine.installed.insert(0, installed("go1.27.3"));
    let offer = machine.assessment().offer.unwrap();
    assert_eq!((offer.download_bytes, offer.disk_bytes), (Some(0), Some(0)), "it is already in the store");
}

#[test]
fn the_disk_size_is_estimated_from_installed_toolchains_if_possible() {
    let archive = |size| Archive { filename: "go1.27.3.windows-amd64.zip".into(), sha256: None, size };
    assert_eq!(unpacked_size(&archive(Some(100)), &[]), Some(307));
    assert_eq!(unpacked_size(&archive(None), &[]), None);
    let receipt = Receipt {
        reused: None,
        version: version("go1.26.8"),
        archive: archive(Some(50)),
        source: String::new(),
        size_bytes: 200,
        files: 1,
        installed_at: asked(),
        lag_ms: None,
        proof: Provenance {
            digest: DigestSource::Nobody,
            checksum_database: Vouched::None,
            signature: Signature::None,
        },
    };
    let here = [installed("go1.27.2"), Installed { receipt: Some(receipt), ..installed("go1.26.8") }];
    assert_eq!(unpacked_size(&archive(Some(100)), &here), Some(400));
}

#[test]
fn a_postponed_release_waits_but_can_be_installed() {
    let postponing = |runs| Scene { postponed: Some(version("go1.27.3")), ..Scene::new().runs_own(runs) };
    let waits = || Situation::Postponed { until: tomorrow() };
    assert_eq!(postponing("go1.27.2").says(), (waits(), some("go1.27.3"), None));
    assert_eq!(postponing("go1.25.14").says().0, waits(), "even if support has ended");
    assert_eq!(postponing("go1.27.3").says().0, Situation::Current, "it is installed now");
    let vulnerable = Scene { advisories: two_faults(), ..postponing("go1.26.6") };
    assert_eq!(vulnerable.says(), (waits(), some("go1.27.3"), None));
    assert_eq!(vulnerable.assessment().offer.unwrap().fixes, Some(2), "the number that stays open is known");
    let newer = Scene { postponed: Some(version("go1.27.2")), ..Scene::new().runs_own("go1.27.0") };
    assert_eq!(newer.says().0, Situation::Update, "a newer release does not wait");
}
