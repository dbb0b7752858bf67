//! For fuzzing: the report of a machine.
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::gather::Gathered;
use super::machine::MachineReport;
use super::page;
use super::summary::{FleetReport, Judge};
use crate::base::display::is_plain;
use crate::base::words::Language;

/// A report: whatever it says, none of its characters have a special meaning in the page or the JSON.
pub(crate) fn report(bytes: &[u8]) {
    let now = Timestamp::from_second(1_800_000_000).unwrap_or_default();
    let is_valid = MachineReport::parse(bytes, now).is_ok();
    let mut gathered = Gathered::default();
    gathered.add_file("report.json", bytes, now);
    let judge = Judge {
        advisories: None,
        now,
        silent_after: SignedDuration::from_hours(24),
        within: Some(SignedDuration::from_hours(24)),
    };
    let report = FleetReport::of(gathered, judge);
    let machines = u64::from(is_valid);
    assert_eq!((report.total.machines, report.files_left_out()), (machines, 1 - machines));
    if !is_valid {
        return;
    }
    let html = |report: &FleetReport| page::html(report, Language::English, &TimeZone::UTC);
    let (usual, html) = (html(&FleetReport::of(Gathered::default(), judge)), html(&report));
    let count = |html: &str, text: &str| html.matches(text).count();
    for text in ["<script", "</script", "<style", "</style", "<!--", "<a", "<img"] {
        assert_eq!(count(&html, text), count(&usual, text), "{text}");
    }
    let rows = html.rsplit("<tbody>").next().unwrap_or_default();
    let row = rows.split("</tbody>").next().unwrap_or_default();
    assert_eq!((count(row, "<th"), count(row, "<td")), (1, 11), "{row}");
    assert!(row.lines().all(is_plain), "{row}");
}
