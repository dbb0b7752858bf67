//! Archives of real Go, compared with what the system's own programs make of them.
use upgo_engine::store::growing::Growing;
use upgo_engine::store::unpack::{Format, Unpacked};
use upgo_testkit::real_go;

use crate::lab::Lab;

fn unpacked(lab: &Lab, name: &str) -> Option<Unpacked> {
    let path = real_go::archive(name)?;
    let growing = Growing::complete(&path, path.metadata().unwrap().len());
    Some(lab.unpack_file(Format::of(name).unwrap(), &growing).unwrap())
}

#[cfg(unix)]
#[test]
fn real_go_is_unpacked_as_by_tar_and_unzip() {
    use std::process::Command;

    let cases = [
        ("go1.27.3.linux-amd64.tar.gz", "tar", &["xzf", "ARCHIVE", "-C", "FOLDER"][..]),
        ("go1.27.3.windows-amd64.zip", "unzip", &["-q", "ARCHIVE", "-d", "FOLDER"]),
        ("go1.26.6.windows-amd64.zip", "unzip", &["-q", "ARCHIVE", "-d", "FOLDER"]),
    ];
    for (name, program, arguments) in cases {
        let lab = Lab::in_memory();
        let Some(unpacked) = unpacked(&lab, name) else { continue };
        let other = lab.root().join("other");
        std::fs::create_dir(&other).unwrap();
        let archive = real_go::archive(name).unwrap();
        let arguments = arguments.iter().map(|argument| match *argument {
            "ARCHIVE" => archive.clone().into_os_string(),
            "FOLDER" => other.clone().into_os_string(),
            flag => flag.into(),
        });
        let Ok(status) = Command::new(program).args(arguments).status() else {
            println!("SKIPPED: {program} is not there");
            continue;
        };
        assert!(status.success());
        assert_eq!(same(&lab.tree(), &other.join("go")), unpacked.files, "{name}");
    }
}

/// Compares names, kinds, contents and modes, and returns the number of files.
#[cfg(unix)]
fn same(one: &std::path::Path, other: &std::path::Path) -> u64 {
    use std::os::unix::fs::PermissionsExt as _;

    let list = |folder: &std::path::Path| {
        let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let names = list(one);
    assert_eq!(names, list(other), "{}", one.display());
    let mut files = 0;
    for name in names {
        let (one, other) = (one.join(&name), other.join(&name));
        let modes = [&one, &other].map(|path| path.symlink_metadata().unwrap().permissions().mode());
        assert_eq!(modes[0], modes[1], "{}", one.display());
        if one.is_dir() {
            files += same(&one, &other);
        } else {
            assert!(std::fs::read(&one).unwrap() == std::fs::read(&other).unwrap(), "{}", one.display());
            files += 1;
        }
    }
    files
}

#[test]
fn a_real_zip_for_windows_is_unpacked() {
    let lab = Lab::in_memory();
    if let Some(unpacked) = unpacked(&lab, "go1.27.3.windows-amd64.zip") {
        assert_eq!(unpacked.files, 12_086);
        assert_eq!(unpacked.bytes, 229_918_836);
        assert!(lab.tree().join("bin/go.exe").is_file());
    }
}
