//! A record of the operations on files, for the tests of power cuts. A build with the feature `faults` appends a line
//! to the file in `UPGO_RECORD` after each: its name, the path, the other path of a rename or link, whether the file is
//! executable, and its content in base64, separated by tabs. The functions that flush ([`flush`], [`flush_data`])
//! record it, so a flush missing in the code is missing here, too. A test then builds what a disk may contain at each
//! moment (docs/internals/adr/0005-fault-points.md). Without the feature, nothing is recorded.
use std::io;
use std::path::Path;

use fs_err::File;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Operation {
    /// The folder exists, and so do its parents.
    Folder,
    /// The file exists; a new one is empty.
    File,
    /// The file has new content or permissions.
    Written,
    Flushed,
    /// The entries of the folder are on the disk.
    FlushedFolder,
    /// Everything is on the disk; the files in this tree were written without a record.
    FlushedTree,
    Renamed,
    /// A link was created, with this target.
    Linked,
    Removed,
}

pub(crate) fn done(operation: Operation, path: &Path) {
    done_to(operation, path, Path::new(""));
}

#[cfg(not(feature = "faults"))]
#[inline(always)]
pub(crate) fn done_to(_operation: Operation, _path: &Path, _other: &Path) {}

#[cfg(feature = "faults")]
pub(crate) use armed::done_to;

pub(crate) fn flush(file: &File) -> io::Result<()> {
    file.sync_all()?;
    done(Operation::Flushed, file.path());
    Ok(())
}

/// Flushes the content, but not all of the metadata.
pub(crate) fn flush_data(file: &File) -> io::Result<()> {
    file.sync_data()?;
    done(Operation::Flushed, file.path());
    Ok(())
}

#[cfg(feature = "faults")]
mod armed {
    use std::io::{self, Write as _};
    use std::path::{Path, PathBuf};
    use std::sync::{Mutex, OnceLock, PoisonError};

    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;

    use super::Operation;

    static RECORD: OnceLock<Option<PathBuf>> = OnceLock::new();
    static WRITING: Mutex<()> = Mutex::new(());

    /// Records an operation, with the other path of a rename or a link.
    pub(crate) fn done_to(operation: Operation, path: &Path, other: &Path) {
        let record = RECORD.get_or_init(|| std::env::var_os("UPGO_RECORD").map(PathBuf::from));
        let Some(record) = record else { return };
        let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        if append(record, &lines(operation, path, other)).is_err() {
            std::process::abort(); // a record with a gap would prove nothing
        }
    }

    fn lines(operation: Operation, path: &Path, other: &Path) -> String {
        let line = |what: &str| format!("{what}\t{}\t{}\n", path.display(), other.display());
        match operation {
            Operation::Folder => line("folder"),
            Operation::File => line("file"),
            Operation::Written => content(path).unwrap_or_default(),
            Operation::Flushed => line("flush"),
            Operation::FlushedFolder => line("flush-folder"),
            Operation::FlushedTree => everything_in(path) + &line("flush-everything"),
            Operation::Renamed => line("rename"),
            Operation::Linked => line("link"),
            Operation::Removed => line("remove"),
        }
    }

    /// `None` if it is gone already.
    fn content(path: &Path) -> Option<String> {
        let bytes = std::fs::read(path).ok()?;
        let is_executable = crate::machine::platform::is_executable(path);
        Some(format!("write\t{}\t\t{is_executable}\t{}\n", path.display(), BASE64_STANDARD.encode(bytes)))
    }

    fn everything_in(folder: &Path) -> String {
        let mut lines = format!("folder\t{}\t\n", folder.display());
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => lines += &everything_in(&entry.path()),
                Ok(kind) if kind.is_file() => lines += &content(&entry.path()).unwrap_or_default(),
                _ => {}
            }
        }
        lines
    }

    #[expect(clippy::disallowed_methods, reason = "the record itself is not an effect of the engine")]
    fn append(record: &Path, lines: &str) -> io::Result<()> {
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(record)?;
        file.write_all(lines.as_bytes())
    }
}
