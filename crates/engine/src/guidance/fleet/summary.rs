//! What the reports of a folder say about all machines. Pure.
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use jiff::{SignedDuration, Timestamp};

use super::gather::{Gathered, GatheredMachine};
use super::left_out::LeftOut;
use super::machine::{MachineId, ReportedExposure};
use super::word::Word;
use crate::base::report::Problem;
use crate::base::target::Target;
use crate::base::version::Version;
use crate::choices::policy::Ring;
use crate::released::advisories::{Advisories, DatabaseStamp};

/// The output of `fleet`.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FleetReport {
    /// When the reports were read.
    pub at: Timestamp,
    /// A machine whose last report is older than this counts as silent.
    pub silent_before: Timestamp,
    /// Within how many seconds of its publication a machine was to run a security fix; `null` if that was not asked.
    pub within_seconds: Option<u64>,
    /// The vulnerability database of the machine that made this summary; `null` if it was never fetched there, so that
    /// the vulnerabilities are unknown.
    pub database: Option<DatabaseStamp>,
    /// All machines.
    pub total: FleetCounts,
    /// The machines of each ring, the earliest first; those without a ring last.
    pub rings: Vec<FleetRing>,
    /// Each Go version, newest first; machines without a Go last.
    pub versions: Vec<FleetVersion>,
    /// Every machine, those that need attention first.
    pub machines: Vec<FleetMachine>,
    /// The files that do not count, by the reason.
    pub left_out: Vec<LeftOut>,
    pub warnings: Vec<Problem>,
}

/// The numbers of some machines. A machine may be in several of them.
#[answer(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FleetCounts {
    /// How many there are.
    pub machines: u64,
    /// Those that run a Go with known vulnerabilities.
    pub vulnerable: u64,
    /// Those that run a Go whose vulnerabilities are unknown, or report none.
    pub unknown: u64,
    /// Those with an older Go than their policy asks for, or one that it does not permit.
    pub behind: u64,
    /// Those whose last change or last check failed.
    pub failed: u64,
    /// Those that were not heard of for too long, or nobody knows when, because their clock is ahead.
    pub silent: u64,
    /// Those that did not run a security fix within the time asked for; 0 if no time was.
    pub late: u64,
    /// Those of which that is not known; 0 if no time was asked for.
    pub late_unknown: u64,
    /// Those that were changing something when they made their report.
    pub changing: u64,
    /// Those that need nothing.
    pub fine: u64,
}

/// The machines of a ring.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FleetRing {
    /// The ring; `null` for the machines without one.
    pub ring: Option<Ring>,
    /// Their numbers.
    #[serde(flatten)]
    pub counts: FleetCounts,
}

/// The machines with a Go version.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FleetVersion {
    /// The version; `null` for the machines that report none.
    pub version: Option<Word>,
    /// The machines where a new terminal runs it.
    pub in_use: u64,
    /// Those of them where it has known vulnerabilities.
    pub vulnerable: u64,
    /// The machines that have it installed.
    pub installed: u64,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FleetMachine {
    /// The random number of its installation of Upgo.
    pub id: MachineId,
    /// Its name, if its policy includes it.
    pub name: Option<Box<str>>,
    pub ring: Option<Ring>,
    /// When it made its last report; `null` if its clock is ahead.
    pub at: Option<Timestamp>,
    /// Its operating system and architecture.
    pub target: Word,
    pub upgo: Word,
    /// The Go that a new terminal runs.
    pub go: Option<Word>,
    /// The number of known vulnerabilities of that Go; `null` if unknown.
    pub vulnerabilities: Option<u32>,
    /// The newer release that its policy asks for.
    pub update: Option<Word>,
    /// Whether its policy permits its Go; `null` without one.
    pub permitted: Option<bool>,
    /// Whether its Go is older than its policy asks for, or not permitted.
    pub behind: bool,
    /// The code of the problem that ended its last change or its last check.
    pub failed: Option<Word>,
    /// Whether it was not heard of for too long, or nobody knows when, because its clock is ahead.
    pub silent: bool,
    /// The step of the change that was running when it made its report; `null` if none was.
    pub stage: Option<Word>,
    /// How many of its changes in a row have failed until now.
    pub tries: u32,
    /// When its Go in use was last changed; `null` if unknown.
    pub updated_at: Option<Timestamp>,
    /// How long it has been, or was, without a security fix; `null` if it reports no such time.
    pub exposure: Option<FleetExposure>,
    /// Whether it did not run a security fix within the time asked for; `null` if that is not known, or no time was asked
    /// for.
    pub late: Option<bool>,
    /// Whether its clock was wrong: its report has times in the future, or in an impossible order, which do not count.
    pub clock_wrong: bool,
}

/// How long a machine has been, or was, without a security fix.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FleetExposure {
    /// The first release with a fix.
    pub fix: Version,
    /// Since when; `null` if unknown.
    pub since: Option<Timestamp>,
    /// When it ended; `null` if it had not when the machine made its report.
    pub until: Option<Timestamp>,
    /// The whole hours from `since` to `until`, or to the report; `null` if unknown.
    pub hours: Option<u64>,
}

#[derive(Clone, Copy, Debug)]
pub struct Judge<'a> {
    /// The vulnerabilities that this machine knows of; `None` if it knows none.
    pub advisories: Option<&'a Advisories>,
    pub now: Timestamp,
    /// A machine counts as silent after this time without a report.
    pub silent_after: SignedDuration,
    /// Within which time of its publication a machine was to run a security fix, if that is asked.
    pub within: Option<SignedDuration>,
}

/// The number of known vulnerabilities of each version on each target that a machine runs.
type KnownCounts = HashMap<(Word, Word), Option<u32>>;

impl FleetReport {
    pub fn of(gathered: Gathered, judge: Judge<'_>) -> Self {
        let Gathered { machines, left_out, .. } = gathered;
        // a time before all others, if the duration is longer than any
        let silent_before = judge.now.checked_sub(judge.silent_after).unwrap_or(Timestamp::MIN);
        let known = judge.known(&machines);
        let mut versions = VersionCounts::default();
        let mut rings: BTreeMap<(bool, Option<Ring>), FleetCounts> = BTreeMap::new();
        let mut total = FleetCounts::default();
        let mut judged = Vec::with_capacity(machines.len());
        for GatheredMachine { mut machine, installed, .. } in machines {
            machine.judge(&known, silent_before, judge);
            versions.add(&machine, &installed);
            let asks = judge.within.is_some();
            total.add(&machine, asks);
            rings.entry((machine.ring.is_none(), machine.ring)).or_default().add(&machine, asks);
            judged.push(machine);
        }
        judged.sort_unstable_by(|a, b| a.rank().cmp(&b.rank()));
        Self {
            at: judge.now,
            silent_before,
            within_seconds: judge.within.map(|within| u64::try_from(within.as_secs()).unwrap_or(0)),
            database: judge.advisories.map(|advisories| advisories.stamp.clone()),
            total,
            rings: rings.into_iter().map(|((_, ring), counts)| FleetRing { ring, counts }).collect(),
            versions: versions.list(),
            machines: judged,
            left_out: left_out.list(),
            warnings: Vec::new(),
        }
    }

    pub fn files_left_out(&self) -> u64 {
        self.left_out.iter().map(|one| one.count).sum()
    }
}

impl Judge<'_> {
    /// Looks up each version once on each target. One target at a time is held in memory, because a report can name any.
    fn known(&self, machines: &[GatheredMachine]) -> KnownCounts {
        let Some(advisories) = self.advisories else { return KnownCounts::new() };
        let mut known = KnownCounts::new();
        let mut by_target: BTreeMap<&Word, Vec<&Word>> = BTreeMap::new();
        for GatheredMachine { machine, .. } in machines {
            if let Some(go) = &machine.go
                && known.insert((machine.target.clone(), go.clone()), None).is_none()
            {
                by_target.entry(&machine.target).or_default().push(go);
            }
        }
        for (target, versions) in by_target {
            let Ok(parsed) = target.as_str().parse::<Target>() else { continue };
            let concerning = advisories.on(&parsed);
            for version in versions {
                let count = Version::from_name(version.as_str()).ok().and_then(|version| concerning.count(&version));
                known.insert((target.clone(), version.clone()), count);
            }
        }
        known
    }
}

/// Whether a machine was without a security fix for longer than `within`. `None` if its report cannot say since when,
/// was still in time but is the last one, or what the machine runs has vulnerabilities of which it may not know.
fn is_late(
    exposure: Option<&FleetExposure>,
    vulnerabilities: Option<u32>,
    (at, now): (Option<Timestamp>, Timestamp),
    within: SignedDuration,
) -> Option<bool> {
    let Some(FleetExposure { since, until, .. }) = exposure else {
        return (vulnerabilities == Some(0)).then_some(false);
    };
    let lasts_at = |end: Timestamp| since.map(|since| end.duration_since(since) > within);
    match until {
        Some(until) if vulnerabilities == Some(0) => lasts_at(*until),
        Some(until) => lasts_at(*until).filter(|is_late| *is_late),
        None => lasts_at(at?).filter(|is_late| *is_late || lasts_at(now) == Some(false)),
    }
}

impl FleetExposure {
    /// `at` is when the machine made its report.
    pub(super) fn of(ReportedExposure { fix, since, until }: ReportedExposure, at: Option<Timestamp>) -> Self {
        let lasted = since.zip(until.or(at)).map(|(since, end)| end.duration_since(since).as_hours());
        Self { fix, since, until, hours: lasted.map(|hours| u64::try_from(hours).unwrap_or(0)) }
    }
}

impl FleetMachine {
    fn judge(&mut self, known: &KnownCounts, silent_before: Timestamp, judge: Judge<'_>) {
        let of_go = |go: &Word| known.get(&(self.target.clone(), go.clone())).copied().flatten();
        self.vulnerabilities = self.go.as_ref().and_then(of_go);
        self.silent = self.at.is_none_or(|at| at < silent_before);
        let late = |within| is_late(self.exposure.as_ref(), self.vulnerabilities, (self.at, judge.now), within);
        self.late = judge.within.and_then(late);
    }

    pub fn is_vulnerable(&self) -> bool {
        self.vulnerabilities.is_some_and(|count| count > 0)
    }

    pub(crate) fn is_fine(&self) -> bool {
        let is_in_time = self.late != Some(true);
        let is_heard = !self.silent && !self.clock_wrong;
        self.vulnerabilities == Some(0) && !self.behind && self.failed.is_none() && is_heard && is_in_time
    }

    /// The order of the list: what needs attention first, then by name.
    fn rank(&self) -> (Reverse<[bool; 7]>, bool, Option<&str>, MachineId) {
        let is_unknown = self.vulnerabilities.is_none();
        let is_late = self.late == Some(true);
        let is_failed = self.failed.is_some();
        let needs = [self.is_vulnerable(), is_late, is_failed, self.silent, self.behind, is_unknown, self.clock_wrong];
        (Reverse(needs), self.name.is_none(), self.name.as_deref(), self.id)
    }
}

impl FleetCounts {
    /// `asks` tells whether it was to run a fix within some time.
    fn add(&mut self, machine: &FleetMachine, asks: bool) {
        let one = u64::from;
        self.machines += 1;
        self.vulnerable += one(machine.is_vulnerable());
        self.unknown += one(machine.vulnerabilities.is_none());
        self.behind += one(machine.behind);
        self.failed += one(machine.failed.is_some());
        self.silent += one(machine.silent);
        self.late += one(machine.late == Some(true));
        self.late_unknown += one(asks && machine.late.is_none());
        self.changing += one(machine.stage.is_some());
        self.fine += one(machine.is_fine());
    }
}

#[derive(Default)]
struct VersionCounts(HashMap<Option<Word>, [u64; 3]>);

impl VersionCounts {
    fn add(&mut self, machine: &FleetMachine, installed: &[Word]) {
        let [in_use, vulnerable, _] = self.0.entry(machine.go.clone()).or_default();
        *in_use += 1;
        *vulnerable += u64::from(machine.is_vulnerable());
        for (index, version) in installed.iter().enumerate() {
            // one that is named twice counts once
            if !installed.iter().take(index).any(|earlier| earlier == version) {
                let [_, _, installed] = self.0.entry(Some(version.clone())).or_default();
                *installed += 1;
            }
        }
    }

    fn list(self) -> Vec<FleetVersion> {
        let mut versions: Vec<_> = self.0.into_iter().collect();
        // equal versions may have several names: go1.19 and go1.19.0
        versions.sort_by_cached_key(|(version, _)| {
            let parsed = version.as_ref().and_then(|version| Version::from_name(version.as_str()).ok());
            Reverse((parsed, version.clone()))
        });
        let counted = versions.into_iter();
        counted
            .map(|(version, [in_use, vulnerable, installed])| FleetVersion { version, in_use, vulnerable, installed })
            .collect()
    }
}
