//! The pictures of the tray icon, which `npm run icons` generates from `icons/*.svg`.
use tauri::image::Image;
use tauri::include_image;

use crate::platform;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IconState {
    Current,
    Update,
    Security,
    /// Each step of the number turns the ring by an eighth.
    Working(u8),
    Problem,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TaskbarStyle {
    /// Whether it is light, so that the picture must be dark.
    is_light: bool,
    /// The width of its icons in pixels.
    pixels: u32,
}

impl TaskbarStyle {
    pub(super) fn now() -> Self {
        Self { is_light: platform::taskbar_is_light(), pixels: platform::tray_icon_pixels() }
    }
}

/// The widths of the pictures: 100, 125, 150 and 200 %.
const WIDTHS: [u32; 4] = [16, 20, 24, 32];

/// The picture in the taskbar's own size, because the system would blur another; above 200 %, it scales the largest.
pub(super) fn image(state: IconState, taskbar: TaskbarStyle) -> Image<'static> {
    let width = WIDTHS.into_iter().find(|width| *width >= taskbar.pixels).unwrap_or(32);
    let (name, frame) = match state {
        IconState::Current => ("current", 0),
        IconState::Update => ("update", 0),
        IconState::Security => ("security", 0),
        IconState::Working(frame) => ("working", frame % 8),
        IconState::Problem => ("problem", 0),
    };
    picture(name, frame, taskbar.is_light, width)
}

// `picture` of each file, by build.rs. The compiler decodes them, so that the program needs no decoder.
include!(concat!(env!("OUT_DIR"), "/tray_pictures.rs"));

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
            for is_light in [true, false] {
                for pixels in WIDTHS {
                    let picture = image(state, TaskbarStyle { is_light, pixels });
                    assert_eq!((picture.width(), picture.height()), (pixels, pixels), "{state:?}");
                    let picture = picture.rgba().to_vec();
                    assert!(!seen.contains(&picture), "{state:?} looks like another state");
                    seen.push(picture);
                }
            }
        }
    }

    #[test]
    fn a_taskbar_between_two_sizes_gets_the_larger_picture() {
        for (pixels, expected) in [(0, 16), (17, 20), (28, 32), (32, 32), (40, 32)] {
            let taskbar = TaskbarStyle { is_light: false, pixels };
            assert_eq!(image(IconState::Update, taskbar).width(), expected, "{pixels}");
        }
    }
}
