//! A toolchain as the go command downloads it: the module `golang.org/toolchain`. Its zip has the files of the archive
//! without four folders, and with every `go.mod` renamed, because a module cannot contain another one. Every GOPROXY
//! has it, and the checksum database has the hash of its files; no feed has a digest of it.
//! Sources: <https://github.com/golang/go/blob/master/src/cmd/distpack/pack.go> (`modArch`),
//! <https://go.dev/doc/toolchain>, <https://go.dev/ref/mod#goproxy-protocol>.
use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::base::archive::{self, Archive};
use crate::base::target::Target;
use crate::base::version::Version;

pub(crate) const MODULE: &str = "golang.org/toolchain";
const VERSION: &str = "v0.0.1-";
const LEFT_OUT: [&str; 4] = ["api/", "doc/", "misc/", "test/"];

/// The module's version for a toolchain: `v0.0.1-go1.27.3.windows-amd64`.
pub(crate) fn module_version(version: &Version, target: &Target) -> String {
    format!("{VERSION}{version}.{}-{}", target.os, target.goarch())
}

/// The Go version in a module's version, which also names the target: `v0.0.1-go1.27.3.windows-amd64`.
pub(crate) fn version_in(module_version: &str) -> Option<Version> {
    let (name, target) = module_version.strip_prefix(VERSION)?.rsplit_once('.')?;
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let is_target = target.split_once('-').is_some_and(|(os, arch)| is_word(os) && is_word(arch));
    Version::from_name(name).ok().filter(|_| is_target)
}

/// Whether a release is also published as a module, as all are since Go 1.21.
pub(crate) fn is_published(version: &Version) -> bool {
    version.is_since("go1.21.0")
}

/// The module's zip. Its digest and length are unknown until it is downloaded.
pub(crate) fn archive(version: &Version, target: &Target) -> Archive {
    Archive { filename: format!("{}.zip", module_version(version, target)), sha256: None, size: None }
}

/// Whether a file name is that of a module's zip. Like the name of an archive, it cannot escape its folder.
pub(crate) fn is_zip(filename: &str) -> bool {
    let name = filename.strip_prefix(VERSION).filter(|name| name.strip_suffix(".zip").is_some());
    name.is_some_and(archive::is_plain)
}

/// The maximum number of versions for one target in a list. There are about 200.
const VERSIONS: usize = 3_000;

/// The versions for a target in a GOPROXY's list of one version per line; newest first. None if there are too many.
pub(crate) fn versions(list: &[u8], target: &Target) -> Vec<Version> {
    let ending = format!(".{}-{}", target.os, target.goarch());
    let lines = list.split(|byte| *byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok());
    let names = lines.filter_map(|line| line.trim().strip_prefix(VERSION)?.strip_suffix(&*ending));
    let versions = names.filter_map(|name| Version::from_name(name).ok());
    let known: BTreeSet<Version> = versions.take(VERSIONS + 1).collect();
    if known.len() > VERSIONS {
        return Vec::new();
    }
    known.into_iter().rev().filter(|version| !version.is_language() && is_published(version)).collect()
}

/// Whether the module leaves out the file with this path below the tree's folder.
pub(crate) fn is_left_out(path: &str) -> bool {
    LEFT_OUT.iter().any(|folder| path.starts_with(folder))
}

/// The name that a file of the tree has in the module.
pub(crate) fn in_module(path: &str) -> Cow<'_, str> {
    renamed(path, "go.mod", "_go.mod")
}

/// The name in the tree of a file of the module.
pub(crate) fn in_tree(path: &str) -> Cow<'_, str> {
    renamed(path, "_go.mod", "go.mod")
}

fn renamed<'a>(path: &'a str, from: &str, to: &str) -> Cow<'a, str> {
    match path.strip_suffix(from) {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => Cow::Owned(format!("{folder}{to}")),
        _ => Cow::Borrowed(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_the_versions_of_a_target() {
        let target = Target::new("linux", "armv6l");
        let list = b"v0.0.1-go1.21.0.linux-arm\nv0.0.1-go1.27.3.linux-arm\r\n\nv0.0.1-go1.27.3.linux-arm64\nv0.0.1-go1.27rc2.linux-arm\n\
            v0.0.1-go1.27.3.linux-arm\nv0.0.1-go1.20.9.linux-arm\nv0.0.1-go1.27.linux-arm\nv1.0.0\n\xff\nv0.0.1-../x.linux-arm";
        let names: Vec<String> = versions(list, &target).iter().map(ToString::to_string).collect();
        assert_eq!(names, ["go1.27.3", "go1.27rc2", "go1.21.0"]);
        let zip = archive(&Version::from_name("go1.27.3").unwrap(), &target);
        assert_eq!(zip.filename, "v0.0.1-go1.27.3.linux-arm.zip");
        assert!(is_zip(&zip.filename));
    }

    #[test]
    fn a_list_without_end_is_none() {
        let list =
            |count: usize| (0..count).map(|n| format!("v0.0.1-go1.{n}.1.linux-amd64")).collect::<Vec<_>>().join("\n");
        let count = |lines| versions(list(lines).as_bytes(), &Target::new("linux", "amd64")).len();
        assert_eq!(
            (count(VERSIONS), count(VERSIONS + 1)),
            (VERSIONS - 21, 0),
            "the first are published as archives only"
        );
    }

    #[test]
    fn a_name_that_could_leave_its_folder_is_refused() {
        for bad in
            ["v0.0.1-../go1.zip", "v0.0.1-go1.27.3.linux-arm.tar.gz", "go1.27.3.linux-arm.zip", "v0.0.1-go1/x.zip"]
        {
            assert!(!is_zip(bad), "{bad}");
        }
    }

    #[test]
    fn names_are_translated_both_ways() {
        for (tree, module) in [("go.mod", "_go.mod"), ("src/cmd/go.mod", "src/cmd/_go.mod")] {
            assert_eq!((&*in_module(tree), &*in_tree(module)), (module, tree));
        }
        for same in ["src/go.modx", "src/xgo.mod", "bin/go"] {
            assert_eq!((&*in_module(same), &*in_tree(same)), (same, same));
        }
    }
}
