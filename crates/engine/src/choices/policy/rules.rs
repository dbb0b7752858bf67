//! Which versions a policy permits.
use std::fmt;
use std::str::FromStr;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Policy, Ring, VersionLock};
use crate::base::report::{Code, Explain, stated};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement, Value};
use crate::choices::settings::Named as _;
use crate::released::catalog::ReleaseRequest;

/// Some versions: a release, a whole line, or all from or before one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VersionRule {
    /// `1.27.3`.
    Exact(Version),
    /// `1.27`: every release of the line, with its pre-releases.
    Line(Version),
    /// `>=1.26`.
    From(Version),
    /// `<1.25.4`.
    Before(Version),
}

impl VersionRule {
    pub fn matches(&self, version: &Version) -> bool {
        match self {
            Self::Exact(exact) => version == exact,
            Self::Line(line) => version.same_line(line),
            Self::From(first) => first <= version,
            Self::Before(end) => version < end,
        }
    }
}

impl FromStr for VersionRule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let version = |text: &str| text.trim().parse::<Version>().map_err(|error| error.to_string());
        if let Some(first) = text.strip_prefix(">=") {
            return version(first).map(Self::From);
        }
        if let Some(end) = text.strip_prefix('<') {
            return version(end).map(Self::Before);
        }
        match text.trim().parse() {
            Ok(ReleaseRequest::Exact(version)) => Ok(Self::Exact(version)),
            Ok(ReleaseRequest::Line(line)) => Ok(Self::Line(line)),
            _ => Err(format!("{text:?} is not a version such as 1.27.3, 1.27, >=1.26 or <1.25.4")),
        }
    }
}

impl fmt::Display for VersionRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(version) => write!(f, "{version}"),
            Self::Line(line) => write!(f, "{}", line.number()),
            Self::From(first) => write!(f, ">={}", first.number()),
            Self::Before(end) => write!(f, "<{}", end.number()),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", stated(self))]
pub struct NotPermitted {
    pub version: Version,
    pub why: Refused,
    pub manager: String,
    pub next: Statement,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    Blocked,
    NotAllowed,
    Wanted(VersionLock),
    Locked(Date),
    NotApproved,
    Malformed,
    Waits(Ring, Date),
}

pub(super) const ADMINISTRATOR: &str = "your administrator";

/// Who manages the machine, as a part of a sentence: an administrator without a name is called so in each language.
pub(crate) fn manager_said(manager: &str) -> Value {
    if manager == ADMINISTRATOR { Sentence::YourAdministrator.into() } else { manager.into() }
}

impl Explain for NotPermitted {
    fn code(&self) -> Code {
        Code::PolicyVersion
    }

    fn statement(&self) -> Option<Statement> {
        let (version, manager) = (self.version.as_str(), manager_said(&self.manager));
        Some(match &self.why {
            Refused::Blocked => say!(PolicyBlocks { version, manager }),
            Refused::NotAllowed => say!(PolicyDoesNotAllow { version, manager }),
            Refused::Wanted(wanted) => say!(PolicyWants { version, manager, wanted: wanted.to_string() }),
            Refused::Locked(until) => say!(PolicyLocks { version, manager, day: until.to_string() }),
            Refused::Malformed => say!(PolicyUnclear { version }),
            Refused::NotApproved => say!(PolicyApproves { version, manager }),
            Refused::Waits(ring, from) => say!(PolicyRingWaits { version, ring: ring.name(), day: from.to_string() }),
        })
    }

    fn next(&self) -> Statement {
        self.next.clone()
    }
}

impl Policy {
    /// Whether `version` may be used, once it is installed: by the lists, and by the required version.
    pub fn permits_use(&self, version: &Version) -> Result<(), Refused> {
        let is_in = |rules: Option<&[VersionRule]>| Some(rules?.iter().any(|rule| rule.matches(version)));
        if is_in(self.blocked.as_deref()) == Some(true) {
            return Err(Refused::Blocked);
        }
        if is_in(self.allowed.as_deref()) == Some(false) {
            return Err(Refused::NotAllowed);
        }
        match &self.version {
            Some(wanted) if !wanted.includes(version) => Err(Refused::Wanted(wanted.clone())),
            _ => Ok(()),
        }
    }

    /// Whether `version` may be installed on `today`. `released` is the day of its release, if known; a release of an
    /// unknown day counts as one of today. One that `fixes` a known vulnerability of the Go in use has a shorter
    /// delay, and needs no approval unless the policy says so.
    pub fn permits_install(
        &self,
        version: &Version,
        released: Option<Date>,
        today: Date,
        fixes: bool,
    ) -> Result<(), Refused> {
        self.permits_use(version)?;
        if self.is_closed {
            return Err(Refused::Malformed);
        }
        if self.approved.as_ref().is_some_and(|rules| rules.iter().any(|rule| rule.matches(version))) {
            return Ok(());
        }
        match self.locked_until {
            Some(until) if today < until => return Err(Refused::Locked(until)),
            None if self.approved.is_some() && !(fixes && self.security_needs_approval != Some(true)) => {
                return Err(Refused::NotApproved);
            }
            _ => {}
        }
        let Some(ring) = self.ring else { return Ok(()) };
        let days = i64::from(if fixes { self.security_delay_days() } else { self.delay_days() });
        let from = released.unwrap_or(today).checked_add(days.days()).unwrap_or(Date::MAX);
        if days > 0 && today < from { Err(Refused::Waits(ring, from)) } else { Ok(()) }
    }

    /// The request that the wanted version means for `upgrade`; `None` if the user may choose.
    pub(crate) fn wanted_request(&self) -> Option<ReleaseRequest> {
        match self.version.as_ref()? {
            VersionLock::Latest => None,
            VersionLock::Line(line) => Some(ReleaseRequest::Line(line.clone())),
            VersionLock::Exact(version) => Some(ReleaseRequest::Exact(version.clone())),
        }
    }

    fn limits_use(&self) -> bool {
        self.version.is_some() || self.allowed.is_some() || self.blocked.is_some()
    }

    /// The names of those `versions` that may be used; `None` if all may.
    pub(crate) fn usable_among<'a>(&self, versions: impl Iterator<Item = &'a Version>) -> Option<Vec<&'a str>> {
        let is_usable = |version: &&Version| self.permits_use(version).is_ok();
        self.limits_use().then(|| versions.filter(is_usable).map(Version::as_str).collect())
    }

    pub(crate) fn decides_versions(&self) -> bool {
        self.limits_use()
            || self.approved.is_some()
            || self.locked_until.is_some()
            || self.ring.is_some()
            || self.is_closed
    }
}

impl VersionLock {
    fn includes(&self, version: &Version) -> bool {
        match self {
            Self::Latest => true,
            Self::Line(line) => version.same_line(line),
            Self::Exact(exact) => version == exact,
        }
    }
}

impl fmt::Display for VersionLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Latest => f.write_str("latest"),
            Self::Line(line) => f.write_str(line.number()),
            Self::Exact(version) => version.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_administrator_without_a_name_has_words_in_each_language() {
        let by = |manager: &str| {
            let manager = manager.to_owned();
            NotPermitted {
                version: "go1.27.1".parse().unwrap(),
                why: Refused::Blocked,
                manager,
                next: Sentence::Nothing.into(),
            }
        };
        let value = |refused: &NotPermitted| refused.statement().unwrap().values["manager"].clone();
        let unnamed = by(ADMINISTRATOR);
        assert_eq!(value(&unnamed), Value::Statement(Sentence::YourAdministrator.into()));
        assert_eq!(unnamed.to_string(), "go1.27.1 is blocked by your administrator");
        assert_eq!(value(&by("4711")), Value::Text("4711".to_owned()));
    }
}
