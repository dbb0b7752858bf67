//! The report of one machine. `docs/teams/fleet.md` lists each field with its purpose, and a test fails if anything
//! else is written. Of all fields, only the name of the machine, which a policy includes, is worded by a person.
use std::fmt;

use jiff::Timestamp;

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

#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(extend("additionalProperties" = false))]
pub struct MachineReport {
    /// The version of this format.
    pub format: u32,
    /// A random number of this installation of Upgo.
    pub id: MachineId,
    /// The name of the machine; `null` unless the policy says to include it.
    pub name: Option<String>,
    /// The ring of the machine, from the policy; `null` if the policy names none.
    pub ring: Option<Ring>,
    /// When the report was made.
    pub at: Timestamp,
    pub upgo: String,
    /// The operating system and architecture.
    pub target: Target,
    /// The Go that a new terminal runs; `null` if there is none, or its version is unknown.
    pub go: Option<Version>,
    /// The installed Go versions, newest first.
    pub installed: Vec<Version>,
    /// Those of them that no release list and no proof vouches for, because a user gave the SHA-256 of their archive.
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
    pub stage: Option<StepKind>,
    /// How many changes in a row have failed until now.
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

/// The last change of a machine.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(extend("additionalProperties" = false))]
pub struct LastChange {
    /// When it started.
    pub at: Timestamp,
    /// How it ended; `null` if it has not ended.
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

impl MachineReport {
    /// It does not name the machine.
    pub fn file_name(&self) -> String {
        format!("{}.json", self.id)
    }
}
