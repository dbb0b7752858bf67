//! What all commits on new branches have in common: who makes them, where, and how their messages look.
use std::path::Path;

use super::Engine;
use super::raise_projects::left_out;
use crate::base::report::{Cancel, Problem};
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::change::plan::Step;
use crate::projects::edit::FileEdit;
use crate::projects::repository::{CheckedOut, NewBranch, NotCommitted, Repository};

/// The width of a message, as is usual for Git.
const WIDTH: usize = 72;

impl Engine {
    /// A new branch, without its commit and message, on top of the commit that is checked out; an error if the files are
    /// not those of that commit, or if there can be no such branch.
    pub(super) fn new_branch(
        &self,
        repository: &Repository,
        checked_out: CheckedOut,
        name: String,
        cancel: &Cancel,
    ) -> Result<NewBranch, NotCommitted> {
        repository.require_committed(cancel)?;
        repository.require_writable()?;
        repository.require_free(&name)?;
        let now = self.clock();
        Ok(NewBranch {
            name,
            from: checked_out.branch,
            parent: checked_out.commit,
            commit: String::new(),
            message: String::new(),
            author: repository.author()?,
            time: now.timestamp().as_second(),
            offset: now.offset().seconds(),
            is_removed: false,
        })
    }
}

/// The step that makes the commit and the branch.
pub(super) fn commit_step(
    folder: &Path,
    version: Version,
    repository: &Repository,
    branch: NewBranch,
    files: Vec<FileEdit>,
) -> Result<Step, NotCommitted> {
    let commit = repository.commit_of(&branch, &files)?;
    let branch = Some(NewBranch { commit, ..branch });
    Ok(Step::EditProject { folder: folder.to_owned(), version, files, branch })
}

/// Why a repository is left out, and what helps.
pub(super) fn not_committed(folder: &Path, why: &NotCommitted) -> Problem {
    left_out(folder, why.says()).with_next(match why {
        NotCommitted::Uncommitted(_) => Sentence::CommitOrStash,
        NotCommitted::Taken(_) => Sentence::ChooseOtherBranch,
        NotCommitted::NoBranch => Sentence::SwitchToBranch,
        _ => Sentence::SeeGitStatus,
    })
}

/// A message of paragraphs; the first is its subject.
pub(super) fn message_of(paragraphs: &[String]) -> String {
    paragraphs.iter().map(|part| wrapped(part)).collect::<Vec<_>>().join("\n\n") + "\n"
}

/// A paragraph, wrapped. Its lines keep their indent.
fn wrapped(text: &str) -> String {
    let mut all: Vec<String> = Vec::new();
    for line in text.lines() {
        let indent = if line.starts_with("- ") || line.starts_with("  ") { "  " } else { "" };
        let start = &line[..line.len() - line.trim_start_matches("- ").trim_start().len()];
        let mut current = start.to_owned();
        for word in line[start.len()..].split_whitespace() {
            let is_empty = current.trim_start_matches("- ").trim().is_empty();
            if !is_empty && current.chars().count() + 1 + word.chars().count() > WIDTH {
                all.push(std::mem::replace(&mut current, indent.to_owned()));
            } else if !is_empty {
                current.push(' ');
            }
            current.push_str(word);
        }
        all.push(current);
    }
    all.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_is_wrapped_below_its_first_word() {
        let long = "- GO-2026-1 (CVE-2026-1): ".to_owned() + &"word ".repeat(20);
        let lines: Vec<String> = wrapped(&long).lines().map(str::to_owned).collect();
        assert!(lines[0].starts_with("- GO-2026-1") && lines[1].starts_with("  word"), "{lines:?}");
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH && !line.ends_with(' ')), "{lines:?}");
        assert_eq!(wrapped("  net/http is imported by a."), "  net/http is imported by a.");
        assert_eq!(wrapped(&"x".repeat(100)), "x".repeat(100), "a long word is not broken");
    }
}
