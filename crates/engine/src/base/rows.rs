//! Reports as rows, made once, next to the facts, for the command line and the window; JSON has the facts instead.
use std::fmt::{self, Display, Formatter};
use std::path::PathBuf;

use super::version::Version;
use super::words::Statement;

/// The meaning of a row's color.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub enum Tone {
    Good,
    Info,
    Neutral,
    Caution,
    Bad,
}

/// A row of a report, with the rows below it. The report itself is one, too.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Row {
    pub tone: Tone,
    pub title: Statement,
    /// The line below the title.
    pub second: Option<Statement>,
    /// Its state, as a part of a sentence.
    pub badge: Option<Statement>,
    /// The folder that it is about, or the place in a file.
    pub path: Option<RowPath>,
    pub action: Option<RowAction>,
    pub rows: Vec<Row>,
    /// How many lines of `quoted`, or else how many rows, are shown at first; `null` for all.
    pub few: Option<u32>,
    /// The words of another program, which may have several lines.
    pub quoted: Option<String>,
}

/// The full path of a file or folder. Lines are counted from 1, columns in bytes from 1.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct RowPath {
    pub file: PathBuf,
    pub line: Option<u32>,
    pub column: Option<u32>,
}

/// What the button of a row does in the window.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type, tag = "kind")]
pub enum RowAction {
    OpenTerminal,
    /// Copies a command of another program.
    Copy {
        text: String,
    },
    RaiseProjects {
        to: Version,
    },
    /// Shows the plan that rebuilds outdated programs.
    RebuildTools,
    /// Shows the versions that are no longer needed.
    ReviewUnused,
    /// Shows the plan that removes a version.
    Remove {
        version: Version,
    },
}

impl Row {
    pub fn new(tone: Tone, title: impl Into<Statement>) -> Self {
        let (title, rows) = (title.into(), Vec::new());
        Self { tone, title, second: None, badge: None, path: None, action: None, rows, few: None, quoted: None }
    }
}

/// As terminals and editors open it: `/src/a/main.go:12:3`.
impl Display for RowPath {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.file.display().fmt(f)?;
        [self.line, self.column].into_iter().flatten().try_for_each(|number| write!(f, ":{number}"))
    }
}
