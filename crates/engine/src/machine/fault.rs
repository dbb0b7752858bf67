//! Fault injection in test builds: makes the n-th effect fail, or ends the process there. Every external effect calls
//! [`reach`] first. With the feature `faults` and `UPGO_FAULT` set, effects are counted. A test finds every fault point
//! by running a command with `trace:FILE`, and then once for each line of that file, so no new effect can be forgotten.
//! Without the feature, `reach` is empty. `UPGO_FAULT` is one of:
//!
//! `trace:FILE` (append a line for each effect), `abort@N` (end the process before effect N, counted from 1), `fail@N`
//! (effect N fails as on a full disk), `fail:KIND@N` (it fails with an error of [`FAILURES`]), `failall@N` (it and
//! every later one fail as on a full disk), `held:TEXT` (every rename of a path that ends with TEXT is refused, as
//! Windows does while a program runs from that folder), `refused:TEXT` (every start of a program whose path ends with
//! TEXT is refused, as by App Control or `noexec`), `windows:ANSWER` (what real Windows answers where Wine and Linux do
//! not: [`FakeAnswer`]s with commas between them; `ANSWER@N` gives its number).
use std::io;
use std::path::Path;

/// Whether this is a test build, which reads `UPGO_FAULT` and the other test variables.
pub const ARMED: bool = cfg!(feature = "faults");

/// The errors that an effect can fail with: the name, and the system's number of the error on Unix and on Windows.
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

worded! {
    /// What real Windows answers, and Wine and Linux do not. A test asks for it with `UPGO_FAULT=windows:NAME`; the
    /// code that would get the answer asks [`plays`]. The source of each answer is named.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum FakeAnswer {
        /// `held-folder@MS`: a folder with an open file in it cannot be renamed for that long; the error is 5.
        /// Source: <https://learn.microsoft.com/openspecs/windows_protocols/ms-fsa> (`FileRenameInformation`: a
        /// directory with an open file in it fails with `STATUS_ACCESS_DENIED`).
        HeldFolder = "held-folder";
        /// `slow-service@MS`: a service of the system, such as the Network List Manager over COM, answers only then.
        /// Source: <https://github.com/microsoft/cpp_client_telemetry/pull/788> (it delayed programs by 3 to 6 seconds).
        SlowService = "slow-service";
        /// `foreign-task`: the scheduled task belongs to another user; the error is `0x80070005`.
        /// Source: <https://github.com/keymanapp/keyman/issues/4033>, <https://github.com/geteduroam/windows-app/issues/30>.
        ForeignTask = "foreign-task";
        /// `no-handles`: the process has no standard handles, as one that an installer or the Task Scheduler starts.
        /// Source: <https://learn.microsoft.com/windows/console/getstdhandle> (`NULL` is not an error).
        NoHandles = "no-handles";
        /// `no-boxes`: nobody sees a message box, so one is an error that ends the process with [`UNSEEN_BOX`].
        /// Source: <https://learn.microsoft.com/windows/win32/services/interactive-services> (session 0).
        NoBoxes = "no-boxes";
        /// `late-shell@MS`: the shell answers `WM_SETTINGCHANGE` only then.
        /// Source: <https://github.com/ScoopInstaller/Scoop/issues/6706>.
        LateShell = "late-shell";
        /// `no-posix-rename`: the volume does not support `FILE_RENAME_POSIX_SEMANTICS` (FAT32, some network drives).
        /// Source: <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/ns-ntifs-_file_rename_information>.
        NoPosixRename = "no-posix-rename";
    }
    pub const ALL: [Self; _];
    pub fn name(self) -> &'static str;
}

/// The exit code of a process that opened a message box that nobody sees ([`FakeAnswer::NoBoxes`]).
pub const UNSEEN_BOX: i32 = 87;

#[cfg(not(feature = "faults"))]
#[inline(always)]
#[expect(clippy::inline_always, reason = "it does nothing in a release build")]
pub fn reach(_what: &'static str, _path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(not(feature = "faults"))]
#[inline(always)]
#[expect(clippy::inline_always, reason = "it does nothing in a release build")]
pub fn plays(_answer: FakeAnswer) -> Option<u64> {
    None
}

#[cfg(feature = "faults")]
pub use armed::{plays, reach};

pub(crate) fn wait_for_service() {
    if let Some(milliseconds) = plays(FakeAnswer::SlowService) {
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
    }
}

#[cfg(feature = "faults")]
mod armed {
    use std::io::Write as _;
    use std::path::{MAIN_SEPARATOR, PathBuf};
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::{Duration, Instant};

    use super::{FAILURES, FakeAnswer, Path, io};

    type NamedFailure = (&'static str, i32, i32);

    enum Fault {
        None,
        Trace(PathBuf),
        Abort(u64),
        Fail(NamedFailure, u64),
        FailAll(u64),
        Held(String),
        Windows(Vec<(FakeAnswer, u64)>),
        Refused(String),
    }

    const FULL: NamedFailure = FAILURES[0];
    const BUSY: NamedFailure = FAILURES[2];
    const GONE: NamedFailure = FAILURES[7];
    /// A folder with an open file in it. On Unix, the same as a busy file.
    const HELD: NamedFailure = ("held", 16, 5);
    /// `EACCES`, and the error of App Control.
    const REFUSED: NamedFailure = ("refused", 13, 4551);

    static FAULT: OnceLock<Fault> = OnceLock::new();
    static COUNT: AtomicU64 = AtomicU64::new(0);
    static HELD_SINCE: OnceLock<Instant> = OnceLock::new();

    fn fault() -> &'static Fault {
        FAULT.get_or_init(|| parse(&std::env::var("UPGO_FAULT").unwrap_or_default()))
    }

    /// The number of an answer that the test wants to get, 0 if it has none; `None` if it does not.
    pub fn plays(answer: FakeAnswer) -> Option<u64> {
        let Fault::Windows(answers) = fault() else { return None };
        answers.iter().find(|(played, _)| *played == answer).map(|(_, number)| *number)
    }

    /// Announces an effect, named by `what`, on `path`.
    pub fn reach(what: &'static str, path: &Path) -> io::Result<()> {
        let fault = fault();
        let count = COUNT.fetch_add(1, Ordering::SeqCst) + 1;
        match fault {
            Fault::Trace(file) => trace(file, what, path),
            Fault::Abort(at) if count == *at => std::process::abort(),
            // Removing what is already gone is not a failure.
            Fault::Fail(GONE, at) if count == *at && what.starts_with("remove") => Ok(()),
            Fault::Fail(failure, at) if count == *at => Err(error(*failure)),
            Fault::FailAll(at) if count >= *at => Err(error(FULL)),
            Fault::Held(end) if what == "rename" && path.to_string_lossy().ends_with(end) => Err(error(BUSY)),
            Fault::Windows(_) if what == "rename" && is_held(path) => Err(error(HELD)),
            Fault::Refused(end) if what == "spawn" && path.to_string_lossy().ends_with(end) => Err(error(REFUSED)),
            _ => Ok(()),
        }
    }

    fn is_held(path: &Path) -> bool {
        let Some(milliseconds) = plays(FakeAnswer::HeldFolder).filter(|_| path.is_dir()) else { return false };
        HELD_SINCE.get_or_init(Instant::now).elapsed() < Duration::from_millis(milliseconds)
    }

    fn parse(text: &str) -> Fault {
        let number = |text: &str| text.parse().unwrap_or(u64::MAX);
        let failure = |kind: &str| FAILURES.into_iter().find(|(name, ..)| *name == kind).unwrap_or(FULL);
        match (text.split_once(':'), text.split_once('@')) {
            (Some(("trace", file)), _) => Fault::Trace(file.into()),
            (Some(("held", end)), _) => Fault::Held(end.to_owned()),
            (Some(("windows", answers)), _) => Fault::Windows(answers.split(',').map(answer).collect()),
            (Some(("refused", end)), _) => Fault::Refused(end.to_owned()),
            (_, Some(("abort", at))) => Fault::Abort(number(at)),
            (_, Some(("failall", at))) => Fault::FailAll(number(at)),
            (_, Some((fail, at))) if fail.starts_with("fail") => {
                Fault::Fail(failure(fail.trim_start_matches("fail").trim_start_matches(':')), number(at))
            }
            _ => Fault::None,
        }
    }

    /// An answer and its number. One that does not exist would leave a test green that plays nothing.
    #[expect(clippy::panic, reason = "a test that asks for nothing must fail")]
    fn answer(text: &str) -> (FakeAnswer, u64) {
        let (name, number) = text.split_once('@').unwrap_or((text, "0"));
        let known = FakeAnswer::ALL.into_iter().find(|known| known.name() == name);
        match (known, number.parse()) {
            (Some(answer), Ok(number)) => (answer, number),
            _ => panic!("UPGO_FAULT asks for an unknown answer of Windows: {text}"),
        }
    }

    fn error((_, unix, windows): NamedFailure) -> io::Error {
        io::Error::from_raw_os_error(if MAIN_SEPARATOR == '\\' { windows } else { unix })
    }

    #[expect(clippy::disallowed_methods, reason = "the trace itself is not an effect of the engine")]
    fn trace(file: &Path, what: &'static str, path: &Path) -> io::Result<()> {
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file)?;
        file.write_all(format!("{what}\t{}\n", path.display()).as_bytes())
    }
}
