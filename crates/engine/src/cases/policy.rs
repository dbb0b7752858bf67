//! The organization's policy: what it permits, and how it is explained.
use jiff::civil::Date;

use super::Engine;
use super::calendar::Calendar;
use crate::base::display::one_line;
use crate::base::report::{Code, Problem, Result};
use crate::base::secret::without_secrets;
use crate::base::version::Version;
use crate::base::words::Statement;
use crate::change::plan::Plan;
use crate::change::site::{FEED_URL, MIRRORS, VULN_URL};
use crate::choices::policy::{Installer, NotPermitted, Policy, PolicyKey, PolicySource, Refused, manager_said};
use crate::choices::settings::{self, Named as _};
use crate::guidance::assessment::Assessment;
use crate::released::catalog::{Catalog, Channel, ReleaseRequest};

/// The output of `policy`.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct PolicyReport {
    /// Whether a policy sets anything on this machine.
    pub is_managed: bool,
    /// Whom to ask about it; `null` if the policy does not say.
    pub contact: Option<String>,
    /// Every key of the policy with the value in effect, in the order of the documentation.
    pub values: Vec<EffectivePolicy>,
    /// The newest release of each line that the policy holds back, newest first.
    pub held_back: Vec<HeldBack>,
    /// What is wrong with a whole place of the policy, or with a name in it.
    pub problems: Vec<Statement>,
}

/// A key of the policy with the value in effect.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct EffectivePolicy {
    pub key: String,
    /// The value in effect, without a login; `null` if there is none.
    pub value: Option<String>,
    /// Where the value comes from.
    pub origin: PolicyOrigin,
    /// The registry value, the file or the variable that sets it; `null` if nothing does.
    pub place: Option<String>,
    /// Why the value of the policy cannot be used, so that a safer one is in effect; `null` if it can.
    pub malformed: Option<String>,
    /// The setting that the key manages; `null` if it manages none.
    pub setting: Option<String>,
    pub user_may_change: bool,
}

/// Where a value in effect comes from.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub enum PolicyOrigin {
    /// The policy in the registry, for the whole machine.
    MachineRegistry,
    /// The policy in the registry, for this user.
    UserRegistry,
    /// The policy file in `/etc`.
    File,
    Variable,
    /// The user's settings.
    Settings,
    /// Nothing sets it.
    Default,
}

/// A release that the policy does not permit.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct HeldBack {
    pub version: Version,
    pub problem: Problem,
}

impl Engine {
    /// The cached catalogue, with the releases that the policy holds back marked.
    pub fn known_catalog(&self) -> Option<Catalog> {
        self.site.known_catalog().map(|catalog| self.for_store(catalog))
    }

    /// The catalogue of what may come into the store.
    pub(super) fn for_store(&self, catalog: Catalog) -> Catalog {
        let in_store = self.toolchains().unwrap_or_default();
        self.under_policy(Catalog { in_store, ..catalog })
    }

    pub(super) fn under_policy(&self, mut catalog: Catalog) -> Catalog {
        let policy = &self.policy().policy;
        if policy.decides_versions() {
            let calendar = self.calendar(Some(&catalog));
            let versions = catalog.releases.iter().map(|release| &release.version);
            let is_refused = |version: &&Version| self.refusal(version, &calendar).is_some();
            catalog.held_back = versions.filter(is_refused).cloned().collect();
        }
        catalog
    }

    /// The one that the switch selects, otherwise the one that a new terminal runs.
    pub(super) fn go_in_use(&self) -> Option<Version> {
        let chosen = self.current().ok().flatten().filter(|_| !self.is_system_wide());
        chosen.or_else(|| self.running_go()?.found.version)
    }

    pub(super) fn refusal(&self, version: &Version, calendar: &Calendar) -> Option<Refused> {
        let (policy, fixes) = (&self.policy().policy, calendar.fixes.contains(version));
        if calendar.chosen.as_ref() == Some(version) && !policy.is_closed {
            return policy.permits_use(version).err();
        }
        // a first installation waits for no fix, and so leads to no older release without it
        let released = if fixes && calendar.is_first { Some(Date::MIN) } else { calendar.released(version) };
        policy.permits_install(version, released, calendar.today, fixes).err()
    }

    fn not_permitted(&self, version: &Version, why: Refused) -> Problem {
        self.policy().not_permitted(version, why).into()
    }

    pub(super) fn require_permitted(&self, plan: &Plan) -> Result<()> {
        let policy = &self.policy().policy;
        if !policy.decides_versions() {
            return Ok(());
        }
        let calendar = self.calendar(self.site.known_catalog().as_ref());
        // What was here before may come back, unless it is blocked.
        let comes_back = plan.undoes.is_some();
        let check = |version: &Version, is_new: bool| {
            let why = if is_new && !comes_back {
                self.refusal(version, &calendar)
            } else {
                policy.permits_use(version).err()
            };
            why.map_or(Ok(()), |why| Err(self.not_permitted(version, why)))
        };
        plan.steps.iter().try_for_each(|step| {
            let facts = step.facts();
            facts.brings.map_or(Ok(()), |version| check(version, true))?;
            facts.uses.into_iter().try_for_each(|version| check(version, false))
        })
    }

    /// Refuses a request for the newest release if the policy holds all of them back.
    pub(super) fn require_any_permitted(&self, catalog: &Catalog, wanted: &ReleaseRequest) -> Result<()> {
        let is_none = catalog.resolve(wanted).is_none_or(|found| catalog.held_back.contains(&found.version));
        match catalog.resolve_held_back(wanted).filter(|_| is_none) {
            Some(release) => Err(self.why_held_back(catalog, &release.version)),
            None => Ok(()),
        }
    }

    /// Why an upgrade does not lead to the newest release: the policy withholds it, it has known vulnerabilities, or the
    /// list has no file of it for this machine.
    pub(super) fn why_not_newer(&self, assessment: &Assessment, catalog: &Catalog) -> Vec<Problem> {
        let withheld = assessment.withheld.as_ref().map(|version| self.why_held_back(catalog, version));
        // without the files of the Go in use, older ones count, too
        let is_newer = |version: &&Version| assessment.newest_wanted.as_ref().is_none_or(|newest| *version > newest);
        let avoided = assessment.wanted.pick(&assessment.avoided).filter(is_newer).map(|version| {
            let says = say!(AddsVulnerabilities { version: version.as_str() });
            Problem::new(Code::VulnAvoided, says).with_next(say!(UpgradeNevertheless { version: version.number() }))
        });
        withheld.into_iter().chain(avoided).chain(why_without_file(assessment, catalog)).collect()
    }

    /// The warning that the policy does not permit the Go in use: every answer about this machine includes it.
    pub(super) fn why_refused(&self) -> Option<Problem> {
        self.refused_in_use().map(Problem::from)
    }

    pub(super) fn refused_in_use(&self) -> Option<NotPermitted> {
        let policy = &self.policy().policy;
        if !policy.decides_versions() {
            return None;
        }
        let in_use = self.go_in_use()?;
        let why = policy.permits_use(&in_use).err()?;
        Some(self.policy().not_permitted(&in_use, why))
    }

    pub(super) fn why_held_back(&self, catalog: &Catalog, version: &Version) -> Problem {
        let why = self.refusal(version, &self.calendar(Some(catalog))).unwrap_or(Refused::NotAllowed);
        self.not_permitted(version, why)
    }

    pub(super) fn is_package_wanted(&self) -> bool {
        self.setup.registry.is_there() && self.policy().policy.installer == Some(Installer::Msi)
    }

    /// Refuses to install Go in a form that the policy does not choose. Only Windows has a choice.
    pub(super) fn require_installer(&self, form: Installer) -> Result<()> {
        match self.policy().policy.installer {
            Some(chosen) if chosen != form && self.setup.registry.is_there() => {
                let manager = manager_said(self.policy().manager());
                let said = say!(PolicyInstaller { form: chosen.name(), manager });
                Err(Problem::new(Code::PolicySetting, said).with_next(self.ask_manager()))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn require_unmanaged(&self, key: &str) -> Result<()> {
        if self.policy().managed(key).is_none() {
            return Ok(());
        }
        let of_key = |policy: &&PolicyKey| policy.setting() == Some(key);
        let policy = Policy::KEYS.iter().find(of_key).and_then(|policy| self.policy().value(policy.name));
        let place = policy.map_or("", |value| value.place.as_str());
        Err(Problem::new(
            Code::PolicySetting,
            say!(PolicyManages { key, manager: manager_said(self.policy().manager()), place }),
        )
        .with_next(self.ask_manager()))
    }

    fn ask_manager(&self) -> Statement {
        say!(AskManager { manager: manager_said(self.policy().manager()) })
    }

    /// `None` if no policy sets anything.
    pub fn manager(&self) -> Option<String> {
        (!self.policy().values.is_empty()).then(|| one_line(self.policy().manager()))
    }

    /// What is wrong with the policy, in one sentence: a user cannot correct it, and sees this with every command.
    pub fn policy_warning(&self) -> Option<Problem> {
        let mut all = self.policy().mistakes();
        let said = if all.len() > 1 { say!(PolicyProblems { count: all.len().to_string() }) } else { all.pop()? };
        Some(Problem::new(Code::PolicyMalformed, said))
    }

    /// Each value in effect with its source, and what the policy holds back. Does not go online.
    pub fn policy_report(&self) -> PolicyReport {
        let in_force = self.policy();
        PolicyReport {
            is_managed: !in_force.values.is_empty(),
            contact: in_force.policy.contact.as_deref().map(one_line),
            values: Policy::KEYS.iter().map(|key| self.effective(key)).collect(),
            held_back: self.held_back_releases(),
            problems: in_force.problems.clone(),
        }
    }

    fn held_back_releases(&self) -> Vec<HeldBack> {
        let Some(catalog) = self.known_catalog() else { return Vec::new() };
        let mut newest: Vec<&Version> = Vec::new();
        for release in catalog.releases.iter().filter(|release| release.channel != Channel::Archived) {
            if newest.iter().all(|other| !other.same_line(&release.version)) {
                newest.push(&release.version);
            }
        }
        let calendar = self.calendar(Some(&catalog));
        let held_back = |version: &Version| {
            let why = self.refusal(version, &calendar)?;
            Some(HeldBack { version: version.clone(), problem: self.not_permitted(version, why) })
        };
        newest.into_iter().filter_map(held_back).collect()
    }

    fn effective(&self, key: &PolicyKey) -> EffectivePolicy {
        let setting = key.setting();
        let now = self.setting_in_effect(key);
        let set = self.policy().value(key.name);
        let user_may_change = setting.is_some_and(|key| self.policy().managed(key).is_none());
        let is_in_file = setting.is_some_and(|key| self.loaded_settings().is_in_file(key));
        let (value, origin, place) = match (set, self.variable_of(key)) {
            // a value that the user may change is only a default
            (Some(set), _) if !(user_may_change && is_in_file) => {
                let shown = if set.malformed.is_some() || setting != Some(key.name) { None } else { now };
                (shown.or_else(|| set.value.clone()), set.source.into(), Some(set.place.clone()))
            }
            (None, Some((name, value))) => (Some(value), PolicyOrigin::Variable, Some(name.to_owned())),
            (None, None) if !is_in_file => (now, PolicyOrigin::Default, None),
            _ => (now, PolicyOrigin::Settings, Some(self.home().settings().display().to_string())),
        };
        EffectivePolicy {
            key: key.name.to_owned(),
            value,
            origin,
            place,
            malformed: set.and_then(|set| set.malformed.clone()),
            setting: setting.map(str::to_owned),
            user_may_change,
        }
    }

    /// The value in effect of the setting that a key manages, as its policy would write it.
    fn setting_in_effect(&self, key: &PolicyKey) -> Option<String> {
        let setting = key.setting()?;
        if setting != key.name {
            let form = if self.settings().system_wide { Installer::Msi } else { Installer::Zip };
            return Some(form.name().to_owned());
        }
        settings::find(setting).ok()?.shown(self.settings())
    }

    /// The environment variable that takes precedence over a setting, or gives what only a policy can give otherwise.
    fn variable_of(&self, key: &PolicyKey) -> Option<(&'static str, String)> {
        let name = match key.name {
            "feed" => FEED_URL,
            "mirrors" => MIRRORS,
            "vulnerabilities" => VULN_URL,
            _ => return None,
        };
        Some((name, one_line(without_secrets(&self.variable(name)?.to_string_lossy()))))
    }
}

impl From<PolicySource> for PolicyOrigin {
    fn from(source: PolicySource) -> Self {
        match source {
            PolicySource::MachineRegistry => Self::MachineRegistry,
            PolicySource::UserRegistry => Self::UserRegistry,
            PolicySource::File => Self::File,
        }
    }
}

/// The warning that the list has no file of a newer release for this machine.
pub(super) fn why_without_file(assessment: &Assessment, catalog: &Catalog) -> Option<Problem> {
    let (version, fixes) = assessment.without_file.as_ref()?;
    let (address, target) = (&catalog.stamp.url, catalog.target.to_string());
    let version = version.as_str();
    let says = match *fixes {
        0 => say!(OutWithoutFile { version, address, target }),
        fixes => say!(FixWithoutFile { version, fixes, address, target }),
    };
    Some(Problem::new(Code::VersionNoFile, says))
}
