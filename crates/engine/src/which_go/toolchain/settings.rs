//! The settings that Go reads in one terminal, each with its source.
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::{GoProgram, Machine};
use crate::base::words::{Sentence, Statement};
use crate::environment::{GoCommand, GoSettings, Syntax, VariableScope};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoSetting {
    /// Never empty.
    pub value: String,
    pub source: GoSettingSource,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoSettingSource {
    Variable(VariableScope),
    UserFile(PathBuf),
    /// `go.env` of the tree.
    Tree(PathBuf),
}

impl GoSettingSource {
    /// The place for display: the text that follows "set …".
    pub fn place(&self, syntax: Syntax) -> Statement {
        match self {
            Self::Variable(VariableScope::Machine) => Sentence::ForMachine.into(),
            Self::Variable(VariableScope::User) => Sentence::ForUser.into(),
            Self::Variable(VariableScope::Terminal) if syntax == Syntax::Windows => Sentence::InTerminal.into(),
            Self::Variable(VariableScope::Terminal) => Sentence::InProcess.into(),
            Self::UserFile(file) => say!(InGoEnv { file: &**file }),
            Self::Tree(_) => Sentence::ByGo.into(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectiveSettings {
    variables: BTreeMap<String, GoSetting>,
    pub(crate) go: GoSettings,
}

impl EffectiveSettings {
    pub(crate) fn read(machine: &Machine<'_>, go: Option<&GoProgram>) -> Self {
        let terminal = &machine.terminal;
        let go = GoSettings::read(&GoCommand {
            os: &machine.target.os,
            variables: &|name| terminal.value(name),
            folder: terminal.folder.as_deref(),
            version: go.and_then(GoProgram::version).as_ref(),
            root: go.and_then(|go| go.root.as_deref()),
            read: &|file| machine.files.read(file).map(String::into_bytes),
        });
        let variables = terminal.variables.iter().map(|(name, variable)| {
            let value = variable.value.to_string_lossy().into_owned();
            (name.clone(), GoSetting { value, source: GoSettingSource::Variable(variable.scope) })
        });
        Self { variables: variables.collect(), go }
    }

    /// The value of a setting: the variable, otherwise the user's file, otherwise the tree's default.
    pub fn get(&self, name: &str) -> Option<GoSetting> {
        self.everywhere(name).into_iter().next()
    }

    /// Every source that sets it, in order of precedence.
    pub fn everywhere(&self, name: &str) -> Vec<GoSetting> {
        let of = |(file, value): (&Path, &OsStr), source: fn(PathBuf) -> GoSettingSource| GoSetting {
            value: value.to_string_lossy().into_owned(),
            source: source(file.to_owned()),
        };
        let variable = self.variables.get(name).cloned();
        let user = self.go.in_user_file(name).map(|found| of(found, GoSettingSource::UserFile));
        let tree = self.go.in_tree(name).map(|found| of(found, GoSettingSource::Tree));
        variable.into_iter().chain(user).chain(tree).collect()
    }

    pub(crate) fn value(&self, name: &str) -> Option<String> {
        self.get(name).map(|setting| setting.value)
    }
}
