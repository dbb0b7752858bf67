//! The Go that everybody on the machine has: what is known of it, and the plans.
use super::Engine;
use crate::catalog::{Catalog, Feeds, Package, ReleaseRequest};
use crate::environment::UserValues;
use crate::journal::{self, Entry};
use crate::plan::{self, Action, Plan, PlanError, Registered, SYSTEM_WIDE, Snapshot, Step, SystemSituation};
use crate::report::{Cancel, Code, Problem};
use crate::settings;
use crate::target::Target;

impl Engine {
    pub(super) fn system_situation(&self) -> SystemSituation {
        let registered = self.registered();
        // What cannot be read is not given back, and whoever wants to write it says why.
        let user = UserValues::read(&self.environment).unwrap_or_default();
        let user_has_what_packages_set = user.has_what_the_package_sets(&self.environment).unwrap_or_default();
        SystemSituation { registered, user, user_has_what_packages_set }
    }

    /// Whether `upgrade` is about the Go that everybody has: the user keeps it so, and it is there.
    pub(super) fn is_system_wide(&self) -> bool {
        self.settings().system_wide && !self.products().is_empty()
    }

    /// The family of packages that is meant: the one that is given, else the only one that is there, else the machine's own.
    pub fn system_arch(&self, given: Option<&str>) -> String {
        let registered = self.registered();
        match (given, &*registered) {
            (Some(given), _) => given.to_owned(),
            (None, [only]) => only.arch.clone(),
            (None, _) => self.target().goarch().to_owned(),
        }
    }

    pub(super) fn plan_system_install(
        &self,
        wanted: Option<&ReleaseRequest>,
        cancel: &Cancel,
        warnings: &mut Vec<Problem>,
    ) -> Result<Plan, Problem> {
        if !self.setup.registry.is_there() {
            return Err(Problem::new(Code::Usage, "only Windows has an official installer for everybody")
                .with_next("Run `upgo install latest --use` for a Go of your own."));
        }
        let arch = self.target().goarch().to_owned();
        let packages = self.packages(&arch, wanted, cancel, warnings)?;
        let seen = self.look(None)?;
        for other in seen.everybody.registered.iter().filter(|other| other.arch != arch) {
            warnings.push(stays_beside(other));
        }
        Ok(plan::system_install(&seen, &arch, wanted, &packages)?)
    }

    /// `upgrade`, where Go is kept with the official installer.
    pub(super) fn plan_system_upgrade(
        &self,
        to: Option<&ReleaseRequest>,
        patch: bool,
        cancel: &Cancel,
        warnings: &mut Vec<Problem>,
    ) -> Result<Plan, Problem> {
        let arch = self.target().goarch().to_owned();
        let here = self.registered().into_iter().find(|registered| registered.arch == arch);
        let line = here.and_then(|here| here.version).map(|version| ReleaseRequest::Line(version.language()));
        let wanted = if patch { line } else { to.cloned() };
        self.plan_system_install(wanted.as_ref(), cancel, warnings)
    }

    /// What `repair` says that had only to finish what was stopped: nothing is left to do.
    pub(super) fn finished(&self, arch: &str) -> Plan {
        let version = self.registered().into_iter().find(|it| it.arch == arch).and_then(|it| it.version);
        Plan { action: Action::SystemRepair, from: version.clone(), to: version, undoes: None, steps: Vec::new() }
    }

    /// Uninstalls or repairs what is registered, as `plan` says, with the packages of its family.
    pub(super) fn plan_for_registered(
        &self,
        arch: &str,
        plan: impl FnOnce(&Snapshot, &str, &Catalog) -> Result<Plan, PlanError>,
        cancel: &Cancel,
        warnings: &mut Vec<Problem>,
    ) -> Result<Plan, Problem> {
        let seen = self.look(None)?;
        let packages = self.packages_of_registered(&seen, arch, cancel, warnings)?;
        Ok(plan(&seen, arch, &packages)?)
    }

    pub(super) fn plan_keep_system(&self) -> Result<Plan, Problem> {
        let said = settings::said(&self.home.settings(), SYSTEM_WIDE);
        Ok(plan::keep_system(&self.look(None)?, said.as_deref())?)
    }

    /// The user's values that an undo of `entry` gives back: all, but what the first installation brought itself.
    pub(super) fn values_after_undo(&self, entry: &Entry, now: &UserValues) -> Result<UserValues, Problem> {
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

    /// What waits for an administrator: the Go that everybody has was being changed when something stopped it.
    pub(super) fn is_left(&self, id: u64) -> Option<Problem> {
        let entry = journal::find(&self.home, id).ok().flatten()?;
        let what = entry.plan.steps.iter().find_map(|step| match step {
            Step::ChangeSystem { arch, from, to } => Some((arch, from.as_ref().or(to.as_ref())?)),
            _ => None,
        });
        let (name, next) = match what {
            Some((arch, go)) => (go.version.to_string(), format!("Run `upgo system repair --arch {arch}`")),
            None => ("the machine's PATH".to_owned(), "Run the command again".to_owned()),
        };
        let message = format!("change number {id} was stopped while {name}, which everybody has, was being changed");
        Some(
            Problem::new(Code::SystemUnfinished, message)
                .with_next(format!("{next}: it asks for an administrator once, and finishes it.")),
        )
    }

    /// The packages of the official installer for `arch`: what is known of them, if that settles it, else what is out.
    fn packages(
        &self,
        arch: &str,
        wanted: Option<&ReleaseRequest>,
        cancel: &Cancel,
        warnings: &mut Vec<Problem>,
    ) -> Result<Catalog, Problem> {
        let target = Target::new("windows", arch);
        let feeds = Feeds { target: &target, package: Package::Installer, ..self.feeds() };
        let known = feeds.cached(self.now(), crate::catalog::MAX_AGE);
        if let Some(wanted @ ReleaseRequest::Exact(_)) = wanted
            && let Some(known) = known.filter(|known| known.resolve(wanted).is_some())
        {
            return Ok(known);
        }
        let (packages, problem) = feeds.refresh_or_cached(&self.http, self.now(), cancel).map_err(Problem::from)?;
        warnings.extend(problem);
        Ok(packages)
    }

    pub(super) fn packages_of_registered(
        &self,
        seen: &Snapshot,
        arch: &str,
        cancel: &Cancel,
        warnings: &mut Vec<Problem>,
    ) -> Result<Catalog, Problem> {
        let registered = seen.everybody.find(arch).ok_or(PlanError::NoSystem)?;
        let wanted = registered.version.clone().map(ReleaseRequest::Exact);
        self.packages(arch, wanted.as_ref(), cancel, warnings)
    }
}

fn stays_beside(other: &Registered) -> Problem {
    let version = other.version.as_ref().map_or("a Go".to_owned(), ToString::to_string);
    Problem::new(
        Code::ActiveOther,
        format!("{version} for {} is installed for everybody too, stays, and may come first on PATH", other.arch),
    )
    .with_next(format!("Run `upgo system uninstall --arch {}` if it is not needed.", other.arch))
}
