use std::io;
use std::path::PathBuf;

use crate::base::report::{Code, stated};
use crate::base::words::{Sentence, Statement};

#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub struct BuildInfoError {
    pub path: PathBuf,
    #[source]
    pub defect: Defect,
}

#[derive(Debug, thiserror::Error)]
#[error("{}", self.says())]
pub enum Defect {
    Unreadable(#[from] io::Error),
    /// It is not a program for a system that Upgo knows.
    NotProgram,
    NotGo,
    Damaged {
        /// Counted from 1.
        line: usize,
        reason: &'static str,
    },
}

impl Defect {
    pub fn says(&self) -> Statement {
        match self {
            Self::Unreadable(_) => Sentence::BuildInfoUnread.into(),
            Self::NotProgram => Sentence::NotAProgram.into(),
            Self::NotGo => Sentence::NotAGoProgram.into(),
            Self::Damaged { line, reason } => say!(BuildInfoInvalid { line: *line, why: Statement::quoted(*reason) }),
        }
    }
}

impl BuildInfoError {
    pub(crate) fn says(&self) -> Statement {
        say!(AtPlace { place: self.path.as_path(), what: self.defect.says() })
    }

    /// Whether the file is intact but not a Go program.
    pub fn is_other_file(&self) -> bool {
        matches!(self.defect, Defect::NotProgram | Defect::NotGo)
    }
}

explain! {
    impl BuildInfoError { path, defect } = (match defect {
        Defect::Unreadable(error) if error.kind() == io::ErrorKind::PermissionDenied => Code::Permission,
        Defect::Unreadable(_) | Defect::NotProgram | Defect::NotGo | Defect::Damaged { .. } => Code::Other,
    }), AtPlace { place: path, what: defect.says() }, next (match defect {
        Defect::Unreadable(_) => Sentence::AllowReading,
        _ => Sentence::ReinstallProgram,
    }), means BuildUnknown;
}
