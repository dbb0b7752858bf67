//! A terminal of this machine, as a value: which Go it runs is decided by [`crate::which_go::toolchain`] alone.
use std::ffi::OsString;
use std::path::PathBuf;

use super::surroundings::scoped;
use super::{Site, Terminals};
use crate::base::version::Version;
use crate::base::words::Statement;
use crate::environment::{self, SearchFolder, StoredEnvironment, Syntax, VariableScope};
use crate::released::catalog::{Catalog, Day};
use crate::store;
use crate::store::StoreError;
use crate::store::activate;
use crate::which_go::asked::HeardTerminal;
use crate::which_go::follow::Candidate;
use crate::which_go::toolchain::{Disk, Machine, Terminal, Upgo, variables_of_terminal};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhichTerminal {
    New,
    /// The one that Upgo was started in. Its PATH may be older.
    This,
}

impl Site {
    pub(crate) fn machine_in(&self, which: WhichTerminal, folder: Option<PathBuf>) -> Result<Machine<'_>, StoreError> {
        Ok(self.machine_by(&self.terminals_as(which), self.current()?, folder))
    }

    fn terminals_as(&self, which: WhichTerminal) -> Terminals {
        match which {
            WhichTerminal::New => self.terminals(),
            WhichTerminal::This => Terminals::Environment,
        }
    }

    /// An unreadable switch counts as one that selects nothing.
    pub(crate) fn new_terminal(&self) -> Machine<'_> {
        self.machine_by(&self.terminals(), self.current().unwrap_or_default(), None)
    }

    pub(super) fn machine_by(
        &self,
        known: &Terminals,
        current: Option<Version>,
        folder: Option<PathBuf>,
    ) -> Machine<'_> {
        if let Some(heard) = known.heard().0 {
            return self.machine(current, Terminal { folder, ..self.terminal_of(heard) });
        }
        let stored = self.environment.stored();
        let variable = |name: &str| match known {
            Terminals::Environment => self.here(&stored, name),
            Terminals::Heard(_) | Terminals::Stored(_) => self.in_new_terminal(&stored, name),
        };
        let variables = variables_of_terminal().filter_map(|name| Some((name.to_owned(), variable(name)?)));
        let (path, variables) = (self.searched(&stored, known), variables.collect());
        self.machine(current, Terminal { syntax: Syntax::NATIVE, path, variables, folder })
    }

    pub(crate) fn machine_of(&self, heard: &HeardTerminal, current: Option<Version>) -> Machine<'_> {
        self.machine(current, self.terminal_of(heard))
    }

    /// The machine of [`Self::machine_of`], in the folder in which the terminal was asked.
    pub(crate) fn machine_asked(&self, heard: &HeardTerminal) -> Machine<'_> {
        let terminal = Terminal { folder: self.user_folder(), ..self.terminal_of(heard) };
        self.machine(self.current().unwrap_or_default(), terminal)
    }

    fn terminal_of(&self, heard: &HeardTerminal) -> Terminal {
        let stored = self.environment.stored();
        let value = |name: &str| match name {
            "GOPROXY" => self.in_new_terminal(&stored, name),
            _ => scoped(&stored, name, heard.variable(name)),
        };
        let variables = variables_of_terminal().filter_map(|name| Some((name.to_owned(), value(name)?)));
        Terminal {
            syntax: Syntax::NATIVE,
            path: heard_path(&stored, heard),
            variables: variables.collect(),
            folder: None,
        }
    }

    fn machine(&self, current: Option<Version>, terminal: Terminal) -> Machine<'_> {
        let current = current.map(|version| version.to_string());
        let (bin, toolchains) = (self.home.bin(), self.home.toolchains());
        let (newest, may_lack) = self.newest_listed().unzip();
        let upgo = Upgo { bin, toolchains, current, newest, may_lack: may_lack.flatten(), follows: self.followed() };
        Machine { files: &Disk, target: self.target().clone(), terminal, upgo, tries: self }
    }

    /// The toolchains that `go` may follow a file to, each with the policy's permission; `None` if it follows none.
    fn followed(&self) -> Option<Vec<(String, bool)>> {
        let marker = activate::follow_file(&self.home)?;
        let installed = store::without_receipts(&self.home).unwrap_or_default();
        let names = installed.into_iter().map(|installed| installed.version.to_string());
        let candidates = names.map(|name| Candidate::by(name, &marker));
        Some(candidates.map(|one| (one.name, one.is_permitted)).collect())
    }

    /// Pre-releases are included. An old list, or that of another feed, may lack newer releases, which it says then.
    fn newest_listed(&self) -> Option<(Version, Option<Statement>)> {
        let Catalog { releases, stamp, .. } = self.known_catalog()?;
        let newest = releases.into_iter().map(|release| release.version).max()?;
        let host = stamp.url.host_str().unwrap_or(stamp.url.path());
        let lacks = || say!(IfItExists { host, day: Day::of(stamp.fetched_at).to_string() });
        Some((newest, (stamp.stale || !self.sources.is_official()).then(lacks)))
    }

    /// The toolchain that the switch selects, if it works.
    pub(crate) fn current(&self) -> Result<Option<Version>, StoreError> {
        Ok(self.selected()?.filter(|version| store::is_whole(&self.home.toolchain(version))))
    }

    /// The toolchain that the switch selects, even if it is damaged.
    pub(crate) fn selected(&self) -> Result<Option<Version>, StoreError> {
        Ok(self.chosen()?.filter(|version| store::is_there(&self.home.toolchain(version))))
    }

    /// The toolchain that the switch names, even if its files are gone.
    pub(crate) fn chosen(&self) -> Result<Option<Version>, StoreError> {
        activate::current(&self.home).map_err(|source| StoreError::Switch { path: self.home.current(), source })
    }

    pub(crate) fn search_path(&self, which: WhichTerminal) -> Vec<SearchFolder> {
        self.path_by(&self.terminals_as(which))
    }

    /// PATH of a new terminal, for which no shell is started; `None` if it is unknown.
    pub(crate) fn known_path(&self) -> Option<OsString> {
        let folders = self.path_by(&self.terminals_heard()).into_iter().map(|searched| searched.folder);
        std::env::join_paths(folders).ok().filter(|path| !path.is_empty())
    }

    fn path_by(&self, known: &Terminals) -> Vec<SearchFolder> {
        let stored = self.environment.stored();
        known.heard().0.map_or_else(|| self.searched(&stored, known), |heard| heard_path(&stored, heard))
    }

    fn searched(&self, stored: &StoredEnvironment<'_>, known: &Terminals) -> Vec<SearchFolder> {
        let caller = self.variable("PATH");
        match known {
            Terminals::Heard(_) | Terminals::Stored(_) => stored.searched(caller.as_deref()),
            Terminals::Environment => {
                let own = environment::folders_of(caller.as_deref().unwrap_or_default(), Syntax::NATIVE);
                own.into_iter().map(|folder| SearchFolder { folder, scope: VariableScope::Terminal }).collect()
            }
        }
    }
}

/// What Upgo's script adds is the user's; of the rest it is not known who has set it.
fn heard_path(stored: &StoredEnvironment<'_>, heard: &HeardTerminal) -> Vec<SearchFolder> {
    let own: Vec<PathBuf> = stored.searched(None).into_iter().map(|searched| searched.folder).collect();
    let path = heard.variable("PATH").unwrap_or_default();
    let scoped = |folder: PathBuf| {
        let scope = if own.contains(&folder) { VariableScope::User } else { VariableScope::Terminal };
        SearchFolder { folder, scope }
    };
    environment::folders_of(&path, Syntax::NATIVE).into_iter().map(scoped).collect()
}
