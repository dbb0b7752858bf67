//! The pictures of the tray icon, which `npm run icons` generates from `icons/*.svg`.
use tauri::image::Image;

/// The state that the tray icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IconState {
    /// Everything is up to date.
    Current,
    /// An update is available.
    Update,
    /// An update that fixes vulnerabilities is available.
    Security,
    /// A change is running. Each step of the number turns the ring by an eighth.
    Working(u8),
    /// The user must act.
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

/// The picture of a state. The desktop scales it; a taskbar at 200 % shows 32 pixels.
pub(super) fn image(state: IconState, for_light_taskbar: bool) -> Option<Image<'static>> {
    let (light, dark) = match state {
        IconState::Current => picture!("current"),
        IconState::Update => picture!("update"),
        IconState::Security => picture!("security"),
        IconState::Working(frame) => match frame % 8 {
            0 => picture!("working-0"),
            1 => picture!("working-1"),
            2 => picture!("working-2"),
            3 => picture!("working-3"),
            4 => picture!("working-4"),
            5 => picture!("working-5"),
            6 => picture!("working-6"),
            _ => picture!("working-7"),
        },
        IconState::Problem => picture!("problem"),
    };
    // a test decodes every picture
    Image::from_bytes(if for_light_taskbar { light } else { dark }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_its_own_picture() {
        let mut seen = Vec::new();
        let working = (0..8).map(IconState::Working);
        for state in
            [IconState::Current, IconState::Update, IconState::Security, IconState::Problem].into_iter().chain(working)
        {
            for light in [true, false] {
                let pixels = image(state, light).unwrap().rgba().to_vec();
                assert!(!seen.contains(&pixels), "{state:?} looks like another state");
                seen.push(pixels);
            }
        }
    }
}
