//! Half a year of a laptop: the real engine with a simulated clock, the releases and vulnerabilities of that half year
//! on loopback, and a machine that sleeps, travels and goes offline. What Upgo does and says is a text for review.
//!
//! `UPGO_REVIEW=1` rewrites the texts.
mod laptop;
mod script;

use std::collections::BTreeSet;
use std::path::Path;

use self::laptop::{Laptop, User};

/// The notifications, such as `go1.26.1 Ready`.
fn told(laptop: &Laptop) -> Vec<String> {
    laptop.told.iter().flatten().cloned().collect()
}

fn review(name: &str, transcript: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/watch").join(name);
    if std::env::var_os("UPGO_REVIEW").is_some() {
        std::fs::write(&file, transcript).unwrap();
    }
    let reviewed = std::fs::read_to_string(&file).unwrap_or_default();
    let differs = transcript.lines().zip(reviewed.lines()).find(|(now, then)| now != then);
    assert!(transcript == reviewed, "{name} differs from the reviewed text: {differs:?} (now, then)");
}

#[test]
#[ignore = "long"]
fn with_automatic_downloads_each_release_is_notified_once_when_ready() {
    let settings = "check.unmetered-only = true\nquiet-hours = \"22:00-07:00\"\ncheck.cool-down = \"3d\"\n\
                    download.automatic = [\"security\", \"patch\"]\n";
    let mut laptop = Laptop::new("go1.25.7", settings, User::UpgradesWhenTold);
    laptop.run_half_a_year();
    review("downloads.txt", &laptop.transcript());

    let told = told(&laptop);
    let distinct: BTreeSet<&String> = told.iter().collect();
    assert_eq!(told.len(), distinct.len(), "a notification was repeated: {told:?}");
    // 1.26.4 was released while the machine was off, 1.26.5 while it was offline
    let releases: BTreeSet<&str> = told.iter().filter_map(|told| told.split(' ').next()).collect();
    for release in ["go1.26.0", "go1.26.1", "go1.26.2", "go1.26.3", "go1.26.4", "go1.26.5", "go1.26.6", "go1.27.0"] {
        assert!(releases.contains(release), "{release}: {releases:?}");
    }
    assert!(laptop.requests_unasked.len() < 180 * 5, "{}", laptop.requests_unasked.len());
    assert_eq!(laptop.version(), "go1.26.7", "it was ready when go1.27.0 was announced");
}

#[test]
#[ignore = "long"]
fn with_automatic_installs_the_machine_stays_up_to_date() {
    let settings = "install.automatic = [\"security\", \"patch\"]\ninstall.switch = true\n";
    let mut laptop = Laptop::new("go1.25.7", settings, User::DoesNothing);
    laptop.run_half_a_year();
    review("by-itself.txt", &laptop.transcript());

    let told = told(&laptop);
    let distinct: BTreeSet<&String> = told.iter().collect();
    assert_eq!(told.len(), distinct.len(), "a notification was repeated: {told:?}");
    assert_eq!(laptop.version(), "go1.25.14");
}

#[test]
fn two_checks_at_the_same_time_notify_once() {
    let laptop = Laptop::new("go1.25.7", "", User::DoesNothing);
    assert_eq!(laptop.notifies_while_another_check_begins(), (1, Vec::new()));
    assert_eq!(laptop.notifies_while_another_check_begins(), (0, Vec::new()), "and that is remembered");
}
