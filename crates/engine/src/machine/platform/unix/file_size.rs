//! The limit for the size of a file (`ulimit -f`).
#![expect(unsafe_code, reason = "sets a signal handler")]

/// Lets a write beyond the limit fail, as on a full disk, instead of killing this process. An empty handler suffices:
/// unlike an ignored signal, child processes do not inherit it, so the limit still has its usual effect on them.
pub fn fail_beyond_file_size_limit() {
    extern "C" fn nothing(_signal: libc::c_int) {}
    let handler: extern "C" fn(libc::c_int) = nothing;
    // SAFETY: the handler does nothing, so it is safe at any time, and the number is that of a signal.
    // https://man7.org/linux/man-pages/man2/signal.2.html
    unsafe { libc::signal(libc::SIGXFSZ, handler as libc::sighandler_t) };
}
