//! The errors of the journal.
use std::io;

use crate::effect::of_io;
use crate::report::{Code, Explain};

/// An error of the journal.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The file cannot be written or read.
    #[error("the journal cannot be written: {0}")]
    Disk(#[from] io::Error),
    /// The plan contains something that JSON cannot represent.
    #[error("the plan cannot be written to the journal")]
    Plan(#[from] serde_json::Error),
}

impl Explain for JournalError {
    fn code(&self) -> Code {
        match self {
            Self::Disk(error) => of_io(error),
            Self::Plan(_) => Code::Other,
        }
    }
}
