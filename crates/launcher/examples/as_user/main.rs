//! For tests on Windows: runs the program in its arguments, and exits with its code. If an administrator starts it, the
//! program has only the rights of a user, as from a terminal that was opened without a prompt. As cargo's runner, it
//! does so for all tests of a build server whose account is an administrator.
#[cfg(windows)]
mod token;

#[cfg(windows)]
#[expect(clippy::print_stderr, reason = "a program for tests")]
fn main() {
    let code = token::run().unwrap_or_else(|error| {
        eprintln!("as_user: {error}");
        125
    });
    std::process::exit(code.cast_signed());
}

#[cfg(not(windows))]
fn main() {}
