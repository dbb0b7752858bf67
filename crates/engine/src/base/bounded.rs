//! Reads files whose paths come from outside: the user, a setting, a variable, another program. A pipe would block and
//! a device would never end, so only regular files are opened, and no more is read than the caller can use.
use std::fs::Metadata;
use std::io::{self, Read as _};
use std::path::Path;

use fs_err::{self as fs, File};

/// Refuses a file that was opened, by what the system says of it.
pub(crate) type FileCheck = fn(&Metadata) -> io::Result<()>;

/// Opens a regular file for reading.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    open_sized(path, |_| Ok(())).map(|(file, _)| file)
}

/// Opens the file if it passes `check`, and returns its size in bytes, too.
fn open_sized(path: &Path, check: FileCheck) -> io::Result<(File, u64)> {
    // Checked before opening, because opening a pipe waits for its other end.
    if let Ok(metadata) = fs::metadata(path) {
        require_file(path, &metadata)?;
    }
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    require_file(path, &metadata)?;
    check(&metadata)?;
    Ok((file, metadata.len()))
}

/// One with more bytes than `limit` is refused. `/dev/null` counts as an empty file, as users expect.
pub(crate) fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    read_if(path, limit, |_| Ok(()))
}

pub(crate) fn read_if(path: &Path, limit: u64, check: FileCheck) -> io::Result<Vec<u8>> {
    let (file, size) = match open_sized(path, check) {
        Err(error) if error.kind() == io::ErrorKind::InvalidInput && is_null(path) => return Ok(Vec::new()),
        opened => opened?,
    };
    let most = limit.saturating_add(1);
    // One byte more than expected, so that one call reads all of it and notices the end.
    let mut bytes = vec![0; usize::try_from(most.min(size.saturating_add(1))).unwrap_or_default()];
    let mut file = file.take(most);
    let read = match file.read(&mut bytes) {
        Err(fault) if fault.kind() == io::ErrorKind::Interrupted => 0,
        read => read?,
    };
    bytes.truncate(read);
    if read as u64 != size {
        file.read_to_end(&mut bytes)?; // it has grown, or the file system gives it in pieces
    }
    if bytes.len() as u64 > limit {
        let message = format!("{} is larger than {limit} bytes", path.display());
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    }
    Ok(bytes)
}

pub(crate) fn read_text(path: &Path, limit: u64) -> io::Result<String> {
    String::from_utf8(read(path, limit)?).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

fn require_file(path: &Path, metadata: &Metadata) -> io::Result<()> {
    if metadata.is_file() { Ok(()) } else { Err(not_a_file(path)) }
}

pub(crate) fn not_a_file(path: &Path) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, format!("{} is not a regular file", path.display()))
}

/// `None` if what was looked for does not exist.
pub(crate) fn if_there<T>(found: io::Result<T>) -> io::Result<Option<T>> {
    match found {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        found => found.map(Some),
    }
}

fn is_null(path: &Path) -> bool {
    fs::canonicalize(path).is_ok_and(|path| path == Path::new("/dev/null"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
    fn reads_only_regular_files_up_to_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "12345").unwrap();
        assert_eq!(read_text(&file, 5).unwrap(), "12345");
        let error = read(&file, 4).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData, "{error}");
        assert_eq!(read(&folder.path().join("none"), 4).unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(read(folder.path(), 4).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        let devices = [Path::new("/dev/zero"), Path::new("/dev/null")];
        if !devices.iter().all(|device| device.exists()) {
            println!("SKIPPED: this system has no /dev/zero");
            return;
        }
        assert_eq!(read(devices[0], 4).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        assert_eq!(read(devices[1], 4).unwrap(), b"");
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(read(&pipe, 4).unwrap_err().kind(), io::ErrorKind::InvalidInput);
    }
}
