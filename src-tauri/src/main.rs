//! Upgo's window, tray icon and notifications. The logic is in the engine; see `lib.rs` for an overview.
// A console window would flash at every start.
#![windows_subsystem = "windows"]

use std::process::ExitCode;

fn main() -> ExitCode {
    upgo_engine::machine::platform::fail_beyond_file_size_limit();
    // The elevated copy, which does the work that needs an administrator.
    if let Some(status) = upgo_engine::change::elevation::serve_if_asked(std::env::args_os().skip(1)) {
        return ExitCode::from(status);
    }
    upgo_desktop::run(std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()))
}
