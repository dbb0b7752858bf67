//! Archives of real Go, compared with the result of the system's own programs.
use upgo_engine::base::digest::Sha256;
use upgo_engine::base::target::Target;
use upgo_engine::base::version::Version;
use upgo_engine::machine::platform::FileMode;
use upgo_engine::store::growing::Growing;
use upgo_engine::store::proof::tree_hash;
use upgo_engine::store::unpack::{Format, Unpacked};
use upgo_engine::store::{Manifest, ManifestFile};
#[cfg(unix)]
use upgo_testkit::limit::InTime as _;
use upgo_testkit::real_go;

use super::lab::Lab;

fn unpacked(lab: &Lab, name: &str) -> Option<Unpacked> {
    let path = real_go::archive(name)?;
    let growing = Growing::complete(&path, path.metadata().unwrap().len());
    Some(lab.unpack_file(Format::of(name).unwrap(), &growing).unwrap())
}

#[cfg(unix)]
#[test]
#[ignore = "long"]
fn real_go_is_unpacked_like_by_tar_and_unzip() {
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
        let Ok(status) = Command::new(program).args(arguments).status_in_time() else {
            println!("SKIPPED: {program} is not installed");
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

/// The digests of files at the root that the official archives have and those of the test kit lack
/// (scripts/real-go.py). They are the same in go1.26.6 and go1.27.3, except `codereview.cfg`, which names the branch.
const ROOT: [(&str, &str); 5] = [
    ("CONTRIBUTING.md", "1244fcb5fbb7f0629bc134e99a90c18e63097a66d034acee0f18eabdd4fb32d9"),
    ("LICENSE", "911f8f5782931320f5b8d1160a76365b83aea6447ee6c04fa6d5591467db9dad"),
    ("PATENTS", "96f408bfae65bf137fc2525d3ecb030271c50c1e90799f87abf8846d8dd505cc"),
    ("README.md", "8247b7c5de1e74854aac1a08aa5894444d1d33b4045c70d5cc3367ad0e25c3f3"),
    ("SECURITY.md", "6bceabb262ed2ca799127f6732dc300f0cb060aaec4459ec156bddfe572754d3"),
];

/// The hashes of the modules `golang.org/toolchain@v0.0.1-goV.OS-amd64`.
#[test]
#[ignore = "long"]
fn the_hash_of_real_go_is_the_hash_of_its_module() {
    let hashes = [
        ("go1.26.6", "linux", "h1:owmNw4SPM9h46FGOeGJVUWzFEEDSmO6g7gAtWoXp28s="),
        ("go1.26.6", "windows", "h1:4H+VZcU1ZKbz3mVygWYJmlwyH20dVORRHTw7aMi9WPU="),
        ("go1.27.3", "linux", "h1:r0ub+FnqzZxoWm/dSUOI9DcIqYWn/mNYGFJcv7PyBzs="),
        ("go1.27.3", "windows", "h1:Ke8xvH3G94wJ4SfCeyCpVAjhpTpJv+iU1Nz6+W97TD4="),
    ];
    // Twelve thousand files take a long time under Wine, and the hashed data is the same everywhere.
    for &(version, os, hash) in if cfg!(windows) { &hashes[3..] } else { &hashes } {
        let lab = Lab::in_memory();
        let end = if os == "windows" { "zip" } else { "tar.gz" };
        let Some(unpacked) = unpacked(&lab, &format!("{version}.{os}-amd64.{end}")) else { continue };
        let branch = format!("branch: release-branch.{}\nparent-branch: master\n", &version[..6]);
        let config = ("codereview.cfg", Sha256::of(branch.as_bytes()));
        let root = ROOT.map(|(path, digest)| (path, digest.parse().unwrap()));
        let root = root.into_iter().chain([config]);
        let root =
            root.map(|(path, sha256)| ManifestFile { path: path.to_owned(), size: 0, mode: FileMode::Plain, sha256 });
        let files = unpacked.manifest.files().iter().cloned().chain(root).collect();
        let (version, target) = (Version::from_name(version).unwrap(), Target::new(os, "amd64"));
        assert_eq!(tree_hash(&Manifest::new(files), &version, &target), hash, "{version} {os}");
    }
}
