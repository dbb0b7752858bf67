//! The limit for the size of a file (`ulimit -f`).
#![allow(unsafe_code)] // signal handlers

/// Lets a write beyond the limit fail with an error, as on a full disk, instead of killing this process.
///
/// A handler that does nothing is enough. Unlike a signal that is ignored, it is not passed on to the programs that this
/// process starts: the limit does to them what it always does.
pub fn fail_beyond_file_size_limit() {
    extern "C" fn nothing(_signal: libc::c_int) {}
    let handler: extern "C" fn(libc::c_int) = nothing;
    // SAFETY: the handler does nothing, so it is safe at any moment, and the number is that of a signal.
    // https://man7.org/linux/man-pages/man2/signal.2.html
    unsafe { libc::signal(libc::SIGXFSZ, handler as libc::sighandler_t) };
}
