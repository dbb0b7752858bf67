//! Programs that run from a folder to be removed. They are found before anything is changed, and never closed.
use std::fmt;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use super::{ApplyError, Result};
use crate::base::report::{Cancel, Event, Events};
use crate::base::words::Statement;
use crate::change::plan::{Plan, Removes};
use crate::machine::home::Home;
use crate::machine::platform::{Processes, RunningProgram};

/// What to do with a change while programs run from a toolchain that it removes.
#[answer(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub enum WhileRunning {
    /// Refuse it, and name the programs.
    #[default]
    Refuse,
    /// Wait until they have ended.
    Wait,
    /// Continue. If the system refuses to move a folder that a program runs from, nothing is changed.
    GoOn,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InUse {
    pub folder: PathBuf,
    pub programs: Vec<RunningProgram>,
}

impl fmt::Display for InUse {
    /// `C:\…\go1.27.3 is in use by compile (processes 9020, 11408) and go (process 4312)`.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.says().fmt(to)
    }
}

impl InUse {
    pub(crate) fn says(&self) -> Statement {
        let programs = Statement::quoted(listed(&self.programs));
        say!(InUseBy { folder: self.folder.as_path(), programs })
    }
}

/// `compile (process 9020), go (process 4312) and gofmt (process 7)`.
pub(super) fn listed(programs: &[RunningProgram]) -> String {
    let names: Vec<String> = programs.iter().map(ToString::to_string).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// The folders that `plan` removes and that programs are running from, and the caches that it cleans and that go
/// commands may be using. A program that ends within a moment does not count.
pub(crate) fn in_use(home: &Home, plan: &Plan) -> Vec<InUse> {
    lasting(|| in_use_now(home, plan), || thread::sleep(MOMENT))
}

/// What `look` still finds after the last of several looks. There is only one if it finds nothing.
fn lasting(look: impl Fn() -> Vec<InUse>, pause: impl Fn()) -> Vec<InUse> {
    let mut found = look();
    for _ in 0..MOMENTS {
        if found.is_empty() {
            break;
        }
        pause();
        found = look();
    }
    found
}

fn in_use_now(home: &Home, plan: &Plan) -> Vec<InUse> {
    if !plan.removes() {
        return Vec::new(); // most plans: no process list is needed
    }
    let processes = Processes::now();
    let found = plan.removals().map(|removes| match removes {
        Removes::Toolchain { version, .. } => {
            let folder = home.toolchain(version);
            InUse { programs: processes.running_from(&folder), folder }
        }
        Removes::Downloaded { folder, go, .. } => {
            let folder = go.root(folder);
            InUse { programs: processes.running_from(&folder), folder }
        }
        // Any go command may be reading or writing a cache, such as a build that runs now.
        Removes::Cache { folder, .. } => InUse { programs: processes.called("go"), folder: folder.to_owned() },
    });
    found.filter(|found| !found.programs.is_empty()).collect()
}

/// Each `go` starts a separate program for Go's telemetry, which runs for a moment after it has ended.
const MOMENT: Duration = Duration::from_millis(100);
const MOMENTS: usize = 3;

const PAUSE: Duration = Duration::from_millis(200);

/// Returns once no program prevents the plan from removing its folders.
pub(super) fn settle(
    home: &Home,
    plan: &Plan,
    choice: WhileRunning,
    cancel: &Cancel,
    events: Events<'_>,
) -> Result<()> {
    match choice {
        WhileRunning::GoOn => Ok(()),
        WhileRunning::Refuse => match in_use(home, plan) {
            found if found.is_empty() => Ok(()),
            found => Err(ApplyError::InUse(found)),
        },
        WhileRunning::Wait => {
            let step = plan.steps.iter().position(|step| step.facts().removes.is_some()).unwrap_or_default();
            let waiting = |reason| events(Event::Waiting { step, reason });
            wait(|| in_use_now(home, plan), waiting, || thread::sleep(PAUSE), cancel)
        }
    }
}

/// Reports what it waits for whenever that changes.
fn wait(look: impl Fn() -> Vec<InUse>, say: impl Fn(Statement), pause: impl Fn(), cancel: &Cancel) -> Result<()> {
    let mut said = None;
    loop {
        let found = look();
        if found.is_empty() {
            return Ok(());
        }
        cancel.check()?;
        let reason = Statement::all(found.iter().map(InUse::says));
        if reason != said {
            reason.iter().cloned().for_each(&say);
            said = reason;
        }
        pause();
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    fn used_by(programs: &[(&str, &[u32])]) -> Vec<InUse> {
        let program = |&(name, pids): &(&str, &[u32])| RunningProgram { name: name.into(), pids: pids.to_vec() };
        vec![InUse { folder: "/h/go1.27.3".into(), programs: programs.iter().map(program).collect() }]
    }

    #[test]
    fn the_sentence_names_each_program_with_its_processes() {
        for (programs, expected) in [
            (&[("go", &[12][..])][..], "/h/go1.27.3 is in use by go (process 12)"),
            (
                &[("compile", &[9, 10]), ("go", &[12]), ("gopls", &[3])],
                "/h/go1.27.3 is in use by compile (processes 9, 10), go (process 12) and gopls (process 3)",
            ),
        ] {
            assert_eq!(Statement::all(used_by(programs).iter().map(InUse::says)).unwrap().to_string(), expected);
        }
    }

    #[test]
    fn a_program_that_ends_within_a_moment_does_not_count() {
        let used = || used_by(&[("go", &[12])]);
        for (answers, expected, pauses) in [
            (vec![vec![]], vec![], 0),
            (vec![used(), vec![]], vec![], 1),
            (vec![used(), used(), used(), vec![]], vec![], 3),
            (vec![used(), used(), used(), used_by(&[("compile", &[9])]), vec![]], used_by(&[("compile", &[9])]), 3),
        ] {
            let (answers, paused) = (RefCell::new(answers.into_iter()), RefCell::new(0));
            let found = lasting(|| answers.borrow_mut().next().unwrap(), || *paused.borrow_mut() += 1);
            assert_eq!((found, paused.into_inner()), (expected, pauses));
        }
    }

    #[test]
    fn a_wait_reports_changes_once_and_ends_with_the_last_program() {
        let answers = RefCell::new(vec![Vec::new(), used_by(&[("go", &[12])]), used_by(&[("go", &[12, 13])])]);
        answers.borrow_mut().push(used_by(&[("go", &[12, 13])]));
        let said = RefCell::new(Vec::new());
        let look = || answers.borrow_mut().pop().unwrap();
        wait(look, |reason| said.borrow_mut().push(reason.to_string()), || {}, &Cancel::default()).unwrap();
        let expected = ["processes 12, 13", "process 12"].map(|it| format!("/h/go1.27.3 is in use by go ({it})"));
        assert_eq!(*said.borrow(), expected);
    }

    #[test]
    fn cancelling_ends_the_wait() {
        let cancel = Cancel::default();
        let ended = wait(|| used_by(&[("go", &[12])]), |_| {}, || cancel.cancel(), &cancel);
        assert!(ended.unwrap_err().is_cancel());
    }
}
