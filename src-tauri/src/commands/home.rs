//! Home: am I fine, and if not, what is the one thing to do?
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use specta::Type;
use tauri::State;
use upgo_engine::engine::Overview;
use upgo_engine::report::Problem;
use upgo_engine::version::Version;

use super::in_background;
use crate::desk::Desk;

/// When the user wants to hear of a release again.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Remind {
    /// In a day.
    Tomorrow,
    /// In seven days.
    NextWeek,
}

impl Remind {
    /// The time that is meant, seen from `now`.
    pub(crate) fn after(self, now: Timestamp) -> Timestamp {
        let hours = match self {
            Self::Tomorrow => 24,
            Self::NextWeek => 24 * 7,
        };
        now.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(now)
    }
}

/// What Home says. Never uses the network.
#[tauri::command]
#[specta::specta]
pub(crate) async fn overview(desk: State<'_, Desk>) -> Result<Overview, Problem> {
    let desk = desk.inner().clone();
    in_background(move || desk.overview()).await
}

/// Asks what is out. The answer is the problem that left what was known as it is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check(desk: State<'_, Desk>) -> Result<Option<Problem>, Problem> {
    let desk = desk.inner().clone();
    in_background(move || desk.check()).await
}

/// Never speaks of this release again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn skip(desk: State<'_, Desk>, version: Version) -> Result<(), Problem> {
    let desk = desk.inner().clone();
    in_background(move || desk.skip(&version)).await
}

/// Is quiet about this release until then.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remind_later(desk: State<'_, Desk>, version: Version, when: Remind) -> Result<(), Problem> {
    let desk = desk.inner().clone();
    in_background(move || desk.remind_later(&version, when.after(Timestamp::now()))).await
}
