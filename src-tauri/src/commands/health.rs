//! Health: what is wrong, why, and how to fix it.
use upgo_engine::guidance::doctor::DoctorReport;

use crate::desk::Desk;

page! {
    /// Returns what is wrong with the Go setup of this machine. Never uses the network.
    read doctor() -> DoctorReport { Desk::engine("window")?.doctor() }

    /// Ignores a finding, or shows it again.
    change ignore_finding(&desk, id: String, ignore: bool) -> () {
        desk.decide("window", |engine| engine.ignore_finding(&id, ignore))
    }
}
