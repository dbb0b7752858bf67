use std::io;
use std::path::PathBuf;

use crate::base::report::{Cancelled, Code, Explain, stated};
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::of_io;

#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub(crate) enum NotRehearsed {
    Cancelled(#[from] Cancelled),
    /// Another rehearsal would use the same cores, and the times would mean nothing.
    Busy,
    NoProjects,
    NoModule(PathBuf),
    #[error(transparent)]
    Disk(#[from] io::Error),
}

impl Explain for NotRehearsed {
    fn code(&self) -> Code {
        match self {
            Self::Cancelled(_) => Code::Cancelled,
            Self::Busy => Code::Busy,
            Self::NoProjects | Self::NoModule(_) => Code::Usage,
            Self::Disk(error) => of_io(error),
        }
    }

    fn statement(&self) -> Option<Statement> {
        match self {
            Self::Cancelled(_) => Some(Sentence::Cancelled.into()),
            Self::Busy => Some(Sentence::RehearsalRuns.into()),
            Self::NoProjects => Some(Sentence::RehearsalNoProjects.into()),
            Self::NoModule(folder) => Some(say!(RehearsalNoModule { path: folder.as_path() })),
            Self::Disk(_) => None,
        }
    }

    fn advice(&self) -> Option<Statement> {
        match self {
            Self::NoProjects | Self::NoModule(_) => Some(Sentence::AddModuleFolders.into()),
            Self::Cancelled(_) | Self::Busy | Self::Disk(_) => None,
        }
    }
}
