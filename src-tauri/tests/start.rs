//! Starts that end immediately, as a user sees them.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test starts the program, and may fail")]

use std::process::{Command, Output};

fn upgo_desktop(arguments: &[&str]) -> Output {
    let home = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_upgo-desktop"))
        .args(arguments)
        .env("UPGO_HOME", home.path())
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap()
}

/// On Linux there is no screen; under Wine there is no `WebView2`.
#[test]
fn without_a_window_it_explains_why_and_points_to_the_command_line() {
    let ended = upgo_desktop(&[]);
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(14), "{said}");
    assert!(said.contains("upgo status"), "{said}");
    assert!(said.contains(if cfg!(windows) { "WebView2" } else { "screen" }), "{said}");
}

/// The system starts it this way every hour, even without a screen.
#[test]
fn a_check_needs_no_screen_and_prints_nothing() {
    let home = tempfile::tempdir().unwrap();
    let ended = Command::new(env!("CARGO_BIN_EXE_upgo-desktop"))
        .arg("--check")
        .env("UPGO_HOME", home.path())
        .env("UPGO_FEED_URL", "http://127.0.0.1:1/")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap();
    assert_eq!((ended.status.code(), ended.stdout.as_slice(), ended.stderr.as_slice()), (Some(0), &b""[..], &b""[..]));
    let log = std::fs::read_to_string(home.path().join("logs/upgo.log")).unwrap();
    assert!(log.contains("check-failed") && log.contains("\"by\":\"scheduled\""), "{log}");
}

#[test]
fn quitting_when_not_running_is_not_an_error() {
    let ended = upgo_desktop(&["--quit"]);
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), b"".as_slice()));
}
