//! `dsc`: Go as a resource of an engine that keeps machines in a desired state. The changes are those of `install`,
//! `upgrade` and `remove`; here they get the names and the shape that Microsoft DSC gives them.
use schemars::schema_for;

use super::Engine;
use crate::base::json::without_mark;
use crate::base::report::{Cancel, Code, Events, Problem, Result};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::change::apply::Confirmed;
use crate::change::plan::{Snapshot, Then};
use crate::change::request::{ChangeRequest, InstallFrom};
use crate::released::catalog::ReleaseRequest;
use crate::which_go::inventory::Origin;

/// A Go release of this account: its desired or its current state.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, deny_unknown_fields)]
pub struct GoInstance {
    /// The release: `1.27.3`, `1.27` for the newest patch of that line, `latest`, `rc` or `beta`. Without it, the
    /// release that `upgo upgrade` would install.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^(latest|stable|rc|beta|v?(go)?\d+(\.\d+){0,2}((rc|beta)\d+|\.x)?)$"))]
    pub version: Option<String>,
    /// Whether new terminals run it. Without it, an installed release need not be the one in use.
    #[serde(rename = "use", default, skip_serializing_if = "Option::is_none")]
    pub in_use: Option<bool>,
    /// The installed release that fits `version`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("readOnly" = true))]
    pub release: Option<Version>,
    /// Whether such a release is installed.
    #[serde(rename = "_exist", default = "is_there")]
    pub exist: bool,
    /// Whether everything is as desired. Only `test` says so.
    #[serde(rename = "_inDesiredState", default)]
    #[schemars(extend("readOnly" = true))]
    pub in_desired_state: Option<bool>,
}

/// The output of `dsc get`, `dsc test`, `dsc set` and `dsc what-if` with `--json`.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GoStateReport {
    /// The current state, or the one that `what-if` predicts.
    pub state: GoInstance,
    /// For `test`, the properties that are not as desired; for `set` and `what-if`, those that change.
    pub differing: Vec<String>,
    pub warnings: Vec<Problem>,
}

/// The output of `dsc export` with `--json`.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GoStatesReport {
    /// An instance for each installed release, newest first.
    pub instances: Vec<GoInstance>,
    pub warnings: Vec<Problem>,
}

const EXIST: &str = "_exist";
const VERSION: &str = "version";
const RELEASE: &str = "release";
const USE: &str = "use";

fn is_there() -> bool {
    true
}

impl Default for GoInstance {
    fn default() -> Self {
        Self { version: None, in_use: None, release: None, exist: true, in_desired_state: None }
    }
}

impl GoInstance {
    pub const LONGEST: u64 = 64 << 10;

    pub fn read(bytes: &[u8]) -> Result<Option<Self>> {
        if bytes.len() as u64 > Self::LONGEST {
            return Err(unusable(say!(InstanceTooLarge { limit: Self::LONGEST })));
        }
        let text = without_mark(bytes).trim_ascii();
        if text.is_empty() {
            return Ok(None);
        }
        if !text.starts_with(b"{") {
            return Err(unusable(Sentence::InstanceNoObject));
        }
        let read = serde_json::from_slice(text).map(Some);
        read.map_err(|error| unusable(say!(InstanceInvalid { error: Statement::quoted(error.to_string()) })))
    }

    pub fn schema() -> String {
        serde_json::to_string_pretty(&schema_for!(Self)).unwrap_or_default()
    }

    pub(crate) fn wanted(&self) -> Result<Option<ReleaseRequest>> {
        let parse = |text: &String| text.parse::<ReleaseRequest>().map_err(|error| unusable(error.says()));
        self.version.as_ref().map(parse).transpose()
    }

    /// Whether it should be the Go in use. Without a version, that is what an upgrade does.
    fn asks_for_use(&self) -> bool {
        self.exist && self.in_use.unwrap_or(self.version.is_none())
    }

    fn changes(&self, after: &Self) -> Vec<String> {
        let pairs = [
            (EXIST, self.exist != after.exist),
            (RELEASE, self.release != after.release),
            (USE, self.in_use != after.in_use),
        ];
        pairs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name.to_owned()).collect()
    }
}

struct Outlook {
    before: GoInstance,
    after: GoInstance,
    has_changes: bool,
    warnings: Vec<Problem>,
}

impl Outlook {
    fn unmet(&self, desired: &GoInstance) -> Vec<String> {
        let mut unmet = Vec::new();
        if self.before.exist != desired.exist {
            unmet.push(EXIST);
        } else if self.before.release != self.after.release {
            unmet.push(VERSION);
        }
        let is_used = self.before.in_use == Some(true);
        let is_wrong = if desired.asks_for_use() { !is_used } else { desired.in_use == Some(false) && is_used };
        if desired.exist && is_wrong {
            unmet.push(USE);
        }
        // such as an entry of PATH, or the command of a version in Upgo's folder
        if unmet.is_empty() && self.has_changes {
            unmet.push(if desired.asks_for_use() { USE } else { EXIST });
        }
        unmet.into_iter().map(str::to_owned).collect()
    }
}

impl Engine {
    /// Never goes online.
    pub fn go_state(&self, named: &GoInstance) -> Result<GoStateReport> {
        let warnings = self.recover_and_warn();
        let state = self.present(named, None)?;
        Ok(GoStateReport { state, differing: Vec::new(), warnings })
    }

    /// Changes nothing.
    pub fn test_go_state(&self, desired: &GoInstance, cancel: &Cancel) -> Result<GoStateReport> {
        let outlook = match self.outlook(desired, cancel) {
            Err(refused) if is_refused(&refused) => self.refused_outlook(desired, refused)?,
            outlook => outlook?,
        };
        let differing = outlook.unmet(desired);
        let state = GoInstance { in_desired_state: Some(differing.is_empty()), ..outlook.before };
        Ok(GoStateReport { state, differing, warnings: outlook.warnings })
    }

    /// Changes nothing.
    pub fn predict_go_state(&self, desired: &GoInstance, cancel: &Cancel) -> Result<GoStateReport> {
        let Outlook { before, after, warnings, .. } = self.outlook(desired, cancel)?;
        require_reachable(desired, &before)?;
        Ok(GoStateReport { differing: before.changes(&after), state: after, warnings })
    }

    /// Never asks anything: a change that needs the administrator prompt is refused.
    pub fn set_go_state(&self, desired: &GoInstance, cancel: &Cancel, events: Events<'_>) -> Result<GoStateReport> {
        let before = self.present(desired, None)?;
        require_reachable(desired, &before)?;
        let Some(request) = self.request_for(desired, cancel)? else {
            return Ok(GoStateReport { state: before, differing: Vec::new(), warnings: Vec::new() });
        };
        let confirmed = Confirmed { unattended: true, ..Confirmed::default() };
        let changed = self.change_confirmed(&request, confirmed, cancel, events)?;
        let after = self.present(desired, changed.change.to.as_ref().filter(|_| desired.exist))?;
        Ok(GoStateReport { differing: before.changes(&after), state: after, warnings: changed.warnings })
    }

    /// Never goes online.
    pub fn go_states(&self, filter: &GoInstance) -> Result<GoStatesReport> {
        let warnings = self.recover_and_warn();
        let seen = self.look(None)?;
        let wanted = filter.wanted()?;
        let fitting = match &wanted {
            None => installed(&seen).cloned().collect(),
            Some(wanted) => fitting(&seen, wanted),
        };
        let mut instances = Vec::new();
        for release in fitting {
            let is_used = self.is_used(&seen, &release);
            if filter.exist && filter.in_use.is_none_or(|used| used == is_used) {
                instances.push(GoInstance {
                    version: Some(release.number().to_owned()),
                    // `false` would forbid that another instance, or the user, chooses it
                    in_use: is_used.then_some(true),
                    release: Some(release),
                    ..GoInstance::default()
                });
            }
        }
        Ok(GoStatesReport { instances, warnings })
    }

    fn outlook(&self, desired: &GoInstance, cancel: &Cancel) -> Result<Outlook> {
        let warnings = self.recover_and_warn();
        let Some(request) = self.request_for(desired, cancel)? else {
            let before = self.present(desired, None)?;
            return Ok(Outlook { after: before.clone(), before, has_changes: false, warnings });
        };
        let planned = self.plan(&request, cancel)?;
        let warnings = [warnings, planned.warnings].concat();
        let has_changes = planned.plan.decisive_step().is_some();
        let leads_to = planned.plan.to;
        let before = self.present(desired, leads_to.as_ref().filter(|_| desired.exist))?;
        let after = if desired.exist {
            let stays_used = before.release == leads_to && before.in_use == Some(true);
            let in_use = Some(desired.asks_for_use() || stays_used);
            GoInstance { in_use, exist: true, release: leads_to, ..before.clone() }
        } else {
            GoInstance { in_use: Some(false), exist: false, release: None, ..before.clone() }
        };
        Ok(Outlook { before, after, has_changes, warnings })
    }

    /// What is not as desired, if Upgo would refuse to change it: the release is the Go in use, or there is none.
    fn refused_outlook(&self, desired: &GoInstance, refused: Problem) -> Result<Outlook> {
        let warnings = [self.recover_and_warn(), vec![refused]].concat();
        let before = self.present(desired, None)?;
        let after = GoInstance { release: None, ..before.clone() };
        Ok(Outlook { before, after, has_changes: true, warnings })
    }

    /// The current state of the release that an instance names. If `leads_to` is installed, it is that one.
    fn present(&self, named: &GoInstance, leads_to: Option<&Version>) -> Result<GoInstance> {
        let wanted = named.wanted()?;
        let seen = self.look(None)?;
        let is_installed = |version: &&Version| installed(&seen).any(|installed| installed == *version);
        let release = match (&wanted, leads_to.filter(is_installed)) {
            (None, _) => self.base_of_upgrade(&seen),
            (Some(_), Some(leads_to)) => Some(leads_to.clone()),
            (Some(wanted), None) => wanted.pick(installed(&seen)).cloned(),
        };
        Ok(GoInstance {
            version: named.version.clone(),
            in_use: Some(release.as_ref().is_some_and(|release| self.is_used(&seen, release))),
            exist: release.is_some(),
            release,
            in_desired_state: None,
        })
    }

    /// The Go that an upgrade replaces: the current one, or that of the whole machine.
    fn base_of_upgrade(&self, seen: &Snapshot) -> Option<Version> {
        if !self.is_system_wide() {
            return seen.current.clone();
        }
        seen.everybody.find(self.target().goarch()).and_then(|registered| registered.version.clone())
    }

    /// Whether new terminals run a release, and Upgo has chosen it.
    fn is_used(&self, seen: &Snapshot, release: &Version) -> bool {
        let runs = || self.judged_version().ok();
        self.base_of_upgrade(seen).as_ref() == Some(release) && runs().as_ref() == Some(release)
    }

    /// `None` if there is nothing to remove.
    fn request_for(&self, desired: &GoInstance, cancel: &Cancel) -> Result<Option<ChangeRequest>> {
        let request = match (desired.wanted()?, desired.exist) {
            (_, false) if desired.in_use == Some(true) => {
                return Err(unusable(Sentence::InstanceAbsentInUse));
            }
            (Some(wanted @ (ReleaseRequest::Line(_) | ReleaseRequest::Exact(_))), false) => {
                let versions = fitting(&self.look(None)?, &wanted);
                return Ok((!versions.is_empty()).then(|| ChangeRequest::remove(&versions)));
            }
            (_, false) => return Err(unusable(Sentence::InstanceNamesNothing)),
            (None, true) if !desired.asks_for_use() => {
                return Err(unusable(Sentence::InstanceUseWithoutVersion));
            }
            (None, true) => ChangeRequest::Upgrade { to: self.unmanaged_newest(cancel)?, patch: false },
            (Some(version), true) => {
                let then = if desired.asks_for_use() { Then::Switch } else { Then::Stay };
                ChangeRequest::Install { from: InstallFrom::Release { version }, then }
            }
        };
        Ok(Some(request))
    }

    /// The release that `upgrade` leaves to another Go. An instance is one of Upgo's, so it has to be named.
    fn unmanaged_newest(&self, cancel: &Cancel) -> Result<Option<ReleaseRequest>> {
        let is_own = self.running_go().is_none_or(|active| active.found.origin == Origin::Upgo);
        if is_own || self.is_system_wide() {
            return Ok(None);
        }
        let planned = self.plan(&ChangeRequest::Upgrade { to: None, patch: false }, cancel)?;
        let is_unmanaged = planned.warnings.iter().any(|warning| warning.code == Code::GoUnmanaged);
        Ok(planned.plan.to.filter(|_| is_unmanaged).map(ReleaseRequest::Exact))
    }
}

/// Whether the machine can be described, although the change to the desired state is refused.
fn is_refused(problem: &Problem) -> bool {
    let refusals = [Code::RemoveCurrent, Code::VersionUnknown, Code::VersionSystem];
    refusals.contains(&problem.code)
}

/// Newest first.
fn installed(seen: &Snapshot) -> impl Iterator<Item = &Version> {
    seen.installed.iter().map(|installed| &installed.version)
}

/// The installed releases that a request means: all of a line, otherwise one at most.
fn fitting(seen: &Snapshot, wanted: &ReleaseRequest) -> Vec<Version> {
    match wanted {
        ReleaseRequest::Line(line) => installed(seen).filter(|version| version.same_line(line)).cloned().collect(),
        wanted => wanted.pick(installed(seen)).cloned().into_iter().collect(),
    }
}

/// Refuses to take the Go in use out of use, because that does not say which other one is to be used.
fn require_reachable(desired: &GoInstance, before: &GoInstance) -> Result<()> {
    match &before.release {
        Some(release) if desired.exist && desired.in_use == Some(false) && before.in_use == Some(true) => {
            let problem = unusable(say!(InstanceNoOther { version: release.as_str() }));
            Err(problem.with_next(Sentence::GiveOtherUse))
        }
        _ => Ok(()),
    }
}

fn unusable(message: impl Into<Statement>) -> Problem {
    Problem::new(Code::Usage, message).with_next(Sentence::SeeInstanceSchema)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_shells_and_engines_send() {
        let read = |text: &str| GoInstance::read(text.as_bytes());
        assert_eq!(read("").unwrap(), None);
        assert_eq!(read("\u{feff} \r\n").unwrap(), None);
        assert_eq!(read("{}").unwrap(), Some(GoInstance::default()));
        let found = read("\u{feff}{\"version\":\"1.27\",\"use\":true,\"_inDesiredState\":null}\r\n").unwrap().unwrap();
        assert_eq!(found, GoInstance { version: Some("1.27".into()), in_use: Some(true), ..GoInstance::default() });
        let again = serde_json::to_vec(&found).unwrap();
        assert_eq!(GoInstance::read(&again).unwrap(), Some(found));
    }

    #[test]
    fn refuses_what_is_no_instance() {
        for bytes in
            [&b"[]"[..], b"{", b"null", b"{\"versions\":\"1.27\"}", b"{\"use\":\"yes\"}", b"\xff{}", &[b'['; 9_999]]
        {
            assert_eq!(GoInstance::read(bytes).unwrap_err().code, Code::Usage);
        }
        let long = vec![b' '; usize::try_from(GoInstance::LONGEST).unwrap() + 1];
        assert_eq!(GoInstance::read(&long).unwrap_err().code, Code::Usage);
        let hostile = GoInstance { version: Some("../x".into()), ..GoInstance::default() };
        assert_eq!(hostile.wanted().unwrap_err().code, Code::Usage);
    }

    #[test]
    fn the_schema_has_what_dsc_requires() {
        let schema: serde_json::Value = serde_json::from_str(&GoInstance::schema()).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["type"], "object");
        assert_eq!(schema["additionalProperties"], false);
        assert_eq!(schema["properties"]["_exist"]["default"], true);
        assert_eq!(schema["properties"]["_inDesiredState"]["readOnly"], true);
        assert_eq!(schema["properties"]["release"]["readOnly"], true);
        assert!(schema.get("required").is_none(), "{schema:#}");
    }
}
