//! The lines of a project that decide the GODEBUG defaults of its programs.
use std::path::PathBuf;

use super::acceptance::WORK_DEFAULT;
use super::modfile::{self, MODULE_DEFAULT, ModContent, ModFileError, ReadingGo};
use super::{GoFile, Machine, Project};
use crate::base::version::Version;
use crate::environment::Syntax;

/// A workspace overrides its modules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GodebugLines {
    pub file: PathBuf,
    pub module: Option<String>,
    /// The version in the `go` line, or the one that Go assumes without it.
    pub go: String,
    pub settings: Vec<(String, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadLines {
    pub file: Option<PathBuf>,
    /// In Go's words.
    pub what: String,
}

impl GodebugLines {
    pub fn read(machine: &Machine<'_>, project: &Project, version: &Version) -> Result<Self, UnreadLines> {
        let none = || UnreadLines { file: None, what: "there is no go.mod".to_owned() };
        let file = project.deciding().ok_or_else(none)?;
        let reader = ReadingGo {
            version,
            is_windows: machine.terminal.syntax == Syntax::Windows,
            is_offline: false,
            is_lax: false,
        };
        let content = modfile::read(file, reader).map_err(|error| unread(file, &error))?;
        let of_module = || {
            let module = project.module.as_ref()?;
            modfile::read(module, ReadingGo { is_lax: true, ..reader }).ok()?.module
        };
        let default = if file.is_work { WORK_DEFAULT } else { MODULE_DEFAULT };
        let ModContent { module, go, godebugs, .. } = content;
        Ok(Self {
            file: file.path.clone(),
            module: if file.is_work { of_module() } else { module },
            go: go.unwrap_or_else(|| default.to_owned()),
            settings: godebugs.into_iter().map(|(_, key, value)| (key, value)).collect(),
        })
    }
}

fn unread(file: &GoFile, ModFileError { at, what }: &ModFileError) -> UnreadLines {
    let name = file.name();
    UnreadLines { file: Some(file.path.clone()), what: format!("{name}:{}: {what}", at.line) }
}
