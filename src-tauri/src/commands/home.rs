//! Home: whether everything is fine, and if not, the one thing to do.
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use specta::Type;
use tauri::State;
use upgo_engine::base::report::Problem;
use upgo_engine::base::version::Version;
use upgo_engine::cases::Overview;

use super::{in_background, reading};
use crate::desk::Desk;

/// When to remind the user of a release again.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Remind {
    /// In a day.
    Tomorrow,
    /// In seven days.
    NextWeek,
}

impl Remind {
    pub(crate) fn after(self, now: Timestamp) -> Timestamp {
        let hours = match self {
            Self::Tomorrow => 24,
            Self::NextWeek => 24 * 7,
        };
        now.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(now)
    }
}

/// Returns the contents of Home. Never uses the network.
#[tauri::command]
#[specta::specta]
pub(crate) async fn overview(desk: State<'_, Desk>) -> Result<Overview, Problem> {
    let desk = desk.inner().clone();
    reading(move || desk.overview()).await
}

/// Checks for new releases. Returns the problem if the check failed and the cached data is still shown.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check(desk: State<'_, Desk>) -> Result<Option<Problem>, Problem> {
    let desk = desk.inner().clone();
    reading(move || desk.check()).await
}

/// Never mentions this release again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn skip(desk: State<'_, Desk>, version: Version) -> Result<(), Problem> {
    let desk = desk.inner().clone();
    in_background(move || desk.skip(&version)).await
}

/// Does not mention this release until the given time.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remind_later(desk: State<'_, Desk>, version: Version, when: Remind) -> Result<(), Problem> {
    let desk = desk.inner().clone();
    in_background(move || desk.remind_later(&version, when.after(Timestamp::now()))).await
}

/// Offers again what was skipped or postponed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn offer_again(desk: State<'_, Desk>) -> Result<(), Problem> {
    let desk = desk.inner().clone();
    in_background(move || desk.offer_again()).await
}

/// Ends the pause of notifications.
#[tauri::command]
#[specta::specta]
pub(crate) async fn resume_notifications(desk: State<'_, Desk>) -> Result<(), Problem> {
    let desk = desk.inner().clone();
    in_background(move || desk.pause(None)).await
}
