//! Archives that do what no Go archive does. Each is refused with a reason, and nothing is written outside the folder.
use upgo_engine::base::report::{Code, Explain as _};
use upgo_engine::store::unpack::Format;

use super::archives::{TarEntry, ZipEntry, gzipped, noise, pax, tar, tar_gz, zip, zip_end};
use super::lab::Lab;

/// Unpacks, and returns the reason why it was refused as hostile.
#[track_caller]
fn refused(format: Format, bytes: &[u8]) -> String {
    let lab = Lab::new();
    let error = lab.unpack(format, bytes).expect_err("it was unpacked");
    assert_eq!(error.code(), Code::ArchiveHostile, "{error}");
    lab.assert_nothing_outside();
    error.to_string()
}

#[track_caller]
fn damaged(format: Format, bytes: &[u8]) -> String {
    let lab = Lab::new();
    let error = lab.unpack(format, bytes).expect_err("it was unpacked");
    assert_eq!(error.code(), Code::ArchiveDamaged, "{error}");
    lab.assert_nothing_outside();
    error.to_string()
}

/// The same entries in both formats.
fn both(entries: &[(&[u8], &[u8])]) -> [(Format, Vec<u8>); 2] {
    let in_zip: Vec<_> = entries.iter().map(|(name, content)| ZipEntry::new(name, content)).collect();
    let in_tar: Vec<_> = entries.iter().map(|(name, content)| TarEntry::new(name, content)).collect();
    [(Format::Zip, zip(&in_zip)), (Format::TarGz, tar_gz(&in_tar))]
}

#[test]
fn module_files_that_the_hash_does_not_cover_are_refused() {
    for name in ["api/x", "doc/x", "misc/x", "test/evil.go", "../evil", "src/../../evil"] {
        let module = |name: &str| format!("golang.org/toolchain@v0.0.1-go1.99.linux-amd64/{name}");
        refused(Format::ModuleZip, &zip(&[module("VERSION"), module(name)].map(|name| ZipEntry::new(name, b"x"))));
    }
    damaged(Format::ModuleZip, &zip(&[ZipEntry::new("go/VERSION", b"x")]));
    let twice =
        ["src/go.mod", "src/_go.mod"].map(|name| ZipEntry::new(format!("golang.org/toolchain@v1/{name}"), b"x"));
    refused(Format::ModuleZip, &zip(&twice));
}

#[test]
fn names_that_leave_the_folder_are_refused() {
    let names: [&[u8]; 19] = [
        b"../evil", b"go/../evil", b"go/../../evil", b"go/a/../../../evil", b"/evil", b"/tmp/upgo-evil", b"C:/evil",
        b"C:evil", b"\\\\server\\share\\evil", b"//server/share/evil", b"go\\..\\..\\evil", b"go/..\\evil",
        b"\\\\?\\C:\\evil", b"go/NUL", b"go/src/aux.txt", b"go/COM1", b"go/con /x", b"go/a.", b"go/bad\xff",
    ];
    for name in names {
        for (format, bytes) in both(&[(b"go/VERSION", b"go1.99"), (name, b"evil")]) {
            let reason = refused(format, &bytes);
            assert!(reason.starts_with("go1.99.archive was rejected: the name `"), "{reason}");
        }
    }
    assert_eq!(
        refused(Format::Zip, &both(&[(b"go/../evil", b"")])[0].1),
        "go1.99.archive was rejected: the name `go/../evil` leaves its folder"
    );
}

#[test]
fn names_are_shown_shortened_and_on_one_line() {
    for (format, bytes) in both(&[(format!("go/a\nb\u{1b}[31m{}", "x".repeat(300)).as_bytes(), b"")]) {
        let reason = refused(format, &bytes);
        assert!(reason.len() < 300 && !reason.contains(['\n', '\u{1b}']) && reason.contains('…'), "{reason:?}");
    }
}

#[test]
fn a_nul_byte_in_a_name_is_refused() {
    // In a tar header it would end the name, so the tar stores it in an extension.
    assert!(refused(Format::Zip, &both(&[(b"go/a\0b", b"")])[0].1).contains("NUL"));
    let entries =
        [TarEntry::new("h", &pax("path", "go/a\0b")).with(|entry| entry.kind = b'x'), TarEntry::new("go/a", b"")];
    assert!(refused(Format::TarGz, &tar_gz(&entries)).contains("NUL"));
}

#[test]
fn names_that_collide_are_refused() {
    let pairs: [(&[u8], &[u8], &str); 6] = [
        (b"go/a", b"go/a", "occurs twice"),
        (b"go/a", b"go/A", "letter case"),
        ("go/ä".as_bytes(), "go/Ä".as_bytes(), "letter case"),
        (b"go/src/a", b"go/SRC/b", "letter case"),
        (b"go/a", b"go/a/b", "file and a folder"),
        (b"go/a/b", b"go/a", "file and a folder"),
    ];
    for (one, two, why) in pairs {
        for (format, bytes) in both(&[(one, b"1"), (two, b"2")]) {
            assert!(refused(format, &bytes).contains(why));
        }
    }
}

#[test]
fn links_and_devices_are_refused_wherever_they_point() {
    for (kind, target) in [
        (b'2', "VERSION"),
        (b'2', "/etc/passwd"),
        (b'1', "go/VERSION"),
        (b'1', "/etc/passwd"),
        (b'3', ""),
        (b'4', ""),
        (b'6', ""),
    ] {
        let entry =
            TarEntry::new("go/x", b"").with(|entry| (entry.kind, entry.link) = (kind, target.as_bytes().to_vec()));
        let reason = refused(Format::TarGz, &tar_gz(&[TarEntry::new("go/VERSION", b"x"), entry]));
        assert!(reason.contains("`go/x`, which no Go archive does"), "{reason}");
    }
    for (mode, why) in [(0o120_777, "link"), (0o060_644, "neither"), (0o010_644, "neither"), (0o040_755, "neither")] {
        let entry = ZipEntry::new("go/x", b"/etc/passwd").with(|entry| entry.mode = mode);
        assert!(refused(Format::Zip, &zip(&[entry])).contains(why));
    }
}

#[test]
fn nothing_is_written_through_an_existing_link_in_the_folder() {
    #[cfg(unix)]
    for (format, bytes) in both(&[(b"go/src/a", b"evil"), (b"go/file", b"evil")]) {
        for (link, target) in [("src", "../.."), ("file", "../../evil")] {
            let lab = Lab::new();
            std::os::unix::fs::symlink(target, lab.tree().join(link)).unwrap();
            lab.unpack(format, &bytes).expect_err("it was unpacked");
            lab.assert_nothing_outside();
        }
    }
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_refused() {
    let zeros = vec![0; 40 << 20];
    for (format, bytes) in both(&[(b"go/zeros", &zeros)]) {
        assert!(refused(format, &bytes).contains("50 times its size"));
    }
    // Real archives also contain small files that expand a lot.
    for (format, bytes) in both(&[(b"go/zeros", &zeros[..1 << 20])]) {
        Lab::new().unpack(format, &bytes).unwrap();
    }
    let lies = ZipEntry::new("go/a", &noise(1000, 1)).with(|entry| entry.size = u32::MAX - 1);
    assert!(
        refused(Format::Zip, &zip(&[lies.clone(), lies.with(|entry| entry.name = b"go/b".to_vec())])).contains("4 GiB")
    );
}

#[test]
fn too_many_entries_are_refused_before_anything_is_written() {
    // Folders that only appear in paths count, too.
    let entries: Vec<_> = (0..20_000).map(|n| ZipEntry::new(format!("go/{n}/1/2/3/4/5"), b"")).collect();
    let lab = Lab::new();
    let error = lab.unpack(Format::Zip, &zip(&entries)).unwrap_err();
    assert_eq!(error.to_string(), "go1.99.archive was rejected: it contains more than 50000 files and folders");
    assert_eq!(lab.folders(), Vec::<String>::new());
}

#[test]
fn a_long_name_is_not_read_into_memory() {
    let huge = |kind| TarEntry::new("x", &vec![b'a'; 1 << 20]).with(|entry: &mut TarEntry| entry.kind = kind);
    for kind in [b'x', b'g', b'L'] {
        assert!(refused(Format::TarGz, &tar_gz(&[huge(kind)])).contains("too long"));
    }
}

#[test]
fn tar_extensions_that_change_more_than_a_name_are_refused() {
    let records = [("size", "5"), ("linkpath", "x"), ("GNU.sparse.major", "1")];
    for (key, value) in records {
        let entries =
            [TarEntry::new("h", &pax(key, value)).with(|entry| entry.kind = b'x'), TarEntry::new("go/a", b"a")];
        refused(Format::TarGz, &tar_gz(&entries));
    }
    let global = TarEntry::new("h", &pax("path", "go/all")).with(|entry| entry.kind = b'g');
    refused(Format::TarGz, &tar_gz(&[global]));
    for kind in [b'S', b'V', b'7', b'Z'] {
        refused(Format::TarGz, &tar_gz(&[TarEntry::new("go/a", b"").with(|entry| entry.kind = kind)]));
    }
}

#[test]
fn encryption_other_methods_and_volumes_are_refused() {
    let entry = || ZipEntry::new("go/a", b"a");
    assert!(refused(Format::Zip, &zip(&[entry().with(|entry| entry.flags |= 1)])).contains("encrypted"));
    assert!(refused(Format::Zip, &zip(&[entry().with(|entry| entry.flags |= 1 << 6)])).contains("encrypted"));
    for method in [1, 9, 12, 14, 93, 99] {
        assert!(refused(Format::Zip, &zip(&[entry().with(|entry| entry.method = method)])).contains("packed"));
    }
    assert!(refused(Format::Zip, &zip(&[entry().with(|entry| entry.volume = 1)])).contains("volume"));
    let mut volumes = zip(&[entry()]);
    let end = volumes.len() - 22;
    volumes[end + 4] = 1;
    assert!(refused(Format::Zip, &volumes).contains("volumes"));
    assert!(refused(Format::Zip, &zip(&[entry().with(|entry| entry.size = u32::MAX)])).contains("4 GiB"));
}

#[test]
fn a_local_header_that_differs_from_the_directory_is_refused() {
    let large = noise(1_500_000, 4);
    for content in [b"content", &large[..]] {
        let entry = || ZipEntry::new("go/bin/go", content);
        let other_name = entry().with(|entry| entry.local_name = b"go/bin/og".to_vec());
        assert!(refused(Format::Zip, &zip(&[other_name])).contains("two different entries"));
        let climbs = entry().with(|entry| entry.local_name = b"../../evl".to_vec());
        assert!(refused(Format::Zip, &zip(&[climbs])).contains("two different entries"));
        for (at, value) in [(6, 0), (8, 9), (14, 1), (18, 1), (22, 1)] {
            let mut bytes = zip(&[entry().with(|entry| entry.descriptor = false)]);
            bytes[at] ^= value | u8::from(value == 0) << 3; // the flag of a descriptor, or the size
            refused(Format::Zip, &bytes);
        }
    }
}

#[test]
fn entries_that_overlap_are_refused() {
    let entry = |name: &str| ZipEntry::new(name, b"content");
    let same_place = zip(&[entry("go/a"), entry("go/b").with(|entry| entry.offset = Some(0))]);
    assert!(refused(Format::Zip, &same_place).contains("overlaps"));
    let inside = ZipEntry::stored("go/a", &noise(200, 1)).with(|entry| entry.descriptor = false);
    assert!(
        refused(Format::Zip, &zip(&[inside, entry("go/b").with(|entry| entry.offset = Some(100))]))
            .contains("overlaps")
    );
    let mut extra = zip(&[entry("go/a").with(|entry| entry.local_extra = vec![0; 4])]);
    extra[28] = 200; // reaches beyond the data
    assert!(refused(Format::Zip, &extra).contains("overlaps"));
}

#[test]
fn an_entry_has_one_name_for_every_reader() {
    let unicode_path = |name: &str, other: &str| {
        let data = [&[1][..], &libdeflater::crc32(name.as_bytes()).to_le_bytes(), other.as_bytes()].concat();
        let length = u16::try_from(data.len()).unwrap().to_le_bytes();
        [&[9, 9, 0, 0, 0x75, 0x70][..], &length, &data].concat()
    };
    let second = ZipEntry::new("go/a", b"x").with(|entry| entry.local_extra = unicode_path("go/a", "go/b"));
    assert!(refused(Format::Zip, &zip(&[second])).contains("a second name"));
    let harmless = ZipEntry::new("go/a", b"x").with(|entry| entry.local_extra = vec![9, 9, 2, 0, 0x75, 0x70]);
    Lab::new().unpack(Format::Zip, &zip(&[harmless])).unwrap();
}

#[test]
fn bytes_outside_of_entries_are_damage() {
    let entry = ZipEntry::new("go/a", b"content");
    let good = zip(std::slice::from_ref(&entry));
    damaged(Format::Zip, &[&b"MZ"[..], &good].concat());
    damaged(Format::Zip, &[&good[..], b"more"].concat());
    let end = good.len() - 22;
    damaged(Format::Zip, &[&good[..end], b"more", &good[end..]].concat());
    let mut program = [&b"MZ"[..], &good].concat(); // with all offsets adjusted
    for at in [program.len() - 6, program.len() - 22 - 4 - 4] {
        program[at] += 2;
    }
    assert!(damaged(Format::Zip, &program).contains("before its first entry"));
    let long_gap = ZipEntry::stored("go/a", &noise(200_000, 1)).with(|entry| entry.descriptor = false);
    let mut hidden = zip(&[long_gap, entry.clone()]);
    let directory = hidden.len() - 22 - 2 * (46 + 4);
    // The directory claims less than the data has.
    hidden[directory + 20..directory + 28].copy_from_slice(&[10, 0, 0, 0, 10, 0, 0, 0]);
    damaged(Format::Zip, &hidden);
    for content in [b"content", &noise(1_500_000, 2)[..]] {
        let mut descriptor = zip(&[ZipEntry::stored("go/a", content)]);
        let at = descriptor.windows(4).rposition(|bytes| bytes == b"PK\x07\x08").unwrap();
        descriptor[at + 4] ^= 1;
        assert!(damaged(Format::Zip, &descriptor).contains("the data after `go/a` is wrong"));
    }
}

#[test]
fn an_archive_without_a_toolchain_is_damaged() {
    for (format, bytes) in both(&[(b"README.md", b"hello"), (b"src/main.rs", b"")]) {
        assert!(damaged(format, &bytes).contains("not a Go toolchain"));
    }
    for garbage in [&b""[..], b"PK", b"<!doctype html><html>", &[0; 4096], &noise(5000, 7)] {
        damaged(Format::Zip, garbage);
        damaged(Format::TarGz, garbage);
    }
    damaged(Format::TarGz, &gzipped(b""));
    damaged(Format::TarGz, &gzipped(&noise(5000, 8)));
    damaged(Format::Zip, &zip_end(1, 0, 0));
    damaged(Format::Zip, &zip_end(0, 100, 0));
}

#[test]
fn a_second_gzip_member_or_anything_after_the_end_is_damage() {
    let entries = [TarEntry::new("go/a", b"a")];
    let good = tar_gz(&entries);
    assert!(damaged(Format::TarGz, &[&good[..], &good].concat()).contains("data after its end"));
    assert!(damaged(Format::TarGz, &[&good[..], b"\0"].concat()).contains("data after its end"));
    let two = [tar(&entries), tar(&[TarEntry::new("go/b", b"b")])].concat();
    assert!(damaged(Format::TarGz, &gzipped(&two)).contains("list of files"));
    let unended = tar(&entries);
    for cut in [512, 1024] {
        assert!(damaged(Format::TarGz, &gzipped(&unended[..unended.len() - cut])).contains("truncated"));
    }
}

#[test]
fn wrong_sizes_and_checksums_are_damage() {
    let large = noise(1_500_000, 5);
    for content in [b"content", &large[..]] {
        for change in [1_u32, u32::MAX] {
            let entry = ZipEntry::new("go/a", content).with(|entry| entry.size = entry.size.wrapping_add(change));
            damaged(Format::Zip, &zip(&[entry]));
        }
        damaged(Format::Zip, &zip(&[ZipEntry::new("go/a", content).with(|entry| entry.crc ^= 1)]));
        damaged(Format::Zip, &zip(&[ZipEntry::stored("go/a", content).with(|entry| entry.crc ^= 1)]));
        damaged(
            Format::Zip,
            &zip(&[ZipEntry::new("go/a", content).with(|entry| entry.packed.extend(b"more"))].map(|entry| {
                if content.len() > 100 { entry } else { entry.with(|entry| entry.crc ^= 1) } // libdeflate stops at the end
            })),
        );
    }
    let unsound = TarEntry::new("go/a", b"content").with(|entry| entry.size = Some(u64::MAX));
    damaged(Format::TarGz, &tar_gz(&[unsound]));
    damaged(Format::TarGz, &tar_gz(&[TarEntry::new("go/a", b"content").with(|entry| entry.size = Some(1 << 33))]));
}
