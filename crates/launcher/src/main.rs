//! The small program behind `go`. On Windows, Upgo's `bin` has it under the names `go.exe`, `gofmt.exe`, `go1.27.3.exe`
//! and so on. On Unix, where these names are links, it takes the place of `go` and `gofmt` while the setting
//! `follow-projects` is on.
//!
//! It starts the real program in one of Upgo's toolchains and is otherwise transparent. The rest of the command line,
//! the standard handles, the working folder and the environment are passed on unchanged, and the exit code is returned.
//! Its own name, the version file of the current folder if it follows such files, and `current` next to `bin` select the
//! toolchain.
//!
//! It has no dependencies, and `rustc src/main.rs` alone builds it, which the engine's build script does.

mod choice;
#[cfg(any(windows, test))]
mod command_line;
mod disk;
mod display;
mod failure;
mod follow;
#[cfg(test)]
mod fuzz_tests;
mod number;
mod refused_by;
#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix as system;
#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows as system;

use std::io::Write as _;

/// The exit code if there is nothing to start, which shells use for an unknown command.
const NOTHING_TO_START: i32 = 127;

fn main() {
    let launcher = system::own_path();
    let exit_code = match system::start(&launcher) {
        Ok(exit_code) => exit_code,
        Err(failure) => {
            let name = launcher.file_stem().unwrap_or_default().display();
            // Ignored, because standard error may be closed.
            let _ = writeln!(std::io::stderr(), "{name}: {failure}");
            NOTHING_TO_START
        }
    };
    std::process::exit(exit_code);
}
