//! The small program behind `go` on Windows: what lies in Upgo's `bin` under the names `go.exe`,
//! `gofmt.exe`, `go1.27.3.exe` and so on.
//!
//! It starts the real program out of Upgo's toolchains and is otherwise not there: the rest of the
//! command line, the standard handles, the working folder and the environment go through as they came,
//! and the exit code comes back. Its own name and the file `current` beside `bin` say which Go that is.
//!
//! It has no dependencies, and `rustc src/main.rs` alone builds it: the engine's build script does so.

#[cfg(any(windows, test))]
mod choice;
#[cfg(any(windows, test))]
mod command_line;
#[cfg(any(windows, test))]
mod failure;
#[cfg(windows)]
mod windows;

/// The exit code when there is nothing to start, as shells give it for a command that is not there.
const NOTHING_TO_START: i32 = 127;

#[cfg(windows)]
fn main() {
    std::process::exit(windows::run());
}

#[cfg(not(windows))]
fn main() {
    use std::io::Write as _;
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(
        std::io::stderr(),
        "upgo-launcher is for Windows only; here Upgo's `go` is a symbolic link to the Go itself."
    );
    std::process::exit(NOTHING_TO_START);
}
