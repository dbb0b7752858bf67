//! Why the environment was not read or changed.
use std::io;
use std::path::PathBuf;

use super::change::Skipped;
use super::search_path::Refusal;
use super::variable::VariableRefusal;
use crate::effect::of_io;
use crate::report::{Code, Explain};

/// The environment was not read or changed.
#[derive(Debug, thiserror::Error)]
pub enum EnvironmentError {
    /// PATH cannot hold the folder, or not be edited safely.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A value of the registry is no text.
    #[error("{place} {why}, so it is left alone")]
    NoText {
        /// The key and the name.
        place: String,
        /// What it is instead.
        why: String,
    },
    /// A variable cannot have the value, or not there.
    #[error(transparent)]
    Variable(#[from] VariableRefusal),
    /// The system has no variables for all users.
    #[error("this system has no machine-wide variables that Upgo could edit")]
    NoMachine,
    /// PATH is no matter of `go env -w`.
    #[error("PATH is not kept in the file of go env -w")]
    NoPathInGoEnv,
    /// A folder that others than administrators can write would come onto the machine's PATH.
    #[error("{} is not added to the machine's PATH, which services and other accounts search, too: {why}", .dir.display())]
    MachinePath {
        /// The folder.
        dir: PathBuf,
        /// Why others than administrators can change what is in it.
        why: String,
    },
    /// `GOENV=off`, or no place for the file is known.
    #[error("there is no file of go env -w: GOENV switches it off, or the folder for settings is not known")]
    NoGoEnv,
    /// A file is not as it would have to be.
    #[error("{} is left alone: {reason}", .path.display())]
    LeftAlone {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// There is no home folder with profiles in it.
    #[error("there is no home folder{}", .home.as_ref().map(|home| format!(" at {}", home.display())).unwrap_or_default())]
    NoHome {
        /// `HOME`.
        home: Option<PathBuf>,
    },
    /// No profile that the user's shell reads can be changed.
    #[error("no profile of your shell can be changed{}", reasons(.skipped))]
    NoProfile {
        /// The line that it needs.
        line: String,
        /// Which were looked at.
        skipped: Vec<Skipped>,
    },
    /// Something else has changed it since it was read.
    #[error("{place} has changed since it was read")]
    Moved {
        /// The value or file.
        place: String,
    },
    /// It was written, but something else is there.
    #[error("{place} was written, but something else is there now")]
    NotKept {
        /// The value or file.
        place: String,
    },
    /// A change was made for another environment.
    #[error("{place} does not belong to this environment")]
    Elsewhere {
        /// The value or file.
        place: String,
    },
    /// The registry cannot be read or written.
    #[error("the registry key {key} cannot be read or written")]
    Registry {
        /// The key.
        key: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A file cannot be read or written; the source names it.
    #[error("{0}")]
    Disk(#[from] io::Error),
}

impl Explain for EnvironmentError {
    fn code(&self) -> Code {
        match self {
            Self::Refused(_) | Self::NoText { .. } | Self::NoHome { .. } | Self::NoProfile { .. } => Code::PathRefused,
            Self::Variable(refusal) => refusal.code(),
            Self::NoMachine | Self::NoPathInGoEnv | Self::MachinePath { .. } => Code::Usage,
            Self::NoGoEnv | Self::LeftAlone { .. } => Code::EnvRefused,
            Self::Moved { .. } => Code::PlanMoved,
            Self::NotKept { .. } | Self::Elsewhere { .. } => Code::Other,
            Self::Registry { source, .. } | Self::Disk(source) => of_io(source),
        }
    }

    fn next(&self) -> String {
        match self {
            Self::Variable(refusal) => refusal.next(),
            Self::Refused(Refusal::Missing { .. }) => {
                "Run `upgo env` to see PATH; `upgo env path add` adds a folder.".to_owned()
            }
            Self::NoMachine => "Use --scope user or --scope go.".to_owned(),
            Self::NoPathInGoEnv | Self::MachinePath { .. } => "Use --scope user.".to_owned(),
            Self::NoGoEnv => "Take GOENV=off away, or use --scope user.".to_owned(),
            Self::LeftAlone { path, .. } => format!("Look at {}, and edit it yourself.", path.display()),
            Self::Registry { key, source } if is_refused(key, source) => {
                "Run the command in a terminal that was opened as administrator.".to_owned()
            }
            Self::NoProfile { line, .. } => format!("Add this line to a profile that your shell reads: {line}"),
            Self::NoHome { .. } => "Set HOME to your home folder, or UPGO_NO_MODIFY_PATH=1.".to_owned(),
            Self::NotKept { .. } => {
                "Another program writes it at the same time; end that one and try again.".to_owned()
            }
            Self::Elsewhere { .. } => "Run it with the same UPGO_HOME as the change was made with.".to_owned(),
            _ => self.code().next().to_owned(),
        }
    }
}

/// Whether only an administrator may do it.
fn is_refused(key: &str, source: &io::Error) -> bool {
    key.starts_with("HKLM") && source.kind() == io::ErrorKind::PermissionDenied
}

fn reasons(skipped: &[Skipped]) -> String {
    let reasons = skipped.iter().map(|it| format!("; {}: {}", it.path.display(), it.reason));
    reasons.collect()
}
