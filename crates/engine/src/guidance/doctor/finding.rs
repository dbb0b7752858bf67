//! The doctor's report: the findings, and the checks that found nothing.
use jiff::Timestamp;

use crate::base::report::Problem;
use crate::base::words::Statement;
use crate::change::offered_fix::Fix;

#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct DoctorReport {
    /// The findings, the most severe first, including those that the user ignores.
    pub findings: Vec<Finding>,
    /// The checks that found nothing.
    pub passed: Vec<Passed>,
    /// The checks that lacked information.
    #[cfg_attr(feature = "specta", specta(optional))]
    pub not_checked: Vec<NotChecked>,
    pub checked_at: Timestamp,
    /// Warnings for the user: what could not be examined.
    pub warnings: Vec<Problem>,
}

/// A problem in the Go setup of this machine.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct Finding {
    /// The stable id, such as `path.shadowed`.
    pub id: String,
    pub severity: Severity,
    /// What is wrong, in the user's terms.
    pub title: Statement,
    /// The evidence: values, paths, and where they are stored.
    pub evidence: Vec<Statement>,
    /// The consequences, their cause, and the remedy.
    pub explanation: Statement,
    /// The fix that Upgo offers; `null` if it has none.
    pub fix: Option<Fix>,
    /// Whether the user ignores this finding.
    pub ignored: bool,
}

#[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema, Type)]
pub enum Severity {
    /// Something does not work, or not as the user configured it.
    Problem,
    /// Something works today but may break.
    Caution,
    /// Something could be better.
    Hint,
}

/// A check that found nothing.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct Passed {
    pub id: String,
    pub title: Statement,
}

/// A check that did not run.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct NotChecked {
    pub id: String,
    /// The statement that it would check.
    pub title: Statement,
    /// The missing information.
    pub why: Statement,
}
