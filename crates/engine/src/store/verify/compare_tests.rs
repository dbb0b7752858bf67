#![expect(clippy::disallowed_methods, reason = "a test writes its own files")]
use std::fs;

use super::*;
use crate::base::digest::Sha256;

/// Compares a tree of these files with the manifest of others.
fn found(files: &[&str], listed: &[&str], version: &str, names: Syntax) -> Result<TreeDiff, VerifyError> {
    let folder = tempfile::tempdir().unwrap();
    for path in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "content").unwrap();
    }
    let listed = listed.iter().map(|path| file(path));
    let (manifest, version) = (Manifest::new(listed.collect()), Version::from_name(version).unwrap());
    Compared { tree: folder.path(), manifest: &manifest, version: &version, names }.find(&Cancel::default(), &|_| {})
}

fn file(path: &str) -> ManifestFile {
    ManifestFile { path: path.to_owned(), size: 7, mode: FileMode::Plain, sha256: Sha256::of(b"content") }
}

fn added(files: &[&str], version: &str) -> Vec<PathBuf> {
    found(files, &[], version, Syntax::Unix).unwrap().added
}

#[test]
fn compares_every_file_of_a_larger_tree() {
    let files: Vec<String> = (0..500).map(|number| format!("{}/{}/{number}", number % 7, number % 3)).collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let whole = found(&files, &files, "go1.27.3", Syntax::Unix).unwrap();
    assert_eq!(whole, TreeDiff::default());
    let most = found(&files[1..], &files[..499], "go1.27.3", Syntax::Unix).unwrap();
    assert_eq!((most.missing, most.added.len()), (vec!["0/0/0".to_owned()], 1));
}

#[test]
fn packages_that_old_go_versions_install_into_their_tree_are_ignored() {
    let kept = ["pkg/linux_amd64_race/fmt.a", "pkg/windows_386/net/http.a"];
    let strange = ["pkg/linux_amd64_race/evil.so", "pkg/tool/linux_amd64/evil.a", "bin/x_y/z.a", "pkg/a_b.a"];
    let all: Vec<&str> = kept.iter().chain(&strange).copied().collect();
    let mut expected = strange.map(PathBuf::from).to_vec();
    expected.sort();
    for version in ["go1.19.13", "go1.13"] {
        assert_eq!(added(&all, version), expected, "{version}");
    }
    for version in ["go1.20", "go1.20rc1", "go1.27.3"] {
        assert_eq!(added(&all, version).len(), all.len(), "{version}");
    }
}

#[cfg(unix)] // the rule of Windows, with names that a Unix disk distinguishes
#[test]
fn letter_case_counts_only_if_the_system_distinguishes_it() {
    let both = found(&["version", "VERSION"], &["VERSION"], "go1.27.3", Syntax::Windows).unwrap();
    assert_eq!(both.added, [PathBuf::from("version")], "a case-sensitive Windows folder");
    let (tree, version) = (Path::new("/"), Version::from_name("go1.27.3").unwrap());
    let manifest = Manifest::new(vec![file("src/A.go")]);
    let kind = fs::metadata("/dev/null").unwrap().file_type();
    for (names, expected) in [(Syntax::Windows, 0), (Syntax::Unix, 1)] {
        let compared = Compared { tree, manifest: &manifest, version: &version, names };
        let walked = Walked { others: vec![(PathBuf::from("SRC/a.GO"), kind)], ..Walked::default() };
        assert_eq!(compared.added(walked).len(), expected, "{names:?}");
    }
}

#[test]
fn can_be_cancelled_and_a_missing_tree_lacks_every_file() {
    let (manifest, version) = (Manifest::default(), Version::from_name("go1.27.3").unwrap());
    let gone = Path::new("nowhere at all");
    let compared = Compared { tree: gone, manifest: &manifest, version: &version, names: Syntax::NATIVE };
    assert_eq!(compared.find(&Cancel::default(), &|_| {}).unwrap(), TreeDiff::default());
    let cancel = Cancel::default();
    cancel.cancel();
    assert!(matches!(compared.find(&cancel, &|_| {}), Err(VerifyError::Cancelled(_))));
}
