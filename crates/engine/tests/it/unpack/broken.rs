//! Archives truncated or altered at any place: never unpacked as if they were complete, and never a panic or a hang.
use proptest::prelude::*;
use upgo_engine::base::report::{Code, Explain as _};
use upgo_engine::store::growing::Growing;
use upgo_engine::store::unpack::Format;

use super::archives::{TarEntry, ZipEntry, noise, tar_gz, zip};
use super::lab::{Lab, ends};

fn tree() -> [(&'static str, Vec<u8>); 4] {
    [
        ("go/VERSION", b"go1.99".to_vec()),
        ("go/src/a.go", vec![b'a'; 300]),
        ("go/src/b.go", Vec::new()),
        ("go/bin/go", noise(200, 1)),
    ]
}

fn archives() -> [(Format, Vec<u8>); 2] {
    let in_zip = zip(&tree().each_ref().map(|(name, content)| ZipEntry::new(name, content)));
    let in_tar = tar_gz(&tree().each_ref().map(|(name, content)| TarEntry::new(name, content)));
    [(Format::Zip, in_zip), (Format::TarGz, in_tar)]
}

/// Every position in an archive; fewer on Windows, because creating folders is slow under Wine.
fn places(bytes: &[u8]) -> impl Iterator<Item = usize> {
    (0..bytes.len()).step_by(if cfg!(windows) { 11 } else { 1 })
}

/// Unpacks into a new folder; `Ok` only if the tree is complete.
fn unpacks(format: Format, bytes: &[u8]) -> Result<(), Code> {
    let lab = Lab::new();
    lab.unpack(format, bytes).map_err(|error| error.code())?;
    let files = lab.files();
    assert_eq!(files.len(), 4);
    for (name, content) in tree() {
        assert!(files[name.strip_prefix("go/").unwrap()] == content, "{name}");
    }
    lab.assert_nothing_outside();
    Ok(())
}

#[test]
fn an_archive_truncated_anywhere_is_damaged() {
    for (format, bytes) in archives() {
        assert_eq!(unpacks(format, &bytes), Ok(()));
        ends(move || {
            for length in places(&bytes) {
                assert_eq!(unpacks(format, &bytes[..length]), Err(Code::ArchiveDamaged), "{format:?} {length}");
            }
        });
    }
}

#[test]
fn a_changed_byte_anywhere_is_detected_or_harmless() {
    for (format, bytes) in archives() {
        ends(move || {
            for at in places(&bytes) {
                let mut changed = bytes.clone();
                changed[at] ^= 1 << (at % 8);
                let result = unpacks(format, &changed);
                let expected = [Ok(()), Err(Code::ArchiveDamaged), Err(Code::ArchiveHostile)];
                assert!(expected.contains(&result), "{format:?} {at}: {result:?}");
            }
        });
    }
}

#[test]
fn a_file_shorter_than_announced_is_damaged() {
    for (format, bytes) in archives() {
        ends(move || {
            let lab = Lab::new();
            std::fs::write(lab.archive(), &bytes[..bytes.len() / 2]).unwrap();
            let error = lab.unpack_file(format, &Growing::complete(lab.archive(), bytes.len() as u64)).unwrap_err();
            assert_eq!(error.code(), Code::ArchiveDamaged, "{error}");
        });
    }
}

#[test]
fn a_missing_archive_is_a_disk_error() {
    for format in [Format::Zip, Format::TarGz] {
        let lab = Lab::new();
        let error = lab.unpack_file(format, &Growing::complete(lab.archive(), 1000)).unwrap_err();
        assert_eq!(error.code(), Code::DiskFailed, "{error}");
        assert!(error.to_string().contains("go1.99.archive"), "{error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if cfg!(windows) { 50 } else { 500 }, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_bytes_give_a_result(bytes in proptest::collection::vec(any::<u8>(), 0..2000), is_zip in any::<bool>()) {
        let format = if is_zip { Format::Zip } else { Format::TarGz };
        ends(move || Lab::new().unpack(format, &bytes).map(|_| ())).unwrap_err();
    }

    /// A tar of arbitrary blocks, with a correct gzip checksum.
    #[test]
    fn any_tar_gives_a_result(bytes in proptest::collection::vec(any::<u8>(), 0..3000)) {
        ends(move || Lab::new().unpack(Format::TarGz, &super::archives::gzipped(&bytes)).map(|_| ())).unwrap_err();
    }

    #[test]
    fn any_changes_give_a_result(edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        for (format, mut bytes) in archives() {
            let tar = super::archives::tar(&tree().each_ref().map(|(name, content)| TarEntry::new(name, content)));
            if format == Format::TarGz {
                bytes = tar;
            }
            for (at, value) in &edits {
                let at = at.index(bytes.len());
                bytes[at] = *value;
            }
            if format == Format::TarGz {
                bytes = super::archives::gzipped(&bytes);
            }
            ends(move || {
                let lab = Lab::new();
                lab.unpack(format, &bytes).ok();
                lab.assert_nothing_outside();
            });
        }
    }
}
