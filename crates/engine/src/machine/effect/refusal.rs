//! A refused write, which Landlock reports only to the program, so its message is the only evidence. It counts only if
//! the path is outside the folders of the program, and this account could write there.
use std::path::{Path, PathBuf};

use crate::base::paths::clean;
use crate::machine::platform::{self, Access};

/// What programs print for `EACCES`, without the first letter.
const REFUSED: &str = "ermission denied";

/// What Go prints in front of a path, for the calls that write.
const WRITES: [&str; 7] = ["open", "mkdir", "unlinkat", "remove", "truncate", "create", "mknod"];

/// What it prints in front of two paths; the first is the one that already exists, or the target of a link.
const WRITES_TWO: [&str; 3] = ["rename", "symlink", "link"];

pub(super) fn is_refusal(line: &str) -> bool {
    line.contains(REFUSED)
}

/// The path outside `may_write` where a write was refused, as the program names it. A program in another folder than
/// `folder` may mean a relative path differently, so it stays relative.
pub(super) fn refused_write(line: &str, folder: &Path, may_write: &[PathBuf]) -> Option<PathBuf> {
    let end = line.find(REFUSED)?.checked_sub(1)?; // the first letter
    let text = line.get(..end)?;
    let is_refused = |path: &Path| is_outside(path, may_write) && could_write(path);
    let absolute = || candidates(text).map(Path::new).find(|path| path.is_absolute() && is_refused(path));
    let relative = || named(text).map(Path::new).find(|path| path.is_relative() && is_refused(&folder.join(path)));
    absolute().or_else(relative).map(Path::to_owned)
}

/// The parts of a text that may be an absolute path, which may contain spaces: from each `/` at the start of a word to
/// the end of the text, or to the start of the next one.
fn candidates(text: &str) -> impl Iterator<Item = &str> {
    let starts = move |from: usize| {
        text.match_indices('/').map(|(at, _)| at).filter(move |at| *at >= from && is_start(text, *at))
    };
    starts(0).flat_map(move |start| {
        let ends = starts(start + 1).chain([text.len()]).collect::<Vec<_>>();
        ends.into_iter().rev().filter_map(move |end| Some(unquoted(text.get(start..end)?)))
    })
}

fn is_start(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    before.is_none_or(|before| before.is_whitespace() || "'\"`‘“(".contains(before))
}

/// What follows the name of a call; of two paths the first.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let after = move |call: &str| {
        text.rmatch_indices(call).find_map(|(at, _)| {
            let (before, after) = (text.get(..at)?, text.get(at + call.len()..)?);
            let is_word = before.chars().next_back().is_none_or(char::is_whitespace) && after.starts_with(' ');
            is_word.then(|| unquoted(after))
        })
    };
    let one = WRITES.iter().filter_map(move |call| after(call));
    let two = WRITES_TWO.iter().filter_map(move |call| after(call)?.split(' ').next());
    one.chain(two).filter(|path| !path.is_empty())
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(|letter: char| letter.is_whitespace() || "'\"`‘’“”():,".contains(letter))
}

/// Whether the system refuses writes to a path because of the limits. Links lead to where they point.
fn is_outside(path: &Path, may_write: &[PathBuf]) -> bool {
    let path = clean(path);
    let place = path.ancestors().find_map(|above| fs_err::canonicalize(above).ok()).unwrap_or_default();
    !may_write.iter().any(|folder| fs_err::canonicalize(folder).is_ok_and(|folder| place.starts_with(folder)))
}

/// Whether this account could write to the path without limits: to the file, or into the folder that would contain it.
fn could_write(path: &Path) -> bool {
    let allows = |path: &Path| matches!(platform::access(path), Access::Ordinary | Access::Elevated);
    let is_there = path.symlink_metadata().is_ok();
    if is_there { allows(path) } else { path.parent().is_some_and(|folder| folder.is_dir() && allows(folder)) }
}

#[cfg(all(test, unix))] // no other system refuses writes
#[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
mod tests {
    use super::*;

    #[test]
    fn a_refused_write_is_named_as_the_program_names_it() {
        let lab = tempfile::Builder::new().prefix("Jörg x").tempdir().unwrap();
        let root = fs_err::canonicalize(lab.path()).unwrap();
        let (project, own) = (root.join("my project"), root.join("own"));
        std::fs::create_dir(&project).unwrap();
        std::fs::create_dir(&own).unwrap();
        std::fs::write(project.join("m.go"), "").unwrap();
        let refused = |line: &str| refused_write(line, &project, std::slice::from_ref(&own));
        let (there, inside) = (project.join("x y.txt"), own.join("x"));
        let (there, inside) = (there.to_string_lossy(), inside.to_string_lossy());
        for (line, path) in [
            (format!("    m_test.go:4: open {there}: permission denied"), Some(&*there)),
            (format!("touch: cannot touch '{there}': Permission denied"), Some(&*there)),
            (format!("Error: {there}: Permission denied (os error 13)"), Some(&*there)),
            (format!("rename {inside} {there}: permission denied"), Some(&*there)),
            (format!("rename {there} {inside}: permission denied"), Some(&*there)),
            (format!("open {inside}: permission denied"), None),
            (format!("open {}/none/x: permission denied", project.display()), None),
            ("    m_test.go:4: open opened.txt: permission denied".to_owned(), Some("opened.txt")),
            ("mkdir a: permission denied".to_owned(), Some("a")),
            ("rename m.go n.go: permission denied".to_owned(), Some("m.go")),
            ("remove m.go: permission denied".to_owned(), Some("m.go")),
            ("open ../own/x: permission denied".to_owned(), None),
            ("open missing/x: permission denied".to_owned(), None),
            ("nothing: permission denied".to_owned(), None),
            ("permission denied".to_owned(), None),
            (String::new(), None),
        ] {
            assert_eq!(refused(&line), path.map(PathBuf::from), "{line}");
        }
    }
}
