//! The errors of a launcher: what happened, what it means, what to do.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::display::escaped;
use crate::follow::{LARGEST, NotFollowed, Obstacle};
use crate::refused_by::RefusedBy;

/// The system, at the start of a sentence.
const SYSTEM: &str = if cfg!(windows) { "Windows" } else { "The system" };

#[derive(Debug)]
pub(crate) enum Failure {
    Homeless { launcher: PathBuf },
    NoCurrent { current: PathBuf },
    Unreadable { current: PathBuf, source: io::Error },
    Damaged { current: PathBuf, content: Vec<u8> },
    NotFollowed(NotFollowed),
    NotStarted { toolchain: String, program: PathBuf, source: io::Error },
}

impl fmt::Display for Failure {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Homeless { launcher } => write!(
                to,
                "{} is not in Upgo's `bin` folder.\n\
                 It looks for toolchains next to that folder, so it does not work elsewhere.\n\
                 Run the copy in `bin`; `upgo status` shows where it is.",
                launcher.display()
            ),
            Self::NoCurrent { current } => write!(
                to,
                "no Go version is selected: {} is missing.\n\
                 This `go` belongs to Upgo and starts the toolchain that this file names.\n\
                 Run `upgo install latest --use`, or choose from `upgo list` and run `upgo use`.",
                current.display()
            ),
            Self::Unreadable { current, source } => write!(
                to,
                "{} cannot be read: {source}\n\
                 This `go` belongs to Upgo and starts the toolchain that this file names.\n\
                 Close the program that has the file open, or give your account permission to read it, then try again.",
                current.display()
            ),
            Self::Damaged { current, content } => write!(
                to,
                "{} is damaged: it contains \"{}\" instead of a name such as go1.27.3.\n\
                 This `go` belongs to Upgo and starts the toolchain that this file names.\n\
                 Choose a version from `upgo list` and run `upgo use` to write the file again.",
                current.display(),
                content[..content.len().min(40)].escape_ascii()
            ),
            Self::NotFollowed(NotFollowed { file, why }) => write_not_followed(to, file, why),
            Self::NotStarted { toolchain, program, source } => {
                let program = program.display();
                match Hindrance::of(source) {
                    Hindrance::Missing => write!(
                        to,
                        "{program} is missing.\n\
                         {toolchain} is not installed, or has no such program.\n\
                         Run `upgo install {toolchain}`, or choose from `upgo list` and run `upgo use`."
                    ),
                    Hindrance::Blocked => write!(
                        to,
                        "{SYSTEM} did not allow {program} to start: {source}\n\
                         Antivirus software or a policy of your organisation blocks it. Upgo cannot change that.\n\
                         Ask your administrator to allow it, or select another version with `upgo use`."
                    ),
                    Hindrance::Unfit => write!(
                        to,
                        "{SYSTEM} cannot run {program}: {source}\n\
                         The file is damaged, or built for another processor architecture.\n\
                         Run `upgo remove {toolchain} --force`, then `upgo install {toolchain} --use`."
                    ),
                    Hindrance::Other => write!(
                        to,
                        "{program} could not be started: {source}\n\
                         The file exists, but it was refused.\n\
                         Try again. If it keeps happening, select another version with `upgo use`."
                    ),
                }
            }
        }
    }
}

/// The names of folders may be a stranger's, too.
fn write_not_followed(to: &mut fmt::Formatter<'_>, file: &Path, why: &Obstacle) -> fmt::Result {
    let file = escaped(&file.display().to_string(), &[]);
    match why {
        Obstacle::NotInstalled { says, install } => write!(
            to,
            "{file} names {says}, and no installed toolchain fits.\n\
             This `go` belongs to Upgo and takes the version of the folder, because follow-projects is on.\n\
             Run `upgo install {install}`."
        ),
        Obstacle::NotPermitted(toolchain) => write!(
            to,
            "{file} leads to {toolchain}, which the policy of your organization does not permit.\n\
             This `go` belongs to Upgo and takes the version of the folder, because follow-projects is on.\n\
             Write another version into the file; `upgo policy` shows the rules."
        ),
        Obstacle::LeadsOut => write!(
            to,
            "{file} is a link to a file outside of its folder.\n\
             This `go` belongs to Upgo and takes the version of the folder from a file in it.\n\
             Replace the link with a file, or run `upgo settings set follow-projects false`."
        ),
        Obstacle::NoVersion => write!(
            to,
            "{file} names no Go version that Upgo can find.\n\
             This `go` belongs to Upgo and takes the version of the folder, because follow-projects is on.\n\
             Write a version such as 1.26.6, 1.26 or >=1.26.6, or run `upgo settings set follow-projects false`."
        ),
        Obstacle::Unreadable | Obstacle::TooLarge | Obstacle::NotToml => {
            let why = match why {
                Obstacle::TooLarge => "is too large",
                Obstacle::NotToml => "is not valid TOML",
                _ => "cannot be read",
            };
            let most = LARGEST >> 10;
            write!(
                to,
                "{file} {why}.\n\
                 This `go` belongs to Upgo and takes the version of the folder from such a file of up to {most} KiB.\n\
                 Correct or remove the file, or run `upgo settings set follow-projects false`."
            )
        }
    }
}

/// The reasons why the system did not start a program, as far as they need different advice.
enum Hindrance {
    Missing,
    Blocked,
    Unfit,
    Other,
}

impl Hindrance {
    /// An error of `CreateProcessW` or `execve` by its code:
    /// <https://learn.microsoft.com/windows/win32/debug/system-error-codes>.
    fn of(error: &io::Error) -> Self {
        match error.raw_os_error() {
            // ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND
            Some(2 | 3) => Self::Missing,
            Some(code) if RefusedBy::of(code).is_some() => Self::Blocked,
            // ERROR_INVALID_EXE_SIGNATURE, _EXE_MARKED_INVALID, _BAD_EXE_FORMAT, _EXE_MACHINE_TYPE_MISMATCH
            Some(191..=193 | 216) => Self::Unfit,
            // ENOEXEC
            #[cfg(unix)]
            Some(8) => Self::Unfit,
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

    fn not_followed(why: Obstacle) -> String {
        let file = PathBuf::from("C:\\m\u{1b}[2J\u{202e}\u{200b}\\.go-version");
        Failure::NotFollowed(NotFollowed { file, why }).to_string()
    }

    fn not_installed() -> Obstacle {
        Obstacle::NotInstalled { says: ">=1.26.6".into(), install: "latest".into() }
    }

    #[test]
    fn a_file_that_is_not_followed_is_named_with_the_command_that_installs_its_version() {
        let text = not_followed(not_installed());
        assert!(text.contains(r"\.go-version names >=1.26.6, and"), "{text}");
        assert!(text.ends_with("Run `upgo install latest`."), "{text}");
        assert!(text.contains(r"m\u{1b}[2J\u{202e}\u{200b}\.go-version"), "{text:?}");
    }

    #[test]
    fn reasons_for_a_blocked_program_are_distinguished_and_keep_their_code() {
        for code in [225, 226, 786, 1260, 1277, 4551, 4556, 4582] {
            let text = not_started(code);
            assert!(text.contains("Antivirus software or a policy of your organisation"), "{text}");
            assert!(text.contains(&format!("(os error {code})")), "{text}");
        }
        for code in [2, 3] {
            assert!(not_started(code).contains("upgo install go1.27.3"));
        }
        for code in [193, 216] {
            assert!(not_started(code).contains("another processor architecture"));
        }
        for code in [5, 32, 740, 8] {
            assert!(not_started(code).contains(&format!("(os error {code})")));
        }
    }

    #[test]
    fn every_failure_says_what_happened_and_what_to_do() {
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
            not_followed(not_installed()),
            not_followed(Obstacle::NotPermitted("go1.26.6".into())),
            not_followed(Obstacle::NoVersion),
            not_followed(Obstacle::LeadsOut),
            not_followed(Obstacle::TooLarge),
            not_followed(Obstacle::Unreadable),
            not_followed(Obstacle::NotToml),
        ];
        for text in failures {
            assert!(text.contains(r"C:\"), "what: {text}");
            assert!(text.lines().count() >= 3, "{text}");
            assert!(text.lines().last().unwrap().contains("upgo ") || text.contains("try again"), "next: {text}");
            assert!(text.len() < 500, "{text}");
        }
    }
}
