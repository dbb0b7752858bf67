//! The surroundings of Upgo's home, read on each call: the Go of a new terminal, other Go installations, and the known
//! releases; also the log.
use std::collections::BTreeMap;
use std::ffi::OsString;

use super::Site;
use crate::base::report::{Code, Problem};
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::change::log::Note;
use crate::change::plan::Registered;
use crate::environment::{self, GoSettings, StoredEnvironment, VariableScope, variable};
use crate::machine::platform;
use crate::projects::go_caches::{CachePlace, GoCache, Guarded};
use crate::projects::rebuild::Builder;
use crate::released::catalog::{Catalog, Feeds, MAX_AGE, Modules, PackageKind};
use crate::store;
use crate::which_go::inventory::{self, Installation, Product, Surroundings, probe};
use crate::which_go::resolve::{self, ActiveGo};
use crate::which_go::toolchain::Variable;

impl Site {
    pub(crate) fn feeds(&self) -> Feeds<'_> {
        // No files of this account are created in another user's home.
        let keep = self.own_home().is_ok();
        Feeds {
            home: &self.home,
            sources: &self.sources,
            target: self.target(),
            package: PackageKind::Archive,
            system: self.system(),
            modules: None,
            keep,
        }
    }

    /// The known releases, without a request.
    pub fn known_catalog(&self) -> Option<Catalog> {
        let modules = Modules { folders: &self.module_folders(), http: &self.http };
        Feeds { modules: Some(modules), ..self.feeds() }.cached(self.now(), MAX_AGE)
    }

    pub(crate) fn active(&self) -> Option<ActiveGo> {
        self.with_surroundings(|around| resolve::active(around, &self.new_terminal()))
    }

    /// The Go that a new terminal runs, and the Go installations on this machine that are not Upgo's own.
    pub(crate) fn active_and_others(&self) -> (Option<ActiveGo>, Vec<Installation>) {
        self.with_surroundings(|around| resolve::active_and_others(around, &self.new_terminal()))
    }

    /// Reads the installer's registry keys on each call, so related queries should share one call.
    pub(crate) fn with_surroundings<T>(&self, use_them: impl FnOnce(&Surroundings<'_>) -> T) -> T {
        let variable = |name: &str| match name {
            // as `go` resolves it, including the `go env -w` file and GOPATH
            "GOMODCACHE" => environment::module_cache(&|name| self.variable(name)).map(Into::into),
            _ => self.variable(name),
        };
        let ask = |program: &std::path::Path| {
            let program = self.startable(program).ok()?;
            let own = crate::machine::effect::create_work_folder("probe").ok()?;
            let answer = probe::ask(program, &own, &variable);
            crate::machine::effect::remove_work_folder(&own);
            answer
        };
        let user = self.user_folder();
        use_them(&Surroundings {
            home: &self.home,
            user: user.as_deref(),
            disk: std::path::Path::new("/"),
            variable: &variable,
            products: &self.products(),
            access: &platform::access,
            ask: &ask,
        })
    }

    /// The warning that a new terminal runs `active` instead of `expected`. If PATH is left to the user, a missing entry
    /// is a decision, and another Go that comes first is not.
    pub(crate) fn other_go_first(&self, expected: &Version, active: Option<&ActiveGo>) -> Option<Problem> {
        match active {
            None => {
                let (code, advice) = if self.modifies_path() {
                    (Code::ActiveOther, self.environment.way_onto_path(&self.home.bin()))
                } else {
                    (Code::PathLeft, say!(PutFirstOnPath { folder: &*self.home.bin() }))
                };
                Some(Problem::new(code, say!(CurrentButNone { version: expected.as_str() })).with_next(advice))
            }
            Some(active) if active.is_upgo_switch => None,
            Some(active) => {
                let found = &active.found;
                let other = found.version.as_ref().map_or("an unknown version", Version::as_str);
                let (version, origin) = (expected.as_str(), found.origin.to_string());
                let message = say!(CurrentButOther { version, other, folder: &*found.root, origin });
                let advice = say!(PutBeforeOnPath { folder: &*self.home.bin() });
                Some(Problem::new(Code::ActiveOther, message).with_next(advice))
            }
        }
    }

    pub(crate) fn registered(&self) -> Vec<Registered> {
        self.products().into_iter().map(registered).collect()
    }

    pub(crate) fn products(&self) -> Vec<Product> {
        inventory::products(&*self.setup.registry, &self.setup.installer_keys())
    }

    /// It never fails: a line that cannot be written is lost.
    pub fn note(&self, note: Note) {
        // no files of this account are created in another user's home
        if self.own_home().is_ok() {
            self.log.add(note);
        }
    }

    /// A variable of a process that the user starts now, and where it is set. The environment of this process comes
    /// first; a variable that only the system stores is set in a new terminal.
    pub(crate) fn told(&self, name: &str) -> Option<Variable> {
        self.told_by(&self.environment.stored(), name)
    }

    fn told_by(&self, stored: &StoredEnvironment<'_>, name: &str) -> Option<Variable> {
        self.here(stored, name).or_else(|| self.in_new_terminal(stored, name))
    }

    /// A variable of the terminal that Upgo was started in, and where it is set.
    pub(super) fn here(&self, stored: &StoredEnvironment<'_>, name: &str) -> Option<Variable> {
        let value = self.variable(name).filter(|value| !value.is_empty())?;
        let (user, machine) = stored.values(name);
        let scope = match Some(&value) {
            own if own == user.as_ref() => VariableScope::User,
            own if own == machine.as_ref() => VariableScope::Machine,
            _ => VariableScope::Terminal,
        };
        Some(Variable { value, scope })
    }

    /// A variable of a terminal that is opened now: what the system stores for it comes before what it may inherit.
    pub(super) fn in_new_terminal(&self, stored: &StoredEnvironment<'_>, name: &str) -> Option<Variable> {
        let (user, machine) = stored.values(name);
        let kept = [(user, VariableScope::User), (machine, VariableScope::Machine)];
        let kept = kept.into_iter().find_map(|(value, scope)| Some((value.filter(|value| !value.is_empty())?, scope)));
        kept.map(|(value, scope)| Variable { value, scope }).or_else(|| self.here(stored, name))
    }

    /// The place of a cache for a `go` that a new terminal starts.
    pub(crate) fn cache_place(&self, cache: GoCache, go: Option<&Builder>) -> CachePlace {
        let stored = self.environment.stored();
        let variable = |name: &str| self.told_by(&stored, name).map(|told| told.value);
        cache.place(&GoSettings::of_process(&variable, go.and_then(Builder::root)), &variable)
    }

    /// What no cache may contain; `go` is the Go that cleans it.
    pub(crate) fn guarded(&self, go: Option<&Builder>) -> Guarded {
        let user = self.user_folder().map(|folder| (folder, Sentence::YourHomeFolder));
        let root = go.and_then(Builder::root).map(|root| (root.to_owned(), Sentence::TheGoThatCleans));
        let programs = environment::go_install_folder(&|name| self.variable(name));
        let programs = programs.map(|folder| (folder, Sentence::GoInstallPrograms));
        let home = (self.home.root().to_owned(), Sentence::UpgosFolder);
        user.into_iter().chain(root).chain(programs).chain([home]).collect()
    }

    /// The variables of a terminal in which the user would run `go install`: those of this process, and the Go
    /// variables that the system stores for new terminals.
    pub(crate) fn terminal_variables(&self) -> BTreeMap<OsString, OsString> {
        let mut all = self.setup.variables.clone();
        let stored = self.environment.stored();
        for name in variable::USUAL.into_iter().chain(variable::OTHERS) {
            if let Some(told) = self.told_by(&stored, name) {
                all.insert(name.into(), told.value);
            }
        }
        all
    }
}

pub(crate) fn registered(product: Product) -> Registered {
    let in_tree = || product.root.as_deref().and_then(store::read_version);
    Registered {
        arch: product.arch.to_owned(),
        version: product.version.clone().or_else(in_tree),
        is_whole: !product.is_folder_gone(),
        root: product.root,
    }
}
