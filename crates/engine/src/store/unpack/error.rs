use std::io;
use std::path::PathBuf;

use crate::base::words::Statement;
use crate::machine::effect::of_io;

explain! {
    pub enum UnpackError {
        /// It is truncated, its checksums are wrong, or it is not an archive of a Go toolchain.
        Damaged { archive: String, what: String } =
            ArchiveDamaged, ArchiveIsDamaged { archive, what: Statement::quoted(what) };
        /// It contains entries that no archive of a Go toolchain has and that could do harm.
        Hostile { archive: String, what: String } =
            ArchiveHostile, ArchiveWasRejected { archive, what: Statement::quoted(what) };
        Read { path: PathBuf, source: io::Error } = (of_io(source)), PathNotRead { path };
        Write { path: PathBuf, source: io::Error } = (of_io(source)), PathNotWritten { path };
        /// A file of the installed toolchain that is used again is not as it was installed.
        Base { path: PathBuf } = ArchiveDamaged, NotAsInstalled { path };
        /// The download reports the reason.
        Stopped { archive: String } = NetOffline, DownloadStopped { archive };
        Cancelled = Cancelled, UnpackingCancelled;
    }
}

/// The problem of an archive, without its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    Damaged(String),
    Hostile(String),
}

impl Flaw {
    pub(super) fn of(self, archive: String) -> UnpackError {
        match self {
            Self::Damaged(what) => UnpackError::Damaged { archive, what },
            Self::Hostile(what) => UnpackError::Hostile { archive, what },
        }
    }
}

/// For a message: shortened, and always on one line.
pub(super) fn shown(name: &[u8]) -> String {
    const LONGEST: usize = 120;
    let text = String::from_utf8_lossy(name);
    let clipped: String = text.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    let more = if text.chars().nth(LONGEST).is_some() { "…" } else { "" };
    format!("`{clipped}{more}`")
}
