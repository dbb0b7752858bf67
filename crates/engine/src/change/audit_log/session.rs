//! Tasks with administrator rights, in the audit log.
use super::{AuditEntry, AuditEvent, AuditLog, AuditOutcome};
use crate::base::report::{Cancel, Problem};
use crate::change::elevation::{Result, Session, Stage, Task, TaskDone};

pub(crate) struct Audited {
    session: Box<dyn Session>,
    audit: AuditLog,
}

impl Audited {
    pub(crate) fn new(session: Box<dyn Session>, audit: AuditLog) -> Self {
        Self { session, audit }
    }
}

impl Session for Audited {
    fn perform(&mut self, task: &Task, cancel: &Cancel, report: &mut dyn FnMut(Stage)) -> Result<TaskDone> {
        let result = self.session.perform(task, cancel, report);
        let what = crate::change::log::task_title(task);
        let entry = AuditEntry { what, ..self.audit.entry(AuditEvent::Elevation) };
        let entry = match &result {
            Ok(_) => entry.ended(AuditOutcome::Done),
            Err(error) => entry.because(&Problem::of(error)),
        };
        // The change that needs it has its own entries; if one must be written, that was seen before the change began.
        self.audit.add(entry).ok();
        result
    }
}
