//! The window. It is created when needed and destroyed when closed, because a hidden one would free no memory.
use tauri::window::{Color, ProgressBarState, ProgressBarStatus};
use tauri::{Manager as _, Theme, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use tauri_plugin_window_state::StateFlags;
use upgo_engine::settings;

use crate::desk::Desk;
use crate::jobs::Job;
use crate::platform;
use crate::runtime::Runtime;

/// The label of the only window.
const MAIN: &str = "main";
/// `--bg` of ui/src/styles/tokens.css.
const LIGHT: Color = Color(0xf3, 0xf3, 0xf3, 0xff);
const DARK: Color = Color(0x20, 0x20, 0x20, 0xff);

/// Whether the window had to be created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opened {
    /// It already existed.
    Before,
    /// It is being created. Its page will ask for the place to show.
    Now,
}

/// The properties that are restored at the next start.
pub(crate) fn remembered() -> StateFlags {
    StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED
}

/// Shows the window, and creates it if there is none. Only on the main thread.
pub(crate) fn open(desk: &Desk) -> tauri::Result<Opened> {
    if let Some(window) = the_window(desk) {
        window.show()?;
        window.unminimize()?;
        window.set_focus()?;
        return Ok(Opened::Before);
    }
    let theme = theme();
    let builder = WebviewWindowBuilder::new(desk.app(), MAIN, WebviewUrl::default())
        .title("Upgo")
        .inner_size(1040.0, 720.0)
        .min_inner_size(480.0, 560.0)
        .theme(theme)
        // until its position and size are restored
        .visible(false)
        // avoids a white flash
        .background_color(ground(theme));
    let window = platform::dress(builder).build()?;
    // Before the page is drawn, because a hidden window draws nothing: waiting for it would cost a quarter of a second.
    window.show()?;
    window.set_focus()?;
    Ok(Opened::Now)
}

/// Whether there is a window.
pub(crate) fn is_open(desk: &Desk) -> bool {
    the_window(desk).is_some()
}

/// Whether the window has the focus.
pub(crate) fn has_focus(desk: &Desk) -> bool {
    the_window(desk).is_some_and(|window| window.is_focused().unwrap_or(false))
}

/// Applies the settings to the window's frame. The page updates itself.
pub(crate) fn follow_settings(desk: &Desk) {
    if let Some(window) = the_window(desk) {
        window.set_theme(theme()).ok();
    }
}

/// Shows the job's progress on the taskbar button.
pub(crate) fn show_progress(desk: &Desk, job: &Job) {
    let Some(window) = the_window(desk) else { return };
    let (status, progress) = match job {
        Job::Working { progress, .. } => match progress.fraction {
            // a fraction from 0 to 1, in percent
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 100")]
            Some(fraction) => (ProgressBarStatus::Normal, Some((fraction * 100.0) as u64)),
            None => (ProgressBarStatus::Indeterminate, None),
        },
        Job::Failed { .. } => (ProgressBarStatus::Error, Some(100)),
        _ => (ProgressBarStatus::None, None),
    };
    window.set_progress_bar(ProgressBarState { status: Some(status), progress }).ok();
}

fn the_window(desk: &Desk) -> Option<WebviewWindow<Runtime>> {
    desk.app().get_webview_window(MAIN)
}

fn theme() -> Option<Theme> {
    let engine = Desk::engine("window").ok()?;
    match engine.settings().theme {
        settings::Theme::System => None,
        settings::Theme::Light => Some(Theme::Light),
        settings::Theme::Dark => Some(Theme::Dark),
    }
}

/// The colour of a page before it is drawn.
fn ground(theme: Option<Theme>) -> Color {
    match theme {
        Some(Theme::Dark) => DARK,
        None if platform::prefers_dark() => DARK,
        _ => LIGHT,
    }
}
