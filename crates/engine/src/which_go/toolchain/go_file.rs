//! `go.mod` and `go.work` as files.
use std::path::PathBuf;

use super::Machine;

/// The maximum length of a version in a line, in bytes. It is shown; no real one has 50.
pub(super) const LONGEST: usize = 200;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoFile {
    pub path: PathBuf,
    /// The path in the form of Go's messages.
    pub shown: String,
    pub text: String,
    /// Whether it is a workspace file, which may have any name if GOWORK names it.
    pub is_work: bool,
}

impl GoFile {
    /// An unreadable file counts as empty.
    pub(crate) fn read(machine: &Machine<'_>, path: PathBuf, is_work: bool) -> Self {
        Self { text: machine.files.read(&path).unwrap_or_default(), shown: machine.short(&path), path, is_work }
    }

    /// The rest of the first line that begins with `word`, by the simple scan that Go uses, which ignores blocks and
    /// grammar. What is longer than any version is cut off.
    pub fn says(&self, word: &str) -> Option<&str> {
        self.text.lines().find_map(|line| value(line, word))
    }

    /// `go.mod` or `go.work`.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

pub(super) fn value<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let rest = line.trim().strip_prefix(word).filter(|rest| rest.starts_with([' ', '\t']))?;
    let value = rest.split("//").next().unwrap_or_default().trim();
    Some(&value[..value.floor_char_boundary(LONGEST)])
}
