//! Why there is no build info.
use std::io;
use std::path::PathBuf;

use crate::report::{Code, Explain};

/// A file whose build info cannot be had.
#[derive(Debug, thiserror::Error)]
#[error("{}: {defect}", path.display())]
pub struct BuildInfoError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    #[source]
    pub defect: Defect,
}

/// What is wrong with a file whose build info cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum Defect {
    /// It cannot be read.
    #[error("it cannot be read")]
    Unreadable(#[from] io::Error),
    /// It is no program for a system that Upgo knows.
    #[error("it is no program")]
    NotProgram,
    /// A program that does not say that Go has built it.
    #[error("it is no Go program, or hides it")]
    NotGo,
    /// Its text does not follow Go's grammar.
    #[error("line {line} of its build info is damaged: {reason}")]
    Damaged {
        /// The line, counted from 1.
        line: usize,
        /// What is wrong with it.
        reason: &'static str,
    },
}

impl BuildInfoError {
    /// Whether the file is what it should be: just no Go program.
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

    fn means(&self) -> String {
        "Nothing was changed. It is not known how the program was built.".to_owned()
    }

    fn next(&self) -> String {
        match &self.defect {
            Defect::Unreadable(_) => "Give your account the right to read it.".to_owned(),
            _ => "Install the program again if it does not run.".to_owned(),
        }
    }
}
