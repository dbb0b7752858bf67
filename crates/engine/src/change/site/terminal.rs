//! A terminal of this machine, as a value: which Go it runs is decided by [`crate::which_go::toolchain`] alone.
use std::path::PathBuf;

use super::Site;
use crate::base::version::Version;
use crate::environment::{self, SearchFolder, StoredEnvironment, Syntax, VariableScope};
use crate::store;
use crate::store::StoreError;
use crate::store::activate;
use crate::which_go::follow::Candidate;
use crate::which_go::toolchain::{Disk, Machine, Terminal, Upgo, variables_of_terminal};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhichTerminal {
    New,
    /// The one that Upgo was started in. Its PATH may be older.
    This,
}

impl Site {
    pub(crate) fn machine_in(
        &self,
        which: WhichTerminal,
        folder: Option<PathBuf>,
    ) -> Result<Machine<'static>, StoreError> {
        Ok(self.machine_with(self.current()?, which, folder))
    }

    /// An unreadable switch counts as one that selects nothing.
    pub(crate) fn new_terminal(&self) -> Machine<'static> {
        self.machine_with(self.current().unwrap_or_default(), WhichTerminal::New, None)
    }

    fn machine_with(
        &self,
        current: Option<Version>,
        which: WhichTerminal,
        folder: Option<PathBuf>,
    ) -> Machine<'static> {
        let current = current.map(|version| version.to_string());
        let stored = self.environment.stored();
        let variable = |name: &str| match which {
            WhichTerminal::New => self.in_new_terminal(&stored, name),
            WhichTerminal::This => self.here(&stored, name),
        };
        let variables = variables_of_terminal().filter_map(|name| Some((name.to_owned(), variable(name)?)));
        let (path, variables) = (self.searched(&stored, which), variables.collect());
        let terminal = Terminal { syntax: Syntax::NATIVE, path, variables, folder };
        let (bin, toolchains) = (self.home.bin(), self.home.toolchains());
        let upgo = Upgo { bin, toolchains, current, newest: self.newest_released(), follows: self.followed() };
        Machine { files: &Disk, target: self.target().clone(), terminal, upgo }
    }

    /// The toolchains that `go` may follow a version file to, and whether the policy permits each, as the launcher is
    /// told; `None` if it follows none.
    fn followed(&self) -> Option<Vec<(String, bool)>> {
        let marker = activate::follow_file(&self.home)?;
        let installed = store::without_receipts(&self.home).unwrap_or_default();
        let names = installed.into_iter().map(|installed| installed.version.to_string());
        let candidates = names.map(|name| Candidate::by(name, &marker));
        Some(candidates.map(|one| (one.name, one.is_permitted)).collect())
    }

    /// Pre-releases are included, by a recent list of the official feed. Another feed may leave releases out.
    fn newest_released(&self) -> Option<Version> {
        if !self.sources.is_official() {
            return None;
        }
        let catalog = self.known_catalog().filter(|catalog| !catalog.stamp.stale)?;
        catalog.releases.into_iter().map(|release| release.version).max()
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
        self.searched(&self.environment.stored(), which)
    }

    fn searched(&self, stored: &StoredEnvironment<'_>, which: WhichTerminal) -> Vec<SearchFolder> {
        let caller = self.variable("PATH");
        match which {
            WhichTerminal::New => stored.searched(caller.as_deref()),
            WhichTerminal::This => {
                let own = environment::folders_of(caller.as_deref().unwrap_or_default(), Syntax::NATIVE);
                own.into_iter().map(|folder| SearchFolder { folder, scope: VariableScope::Terminal }).collect()
            }
        }
    }
}
