//! The pictures of the tray icon, made from `icons/*.svg` by `npm run icons`.
use tauri::image::Image;

/// What the tray icon says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// All is well.
    Current,
    /// There is something to install.
    Update,
    /// There is something to install that fixes vulnerabilities.
    Security,
    /// A change runs; the ring turns by an eighth for each number.
    Working(u8),
    /// The user's hand is needed.
    Problem,
}

macro_rules! picture {
    ($name:literal) => {
        (
            include_bytes!(concat!("../../../icons/tray-", $name, "-light-32.png")).as_slice(),
            include_bytes!(concat!("../../../icons/tray-", $name, "-dark-32.png")).as_slice(),
        )
    };
}

/// The picture of a state. The desktop scales it; 32 pixels are what a taskbar at 200 % shows.
pub(super) fn image(state: State, for_light_taskbar: bool) -> Option<Image<'static>> {
    let (light, dark) = match state {
        State::Current => picture!("current"),
        State::Update => picture!("update"),
        State::Security => picture!("security"),
        State::Working(frame) => match frame % 8 {
            0 => picture!("working-0"),
            1 => picture!("working-1"),
            2 => picture!("working-2"),
            3 => picture!("working-3"),
            4 => picture!("working-4"),
            5 => picture!("working-5"),
            6 => picture!("working-6"),
            _ => picture!("working-7"),
        },
        State::Problem => picture!("problem"),
    };
    // a test reads each of them
    Image::from_bytes(if for_light_taskbar { light } else { dark }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_its_own_picture() {
        let mut seen = Vec::new();
        let working = (0..8).map(State::Working);
        for state in [State::Current, State::Update, State::Security, State::Problem].into_iter().chain(working) {
            for light in [true, false] {
                let pixels = image(state, light).unwrap().rgba().to_vec();
                assert!(!seen.contains(&pixels), "{state:?} looks like another one");
                seen.push(pixels);
            }
        }
    }
}
