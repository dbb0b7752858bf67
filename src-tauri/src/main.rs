//! Upgo's window, tray icon and toasts. All it knows is in the engine; see `lib.rs` for the order of things.
// A console window would flash at every start.
#![windows_subsystem = "windows"]

use std::process::ExitCode;

fn main() -> ExitCode {
    upgo_desktop::run(std::env::args().skip(1))
}
