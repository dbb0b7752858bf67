//! `fleet`: the report of this machine, and the overview of a folder of such reports. Never goes online.
use std::path::{Path, PathBuf};

use jiff::SignedDuration;

use super::exposure::{MOST_CHANGES, go_change};
use super::{Engine, StatusReport};
use crate::base::display;
use crate::base::report::{Cancel, Code, Problem, Result};
use crate::base::version::Version;
use crate::base::words::{Language, Sentence, Value};
use crate::change::journal::{self, JournalEntry, Outcome};
use crate::guidance::fleet::{
    FORMAT, FleetReport, GatherError, Judge, LastChange, MOST_INSTALLED, MachineId, MachineReport, ReportedExposure,
    gather, page,
};
use crate::guidance::watch::Memory;
use crate::machine::effect::{self, of_io, own_file};
use crate::machine::platform;
use crate::store::ProofLevel;

#[answer(Serialize, Deserialize)]
struct Identity {
    id: MachineId,
}

impl Engine {
    /// The signed-off fields only. The first report draws this installation's random number, kept in the home.
    pub fn machine_report(&self) -> Result<MachineReport> {
        self.machine_report_of(self.status()?, self.machine_id()?)
    }

    /// `id` is not written.
    pub(super) fn machine_report_of(&self, status: StatusReport, id: MachineId) -> Result<MachineReport> {
        let newest = journal::newest_first(&self.home).map_err(super::snapshot::disk)?.take(MOST_CHANGES);
        let history: Vec<JournalEntry> = newest.collect();
        let judged = self.judged_version();
        let has_go = match &judged {
            Ok(_) => Some(true),
            Err(problem) if problem.code == Code::GoMissing => Some(false),
            Err(_) => None,
        };
        let go = judged.ok();
        let policy = &self.policy().policy;
        let mut installed: Vec<Version> = status.installed.into_iter().filter_map(|known| known.go.version).collect();
        installed.sort_unstable_by(|a, b| b.cmp(a));
        installed.dedup();
        installed.truncate(MOST_INSTALLED);
        let is_given = |version: &&Version| {
            matches!(self.proof(version).map(|chain| chain.level), Ok(ProofLevel::Given | ProofLevel::Contradicted))
        };
        let given = installed.iter().filter(is_given).cloned().collect();
        Ok(MachineReport {
            given,
            format: FORMAT,
            id,
            name: if policy.fleet_machine_name == Some(true) { platform::machine_name() } else { None },
            ring: policy.ring,
            at: Some(self.now()),
            upgo: env!("CARGO_PKG_VERSION").to_owned(),
            target: self.target().clone(),
            permitted: go.as_ref().map(|go| policy.permits_use(go).is_ok()),
            go,
            has_go,
            installed,
            // without an update, the headline has the fix of another line
            update: status.update.map(|update| update.version).or_else(|| status.headline.as_ref()?.to().cloned()),
            releases_at: status.feed.fetched_at,
            check_problem: Memory::read(&self.home).check_problem.map(|problem| problem.code),
            last_change: history.first().map(last_change),
            stage: None,
            tries: failed_tries(&history),
            updated_at: history.iter().find_map(go_change).and_then(|change| change.at),
            exposure: status.exposure.map(|exposure| ReportedExposure {
                fix: exposure.fix,
                since: exposure.since,
                until: exposure.until,
            }),
        })
    }

    /// Replaces the whole file. Creates no folder: an unconnected share must not become one on this disk.
    pub fn write_machine_report(&self, report: &MachineReport, folder: &Path) -> Result<PathBuf> {
        write_report(report, folder)
    }

    /// Vulnerabilities are those that this machine knows, whatever a report says. A machine is silent if its last
    /// report is older than `silent_after`. `within` asks whether it ran a security fix within that time.
    pub fn fleet(
        &self,
        folder: &Path,
        (silent_after, within): (SignedDuration, Option<SignedDuration>),
        cancel: &Cancel,
    ) -> Result<FleetReport> {
        let mut warnings = self.recover_and_warn();
        let gathered = gather(folder, self.now(), cancel).map_err(|error| match error {
            GatherError::Cancelled(_) => Problem::new(Code::Cancelled, Sentence::Cancelled),
            GatherError::Disk(error) => {
                let says = say!(CouldNotReadBecause { path: folder, error: &error });
                Problem::new(of_io(&error), says).of_no_change().with_next(Sentence::NameReportFolder)
            }
        })?;
        let advisories = self.known_advisories();
        match &advisories {
            None => warnings.push(self.nothing_known()),
            Some(known) => warnings.extend(known.dispute()),
        }
        let judge = Judge { advisories: advisories.as_ref(), now: self.now(), silent_after, within };
        let report = FleetReport::of(gathered, judge);
        let wrong = report.machines.iter().filter(|machine| machine.clock_wrong);
        let wrong: Vec<_> =
            wrong.map(|it| it.report.name.clone().unwrap_or_else(|| it.report.id.to_string())).collect();
        if !wrong.is_empty() {
            let says = say!(FleetClocksWrong { count: wrong.len(), names: Value::some_of(&wrong) });
            let means = Sentence::FleetClocksMean.into();
            warnings.push(Problem { means, ..Problem::new(Code::ClockWrong, says) });
        }
        Ok(FleetReport { warnings, ..report })
    }

    /// With local times. An existing file is replaced.
    pub fn write_fleet_page(&self, report: &FleetReport, language: Language, path: &Path) -> Result<()> {
        write(path, &page::html(report, language, self.clock().time_zone()))
    }

    /// A damaged or missing number is drawn again.
    fn machine_id(&self) -> Result<MachineId> {
        let path = self.home.fleet();
        if let Some(Identity { id }) = own_file::read(&path).found() {
            return Ok(id);
        }
        let home = self.own_home()?;
        let id = MachineId::random();
        let written = home.make(home.root()).and_then(|()| own_file::write(&path, &Identity { id }));
        written.map_err(super::snapshot::disk)?;
        Ok(id)
    }
}

fn last_change(entry: &JournalEntry) -> LastChange {
    let problem = entry.seal.as_ref().and_then(|seal| seal.problem.as_ref()).map(|problem| problem.code);
    LastChange { at: entry.at, outcome: entry.seal.as_ref().map(|seal| seal.outcome), problem }
}

fn failed_tries(newest_first: &[JournalEntry]) -> u32 {
    let ended = newest_first.iter().filter_map(|entry| entry.seal.as_ref());
    let failed =
        ended.filter(|seal| seal.outcome != Outcome::Overtaken).take_while(|seal| seal.outcome == Outcome::Failed);
    u32::try_from(failed.count()).unwrap_or(u32::MAX)
}

pub(super) fn write_report(report: &MachineReport, folder: &Path) -> Result<PathBuf> {
    if !folder.is_dir() {
        let what = say!(NotExistingFolder { path: folder });
        return Err(Problem::new(Code::Usage, what).with_next(Sentence::ConnectShare));
    }
    let text = serde_json::to_string_pretty(report).map_err(|error| super::snapshot::disk(error.into()))?;
    let path = folder.join(report.file_name());
    write(&path, &(display::json(&text) + "\n"))?;
    Ok(path)
}

/// Writes a file that others read, too. An existing one is replaced.
pub(super) fn write(path: &Path, text: &str) -> Result<()> {
    effect::replace_shared(path, text.as_bytes())
        .map_err(|error| Problem::new(of_io(&error), say!(CouldNotWriteBecause { path, error: &error })).of_no_change())
}
