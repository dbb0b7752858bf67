//! The pictures of the tray icon, which `npm run icons` generates from `icons/*.svg`.
use tauri::image::Image;
use tauri::include_image;

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

/// A picture for light taskbars and for dark ones. The compiler decodes it, so that the program needs no decoder.
macro_rules! picture {
    ($light:tt, $dark:tt) => {
        (include_image!($light), include_image!($dark))
    };
}

/// The picture of a state. The desktop scales it; a taskbar at 200 % shows 32 pixels.
pub(super) fn image(state: IconState, for_light_taskbar: bool) -> Image<'static> {
    let (light, dark) = match state {
        IconState::Current => picture!("../icons/tray-current-light-32.png", "../icons/tray-current-dark-32.png"),
        IconState::Update => picture!("../icons/tray-update-light-32.png", "../icons/tray-update-dark-32.png"),
        IconState::Security => picture!("../icons/tray-security-light-32.png", "../icons/tray-security-dark-32.png"),
        IconState::Working(frame) => match frame % 8 {
            0 => picture!("../icons/tray-working-0-light-32.png", "../icons/tray-working-0-dark-32.png"),
            1 => picture!("../icons/tray-working-1-light-32.png", "../icons/tray-working-1-dark-32.png"),
            2 => picture!("../icons/tray-working-2-light-32.png", "../icons/tray-working-2-dark-32.png"),
            3 => picture!("../icons/tray-working-3-light-32.png", "../icons/tray-working-3-dark-32.png"),
            4 => picture!("../icons/tray-working-4-light-32.png", "../icons/tray-working-4-dark-32.png"),
            5 => picture!("../icons/tray-working-5-light-32.png", "../icons/tray-working-5-dark-32.png"),
            6 => picture!("../icons/tray-working-6-light-32.png", "../icons/tray-working-6-dark-32.png"),
            _ => picture!("../icons/tray-working-7-light-32.png", "../icons/tray-working-7-dark-32.png"),
        },
        IconState::Problem => picture!("../icons/tray-problem-light-32.png", "../icons/tray-problem-dark-32.png"),
    };
    if for_light_taskbar { light } else { dark }
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
                let pixels = image(state, light).rgba().to_vec();
                assert!(!seen.contains(&pixels), "{state:?} looks like another state");
                seen.push(pixels);
            }
        }
    }
}
