//! An edit of a file as data: it is journaled before it is made, and undone from its own content.
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use similar::{DiffOp, group_diff_ops};

use super::file::{FileKind, READ_MAX, is_source};
use crate::base::digest::Sha256;
use crate::base::display::{lines, one_line, sentence};
use crate::base::report::{DiffKind, Difference};
use crate::base::secret::without_secrets;
use crate::base::{bounded, likeness};
use crate::environment::EditState;
use crate::machine::effect;
use crate::machine::effect::user_file::{self, Readers};

/// The unchanged lines around a changed one in source code, `go.mod` and `go.work`. Other files have none, because the
/// lines next to a version may hold secrets, which belong neither in a journal nor on a screen.
const CONTEXT: usize = 3;

/// The only file that an edit creates, and that its undo deletes.
pub const CREATED: &str = ".go-version";

/// The file is not kept: the edit can be reversed, and the digests prove the result.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEdit {
    /// Relative to the folder of the project.
    pub path: PathBuf,
    pub was: Sha256,
    pub becomes: Sha256,
    pub hunks: Vec<Hunk>,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hunk {
    /// The first line in the file before, counted from 1.
    pub before: usize,
    /// The first line in the file afterwards, counted from 1.
    pub after: usize,
    pub lines: Vec<HunkLine>,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HunkLine {
    Kept(String),
    Removed(String),
    Added(String),
}

impl FileEdit {
    /// The edit that turns one content into the other; `None` if they are the same.
    pub fn between(path: &Path, before: &str, after: &str) -> Option<Self> {
        if before == after {
            return None;
        }
        let shows_more = is_source(path) || FileKind::of(path).is_some_and(FileKind::is_of_go);
        let context = if shows_more { CONTEXT } else { 0 };
        let lines = |text| str::split_inclusive(text, '\n').collect::<Vec<&str>>();
        let (old, new) = (lines(before), lines(after));
        let groups = group_diff_ops(likeness::operations(&old, &new), context);
        Some(Self {
            path: path.to_owned(),
            was: Sha256::of(before.as_bytes()),
            becomes: Sha256::of(after.as_bytes()),
            hunks: groups.iter().filter_map(|group| Hunk::of(group, &old, &new)).collect(),
        })
    }

    /// How many places it changes: runs of removed and added lines.
    pub(crate) fn places(&self) -> usize {
        let is_kept = |line: &HunkLine| matches!(line, HunkLine::Kept(_));
        let runs = self.hunks.iter().flat_map(|hunk| hunk.lines.chunk_by(|one, next| is_kept(one) == is_kept(next)));
        runs.filter(|run| run.first().is_some_and(|line| !is_kept(line))).count()
    }

    /// The content afterwards; `None` if `now` is not the content before, or if the edit is not what its digests say.
    pub fn applied(&self, now: &[u8]) -> Option<String> {
        if Sha256::of(now) != self.was {
            return None;
        }
        let old: Vec<&str> = str::from_utf8(now).ok()?.split_inclusive('\n').collect();
        let (mut new, mut at) = (String::with_capacity(now.len() + 64), 0);
        for hunk in &self.hunks {
            let start = hunk.before.checked_sub(1)?;
            new.extend(old.get(at..start)?.iter().copied());
            at = start;
            for line in &hunk.lines {
                if let HunkLine::Added(line) = line {
                    new.push_str(line);
                    continue;
                }
                let found = old.get(at).filter(|found| **found == line.text())?;
                at += 1;
                if matches!(line, HunkLine::Kept(_)) {
                    new.push_str(found);
                }
            }
        }
        new.extend(old.get(at..)?.iter().copied());
        (Sha256::of(new.as_bytes()) == self.becomes).then_some(new)
    }

    #[must_use]
    pub fn reversed(&self) -> Self {
        let hunks = self.hunks.iter().map(Hunk::reversed).collect();
        Self { path: self.path.clone(), was: self.becomes, becomes: self.was, hunks }
    }

    /// A file behind a link is not the project's.
    pub(crate) fn found(&self, folder: &Path) -> EditState {
        let now = self.now(folder);
        now.map_or(EditState::Moved, |now| EditState::of(&Sha256::of(&now), &self.was, &self.becomes))
    }

    /// The content of the file. One that a pin may create is empty while it is missing.
    fn now(&self, folder: &Path) -> io::Result<Vec<u8>> {
        let place = folder.join(&self.path);
        match place.symlink_metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.path == Path::new(CREATED) => Ok(Vec::new()),
            _ if is_behind_link(folder, &self.path) => Err(bounded::not_a_file(&place)),
            _ => bounded::read(&place, READ_MAX),
        }
    }

    /// The file has the old or the new content at every moment, and keeps its owner and permissions.
    pub(crate) fn make(&self, folder: &Path) -> io::Result<()> {
        let place = folder.join(&self.path);
        let moved = || io::Error::other(format!("{} was changed meanwhile", place.display()));
        let new = self.applied(&self.now(folder)?).ok_or_else(moved)?;
        let is_gone = new.is_empty() && self.path == Path::new(CREATED);
        user_file::write(&place, (!is_gone).then_some(new.as_bytes()), Readers::ByMask)
    }

    /// Deletes the temporary files that a killed process left next to the file.
    pub(crate) fn sweep(&self, folder: &Path) {
        if !is_behind_link(folder, &self.path) {
            effect::sweep_beside(&folder.join(&self.path));
        }
    }

    pub fn differences(&self) -> Vec<Difference> {
        let mut all = Vec::new();
        for hunk in &self.hunks {
            let (mut before, mut after) = (hunk.before, hunk.after);
            for line in &hunk.lines {
                let (kind, at) = match line {
                    HunkLine::Kept(_) => {
                        (before, after) = (before.saturating_add(1), after.saturating_add(1));
                        continue;
                    }
                    HunkLine::Removed(_) => {
                        before = before.saturating_add(1);
                        (DiffKind::Removed, before - 1)
                    }
                    HunkLine::Added(_) => {
                        after = after.saturating_add(1);
                        (DiffKind::Added, after - 1)
                    }
                };
                let text = line.text().trim_end_matches(['\n', '\r']);
                let place = say!(Named { name: sentence(format!("{}:{at}", self.path.display())) });
                // An empty line says nothing in a list of differences; the unified diff contains it.
                if !text.trim().is_empty() {
                    all.push(Difference { kind, text: sentence(text), place, is_entry: false });
                }
            }
        }
        all
    }

    pub(crate) fn unified(&self) -> String {
        let name = one_line(self.path.to_string_lossy().replace('\\', "/"));
        let mut all = format!("--- a/{name}\n+++ b/{name}\n");
        for hunk in &self.hunks {
            let count = |is_of: fn(&HunkLine) -> bool| hunk.lines.iter().filter(|line| is_of(line)).count();
            let before = count(|line| !matches!(line, HunkLine::Added(_)));
            let after = count(|line| !matches!(line, HunkLine::Removed(_)));
            // a side without lines is named by the line before it
            let start = |at: usize, count: usize| if count == 0 { at.saturating_sub(1) } else { at };
            let (from, to) = (start(hunk.before, before), start(hunk.after, after));
            writeln!(all, "@@ -{from},{before} +{to},{after} @@").ok(); // writing to a string cannot fail
            for line in &hunk.lines {
                let sign = match line {
                    HunkLine::Kept(_) => ' ',
                    HunkLine::Removed(_) => '-',
                    HunkLine::Added(_) => '+',
                };
                all.push(sign);
                all.push_str(line.text());
                if !line.text().ends_with('\n') {
                    all.push_str("\n\\ No newline at end of file\n");
                }
            }
        }
        lines(&without_secrets(&all))
    }
}

impl Hunk {
    fn of(group: &[DiffOp], old: &[&str], new: &[&str]) -> Option<Self> {
        let first = group.first()?;
        let mut lines = Vec::new();
        for op in group {
            let owned = |line: &&str| (*line).to_owned();
            let removed = old.get(op.old_range())?.iter().map(owned);
            if matches!(op, DiffOp::Equal { .. }) {
                lines.extend(removed.map(HunkLine::Kept));
            } else {
                lines.extend(removed.map(HunkLine::Removed));
                lines.extend(new.get(op.new_range())?.iter().map(owned).map(HunkLine::Added));
            }
        }
        Some(Self { before: first.old_range().start + 1, after: first.new_range().start + 1, lines })
    }

    fn reversed(&self) -> Self {
        let line = |line: &HunkLine| match line.clone() {
            HunkLine::Removed(text) => HunkLine::Added(text),
            HunkLine::Added(text) => HunkLine::Removed(text),
            kept @ HunkLine::Kept(_) => kept,
        };
        let mut lines: Vec<HunkLine> = self.lines.iter().map(line).collect();
        // As in every diff, the removed lines of a place come before the added ones.
        let is_kept = |line: &HunkLine| matches!(line, HunkLine::Kept(_));
        for changed in lines.chunk_by_mut(|one, next| is_kept(one) == is_kept(next)) {
            changed.sort_by_key(|line| matches!(line, HunkLine::Added(_)));
        }
        Self { before: self.after, after: self.before, lines }
    }
}

impl HunkLine {
    fn text(&self) -> &str {
        match self {
            Self::Kept(text) | Self::Removed(text) | Self::Added(text) => text,
        }
    }
}

/// Whether the file, or a folder between it and the folder of the project, is a link or missing.
pub(super) fn is_behind_link(folder: &Path, path: &Path) -> bool {
    let mut at = folder.to_owned();
    let parts: Vec<_> = path.components().collect();
    for (index, part) in parts.iter().enumerate() {
        at.push(part);
        let is_last = index + 1 == parts.len();
        let is_real = at.symlink_metadata().is_ok_and(|found| if is_last { found.is_file() } else { found.is_dir() });
        if !is_real {
            return true;
        }
    }
    parts.is_empty()
}
