//! What the doctor says: findings, and the checks that found nothing.
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::fix::Fix;
use crate::report::Problem;

/// The answer of `doctor`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DoctorReport {
    /// What is wrong, the worst first; also what the user wants to be left alone with.
    pub findings: Vec<Finding>,
    /// The checks that found nothing.
    pub passed: Vec<Passed>,
    /// The checks for which something is not known.
    #[cfg_attr(feature = "specta", specta(optional))]
    pub not_checked: Vec<NotChecked>,
    /// When it looked.
    #[schemars(with = "String")]
    #[cfg_attr(feature = "specta", specta(type = crate::bindings::Timestamp))]
    pub checked_at: Timestamp,
    /// What the user should know: what could not be looked at.
    pub warnings: Vec<Problem>,
}

/// Something that is wrong with how Go is set up here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Its stable name, as `path.shadowed`.
    pub id: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in the user's terms.
    pub title: String,
    /// What shows it: values, paths, and where they are kept.
    pub evidence: Vec<String>,
    /// What happens because of it, why, and what helps.
    pub explanation: String,
    /// What Upgo can do about it; `null` where that is nothing.
    pub fix: Option<Fix>,
    /// Whether the user wants to be left alone with it.
    pub ignored: bool,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Something does not work, or not as the user chose it.
    Problem,
    /// It works today and may not tomorrow.
    Caution,
    /// It could be better.
    Hint,
}

/// A check that found nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Passed {
    /// Its stable name.
    pub id: String,
    /// What is as it should be.
    pub title: String,
}

/// A check that was not made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct NotChecked {
    /// Its stable name.
    pub id: String,
    /// What would be as it should be.
    pub title: String,
    /// What is not known.
    pub why: String,
}
