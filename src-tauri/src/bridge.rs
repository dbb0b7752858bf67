//! The interface between page and program: the commands, the events, and the TypeScript generated from them.
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri_specta::{Builder, Event, collect_commands, collect_events};
use upgo_engine::change::request::ChangeRequest;

use crate::commands::{environment, health, home, jobs, links, managed, projects, settings, support, versions};
use crate::runtime::Runtime;

/// The machine or the cached data changed, perhaps through the command line. The page reads everything again.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct StateChanged;

/// The tray, a notification or a second start opens a place in the window.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct Navigate(pub Destination);

/// A place in the window, and optionally a part of it or a plan to show there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Destination {
    /// The place.
    pub place: Place,
    /// The change whose plan is shown there.
    pub plan: Option<ChangeRequest>,
    /// The row of Settings that gets the focus.
    pub row: Option<String>,
}

impl Destination {
    /// The version of Upgo itself, in Settings.
    pub fn upgo() -> Self {
        Self { row: Some("upgo".to_owned()), ..Place::Settings.into() }
    }
}

/// A place in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Place {
    /// Home: whether everything is fine, and if not, the one thing to do.
    Home,
    /// Versions: the installed versions and the available releases.
    Versions,
    /// Projects: which of the user's projects an upgrade concerns.
    Projects,
    /// Environment: the values that Go sees, where they come from, and which Go runs where.
    Environment,
    /// Health: what is wrong, why, and how to fix it.
    Health,
    /// History: the changes, and how to undo them.
    History,
    /// Settings: what Upgo may do automatically.
    Settings,
}

impl From<Place> for Destination {
    fn from(place: Place) -> Self {
        Self { place, plan: None, row: None }
    }
}

#[expect(clippy::too_many_lines, reason = "a list of commands")]
pub fn bridge() -> Builder<Runtime> {
    Builder::<Runtime>::new()
        .commands(collect_commands![
            home::overview,
            home::check,
            home::skip,
            home::remind_later,
            home::offer_again,
            home::resume_notifications,
            versions::versions,
            versions::version_details,
            versions::tools,
            versions::check_tools,
            versions::wsl,
            versions::look_in_wsl,
            versions::cancel_wsl,
            versions::self_status,
            versions::check_self,
            versions::restart,
            versions::verify,
            versions::proof,
            versions::history,
            versions::export_history,
            versions::choose_archive,
            versions::found,
            versions::found_in,
            versions::clean_cache,
            versions::caches,
            environment::environment,
            environment::why,
            environment::choose_folder,
            health::doctor,
            health::ignore_finding,
            projects::projects,
            projects::cancel_projects,
            projects::whats_new,
            projects::plan_rehearsal,
            projects::rehearse,
            projects::rehearsal_of,
            projects::cancel_rehearsal,
            projects::dismiss_rehearsal,
            projects::follow_rehearsal,
            jobs::plan,
            jobs::start,
            jobs::cancel_job,
            jobs::dismiss_job,
            jobs::follow_job,
            jobs::follow_queue,
            jobs::unqueue,
            settings::settings,
            settings::set_setting,
            settings::set_staying,
            settings::choose_certificate,
            settings::export_settings,
            settings::import_settings,
            settings::test_mirror,
            settings::about,
            settings::send_test_toast,
            support::log,
            support::gather_report,
            support::report_text,
            support::save_report,
            managed::managed,
            managed::administrator_report,
            managed::save_administrator_report,
            links::open_link,
            links::open_folder,
            links::open_terminal,
            links::page_ready,
        ])
        .events(collect_events![StateChanged, Navigate])
        // serialized and deserialized types have the same form
        .disable_serde_phases()
        // sizes in bytes stay far below 2^53
        .dangerously_cast_bigints_to_number()
}
