//! The small program behind `go` on Windows. Upgo's `bin` has it under the names `go.exe`, `gofmt.exe`, `go1.27.3.exe`
//! and so on.
//!
//! It starts the real program in one of Upgo's toolchains and is otherwise transparent. The rest of the command line,
//! the standard handles, the working folder and the environment are passed on unchanged, and the exit code is returned.
//! Its own name and the file `current` next to `bin` select the toolchain.
//!
//! It has no dependencies, and `rustc src/main.rs` alone builds it, which the engine's build script does.

#[cfg(any(windows, test))]
mod choice;
#[cfg(any(windows, test))]
mod command_line;
#[cfg(any(windows, test))]
mod failure;
#[cfg(test)]
mod fuzz;
#[cfg(any(windows, test))]
mod refused_by;
#[cfg(windows)]
mod windows;

/// The exit code if there is nothing to start, which shells use for an unknown command.
const NOTHING_TO_START: i32 = 127;

#[cfg(windows)]
fn main() {
    std::process::exit(windows::run());
}

#[cfg(not(windows))]
fn main() {
    use std::io::Write as _;
    // Ignored, because standard error may be closed.
    let _ = writeln!(
        std::io::stderr(),
        "upgo-launcher is for Windows only; on this system, Upgo's `go` is a symbolic link to the toolchain."
    );
    std::process::exit(NOTHING_TO_START);
}
