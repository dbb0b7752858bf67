//! The interface between page and program: the commands, the events, and the TypeScript generated from them.
use tauri_specta::{Builder, Event, collect_commands, collect_events};
use upgo_engine::change::request::ChangeRequest;

use crate::commands::{environment, health, home, jobs, links, managed, projects, settings, support, versions};
use crate::runtime::Runtime;

/// The machine or the cached data changed, perhaps through the command line. The page reads everything again.
#[answer(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct StateChanged;

/// The tray, a notification or a second start opens a place in the window.
#[answer(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct Navigate(pub Destination);

/// A place in the window, and optionally a part of it or a plan to show there.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Destination {
    pub place: Place,
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

#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
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

/// Lists the commands of modules, by the `listed!` that `page!` made in each.
macro_rules! commands_of {
    ([$($listed:tt)*] []) => { collect_commands![$($listed)*] };
    ($listed:tt [$module:ident $($rest:ident)*]) => { $module::listed!(commands_of $listed $module [$($rest)*]) };
    ([$($listed:tt)*] $module:ident [$($name:ident)+] $rest:tt) => {
        commands_of!([$($listed)* $($module::$name,)+] $rest)
    };
}

pub fn bridge() -> Builder<Runtime> {
    Builder::<Runtime>::new()
        .commands(commands_of!([] [home versions environment health projects jobs settings support managed links]))
        .events(collect_events![StateChanged, Navigate])
        // serialized and deserialized types have the same form
        .disable_serde_phases()
        // sizes in bytes stay far below 2^53
        .dangerously_cast_bigints_to_number()
}
