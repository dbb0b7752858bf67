//! Tasks with administrator rights, in the log.
use std::time::Instant;

use super::{Log, LogEvent, Note};
use crate::base::report::{Cancel, Problem};
use crate::change::elevation::{Result, Session, Stage, Task, TaskDone};

pub(crate) struct Noted {
    session: Box<dyn Session>,
    log: Log,
}

impl Noted {
    pub(crate) fn new(session: Box<dyn Session>, log: Log) -> Self {
        Self { session, log }
    }
}

impl Session for Noted {
    fn perform(&mut self, task: &Task, cancel: &Cancel, report: &mut dyn FnMut(Stage)) -> Result<TaskDone> {
        let (log, begun) = (self.log.clone(), Instant::now());
        let mut with_note = |stage| {
            if stage == Stage::Asking {
                log.add(Note::new(LogEvent::ElevationAsked, task_title(task)));
            }
            report(stage);
        };
        let result = self.session.perform(task, cancel, &mut with_note);
        let what = if result.is_ok() { LogEvent::ElevationDone } else { LogEvent::ElevationFailed };
        let note = Note::new(what, task_title(task)).took(Some(begun.elapsed()));
        let problem = result.as_ref().err().map(|error| Problem::of(error));
        log.add(problem.iter().fold(note, Note::because));
        result
    }
}

pub(crate) fn task_title(task: &Task) -> String {
    match task {
        Task::InstallMsi { version, arch, .. } => format!("install {version} ({arch}) for all users"),
        Task::RepairMsi { version, arch, .. } => format!("repair {version} ({arch}) for all users"),
        Task::UninstallMsi { version, arch } => format!("uninstall {version} ({arch}) for all users"),
        Task::EditMachine { name, .. } => format!("edit the machine-wide {name}"),
    }
}
