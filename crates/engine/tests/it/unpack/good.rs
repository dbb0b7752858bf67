//! Valid archives, and the unpacked files.
use std::collections::BTreeMap;
use std::sync::Mutex;

use upgo_engine::base::report::Cancel;
use upgo_engine::store::growing::Growing;
use upgo_engine::store::unpack::{Format, unpack};

use super::archives::{TarEntry, ZipEntry, deflated, noise, pax, small_tar_gz, small_tree, small_zip, tar_gz, zip};
use super::lab::Lab;

fn expected() -> BTreeMap<String, Vec<u8>> {
    small_tree().into_iter().map(|(name, content)| (name.strip_prefix("go/").unwrap().to_owned(), content)).collect()
}

#[test]
fn a_tree_is_unpacked_without_its_top_folder() {
    for (format, bytes) in [(Format::Zip, small_zip()), (Format::TarGz, small_tar_gz())] {
        let lab = Lab::new();
        let unpacked = lab.unpack(format, &bytes).unwrap();
        assert_eq!(lab.files(), expected(), "{format:?}");
        assert_eq!(unpacked.files, 7);
        assert_eq!(unpacked.bytes, expected().values().map(|content| content.len() as u64).sum::<u64>());
        lab.assert_nothing_outside();
    }
}

#[test]
fn empty_folders_are_created() {
    let names = ["go/", "go/api/", "go/misc/chrome/gophertool/"];
    let in_zip = zip(&names.map(|name| ZipEntry::new(name, b"")));
    let in_tar = tar_gz(&names.map(|name| TarEntry::new(name, b"")));
    for (format, bytes) in [(Format::Zip, in_zip), (Format::TarGz, in_tar)] {
        let lab = Lab::new();
        assert_eq!(lab.unpack(format, &bytes).unwrap().files, 0);
        assert_eq!(lab.folders(), ["api", "misc", "misc/chrome", "misc/chrome/gophertool"], "{format:?}");
    }
}

#[test]
fn large_files_are_unpacked_unchanged() {
    let mixed: Vec<u8> = (0..40).flat_map(|n| [noise(60_000, n), vec![0; 90_000]].concat()).collect();
    let files = [
        ("go/VERSION", b"go1.99".to_vec()),
        ("go/a", noise(3_000_000, 1)),
        ("go/b", mixed),
        ("go/c", noise(1 << 20, 2)),
    ];
    let packed =
        |method: fn(&str, &[u8]) -> ZipEntry| zip(&files.each_ref().map(|(name, content)| method(name, content)));
    let in_tar = tar_gz(&files.each_ref().map(|(name, content)| TarEntry::new(name, content)));
    let deflated = packed(|name, content| ZipEntry::new(name, content));
    let stored = packed(|name, content| ZipEntry::stored(name, content));
    for (format, bytes) in [(Format::Zip, deflated), (Format::Zip, stored), (Format::TarGz, in_tar)] {
        let lab = Lab::new();
        lab.unpack(format, &bytes).unwrap();
        for (name, content) in &files {
            assert!(lab.files()[name.strip_prefix("go/").unwrap()] == *content, "{name} in {format:?}");
        }
    }
}

#[test]
fn a_zip_may_have_descriptors_and_extra_fields() {
    for descriptor in [true, false] {
        let entry = |name: &str, content: &[u8]| {
            ZipEntry::new(name, content).with(|entry| {
                entry.descriptor = descriptor;
                entry.local_extra = vec![7; 40];
            })
        };
        let large = noise(1_500_000, 3);
        let lab = Lab::new();
        lab.unpack(Format::Zip, &zip(&[entry("go/a", b"a"), entry("go/b", &large), entry("go/c", b"")])).unwrap();
        assert!(lab.files()["b"] == large);
    }
}

#[test]
fn reads_long_names_of_pax_and_gnu() {
    let long = format!("go/{}/{}", "a".repeat(150), "b".repeat(150));
    let by_pax = [
        TarEntry::new("h", &[pax("mtime", "1.5"), pax("path", &long)].concat()).with(|entry| entry.kind = b'x'),
        TarEntry::new("go/cut", b"content"),
    ];
    for entries in [&by_pax[..], &[TarEntry::new(&long, b"content")]] {
        let lab = Lab::new();
        lab.unpack(Format::TarGz, &tar_gz(entries)).unwrap();
        assert_eq!(lab.files().into_iter().collect::<Vec<_>>(), [(long[3..].to_owned(), b"content".to_vec())]);
    }
}

#[test]
fn a_tar_may_be_padded_with_zeros() {
    let mut bytes = super::archives::tar(&[TarEntry::new("go/a", b"a")]);
    bytes.resize(10_240, 0);
    let lab = Lab::new();
    lab.unpack(Format::TarGz, &super::archives::gzipped(&bytes)).unwrap();
    assert_eq!(lab.files().len(), 1);
}

#[cfg(unix)]
mod modes {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn mode(lab: &Lab, name: &str) -> u32 {
        lab.tree().join(name).metadata().unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn only_the_executable_bit_of_the_mode_counts() {
        let modes =
            [("a", 0o644, false), ("b", 0o4755, true), ("c", 0o600, false), ("d", 0o6777, true), ("e", 0o100, true)];
        let in_zip = zip(&modes.map(|(name, mode, _)| {
            ZipEntry::new(format!("go/{name}"), b"x").with(|entry| entry.mode = 0o100_000 | mode)
        }));
        let in_tar = tar_gz(
            &modes.map(|(name, mode, _)| TarEntry::new(format!("go/{name}"), b"x").with(|entry| entry.mode = mode)),
        );
        for (format, bytes) in [(Format::Zip, in_zip), (Format::TarGz, in_tar)] {
            let lab = Lab::new();
            lab.unpack(format, &bytes).unwrap();
            for (name, _, executable) in modes {
                let mode = mode(&lab, name);
                assert_eq!(mode & 0o7000, 0, "{name} in {format:?}");
                assert_eq!(mode & 0o100 != 0, executable, "{name} in {format:?}");
                assert_eq!(mode & 0o600, 0o600, "{name} in {format:?}");
            }
        }
    }

    #[test]
    fn in_a_module_the_programs_of_go_are_made_executable_by_their_path() {
        let names = ["bin/go", "pkg/tool/linux_amd64/vet", "src/run.bash", "src/_go.mod"];
        let module = |name: &str| format!("golang.org/toolchain@v0.0.1-go1.99.linux-amd64/{name}");
        // Modes are not covered by the hash, so they are ignored.
        let evil = |entry: &mut ZipEntry| entry.mode = 0o100_777;
        let entries = names.map(|name| ZipEntry::new(module(name), b"x").with(evil));
        let lab = Lab::new();
        lab.unpack(Format::ModuleZip, &zip(&entries)).unwrap();
        let executable = ["bin/go", "pkg/tool/linux_amd64/vet", "src/run.bash", "src/go.mod"]
            .map(|name| mode(&lab, name) & 0o100 != 0);
        assert_eq!(executable, [true, true, false, false]);
    }

    #[test]
    fn in_a_zip_without_modes_the_programs_of_go_are_made_executable_by_their_path() {
        let names = ["go/bin/go", "go/pkg/tool/linux_amd64/vet", "go/src/run.bash", "go/VERSION"];
        let entries = names.map(|name| ZipEntry::new(name, b"x").with(|entry| (entry.made_by, entry.mode) = (20, 0)));
        let lab = Lab::new();
        lab.unpack(Format::Zip, &zip(&entries)).unwrap();
        let executable = names.map(|name| mode(&lab, &name[3..]) & 0o100 != 0);
        assert_eq!(executable, [true, true, true, false]);
    }
}

#[test]
fn progress_counts_up_to_the_length_of_the_archive() {
    for (format, bytes) in [(Format::Zip, small_zip()), (Format::TarGz, small_tar_gz())] {
        let lab = Lab::new();
        std::fs::write(lab.archive(), &bytes).unwrap();
        let heard = Mutex::new(Vec::new());
        let hear = |done, total| heard.lock().unwrap().push((done, total));
        let length = bytes.len() as u64;
        let growing = Growing::complete(lab.archive(), length);
        unpack(format, &growing, &lab.tree(), &Cancel::default(), &hear).unwrap();
        let heard = heard.into_inner().unwrap();
        let (end, _) = *heard.last().unwrap(); // in a zip, the directory follows
        assert!(end <= length && end + 1024 > length, "{format:?}: {end} of {length}");
        assert_eq!(heard.last(), Some(&(end, Some(end))), "{format:?}");
        assert!(heard.iter().all(|(done, total)| *done <= end && total.is_none_or(|total| total == end)));
    }
}

#[test]
fn an_empty_zip_gives_an_empty_tree() {
    assert_eq!(Lab::new().unpack(Format::Zip, &zip(&[])).unwrap().files, 0);
    assert_eq!(deflated(b"").len(), 2); // the packed size of an empty file in the other tests
}
