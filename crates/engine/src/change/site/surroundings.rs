//! What is around Upgo's home, read on each call: a new terminal's Go, other installations, known releases, the log.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use super::{Site, Terminals};
use crate::base::report::{Code, Problem};
use crate::base::version::Version;
use crate::base::words::{Sentence, Value};
use crate::change::log::Note;
use crate::change::plan::Registered;
use crate::environment::{self, GoSettings, StoredEnvironment, VariableScope, variable};
use crate::machine::{fault, platform};
use crate::projects::go_caches::{CachePlace, GoCache, Guarded};
use crate::projects::rebuild::Builder;
use crate::released::catalog::{Catalog, Feeds, MAX_AGE, Modules, PackageKind};
use crate::store;
use crate::which_go::asked::{HeardTerminal, TerminalName};
use crate::which_go::inventory::probe::{self, ProbeAnswer};
use crate::which_go::inventory::{self, Installation, Product, Surroundings};
use crate::which_go::resolve::{self, RunningGo, Searched};
use crate::which_go::toolchain::{Machine, Variable};

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
        let modules = Modules { folders: &self.module_folders(), proxy: &self.goproxy(), http: &self.http };
        Feeds { modules: Some(modules), ..self.feeds() }.cached(self.now(), MAX_AGE)
    }

    /// The Go that a new terminal runs: asked, or computed where that is not possible. Every judgement is about this one.
    pub(crate) fn running_go(&self) -> Option<RunningGo> {
        self.with_terminal(|around, known, machine| {
            resolve::active(around, machine).map(|first| what_runs(around, known, machine, first))
        })
    }

    /// The Go that a new terminal runs, and the Go installations on this machine that are not Upgo's own.
    pub(crate) fn running_and_others(&self) -> (Option<RunningGo>, Vec<Installation>) {
        self.with_terminal(|around, known, machine| {
            let (first, mut others) = resolve::active_and_others(around, machine);
            let running = first.map(|first| what_runs(around, known, machine, first));
            // what a shim starts need not be in a usual place
            let unknown = inventory::foreign(running.iter().map(|running| running.found.clone())).into_iter();
            let unknown: Vec<_> = unknown.filter(|found| others.iter().all(|other| other.root != found.root)).collect();
            others.splice(0..0, unknown);
            (running, others)
        })
    }

    /// The folders that a new terminal searches, and the Go that it runs.
    pub(crate) fn searched_and_running(&self) -> (Vec<Searched>, Option<RunningGo>) {
        self.with_terminal(|around, known, machine| {
            let searched = resolve::searched(around, machine);
            let first = resolve::first(&searched);
            (searched, first.map(|first| what_runs(around, known, machine, first)))
        })
    }

    /// The Go of the other kind of terminal, a login or a window, if it is another one; on Windows, that of the first shell
    /// that runs another one.
    pub(crate) fn running_otherwise(&self, running: Option<&RunningGo>) -> Option<RunningGo> {
        let known = self.terminals();
        let runs = |heard: &HeardTerminal| {
            let machine = self.machine_of(heard, self.current().unwrap_or_default());
            self.with_surroundings(|around| {
                let around = Surroundings { ask: &unasked, ..*around };
                let first = resolve::active(&around, &machine)?;
                let selected = resolve::selected(&around, &machine, Some(heard), first);
                Some(RunningGo { known: known.how(Some(heard)), ..selected })
            })
        };
        let mut others = known.heard().1.iter().filter_map(runs);
        others.find(|other| running.is_none_or(|running| running.found.version != other.found.version))
    }

    fn with_terminal<T>(&self, use_it: impl FnOnce(&Surroundings<'_>, &Terminals, &Machine<'_>) -> T) -> T {
        let known = self.terminals();
        let machine = self.machine_by(&known, self.current().unwrap_or_default(), None);
        self.with_surroundings(|around| {
            // what a terminal has answered needs no probe
            let asks_itself = known.heard().0.is_none();
            let around = Surroundings { ask: if asks_itself { around.ask } else { &unasked }, ..*around };
            use_it(&around, &known, &machine)
        })
    }

    /// Reads the installer's registry keys on each call, so related queries should share one call.
    pub(crate) fn with_surroundings<T>(&self, use_them: impl FnOnce(&Surroundings<'_>) -> T) -> T {
        let variable = |name: &str| match name {
            // as `go` resolves it, including the `go env -w` file and GOPATH
            "GOMODCACHE" => environment::module_cache(&|name| self.variable(name)).map(Into::into),
            _ => self.variable(name),
        };
        let ask = |program: &Path| {
            let program = self.startable(program).ok()?;
            let own = crate::machine::effect::create_work_folder("probe").ok()?;
            let answer = probe::ask(program, &own, &variable);
            crate::machine::effect::remove_work_folder(&own);
            answer
        };
        let user = self.user_folder();
        // a test build sees the disk of its test, and never a Go that others have installed here
        let disk = if fault::ARMED { self.variable("UPGO_TEST_DISK").unwrap_or_default() } else { "/".into() };
        use_them(&Surroundings {
            home: &self.home,
            user: user.as_deref(),
            disk: Path::new(&disk),
            variable: &variable,
            products: &self.products(),
            access: &platform::access,
            ask: &ask,
        })
    }

    /// The warning that a new terminal runs another Go than `expected`: the one that is the answer, or the other kind.
    pub(crate) fn another_runs(&self, expected: &Version, running: Option<&RunningGo>) -> Option<Problem> {
        if matches!(self.terminals(), Terminals::Environment) {
            return None; // nobody opens a terminal here
        }
        let other = || self.running_otherwise(running);
        self.other_go_first(expected, running)
            .or_else(|| other().and_then(|other| self.other_go_first(expected, Some(&other))))
    }

    /// The warning that a new terminal runs `active`, not `expected`, unless the user manages PATH and chose that.
    fn other_go_first(&self, expected: &Version, active: Option<&RunningGo>) -> Option<Problem> {
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
                let other = found.version.as_ref().map(Version::as_str);
                let other = other.map_or(Sentence::UnknownGo.into(), Value::from);
                let version = expected.as_str();
                let shell = active.known.terminal.filter(|terminal| !terminal.can_count());
                let terminal = shell.map_or(Sentence::ANewTerminal, TerminalName::says);
                let (message, advice) = if let Some(setting) = &active.pinned_by {
                    (say!(CurrentButPinned { version, terminal, other, setting }), Sentence::UnsetToolchain.into())
                } else {
                    let can_move = self.modifies_path() && environment::prepare_last(&self.environment).is_some();
                    let by_hand = || say!(PutBeforeOnPath { folder: &*self.home.bin() });
                    let advice = if can_move { Sentence::AddToPathAndOpen.into() } else { by_hand() };
                    (say!(CurrentButOther { version, terminal, other, folder: &*found.root }), advice)
                };
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
        scoped(stored, name, self.variable(name))
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

    /// The variables of a terminal for `go install`: those of this process, and Go's that the system stores.
    pub(crate) fn terminal_variables(&self) -> BTreeMap<OsString, OsString> {
        let mut all = self.setup.variables.clone();
        let stored = self.environment.stored();
        for name in variable::all() {
            if let Some(told) = self.told_by(&stored, name) {
                all.insert(name.into(), told.value);
            }
        }
        all
    }
}

/// Where the value of a terminal is set, by what the system stores.
pub(super) fn scoped(stored: &StoredEnvironment<'_>, name: &str, value: Option<OsString>) -> Option<Variable> {
    let value = value.filter(|value| !value.is_empty())?;
    let (user, machine) = stored.values(name);
    let scope = match Some(&value) {
        own if own == user.as_ref() => VariableScope::User,
        own if own == machine.as_ref() => VariableScope::Machine,
        _ => VariableScope::Terminal,
    };
    Some(Variable { value, scope })
}

fn what_runs(around: &Surroundings<'_>, known: &Terminals, machine: &Machine<'_>, first: RunningGo) -> RunningGo {
    let heard = known.heard().0;
    RunningGo { known: known.how(heard), ..resolve::selected(around, machine, heard, first) }
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in for a question that may have no answer")]
fn unasked(_: &Path) -> Option<ProbeAnswer> {
    Some(ProbeAnswer { version: None, root: None })
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
