//! The names that an entry may have, by the same rules on every system: official archives have no name that one of them
//! cannot store or would interpret differently.
use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::{Entry, RandomState};
use std::hash::BuildHasher as _;

use super::error::{Flaw, shown};
use super::limits;
use crate::base::module;

pub(crate) const BUNDLE: &str = "bundle";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// `go/src/go.mod`.
    Archive,
    /// `golang.org/toolchain@VERSION/src/_go.mod`.
    Module,
    /// `bundle/index.json`.
    Bundle,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EntryPath<'a> {
    /// Relative to the tree's folder, with the parts separated by `/`; empty for that folder itself.
    pub(super) path: Cow<'a, str>,
    pub(super) folder: bool,
}

impl<'a> EntryPath<'a> {
    /// The name of a folder ends in `/`.
    pub(super) fn of(name: &'a [u8], layout: Layout) -> Result<Self, Flaw> {
        let hostile = |what: &str| Flaw::Hostile(format!("the name {} {what}", shown(name)));
        if name.len() > limits::NAME {
            return Err(hostile("is too long"));
        }
        let text = std::str::from_utf8(name).map_err(|_| hostile("is not UTF-8"))?;
        if let Some(reason) = refused(text) {
            return Err(hostile(reason));
        }
        let (path, folder) = text.strip_suffix('/').map_or((text, false), |path| (path, true));
        let parts = path.split('/').count();
        if parts > limits::DEPTH {
            return Err(hostile("is nested too deeply"));
        }
        if let Some(reason) = path.split('/').find_map(refused_part) {
            return Err(hostile(reason));
        }
        let below = match layout {
            Layout::Archive => path.strip_prefix("go"),
            Layout::Module => below_module(path),
            Layout::Bundle => path.strip_prefix(BUNDLE),
        };
        match below {
            Some("") if folder => Ok(Self { path: Cow::Borrowed(""), folder }),
            Some(rest) if rest.starts_with('/') => {
                let path = &rest[1..];
                match layout {
                    Layout::Archive | Layout::Bundle => Ok(Self { path: Cow::Borrowed(path), folder }),
                    // The module's hash does not cover these files.
                    Layout::Module if module::is_left_out(path) => Err(hostile("belongs to no file of the module")),
                    Layout::Module => Ok(Self { path: module::in_tree(path), folder }),
                }
            }
            _ if layout == Layout::Bundle => {
                Err(Flaw::Damaged(format!("{} is misplaced, so this is not a bundle of Upgo", shown(name))))
            }
            _ => Err(Flaw::Damaged(format!("{} is misplaced, so this is not a Go toolchain", shown(name)))),
        }
    }
}

/// Whether `path`, relative to the tree's folder, can be a file in an official archive.
pub(in crate::store) fn is_official(path: &str) -> bool {
    EntryPath::of(format!("go/{path}").as_bytes(), Layout::Archive)
        .is_ok_and(|place| !place.folder && !place.path.is_empty())
}

fn below_module(path: &str) -> Option<&str> {
    let version = path.strip_prefix(module::MODULE)?.strip_prefix('@')?;
    Some(&version[version.find('/').unwrap_or(version.len())..])
}

fn refused(name: &str) -> Option<&'static str> {
    let second = name.as_bytes().get(1);
    match name {
        "" => Some("is empty"),
        _ if name.contains('\0') => Some("contains a NUL byte"),
        _ if name.starts_with('/') => Some("is absolute"),
        _ if name.contains('\\') => Some("contains a backslash"),
        _ if second == Some(&b':') => Some("names a drive"),
        _ => None,
    }
}

fn refused_part(part: &str) -> Option<&'static str> {
    match part {
        "" => Some("contains an empty part"),
        "." | ".." => Some("leaves its folder"),
        _ if part.len() > limits::NAME_PART => Some("contains a part that is too long"),
        _ if part.contains(|c: char| c.is_control()) => Some("contains a control character"),
        _ if part.contains(['<', '>', ':', '"', '|', '?', '*']) => Some("contains a character invalid on Windows"),
        _ if part.ends_with(['.', ' ']) => Some("contains a part that ends in a dot or a space"),
        _ if is_device(part) => Some("is the name of a Windows device"),
        _ => None,
    }
}

/// Whether Windows treats `part` as a device, whatever follows the first dot.
/// Source: <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>.
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end_matches(' ').to_ascii_uppercase();
    match stem.as_str() {
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" | "CLOCK$" => true,
        _ => {
            let number = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
            number.is_some_and(|n| matches!(n.chars().collect::<Vec<_>>()[..], ['0'..='9' | '¹' | '²' | '³']))
        }
    }
}

/// Each occurs once, and differs from all others by more than letter case. Kept as keyed hashes, so that 50,000 long
/// names need 3 MB instead of 25.
#[derive(Debug, Default)]
pub(super) struct Names {
    hasher: RandomState,
    seen: HashMap<u64, SeenName>,
    last_folder: String,
}

#[derive(Clone, Copy, Debug)]
struct SeenName {
    spelling: u64,
    kind: EntryKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EntryKind {
    File,
    Folder,
    /// A folder known only from the paths of other entries.
    Implied,
}

impl Names {
    /// Also records the folders that contain the entry.
    pub(super) fn add(&mut self, place: &EntryPath<'_>) -> Result<(), Flaw> {
        let path = &*place.path;
        let above = path.rsplit_once('/').map_or("", |(above, _)| above);
        if above != self.last_folder {
            for (end, _) in above.match_indices('/').chain([(above.len(), "")]).filter(|(end, _)| *end > 0) {
                self.note(&above[..end], EntryKind::Implied)?;
            }
            above.clone_into(&mut self.last_folder);
        }
        self.note(path, if place.folder { EntryKind::Folder } else { EntryKind::File })
    }

    fn note(&mut self, path: &str, kind: EntryKind) -> Result<(), Flaw> {
        let hostile = |what: &str| Err(Flaw::Hostile(format!("{} {what}", shown(path.as_bytes()))));
        let spelling = self.hasher.hash_one(path);
        let entries = self.seen.len();
        match self.seen.entry(self.hasher.hash_one(folded(path))) {
            Entry::Vacant(_) if entries >= limits::ENTRIES => {
                Err(Flaw::Hostile(format!("it contains more than {} files and folders", limits::ENTRIES)))
            }
            Entry::Vacant(free) => {
                free.insert(SeenName { spelling, kind });
                Ok(())
            }
            Entry::Occupied(mut taken) => match (taken.get().kind, kind) {
                _ if taken.get().spelling != spelling => hostile("differs from another entry only in letter case"),
                (EntryKind::Folder | EntryKind::Implied, EntryKind::Implied) => Ok(()),
                (EntryKind::Implied, EntryKind::Folder) => {
                    taken.get_mut().kind = EntryKind::Folder;
                    Ok(())
                }
                (EntryKind::File, EntryKind::Implied | EntryKind::Folder)
                | (EntryKind::Folder | EntryKind::Implied, EntryKind::File) => {
                    hostile("is a file and a folder at once")
                }
                (EntryKind::File, EntryKind::File) | (EntryKind::Folder, EntryKind::Folder) => hostile("occurs twice"),
            },
        }
    }
}

/// The common form of all spellings that some system treats as one name: letter case is ignored.
fn folded(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    path.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hostile(name: &str) -> bool {
        matches!(EntryPath::of(name.as_bytes(), Layout::Archive), Err(Flaw::Hostile(_)))
    }

    #[test]
    fn strips_the_folder_go_from_names() {
        let place = |path: &'static str, folder| Ok(EntryPath { path: path.into(), folder });
        assert_eq!(EntryPath::of(b"go/bin/go", Layout::Archive), place("bin/go", false));
        assert_eq!(EntryPath::of(b"go/test/", Layout::Archive), place("test", true));
        assert_eq!(EntryPath::of(b"go/", Layout::Archive), place("", true));
        for good in
            ["go/.gitignore", "go/a..b", "go/com", "go/com10", "go/auxiliary.go", "go/nul2", "go/Äfoo.go", "go/a b"]
        {
            assert!(EntryPath::of(good.as_bytes(), Layout::Archive).is_ok(), "{good}");
        }
    }

    #[test]
    fn the_names_in_a_bundle_are_those_of_a_mirror() {
        let place = |name: &'static str| EntryPath::of(name.as_bytes(), Layout::Bundle);
        let at = |path: &'static str| Ok(EntryPath { path: path.into(), folder: false });
        assert_eq!(place("bundle/index.json"), at("index.json"));
        assert_eq!(place("bundle/sumdb/x/lookup/a@v1-b"), at("sumdb/x/lookup/a@v1-b"));
        for none in ["index.json", "go/bin/go", "bundles/index.json", "bundle"] {
            assert!(matches!(place(none), Err(Flaw::Damaged(_))), "{none}");
        }
        for hostile in ["bundle/../x", "/bundle/x", "bundle//x", "bundle/a\\b", "bundle/NUL", "bundle/a:b", ""] {
            assert!(matches!(place(hostile), Err(Flaw::Hostile(_))), "{hostile}");
        }
    }

    #[test]
    fn names_in_a_module_are_mapped_to_those_of_the_archive() {
        let place = |name: &'static str| EntryPath::of(name.as_bytes(), Layout::Module);
        let at = |path: &'static str| Ok(EntryPath { path: path.into(), folder: false });
        assert_eq!(place("golang.org/toolchain@v0.0.1-go1.27.3.linux-amd64/bin/go"), at("bin/go"));
        assert_eq!(place("golang.org/toolchain@v0.0.1-go1.27.3.linux-amd64/src/_go.mod"), at("src/go.mod"));
        for none in ["go/bin/go", "golang.org/toolchain/bin/go", "golang.org/x@v1/bin/go", "golang.org/toolchain@v1"] {
            assert!(matches!(place(none), Err(Flaw::Damaged(_))), "{none}");
        }
        for hostile in ["test/evil.go", "api/x", "../x"] {
            let name = format!("golang.org/toolchain@v1/{hostile}");
            assert!(matches!(EntryPath::of(name.as_bytes(), Layout::Module), Err(Flaw::Hostile(_))), "{hostile}");
        }
    }

    #[test]
    fn names_outside_the_folder_go_are_refused() {
        for name in ["go", "README", "GO/bin/go", "gopher/x", "x/go/y"] {
            assert!(matches!(EntryPath::of(name.as_bytes(), Layout::Archive), Err(Flaw::Damaged(_))), "{name}");
        }
    }

    #[test]
    fn names_that_leave_the_folder_are_refused() {
        for name in
            ["../x", "go/../x", "go/a/../../x", "go/..", "go/./x", "./go/x", "go//x", "/go/x", "/", "", "//srv/x"]
        {
            assert!(hostile(name), "{name}");
        }
        for name in ["C:/go/x", "C:go", "c:\\x", "\\\\srv\\share\\x", "go\\x", "go/a\\b", "go/x\0y", "\\\\?\\C:\\x"] {
            assert!(hostile(name), "{name}");
        }
    }

    #[test]
    fn names_that_are_invalid_on_windows_are_refused() {
        for part in ["NUL", "nul", "con", "aux.txt", "AUX.tar.gz", "com1", "COM¹", "LPT9.x", "PRN .x", "CONIN$", "nul."]
        {
            assert!(hostile(&format!("go/src/{part}")), "{part}");
            assert!(hostile(&format!("go/{part}/x")), "{part}");
        }
        for part in
            ["a.", "a ", "...", " ", "a:b", "a:$DATA", "a<", "a>", "a\"", "a|", "a?", "a*", "a\u{1}", "a\u{7f}", "a\n"]
        {
            assert!(hostile(&format!("go/{part}")), "{part:?}");
        }
    }

    #[test]
    fn names_that_are_too_long_or_too_deep_are_refused() {
        assert!(!hostile(&format!("go/{}", "a".repeat(255))));
        assert!(hostile(&format!("go/{}", "a".repeat(256))));
        assert!(hostile(&format!("go/{}/{}", "a".repeat(200), "b".repeat(200))));
        assert!(hostile(&format!("go/{}", "a/".repeat(40))));
        assert!(matches!(EntryPath::of(b"go/\xff", Layout::Archive), Err(Flaw::Hostile(_))));
    }

    fn add_all(names: &[&str]) -> Result<(), Flaw> {
        let mut all = Names::default();
        names.iter().try_for_each(|name| all.add(&EntryPath::of(name.as_bytes(), Layout::Archive)?))
    }

    #[test]
    fn a_name_may_occur_only_once() {
        assert_eq!(add_all(&["go/", "go/a", "go/b/c", "go/b/", "go/b/d/e", "go/b/f"]), Ok(()));
        for twice in [["go/a", "go/a"], ["go/a/", "go/a/"], ["go/a", "go/a/"], ["go/a", "go/a/b"], ["go/a/b", "go/a"]] {
            assert!(matches!(add_all(&twice), Err(Flaw::Hostile(_))), "{twice:?}");
        }
    }

    #[test]
    fn names_that_differ_only_in_letter_case_are_refused() {
        for [one, two] in
            [["a", "A"], ["src/a", "SRC/b"], ["ä", "Ä"], ["σ", "ς"], ["k", "\u{212a}"], ["s", "ſ"], ["x/Y/z", "x/y/"]]
        {
            let names = [format!("go/{one}"), format!("go/{two}")];
            assert!(matches!(add_all(&[&names[0], &names[1]]), Err(Flaw::Hostile(_))), "{names:?}");
        }
    }

    #[test]
    fn too_many_entries_are_refused() {
        let mut all = Names::default();
        let failed = (0..=limits::ENTRIES).find(|number| {
            all.add(&EntryPath::of(format!("go/{number}").as_bytes(), Layout::Archive).unwrap()).is_err()
        });
        assert_eq!(failed, Some(limits::ENTRIES));
    }
}
