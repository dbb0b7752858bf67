//! Asking the user's shell which Go a new terminal runs, and what it has answered before. A shell prints foreign text,
//! which is bounded, and used only if it is understood.
mod answer;
mod program;
mod question;
mod stamps;
mod startup_shells;

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

#[cfg(all(test, unix))] // WSL is described there
pub(crate) use answer::OnPath;
pub(crate) use answer::{TerminalAnswer, Unreadable, read};
pub use program::answer_for_terminal;
pub(crate) use program::heard_in;
pub(crate) use question::{LOOK, NO_SHELL, QUIET, command};
pub(crate) use stamps::{Stamps, startup_files};
pub(crate) use startup_shells::{ShellPlaces, StartupShell};

use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::which_go::toolchain::variables_of_terminal;

/// How old an answer may be for a judgement: what it depends on is not known completely, see [`Stamps`].
const JUDGED: SignedDuration = SignedDuration::from_hours(1);
/// How old it may be if `go` is a script or the shim of a version manager, whose files are not known.
const BY_SHIM: SignedDuration = SignedDuration::from_mins(1);
const IN_BACKGROUND: SignedDuration = SignedDuration::from_hours(24);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AskedShell {
    pub(crate) program: PathBuf,
    pub(crate) logs_in: bool,
}

/// For what an answer is needed: it decides how long a shell is waited for, and how old an answer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AskedFor {
    Reading,
    /// A check by the schedule.
    Background,
    /// A change that should reach terminals, or a user who asks again.
    Change,
}

/// What new terminals have answered, or that they have not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Heard {
    /// When the terminals answered.
    pub(crate) at: Timestamp,
    /// When they were asked for the last time, whether they answered or not.
    pub(crate) asked_at: Timestamp,
    /// Of what the answer depends on, as far as it is known.
    pub(crate) fingerprint: String,
    /// *The* answer first, if there is one, then the other kind of terminal's; on Windows, shells with startup files.
    pub(crate) terminals: Vec<HeardTerminal>,
    /// Why no answer came, on Windows from one of the shells.
    pub(crate) silence: Option<Silence>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HeardTerminal {
    pub(crate) name: TerminalName,
    /// Those that decide which Go runs; no others are kept, because they may be secret.
    variables: Vec<HeardVariable>,
    /// The release that `go version` said; `None` if it failed, is no release, or there is no `go`.
    pub(crate) runs: Option<Version>,
    /// GOROOT, as `go env` said.
    pub(crate) root: Option<String>,
    /// What `go version` said instead.
    pub(crate) fails: Option<String>,
    /// What `go env` said.
    go_env: Vec<String>,
    pub(crate) is_shim: bool,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct HeardVariable {
    name: String,
    /// Its text, which need not be UTF-8, as that of a path need not be.
    value: PathBuf,
}

worded! {
    /// A kind of new terminal.
    #[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
    pub enum TerminalName {
        Login = NewLogin;
        Window = NewWindow;
        /// The command line of Windows, which runs what its registry value `AutoRun` says.
        Cmd = CmdShell;
        /// Windows PowerShell with its profiles.
        WindowsPowerShell = WindowsPowershell;
        /// PowerShell 7 with its profiles.
        PowerShell = PowershellSeven;
        /// Git Bash with its startup files.
        GitBash = GitBash;
    }
    /// Its name, or words that begin a sentence.
    pub fn says(self) -> Sentence;
}

impl TerminalName {
    /// Whether it can be *the* terminal of this machine, and is not a shell of Windows besides.
    pub(crate) fn can_count(self) -> bool {
        match self {
            Self::Login | Self::Window => true,
            Self::Cmd | Self::WindowsPowerShell | Self::PowerShell | Self::GitBash => false,
        }
    }
}

worded! {
    /// Why a shell has not answered.
    #[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    pub(crate) enum Silence {
        /// It took too long.
        Late = ShellLate;
        /// It ended before.
        Ended = ShellEnded;
        /// It printed without end.
        Flood = ShellFlood;
        /// It could not be started.
        NotStarted = ShellNotStarted;
    }
    pub(crate) fn says(self) -> Sentence;
}

impl Silence {
    pub(crate) fn by(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::Interrupted => Self::Late,
            io::ErrorKind::UnexpectedEof => Self::Ended,
            io::ErrorKind::FileTooLarge => Self::Flood,
            _ => Self::NotStarted,
        }
    }
}

impl Heard {
    /// Whether it may be used without asking again, as far as its age decides. A clock that has jumped makes it old.
    pub(crate) fn is_fresh(&self, asked_for: AskedFor, now: Timestamp) -> bool {
        let age = now.duration_since(self.asked_at);
        let longest = match asked_for {
            AskedFor::Change => return false,
            AskedFor::Background => IN_BACKGROUND,
            AskedFor::Reading if self.terminals.iter().any(|terminal| terminal.is_shim) => BY_SHIM,
            AskedFor::Reading => JUDGED,
        };
        (SignedDuration::ZERO..longest).contains(&age)
    }
}

impl HeardTerminal {
    pub(crate) fn new(name: TerminalName, answer: &TerminalAnswer) -> Self {
        let value = |name: &str| {
            let value = answer.environment.get(OsStr::new(name))?;
            Some(HeardVariable { name: name.to_owned(), value: value.into() })
        };
        Self {
            name,
            variables: kept_variables().filter_map(value).collect(),
            runs: answer.version.clone(),
            root: answer.go_env.first().filter(|root| !root.is_empty()).cloned(),
            fails: answer.fails.clone(),
            go_env: answer.go_env.clone(),
            is_shim: false,
        }
    }

    /// What `go env` said, by name; nothing if it failed.
    pub(crate) fn go_values(&self) -> impl Iterator<Item = (&'static str, &str)> {
        question::GO_ENV.split(' ').zip(self.go_env.iter().map(String::as_str))
    }

    pub(crate) fn variable(&self, name: &str) -> Option<OsString> {
        Some(self.variables.iter().find(|known| known.name == name)?.value.clone().into())
    }
}

fn kept_variables() -> impl Iterator<Item = &'static str> {
    // an address may have a password, and GOAUTH a command with one
    ["PATH", "ZDOTDIR"].into_iter().chain(variables_of_terminal()).filter(|name| !["GOAUTH", "GOPROXY"].contains(name))
}
