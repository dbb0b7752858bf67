//! `preflight`: whether an unattended upgrade would succeed, before it is started. Changes nothing.
use std::path::Path;

use super::Engine;
use crate::base::display::one_line;
use crate::base::module;
use crate::base::report::{Cancel, Code, Problem, Result, size};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement, Value};
use crate::change::mirror::{MirrorFile, file_at};
use crate::change::plan::{Plan, PlanError, Step};
use crate::change::request::ChangeRequest;
use crate::choices::policy::PolicyValue;
use crate::choices::settings::RehearseWith;
use crate::guidance::doctor::SmartAppControl;
use crate::machine::platform::{self, Access};
use crate::store::{self, Vouched};

/// The output of `preflight`.
#[answer(Clone, Debug, Serialize, JsonSchema)]
pub struct PreflightReport {
    /// Whether an unattended upgrade would succeed, as far as that can be known before: no check has failed.
    pub ready: bool,
    /// Whether there is something to upgrade.
    pub upgrades: bool,
    /// The Go before the upgrade; `null` if there is none, or if it is unknown.
    pub from: Option<Version>,
    /// The release that the upgrade would install; `null` if it is unknown.
    pub to: Option<Version>,
    /// Every check, always in the same order.
    pub checks: Vec<PreflightCheck>,
    pub warnings: Vec<Problem>,
}

#[answer(Clone, Debug, Serialize, JsonSchema)]
pub struct PreflightCheck {
    /// What is checked.
    pub id: PreflightSubject,
    /// What was found.
    pub outcome: PreflightOutcome,
    /// The finding, as a text in English.
    pub detail: Statement,
    /// What is wrong, and what to do; `null` if nothing is.
    pub problem: Option<Problem>,
}

worded! {
    /// What `preflight` checks.
    #[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub enum PreflightSubject {
        /// The release list.
        Feed = PreflightFeed;
        /// The policy of the organization.
        Policy = PreflightPolicy;
        /// Whether the upgrade can be planned, and what it is.
        Plan = PreflightPlan;
        /// Whether the operating system can run the release.
        System = PreflightSystem;
        /// Whether this account may write to Upgo's folder, and nobody has to confirm an administrator prompt.
        Rights = PreflightRights;
        /// The free disk space.
        Disk = PreflightDisk;
        /// The sources of the archive.
        Sources = PreflightSources;
        /// The independent proof of the release.
        Proof = PreflightProof;
        /// The programs that run from the Go that the upgrade replaces.
        Running = PreflightRunning;
        /// A pending restart of the machine.
        Restart = PreflightRestart;
        /// The projects that decide whether the upgrade is kept.
        Projects = PreflightProjects;
        /// Whether Smart App Control may block programs.
        AppControl = PreflightAppControl;
    }
    pub fn title(self) -> Sentence;
}

/// What a check of `preflight` found.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub enum PreflightOutcome {
    /// Nothing prevents the upgrade.
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

const OF_FEED: [Code; 6] =
    [Code::NetOffline, Code::NetTls, Code::NetProxy, Code::NetStatus, Code::NetFeed, Code::VerifyFeeds];

const OF_POLICY: [Code; 3] = [Code::PolicyVersion, Code::PolicySetting, Code::PolicyMalformed];

/// The warnings that say why an upgrade changes nothing.
const WHY_NONE: [Code; 4] = [Code::GoUnmanaged, Code::VulnOtherLine, Code::PolicyVersion, Code::VersionNoFile];

impl PreflightCheck {
    fn new(id: Subject, outcome: PreflightOutcome, detail: impl Into<Statement>) -> Self {
        Self { id, outcome, detail: detail.into(), problem: None }
    }

    fn with(id: Subject, outcome: PreflightOutcome, problem: Problem) -> Self {
        Self { id, outcome, detail: problem.message.clone(), problem: Some(problem) }
    }

    fn not_planned(id: Subject) -> Self {
        Self::new(id, Unknown, Sentence::CheckNoPlan)
    }
}

impl Engine {
    /// Whether an unattended run of `request` would succeed, and what prevents it. Fails only if the user cancels.
    pub fn preflight(&self, request: &ChangeRequest, cancel: &Cancel) -> Result<PreflightReport> {
        let mut warnings = self.recover_and_warn();
        for (version, _) in self.unable() {
            let problem = Problem::from(PlanError::Damaged(version));
            if !warnings.contains(&problem) {
                warnings.push(problem);
            }
        }
        let plan = match self.plan(request, cancel) {
            Ok(planned) => {
                warnings.extend(planned.warnings);
                Ok(planned.plan)
            }
            Err(problem) => Err(cancelled_or(problem)?),
        };
        let made = plan.as_ref().ok();
        let checks = vec![
            feed(&plan, &warnings),
            self.check_policy(&plan),
            planned_as(&plan, &warnings),
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

    fn check_policy(&self, plan: &Result<Plan>) -> PreflightCheck {
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
            PreflightCheck::new(id, Warn, problem.clone())
        } else if !malformed.is_empty() {
            PreflightCheck::new(id, Warn, say!(CheckPolicyUnread { keys: malformed }))
        } else if policy.values.is_empty() {
            PreflightCheck::new(id, Pass, Sentence::CheckNoPolicy)
        } else {
            PreflightCheck::new(id, Pass, say!(CheckPolicySets { keys: keys(|_| true) }))
        }
    }

    fn check_rights(&self, plan: Option<&Plan>) -> PreflightCheck {
        let id = Subject::Rights;
        if let Err(error) = self.own_home() {
            return PreflightCheck::with(id, Fail, error.into());
        }
        let folder = self.existing_folder();
        if let Access::Denied | Access::ReadOnly = platform::access(folder) {
            let problem = Problem::new(Code::Permission, say!(NotWritablePath { path: folder }));
            return PreflightCheck::with(id, Fail, problem);
        }
        match plan.map(|plan| self.require_no_prompt(plan)) {
            Some(Err(problem)) => PreflightCheck::with(id, Fail, problem),
            Some(Ok(())) => PreflightCheck::new(id, Pass, Sentence::CheckNoPrompt),
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
        let Some(Step::Download { archive, .. }) = download(plan) else {
            return PreflightCheck::new(id, Pass, Sentence::CheckNoSpace);
        };
        let needed = store::space_for(archive.size);
        match platform::free_space(self.existing_folder()) {
            Ok(free) if free >= needed => PreflightCheck::new(id, Pass, say!(CheckSpace { size: size(free) })),
            Ok(free) => {
                let message = say!(FreeButNeeds { free: size(free), needed: size(needed) });
                PreflightCheck::with(id, Fail, Problem::new(Code::DiskFull, message))
            }
            Err(error) => PreflightCheck::new(id, Unknown, say!(CheckSpaceUnknown { error: &error })),
        }
    }

    /// Asks each source of the archive for its first byte.
    fn check_sources(&self, plan: Option<&Plan>, cancel: &Cancel) -> Result<PreflightCheck> {
        let id = Subject::Sources;
        let Some(plan) = plan else { return Ok(PreflightCheck::not_planned(id)) };
        let Some(Step::Download { archive, sources, .. }) = download(plan) else {
            return Ok(PreflightCheck::new(id, Pass, Sentence::CheckNoArchive));
        };
        if module::is_zip(&archive.filename) {
            return Ok(PreflightCheck::new(id, Unknown, Sentence::CheckModuleProxy));
        }
        let (mut reached, mut failed) = (0, Vec::new());
        for source in sources {
            match file_at(&self.http, source, archive, cancel) {
                Ok(MirrorFile::Here { .. }) => reached += 1,
                Ok(MirrorFile::OtherLength { .. }) => {
                    let message = say!(SourceHasOther { source: source.to_string(), file: archive.filename.as_str() });
                    failed.push(Problem::new(Code::NetStatus, message));
                }
                Ok(MirrorFile::Missing { problem }) => failed.push(problem),
                Err(error) => failed.push(cancelled_or(error.into())?),
            }
        }
        let detail = say!(CheckSources { reached, count: sources.len(), file: &archive.filename });
        let outcome = match (reached, &*failed) {
            (0, _) => Fail,
            (_, []) => Pass,
            _ => Warn,
        };
        Ok(PreflightCheck { id, outcome, detail, problem: failed.into_iter().next() })
    }

    fn check_proof(&self, plan: Option<&Plan>, cancel: &Cancel) -> Result<PreflightCheck> {
        let id = Subject::Proof;
        let Some(plan) = plan else { return Ok(PreflightCheck::not_planned(id)) };
        let Some(step @ Step::Download { version, .. }) = download(plan) else {
            return Ok(PreflightCheck::new(id, Pass, Sentence::CheckNoProof));
        };
        if self.is_silent().is_some() {
            return Ok(PreflightCheck::new(id, Pass, Sentence::CheckProofOff));
        }
        let database = match self.foresee_proof(step, cancel) {
            Ok(Some(origin)) => origin.checksum_database,
            Ok(None) => return Ok(PreflightCheck::new(id, Warn, Sentence::CheckSignature)),
            Err(error) => return Ok(PreflightCheck::with(id, Fail, cancelled_or((*error).into())?)),
        };
        Ok(match database {
            Vouched::Proven { is_built_in: true, .. } => PreflightCheck::new(id, Pass, Sentence::CheckRecord),
            Vouched::Proven { database, .. } => {
                PreflightCheck::new(id, Pass, say!(CheckOwnRecord { name: one_line(database) }))
            }
            Vouched::Missing(reason) => PreflightCheck::new(id, Warn, say!(ListOnly { version, why: reason.says() })),
            Vouched::NotAsked { .. } | Vouched::None => PreflightCheck::new(id, Warn, Sentence::CheckProofOff),
        })
    }

    fn check_running(&self, plan: Option<&Plan>) -> PreflightCheck {
        let id = Subject::Running;
        let Some(plan) = plan else { return PreflightCheck::not_planned(id) };
        if let Some(used) = self.in_use(plan).first() {
            return PreflightCheck::with(id, Fail, Problem::new(Code::FileBusy, used.says()));
        }
        let running = self.running(plan);
        if running.is_empty() {
            return PreflightCheck::new(id, Pass, Sentence::CheckNoneRuns);
        }
        PreflightCheck::new(id, Warn, say!(CheckOldGoRuns { names: Value::all_of(&running) }))
    }

    fn check_restart(&self, plan: Option<&Plan>) -> PreflightCheck {
        let id = Subject::Restart;
        let Some(sign) = self.pending_restart() else {
            return PreflightCheck::new(id, Pass, Sentence::CheckNoRestart);
        };
        // only Windows Installer cares
        let outcome = if plan.is_some_and(Plan::needs_admin) { Fail } else { Warn };
        PreflightCheck::new(id, outcome, say!(CheckRestart { sign: sign.clone() }))
    }

    fn check_projects(&self) -> PreflightCheck {
        let settings = self.settings();
        let is_tried = [settings.rehearse_before_upgrade, settings.rehearse_after_upgrade]
            .into_iter()
            .any(|with| with != RehearseWith::Off);
        let (outcome, detail) =
            if is_tried { (Warn, Sentence::CheckProjectsTried) } else { (Pass, Sentence::CheckProjectsFree) };
        PreflightCheck::new(Subject::Projects, outcome, detail)
    }

    fn check_app_control(&self) -> PreflightCheck {
        let (outcome, detail) = match self.smart_app_control() {
            Some(SmartAppControl::On) => (Warn, Sentence::CheckAppControlOn),
            Some(SmartAppControl::Evaluates) => (Pass, Sentence::CheckAppControlEvaluates),
            None => (Pass, Sentence::PassedPolicySmartAppControl),
        };
        PreflightCheck::new(Subject::AppControl, outcome, detail)
    }
}

fn download(plan: &Plan) -> Option<&Step> {
    plan.steps.iter().find(|step| matches!(step, Step::Download { .. }))
}

fn feed(plan: &Result<Plan>, warnings: &[Problem]) -> PreflightCheck {
    let is_about_feed = |problem: &&Problem| OF_FEED.contains(&problem.code);
    match (plan, warnings.iter().find(is_about_feed)) {
        (Err(problem), _) if OF_FEED.contains(&problem.code) => {
            PreflightCheck::with(Subject::Feed, Fail, problem.clone())
        }
        (_, Some(problem)) => PreflightCheck::with(Subject::Feed, Warn, problem.clone()),
        (Ok(_), None) => PreflightCheck::new(Subject::Feed, Pass, Sentence::CheckFeed),
        (Err(_), None) => PreflightCheck::not_planned(Subject::Feed),
    }
}

fn planned_as(plan: &Result<Plan>, warnings: &[Problem]) -> PreflightCheck {
    match plan {
        Err(problem) => PreflightCheck::with(Subject::Plan, Fail, problem.clone()),
        Ok(plan) => {
            let name = |version: &Option<Version>| {
                version.as_ref().map_or(Sentence::NoGo.into(), |version| Value::from(version.as_str()))
            };
            let why_none = warnings.iter().find(|warning| WHY_NONE.contains(&warning.code));
            let detail = match (plan.decisive_step(), why_none) {
                (None, Some(why_none)) => why_none.message.clone(),
                (None, None) => say!(CheckUpToDate { version: name(&plan.to) }),
                (Some(_), _) => say!(CheckFromTo { from: name(&plan.from), to: name(&plan.to) }),
            };
            PreflightCheck::new(Subject::Plan, Pass, detail)
        }
    }
}

fn check_system(plan: &Result<Plan>) -> PreflightCheck {
    match plan {
        Ok(_) => PreflightCheck::new(Subject::System, Pass, Sentence::CheckSystem),
        Err(problem) if problem.code == Code::VersionSystem => {
            PreflightCheck::with(Subject::System, Fail, problem.clone())
        }
        Err(_) => PreflightCheck::not_planned(Subject::System),
    }
}

/// A failure is a finding, but the user's wish to stop is not.
fn cancelled_or(problem: Problem) -> Result<Problem> {
    if problem.code == Code::Cancelled { Err(problem) } else { Ok(problem) }
}
