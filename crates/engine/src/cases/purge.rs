//! `purge`: removes everything that Upgo made: toolchains, edits of PATH, the home. An ordinary change, rolled back as
//! a whole if it fails, removes what a user would miss. The rest is deleted file by file, and a second run deletes what
//! the first left.
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fs_err as fs;

use super::Engine;
use super::foreign_go::SetAside;
use super::snapshot::disk;
use crate::base::report::{Cancel, Code, Events, Problem, Result};
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::change::apply::{self, Admin, Confirmed, WhileRunning};
use crate::change::fetch;
use crate::change::journal;
use crate::change::log;
use crate::change::plan::{self, EditPurpose, Plan, Step};
use crate::environment::{self, Change, PathEdit};
use crate::machine::effect;
use crate::machine::home::Home;
use crate::net::http::HttpError;
use crate::store::StoreError;
use crate::store::activate;

/// How long to wait for another process to end its change, before it is refused.
const PATIENCE: Duration = Duration::from_secs(2);

/// The result of `purge`.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Purged {
    /// The toolchains, newest first.
    pub removed: Vec<Version>,
    /// The folders of the user's own Go versions, which `adopt` had moved aside and which have their names again.
    pub restored: Vec<PathBuf>,
    /// Whether PATH was edited.
    pub path_changed: bool,
    /// Upgo's home.
    pub home: PathBuf,
    /// What stays: files in the home that are not Upgo's, a running program, the home itself if only that cannot be
    /// removed (such as a link), and a Go that `adopt` moved aside, if something else has taken its place.
    pub left: Vec<PathBuf>,
    /// Warnings for the user: startup files that keep Upgo's line.
    pub warnings: Vec<Problem>,
}

impl Engine {
    /// The change that [`purge`](Self::purge) begins with. Only reads.
    pub fn plan_purge(&self) -> Result<Plan> {
        self.own_home()?;
        let seen = self.look(None)?;
        // without hooks: one that fails must not keep Upgo on a machine
        let free = |aside: &SetAside| aside.from.symlink_metadata().is_err();
        let back = self.set_aside()?.into_iter().filter(free).map(|aside| (aside.tree, aside.from));
        Ok(plan::remove_everything(&seen, back, self.path_without_upgo()?)?)
    }

    /// The startup files that `purge` cannot edit and that keep Upgo's line. Only reads.
    pub fn lines_that_stay(&self) -> Vec<Problem> {
        self.environment().lines_that_stay().iter().map(Problem::from).collect()
    }

    pub fn purge(&self, while_running: WhileRunning, cancel: &Cancel, events: Events<'_>) -> Result<Purged> {
        self.own_home()?;
        // A line in a startup file may be all that is left.
        if !self.home().root().exists() && self.path_without_upgo()?.is_none() {
            return Ok(self.purged(None, &[]));
        }
        apply::tidy(self, Admin::IsLeftAlone, cancel, events)?;
        self.stop_background(cancel)?;
        self.require_rest()?;
        let plan = self.plan_purge()?;
        let set_aside: Vec<PathBuf> = self.set_aside()?.into_iter().map(|aside| aside.tree).collect();
        if !plan.is_empty() {
            self.run_and_note(&plan, Confirmed { while_running, ..Confirmed::default() }, cancel, events)?;
        }
        self.forget_background().and_then(|()| self.empty_home(cancel, events)).map_err(half_done)?;
        Ok(self.purged(Some(&plan), &set_aside))
    }

    /// PATH without Upgo's entries: its own folder, and the one of `go install` if Upgo added it. On Unix also without
    /// the variables, because they are in a file of the home, which is removed.
    fn path_without_upgo(&self) -> Result<Option<Change>> {
        let mut edits = vec![PathEdit::Remove(self.home().bin())];
        let history = journal::history(self.home()).map_err(disk)?;
        let in_effect = history.iter().filter(|entry| entry.is_undoable()).flat_map(|entry| &entry.plan.steps);
        if in_effect.clone().any(|step| matches!(step, Step::EditEnvironment { purpose: EditPurpose::Tools, .. })) {
            let tools = environment::go_install_folder(&|name| self.variable(name));
            edits.extend(tools.map(PathEdit::Remove));
        }
        Ok(environment::prepare_farewell(self.environment(), &edits)?)
    }

    /// Ends a download in the background, which stops at once.
    fn stop_background(&self, cancel: &Cancel) -> Result<()> {
        let begun = Instant::now();
        // without a cache, nothing is downloaded
        let _claim = fetch::claim(&self.home().cache());
        while begun.elapsed() < PATIENCE && !journal::unfinished(self.home()).map_err(disk)?.is_empty() {
            cancel.check().map_err(HttpError::from)?;
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }

    /// Refuses while another Upgo process makes a change, even if it only downloads.
    fn require_rest(&self) -> Result<()> {
        let unfinished = journal::unfinished(self.home()).map_err(disk)?;
        let Some(newest) = unfinished.last() else { return Ok(()) };
        let by = journal::find(self.home(), *newest).map_err(disk)?.map_or_else(String::new, |entry| entry.by);
        Err(Problem::new(Code::Busy, say!(OtherProcessChanges { by: log::asks(&by) })))
    }

    fn empty_home(&self, cancel: &Cancel, events: Events<'_>) -> Result<()> {
        let home = self.own_home()?;
        let lock = self.lock_store(home, 0, cancel, events).map_err(Problem::from)?;
        self.require_rest()?;
        let above = home.created_above();
        let mut own: Vec<PathBuf> = entries(home.root()).into_iter().filter(|entry| Home::is_own(entry)).collect();
        // The history is first, because it names entries of the audit log.
        own.sort_by_key(|entry| *entry != home.journal());
        let emptied =
            activate::remove_all_names(&home).and_then(|()| own.iter().try_for_each(|entry| effect::remove(entry)));
        drop(lock);
        // The marker is last: without it, what an interrupted purge has left would not count as Upgo's own.
        let emptied = emptied
            .and_then(|()| effect::remove_file(&home.store_lock()))
            .and_then(|()| effect::remove_file(&home.marker()));
        emptied.map_err(|error| Problem::from(StoreError::from(error)))?;
        for folder in [home.bin().as_path(), home.root()] {
            effect::remove_dir_if_empty(folder).ok(); // a link or a mount point stays, and is reported
        }
        for folder in &above {
            effect::remove_dir_if_empty(folder).ok(); // one in which something else is now stays
        }
        Ok(())
    }

    fn purged(&self, plan: Option<&Plan>, set_aside: &[PathBuf]) -> Purged {
        let restored = plan.into_iter().flat_map(Plan::set_aside).map(|(_, to)| to.to_owned());
        let home = self.home();
        let in_home = entries(home.root()).into_iter().filter(|entry| *entry != home.bin()).chain(left_of(&home.bin()));
        let mut left: Vec<PathBuf> = in_home.collect();
        if left.is_empty() {
            left = left_of(home.root());
        }
        // One whose own place is taken keeps its other name.
        left.extend(set_aside.iter().filter(|tree| tree.is_dir()).cloned());
        Purged {
            removed: plan.map(Plan::removed).unwrap_or_default(),
            restored: restored.collect(),
            path_changed: plan.is_some_and(Plan::edits_path),
            home: home.root().to_owned(),
            left,
            warnings: self.lines_that_stay(),
        }
    }
}

/// Explains an error that occurs once the toolchains have been removed. That removal is not rolled back.
fn half_done(problem: Problem) -> Problem {
    Problem { means: Sentence::HalfPurged.into(), ..problem }.with_next(Sentence::PurgeAgain)
}

/// The entries of a folder; the folder itself if it is empty and still exists.
fn left_of(folder: &Path) -> Vec<PathBuf> {
    let inside = entries(folder);
    if inside.is_empty() && folder.symlink_metadata().is_ok() { vec![folder.to_owned()] } else { inside }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect());
    entries.unwrap_or_default()
}
