//! The JSON documents of the command line that are more than one report of the engine, for `docs/schemas`, too.
use std::path::PathBuf;

use jiff::Timestamp;

use crate::base::report::{Problem, StepTitle};
use crate::base::version::Version;
use crate::base::words::Statement;
use crate::cases::{Changed, Elsewhere, VerifyReport};
use crate::change::mirror::MirrorTrial;
use crate::change::plan::{ChangeName, Plan};
use crate::choices::settings::SettingEntry;
use crate::guidance::bug_report::ReportText;
use crate::guidance::watch::NextCheck;
use crate::guidance::whats_new::WhatsNewSummary;
use crate::machine::home::Home;
use crate::machine::platform::RunningProgram;

/// The output of `check --notify`.
#[answer(Debug, Serialize, JsonSchema)]
pub struct WatchReport {
    /// What was done, in order.
    pub did: Vec<Did>,
    /// When the next scheduled check has something to do.
    pub look_again: Timestamp,
    /// When releases and vulnerabilities are checked next, and the reason for that time.
    pub next_check: NextCheck,
    /// What failed.
    pub warnings: Vec<Problem>,
}

/// One action of a scheduled check.
#[answer(Debug, Serialize, JsonSchema)]
pub struct Did {
    /// `checkReleases`, `checkAdvisories`, `download`, `install`, `installAndSwitch`, `tell`, `updateSelf`.
    pub kind: &'static str,
    /// The version, if the action is about one.
    pub version: Option<Version>,
}

/// The output of `report`.
#[answer(Debug, Serialize, JsonSchema)]
pub struct ReportAnswer {
    pub file: PathBuf,
    /// Whether it was written. Without --yes, the output only shows what the report would contain.
    pub written: bool,
    pub texts: Vec<ReportText>,
    /// What stops other commands. The report contains it.
    pub warnings: Vec<Problem>,
}

/// The output of `report --print`.
#[answer(Debug, Serialize, JsonSchema)]
pub struct PrintedText {
    /// The name of the text in the report.
    pub name: String,
    pub text: String,
}

/// The output of a command that prints a text: `completions`, `man`, `help`, `--help`, `--version`, and
/// `settings export` without a file.
#[answer(Debug, Serialize, JsonSchema)]
pub struct Text {
    /// The text, as the command prints it without --json.
    pub text: String,
}

/// The output of a command that names a file: `log --path`, `settings path`, and `settings export FILE`.
#[answer(Debug, Serialize, JsonSchema)]
pub struct NamedFile {
    pub path: PathBuf,
}

/// The output of `policy check`.
#[answer(Debug, Serialize, JsonSchema)]
pub struct PolicyChecked {
    pub file: PathBuf,
    /// Each mistake, with its line.
    pub mistakes: Vec<Statement>,
}

/// The output of `settings` and `settings list`.
#[answer(Debug, Serialize, JsonSchema)]
pub struct SettingsAnswer {
    pub path: PathBuf,
    pub settings: Vec<SettingEntry>,
    /// What is in effect from environment variables or the operating system.
    pub elsewhere: Vec<Elsewhere>,
    /// Who manages the settings that the user cannot change; `null` if there is no policy.
    pub manager: Option<String>,
    /// What is wrong with the file, and with the policy.
    pub warnings: Vec<Problem>,
}

/// The output of `settings set` and `settings unset`.
#[answer(Debug, Serialize, JsonSchema)]
pub struct SettingChanged {
    pub key: String,
    pub changed: bool,
}

/// The output of `setup export`.
#[answer(Debug, Serialize, JsonSchema)]
pub struct SetupExported {
    /// The file; `null` for standard output.
    pub path: Option<PathBuf>,
    pub text: String,
    /// What is left out, because it belongs to this machine alone or is secret.
    pub warnings: Vec<Problem>,
}

/// The output of `settings import`.
#[answer(Debug, Serialize, JsonSchema)]
pub struct SettingsImported {
    pub changed: bool,
    /// The settings that this version does not know.
    pub warnings: Vec<Problem>,
}

/// The output of `mirror test`.
#[answer(Debug, Serialize, JsonSchema)]
pub struct MirrorTrials {
    pub mirrors: Vec<MirrorTrial>,
}

/// The output of `mirror serve`, printed once the mirror is reachable.
#[answer(Debug, Serialize, JsonSchema)]
pub struct MirrorServed {
    pub url: String,
}

/// The output of `--dry-run`.
#[answer(Debug, Serialize, JsonSchema)]
pub struct DryRun {
    pub plan: PlanReport,
    /// What the upgrade brings, in a few lines; `null` for another change, and if it is unknown.
    pub whats_new: Option<WhatsNewSummary>,
    /// The programs that run from a toolchain that the plan switches away from or removes.
    pub running: Vec<RunningProgram>,
    /// What else the user should know.
    pub warnings: Vec<Problem>,
}

/// A plan as `--dry-run` shows it. The journal keeps the complete plan.
#[answer(Debug, Serialize, JsonSchema)]
pub struct PlanReport {
    /// What it is about.
    #[serde(flatten)]
    pub change: ChangeName,
    pub steps: Vec<StepTitle>,
    /// Whether it needs an administrator prompt.
    pub needs_admin: bool,
}

impl PlanReport {
    pub fn of(plan: &Plan, home: &Home) -> Self {
        Self { change: ChangeName::from(plan), steps: plan.titles(home), needs_admin: plan.needs_admin() }
    }
}

/// The output of `doctor --fix --dry-run`.
#[answer(Debug, Serialize, JsonSchema)]
pub struct DoctorPlans {
    /// A plan for each finding that Upgo can fix.
    pub plans: Vec<DoctorPlan>,
}

/// A plan that would fix a finding.
#[answer(Debug, Serialize, JsonSchema)]
pub struct DoctorPlan {
    pub id: String,
    pub plan: PlanReport,
    /// What else the user should know.
    pub warnings: Vec<Problem>,
}

/// The output of `doctor --fix`.
#[answer(Debug, Serialize, JsonSchema)]
pub struct DoctorChanges {
    pub fixed: Vec<DoctorChange>,
    pub left: Vec<String>,
}

/// A change that was made for a finding.
#[answer(Debug, Serialize, JsonSchema)]
pub struct DoctorChange {
    pub id: String,
    pub change: Changed,
}

/// The output of `doctor --ignore` and `doctor --show-again`.
#[answer(Debug, Serialize, JsonSchema)]
pub struct DoctorIgnored {
    pub id: String,
    pub ignored: bool,
}

/// The output of `verify` without a version.
#[answer(Debug, Serialize, JsonSchema)]
pub struct VerifyAll {
    /// Whether all files of every toolchain match the published release.
    pub ok: bool,
    pub toolchains: Vec<VerifyReport>,
    /// The toolchains that could not be compared.
    pub unknown: Vec<VerifyUnknown>,
}

/// A toolchain without a list of its published files.
#[answer(Debug, Serialize, JsonSchema)]
pub struct VerifyUnknown {
    pub version: Version,
    /// Why it could not be compared.
    pub problem: Problem,
}

/// The output of `verify --repair --dry-run` without a version.
#[answer(Debug, Serialize, JsonSchema)]
pub struct VerifyPlans {
    pub plans: Vec<VerifyPlan>,
}

/// A plan that would repair a toolchain.
#[answer(Debug, Serialize, JsonSchema)]
pub struct VerifyPlan {
    pub version: Version,
    pub plan: PlanReport,
    /// What else the user should know.
    pub warnings: Vec<Problem>,
}

/// The output of `verify --repair` without a version.
#[answer(Debug, Serialize, JsonSchema)]
pub struct VerifyChanges {
    pub repaired: Vec<VerifyChange>,
}

/// A toolchain that was repaired.
#[answer(Debug, Serialize, JsonSchema)]
pub struct VerifyChange {
    pub version: Version,
    pub change: Changed,
}
