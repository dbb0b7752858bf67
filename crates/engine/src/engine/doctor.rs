//! `doctor`: gathers the facts and looks what is wrong. Executes nothing and asks no network.
use super::Engine;
use crate::doctor::DoctorReport;
use crate::report::Problem;

impl Engine {
    /// What is wrong with how Go is set up on this machine. Executes nothing and asks no network.
    pub fn doctor(&self) -> Result<DoctorReport, Problem> {
        let warnings = self.standing_warnings();
        Ok(DoctorReport { findings: Vec::new(), passed: Vec::new(), checked_at: self.now(), warnings })
    }
}
