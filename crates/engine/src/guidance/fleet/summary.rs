//! What the reports of a folder say about all machines. Pure.
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::{SignedDuration, Timestamp};

use super::gather::Gathered;
use super::left_out::LeftOut;
use super::machine::{MachineId, MachineReport};
use crate::base::report::{Code, Problem};
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
    /// Those that run a Go whose vulnerabilities are unknown, or may run one.
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
    pub version: Option<Version>,
    /// The machines where a new terminal runs it.
    pub in_use: u64,
    /// Those of them where it has known vulnerabilities.
    pub vulnerable: u64,
    pub installed: u64,
}

/// What a machine reports, and how it is judged.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FleetMachine {
    #[serde(flatten)]
    pub report: MachineReport,
    /// The number of known vulnerabilities of its Go; `null` if unknown.
    pub vulnerabilities: Option<u32>,
    /// The whole hours that it has been, or was, without a security fix, until its report; `null` if unknown.
    pub exposure_hours: Option<u64>,
    /// Whether its Go is older than its policy asks for, or not permitted.
    pub behind: bool,
    /// The code of the problem that ended its last change or its last check.
    pub failed: Option<Code>,
    /// Whether it was not heard of for too long, or nobody knows when, because its clock is ahead.
    pub silent: bool,
    /// Whether it did not run a security fix within the time asked for; `null` if that is not known, or no time was asked
    /// for.
    pub late: Option<bool>,
    /// Whether its clock was wrong: its report has times in the future, or in an impossible order, which do not count.
    pub clock_wrong: bool,
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

impl FleetReport {
    pub fn of(gathered: Gathered, judge: Judge<'_>) -> Self {
        let (reports, left_out) = gathered.newest();
        // a time before all others, if the duration is longer than any
        let silent_before = judge.now.checked_sub(judge.silent_after).unwrap_or(Timestamp::MIN);
        let mut machines: Vec<_> = reports.map(|report| FleetMachine::of(report, silent_before)).collect();
        judge.look_up(&mut machines);
        let mut versions = BTreeMap::new();
        let mut rings: BTreeMap<(bool, Option<Ring>), FleetCounts> = BTreeMap::new();
        let mut total = FleetCounts::default();
        for machine in &mut machines {
            machine.late = judge.within.and_then(|within| machine.is_late(judge.now, within));
            count_versions(&mut versions, machine);
            let asks = judge.within.is_some();
            total.add(machine, asks);
            let ring = machine.report.ring;
            rings.entry((ring.is_none(), ring)).or_default().add(machine, asks);
        }
        machines.sort_unstable_by(|a, b| a.rank().cmp(&b.rank()));
        let versions = versions.into_iter();
        Self {
            at: judge.now,
            silent_before,
            within_seconds: judge.within.map(|within| u64::try_from(within.as_secs()).unwrap_or(0)),
            database: judge.advisories.map(|advisories| advisories.stamp.clone()),
            total,
            rings: rings.into_iter().map(|((_, ring), counts)| FleetRing { ring, counts }).collect(),
            versions: versions
                .map(|(Reverse(version), [in_use, vulnerable, installed])| FleetVersion {
                    version,
                    in_use,
                    vulnerable,
                    installed,
                })
                .collect(),
            machines,
            left_out: left_out.list(),
            warnings: Vec::new(),
        }
    }

    /// Whether the numbers of vulnerable machines mean anything.
    pub fn knows_vulnerabilities(&self) -> bool {
        self.database.is_some()
    }

    pub fn files_left_out(&self) -> u64 {
        self.left_out.iter().map(|one| one.count).sum()
    }
}

impl Judge<'_> {
    /// Looks up each version once on each target. One target at a time is held in memory, because a report can name any.
    fn look_up(&self, machines: &mut [FleetMachine]) {
        let Some(advisories) = self.advisories else { return };
        let mut by_target: BTreeMap<Target, Vec<&mut FleetMachine>> = BTreeMap::new();
        for machine in machines {
            by_target.entry(machine.report.target.clone()).or_default().push(machine);
        }
        for (target, machines) in by_target {
            let (concerning, mut known) = (advisories.on(&target), HashMap::new());
            for machine in machines {
                if let Some(go) = machine.report.go.clone() {
                    machine.vulnerabilities = *known.entry(go).or_insert_with_key(|go| concerning.count(go));
                }
            }
        }
    }
}

impl FleetMachine {
    fn of(mut report: MachineReport, silent_before: Timestamp) -> Self {
        let clock_wrong = report.doubt_times();
        let lasted = report.exposure.as_ref().and_then(|it| Some(it.until.or(report.at)?.duration_since(it.since?)));
        Self {
            // where no Go runs, there is nothing vulnerable
            vulnerabilities: (report.has_go == Some(false)).then_some(0),
            exposure_hours: lasted.map(|lasted| u64::try_from(lasted.as_hours()).unwrap_or(0)),
            behind: report.is_behind(),
            failed: report.failed(),
            silent: report.at.is_none_or(|at| at < silent_before),
            late: None,
            clock_wrong,
            report,
        }
    }

    /// Whether it was without a security fix for longer than `within`. `None` if its report cannot say since when, was
    /// still in time but is the last one, or what the machine runs has vulnerabilities of which it may not know.
    fn is_late(&self, now: Timestamp, within: SignedDuration) -> Option<bool> {
        let Some(exposure) = &self.report.exposure else {
            return (self.vulnerabilities == Some(0)).then_some(false);
        };
        let lasts_at = |end: Timestamp| exposure.since.map(|since| end.duration_since(since) > within);
        match exposure.until {
            Some(until) if self.vulnerabilities == Some(0) => lasts_at(until),
            Some(until) => lasts_at(until).filter(|is_late| *is_late),
            None => lasts_at(self.report.at?).filter(|is_late| *is_late || lasts_at(now) == Some(false)),
        }
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
        (Reverse(needs), self.report.name.is_none(), self.report.name.as_deref(), self.report.id)
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
        self.changing += one(machine.report.stage.is_some());
        self.fine += one(machine.is_fine());
    }
}

/// For each version, newest first: where it is in use, where it is vulnerable, and where it is installed.
fn count_versions(versions: &mut BTreeMap<Reverse<Option<Version>>, [u64; 3]>, machine: &FleetMachine) {
    let MachineReport { go, installed, .. } = &machine.report;
    let [in_use, vulnerable, _] = versions.entry(Reverse(go.clone())).or_default();
    *in_use += 1;
    *vulnerable += u64::from(machine.is_vulnerable());
    for version in installed.iter().collect::<BTreeSet<_>>() {
        let [_, _, installed] = versions.entry(Reverse(Some(version.clone()))).or_default();
        *installed += 1;
    }
}
