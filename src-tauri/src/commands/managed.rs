//! What an organization manages on this machine, and the report for its administrator.
use std::path::PathBuf;

use jiff::ZonedDateTime;
use upgo_engine::cases::ManagedReport;

use super::save;
use crate::desk::Desk;
use crate::runtime::AppHandle;

page! {
    /// Returns what an organization manages on this machine by policy. Never uses the network.
    read managed() -> ManagedReport { Desk::engine("window")?.managed() }

    /// Returns the report for the administrator, to be read before it is copied or saved. It goes online, but is not sent
    /// anywhere.
    read administrator_report(&desk) -> String {
        Ok(desk.keep_administrator_report(Desk::engine("window")?.administrator_report()?))
    }

    /// Lets the user choose a file and writes the shown report to it. Returns the file, or `null` if the user cancels.
    change save_administrator_report(&desk, app: AppHandle) -> Option<PathBuf> {
        let report = desk.administrator_report();
        let name = ZonedDateTime::now().strftime("upgo-policy-%Y%m%d-%H%M%S.txt").to_string();
        save(&app, &name, ("TXT", "txt"), |file| Desk::engine_for_settings()?.save_administrator_report(file, &report))
    }
}
