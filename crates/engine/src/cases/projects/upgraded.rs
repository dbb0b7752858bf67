//! The machine as a switch to another toolchain would leave it, described as data.
use std::collections::BTreeMap;

use super::files::{SeenFiles, UpgradedFiles, UpgradedTree};
use crate::base::report::{Code, Problem};
use crate::base::version::Version;
use crate::base::words::{Sentence, Value};
use crate::cases::Engine;
use crate::change::site::Terminals;
use crate::environment::{SearchFolder, VariableScope};
use crate::which_go::asked::TerminalName;
use crate::which_go::toolchain::{self, From, Machine, Starter, Terminal, Upgo, search};

pub(super) struct Upgraded {
    pub(super) terminal: Terminal,
    pub(super) upgo: Upgo,
    pub(super) tree: UpgradedTree,
}

/// Newer than any, so that it is too old for nothing.
const NEWEST: &str = "go1.999.0";

impl Upgraded {
    /// A terminal without settings, whose only Go knows everything: what that refuses, the files of a project decide
    /// alone, on every machine. `None` never happens.
    pub(super) fn with_files_only((terminal, upgo): &(Terminal, Upgo)) -> Option<Self> {
        let version = Version::from_name(NEWEST).ok()?;
        let path = vec![SearchFolder { folder: upgo.bin.clone(), scope: VariableScope::User }];
        let terminal = Terminal { path, variables: BTreeMap::new(), folder: None, ..terminal.clone() };
        let upgo = Upgo { current: Some(NEWEST.to_owned()), newest: None, follows: None, ..upgo.clone() };
        let tree = UpgradedTree { root: upgo.toolchains.join(NEWEST), version, bin: Some(upgo.bin.clone()) };
        Some(Self { terminal, upgo, tree })
    }

    pub(super) fn files<'a>(&'a self, here: &'a SeenFiles) -> UpgradedFiles<'a> {
        UpgradedFiles { here, tree: &self.tree }
    }
}

impl Engine {
    pub(super) fn upgraded(&self, (mut terminal, mut upgo): (Terminal, Upgo), to: &Version) -> Upgraded {
        upgo.current = Some(to.to_string());
        if self.path_lacks_upgo() {
            // The script that the change writes moves the folder to the front, wherever a terminal has it now; Windows
            // searches the machine's entries before those of the user.
            terminal.path.retain(|searched| searched.folder != upgo.bin);
            let own = terminal.path.iter().position(|searched| searched.scope != VariableScope::Machine);
            let folder = SearchFolder { folder: upgo.bin.clone(), scope: VariableScope::User };
            terminal.path.insert(own.unwrap_or(terminal.path.len()), folder);
        }
        let (root, bin) = (self.home().toolchain(to), Some(upgo.bin.clone()));
        Upgraded { terminal, upgo, tree: UpgradedTree { root, version: to.clone(), bin } }
    }

    /// A new terminal after a switch to `to`. Its Go can only be tried if it is installed.
    pub(in crate::cases) fn terminal_after(&self, to: &Version) -> Machine<'_> {
        let machine = self.new_terminal();
        let Upgraded { terminal, upgo, .. } = self.upgraded((machine.terminal, machine.upgo), to);
        Machine { terminal, upgo, ..machine }
    }

    /// The warning that a new terminal will run another Go than `to`, although the plan switches to it.
    pub(in crate::cases) fn foretold(&self, to: &Version) -> Option<Problem> {
        let known = self.terminals();
        if matches!(known, Terminals::Environment) {
            return None;
        }
        let current = self.current().unwrap_or_default();
        let others = known.heard().1.iter().map(|heard| (Some(heard.name), self.machine_of(heard, current.clone())));
        let mut all = std::iter::once((None, self.new_terminal())).chain(others);
        all.find_map(|(terminal, machine)| self.foretold_in(terminal, machine, to))
    }

    fn foretold_in(&self, name: Option<TerminalName>, machine: Machine<'_>, to: &Version) -> Option<Problem> {
        let Upgraded { terminal, upgo, tree } = self.upgraded((machine.terminal, machine.upgo), to);
        let seen = SeenFiles::default();
        let files = UpgradedFiles { here: &seen, tree: &tree };
        let after = Machine { files: &files, target: machine.target, terminal, upgo, tries: &self.site };
        let answer = toolchain::answer(&after);
        let (go, runs) = (answer.go.as_ref()?, answer.toolchain.as_ref());
        if name.is_some() && runs.is_some_and(|runs| runs.name == to.as_str()) {
            return None; // where the two kinds differ, the version decides
        }
        let other = runs.map_or(Sentence::UnknownGo.into(), |runs| Value::from(&*runs.name));
        let means = say!(SelectedInVain { version: to.as_str() });
        let warning = |message| Problem { means, ..Problem::new(Code::ActiveOther, message) };
        let terminal = name.map_or(Sentence::ANewTerminal, TerminalName::says);
        if go.by.as_ref().is_some_and(Starter::is_upgo) {
            let selected = runs.filter(|runs| runs.from != From::Local && runs.name != to.as_str());
            let setting = selected.and_then(|_| answer.settings.get("GOTOOLCHAIN"))?;
            let setting = format!("GOTOOLCHAIN={}", setting.value);
            let message = say!(PinStays { terminal, other, setting });
            return Some(warning(message).with_next(Sentence::UnsetToolchain));
        }
        let (SearchFolder { folder, scope }, _) = search::on_path(&after, "go").next()?;
        let warning = warning(say!(OtherStaysFirst { terminal, other, folder: &**folder }));
        Some(match scope {
            VariableScope::Machine => warning.with_next(Sentence::AdoptOrStepAside),
            _ => warning.with_next(say!(PutBeforeOnPath { folder: &*after.upgo.bin })),
        })
    }
}
