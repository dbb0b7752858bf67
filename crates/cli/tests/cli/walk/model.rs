//! The expected state of the machine after each action: a simple model that knows nothing about the implementation.
use std::collections::{BTreeMap, BTreeSet};

use super::action::{Action, BROKEN, Edit, FOREIGN, NEWEST};

/// The visible state of the machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct State {
    /// The toolchains in the store.
    pub(crate) installed: BTreeSet<String>,
    /// The version that `go` runs.
    pub(crate) current: Option<String>,
    /// Whether a new terminal has Upgo's folder on PATH.
    pub(crate) on_path: bool,
    /// The user's folders on PATH, by short name.
    pub(crate) folders: BTreeSet<&'static str>,
    /// The user's variables, and those of `go env -w`, by scope and name.
    pub(crate) variables: BTreeMap<(&'static str, &'static str), String>,
    /// The values in the settings file.
    pub(crate) settings: BTreeMap<&'static str, String>,
    /// Toolchains with a file that the user changed.
    pub(crate) damaged: BTreeSet<String>,
    /// The Go that the user unpacked.
    pub(crate) foreign: Foreign,
    /// Whether Upgo starts when the user logs in.
    pub(crate) at_log_in: bool,
}

/// Where the Go is that the user unpacked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Foreign {
    #[default]
    Here,
    /// It was renamed.
    Aside,
    /// It was deleted.
    Gone,
}

/// Something that several changes may make.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Undoable {
    Toolchain(String),
    /// The files of a toolchain.
    Files(String),
    Current,
    OnPath,
    Folder(&'static str),
    Variable((&'static str, &'static str)),
    Foreign,
    /// Something that the model does not know.
    Other,
}

/// A change of the history.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) id: u64,
    pub(crate) before: State,
    pub(crate) after: State,
    /// Whether it was carried out.
    pub(crate) done: bool,
    pub(crate) undoes: Option<u64>,
    /// What it made; for an undo, what it took back.
    pub(crate) made: BTreeSet<Undoable>,
    /// Whether it only downloaded or cleaned caches, which cannot be undone.
    pub(crate) is_download: bool,
    /// Whether it set up the machine, so that its undo removes the toolchains that it brought.
    pub(crate) is_setup: bool,
}

/// The expected result of an action.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    /// The state if it is carried out: several where the model does not know.
    pub(crate) done: Vec<State>,
    /// Whether it may be refused, with no change and an exit status other than 0.
    pub(crate) may_be_refused: bool,
}

impl Expected {
    fn refused() -> Self {
        Self { done: Vec::new(), may_be_refused: true }
    }

    fn done(state: State) -> Self {
        Self { done: vec![state], may_be_refused: false }
    }
}

/// The state and its history.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    pub(crate) state: State,
    pub(crate) history: Vec<Change>,
}

impl Model {
    pub(crate) fn expect(&self, action: &Action) -> Expected {
        let mut state = self.state.clone();
        match action {
            Action::Install { version, switch } => {
                state.bring(version);
                if *switch {
                    state.switch_to(version);
                }
            }
            Action::InstallFile(version) => state.bring(version),
            Action::SetUp => {
                state.bring("go1.25.9");
                state.bring(NEWEST);
                state.switch_to(NEWEST);
                state.variables.insert(("go", "GOPRIVATE"), "off".to_owned());
                state.variables.insert(("go", "GOPROXY"), "direct".to_owned());
                state.settings.insert("keep-archives", "true".to_owned());
                state.settings.insert("keep-versions", "2".to_owned());
            }
            // without a Go in new terminals there is none to audit
            Action::Other("audit") => return Expected { done: vec![state], may_be_refused: true },
            // what is removed cannot be removed again
            Action::Other(line) if line.starts_with("remove --downloaded") => {
                return Expected { done: vec![state], may_be_refused: true };
            }
            Action::Use(version) if !state.installed.contains(*version) => return Expected::refused(),
            Action::Use(version) => state.switch_to(version),
            Action::Upgrade => {
                state.bring(NEWEST);
                state.switch_to(NEWEST);
            }
            Action::Rollback(back) => return self.expect_rollback(*back),
            Action::Remove { version, force } => {
                let is_current = state.current.as_deref() == Some(*version);
                if !state.installed.contains(*version) || is_current && !force {
                    return Expected::refused();
                }
                if is_current {
                    state.current = None;
                }
                state.drop(version);
            }
            Action::RemoveUnused => {
                let keep: usize = state.settings.get("keep-versions").map_or(3, |text| text.parse().unwrap());
                let keep = keep.saturating_sub(usize::from(state.current.is_some()));
                let others = state.newest_first().into_iter().filter(|version| state.current.as_ref() != Some(version));
                let unused: Vec<String> = others.skip(keep).collect();
                for version in &unused {
                    state.drop(version);
                }
            }
            Action::Adopt { .. } | Action::AdoptAll if state.foreign != Foreign::Here => return Expected::refused(),
            Action::Adopt { .. } | Action::AdoptAll => {
                state.bring(FOREIGN);
                if state.current.is_none() {
                    state.switch_to(FOREIGN);
                }
                if matches!(action, Action::Adopt { remove_old: true }) {
                    state.foreign = Foreign::Aside;
                }
            }
            Action::Repair(version) if !state.installed.contains(*version) => return Expected::refused(),
            Action::Repair(version) => drop(state.damaged.remove(*version)),
            Action::RepairAll => state.damaged.clear(),
            Action::Damage(version) => {
                if state.installed.contains(*version) {
                    state.damaged.insert((*version).to_owned());
                }
            }
            Action::Variable { name, value, in_go_file } => {
                let key = (if *in_go_file { "go" } else { "user" }, *name);
                put(&mut state.variables, key, value.map(str::to_owned));
            }
            Action::Folder { edit: Edit::AddFirst | Edit::AddLast, folder } => drop(state.folders.insert(folder)),
            Action::Folder { edit: Edit::Remove, folder } => drop(state.folders.remove(folder)),
            Action::Folder { folder, .. } if !state.folders.contains(folder) => return Expected::refused(),
            Action::AddToPath => {
                let newest = state.newest_first();
                let to =
                    newest.iter().find(|version| state.current.is_none() || state.current.as_ref() == Some(version));
                match to.cloned() {
                    Some(to) => state.switch_to(&to),
                    None => state.on_path = true,
                }
            }
            Action::Import => state.settings = BTreeMap::from([("keep-versions", "2".to_owned())]),
            Action::Setting { key, value } => put(&mut state.settings, *key, value.map(str::to_owned)),
            Action::Background(form) => {
                state.at_log_in = *form == "tray";
                state.settings.insert("background", (*form).to_owned());
            }
            Action::Purge => {
                let variables = state.variables.into_iter().filter(|((scope, _), _)| *scope == "go" || cfg!(windows));
                let folders = if cfg!(windows) { state.folders } else { BTreeSet::new() };
                let (variables, foreign) = (variables.collect(), state.foreign);
                state = State { folders, variables, foreign, ..State::default() };
            }
            // This deletes the folder that was set aside.
            Action::CacheClean if self.has_set_aside() => state.foreign = Foreign::Gone,
            Action::Folder { .. }
            | Action::CacheClean
            | Action::Other(_)
            | Action::WriteProfile
            | Action::PutTools
            | Action::PutCaches
            | Action::PutDownloaded
            | Action::PutProject
            | Action::PutRepository
            | Action::PutFixes
            | Action::PutEditors
            | Action::PutUpgo
            | Action::WaitForCheck => {}
        }
        if state.current.as_deref() == Some(BROKEN) {
            return Expected::refused(); // it fails its test
        }
        Expected::done(state)
    }

    /// Whether the user's Go was set aside and the history knows it; a purge forgets it.
    fn has_set_aside(&self) -> bool {
        let moves = |change: &Change| change.done && change.before.foreign != change.after.foreign;
        self.state.foreign == Foreign::Aside && self.history.iter().any(moves)
    }

    /// The ID of the change this many before the newest.
    pub(crate) fn id(&self, back: u64) -> u64 {
        self.history.last().map_or(0, |newest| newest.id).saturating_sub(back)
    }

    /// Whether the history offers to undo a change: a Go that it moved must still be where it was put. `None` if the
    /// model does not know.
    pub(crate) fn is_undoable(&self, change: &Change) -> Option<bool> {
        let is_there = change.before.foreign == change.after.foreign || self.state.foreign == change.after.foreign;
        if change.done && !change.is_download && !self.is_undone(change.id) && is_there {
            self.has_anything_left(change)
        } else {
            Some(false)
        }
    }

    /// Whether an undo would take back anything.
    fn has_anything_left(&self, change: &Change) -> Option<bool> {
        let own = self.still_made_by(change);
        if change.made.contains(&Undoable::Other) && !own.contains(&Undoable::Other) {
            return None; // a later command of that kind may have made the same, or something else
        }
        let is_needed = |thing: &&Undoable| matches!(thing, Undoable::Current | Undoable::Foreign);
        let goes = |thing: &&Undoable| match thing {
            Undoable::Toolchain(version) => change.before.installed.contains(version) || change.takes_toolchains_back(),
            Undoable::Files(version) => {
                [&change.before, &change.after].iter().all(|state| state.installed.contains(version))
            }
            _ => true,
        };
        let (needed, others): (Vec<_>, Vec<_>) = change.made.iter().filter(goes).partition(is_needed);
        let is_own = |thing: &&Undoable| own.contains(*thing);
        let has = needed.iter().all(is_own) && (!needed.is_empty() || others.is_empty() || others.iter().any(is_own));
        // The folder of `go install`, which comes with Upgo's, may be left.
        let brings_tools = needed.is_empty() && change.before.on_path != change.after.on_path;
        (has || !brings_tools).then_some(has)
    }

    fn expect_rollback(&self, back: Option<u64>) -> Expected {
        let stands = |change: &&Change| change.done && !self.is_undone(change.id);
        let is_undoable = |change: &&Change| stands(change) && !change.is_download;
        let change = match back {
            // nothing older is meant if it is a clean-up
            None => self.history.iter().rev().find(stands).filter(is_undoable),
            Some(back) => self.history.iter().find(|change| change.id == self.id(back)).filter(is_undoable),
        };
        let Some(change) = change else { return Expected::refused() };
        let own = self.still_made_by(change);
        let Some(state) = self.state.without(change, &own) else { return Expected::refused() };
        // An undo that would take back nothing is refused.
        let is_empty = state == self.state && (own != change.made || change.before.damaged != change.after.damaged);
        // The plan decides whether PATH may lose the Go in use.
        let leaves_path = change.before.on_path != change.after.on_path && state.current.is_some();
        Expected { done: vec![state], may_be_refused: is_empty || leaves_path }
    }

    /// What a change made that no later change made again.
    pub(crate) fn still_made_by(&self, change: &Change) -> BTreeSet<Undoable> {
        let is_own = |thing: &&Undoable| {
            let mut makers = vec![self.root(change.id)];
            let later = self.history.iter().filter(|later| later.id > change.id && later.done);
            for later in later.filter(|later| later.made.contains(thing)) {
                match later.undoes {
                    Some(undone) if makers.last() == Some(&self.root(undone)) => drop(makers.pop()),
                    _ => makers.push(self.root(later.id)),
                }
            }
            makers.last() == Some(&self.root(change.id))
        };
        change.made.iter().filter(is_own).cloned().collect()
    }

    /// The change that a redo brings back; any other change is its own.
    fn root(&self, id: u64) -> u64 {
        let undoes = |id: u64| self.history.iter().find(|change| change.id == id).and_then(|change| change.undoes);
        undoes(id).and_then(undoes).map_or(id, |again| self.root(again))
    }

    /// What a change that the user requested made.
    pub(crate) fn made(action: &Action, before: &State, after: &State) -> BTreeSet<Undoable> {
        let mut made = BTreeSet::new();
        made.extend(matches!(action, Action::Other(_)).then_some(Undoable::Other));
        for version in before.installed.symmetric_difference(&after.installed) {
            made.extend([Undoable::Toolchain(version.clone()), Undoable::Files(version.clone())]);
        }
        made.extend(before.damaged.symmetric_difference(&after.damaged).cloned().map(Undoable::Files));
        made.extend((before.current != after.current).then_some(Undoable::Current));
        made.extend((before.on_path != after.on_path).then_some(Undoable::OnPath));
        made.extend((before.foreign != after.foreign).then_some(Undoable::Foreign));
        let keys = before.variables.keys().chain(after.variables.keys());
        let differs = |key: &&(_, _)| before.variables.get(*key) != after.variables.get(*key);
        made.extend(keys.filter(differs).copied().map(Undoable::Variable));
        // It may also have been moved.
        if let Action::Folder { folder, .. } = action {
            made.insert(Undoable::Folder(folder));
        }
        made
    }

    /// Whether a later change undid this one and was not undone itself.
    fn is_undone(&self, id: u64) -> bool {
        self.history.iter().any(|by| by.undoes == Some(id) && by.done && !self.is_undone(by.id))
    }
}

impl Change {
    /// Whether its undo removes the toolchains that it brought.
    fn takes_toolchains_back(&self) -> bool {
        let (before, after) = (&self.before, &self.after);
        let does_more =
            before.current != after.current || before.on_path != after.on_path || before.foreign != after.foreign;
        self.undoes.is_some() || self.is_setup || !does_more
    }
}

impl State {
    fn bring(&mut self, version: &str) {
        self.installed.insert(version.to_owned());
    }

    fn switch_to(&mut self, version: &str) {
        self.current = Some(version.to_owned());
        self.on_path = true;
    }

    fn drop(&mut self, version: &str) {
        self.installed.remove(version);
        self.damaged.remove(version);
    }

    /// Newest first; the names happen to sort like the versions.
    fn newest_first(&self) -> Vec<String> {
        self.installed.iter().rev().cloned().collect()
    }

    /// The state with what `change` made undone, as far as it is still its `own`; `None` if the undo must be refused.
    fn without(&self, change: &Change, own: &BTreeSet<Undoable>) -> Option<Self> {
        let (before, after) = (&change.before, &change.after);
        let mut state = self.clone();
        let is_own = |version: &&String| own.contains(&Undoable::Toolchain((*version).clone()));
        let comes_back: BTreeSet<&String> = before.installed.difference(&after.installed).filter(is_own).collect();
        if [Undoable::Current, Undoable::Foreign]
            .iter()
            .any(|thing| change.made.contains(thing) && !own.contains(thing))
        {
            return None;
        }
        if before.current != after.current {
            let to = before.current.as_ref();
            let is_there = to.is_none_or(|to| self.installed.contains(to) || comes_back.contains(to));
            if self.current != after.current || !is_there {
                return None;
            }
            state.current.clone_from(&before.current);
        }
        for version in comes_back {
            state.bring(version);
        }
        if change.takes_toolchains_back() {
            for version in after.installed.difference(&before.installed).filter(is_own) {
                if state.current.as_ref() == Some(version) {
                    return None; // it is in use
                }
                state.drop(version);
            }
        }
        if before.on_path != after.on_path && own.contains(&Undoable::OnPath) {
            state.on_path = before.on_path;
        }
        let is_own = |folder: &&&'static str| own.contains(&Undoable::Folder(folder));
        for folder in after.folders.difference(&before.folders).filter(is_own) {
            state.folders.remove(folder);
        }
        state.folders.extend(before.folders.difference(&after.folders).filter(is_own));
        let keys: BTreeSet<_> = before.variables.keys().chain(after.variables.keys()).copied().collect();
        for key in keys {
            let [old, new] = [before, after].map(|state| state.variables.get(&key));
            // A variable is undone only if it still has the value that Upgo wrote.
            if old != new && own.contains(&Undoable::Variable(key)) && self.variables.get(&key) == new {
                put(&mut state.variables, key, old.cloned());
            }
        }
        let keys: BTreeSet<_> = before.settings.keys().chain(after.settings.keys()).copied().collect();
        for key in keys {
            let [old, new] = [before, after].map(|state| state.settings.get(&key));
            if old != new {
                put(&mut state.settings, key, old.cloned());
            }
        }
        for version in before.damaged.difference(&after.damaged) {
            let is_own = own.contains(&Undoable::Files(version.clone()));
            if is_own && after.installed.contains(version) && state.installed.contains(version) {
                state.damaged.insert(version.clone());
            }
        }
        for version in after.damaged.difference(&before.damaged) {
            state.damaged.remove(version);
        }
        if before.foreign != after.foreign {
            if self.foreign != after.foreign {
                return None; // it was deleted
            }
            state.foreign = before.foreign;
        }
        Some(state)
    }
}

fn put<K: Ord>(map: &mut BTreeMap<K, String>, key: K, value: Option<String>) {
    match value {
        Some(value) => drop(map.insert(key, value)),
        None => drop(map.remove(&key)),
    }
}
