//! Reading one report, which may come from anyone: each value must have Upgo's exact form. Newer fields are ignored.
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Deserializer};

use super::left_out::LeftOutKind;
use super::machine::{FORMAT, MOST_INSTALLED, MachineId, ReportedExposure};
use crate::base::target::Target;
use crate::base::version::Version;
use crate::choices::policy::Ring;
use crate::choices::settings::Named as _;

/// The maximum length of the name of a machine in bytes, which is that of a full DNS name.
const LONGEST_NAME: usize = 253;
/// The maximum length of the other texts in bytes.
const LONGEST: usize = 64;
const AHEAD: SignedDuration = SignedDuration::from_hours(24);

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReadReport {
    pub(super) id: MachineId,
    pub(super) name: Option<String>,
    #[serde(default, deserialize_with = "known_ring")]
    pub(super) ring: Option<Ring>,
    /// `None` if it is later than this machine can believe.
    pub(super) at: Option<Timestamp>,
    pub(super) upgo: String,
    pub(super) target: Target,
    pub(super) go: Option<Version>,
    #[serde(default)]
    pub(super) installed: Vec<Version>,
    pub(super) update: Option<Version>,
    pub(super) permitted: Option<bool>,
    check_problem: Option<String>,
    last_change: Option<WrittenChange>,
    pub(super) stage: Option<String>,
    #[serde(default)]
    pub(super) tries: u32,
    pub(super) updated_at: Option<Timestamp>,
    pub(super) exposure: Option<ReportedExposure>,
    /// Whether the clock of its machine was wrong when it made the report, or before.
    #[serde(skip)]
    pub(super) clock_wrong: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct WrittenChange {
    outcome: Option<String>,
    problem: Option<String>,
}

/// One of a newer version of Upgo counts as none.
fn known_ring<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Ring>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.as_deref().and_then(Ring::named))
}

#[derive(Deserialize)]
struct FormatOnly {
    format: u32,
}

impl ReadReport {
    /// `now` is the time of this machine.
    pub(crate) fn parse(bytes: &[u8], now: Timestamp) -> Result<Self, LeftOutKind> {
        let text = std::str::from_utf8(bytes).map_err(|_| LeftOutKind::NotUtf8)?;
        let text = text.trim_start_matches('\u{feff}'); // some editors and shells put it there
        let FormatOnly { format } = serde_json::from_str(text).map_err(|_| LeftOutKind::Malformed)?;
        if format > FORMAT {
            return Err(LeftOutKind::NewerFormat);
        }
        let mut report: Self = serde_json::from_str(text).map_err(|_| LeftOutKind::Malformed)?;
        if !report.is_fit() {
            return Err(LeftOutKind::Malformed);
        }
        report.name = report.name.filter(|name| !name.trim().is_empty());
        report.doubt_times(now);
        Ok(report)
    }

    /// Drops the times of a clock that was wrong. The machine counts nevertheless.
    fn doubt_times(&mut self, now: Timestamp) {
        self.at = self.at.filter(|at| at.duration_since(now) <= AHEAD);
        let exposure = self.exposure.as_mut();
        let [since, until] = exposure.as_ref().map_or([None; 2], |exposure| [exposure.since, exposure.until]);
        let is_ordered = [since, until, self.at].into_iter().flatten().is_sorted() && self.updated_at <= self.at;
        self.clock_wrong = self.at.is_none() || !is_ordered;
        if self.clock_wrong {
            self.updated_at = None;
            if let Some(exposure) = exposure {
                exposure.since = None;
            }
        }
    }

    fn is_fit(&self) -> bool {
        self.name.as_ref().is_none_or(|name| name.len() <= LONGEST_NAME)
            && self.upgo.len() <= LONGEST
            && semver::Version::parse(&self.upgo).is_ok()
            && self.target.os.len() + self.target.arch.len() < LONGEST
            && self.installed.len() <= MOST_INSTALLED
            && self.failed().is_none_or(is_code)
            && self.at.is_some()
            && self.stage.as_deref().is_none_or(is_stage)
    }

    /// The code of the problem that ended the last change or the last check, if it failed.
    pub(super) fn failed(&self) -> Option<&str> {
        let changed = self.last_change.as_ref().filter(|change| change.outcome.as_deref() == Some("failed"));
        // a change may fail without its own code
        changed.map(|change| change.problem.as_deref().unwrap_or("UPGO-OTHER")).or(self.check_problem.as_deref())
    }

    /// Whether the machine lacks a Go that is as new as its policy and settings ask for, and that the policy permits.
    pub(super) fn is_behind(&self) -> bool {
        let is_older = |update| self.go.as_ref().is_none_or(|go| go < update);
        self.permitted == Some(false) || self.update.as_ref().is_some_and(is_older)
    }
}

/// Whether a text has the form of a code, which may be one of a newer version.
fn is_code(text: &str) -> bool {
    let rest = text.strip_prefix("UPGO-").unwrap_or_default();
    (1..LONGEST).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-')
}

/// Whether a text has the form of a kind of step, which may be one of a newer version.
fn is_stage(text: &str) -> bool {
    (1..LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
}
