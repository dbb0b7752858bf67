//! The reports that a policy wants in a folder, after each check and while Go changes. The folder is often a share,
//! which may be slow or gone, so a thread writes and nothing waits long: a lost report is followed by another.
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use super::Engine;
use super::fleet::write_report;
use crate::base::report::{Problem, Result, StepKind};
use crate::change::log::{Level, LogEvent, Note};
use crate::guidance::fleet::MachineReport;

/// How long a command waits for its last report.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) struct FleetReports {
    base: MachineReport,
    reports: Sender<MachineReport>,
    /// Locked, because events come from several threads.
    written: Mutex<Receiver<Result<()>>>,
}

impl FleetReports {
    fn begin(base: MachineReport, folder: PathBuf) -> Self {
        let (reports, to_write) = channel::<MachineReport>();
        let (done, written) = channel();
        thread::spawn(move || {
            let mut last = Ok(());
            while let Ok(report) = to_write.recv() {
                let newest = to_write.try_iter().last().unwrap_or(report);
                last = write_report(&newest, &folder).map(drop);
            }
            done.send(last).ok(); // nobody waits any more
        });
        Self { base, reports, written: Mutex::new(written) }
    }

    pub(super) fn at(&self, stage: Option<StepKind>, now: Timestamp) {
        self.send(MachineReport { stage, at: Some(now), ..self.base.clone() });
    }

    fn send(&self, report: MachineReport) {
        self.reports.send(report).ok(); // the thread has ended only if it has panicked
    }

    /// Returns why the last report could not be written in time.
    fn end(self, report: MachineReport) -> Result<(), Option<Problem>> {
        self.send(report);
        drop(self.reports);
        let written = self.written.into_inner().unwrap_or_else(PoisonError::into_inner);
        written.recv_timeout(PATIENCE).map_err(|_| None)?.map_err(Some)
    }
}

impl Engine {
    /// `None` if the policy wants no reports.
    pub(super) fn fleet_reports(&self) -> Option<FleetReports> {
        let folder = self.policy().policy.fleet_report_to.clone()?;
        let base = self.machine_report().ok()?;
        Some(FleetReports::begin(base, folder))
    }

    /// Only if the policy wants it. A failure is in the log, and nowhere else.
    pub(super) fn report_to_fleet(&self, reports: Option<FleetReports>) {
        let Some(folder) = self.policy().policy.fleet_report_to.clone() else { return };
        let ended = match self.machine_report() {
            Ok(report) => reports.unwrap_or_else(|| FleetReports::begin(report.clone(), folder)).end(report),
            Err(problem) => Err(Some(problem)),
        };
        if let Err(problem) = ended {
            let text = "the report for the fleet was not written";
            let note = Note::new(LogEvent::FleetReportFailed, text).at(Level::Warn);
            self.note(problem.as_ref().into_iter().fold(note, Note::because));
        }
    }
}
