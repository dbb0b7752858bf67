//! Troubleshooting: Upgo's log, and the contents of a bug report.
use std::path::PathBuf;

use jiff::ZonedDateTime;
use upgo_engine::cases::LogReport;
use upgo_engine::change::log::Level;
use upgo_engine::guidance::bug_report::ReportText;

use super::save;
use crate::desk::Desk;
use crate::runtime::AppHandle;

const LINES: usize = 1000;

page! {
    /// Returns the newest lines of Upgo's log, of this level and above.
    read log(level: Level) -> LogReport { Ok(Desk::engine_for_settings()?.log(level, LINES)) }

    /// Gathers the contents of a bug report, and lists them. Nothing is written or sent.
    read gather_report(&desk) -> Vec<ReportText> {
        Ok(desk.keep_report(Desk::engine_for_settings()?.bug_report()).list())
    }

    /// Returns a text of the gathered report, as it would be in the file.
    read report_text(&desk, name: String) -> String { Ok(desk.report().text(&name)?.to_owned()) }

    /// Lets the user choose a file and writes the gathered report to it. Returns the file, or `null` if the user cancels.
    change save_report(&desk, app: AppHandle) -> Option<PathBuf> {
        let report = desk.report();
        let name = ZonedDateTime::now().strftime("upgo-report-%Y%m%d-%H%M%S.zip").to_string();
        save(&app, &name, ("ZIP", "zip"), |file| Ok(report.write_over(file)?))
    }
}
