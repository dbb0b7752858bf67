//! Fault injection in test builds: makes the n-th effect fail, or ends the process there.
//!
//! Every external effect calls [`reach`] first. With the feature `faults` and `UPGO_FAULT` set, effects are counted in
//! the order in which they happen. A test finds every fault point by running a command once with `trace:FILE`, and then
//! once for each line of that file. That way, no new effect can be forgotten. In a build without the feature, `reach`
//! is empty.
//!
//! `UPGO_FAULT` is one of `trace:FILE` (append a line for each effect), `abort@N` (end the process before effect
//! N, counted from 1), `fail@N` (effect N fails as on a full disk), `fail:KIND@N` (it fails with an error of
//! [`FAILURES`]), `failall@N` (it and every later one fail as on a full disk), `held:TEXT` (every rename of a path that
//! ends with TEXT is refused, as Windows refuses it where a program runs from that folder), `refused:TEXT` (every start of
//! a program whose path ends with TEXT is refused, as by App Control or by a file system mounted with `noexec`).
use std::io;
use std::path::Path;

/// Whether this is a test build, which reads `UPGO_FAULT` and the other test variables.
pub const ARMED: bool = cfg!(feature = "faults");

/// The errors with which an effect can fail: the name, and the system's number of the error on Unix and on Windows.
pub const FAILURES: [(&str, i32, i32); 8] = [
    ("full", 28, 112),
    ("denied", 13, 5),
    ("busy", 16, 32),
    ("interrupted", 4, 10_004),
    ("io", 5, 1117),
    ("cross-device", 18, 17),
    ("too-many-files", 24, 4),
    ("gone", 2, 2),
];

/// Announces an effect, named by `what`, on `path`.
#[cfg(not(feature = "faults"))]
#[inline(always)]
#[expect(clippy::inline_always, reason = "it does nothing in a release build")]
pub fn reach(_what: &'static str, _path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(feature = "faults")]
pub use armed::reach;

#[cfg(feature = "faults")]
mod armed {
    use std::io::Write as _;
    use std::path::{MAIN_SEPARATOR, PathBuf};
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::{FAILURES, Path, io};

    /// An entry of [`FAILURES`].
    type Failure = (&'static str, i32, i32);

    enum Fault {
        None,
        Trace(PathBuf),
        Abort(u64),
        Fail(Failure, u64),
        FailAll(u64),
        Held(String),
        Refused(String),
    }

    const FULL: Failure = FAILURES[0];
    const BUSY: Failure = FAILURES[2];
    const GONE: Failure = FAILURES[7];
    /// `EACCES`, and the error of App Control.
    const REFUSED: Failure = ("refused", 13, 4551);

    static FAULT: OnceLock<Fault> = OnceLock::new();
    static COUNT: AtomicU64 = AtomicU64::new(0);

    /// Announces an effect, named by `what`, on `path`.
    pub fn reach(what: &'static str, path: &Path) -> io::Result<()> {
        let fault = FAULT.get_or_init(|| parse(&std::env::var("UPGO_FAULT").unwrap_or_default()));
        let count = COUNT.fetch_add(1, Ordering::SeqCst) + 1;
        match fault {
            Fault::Trace(file) => trace(file, what, path),
            Fault::Abort(at) if count == *at => std::process::abort(),
            // What is gone already needs no removal, so that is no failure of a removal.
            Fault::Fail(GONE, at) if count == *at && what.starts_with("remove") => Ok(()),
            Fault::Fail(failure, at) if count == *at => Err(error(*failure)),
            Fault::FailAll(at) if count >= *at => Err(error(FULL)),
            Fault::Held(end) if what == "rename" && path.to_string_lossy().ends_with(end) => Err(error(BUSY)),
            Fault::Refused(end) if what == "spawn" && path.to_string_lossy().ends_with(end) => Err(error(REFUSED)),
            _ => Ok(()),
        }
    }

    fn parse(text: &str) -> Fault {
        let number = |text: &str| text.parse().unwrap_or(u64::MAX);
        let failure = |kind: &str| FAILURES.into_iter().find(|(name, ..)| *name == kind).unwrap_or(FULL);
        match (text.split_once(':'), text.split_once('@')) {
            (Some(("trace", file)), _) => Fault::Trace(file.into()),
            (Some(("held", end)), _) => Fault::Held(end.to_owned()),
            (Some(("refused", end)), _) => Fault::Refused(end.to_owned()),
            (_, Some(("abort", at))) => Fault::Abort(number(at)),
            (_, Some(("failall", at))) => Fault::FailAll(number(at)),
            (_, Some((fail, at))) if fail.starts_with("fail") => {
                Fault::Fail(failure(fail.trim_start_matches("fail").trim_start_matches(':')), number(at))
            }
            _ => Fault::None,
        }
    }

    /// The system's own error.
    fn error((_, unix, windows): Failure) -> io::Error {
        io::Error::from_raw_os_error(if MAIN_SEPARATOR == '\\' { windows } else { unix })
    }

    #[expect(clippy::disallowed_methods, reason = "the trace itself is not an effect of the engine")]
    fn trace(file: &Path, what: &'static str, path: &Path) -> io::Result<()> {
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file)?;
        file.write_all(format!("{what}\t{}\n", path.display()).as_bytes())
    }
}
