//! Rehearsals on this machine: with the user's settings for Go, and in a folder of Upgo's cache.
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::Site;
use crate::base::report::{Cancel, Code, Problem};
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::environment::{self, GoSettings};
use crate::machine::platform::{self, ConfinementPower, EXECUTABLE, Hold, WriteHold};
use crate::machine::work_folder::{Work, WorkFolder};
use crate::projects::rebuild::{Builder, NotUsable, UsableGo};
use crate::projects::rehearsal::{
    self, CommandSurroundings, NotRehearsed, RaisedFile, Rehearsal, RehearsalProgress, RehearsalReport,
};

/// What is tried besides `go build` and `go vet`.
#[derive(Clone, Debug, Default)]
pub(crate) struct TrialPlan {
    /// How long the tests of a package may run; `None` runs none.
    pub(crate) tests: Option<Duration>,
    /// Whether to try `go fix` of the other Go in copies.
    pub(crate) fixes: bool,
    /// The files with raised lines that the other Go is tried with, by the folder of the module.
    pub(crate) raised: BTreeMap<PathBuf, Arc<Vec<RaisedFile>>>,
}

impl Site {
    pub(crate) fn builder_in_store(&self, version: &Version) -> Builder {
        let program = self.home.toolchain(version).join("bin").join(format!("go{EXECUTABLE}"));
        let system = format!("{}/{}", self.target().os, self.target().goarch());
        Builder::new(version.clone(), program, system)
    }

    /// The Go, if it may be started: see [`UsableGo`].
    pub(crate) fn usable<'a>(&self, go: &'a Builder) -> Result<UsableGo<'a>, NotUsable> {
        go.usable(|version| self.policy.usable(version), |program| self.startable(program))
    }

    /// Tries `to` on modules, and compares with `from`. Each command is announced.
    pub(crate) fn rehearse(
        &self,
        (from, to): (UsableGo<'_>, UsableGo<'_>),
        projects: &[PathBuf],
        trials: &TrialPlan,
        cancel: &Cancel,
        hear: &dyn Fn(RehearsalProgress),
    ) -> Result<RehearsalReport, NotRehearsed> {
        if projects.is_empty() {
            return Err(NotRehearsed::NoProjects);
        }
        let work = WorkFolder::create(&self.home, Work::Rehearsal)?.ok_or(NotRehearsed::Busy)?;
        let variables = self.terminal_variables();
        let told = |name: &str| self.told(name).map(|told| told.value);
        let settings = GoSettings::of_process(&told, from.root());
        let setting = |name: &str| settings.value(&told, name);
        let surroundings = CommandSurroundings {
            variables: &variables,
            setting: &setting,
            // without one, go would create it
            module_cache: environment::module_cache(&told).filter(|cache| cache.is_dir()),
            cores: cores(),
            build_cache: self.test_build_cache(),
        };
        let (tests, test_time) = (trials.tests.is_some(), trials.tests.unwrap_or_default());
        let fixes = trials.fixes && rehearsal::knows_fixes(to.version());
        let too_old = (trials.fixes && !fixes).then(|| say!(FixesTooOld { version: to.version().as_str() }));
        let too_old = too_old.map(|says| Problem::new(Code::RehearsalLimited, says));
        let (raised, work) = (&trials.raised, work.path());
        let rehearsal = Rehearsal { from, to, projects, tests, test_time, fixes, raised, surroundings, work };
        let report = rehearsal.run(self.now(), cancel, hear)?;
        Ok(RehearsalReport { warnings: unguarded(tests).into_iter().chain(too_old).collect(), ..report })
    }
}

/// Half of the cores, so that the user can continue with other work.
fn cores() -> u32 {
    let all = thread::available_parallelism().map_or(1, usize::from);
    u32::try_from(all.div_ceil(2)).unwrap_or(1)
}

/// The warning where tests may reach more than they should. Without tests, nothing of a project runs.
pub(crate) fn unguarded(tests: bool) -> Option<Problem> {
    if tests { unguarded_by(platform::confinement()) } else { None }
}

fn unguarded_by(power: ConfinementPower) -> Option<Problem> {
    let stated = |sentence: Sentence, next: Sentence| Problem::new(Code::RehearsalLimited, sentence).with_next(next);
    if power.writes != WriteHold::Refused {
        Some(stated(Sentence::RehearsalUnguarded, Sentence::CommitBeforeTests))
    } else if power.signals == Hold::No {
        Some(stated(Sentence::RehearsalSignals, Sentence::SaveBeforeTests))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_system_cannot_hold_is_said() {
        let says = |writes, signals| {
            let (watched, enforced) = (Hold::Watched, Hold::Enforced);
            let (memory, processes, cores, descendants) = (watched, watched, enforced, enforced);
            let power = ConfinementPower { writes, memory, processes, cores, descendants, signals };
            unguarded_by(power).map(|problem| problem.message.to_string())
        };
        let said = |words: &str, message: Option<String>| message.is_some_and(|message| message.contains(words));
        assert_eq!(says(WriteHold::Refused, Hold::Enforced), None); // Linux 6.12
        assert!(said("6.12", says(WriteHold::Refused, Hold::No))); // older ones
        assert!(said("writing", says(WriteHold::No, Hold::No))); // Windows, macOS, Linux without Landlock
        assert!(unguarded(false).is_none());
    }
}
