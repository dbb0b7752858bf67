//! The pictures of the tray icon, made from `icons/*.svg` by `npm run icons`.
use tauri::image::Image;

/// What the tray icon says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// All is well.
    Current,
    /// There is something to install.
    Update,
    /// A change runs.
    Working,
    /// The user's hand is needed.
    Problem,
}

macro_rules! picture {
    ($name:literal) => {
        (
            tauri::include_image!(concat!("../icons/tray-", $name, "-light-32.png")),
            tauri::include_image!(concat!("../icons/tray-", $name, "-dark-32.png")),
        )
    };
}

/// The picture of a state. The desktop scales it; 32 pixels are what a taskbar at 200 % shows.
pub(super) fn image(state: State, for_light_taskbar: bool) -> Image<'static> {
    let (light, dark) = match state {
        State::Current => picture!("current"),
        State::Update => picture!("update"),
        State::Working => picture!("working"),
        State::Problem => picture!("problem"),
    };
    if for_light_taskbar { light } else { dark }
}
