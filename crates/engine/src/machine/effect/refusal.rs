//! What a program says about a write that the system has refused.
//!
//! Landlock refuses a write and tells nobody but the program, whose message is all that there is. A message counts only
//! if the path is outside the folders of the program, and this account could write there.
use std::path::{Path, PathBuf};

use crate::paths::clean;
use crate::platform::{self, Access};

/// What programs print for `EACCES`, without the first letter.
const REFUSED: &str = "ermission denied";

/// What Go prints in front of a path, for the calls that write.
const WRITES: [&str; 10] =
    ["open", "mkdir", "unlinkat", "remove", "rename", "symlink", "link", "truncate", "create", "mknod"];

/// Whether a line may be about a refused write.
pub(super) fn is_refusal(line: &str) -> bool {
    line.contains(REFUSED)
}

/// The path outside `may_write` to which a write was refused, as the program names it. A program in another folder than
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

/// The parts after the name of a call: all of it, and its first word, as `rename` names two.
fn named(text: &str) -> impl Iterator<Item = &str> {
    WRITES
        .iter()
        .filter_map(move |call| {
            let (before, after) = text.rsplit_once(call)?;
            let is_word = before.chars().next_back().is_none_or(char::is_whitespace) && after.starts_with(' ');
            is_word.then(|| unquoted(after))
        })
        .flat_map(|path| [Some(path), path.split_once(' ').map(|(first, _)| first)])
        .flatten()
        .filter(|path| !path.is_empty())
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
