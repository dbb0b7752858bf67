//! A bundle: a mirror with the packages of Upgo in one file, for machines that a USB stick reaches and a network does
//! not. It is a zip without compression, which any system opens without Upgo. `pack` makes it from a mirror's folder;
//! `open` unpacks it into one, a source of bytes and proofs only. Being in a bundle makes nothing trustworthy.
use std::io;
use std::path::{Path, PathBuf};

use fs_err::File;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::base::archive::{is_plain, is_upgo_package};
use crate::base::bounded;
use crate::base::report::{Cancel, Cancelled};
use crate::base::words::Sentence;
use crate::change::mirror::{is_proof, is_signature};
use crate::machine::effect::{self, of_io};
use crate::released::catalog::INDEX;
use crate::released::upgo::{DESCRIPTION, SIGNATURE};
use crate::store::growing::Growing;
use crate::store::unpack::{BUNDLE, UnpackError, unpack_bundle};
use crate::store::{self, StoreError};

/// The folder in a bundle with the packages of Upgo.
pub(crate) const UPGO: &str = "upgo";
/// The size limit of a bundle in bytes: that of its format, less what the list of its files takes at most.
const LARGEST: u64 = (4 << 30) - (64 << 20);

explain! {
    pub enum BundleError {
        Exists(path: PathBuf) = Usage, AlreadyExists { path }, next ChooseOtherFile;
        TooLarge = Usage, BundleTooLarge, next BundleLess;
        Unpack(error: UnpackError) = *, next (match error {
            UnpackError::Damaged { .. } | UnpackError::Hostile { .. } => Some(Sentence::CopyBundleAgain.into()),
            _ => error.advice(),
        });
        Space(StoreError) = *;
        Cancelled(Cancelled) = *;
        Disk { path: PathBuf, #[source] error: io::Error } = (of_io(error)), NotReadOrWritten { path };
    }
}

impl BundleError {
    fn disk(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| Self::Disk { path, error }
    }
}

pub(crate) fn require_none(path: &Path) -> Result<(), BundleError> {
    if path.symlink_metadata().is_ok() { Err(BundleError::Exists(path.to_owned())) } else { Ok(()) }
}

/// The paths have their parts separated by `/`. The same files make the same bytes. Returns the length of the bundle.
pub(crate) fn pack(folder: &Path, paths: &[String], bundle: &Path, cancel: &Cancel) -> Result<u64, BundleError> {
    let mut total = 0;
    for path in paths {
        let file = folder.join(path);
        total += fs_err::metadata(&file).map_err(BundleError::disk(&file))?.len();
    }
    if total > LARGEST {
        return Err(BundleError::TooLarge);
    }
    store::require_space(effect::parent(bundle), total)?;
    effect::create_by(bundle, |file| write(folder, paths, file, cancel)).map_err(|error| {
        let cancelled = cancel.check().err().map(BundleError::from);
        cancelled.unwrap_or_else(|| BundleError::disk(bundle)(error))
    })?;
    Ok(fs_err::metadata(bundle).map_err(BundleError::disk(bundle))?.len())
}

fn write(folder: &Path, paths: &[String], file: &mut File, cancel: &Cancel) -> io::Result<()> {
    let mut zip = ZipWriter::new(file);
    let written = fill(&mut zip, folder, paths, cancel);
    if written.is_err() {
        // Dropping it would try to complete the file, and print what fails. The file is deleted.
        std::mem::forget(zip);
        return written;
    }
    zip.finish()?;
    Ok(())
}

fn fill(zip: &mut ZipWriter<&mut File>, folder: &Path, paths: &[String], cancel: &Cancel) -> io::Result<()> {
    for path in paths {
        cancel.check().map_err(io::Error::other)?;
        let mut source = bounded::open(&folder.join(path))?;
        let options =
            SimpleFileOptions::default().compression_method(CompressionMethod::Stored).unix_permissions(0o644);
        zip.start_file(format!("{BUNDLE}/{path}"), options)?;
        io::copy(&mut source, zip)?;
    }
    Ok(())
}

/// `into` is replaced. The folder holds only what a bundle has, and is as little trusted as a mirror.
pub(crate) fn open(bundle: &Path, into: &Path, cancel: &Cancel) -> Result<(), BundleError> {
    let file = bounded::open(bundle).map_err(BundleError::disk(bundle))?;
    let length = file.metadata().map_err(BundleError::disk(bundle))?.len();
    drop(file);
    effect::remove_tree(into).and_then(|()| effect::create_dir_all(into)).map_err(BundleError::disk(into))?;
    store::require_space(into, length)?;
    let unpacked = unpack_bundle(&Growing::complete(bundle, length), into, cancel)?;
    let named = |what: String| UnpackError::Hostile {
        archive: bundle.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        what,
    };
    let files = unpacked.manifest.files();
    if let Some(other) = files.iter().find(|file| !is_member(&file.path)) {
        return Err(named(format!("no bundle holds `{}`", other.path)).into());
    }
    if files.iter().all(|file| file.path != INDEX) {
        return Err(named("it has no release list".to_owned()).into());
    }
    Ok(())
}

pub(crate) fn is_member(path: &str) -> bool {
    let of_upgo = path.strip_prefix(UPGO).and_then(|rest| rest.strip_prefix('/'));
    let is_of_upgo = |name: &str| name.strip_suffix(SIGNATURE).unwrap_or(name) == DESCRIPTION || is_upgo_package(name);
    path == INDEX || is_plain(path) || is_signature(path) || is_proof(path) || of_upgo.is_some_and(is_of_upgo)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::base::report::{Code, Explain as _};

    const ARCHIVE: &str = "go1.27.3.linux-amd64.tar.gz";
    const RECORD: &str = "sumdb/sum.golang.org/lookup/golang.org/toolchain@v0.0.1-go1.27.3.linux-amd64";

    /// A zip with these entries, as any program may write it.
    fn zip(entries: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
        let mut zip = ZipWriter::new(io::Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn opened(bytes: &[u8]) -> Result<Vec<String>, Code> {
        let folder = tempfile::tempdir().unwrap();
        let (file, into) = (folder.path().join("a bundle.zip"), folder.path().join("into"));
        std::fs::write(&file, bytes).unwrap();
        open(&file, &into, &Cancel::default()).map_err(|error| error.code())?;
        let mut names: Vec<String> =
            std::fs::read_dir(&into).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        Ok(names)
    }

    #[test]
    fn what_is_packed_is_unpacked_and_the_same_files_make_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let mirror = folder.path().join("mirror");
        let files = [INDEX, ARCHIVE, "go1.27.3.linux-amd64.tar.gz.asc", "linux_signing_key.pub", RECORD];
        for path in files {
            std::fs::create_dir_all(mirror.join(path).parent().unwrap()).unwrap();
            std::fs::write(mirror.join(path), path.repeat(100_000)).unwrap();
        }
        let paths = files.map(str::to_owned);
        let [one, other] = ["one.zip", "other.zip"].map(|name| folder.path().join(name));
        let length = pack(&mirror, &paths, &one, &Cancel::default()).unwrap();
        pack(&mirror, &paths, &other, &Cancel::default()).unwrap();
        let bytes = std::fs::read(&one).unwrap();
        assert!(bytes.len() as u64 == length && bytes == std::fs::read(&other).unwrap());
        let into = folder.path().join("into");
        open(&one, &into, &Cancel::default()).unwrap();
        for path in files {
            assert_eq!(std::fs::read(into.join(path)).unwrap(), path.repeat(100_000).into_bytes(), "{path}");
        }
        assert!(matches!(require_none(&one), Err(BundleError::Exists(_))));
        for cut in [0, 1, bytes.len() / 2, bytes.len() - 1] {
            assert_eq!(opened(&bytes[..cut]), Err(Code::ArchiveDamaged), "{cut}");
        }
    }

    #[test]
    fn a_cancelled_bundle_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(INDEX), "[]").unwrap();
        let (bundle, cancel) = (folder.path().join("bundle.zip"), Cancel::default());
        cancel.cancel();
        let packed = pack(folder.path(), &[INDEX.to_owned()], &bundle, &cancel);
        assert!(matches!(packed, Err(BundleError::Cancelled(_))));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_hostile_bundle_is_refused() {
        let good = [("bundle/index.json", &b"[]"[..])];
        assert_eq!(opened(&zip(&good, CompressionMethod::Stored)), Ok(vec![INDEX.to_owned()]));
        for name in [
            "bundle/../index.json",
            "bundle//x",
            "/bundle/x",
            "bundle/notes.txt",
            "bundle/bin/go",
            "bundle/sumdb/x/head.json",
            "bundle/upgo/upgo.exe",
            "bundle/INDEX.JSON",
            "bundle/index.json/x",
            "bundle/go1.27.3.linux-amd64.tar.gz:x",
        ] {
            let hostile = zip(&[good[0], (name, &b"x"[..])], CompressionMethod::Stored);
            assert_eq!(opened(&hostile), Err(Code::ArchiveHostile), "{name}");
        }
        let zeros = vec![0; 64 << 20];
        let bomb = zip(&[good[0], ("bundle/go1.27.3.linux-amd64.tar.gz", &zeros[..])], CompressionMethod::Deflated);
        assert_eq!(opened(&bomb), Err(Code::ArchiveHostile));
        assert_eq!(opened(&zip(&[], CompressionMethod::Stored)), Err(Code::ArchiveHostile), "it has no release list");
        let other = [("go/VERSION", &b"go1.27.3"[..])];
        assert_eq!(opened(&zip(&other, CompressionMethod::Stored)), Err(Code::ArchiveDamaged));
    }

    #[test]
    fn a_name_that_occurs_twice_is_refused() {
        // The library writes no such file, so the name of the second entry is changed afterwards.
        let entries: [(&str, &[u8]); 2] = [("bundle/index.json", &b"[]"[..]), ("bundle/index.jsox", &b"[]"[..])];
        let mut bytes = zip(&entries, CompressionMethod::Stored);
        let (from, to) = (b"index.jsox", b"index.json");
        while let Some(at) = bytes.windows(from.len()).position(|window| window == from) {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
        assert_eq!(opened(&bytes), Err(Code::ArchiveHostile));
    }

    #[test]
    fn a_bundle_has_the_files_of_a_mirror_and_the_packages_of_upgo() {
        for good in [
            INDEX,
            ARCHIVE,
            RECORD,
            "linux_signing_key.pub",
            "upgo/upgo-update.json",
            "upgo/upgo-update.json.minisig",
            "upgo/upgo-1.2.3-windows-amd64.zip",
            "sumdb/sum.golang.org/tile/8/0/x112/911.p/237",
        ] {
            assert!(is_member(good), "{good}");
        }
        for bad in [
            "",
            "upgo",
            "upgo/",
            "upgo/x",
            "upgo/../index.json",
            "upgo-1.2.3-windows-amd64.zip",
            "vulndb/index/db.json",
        ] {
            assert!(!is_member(bad), "{bad}");
        }
    }
}
