//! Tasks with administrator rights, in the log and in the audit log.
use std::time::Instant;

use crate::base::report::{Cancel, Problem};
use crate::change::audit_log::{AuditEntry, AuditEvent, AuditLog, AuditOutcome};
use crate::change::elevation::{Result, Session, Stage, Task, TaskDone};
use crate::change::log::{Log, LogEvent, Note};

pub(super) struct Recorded {
    pub(super) session: Box<dyn Session>,
    pub(super) log: Log,
    pub(super) audit_log: AuditLog,
}

impl Session for Recorded {
    fn perform(&mut self, task: &Task, cancel: &Cancel, report: &mut dyn FnMut(Stage)) -> Result<TaskDone> {
        let (log, what, begun) = (self.log.clone(), title(task), Instant::now());
        let mut with_note = |stage: Stage| {
            if stage == Stage::Asking {
                log.add(Note::new(LogEvent::ElevationAsked, what.as_str()));
            }
            report(stage);
        };
        let result = self.session.perform(task, cancel, &mut with_note);
        let event = if result.is_ok() { LogEvent::ElevationDone } else { LogEvent::ElevationFailed };
        let note = Note::new(event, what.as_str()).took(Some(begun.elapsed()));
        let problem = result.as_ref().err().map(|error| Problem::of(error));
        log.add(problem.iter().fold(note, Note::because));
        let entry = AuditEntry { what, ..self.audit_log.entry(AuditEvent::Elevation) };
        let entry = match &problem {
            None => entry.ended(AuditOutcome::Done),
            Some(problem) => entry.because(problem),
        };
        // The change that needs it has its own entries; if one must be written, that was seen before the change began.
        self.audit_log.add(entry).ok();
        result
    }
}

fn title(task: &Task) -> String {
    match task {
        Task::InstallMsi { version, arch, .. } => format!("install {version} ({arch}) for all users"),
        Task::RepairMsi { version, arch, .. } => format!("repair {version} ({arch}) for all users"),
        Task::UninstallMsi { version, arch } => format!("uninstall {version} ({arch}) for all users"),
        Task::EditMachine { name, .. } => format!("edit the machine-wide {name}"),
    }
}
