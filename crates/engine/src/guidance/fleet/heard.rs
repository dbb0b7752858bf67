//! Reading one report. Each value must have exactly the form that Upgo writes, because a report may come from anyone who
//! can write to the folder. Fields of newer versions are ignored.
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

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

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReadReport {
    pub(super) id: MachineId,
    pub(super) name: Option<String>,
    pub(super) ring: Option<Ring>,
    pub(super) at: Timestamp,
    pub(super) upgo: String,
    pub(super) target: Target,
    pub(super) go: Option<Version>,
    pub(super) installed: Vec<Version>,
    pub(super) update: Option<Version>,
    pub(super) permitted: Option<bool>,
    /// The code of the problem that ended the last change or the last check, if it failed.
    pub(super) failed: Option<String>,
    pub(super) stage: Option<String>,
    pub(super) tries: u32,
    pub(super) updated_at: Option<Timestamp>,
    pub(super) exposure: Option<ReportedExposure>,
}

#[derive(Deserialize)]
struct FormatOnly {
    format: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenReport {
    id: MachineId,
    name: Option<String>,
    ring: Option<String>,
    at: Timestamp,
    upgo: String,
    target: Target,
    go: Option<Version>,
    #[serde(default)]
    installed: Vec<Version>,
    update: Option<Version>,
    permitted: Option<bool>,
    check_problem: Option<String>,
    last_change: Option<WrittenChange>,
    stage: Option<String>,
    #[serde(default)]
    tries: u32,
    updated_at: Option<Timestamp>,
    exposure: Option<ReportedExposure>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenChange {
    outcome: Option<String>,
    problem: Option<String>,
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
        let written: WrittenReport = serde_json::from_str(text).map_err(|_| LeftOutKind::Malformed)?;
        if written.at.duration_since(now) > AHEAD {
            return Err(LeftOutKind::FromTheFuture);
        }
        Self::of(written).ok_or(LeftOutKind::Malformed)
    }

    fn of(written: WrittenReport) -> Option<Self> {
        let WrittenReport { id, name, ring, at, upgo, target, go, installed, update, permitted, .. } = written;
        let WrittenReport { stage, tries, updated_at, exposure, .. } = written;
        let (check_problem, last_change) = (written.check_problem, written.last_change);
        let changed = last_change.filter(|change| change.outcome.as_deref() == Some("failed"));
        // a change may fail without its own code
        let failed = changed.map(|change| change.problem.unwrap_or_else(|| "UPGO-OTHER".to_owned())).or(check_problem);
        let is_fit = name.as_ref().is_none_or(|name| name.len() <= LONGEST_NAME)
            && upgo.len() <= LONGEST
            && semver::Version::parse(&upgo).is_ok()
            && target.os.len() + target.arch.len() < LONGEST
            && installed.len() <= MOST_INSTALLED
            && failed.as_deref().is_none_or(is_code)
            && stage.as_deref().is_none_or(is_stage)
            && exposure.as_ref().is_none_or(|exposure| exposure.since.is_none_or(|since| since <= at));
        let name = name.filter(|name| !name.trim().is_empty());
        let ring = ring.as_deref().and_then(Ring::named); // of a newer version of Upgo
        is_fit.then_some(Self {
            id,
            name,
            ring,
            at,
            upgo,
            target,
            go,
            installed,
            update,
            permitted,
            failed,
            stage,
            tries,
            updated_at,
            exposure,
        })
    }

    /// Whether the machine has an older Go than its policy and settings ask for, or none, or one that the policy does not permit.
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
