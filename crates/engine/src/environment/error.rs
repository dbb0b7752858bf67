use std::io;
use std::path::PathBuf;

use super::search_path::EditRefusal;
use super::skipped::Skipped;
use super::variable::VariableRefusal;
use crate::base::report::{Code, Explain, stated};
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::of_io;

#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub enum EnvironmentError {
    #[error(transparent)]
    Refused(#[from] EditRefusal),
    NoText {
        /// The key and the name.
        place: String,
        /// What it is instead, as the end of a sentence.
        why: Statement,
    },
    #[error(transparent)]
    Variable(#[from] VariableRefusal),
    NoMachine,
    NoPathInGoEnv,
    MachinePath {
        dir: PathBuf,
        why: String,
    },
    /// `GOENV=off`, or the location of the file is unknown.
    NoGoEnv,
    LeftAlone {
        path: PathBuf,
        reason: Statement,
    },
    NoHome {
        /// `HOME`.
        home: Option<PathBuf>,
    },
    NoProfile {
        line: String,
        skipped: Vec<Skipped>,
    },
    Moved {
        place: String,
    },
    NotKept {
        place: String,
    },
    Elsewhere {
        place: String,
    },
    Registry {
        key: String,
        #[source]
        source: io::Error,
    },
    /// The source names the file.
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

    fn statement(&self) -> Option<Statement> {
        Some(match self {
            Self::Refused(refusal) => refusal.says(),
            Self::NoText { place, why } => say!(LeftAloneBecause { place: place.as_str(), why: why.clone() }),
            Self::Variable(refusal) => return refusal.statement(),
            Self::NoMachine => Sentence::NoMachineVariables.into(),
            Self::NoPathInGoEnv => Sentence::NoPathInGoEnv.into(),
            Self::NoGoEnv => Sentence::NoGoEnvFile.into(),
            Self::NoHome { home: Some(home) } => say!(NoHomeFolderAt { path: home.as_path() }),
            Self::NoHome { home: None } => Sentence::NoHomeFolder.into(),
            Self::Moved { place } => say!(PlaceChanged { place: place.as_str() }),
            Self::NotKept { place } => say!(PlaceNotKept { place: place.as_str() }),
            Self::Elsewhere { place } => say!(PlaceElsewhere { place: place.as_str() }),
            Self::Registry { key, .. } => say!(RegistryKey { key: key.as_str() }),
            Self::MachinePath { dir, why } => {
                say!(NotAddedToMachinePath { folder: dir.as_path(), why: Statement::quoted(why) })
            }
            Self::LeftAlone { path, reason } => {
                say!(NotChangedBecause { path: path.as_path(), why: reason.clone() })
            }
            Self::NoProfile { skipped, .. } => {
                let each = |it: &Skipped| say!(AtPlace { place: it.path.as_path(), what: it.reason.clone() });
                let none = Statement::from(Sentence::NoStartupFile);
                let all = Statement::all([none.clone()].into_iter().chain(skipped.iter().map(each)));
                all.unwrap_or(none)
            }
            Self::Disk(_) => return None,
        })
    }

    fn advice(&self) -> Option<Statement> {
        Some(match self {
            Self::Variable(refusal) => return refusal.advice(),
            Self::Refused(EditRefusal::Missing { .. }) => Sentence::SeePath.into(),
            Self::NoMachine => Sentence::UseUserOrGoScope.into(),
            Self::NoPathInGoEnv | Self::MachinePath { .. } => Sentence::UseUserScope.into(),
            Self::NoGoEnv => Sentence::RemoveGoEnvOff.into(),
            Self::LeftAlone { path, .. } => say!(EditYourself { path: path.as_path() }),
            Self::Registry { key, source } if is_refused(key, source) => Sentence::UseAdminTerminal.into(),
            Self::NoProfile { line, .. } => say!(AddLineToStartup { line: line.as_str() }),
            Self::NoHome { .. } => Sentence::SetHomeOrLeavePath.into(),
            Self::NotKept { .. } => Sentence::CloseWriter.into(),
            Self::Elsewhere { .. } => Sentence::UseSameHome.into(),
            _ => return None,
        })
    }
}

/// Whether only an administrator may do this.
fn is_refused(key: &str, source: &io::Error) -> bool {
    key.starts_with("HKLM") && source.kind() == io::ErrorKind::PermissionDenied
}
