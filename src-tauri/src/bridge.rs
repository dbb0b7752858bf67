//! What travels between page and program: the commands, the events, and the TypeScript that is made from them.
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri_specta::{Builder, Event, collect_commands, collect_events};
use upgo_engine::request::ChangeRequest;

use crate::commands::{environment, health, home, jobs, links, settings, versions};
use crate::runtime::Runtime;

/// The machine or what is known of it changed, also by the command line: look again.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct StateChanged;

/// The tray, a toast or a second start wants the window to be somewhere.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct Navigate(pub Destination);

/// Where the window shall be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Destination {
    /// Which place.
    pub place: Place,
    /// The change whose plan is shown there.
    pub plan: Option<ChangeRequest>,
}

/// A place of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Place {
    /// Am I fine, and if not, what is the one thing to do?
    Home,
    /// What do I have, what can I get?
    Versions,
    /// What does Go see, who says so, and which one runs where?
    Environment,
    /// What is wrong, why, and what mends it?
    Health,
    /// What was changed, and can I have it back?
    History,
    /// What may Upgo do by itself?
    Settings,
}

impl From<Place> for Destination {
    fn from(place: Place) -> Self {
        Self { place, plan: None }
    }
}

/// The commands and events of the program.
pub fn bridge() -> Builder<Runtime> {
    Builder::<Runtime>::new()
        .commands(collect_commands![
            home::overview,
            home::check,
            home::skip,
            home::remind_later,
            versions::versions,
            versions::verify,
            versions::proof,
            versions::history,
            versions::export_history,
            versions::choose_archive,
            environment::environment,
            environment::why,
            environment::choose_folder,
            health::doctor,
            health::ignore_finding,
            jobs::plan,
            jobs::start,
            jobs::cancel_job,
            jobs::dismiss_job,
            jobs::follow_job,
            settings::settings,
            settings::set_setting,
            settings::set_staying,
            settings::test_mirror,
            settings::about,
            settings::send_test_toast,
            links::open_link,
            links::open_folder,
            links::page_ready,
        ])
        .events(collect_events![StateChanged, Navigate])
        // what is sent and what is understood have one form
        .disable_serde_phases()
        // sizes in bytes stay far below 2^53
        .dangerously_cast_bigints_to_number()
}
