//! What Upgo reports, and what it downloads and installs by itself.
use std::time::Duration;

use super::{REST, check, hours, version};
use crate::guidance::assessment::Situation;
use crate::guidance::watch::NoticeLevel;
use crate::machine::platform::Network;

fn shadowed() -> Situation {
    Situation::Shadowed {
        chosen: version("go1.27.0"),
        runs: None,
        root: "/go".into(),
        origin: crate::which_go::inventory::Origin::Msi,
    }
}

/// Upgo downloads patch releases by itself.
const PATCHES: &str = "download.automatic = [\"patch\"]";
const SECURITY: &str = "notify.releases = [\"security\"]";

#[test]
fn what_is_notified() {
    check! {
        "a release": |w| w.out("go1.26.7") => "tell go1.26.7 Available";
        "a newer Upgo": |w| w.with(|w| w.upgo = "0.2.0".parse().ok()) => "tell Upgo 0.2.0";
        "both": |w| w.out("go1.26.7").with(|w| w.upgo = "0.2.0".parse().ok())
            => "tell go1.26.7 Available, Upgo 0.2.0";
        "once": |w| w.out("go1.26.7").tell() => REST;
        "the next one, too": |w| w.out("go1.26.7").tell().with(|w| w.offers.clear()).out("go1.26.8")
            => "tell go1.26.8 Available";
        "several at once are one notification": |w| w.out("go1.27.0").out("go1.26.7")
            => "tell go1.27.0 Available, go1.26.7 Available";
        "a release already mentioned is not in it": |w| w.out("go1.27.0").tell().out("go1.26.7")
            => "tell go1.26.7 Available";
        "a security release comes first": |w| w.out("go1.27.0").out("go1.26.7").fixes()
            => "tell go1.26.7 Available security, go1.27.0 Available";
        "a stable release before a candidate": |w| w.out("go1.28rc1").out("go1.26.7")
            => "tell go1.26.7 Available, go1.28rc1 Available";
        "a release found to fix vulnerabilities is mentioned again": |w| w.out("go1.26.7").tell().fixes()
            => "tell go1.26.7 Available security";
        "but not twice": |w| w.out("go1.26.7").tell().fixes().tell() => REST;
        "nothing if notifications are off": |w| w.out("go1.26.7").fixes().set("notifications = false") => REST;
        "no release":
            |w| w.out("go1.27.0").out("go1.28rc1").out("go1.26.7").fixes().set("notify.releases = []") => REST;
        "only security": |w| w.out("go1.27.0").out("go1.28rc1").out("go1.26.7").fixes().set(SECURITY)
            => "tell go1.26.7 Available security";
        "no security": |w| w.out("go1.26.7").fixes().set("notify.releases = [\"patch\", \"major\"]") => REST;
        "only new lines": |w| w.out("go1.26.7").out("go1.27.0").set("notify.releases = [\"major\"]")
            => "tell go1.27.0 Available";
        "only patches": |w| w.out("go1.26.7").out("go1.27.0").set("notify.releases = [\"patch\"]")
            => "tell go1.26.7 Available";
        "not in quiet hours": |w| w.out("go1.26.7").fixes().set("quiet-hours = \"11:00-14:00\"")
            => "nothing until Fri 14:00 (Security)";
        "not while something fills the screen": |w| w.out("go1.26.7").with(|w| w.machine.full_screen = Some(true))
            => "nothing until Fri 12:10 (Security)";
        "not while paused": |w| w.out("go1.26.7").paused(Some(hours(2))) => "nothing until Fri 14:00 (Security)";
        "a pause ends": |w| w.out("go1.26.7").paused(Some(hours(0))) => "tell go1.26.7 Available";
        "or does not": |w| w.out("go1.26.7").paused(None) => REST;
        "nothing about a version that is not in use": |w| w.out("go1.26.7").with(|w| w.situation = Situation::NoGo)
            => REST;
        "nor about one that only the policy wants":
            |w| w.out("go1.26.7").with(|w| w.situation = Situation::NotPermitted) => REST;
        "another Go comes first":
            |w| w.out("go1.26.7").fixes().with(|w| w.situation = shadowed()) => "tell go1.26.7 Available security";
        "no terminal finds Go": |w| w.out("go1.26.7").with(|w| w.situation = Situation::NotOnPath)
            => "tell go1.26.7 Available";
        "a skipped release": |w| w.out("go1.26.7").fixes().with(|w| w.memory.skipped = Some(version("go1.26.7")))
            => REST;
        "later": |w| w.out("go1.26.7").tell().put_off(Some(hours(3))) => "nothing until Fri 15:00 (Security)";
        "then": |w| w.out("go1.26.7").tell().put_off(Some(hours(0))) => "tell go1.26.7 Available";
        "once is enough": |w| w.out("go1.26.7").tell().put_off(Some(hours(0))).tell() => REST;
        "a newer one does not wait":
            |w| w.out("go1.26.7").tell().put_off(None).with(|w| w.offers.clear()).out("go1.26.8")
            => "tell go1.26.8 Available";
        "a newly known vulnerability ends the postponement": |w| w.out("go1.26.7").tell().put_off(None).fixes()
            => "tell go1.26.7 Available security";
        "a fresh release cools down": |w| w.out("go1.26.7").set("check.cool-down = \"2h\"")
            => "nothing until Fri 14:00 (Security)";
        "and is mentioned then": |w| w.out("go1.26.7").set("check.cool-down = \"2h\"").later(hours(2))
            => "tell go1.26.7 Available";
        "not a security release": |w| w.out("go1.26.7").fixes().set("check.cool-down = \"3d\"")
            => "tell go1.26.7 Available security";
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn what_is_automatic() {
    const ALL: &str = "install.automatic = [\"security\", \"patch\", \"major\"]";
    check! {
        "download, then notify": |w| w.out("go1.26.7").set(PATCHES) => "download go1.26.7";
        "then it is mentioned as ready": |w| w.out("go1.26.7").set(PATCHES).cached("go1.26.7") => "tell go1.26.7 Ready";
        "once": |w| w.out("go1.26.7").set(PATCHES).cached("go1.26.7").tell() => REST;
        "only that kind": |w| w.out("go1.27.0").set(PATCHES) => "tell go1.27.0 Available";
        "another line is no patch, whatever it fixes":
            |w| w.out("go1.27.3").fixes().set("download.automatic = [\"security\", \"patch\"]")
            => "tell go1.27.3 Available security";
        "nor is a line left by itself":
            |w| w.out("go1.27.3").fixes().set(ALL).with(|w| w.offers[0].leaves_line = true)
            => "tell go1.27.3 Available security";
        "the smallest upgrade if only patches are automatic": |w| w.out("go1.27.0").out("go1.26.7").set(PATCHES)
            => "download go1.26.7";
        "not both":
            |w| w.out("go1.27.0").out("go1.26.7").set("download.automatic = [\"patch\", \"major\"]").cached("go1.27.0")
            => "tell go1.27.0 Ready, go1.26.7 Available";
        "it waits for an unmetered network":
            |w| w.out("go1.26.7").set(PATCHES).set("check.unmetered-only = true").network(Network::Metered)
            => "nothing until Fri 12:10 (Security)";
        "and while the system does not say whether it is":
            |w| w.out("go1.26.7").set(PATCHES).set("check.unmetered-only = true").network(Network::Unanswered)
            => "nothing until Fri 12:10 (Security)";
        "which matters only to who wants that":
            |w| w.out("go1.26.7").set(PATCHES).network(Network::Unanswered) => "download go1.26.7";
        "a system that does not know it is no obstacle":
            |w| w.out("go1.26.7").set(PATCHES).set("check.unmetered-only = true") => "download go1.26.7";
        "but not for ever":
            |w| w.out("go1.26.7").set(PATCHES).set("check.unmetered-only = true").asked(Some(hours(-24)))
                .later(hours(24)).network(Network::Metered)
            => "tell go1.26.7 Available";
        "a security release is mentioned at once":
            |w| w.out("go1.26.7").fixes().set("download.automatic = [\"security\"]").set("check.unmetered-only = true")
                .network(Network::Metered)
            => "tell go1.26.7 Available security";
        "and again when it is ready":
            |w| w.out("go1.26.7").fixes().set("download.automatic = [\"security\"]").network(Network::None).tell()
                .cached("go1.26.7")
            => "tell go1.26.7 Ready security";
        "not in quiet hours": |w| w.out("go1.26.7").set(PATCHES).set("quiet-hours = \"11:00-13:00\"")
            => "nothing until Fri 13:00 (Security)";
        "only in the window": |w| w.out("go1.26.7").set(PATCHES).set("check.window = \"13:00-14:00\"")
            => "nothing until Fri 13:00 (Window)";
        "not during the cool-down": |w| w.out("go1.26.7").set(PATCHES).set("check.cool-down = \"3h\"")
            => "nothing until Fri 15:00 (Security)";
        "a pause after a failure":
            |w| w.out("go1.26.7").set(PATCHES)
                .with(|w| w.memory.bringing.entry(version("go1.26.7")).or_default().went_wrong(w.now.timestamp()))
            => "nothing until Fri 13:00 (Security)";
        "not while it is postponed": |w| w.out("go1.26.7").set(PATCHES).put_off(Some(hours(1)))
            => "nothing until Fri 13:00 (Security)";
        "an installation is downloaded first": |w| w.out("go1.26.7").set(ALL) => "download go1.26.7";
        "then it is installed": |w| w.out("go1.26.7").set(ALL).cached("go1.26.7") => "install go1.26.7";
        "not before the user has been idle long enough":
            |w| w.out("go1.26.7").set(ALL).cached("go1.26.7").with(|w| w.machine.idle = Some(Duration::from_mins(7)))
            => "nothing until Fri 12:03 (Security)";
        "once the user has been idle long enough":
            |w| w.out("go1.26.7").set(ALL).cached("go1.26.7").with(|w| w.machine.idle = Some(Duration::from_mins(10)))
            => "install go1.26.7";
        "not while go runs": |w| w.out("go1.26.7").set(ALL).cached("go1.26.7").with(|w| w.machine.busy = Some(true))
            => "nothing until Fri 12:10 (Security)";
        "nor without a network: the proof is requested":
            |w| w.out("go1.26.7").set(ALL).cached("go1.26.7").network(Network::None)
            => "nothing until Fri 12:10 (Security)";
        "not on battery": |w| w.out("go1.26.7").set(ALL).cached("go1.26.7").with(|w| w.machine.on_battery = Some(true))
            => "nothing until Fri 12:10 (Security)";
        "not while paused": |w| w.out("go1.26.7").set(ALL).cached("go1.26.7").paused(Some(hours(1)))
            => "nothing until Fri 13:00 (Security)";
        "a security release is mentioned meanwhile":
            |w| w.out("go1.26.7").fixes().set(ALL).cached("go1.26.7").with(|w| w.machine.busy = Some(true))
            => "tell go1.26.7 Ready security";
        "switching asks": |w| w.out("go1.26.7").set(ALL).installed("go1.26.7").brought(NoticeLevel::Installed).done(false)
            => "tell go1.26.7 is installed, go1.26.7 Installed";
        "unless switching is automatic": |w| w.out("go1.26.7").set(ALL).set("install.switch = true").cached("go1.26.7")
            => "install and switch to go1.26.7";
        "even if it is installed already":
            |w| w.out("go1.26.7").set(ALL).set("install.switch = true").installed("go1.26.7")
            => "install and switch to go1.26.7";
        "a release that the user rolled back is not installed again":
            |w| w.out("go1.26.7").set(ALL).set("install.switch = true").installed("go1.26.7").brought(NoticeLevel::InUse)
                .done(true).tell()
            => REST;
        "a change is mentioned": |w| w.done(true) => "tell go1.26.7 is in use";
        "after security releases, in one notification": |w| w.done(true).out("go1.26.8").fixes()
            => "tell go1.26.8 Available security, go1.26.7 is in use";
        "unless results are not to be notified": |w| w.done(true).set("notify.results = false") => REST;
        "nothing automatic if machine-wide": |w| w.out("go1.26.7").set(ALL).with(|w| w.may_install = false)
            => "tell go1.26.7 Available";
    }
}
