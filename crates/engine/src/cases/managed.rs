//! What an organization manages on this machine, as the window shows it, and the report for its administrator.
use std::collections::BTreeSet;
use std::path::Path;

use super::overview::OverviewFacts;
use super::{Engine, PreflightCheck, snapshot};
use crate::base::display::{self, one_line};
use crate::base::report::{Cancel, Result};
use crate::base::version::Version;
use crate::base::words::Language;
use crate::change::log::{Level, LogEntry, word};
use crate::change::request::ChangeRequest;
use crate::choices::policy::{Policy, PolicyKey, PolicySource, PolicyValue, Refused, Ring};
use crate::guidance::watch::Memory;
use crate::machine::effect;
use crate::machine::platform;

/// How many lines of the log are searched for refusals, and how many of them are reported.
const LINES: usize = 2000;
const REFUSALS: usize = 20;
/// A policy that allows one line withholds hundreds of versions.
const VERSIONS: usize = 10;

/// What an organization manages on this machine.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ManagedReport {
    /// Whom to ask about the policy; `null` if it names nobody.
    pub contact: Option<String>,
    /// Each value that a policy sets, in the order of the documentation.
    pub values: Vec<ManagedValue>,
    /// What is wrong with a whole place of the policy, or with a name in it.
    pub problems: Vec<String>,
    /// The ring of this machine; `null` if the policy names none.
    pub ring: Option<Ring>,
    /// How many days after a release this machine gets it.
    pub delay_days: u16,
    /// The known releases and the installed versions that the policy does not permit, newest first.
    pub withheld: Vec<WithheldVersion>,
    /// The one of them that Upgo would offer otherwise, the same that `status` names; `null` if there is none.
    pub held_back: Option<WithheldVersion>,
}

/// A value that a policy sets.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ManagedValue {
    /// The key, as in `policy.toml`.
    pub key: String,
    /// Its name in English.
    pub english: String,
    /// Its name in Chinese.
    pub chinese: String,
    /// The value in effect, as text without a login; `null` if there is none.
    pub value: Option<String>,
    /// Where it comes from.
    pub source: PolicySource,
    /// The registry value or the file that sets it.
    pub place: String,
    /// Why the value cannot be used, so that the safer interpretation is in effect; `null` if it can.
    pub malformed: Option<String>,
    /// The setting that the user cannot change because of it; `null` if there is none.
    pub setting: Option<String>,
}

/// A version that the policy does not permit.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct WithheldVersion {
    pub version: Version,
    pub why: WithheldBy,
    /// The day when it is permitted, `2026-09-11`; `null` if there is none.
    pub until: Option<String>,
    /// The required version, if another one is required.
    pub wanted: Option<String>,
    /// Whether it may be used once it is installed.
    pub may_use: bool,
}

/// The rule of the policy that withholds a version.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub enum WithheldBy {
    Blocked,
    NotAllowed,
    /// Another one is required.
    Wanted,
    /// Until a day, only approved versions may be installed.
    Locked,
    /// It is not approved yet.
    NotApproved,
    /// A rule about versions is malformed, so that no version is permitted.
    Malformed,
    /// The ring of this machine gets it on a later day.
    Ring,
}

impl Engine {
    /// Does not go online.
    pub fn managed(&self) -> Result<ManagedReport> {
        let in_force = self.policy();
        let policy = &in_force.policy;
        let (withheld, held_back) = if policy.decides_versions() { self.withheld()? } else { (Vec::new(), None) };
        Ok(ManagedReport {
            contact: policy.contact.as_deref().map(one_line),
            values: in_force.values.iter().map(|value| self.managed_value(value)).collect(),
            problems: in_force.problems.iter().map(one_line).collect(),
            ring: policy.ring,
            delay_days: policy.delay_days(),
            withheld,
            held_back,
        })
    }

    /// Facts about this machine, the policy in force, what it refused, and whether an unattended upgrade would succeed,
    /// for which it goes online. A text that the user reads before copying or saving it.
    pub fn administrator_report(&self) -> Result<String> {
        let managed = self.managed()?;
        let seen = self.see_with(self.running_go())?;
        let refusals = self.log(Level::Info, LINES).entries.into_iter().rev().filter(is_refusal);
        let refusals: Vec<LogEntry> = refusals.take(REFUSALS).collect();
        // last, because a plan that the policy refuses is a refusal, too
        let upgrade = ChangeRequest::Upgrade { to: None, patch: false };
        let checks = self.preflight(&upgrade, &Cancel::default())?.checks;
        let mut lines = vec!["Upgo report for the administrator".to_owned(), String::new()];
        lines.extend(self.machine_facts(&seen));
        lines.extend(policy_facts(&managed));
        lines.extend(part("Whether an unattended upgrade would succeed", checks.iter().map(check_line)));
        lines.extend(part("Refusals in Upgo's log, newest first", refusals.iter().map(refusal_line)));
        Ok(display::json(&self.discretion().tell(&lines.join("\n"))) + "\n")
    }

    /// The user chose the file in a dialog, which has asked whether to replace an existing one.
    pub fn save_administrator_report(&self, file: &Path, report: &str) -> Result<()> {
        effect::replace(file, report.as_bytes()).map_err(snapshot::disk)
    }

    fn managed_value(&self, set: &PolicyValue) -> ManagedValue {
        let key = Policy::key(&set.key);
        let title = |language| key.map_or_else(|| set.key.clone(), |key| key.words.what.say(language));
        let setting = key.and_then(PolicyKey::setting).filter(|setting| self.policy().managed(setting).is_some());
        ManagedValue {
            key: set.key.clone(),
            english: title(Language::English),
            chinese: title(Language::Chinese),
            value: set.value.clone(),
            source: set.source,
            place: set.place.clone(),
            malformed: set.malformed.clone(),
            setting: setting.map(str::to_owned),
        }
    }

    /// The versions that the policy does not permit, and the one that Home would offer otherwise.
    fn withheld(&self) -> Result<(Vec<WithheldVersion>, Option<WithheldVersion>)> {
        let seen = self.see_with(self.running_go())?;
        let calendar = self.calendar(seen.catalog.as_ref());
        let known = seen.catalog.iter().flat_map(|catalog| &catalog.releases).map(|release| &release.version);
        let here = seen.installed.iter().map(|installed| &installed.version).chain(seen.active_version());
        let all: BTreeSet<&Version> = known.chain(here).collect();
        let refused = |version: &Version| {
            let may_use = self.policy().policy.permits_use(version).is_ok();
            Some(WithheldVersion::new(version, &self.refusal(version, &calendar)?, may_use))
        };
        let withheld: Vec<WithheldVersion> = all.into_iter().rev().filter_map(refused).collect();
        let held_back = self.assess(&seen, &Memory::read(self.home())).withheld;
        let held_back = withheld.iter().find(|each| Some(&each.version) == held_back.as_ref()).cloned();
        Ok((withheld, held_back))
    }

    fn machine_facts(&self, seen: &OverviewFacts) -> Vec<String> {
        let runs = seen.active.as_ref().map_or("none".to_owned(), |active| {
            let version = active.found.version.as_ref().map_or("an unknown version".to_owned(), ToString::to_string);
            format!("{version} in {}", active.found.root.display())
        });
        let installed: Vec<_> = seen.installed.iter().map(|installed| installed.version.as_str()).collect();
        let feeds: Vec<_> = self.sources().feeds().iter().map(ToString::to_string).collect();
        let system = self.system().map_or("unknown".to_owned(), ToString::to_string);
        [
            ("Created", format!("{:.0}", self.now())),
            ("Upgo", format!("{} for {}", env!("CARGO_PKG_VERSION"), self.target())),
            ("System", system),
            ("Home", self.home().root().display().to_string()),
            ("Elevated", if platform::is_elevated() { "yes" } else { "no" }.to_owned()),
            ("New terminals", runs),
            ("Selected", seen.current.as_ref().map_or("none".to_owned(), ToString::to_string)),
            ("Installed", if installed.is_empty() { "none".to_owned() } else { installed.join(", ") }),
            ("Release lists", feeds.join(", ")),
        ]
        .map(|(name, value)| fact(name, &value))
        .into()
    }
}

impl WithheldVersion {
    fn new(version: &Version, refused: &Refused, may_use: bool) -> Self {
        let (why, until, wanted) = match refused {
            Refused::Blocked => (WithheldBy::Blocked, None, None),
            Refused::NotAllowed => (WithheldBy::NotAllowed, None, None),
            Refused::Wanted(wanted) => (WithheldBy::Wanted, None, Some(wanted.to_string())),
            Refused::Locked(until) => (WithheldBy::Locked, Some(until.to_string()), None),
            Refused::NotApproved => (WithheldBy::NotApproved, None, None),
            Refused::Malformed => (WithheldBy::Malformed, None, None),
            Refused::Waits(_, from) => (WithheldBy::Ring, Some(from.to_string()), None),
        };
        Self { version: version.clone(), why, until, wanted, may_use }
    }
}

fn is_refusal(line: &LogEntry) -> bool {
    line.code.as_deref().is_some_and(|code| code.starts_with("UPGO-POLICY-"))
}

fn refusal_line(line: &LogEntry) -> String {
    let code = line.code.as_deref().unwrap_or_default();
    let version = line.version.as_deref().map(|version| format!(" {version}")).unwrap_or_default();
    format!("{:.0} {code}{version}: {}", line.time, line.text)
}

fn check_line(check: &PreflightCheck) -> String {
    fact(&format!("{} {}", word(&check.id), word(&check.outcome)), &format!(" {}", one_line(&check.detail)))
}

fn policy_facts(managed: &ManagedReport) -> Vec<String> {
    let mut lines = vec![fact("Contact", managed.contact.as_deref().unwrap_or("not named"))];
    if let Some(ring) = managed.ring {
        lines.push(fact("Ring", &format!("{}, {} days after a release", word(&ring), managed.delay_days)));
    }
    let values = managed.values.iter().flat_map(|set| {
        let value = format!("{} = {}", set.key, set.value.as_deref().unwrap_or("none"));
        let place = format!("  {}, {}", word(&set.source), set.place);
        let malformed =
            set.malformed.as_ref().map(|why| format!("  not usable, so Upgo applies the safer interpretation: {why}"));
        [value, place].into_iter().chain(malformed)
    });
    lines.extend(part("Policy in force", values));
    lines.extend(part("Problems of the policy", managed.problems.iter().cloned()));
    let more = managed.withheld.len().saturating_sub(VERSIONS);
    let withheld = managed.withheld.iter().take(VERSIONS).map(|each| {
        let until = each.until.as_ref().map(|day| format!(" until {day}")).unwrap_or_default();
        let wanted = each.wanted.as_ref().map(|wanted| format!(", required is {wanted}")).unwrap_or_default();
        format!("{}: {}{until}{wanted}", each.version, word(&each.why))
    });
    let rest = (more > 0).then(|| format!("and {more} older ones"));
    lines.extend(part("Versions that the policy does not permit", withheld.chain(rest)));
    lines
}

fn fact(name: &str, value: &str) -> String {
    format!("{name:<15}{value}")
}

fn part(title: &str, lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<String> = lines.map(|line| format!("  {line}")).collect();
    if lines.is_empty() {
        lines.push("  none".to_owned());
    }
    [String::new(), title.to_owned()].into_iter().chain(lines).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(key: &str, malformed: Option<&str>) -> ManagedValue {
        ManagedValue {
            key: key.to_owned(),
            english: String::new(),
            chinese: String::new(),
            value: Some("required".to_owned()),
            source: PolicySource::File,
            place: "/etc/upgo/policy.toml".to_owned(),
            malformed: malformed.map(str::to_owned),
            setting: None,
        }
    }

    fn managed() -> ManagedReport {
        ManagedReport {
            contact: None,
            values: Vec::new(),
            problems: Vec::new(),
            ring: None,
            delay_days: 0,
            withheld: Vec::new(),
            held_back: None,
        }
    }

    fn refused(version: &str, refused: &Refused) -> WithheldVersion {
        WithheldVersion::new(&version.parse().unwrap(), refused, true)
    }

    #[test]
    fn the_report_names_each_value_with_its_source_and_its_fault() {
        let values = vec![value("proof", Some("must be one of …")), value("ring", None)];
        let text = policy_facts(&ManagedReport { values, ..managed() }).join("\n");
        assert!(text.contains("proof = required\n    file, /etc/upgo/policy.toml\n    not usable"), "{text}");
        assert!(text.contains("ring = required\n    file, /etc/upgo/policy.toml\n\n"), "{text}");
    }

    #[test]
    fn the_report_says_until_when_a_version_is_withheld_and_counts_the_rest() {
        let day = "2026-09-11".parse().unwrap();
        let mut withheld = vec![refused("go1.27.1", &Refused::Waits(Ring::Broad, day))];
        withheld.extend((0..12).map(|patch| refused(&format!("go1.24.{patch}"), &Refused::Blocked)));
        let ring = Some(Ring::Broad);
        let report = ManagedReport { withheld, ring, delay_days: 10, ..managed() };
        let text = policy_facts(&report).join("\n");
        assert!(text.contains("go1.27.1: ring until 2026-09-11\n"), "{text}");
        assert!(text.contains("Ring           broad, 10 days after a release"), "{text}");
        assert!(text.ends_with("  and 3 older ones"), "{text}");
    }

    #[test]
    fn an_empty_part_says_so() {
        assert_eq!(part("Refusals", std::iter::empty()), ["", "Refusals", "  none"]);
    }
}
