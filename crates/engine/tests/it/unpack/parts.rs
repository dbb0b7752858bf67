//! Zips that are fetched only in part: what is copied from an installed toolchain, and what is unpacked.
use std::collections::BTreeMap;
use std::path::PathBuf;

use upgo_engine::base::digest::Sha256;
use upgo_engine::base::report::{Cancel, Code, Explain as _};
use upgo_engine::machine::platform::FileMode;
use upgo_engine::store::growing::Growing;
use upgo_engine::store::unpack::{Format, UnpackError, Unpacked, ZipListing, ZipParts, directory_start, unpack_parts};
use upgo_engine::store::{Manifest, ManifestFile};
use upgo_testkit::real_go;

use super::archives::{ZipEntry, noise, zip};
use super::lab::{Lab, ends};

/// The name of the zip.
const NAME: &str = "go1.99.windows-amd64.zip";

type Files = BTreeMap<String, Vec<u8>>;

/// An installed toolchain with its manifest.
struct Base {
    lab: Lab,
    manifest: Manifest,
}

impl Base {
    fn new(files: &Files) -> Self {
        let lab = Lab::new();
        for (path, content) in files {
            let file = lab.tree().join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, content).unwrap();
        }
        let listed = |(path, content): (&String, &Vec<u8>)| ManifestFile {
            path: path.clone(),
            size: content.len() as u64,
            mode: FileMode::Plain,
            sha256: Sha256::of(content),
        };
        Self { lab, manifest: Manifest::new(files.iter().map(listed).collect()) }
    }

    fn file(&self, path: &str) -> PathBuf {
        self.lab.tree().join(path)
    }

    fn missing(&self, listing: &ZipListing) -> Vec<usize> {
        listing.missing_in(&self.lab.tree(), &self.manifest, &Cancel::default()).unwrap()
    }

    /// Fetches what is missing from `bytes`, and unpacks it into `into`.
    fn rebuild(&self, into: &Lab, bytes: &[u8]) -> Result<Unpacked, UnpackError> {
        let listing = listing(bytes)?;
        let missing = self.missing(&listing);
        self.unpack(into, bytes, &listing, &missing)
    }

    fn unpack(
        &self,
        into: &Lab,
        bytes: &[u8],
        listing: &ZipListing,
        missing: &[usize],
    ) -> Result<Unpacked, UnpackError> {
        let ranges = listing.ranges(missing);
        let index = |at: u64| usize::try_from(at).unwrap();
        let pieces: Vec<u8> =
            ranges.iter().flat_map(|range| bytes[index(range.start)..index(range.end)].iter().copied()).collect();
        std::fs::write(into.archive(), &pieces).unwrap();
        let growing = Growing::complete(into.archive(), pieces.len() as u64);
        let (base, manifest) = (&*self.lab.tree(), &self.manifest);
        let parts = ZipParts { listing, missing, ranges: &ranges, base, manifest };
        unpack_parts(&parts, &growing, &into.tree(), &Cancel::default(), &|_, _| {})
    }
}

/// The files of a zip, read from its end alone.
fn listing(bytes: &[u8]) -> Result<ZipListing, UnpackError> {
    let total = bytes.len() as u64;
    let start = directory_start(NAME, &bytes[bytes.len().saturating_sub(22)..], total)?;
    ZipListing::parse(NAME, &bytes[usize::try_from(start).unwrap()..], total)
}

fn files(files: &[(&str, Vec<u8>)]) -> Files {
    files.iter().map(|(path, content)| ((*path).to_owned(), content.clone())).collect()
}

fn packed(files: &Files) -> Vec<u8> {
    packed_with(files, true)
}

/// The same, with or without sizes and checksums after the content of each file.
fn packed_with(files: &Files, descriptor: bool) -> Vec<u8> {
    let entry = |(path, content): (&String, &Vec<u8>)| {
        ZipEntry::new(format!("go/{path}"), content).with(|entry| entry.descriptor = descriptor)
    };
    zip(&files.iter().map(entry).collect::<Vec<_>>())
}

fn base_files() -> Files {
    files(&[
        ("VERSION", b"go1.98".to_vec()),
        ("bin/go", noise(200, 1)),
        ("lib/same", noise(300_000, 2)),
        ("pkg/changed", noise(2_000_000, 3)),
        ("src/a.go", vec![b'a'; 300]),
        ("src/gone.go", vec![b'g'; 300]),
        ("src/longer.go", b"package a\n".to_vec()),
    ])
}

/// The next release: every way in which a file can differ, and one that nothing could prove.
fn next_files() -> Files {
    let mut next = base_files();
    next.remove("src/gone.go");
    next.extend(files(&[
        ("VERSION", b"go1.99".to_vec()),
        ("pkg/changed", noise(2_000_000, 4)),
        ("src/longer.go", b"package a // longer\n".to_vec()),
        ("src/new.go", b"package a\n".to_vec()),
        ("test/unproven.go", b"package evil\n".to_vec()),
        ("zz/last", noise(1_500_000, 6)),
    ]));
    next
}

#[test]
fn files_that_are_the_same_are_copied_and_all_others_unpacked() {
    let mut expected = next_files();
    expected.remove("test/unproven.go");
    for descriptor in [true, false] {
        let base = Base::new(&base_files());
        let bytes = packed_with(&next_files(), descriptor);
        let (into, listing) = (Lab::new(), listing(&bytes).unwrap());
        let missing = base.missing(&listing);
        assert_eq!((listing.files(), missing.len()), (8, 5), "{missing:?}");
        let unpacked = base.unpack(&into, &bytes, &listing, &missing).unwrap();
        assert!(into.files() == expected, "{:?}", into.files().keys());
        let listed = unpacked.manifest.files().iter().map(|file| (file.path.clone(), file.sha256));
        assert!(listed.eq(expected.iter().map(|(path, content)| (path.clone(), Sha256::of(content)))));
        // A file of one toolchain stays the same when that of the other is written to.
        std::fs::write(base.file("lib/same"), b"x").unwrap();
        assert!(into.files() == expected);
    }
}

#[test]
fn a_base_that_changed_after_it_was_compared_is_noticed() {
    type Change = fn(&std::path::Path);
    let changes: [(&str, Change); 4] = [
        ("other content", |file| std::fs::write(file, noise(300_000, 9)).unwrap()),
        ("longer", |file| std::fs::write(file, noise(300_001, 2)).unwrap()),
        ("gone", |file| std::fs::remove_file(file).unwrap()),
        ("a folder", |file| {
            std::fs::remove_file(file).unwrap();
            std::fs::create_dir(file).unwrap();
        }),
    ];
    let bytes = packed(&next_files());
    for (what, change) in changes {
        let base = Base::new(&base_files());
        let listing = listing(&bytes).unwrap();
        let missing = base.missing(&listing);
        change(&base.file("lib/same"));
        let error = base.unpack(&Lab::new(), &bytes, &listing, &missing).expect_err(what);
        assert!(matches!(&error, UnpackError::Base { path } if path.ends_with("same")), "{what}: {error}");
        // Compared again, the file is missing.
        let into = Lab::new();
        base.rebuild(&into, &bytes).unwrap();
        assert!(into.files()["lib/same"] == base_files()["lib/same"], "{what}");
    }
}

#[test]
fn many_short_gaps_need_few_requests() {
    let file = |number: usize| (format!("src/{number:03}.go"), noise(3000, number as u64));
    let base_of: Files = (0..300).map(file).collect();
    let mut next = base_of.clone();
    for number in (0..300_usize).step_by(3) {
        next.insert(format!("src/{number:03}.go"), noise(3000, 1000 + number as u64));
    }
    for gap in [1, 40_000] {
        // With a large file after each, no gap is short.
        let spread = |files: &Files| -> Files {
            let large = |path: &String| (format!("{path}.large"), noise(gap, 5));
            let larger = files.keys().map(large).filter(|_| gap > 1);
            files.clone().into_iter().chain(larger).collect()
        };
        let (base, bytes) = (Base::new(&spread(&base_of)), packed(&spread(&next)));
        let listing = listing(&bytes).unwrap();
        let missing = base.missing(&listing);
        assert_eq!(missing.len(), 100);
        let ranges = listing.ranges(&missing);
        assert!(ranges.len() <= 24 && ranges.is_sorted_by(|one, other| one.end < other.start), "{ranges:?}");
        let into = Lab::new();
        base.unpack(&into, &bytes, &listing, &missing).unwrap();
        assert!(into.files() == spread(&next));
    }
}

#[test]
fn a_directory_that_lies_about_a_file_copies_what_is_installed() {
    // The caller proves the tree by its hash, so the content must be that of the base and nothing else.
    let (base, content) = (Base::new(&base_files()), base_files()["lib/same"].clone());
    let entry = ZipEntry::new("go/lib/same", b"evil").with(|entry| {
        (entry.crc, entry.size) = (libdeflater::crc32(&content), 300_000);
    });
    let into = Lab::new();
    base.rebuild(&into, &zip(&[ZipEntry::new("go/VERSION", b"go1.99"), entry])).unwrap();
    assert!(into.files()["lib/same"] == content);
}

#[test]
fn hostile_directories_are_refused_before_anything_is_fetched() {
    let base = Base::new(&base_files());
    let plain = || ZipEntry::new("go/VERSION", b"go1.99");
    let lie = |change: fn(&mut ZipEntry)| vec![plain(), ZipEntry::new("go/a", b"content").with(change)];
    let cases: Vec<(&str, Vec<ZipEntry>, Code)> = vec![
        ("a name that leaves its folder", vec![ZipEntry::new("go/../evil", b"x")], Code::ArchiveHostile),
        ("two entries of one name", vec![plain(), plain()], Code::ArchiveHostile),
        ("an entry on top of another", lie(|entry| entry.offset = Some(0)), Code::ArchiveHostile),
        ("an entry behind the end", lie(|entry| entry.offset = Some(1 << 30)), Code::ArchiveDamaged),
        ("zip64", lie(|entry| entry.size = u32::MAX), Code::ArchiveHostile),
        ("an endless file", lie(|entry| entry.size = u32::MAX - 1), Code::ArchiveHostile),
    ];
    for (what, entries, code) in cases {
        let error = base.rebuild(&Lab::new(), &zip(&entries)).map(|_| ()).expect_err(what);
        assert_eq!(error.code(), code, "{what}: {error}");
    }
    for wrong in ["go1.99.linux-amd64.tar.gz", "go1.99.msi"] {
        let bytes = zip(&[plain()]);
        let error = ZipListing::parse(wrong, &bytes[bytes.len() - 22..], bytes.len() as u64).unwrap_err();
        assert_eq!(error.code(), Code::ArchiveDamaged, "{wrong}");
    }
}

#[test]
fn a_fetched_file_that_is_not_what_the_directory_says_is_refused() {
    let base = Base::new(&base_files());
    let changes: [fn(&mut ZipEntry); 4] =
        [|entry| entry.crc ^= 1, |entry| entry.size -= 1, |entry| entry.size += 1, |entry| entry.local_name[4] = b'X'];
    for change in changes {
        for size in [100, 1_500_000] {
            let entry = ZipEntry::new("go/src/new.go", &noise(size, 8)).with(change);
            let bytes = zip(&[ZipEntry::new("go/VERSION", b"go1.99"), entry]);
            let error = base.rebuild(&Lab::new(), &bytes).map(|_| ()).unwrap_err();
            assert!(matches!(error.code(), Code::ArchiveDamaged | Code::ArchiveHostile), "{error}");
        }
    }
}

#[test]
fn a_directory_truncated_or_changed_anywhere_gives_a_result() {
    let base_of = files(&[("src/a.go", vec![b'a'; 300]), ("VERSION", b"go1.98".to_vec())]);
    let mut next = base_of.clone();
    next.insert("VERSION".to_owned(), b"go1.99".to_vec());
    let bytes = packed(&next);
    ends(move || {
        let (base, total) = (Base::new(&base_of), bytes.len() as u64);
        let start = usize::try_from(directory_start(NAME, &bytes[bytes.len() - 22..], total).unwrap()).unwrap();
        for length in 0..bytes.len() - start {
            assert!(ZipListing::parse(NAME, &bytes[start..start + length], total).is_err(), "{length}");
        }
        for at in start..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << (at % 8);
            let result = base.rebuild(&Lab::new(), &changed).map(|_| ()).map_err(|error| error.code());
            let expected = [Ok(()), Err(Code::ArchiveDamaged), Err(Code::ArchiveHostile)];
            assert!(expected.contains(&result), "{at}: {result:?}");
        }
    });
}

#[test]
#[ignore = "long"]
fn parts_of_real_go_make_the_same_files_as_the_whole() {
    const NEW: &str = "go1.27.3.windows-amd64.zip";
    if cfg!(windows) {
        return; // three times twelve thousand files take a long time under Wine, and the data is the same everywhere
    }
    let (Some(old), Some(new)) = (real_go::archive("go1.26.6.windows-amd64.zip"), real_go::archive(NEW)) else {
        return;
    };
    let whole = |path: &PathBuf| {
        let lab = Lab::in_memory();
        let growing = Growing::complete(path, path.metadata().unwrap().len());
        let unpacked = lab.unpack_file(Format::Zip, &growing).unwrap();
        (lab, unpacked.manifest)
    };
    let (lab, manifest) = whole(&old);
    let base = Base { lab, manifest };
    let bytes = std::fs::read(&new).unwrap();
    let start = directory_start(NEW, &bytes[bytes.len() - 22..], bytes.len() as u64).unwrap();
    let tail = &bytes[usize::try_from(start).unwrap()..];
    let listing = ZipListing::parse(NEW, tail, bytes.len() as u64).unwrap();
    let missing = base.missing(&listing);
    let fetched: u64 = listing.ranges(&missing).iter().map(|range| range.end - range.start).sum();
    println!("{} of {} files, {fetched} of {} bytes", missing.len(), listing.files(), bytes.len());
    // Another minor release: a fifth of the files have other bytes, and they are 82 % of the archive.
    assert!(fetched < bytes.len() as u64 / 10 * 9);
    let into = Lab::in_memory();
    let unpacked = base.unpack(&into, &bytes, &listing, &missing).unwrap();
    let left_out = ["api/", "doc/", "misc/", "test/"];
    let (_, expected) = whole(&new);
    let is_proven = |file: &&ManifestFile| !left_out.iter().any(|folder| file.path.starts_with(folder));
    assert!(unpacked.manifest.files().iter().eq(expected.files().iter().filter(is_proven)));
}
