//! The small program behind `go`. On Windows, Upgo's `bin` has it as `go.exe`, `gofmt.exe`, `go1.27.3.exe` and so on.
//! On Unix, where these are links, it takes the place of `go` and `gofmt` while the setting `follow-projects` is on.
//!
//! It starts the real program in one of Upgo's toolchains, selected by its own name, the version file of the current
//! folder if it follows such files, and `current` next to `bin`. The rest of the command line, the standard handles,
//! the working folder and the environment are passed on unchanged, and the exit code is returned. It has no
//! dependencies: the engine's build script builds it with `rustc src/main.rs` alone.

mod choice;
#[cfg(any(windows, test))]
mod command_line;
mod disk;
mod display;
mod encoding;
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
