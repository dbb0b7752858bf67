//! Starts that end immediately, as a user sees them.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::path::Path;
use std::process::{Command, Output};

use upgo_testkit::limit::InTime as _;

/// Runs the program where it can show no window: on Linux there is no screen, and on Windows the web view is searched
/// for in a folder that has none, wherever it is installed.
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

/// Runs the program as a silent installer does: without standard handles, and where nobody sees a message box. It must
/// end by itself.
fn unattended(home: &Path, form: &str) -> Option<i32> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_upgo-desktop"));
    command.arg(form).env("UPGO_HOME", home).env("UPGO_FEED_URL", "http://127.0.0.1:1/");
    command.env("UPGO_FAULT", "windows:no-handles,no-boxes").env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    command.env("UPGO_TEST_REGISTRY", format!(r"Software\UpgoTest\start-{}", std::process::id()));
    #[cfg(windows)]
    std::os::windows::process::CommandExt::creation_flags(&mut command, 0x8); // DETACHED_PROCESS
    let ended = command.output_in_time().unwrap();
    assert_eq!(ended.stderr, b"", "{form}");
    ended.status.code()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
fn a_start_by_an_installer_opens_no_message_box_and_the_log_has_the_reason() {
    if !upgo_engine::machine::fault::ARMED {
        println!("SKIPPED: needs the feature `faults`");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    assert_eq!(unattended(&home, "--register"), Some(0));
    // only Windows has something to register
    if cfg!(windows) {
        std::fs::remove_dir_all(home.join("start-menu")).unwrap();
        std::fs::write(home.join("start-menu"), "").unwrap();
        assert_eq!(unattended(&home, "--register"), Some(1));
        let log = std::fs::read_to_string(home.join("logs/upgo.log")).unwrap();
        assert!(log.contains("\"start-failed\"") && log.contains("\"level\":\"error\""), "{log}");
    }
    // a file where the home must be, so that there is no log either
    let file = folder.path().join("file");
    std::fs::write(&file, "theirs").unwrap();
    for form in ["--register", "--check"] {
        assert_eq!(unattended(&file, form), Some(1), "{form}");
    }
    assert_eq!(unattended(&file, "--quit"), Some(0));
    assert_eq!(std::fs::read(&file).unwrap(), b"theirs");
    unattended(&home, "--unregister");
}

#[test]
fn quitting_when_not_running_is_not_an_error() {
    let home = tempfile::tempdir().unwrap();
    let ended = upgo_desktop(&["--quit"], home.path());
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), b"".as_slice()));
}
