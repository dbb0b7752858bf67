//! Why nothing could be started, in words: what happened, what it means, what to do.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// What kept the launcher from starting a Go.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The launcher does not lie in a folder of a folder, so it has no home.
    Homeless { launcher: PathBuf },
    /// No toolchain was chosen.
    NoCurrent { current: PathBuf },
    /// `current` is there but cannot be read.
    Unreadable { current: PathBuf, source: io::Error },
    /// `current` does not hold the name of a toolchain.
    Damaged { current: PathBuf, content: Vec<u8> },
    /// The program could not be started.
    NotStarted { toolchain: String, program: PathBuf, source: io::Error },
}

impl fmt::Display for Failure {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Homeless { launcher } => write!(
                to,
                "{} does not lie in Upgo's `bin` folder.\n\
                 It finds the Go to start beside that folder, so it does nothing elsewhere.\n\
                 Start the one in `bin`; `upgo status` says where that is.",
                launcher.display()
            ),
            Self::NoCurrent { current } => write!(
                to,
                "no Go is chosen: {} is missing.\n\
                 This `go` belongs to Upgo and starts the Go that this file names.\n\
                 Run `upgo install latest --use`; or `upgo list`, and `upgo use` with one that is installed.",
                current.display()
            ),
            Self::Unreadable { current, source } => write!(
                to,
                "{} cannot be read: {source}\n\
                 This `go` belongs to Upgo and starts the Go that this file names.\n\
                 Close the program that holds the file or give yourself the right to read it, then try again.",
                current.display()
            ),
            Self::Damaged { current, content } => write!(
                to,
                "{} is damaged: it holds \"{}\" and not the name of a Go such as go1.27.3.\n\
                 This `go` belongs to Upgo and starts the Go that this file names.\n\
                 Run `upgo list`, and `upgo use` with one that is installed, to write it anew.",
                current.display(),
                content[..content.len().min(40)].escape_ascii()
            ),
            Self::NotStarted { toolchain, program, source } => {
                let program = program.display();
                match Hindrance::of(source) {
                    Hindrance::Missing => write!(
                        to,
                        "{program} is missing.\n\
                         {toolchain} is not installed, or has no such program.\n\
                         Run `upgo install {toolchain}`; or `upgo list`, and `upgo use` with one that is installed."
                    ),
                    Hindrance::Blocked => write!(
                        to,
                        "Windows did not let {program} start: {source}\n\
                         Antivirus software or a rule of your organisation blocks it; Upgo cannot change that.\n\
                         Ask whoever looks after this machine to allow it, or `upgo use` another version."
                    ),
                    Hindrance::Unfit => write!(
                        to,
                        "{program} is not a program that this Windows can run: {source}\n\
                         The file is damaged, or made for another kind of processor.\n\
                         Run `upgo remove {toolchain} --force`, then `upgo install {toolchain} --use`."
                    ),
                    Hindrance::Other => write!(
                        to,
                        "{program} could not be started: {source}\n\
                         The file is there, but Windows refused to run it.\n\
                         Try again; if it stays so, `upgo use` another version."
                    ),
                }
            }
        }
    }
}

/// The kinds of refusal that call for different things to do.
enum Hindrance {
    Missing,
    Blocked,
    Unfit,
    Other,
}

impl Hindrance {
    /// Sorts an error of `CreateProcessW` by its code.
    ///
    /// Source: <https://learn.microsoft.com/windows/win32/debug/system-error-codes>, and for those above
    /// 4559 `winerror.h`.
    fn of(error: &io::Error) -> Self {
        match error.raw_os_error() {
            // ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND
            Some(2 | 3) => Self::Missing,
            // ERROR_VIRUS_INFECTED and _DELETED, ERROR_ACCESS_DISABLED_… (software restriction policies,
            // AppLocker), ERROR_SYSTEM_INTEGRITY_… (App Control, Smart App Control)
            Some(225 | 226 | 786 | 1260 | 1277 | 1278 | 4550..=4559 | 4580..=4582) => Self::Blocked,
            // ERROR_INVALID_EXE_SIGNATURE, _EXE_MARKED_INVALID, _BAD_EXE_FORMAT, _EXE_MACHINE_TYPE_MISMATCH
            Some(191..=193 | 216) => Self::Unfit,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn not_started(code: i32) -> String {
        Failure::NotStarted {
            toolchain: "go1.27.3".into(),
            program: PathBuf::from(r"C:\Upgo\toolchains\go1.27.3\bin\go.exe"),
            source: io::Error::from_raw_os_error(code),
        }
        .to_string()
    }

    #[test]
    fn what_blocks_a_program_is_told_apart_and_keeps_its_code() {
        for code in [225, 226, 786, 1260, 1277, 4551, 4556, 4582] {
            let text = not_started(code);
            assert!(text.contains("Antivirus software or a rule of your organisation"), "{text}");
            assert!(text.contains(&format!("(os error {code})")), "{text}");
        }
        for code in [2, 3] {
            assert!(not_started(code).contains("upgo install go1.27.3"));
        }
        for code in [193, 216] {
            assert!(not_started(code).contains("another kind of processor"));
        }
        for code in [5, 32, 740, 8] {
            assert!(not_started(code).contains(&format!("(os error {code})")));
        }
    }

    #[test]
    fn every_failure_says_what_happened_what_it_means_and_what_to_do() {
        let current = PathBuf::from(r"C:\Upgo\current");
        let failures = [
            Failure::Homeless { launcher: PathBuf::from(r"C:\go.exe") }.to_string(),
            Failure::NoCurrent { current: current.clone() }.to_string(),
            Failure::Unreadable { current: current.clone(), source: io::Error::from_raw_os_error(32) }.to_string(),
            Failure::Damaged { current, content: vec![0xff; 300] }.to_string(),
            not_started(2),
            not_started(225),
            not_started(193),
            not_started(5),
        ];
        for text in failures {
            assert!(text.contains(r"C:\"), "what: {text}");
            assert!(text.lines().count() >= 3, "{text}");
            assert!(text.lines().last().unwrap().contains("upgo ") || text.contains("try again"), "next: {text}");
            assert!(text.len() < 500, "{text}");
        }
    }
}
