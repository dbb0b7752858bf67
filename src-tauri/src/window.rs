//! The window. It is created when needed and destroyed when closed, because a hidden one would free no memory.
use serde_json::Value;
use tauri::webview::NewWindowResponse;
use tauri::window::{Color, ProgressBarState, ProgressBarStatus};
use tauri::{Manager as _, Theme, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use tauri_plugin_window_state::StateFlags;
use upgo_engine::base::report::Progress;
use upgo_engine::choices::settings;

use crate::desk::Desk;
use crate::jobs::Job;
use crate::platform::{self, OWN_PAGE};
use crate::runtime::{AppHandle, Runtime};

const MAIN: &str = "main";
/// `--bg` of ui/src/styles/tokens.css.
const LIGHT: Color = Color(0xf3, 0xf3, 0xf3, 0xff);
const DARK: Color = Color(0x20, 0x20, 0x20, 0xff);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opened {
    Before,
    /// Its page will ask for the place to show.
    Now,
}

pub(crate) fn remembered() -> StateFlags {
    StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED
}

/// Creates the window if there is none. Only on the main thread.
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
        .background_color(ground(theme))
        .initialization_script(region_script(platform::region().as_deref()));
    let window = fenced(platform::dress(builder), desk.app()).build()?;
    // Before the page is drawn, because a hidden window draws nothing: waiting for it would cost a quarter of a second.
    window.show()?;
    window.set_focus()?;
    // a new button knows nothing of a job that runs or has failed
    show_progress(desk, &desk.jobs().job());
    Ok(Opened::Now)
}

/// Tells the page the region whose formats it uses (`regionOf` in ui/src/text/index.svelte.ts).
fn region_script(region: Option<&str>) -> String {
    // a string of JSON is a literal of JavaScript
    format!("window.upgoRegion = {}", region.map_or_else(|| "undefined".to_owned(), |tag| Value::from(tag).to_string()))
}

/// Keeps the web view at Upgo's own page: no other address, window or download. The page's policy refuses frames.
fn fenced<'a>(
    builder: WebviewWindowBuilder<'a, Runtime, AppHandle>,
    app: &AppHandle,
) -> WebviewWindowBuilder<'a, Runtime, AppHandle> {
    let page = page_of(app.config(), tauri::is_dev());
    builder
        .on_navigation(move |url| page.as_ref().is_some_and(|page| is_same_origin(url, page)))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        // a released program has none: that would need the feature `devtools`
        .devtools(cfg!(debug_assertions))
}

/// The address of the page: in the program, or for a development build on the server of `npm run dev:ui`.
fn page_of(config: &tauri::Config, is_dev: bool) -> Option<Url> {
    let served = config.build.dev_url.clone().filter(|_| is_dev);
    served.or_else(|| OWN_PAGE.parse().ok())
}

/// `Url::origin` would not do, because every address with Tauri's own scheme has its own origin.
fn is_same_origin(url: &Url, page: &Url) -> bool {
    let of = |url: &Url| (url.scheme().to_owned(), url.host_str().map(str::to_owned), url.port_or_known_default());
    of(url) == of(page) && url.username().is_empty() && url.password().is_none()
}

pub(crate) fn is_open(desk: &Desk) -> bool {
    the_window(desk).is_some()
}

pub(crate) fn has_focus(desk: &Desk) -> bool {
    the_window(desk).is_some_and(|window| window.is_focused().unwrap_or(false))
}

/// Applies the settings to the window's frame. The page updates itself.
pub(crate) fn follow_settings(desk: &Desk) {
    if let Some(window) = the_window(desk) {
        window.set_theme(theme()).ok();
    }
}

/// Whether the user can see the window, perhaps behind others. Not on the main thread.
pub(crate) fn is_visible(desk: &Desk) -> bool {
    the_window(desk)
        .is_some_and(|window| window.is_visible().unwrap_or(false) && !window.is_minimized().unwrap_or(false))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taskbar {
    Plain,
    /// A change whose progress is unknown.
    Busy,
    /// In percent.
    Progress(u64),
    /// Something waits, in percent: yellow on Windows.
    Paused(u64),
    /// Red on Windows.
    Failed,
}

impl Taskbar {
    /// `asks_user` says whether a queued change waits for the user.
    fn of(job: &Job, asks_user: bool) -> Self {
        match job {
            Job::Working { progress, .. } => Self::of_progress(progress),
            Job::Failed { .. } => Self::Failed,
            _ if asks_user => Self::Paused(100),
            _ => Self::Plain,
        }
    }

    fn of_progress(progress: &Progress) -> Self {
        match (progress.percent().map(u64::from), &progress.waiting) {
            // a bar without a length would have no color
            (None | Some(0), Some(_)) => Self::Paused(100),
            (Some(percent), Some(_)) => Self::Paused(percent),
            (Some(percent), None) => Self::Progress(percent),
            (None, None) => Self::Busy,
        }
    }

    fn native(self) -> ProgressBarState {
        let (status, progress) = match self {
            Self::Plain => (ProgressBarStatus::None, None),
            Self::Busy => (ProgressBarStatus::Indeterminate, None),
            Self::Progress(percent) => (ProgressBarStatus::Normal, Some(percent)),
            Self::Paused(percent) => (ProgressBarStatus::Paused, Some(percent)),
            Self::Failed => (ProgressBarStatus::Error, Some(100)),
        };
        ProgressBarState { status: Some(status), progress }
    }
}

pub(crate) fn show_progress(desk: &Desk, job: &Job) {
    let Some(window) = the_window(desk) else { return };
    window.set_progress_bar(Taskbar::of(job, desk.jobs().asks_user()).native()).ok();
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

/// The color of a page before it is drawn.
fn ground(theme: Option<Theme>) -> Color {
    match theme {
        Some(Theme::Dark) => DARK,
        None if platform::prefers_dark() => DARK,
        _ => LIGHT,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use upgo_engine::base::report::Event;
    use upgo_engine::base::words::Sentence;

    use super::*;

    #[test]
    fn the_taskbar_button_shows_how_far_a_change_is_and_that_it_waits() {
        let progress = |fraction| {
            let mut progress = Progress::new(&[]);
            progress.fraction = fraction;
            progress
        };
        let waits = |fraction| {
            let mut progress = progress(fraction);
            progress.apply(&Event::Waiting { step: 0, reason: Sentence::ForWindowsInstaller.into() }, Instant::now());
            progress
        };
        for (progress, expected) in [
            (progress(Some(0.0)), Taskbar::Progress(0)),
            (progress(Some(0.585)), Taskbar::Progress(58)),
            (progress(None), Taskbar::Busy),
            (waits(Some(0.585)), Taskbar::Paused(58)),
            (waits(Some(0.0)), Taskbar::Paused(100)),
            (waits(None), Taskbar::Paused(100)),
        ] {
            assert_eq!(Taskbar::of_progress(&progress), expected, "{progress:?}");
        }
        assert_eq!(Taskbar::of(&Job::Idle, false), Taskbar::Plain);
        assert_eq!(Taskbar::of(&Job::Idle, true), Taskbar::Paused(100), "a queued change waits for the user");
    }

    #[test]
    fn the_page_learns_the_region_as_text_and_never_as_code() {
        assert_eq!(region_script(Some("de-DE")), r#"window.upgoRegion = "de-DE""#);
        assert_eq!(region_script(Some(r#"";alert(1)//"#)), r#"window.upgoRegion = "\";alert(1)//""#);
        assert_eq!(region_script(None), "window.upgoRegion = undefined");
    }

    #[test]
    fn the_web_view_stays_at_its_own_page() {
        let context = crate::context();
        let page = page_of(context.config(), false).unwrap();
        for own in ["", "/", "/index.html", "/?a=b", "/#history"] {
            assert!(is_same_origin(&format!("{OWN_PAGE}{own}").parse().unwrap(), &page), "{own}");
        }
        for other in [
            "https://example.com/",
            "http://127.0.0.1/",
            "http://localhost/",
            "http://localhost:5173/",
            "https://tauri.localhost/",
            "http://tauri.localhost:8080/",
            "http://user@tauri.localhost/",
            "tauri://localhost:1/",
            "tauri://localhost.example.com/",
            "tauri://user@localhost/",
            "tauri://other/",
            "file:///etc/passwd",
            "file://localhost/etc/passwd",
            "data:text/html,x",
            "about:blank",
            "about:srcdoc",
            "blob:tauri://localhost/1",
            "javascript:alert(1)",
            "ipc://localhost/plan",
            "upgo:quit",
        ] {
            assert!(!is_same_origin(&other.parse().unwrap(), &page), "{other}");
        }
        let served = page_of(context.config(), true).unwrap();
        assert!(is_same_origin(&"http://localhost:5173/x".parse().unwrap(), &served));
        assert!(!is_same_origin(&OWN_PAGE.parse().unwrap(), &served));
    }

    /// What the hooks of the web view do not see: frames, scripts and styles from elsewhere, and `<base>`.
    #[test]
    fn the_pages_policy_names_no_other_host() {
        let config: serde_json::Value = serde_json::from_str(include_str!("../tauri.conf.json")).unwrap();
        let security = &config["app"]["security"];
        let policy = security["csp"].as_str().unwrap();
        let parts: Vec<&str> = policy.split(';').map(str::trim).collect();
        for part in ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"] {
            assert!(parts.contains(&part), "{policy}");
        }
        let sources = parts.iter().flat_map(|part| part.split(' ').skip(1));
        let known = ["'none'", "'self'", "data:", "ipc:", "http://ipc.localhost"];
        assert!(sources.into_iter().all(|source| known.contains(&source)), "{policy}");
        assert!(!parts.iter().any(|part| part.starts_with("script-src") && part.contains("data:")), "{policy}");
        // further files in `capabilities` have no effect
        assert_eq!(security["capabilities"], serde_json::json!(["main"]));
    }
}
