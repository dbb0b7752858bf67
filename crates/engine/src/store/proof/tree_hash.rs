//! The hash of a toolchain in the Go checksum database, computed from the files of its tree.
//! Source: <https://pkg.go.dev/golang.org/x/mod/sumdb/dirhash> (`Hash1`).
use std::borrow::Cow;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::base::digest::{Hasher, Sha256};
use crate::base::module::{MODULE, in_module, is_left_out, module_version};
use crate::base::target::Target;
use crate::base::version::Version;
use crate::store::Manifest;

/// The `h1:` hash of the module that consists of the files of `manifest`.
pub fn tree_hash(manifest: &Manifest, version: &Version, target: &Target) -> String {
    let module = format!("{MODULE}@{}/", module_version(version, target));
    let kept = manifest.files().iter().filter(|file| !is_left_out(&file.path));
    let mut files: Vec<_> = kept.map(|file| (in_module(&file.path), file.sha256)).collect();
    files.sort_by(|one, other| one.0.cmp(&other.0)); // they almost are, but for the names that differ in the module
    format!("h1:{}", STANDARD.encode(list_digest(&module, &files).bytes()))
}

/// The digest of the list that `sha256sum` would print of these files in a folder.
fn list_digest(folder: &str, files: &[(Cow<'_, str>, Sha256)]) -> Sha256 {
    let (mut hasher, mut line) = (Hasher::default(), String::new());
    for (name, sha256) in files {
        line.clear();
        let _ = writeln!(line, "{sha256}  {folder}{name}"); // a String takes everything
        hasher.update(line.as_bytes());
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use upgo_testkit::sha256;

    use super::*;

    /// An independent implementation of the documented `Hash1`, for names as in the module.
    fn by_hand(files: &[(&str, &str)]) -> String {
        let mut sorted = files.to_vec();
        sorted.sort_unstable();
        let mut list = String::new();
        for (name, text) in sorted {
            for byte in sha256(text) {
                write!(list, "{byte:02x}").unwrap();
            }
            writeln!(list, "  {name}").unwrap();
        }
        format!("h1:{}", STANDARD.encode(sha256(list)))
    }

    #[test]
    fn the_hash_is_that_of_the_module_not_the_archive() {
        let (version, target) = (Version::from_name("go1.27.3").unwrap(), Target::new("linux", "armv6l"));
        let tree = Manifest::of_texts(&[
            ("VERSION", "go1.27.3\n"),
            ("src/go.mod", "module std\n"),
            ("src/cmd/go.mod", "module cmd\n"),
            ("src/go.modx", "a"),
            ("src/a/Xgo.mod", "b"),
            ("go.mod", "c"),
            ("api/go1.txt", "left out"),
            ("doc/x/y.html", "left out"),
            ("misc/a", "left out"),
            ("test/a/b/c", "left out"),
            ("testing", "kept"),
            ("src/test/a", "kept"),
        ]);
        let root = "golang.org/toolchain@v0.0.1-go1.27.3.linux-arm";
        let module: Vec<(String, &str)> = [
            ("VERSION", "go1.27.3\n"),
            ("src/_go.mod", "module std\n"),
            ("src/cmd/_go.mod", "module cmd\n"),
            ("src/go.modx", "a"),
            ("src/a/Xgo.mod", "b"),
            ("_go.mod", "c"),
            ("testing", "kept"),
            ("src/test/a", "kept"),
        ]
        .map(|(name, text)| (format!("{root}/{name}"), text))
        .into();
        let module: Vec<(&str, &str)> = module.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        assert_eq!(tree_hash(&tree, &version, &target), by_hand(&module));
    }

    /// The database's line for the `go.mod` of every toolchain, which is always the same.
    #[test]
    fn reproduces_a_published_hash() {
        let list = [("go.mod".into(), Sha256::of(b"module golang.org/toolchain\n"))];
        assert_eq!(STANDARD.encode(list_digest("", &list).bytes()), "8wlg68NqwW7eMnI1aABk/C2pDYXj8mrMY4TyRfiLeS0=");
    }
}
