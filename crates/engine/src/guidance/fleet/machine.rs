//! The report of one machine, as it is written and read. `docs/teams/fleet.md` lists each field with its purpose, and a
//! test fails if anything else is written. Only the name of the machine, which a policy includes, is worded by a person.
//! A report that is read may come from anyone: each value must have Upgo's exact form. Newer fields are ignored.
use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Deserializer};

use super::left_out::LeftOutKind;
use crate::base::json::{read_from_text, written_as_text};
use crate::base::random::unguessable;
use crate::base::report::{Code, StepKind};
use crate::base::target::Target;
use crate::base::version::Version;
use crate::change::journal::Outcome;
use crate::choices::policy::Ring;

/// The version of the format. It changes only if earlier versions of Upgo would misunderstand a report.
pub(crate) const FORMAT: u32 = 1;
/// The largest number of installed versions in a report; the newest ones count.
pub(crate) const MOST_INSTALLED: usize = 32;
/// The maximum length of the name of a machine in bytes, which is that of a full DNS name.
const LONGEST_NAME: usize = 253;
/// The maximum length of the other texts in bytes.
const LONGEST: usize = 64;
const A_DAY: SignedDuration = SignedDuration::from_hours(24);

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(extend("additionalProperties" = false))]
pub struct MachineReport {
    /// The version of this format.
    pub format: u32,
    /// A random number of this installation of Upgo.
    pub id: MachineId,
    /// The name of the machine; `null` unless the policy says to include it.
    pub name: Option<String>,
    /// The ring of the machine, from the policy; `null` if the policy names none.
    #[serde(default, deserialize_with = "known")]
    pub ring: Option<Ring>,
    /// When the report was made; in an overview, `null` if its clock was ahead.
    pub at: Option<Timestamp>,
    pub upgo: String,
    /// The operating system and architecture.
    pub target: Target,
    /// The Go that a new terminal runs; `null` if there is none, or its version is unknown.
    pub go: Option<Version>,
    /// Whether a new terminal runs a Go; `null` if unknown.
    pub has_go: Option<bool>,
    /// The installed Go versions, newest first.
    #[serde(default)]
    pub installed: Vec<Version>,
    /// Those of them that no release list and no proof vouches for, because a user gave the SHA-256 of their archive.
    #[serde(default)]
    pub given: Vec<Version>,
    /// The newer release that the policy and the settings ask for, or the fix that only another release line has; `null`
    /// if none is known.
    pub update: Option<Version>,
    /// Whether the policy permits the Go that a new terminal runs; `null` without one.
    pub permitted: Option<bool>,
    /// When a server last sent the list of releases; `null` for never.
    pub releases_at: Option<Timestamp>,
    /// Why the last check for releases failed; `null` if it did not.
    pub check_problem: Option<Code>,
    /// The last change; `null` if there was none.
    pub last_change: Option<LastChange>,
    /// The step of the change that is running; `null` if none is.
    #[serde(default, deserialize_with = "known")]
    pub stage: Option<StepKind>,
    /// How many changes in a row have failed until now.
    #[serde(default)]
    pub tries: u32,
    /// When the Go in use was last changed by Upgo; `null` for never, or longer ago than the newest changes.
    pub updated_at: Option<Timestamp>,
    /// How long the machine has run, or ran until the last fix, a Go whose security fix was published; `null` if no such
    /// time is known.
    pub exposure: Option<ReportedExposure>,
}

/// The time without a security fix.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(extend("additionalProperties" = false))]
pub struct ReportedExposure {
    /// The first release with a fix.
    pub fix: Version,
    /// Since when the machine was without it; `null` if unknown.
    pub since: Option<Timestamp>,
    /// When it ended; `null` if it has not.
    pub until: Option<Timestamp>,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(extend("additionalProperties" = false))]
pub struct LastChange {
    /// When it started.
    pub at: Timestamp,
    /// How it ended; `null` if it has not ended.
    #[serde(default, deserialize_with = "known")]
    pub outcome: Option<Outcome>,
    /// The problem that ended it; `null` if there was none.
    pub problem: Option<Code>,
}

/// A random number that distinguishes one installation of Upgo from another, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MachineId(u128);

impl MachineId {
    pub(crate) fn random() -> Self {
        Self((u128::from(unguessable()) << 64) | u128::from(unguessable()))
    }

    /// Parses 32 hexadecimal digits.
    fn parse(text: &str) -> Result<Self, &'static str> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let is_number = text.len() == 32 && text.bytes().all(is_digit);
        let number = u128::from_str_radix(text, 16).ok().filter(|_| is_number);
        number.map(Self).ok_or("not 32 hexadecimal digits")
    }
}

impl fmt::Display for MachineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

written_as_text!(MachineId, "pattern": "^[0-9a-f]{32}$");
read_from_text!(MachineId, MachineId::parse);

/// A word of a newer version of Upgo counts as none.
fn known<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    use serde::de::IntoDeserializer as _;

    let word = Option::<String>::deserialize(deserializer)?;
    let known = |word: String| T::deserialize(word.into_deserializer()).map_err(|_: serde::de::value::Error| ()).ok();
    Ok(word.and_then(known))
}

#[derive(Deserialize)]
struct FormatOnly {
    format: u32,
}

impl MachineReport {
    /// Reads a report. `now` is the time of this machine.
    pub(super) fn parse(bytes: &[u8], now: Timestamp) -> Result<Self, LeftOutKind> {
        let text = std::str::from_utf8(bytes).map_err(|_| LeftOutKind::NotUtf8)?;
        let text = text.trim_start_matches('\u{feff}'); // some editors and shells put it there
        let FormatOnly { format } = serde_json::from_str(text).map_err(|_| LeftOutKind::Malformed)?;
        if format > FORMAT {
            return Err(LeftOutKind::NewerFormat);
        }
        let read: Result<Self, _> = serde_json::from_str(text);
        let mut report = read.ok().filter(Self::is_fit).ok_or(LeftOutKind::Malformed)?;
        report.name = report.name.filter(|name| !name.trim().is_empty());
        report.at = report.at.filter(|at| at.duration_since(now) <= A_DAY);
        Ok(report)
    }

    fn is_fit(&self) -> bool {
        self.name.as_ref().is_none_or(|name| name.len() <= LONGEST_NAME)
            && self.upgo.len() <= LONGEST
            && semver::Version::parse(&self.upgo).is_ok()
            && self.target.os.len() + self.target.arch.len() < LONGEST
            && self.installed.len().max(self.given.len()) <= MOST_INSTALLED
            && self.at.is_some()
    }

    /// Drops the times of a clock that was wrong when it made the report, or before. Returns whether it was.
    pub(super) fn doubt_times(&mut self) -> bool {
        let exposure = self.exposure.as_mut();
        let [since, until] = exposure.as_ref().map_or([None; 2], |exposure| [exposure.since, exposure.until]);
        let is_ordered = [since, until, self.at].into_iter().flatten().is_sorted() && self.updated_at <= self.at;
        let is_wrong = self.at.is_none() || !is_ordered;
        if is_wrong {
            self.updated_at = None;
            if let Some(exposure) = exposure {
                exposure.since = None;
            }
        }
        is_wrong
    }

    /// Whether both are from machines that were made from one image: machines are rarely renamed, and no system becomes
    /// another one.
    pub(super) fn is_twin_of(&self, older: &Self) -> bool {
        let is_other = |(one, other)| one != other;
        let has_other_name = self.name.as_ref().zip(older.name.as_ref()).is_some_and(is_other);
        let is_same_day = self.at.zip(older.at).is_some_and(|(at, older)| at.duration_since(older) <= A_DAY);
        is_same_day && (has_other_name || self.target != older.target)
    }

    /// The code of the problem that ended the last change or the last check, if it failed.
    pub(super) fn failed(&self) -> Option<Code> {
        let changed = self.last_change.as_ref().filter(|change| change.outcome == Some(Outcome::Failed));
        // a change may fail without its own code
        changed.map(|change| change.problem.unwrap_or(Code::Other)).or(self.check_problem)
    }

    /// Whether the machine lacks a Go that is as new as its policy and settings ask for, and that the policy permits.
    pub(super) fn is_behind(&self) -> bool {
        let is_older = |update| self.go.as_ref().is_none_or(|go| go < update);
        self.permitted == Some(false) || self.update.as_ref().is_some_and(is_older)
    }

    /// It does not name the machine.
    pub fn file_name(&self) -> String {
        format!("{}.json", self.id)
    }
}
