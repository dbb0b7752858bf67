//! `go.mod` and `go.work` by Go's own grammar (<https://github.com/golang/mod/tree/master/modfile>), which a running
//! `go` uses. To choose a toolchain it reads less: [`GoFile::says`](super::GoFile::says).
mod directive;
mod lines;
mod syntax;
mod version;

pub(crate) use lines::{LinePlace, line_places};
use syntax::ModStatement;
pub(crate) use version::wrong_path;

use super::GoFile;
use crate::base::version::Version;

pub(super) const MODULE_DEFAULT: &str = "1.16";

/// Counted from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// A problem at a place, in Go's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModFileError {
    pub at: Position,
    pub what: String,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct ReadingGo<'a> {
    /// Its version: older ones know fewer directives.
    pub(super) version: &'a Version,
    pub(super) is_windows: bool,
    /// Whether it cannot look up versions that are not written in full (`GOPROXY=off`).
    pub(super) is_offline: bool,
    /// Whether it ignores unknown directives as something newer, as it does in a dependency's file.
    pub(super) is_lax: bool,
}

/// A module at a version; an empty version stands for all of them, or for a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ModuleVersion {
    pub(super) path: String,
    pub(super) version: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ModContent {
    pub(super) module: Option<String>,
    pub(super) go: Option<String>,
    pub(super) go_at: Position,
    pub(super) toolchain: Option<String>,
    pub(super) toolchain_at: Position,
    pub(super) requires: Vec<ModuleVersion>,
    pub(super) excludes: Vec<ModuleVersion>,
    pub(super) replaces: Vec<(ModuleVersion, ModuleVersion)>,
    pub(super) retracts: Vec<(Position, Vec<String>)>,
    pub(super) tools: Vec<String>,
    /// Keys and values.
    pub(super) godebugs: Vec<(Position, String, String)>,
    /// The folders of a workspace's modules.
    pub(super) uses: Vec<(Position, String)>,
    pub(super) looked_up: Option<ModuleVersion>,
}

impl ModContent {
    /// The version in the `go` line of a module, or the one that a missing line means.
    pub(super) fn go(&self) -> &str {
        self.go.as_deref().unwrap_or(MODULE_DEFAULT)
    }
}

/// An error is the first one that Go reports.
pub(super) fn read(file: &GoFile, reader: ReadingGo<'_>) -> Result<ModContent, ModFileError> {
    let is_work = file.is_work;
    let full = file.path.display().to_string();
    let statements = syntax::statements(&file.text, if is_work { &file.shown } else { &full })?;
    let mut reading = directive::DirectiveReading { reader, is_work, content: ModContent::default(), first: None };
    for statement in &statements {
        match statement {
            ModStatement::Line(line) => reading.line(line.at, &line.words[0], &line.words[1..]),
            ModStatement::Block(opening, lines) => reading.block(opening, lines),
        }
    }
    reading.end()
}
