use std::io;
use std::path::PathBuf;

use crate::base::report::{Cancelled, Code, Explain, sizes, stated};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::of_io;
use crate::machine::home::NotOwn;

#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub enum StoreError {
    /// Another Upgo process has held the store's lock for a minute; the text says who.
    Busy(Statement),
    Cancelled(#[from] Cancelled),
    NotGo(Sentence),
    OtherVersion {
        expected: Version,
        found: String,
    },
    NoSpace {
        /// In bytes.
        needed: u64,
        /// In bytes.
        free: u64,
        path: PathBuf,
    },
    Blocked {
        path: PathBuf,
        holder: String,
        source: io::Error,
    },
    Switch {
        path: PathBuf,
        source: io::Error,
    },
    #[error(transparent)]
    NotOwn(#[from] NotOwn),
    #[error(transparent)]
    Disk(#[from] io::Error),
}

impl Explain for StoreError {
    fn code(&self) -> Code {
        match self {
            Self::Busy(_) => Code::Busy,
            Self::Cancelled(_) => Code::Cancelled,
            Self::NotGo(_) | Self::OtherVersion { .. } => Code::ArchiveDamaged,
            Self::NoSpace { .. } => Code::DiskFull,
            Self::Blocked { .. } => Code::FileBusy,
            Self::Switch { source, .. } => match of_io(source) {
                Code::DiskFailed => Code::HomeDamaged,
                code => code,
            },
            Self::NotOwn(error) => error.code(),
            Self::Disk(error) => of_io(error),
        }
    }

    fn statement(&self) -> Option<Statement> {
        match self {
            Self::Busy(by) => Some(by.clone()),
            Self::Disk(_) => None,
            Self::Cancelled(_) => Some(Sentence::Cancelled.into()),
            Self::NotGo(why) => Some(say!(NoToolchainInArchive { why: *why })),
            Self::OtherVersion { expected, found } => {
                Some(say!(OtherInArchive { found: found.as_str(), expected: expected.as_str() }))
            }
            Self::NoSpace { needed, free, path } => {
                let (needed, free) = sizes(*needed, *free);
                Some(say!(NotEnoughSpace { path: path.as_path(), needed, free }))
            }
            Self::Blocked { path, holder, .. } => {
                Some(say!(OpenFileBlocks { path: path.as_path(), holder: Statement::quoted(holder.as_str()) }))
            }
            Self::Switch { path, .. } => Some(say!(SwitchUnreadable { path: path.as_path() })),
            Self::NotOwn(error) => error.statement(),
        }
    }

    fn next(&self) -> Statement {
        match self {
            Self::NotOwn(error) => error.next(),
            _ => self.advice().unwrap_or_else(|| self.code().next().into()),
        }
    }

    fn advice(&self) -> Option<Statement> {
        match self {
            Self::NotOwn(error) => error.advice(),
            Self::Busy(_) => Some(Sentence::WaitOrEnd.into()),
            _ => None,
        }
    }
}
