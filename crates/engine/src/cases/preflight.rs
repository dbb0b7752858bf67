//! `preflight`: whether an unattended upgrade would succeed, before it is started. Changes nothing.
use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;

use super::Engine;
use crate::base::display::one_line;
use crate::base::module;
use crate::base::report::{Cancel, Code, Problem, size};
use crate::base::version::Version;
use crate::change::mirror::{MirrorFile, file_at};
use crate::change::plan::{Plan, Step};
use crate::change::request::ChangeRequest;
use crate::choices::policy::PolicyValue;
use crate::choices::settings::RehearseWith;
use crate::guidance::doctor::SmartAppControl;
use crate::machine::platform::{self, Access};
use crate::store;

/// The output of `preflight`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PreflightReport {
    /// Whether an unattended upgrade would succeed, as far as that can be known before: no check has failed.
    pub ready: bool,
    /// Whether there is something to upgrade.
    pub upgrades: bool,
    /// The Go before the upgrade; `null` if there is none, or if it is unknown.
    pub from: Option<Version>,
    /// The release to which the upgrade leads; `null` if it is unknown.
    pub to: Option<Version>,
    /// Every check, always in the same order.
    pub checks: Vec<PreflightCheck>,
    /// Warnings for the user.
    pub warnings: Vec<Problem>,
}

/// A check of `preflight`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PreflightCheck {
    /// What is checked.
    pub id: PreflightSubject,
    /// What was found.
    pub outcome: PreflightOutcome,
    /// The finding, as a text in English.
    pub detail: String,
    /// What is wrong, and what to do; `null` if nothing is.
    pub problem: Option<Problem>,
}

/// What `preflight` checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PreflightSubject {
    /// The release list.
    Feed,
    /// The policy of the organization.
    Policy,
    /// Whether the upgrade can be planned, and what it is.
    Plan,
    /// Whether the operating system can run the release.
    System,
    /// Whether this account may write to Upgo's folder, and nobody has to confirm an administrator prompt.
    Rights,
    /// The free disk space.
    Disk,
    /// The sources of the archive.
    Sources,
    /// The independent proof of the release.
    Proof,
    /// The programs that run from the Go that the upgrade replaces.
    Running,
    /// A pending restart of the machine.
    Restart,
    /// The projects that decide whether the upgrade is kept.
    Projects,
    /// Whether Smart App Control may block programs.
    AppControl,
}

/// What a check of `preflight` found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PreflightOutcome {
    /// Nothing stands in the way.
    Pass,
    /// The upgrade would succeed, or its success depends on what only the upgrade finds out.
    Warn,
    /// The upgrade would fail.
    Fail,
    /// It could not be checked, because another check failed.
    Unknown,
}

use PreflightOutcome::{Fail, Pass, Unknown, Warn};
use PreflightSubject as Subject;

/// The codes of a release list that cannot be used.
const OF_FEED: [Code; 6] =
    [Code::NetOffline, Code::NetTls, Code::NetProxy, Code::NetStatus, Code::NetFeed, Code::VerifyFeeds];

/// The codes of what the policy refuses.
const OF_POLICY: [Code; 3] = [Code::PolicyVersion, Code::PolicySetting, Code::PolicyMalformed];

impl PreflightCheck {
    fn new(id: Subject, outcome: PreflightOutcome, detail: impl Into<String>) -> Self {
        Self { id, outcome, detail: detail.into(), problem: None }
    }

    fn with(id: Subject, outcome: PreflightOutcome, problem: Problem) -> Self {
        Self { id, outcome, detail: problem.message.to_string(), problem: Some(problem) }
    }

    fn not_planned(id: Subject) -> Self {
        Self::new(id, Unknown, "there is no plan")
    }
}

impl Engine {
    /// Whether an unattended run of `request` would succeed, and what stands in its way.
    ///
    /// # Errors
    /// Only if the user cancels. Other failures are part of the report.
    pub fn preflight(&self, request: &ChangeRequest, cancel: &Cancel) -> Result<PreflightReport, Problem> {
        let mut warnings = self.standing_warnings();
        let planned = self.plan(request, cancel);
        let plan = match planned {
            Ok(planned) => {
                warnings.extend(planned.warnings);
                Ok(planned.plan)
            }
            Err(problem) if problem.code == Code::Cancelled => return Err(problem),
            Err(problem) => Err(problem),
        };
        let made = plan.as_ref().ok();
        let checks = vec![
            feed(&plan, &warnings),
            self.check_policy(&plan),
            planned_as(&plan),
            check_system(&plan),
            self.check_rights(made),
            self.check_disk(made),
            self.check_sources(made, cancel)?,
            self.check_proof(made, cancel)?,
            self.check_running(made),
            self.check_restart(made),
            self.check_projects(),
            self.check_app_control(),
        ];
        Ok(PreflightReport {
            ready: checks.iter().all(|check| check.outcome != Fail),
            upgrades: made.is_some_and(|plan| plan.decisive_step().is_some()),
            from: made.and_then(|plan| plan.from.clone()),
            to: made.and_then(|plan| plan.to.clone()),
            checks,
            warnings,
        })
    }

    fn check_policy(&self, plan: &Result<Plan, Problem>) -> PreflightCheck {
        let id = Subject::Policy;
        if let Err(problem) = plan
            && OF_POLICY.contains(&problem.code)
        {
            return PreflightCheck::with(id, Fail, problem.clone());
        }
        let policy = self.policy();
        let keys = |is_meant: fn(&PolicyValue) -> bool| {
            let meant = policy.values.iter().filter(|value| is_meant(value));
            meant.map(|value| &*value.key).collect::<Vec<_>>().join(", ")
        };
        let malformed = keys(PolicyValue::is_mistake);
        if let Some(problem) = policy.problems.first() {
            PreflightCheck::new(id, Warn, problem.to_string())
        } else if !malformed.is_empty() {
            PreflightCheck::new(id, Warn, format!("{malformed} cannot be read; Upgo applies the safer interpretation"))
        } else if policy.values.is_empty() {
            PreflightCheck::new(id, Pass, "no policy is set")
        } else {
            PreflightCheck::new(id, Pass, format!("the policy sets {}", keys(|_| true)))
        }
    }

    fn check_rights(&self, plan: Option<&Plan>) -> PreflightCheck {
        let id = Subject::Rights;
        if let Err(error) = self.own_home() {
            return PreflightCheck::with(id, Fail, error.into());
        }
        let folder = self.existing_folder();
        if let Access::Denied | Access::ReadOnly = platform::access(folder) {
            let problem = Problem::new(Code::Permission, format!("{} is not writable", folder.display()));
            return PreflightCheck::with(id, Fail, problem);
        }
        match plan.map(|plan| self.require_no_prompt(plan)) {
            Some(Err(problem)) => PreflightCheck::with(id, Fail, problem),
            Some(Ok(())) => PreflightCheck::new(id, Pass, "no administrator prompt is needed"),
            None => PreflightCheck::not_planned(id),
        }
    }

    /// Upgo's folder. One that does not exist yet will be created in the nearest existing one.
    pub(super) fn existing_folder(&self) -> &Path {
        let home = self.home().root();
        home.ancestors().find(|folder| folder.is_dir()).unwrap_or(home)
    }

    fn check_disk(&self, plan: Option<&Plan>) -> PreflightCheck {
        let id = Subject::Disk;
        let Some(plan) = plan else { return PreflightCheck::not_planned(id) };
        let archives = plan.steps.iter().filter_map(|step| match step {
            Step::Download { archive, .. } => Some(store::space_for(archive.size)),
            _ => None,
        });
        let Some(needed) = archives.max() else { return PreflightCheck::new(id, Pass, "no space is needed") };
        match platform::free_space(self.existing_folder()) {
            Ok(free) if free >= needed => PreflightCheck::new(id, Pass, format!("{} are free", size(free))),
            Ok(free) => {
                let message = format!("{} are free, and the upgrade needs {}", size(free), size(needed));
                PreflightCheck::with(id, Fail, Problem::new(Code::DiskFull, message))
            }
            Err(error) => PreflightCheck::new(id, Unknown, format!("the free space is unknown: {error}")),
        }
    }

    /// Asks each source of the archive for its first byte.
    fn check_sources(&self, plan: Option<&Plan>, cancel: &Cancel) -> Result<PreflightCheck, Problem> {
        let id = Subject::Sources;
        let Some(plan) = plan else { return Ok(PreflightCheck::not_planned(id)) };
        let download = plan.steps.iter().find_map(|step| match step {
            Step::Download { archive, sources, .. } => Some((archive, sources)),
            _ => None,
        });
        let Some((archive, sources)) = download else {
            return Ok(PreflightCheck::new(id, Pass, "no archive is downloaded"));
        };
        if module::is_zip(&archive.filename) {
            return Ok(PreflightCheck::new(id, Unknown, "a module proxy is asked only by the upgrade itself"));
        }
        let (mut reached, mut failed) = (0, Vec::new());
        for source in sources {
            match file_at(&self.http, source, archive, cancel) {
                Ok(MirrorFile::Here { .. }) => reached += 1,
                Ok(MirrorFile::OtherLength { .. }) => {
                    let message = format!("{source} has another {}", archive.filename);
                    failed.push(Problem::new(Code::NetStatus, message));
                }
                Ok(MirrorFile::Missing { problem }) => failed.push(problem),
                Err(error) => failed.push(cancelled_or(error.into())?),
            }
        }
        let detail = format!("{reached} of {} sources have {}", sources.len(), archive.filename);
        let outcome = match (reached, &*failed) {
            (0, _) => Fail,
            (_, []) => Pass,
            _ => Warn,
        };
        Ok(PreflightCheck { id, outcome, detail, problem: failed.into_iter().next() })
    }

    fn check_proof(&self, plan: Option<&Plan>, cancel: &Cancel) -> Result<PreflightCheck, Problem> {
        let id = Subject::Proof;
        let Some(plan) = plan else { return Ok(PreflightCheck::not_planned(id)) };
        let brings = plan.steps.iter().find_map(|step| match step {
            Step::Download { version, .. } => Some(version),
            _ => None,
        });
        let Some(version) = brings else { return Ok(PreflightCheck::new(id, Pass, "nothing needs a proof")) };
        if self.is_silent().is_some() {
            return Ok(PreflightCheck::new(id, Pass, "the settings demand no answer of the checksum database"));
        }
        let problem = match self.record(version, cancel) {
            Ok(said) => {
                let whose = said.own_database().map_or_else(
                    || "the checksum database".to_owned(),
                    |name| format!("your own checksum database {}", one_line(name)),
                );
                return Ok(PreflightCheck::new(id, Pass, format!("{whose} has a record of the release")));
            }
            Err(error) => cancelled_or((*error).into())?,
        };
        // a missing record may be allowed by the settings, or made up for by the signature of the archive
        let outcome = if problem.code == Code::VerifyContradicts { Fail } else { Warn };
        Ok(PreflightCheck::with(id, outcome, problem))
    }

    fn check_running(&self, plan: Option<&Plan>) -> PreflightCheck {
        let id = Subject::Running;
        let Some(plan) = plan else { return PreflightCheck::not_planned(id) };
        if let Some(used) = self.in_use(plan).first() {
            return PreflightCheck::with(id, Fail, Problem::new(Code::FileBusy, used.to_string()));
        }
        let running = self.running(plan);
        if running.is_empty() {
            return PreflightCheck::new(id, Pass, "no program runs from the Go that is replaced");
        }
        let names: Vec<String> = running.iter().map(ToString::to_string).collect();
        PreflightCheck::new(
            id,
            Warn,
            format!("these keep using the old Go until they are restarted: {}", names.join(", ")),
        )
    }

    fn check_restart(&self, plan: Option<&Plan>) -> PreflightCheck {
        let id = Subject::Restart;
        match self.pending_restart() {
            None => PreflightCheck::new(id, Pass, "no restart is pending"),
            Some(sign) => {
                // only Windows Installer cares
                let outcome = if plan.is_some_and(Plan::needs_admin) { Fail } else { Warn };
                PreflightCheck::new(id, outcome, format!("the machine waits for a restart ({sign})"))
            }
        }
    }

    fn check_projects(&self) -> PreflightCheck {
        let settings = self.settings();
        let is_tried = [settings.rehearse_before_upgrade, settings.rehearse_after_upgrade]
            .into_iter()
            .any(|with| with != RehearseWith::Off);
        if is_tried {
            let detail = "the upgrade tries your projects, and does not stay if one of them breaks (exit code 14)";
            PreflightCheck::new(Subject::Projects, Warn, detail)
        } else {
            PreflightCheck::new(Subject::Projects, Pass, "no project decides about the upgrade")
        }
    }
}

impl Engine {
    fn check_app_control(&self) -> PreflightCheck {
        let (outcome, detail) = match self.smart_app_control() {
            Some(SmartAppControl::On) => {
                (Warn, "Smart App Control is on, and may block programs that are neither signed nor well known")
            }
            Some(SmartAppControl::Evaluates) => (Pass, "Smart App Control blocks nothing yet, but may turn itself on"),
            None => (Pass, "Smart App Control is not on"),
        };
        PreflightCheck::new(Subject::AppControl, outcome, detail)
    }
}

fn feed(plan: &Result<Plan, Problem>, warnings: &[Problem]) -> PreflightCheck {
    let is_about_feed = |problem: &&Problem| OF_FEED.contains(&problem.code);
    match (plan, warnings.iter().find(is_about_feed)) {
        (Err(problem), _) if OF_FEED.contains(&problem.code) => {
            PreflightCheck::with(Subject::Feed, Fail, problem.clone())
        }
        (_, Some(problem)) => PreflightCheck::with(Subject::Feed, Warn, problem.clone()),
        (Ok(_), None) => PreflightCheck::new(Subject::Feed, Pass, "the release list is up to date"),
        (Err(_), None) => PreflightCheck::not_planned(Subject::Feed),
    }
}

fn planned_as(plan: &Result<Plan, Problem>) -> PreflightCheck {
    match plan {
        Err(problem) => PreflightCheck::with(Subject::Plan, Fail, problem.clone()),
        Ok(plan) => {
            let name = |version: &Option<Version>| version.as_ref().map_or("no Go".to_owned(), ToString::to_string);
            let detail = match plan.decisive_step() {
                None => format!("{} is up to date", name(&plan.to)),
                Some(_) => format!("from {} to {}", name(&plan.from), name(&plan.to)),
            };
            PreflightCheck::new(Subject::Plan, Pass, detail)
        }
    }
}

fn check_system(plan: &Result<Plan, Problem>) -> PreflightCheck {
    match plan {
        Ok(_) => PreflightCheck::new(Subject::System, Pass, "the system can run the release"),
        Err(problem) if problem.code == Code::VersionSystem => {
            PreflightCheck::with(Subject::System, Fail, problem.clone())
        }
        Err(_) => PreflightCheck::not_planned(Subject::System),
    }
}

/// A failure is a finding, but the user's wish to stop is not.
fn cancelled_or(problem: Problem) -> Result<Problem, Problem> {
    if problem.code == Code::Cancelled { Err(problem) } else { Ok(problem) }
}
