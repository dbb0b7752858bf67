//! The machine-wide Go: facts and plans.
use super::Engine;
use super::snapshot::Planning;
use crate::base::report::{Code, Problem, Result};
use crate::base::target::Target;
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::change::journal::{self, JournalEntry};
use crate::change::plan::{self, Action, Plan, PlanError, Registered, SYSTEM_WIDE, Snapshot, Step, SystemSituation};
use crate::choices::policy::Installer;
use crate::choices::settings;
use crate::environment::UserValues;
use crate::guidance::watch::Memory;
use crate::released::catalog::{Catalog, Feeds, PackageKind, ReleaseRequest};

impl Engine {
    pub(super) fn system_situation(&self) -> SystemSituation {
        let registered = self.registered();
        // Values that cannot be read are not restored. The code that writes them reports why.
        let user = UserValues::read(&self.environment).unwrap_or_default();
        let user_has_what_packages_set = user.has_what_the_package_sets(&self.environment).unwrap_or_default();
        SystemSituation { registered, user, user_has_what_packages_set }
    }

    /// Whether `upgrade` applies to the machine-wide Go: the user chose that, and it is installed.
    pub(super) fn is_system_wide(&self) -> bool {
        self.settings().system_wide && !self.products().is_empty()
    }

    /// The given one, else that of the only installation, else the machine's own.
    pub fn system_arch(&self, given: Option<&str>) -> String {
        let registered = self.registered();
        match (given, &*registered) {
            (Some(given), _) => given.to_owned(),
            (None, [only]) => only.arch.clone(),
            (None, _) => self.target().goarch().to_owned(),
        }
    }

    pub(super) fn plan_system_install(&self, wanted: Option<&ReleaseRequest>, planning: &mut Planning) -> Result<Plan> {
        if !self.setup.registry.is_there() {
            return Err(Problem::new(Code::Usage, Sentence::MsiOnlyOnWindows).with_next(Sentence::InstallForAccount));
        }
        self.require_installer(Installer::Msi)?;
        let arch = self.target().goarch().to_owned();
        let packages = self.packages(&arch, wanted, planning)?;
        self.require_any_permitted(&packages, wanted.unwrap_or(&ReleaseRequest::Latest))?;
        let seen = self.look(None)?;
        let others = seen.everybody.registered.iter().filter(|other| other.arch != arch);
        planning.warnings.extend(others.map(stays_beside));
        Ok(plan::system_install(&seen, &arch, wanted, &packages)?)
    }

    /// The plan of `upgrade` if Go is managed with the official installer.
    pub(super) fn plan_system_upgrade(
        &self,
        to: Option<&ReleaseRequest>,
        patch: bool,
        planning: &mut Planning,
    ) -> Result<Plan> {
        let arch = self.target().goarch().to_owned();
        let here = self.registered().into_iter().find(|registered| registered.arch == arch);
        let here = here.and_then(|here| here.version);
        let line = here.as_ref().map(|version| ReleaseRequest::Line(version.language()));
        let leads = if to.is_none() { self.system_leads(here.as_ref(), patch, planning) } else { None };
        let wanted = if patch { line } else { to.cloned() };
        self.plan_system_install(leads.or(wanted).as_ref(), planning)
    }

    /// Where the assessment leads the machine-wide Go `here`, if that is the Go that it is about.
    fn system_leads(&self, here: Option<&Version>, patch: bool, planning: &mut Planning) -> Option<ReleaseRequest> {
        let (catalog, _) = self.ask_catalog(&planning.cancel).ok()?;
        let assessment = self.assess(&self.see_with(self.running_go()).ok()?, &Memory::read(self.home()));
        let here = here.filter(|here| assessment.base.as_ref() == Some(*here))?;
        planning.warnings.extend(self.why_not_newer(&assessment, &catalog));
        let upgrade = assessment.upgrade.map(|update| update.version);
        let leads = if patch { assessment.patch_upgrade } else { upgrade };
        let stays = || (!assessment.avoided.is_empty()).then(|| here.clone());
        leads.or_else(stays).map(ReleaseRequest::Exact)
    }

    /// The empty plan for a repair that only had to finish an interrupted change.
    pub(super) fn finished(&self, arch: &str) -> Plan {
        let version = self.registered().into_iter().find(|it| it.arch == arch).and_then(|it| it.version);
        Plan { action: Action::SystemRepair, from: version.clone(), to: version, undoes: None, steps: Vec::new() }
    }

    /// The plan to uninstall or repair a registered installation, with the packages for its architecture.
    pub(super) fn plan_for_registered(
        &self,
        arch: &str,
        plan: impl FnOnce(&Snapshot, &str, &Catalog) -> Result<Plan, PlanError>,
        planning: &mut Planning,
    ) -> Result<Plan> {
        let seen = self.look(None)?;
        let packages = self.packages_of_registered(&seen, arch, planning)?;
        Ok(plan(&seen, arch, &packages)?)
    }

    pub(super) fn plan_keep_system(&self) -> Result<Plan> {
        let said = settings::said(&self.home.settings(), SYSTEM_WIDE)?;
        Ok(plan::keep_system(&self.look(None)?, said.as_deref())?)
    }

    /// The user's values that an undo of `entry` restores: all, except those that the first installation added itself.
    pub(super) fn values_after_undo(&self, entry: &JournalEntry, now: &UserValues) -> Result<UserValues> {
        let is_first = |step: &Step| matches!(step, Step::ChangeSystem { from: None, .. });
        if !entry.plan.steps.iter().any(is_first) {
            return Ok(now.clone());
        }
        let mut earlier = entry.plan.steps.iter().filter_map(|step| match step {
            Step::GiveBack { before } => Some(before),
            _ => None,
        });
        match earlier.next() {
            Some(earlier) => Ok(now.known_to(earlier, &self.environment)?),
            None => Ok(UserValues::default()),
        }
    }

    /// The warning that an interrupted change of the machine-wide Go waits for an administrator.
    pub(super) fn is_left(&self, id: u64) -> Option<Problem> {
        let entry = journal::find(&self.home, id).ok().flatten()?;
        let what = entry.plan.steps.iter().find_map(|step| match step {
            Step::ChangeSystem { arch, from, to } => Some((arch, from.as_ref().or(to.as_ref())?)),
            _ => None,
        });
        let (says, next) = match what {
            Some((arch, go)) => (say!(SystemInterrupted { id, version: &go.version }), say!(FinishWithRepair { arch })),
            None => (say!(SystemPathInterrupted { id }), Sentence::FinishAgain.into()),
        };
        Some(Problem::new(Code::SystemUnfinished, says).with_next(next))
    }

    /// The packages of the official installer for `arch`: the cached list if it has the wanted version, else a new one.
    fn packages(&self, arch: &str, wanted: Option<&ReleaseRequest>, planning: &mut Planning) -> Result<Catalog> {
        let target = Target::new("windows", arch);
        let feeds = Feeds { target: &target, package: PackageKind::Installer, ..self.feeds() };
        let known = feeds.cached(self.now(), crate::released::catalog::MAX_AGE).map(|known| self.under_policy(known));
        if let Some(wanted @ ReleaseRequest::Exact(_)) = wanted
            && let Some(known) = known.filter(|known| known.resolve(wanted).is_some())
        {
            return Ok(known);
        }
        let answer = feeds.refresh_or_cached(&self.http, self.now(), &planning.cancel)?;
        Ok(self.under_policy(planning.told(answer)))
    }

    pub(super) fn packages_of_registered(
        &self,
        seen: &Snapshot,
        arch: &str,
        planning: &mut Planning,
    ) -> Result<Catalog> {
        let registered = seen.everybody.find(arch).ok_or(PlanError::NoSystem)?;
        let wanted = registered.version.clone().map(ReleaseRequest::Exact);
        self.packages(arch, wanted.as_ref(), planning)
    }
}

fn stays_beside(other: &Registered) -> Problem {
    let version = other.version.as_ref().map_or("Go".to_owned(), ToString::to_string);
    Problem::new(Code::ActiveOther, say!(AlsoInstalled { version, arch: other.arch.as_str() }))
        .with_next(say!(UninstallIfUnneeded { arch: other.arch.as_str() }))
}
