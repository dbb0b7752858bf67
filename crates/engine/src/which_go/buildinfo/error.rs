//! The reasons why there is no build info.
use std::io;
use std::path::PathBuf;

use crate::base::report::{Code, Explain};
use crate::base::words::{Sentence, Statement};

/// A file whose build info is not available.
#[derive(Debug, thiserror::Error)]
#[error("{}: {defect}", path.display())]
pub struct BuildInfoError {
    /// The file.
    pub path: PathBuf,
    /// The problem.
    #[source]
    pub defect: Defect,
}

/// The problem of a file whose build info is not available.
#[derive(Debug, thiserror::Error)]
pub enum Defect {
    /// It cannot be read.
    #[error("it cannot be read")]
    Unreadable(#[from] io::Error),
    /// It is not a program for a system that Upgo knows.
    #[error("it is not a program")]
    NotProgram,
    /// It is a program without Go's build info.
    #[error("it is not a Go program, or has no build info")]
    NotGo,
    /// Its text does not follow Go's grammar.
    #[error("line {line} of its build info is invalid: {reason}")]
    Damaged {
        /// The line, counted from 1.
        line: usize,
        /// The problem.
        reason: &'static str,
    },
}

impl BuildInfoError {
    /// Whether the file is intact but not a Go program.
    pub fn is_other_file(&self) -> bool {
        matches!(self.defect, Defect::NotProgram | Defect::NotGo)
    }
}

impl Explain for BuildInfoError {
    fn code(&self) -> Code {
        match &self.defect {
            Defect::Unreadable(error) if error.kind() == io::ErrorKind::PermissionDenied => Code::Permission,
            _ => Code::Other,
        }
    }

    fn means(&self) -> Statement {
        Sentence::BuildUnknown.into()
    }

    fn advice(&self) -> Option<Statement> {
        Some(match &self.defect {
            Defect::Unreadable(_) => Sentence::AllowReading.into(),
            _ => Sentence::ReinstallProgram.into(),
        })
    }
}
