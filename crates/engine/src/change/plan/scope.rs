//! The scope of a step: the versions, folders, programs and lines that it concerns.
use std::path::{Path, PathBuf};

use super::Step;
use crate::base::report::{DiffKind, Difference};
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::choices::settings;
use crate::machine::home::Home;
use crate::projects::edit::FileEdit;

impl Step {
    /// The version that it brings to this machine.
    pub(crate) fn brings(&self) -> Option<&Version> {
        match self {
            Self::Unpack { version } => Some(version),
            Self::ChangeSystem { to: Some(to), .. } => Some(&to.version),
            _ => None,
        }
    }

    /// The versions of Go that can be used because of it, or whose programs it starts.
    pub(crate) fn uses(&self) -> Vec<&Version> {
        match self {
            Self::Publish { version } | Self::Test { version } | Self::Switch { to: Some(version), .. } => {
                vec![version]
            }
            Self::RebuildTool { go, .. } | Self::CleanCache { go, .. } => vec![&go.version],
            Self::Rehearse { from, to, .. } => vec![&from.version, to],
            Self::Download { .. }
            | Self::ReadFile { .. }
            | Self::Unpack { .. }
            | Self::Switch { to: None, .. }
            | Self::EditEnvironment { .. }
            | Self::Check { .. }
            | Self::Unpublish { .. }
            | Self::DownloadPackage { .. }
            | Self::ChangeSystem { .. }
            | Self::RepairSystem { .. }
            | Self::GiveBack { .. }
            | Self::ChangeSetting { .. }
            | Self::SetAside { .. }
            | Self::Delete { .. }
            | Self::RepairFiles { .. }
            | Self::RestoreFiles { .. }
            | Self::RestoreTool { .. }
            | Self::DownloadUpgo { .. }
            | Self::TryUpgo { .. }
            | Self::ReplaceUpgo { .. }
            | Self::RestoreUpgo { .. }
            | Self::EditProject { .. }
            | Self::Hook(_) => Vec::new(),
        }
    }

    /// The changes that it makes to PATH, variables, settings and files of projects, without logins.
    pub fn differences(&self) -> Vec<Difference> {
        match self {
            Self::EditEnvironment { change, .. } => change.diff().0,
            Self::ChangeSetting { key, from, to } => {
                let values = [(DiffKind::Removed, from), (DiffKind::Added, to)];
                values.into_iter().filter_map(|(kind, value)| setting_line(kind, key, value.as_deref())).collect()
            }
            Self::EditProject { files, .. } => files.iter().flat_map(FileEdit::differences).collect(),
            _ => Vec::new(),
        }
    }

    /// The changes that it makes to files of a project, as a unified diff; `None` if it edits no project.
    pub fn patch(&self) -> Option<String> {
        let Self::EditProject { files, .. } = self else { return None };
        Some(files.iter().map(FileEdit::unified).collect())
    }

    /// The toolchain that is no longer current, or no longer installed, after the step.
    pub fn leaves(&self) -> Option<&Version> {
        match self {
            Self::Switch { from, .. } => from.as_ref(),
            Self::Delete { version, .. } => Some(version),
            _ => None,
        }
    }

    /// Whether it needs the administrator prompt, which appears once per plan.
    pub fn needs_admin(&self) -> bool {
        match self {
            Self::ChangeSystem { .. } | Self::RepairSystem { .. } => true,
            Self::EditEnvironment { change, .. } => change.edits_machine(),
            _ => false,
        }
    }

    /// The folder that the step removes. Programs that run from it block the step.
    pub fn clears(&self, home: &Home) -> Option<PathBuf> {
        if let Self::Delete { version, .. } = self { Some(home.toolchain(version)) } else { None }
    }

    /// The program that the step replaces.
    pub fn program(&self) -> Option<&Path> {
        match self {
            Self::RebuildTool { program, .. } | Self::RestoreTool { program, .. } => Some(program),
            _ => None,
        }
    }
}

/// A value of a setting as a line of a diff; none if it is neither set nor has a default.
fn setting_line(kind: DiffKind, key: &str, value: Option<&str>) -> Option<Difference> {
    let (text, place) = match value {
        Some(value) => (settings::shown(value), Sentence::Named.with("name", key)),
        None => (settings::default_shown(key)?, Sentence::KeyDefault.with("key", key)),
    };
    Some(Difference { kind, text, place, is_entry: false })
}
