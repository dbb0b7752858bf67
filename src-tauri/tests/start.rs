//! Starts that end immediately, as a user sees them.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::path::Path;
use std::process::{Command, Output};

use upgo_testkit::limit::InTime as _;

/// Runs the program where it can show no window: on Linux there is no screen, and on Windows the web view is looked for
/// in a folder that has none, wherever it is installed.
///
/// The variable is a part of `WebView2`, which then does not look anywhere else:
/// <https://learn.microsoft.com/microsoft-edge/webview2/reference/win32/webview2-idl>.
fn upgo_desktop(arguments: &[&str], home: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_upgo-desktop"))
        .args(arguments)
        .env("UPGO_HOME", home)
        .env("UPGO_FEED_URL", "http://127.0.0.1:1/")
        .env("WEBVIEW2_BROWSER_EXECUTABLE_FOLDER", home)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output_in_time()
        .unwrap()
}

#[test]
fn without_a_window_it_explains_why_and_points_to_the_command_line() {
    let home = tempfile::tempdir().unwrap();
    let ended = upgo_desktop(&[], home.path());
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(14), "{said}");
    assert!(said.contains("upgo status"), "{said}");
    assert!(said.contains(if cfg!(windows) { "WebView2" } else { "screen" }), "{said}");
}

/// The system starts it this way every hour, even without a screen.
#[test]
fn a_check_needs_no_screen_and_prints_nothing() {
    let home = tempfile::tempdir().unwrap();
    let ended = upgo_desktop(&["--check"], home.path());
    assert_eq!((ended.status.code(), ended.stdout.as_slice(), ended.stderr.as_slice()), (Some(0), &b""[..], &b""[..]));
    let log = std::fs::read_to_string(home.path().join("logs/upgo.log")).unwrap();
    assert!(log.contains("check-failed") && log.contains("\"by\":\"scheduled\""), "{log}");
}

#[test]
fn quitting_when_not_running_is_not_an_error() {
    let home = tempfile::tempdir().unwrap();
    let ended = upgo_desktop(&["--quit"], home.path());
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), b"".as_slice()));
}
