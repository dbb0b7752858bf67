//! The engine's API: one use case for each request of a front end (command line, window). Time, environment variables
//! and the place of the user's settings come in through [`Setup`]; nothing below reads them from the process.
mod advisories;
mod after_success;
mod app_control;
mod archive_file;
mod audit;
mod audit_log;
mod background;
mod bisect;
mod bug_report;
mod build_speed;
mod bundle;
mod caches;
mod calendar;
mod change;
mod check;
mod damaged_files;
mod describe;
mod desired_state;
mod doctor;
mod downloaded;
mod editors;
mod environment;
mod event_hooks;
mod exec;
mod exposure;
mod fix_projects;
mod fleet;
mod fleet_reports;
mod foreign_go;
mod forget_answers;
mod gate;
mod history;
mod hooks;
mod import;
mod list;
mod log;
mod make_plan;
mod managed;
mod metrics;
mod mirror;
mod move_caches;
mod notifications;
mod overview;
mod own_update;
mod pin;

mod policy;
mod preflight;
mod projects;
mod purge;
mod raise_projects;
mod raise_stays;
mod raised_lines;
mod rebuild;
mod rebuilt_release;
mod rehearse;
mod searched_places;
mod set_up;
mod settings;
mod snapshot;
mod status;
mod system;
mod terminal;
mod to_commit;
mod tool_updates;
mod tools;
mod undo_projects;
mod verify;
mod versions;
mod watch;
mod whats_new;
mod why;
mod wsl;

use std::sync::Arc;

pub use self::advisories::Marks;
pub use self::log::LogReport;
pub use crate::change::apply::{Confirmed, InUse, WhileRunning};
pub use crate::change::site::Setup;
pub use crate::projects::rehearsal::{
    FixesOutcome, FixesSummary, RehearsalDifference, RehearsalDifferenceKind, RehearsalFinding, RehearsalReport,
    RehearsalRows, RehearsalSummary, RehearsalVerdict, RehearsedBinary, RehearsedFixes, RehearsedPhase,
    RehearsedProject, RehearsedRun,
};
pub use crate::projects::requested_go::AskedGo;
pub use crate::which_go::asked::answer_for_terminal;
pub use after_success::left_after;
pub use audit::{ATTRIBUTION, AuditReport, AuditRequest, AuditedProgram, ProgramsReport, Sarif};
pub use audit_log::AuditLogReport;
pub use background::BackgroundReport;
pub use bisect::{BisectRelease, BisectReport, BisectRequest, BisectStep, BisectTrial, Verdict};
pub use build_speed::{BuildSpeedReport, BuildTimes, FasterPlace, MeasuredPlace, MeasuringStep, PlaceKind};
pub use bundle::{BundleRequest, Bundled, OpenBundle};
pub use caches::{CacheReport, CacheState, CachesReport, DownloadsReport, SetAsideReport, ToClean};
pub use change::Changed;
pub use check::CheckReport;
pub use describe::PlanView;
pub use desired_state::{GoInstance, GoStateReport, GoStatesReport};
pub use environment::EnvironmentReport;
pub use event_hooks::{EventOutcome, HookEvent};
pub use exec::{ReadyGo, ShellReport, WantedGo};
pub use forget_answers::Forgotten;
pub use gate::{Baseline, Disagreement, DisagreementPlace, Gate, KINDS as DISAGREEMENTS};
pub use history::{HistoryEntry, HistoryReport};
pub use import::FoundGo;
pub use list::{AvailableReport, AvailableVersion, ChannelFilter, ReleaseFile, describe_all};
pub use make_plan::Planned;
pub use managed::{ManagedReport, ManagedValue, WithheldBy, WithheldVersion};
pub use metrics::{OF_FLEET as FLEET_METRICS, OF_STATUS as STATUS_METRICS, of_fleet as fleet_metrics};
pub use mirror::MirrorRequest;
pub use overview::{Back, Overview, SearchedFolder, SearchedGo};
pub use own_update::{SelfRelease, SelfReport, SelfState, SelfTrial};
pub use policy::{EffectivePolicy, HeldBack, PolicyOrigin, PolicyReport};
pub use preflight::{PreflightCheck, PreflightOutcome, PreflightReport, PreflightSubject};
pub use projects::{
    ProjectConcern, ProjectFinding, ProjectFindingKind, ProjectGo, ProjectReport, ProjectsReport, ProjectsRequest,
};
pub use purge::Purged;
pub use rebuilt_release::{REBUILD_SPACE, RebuildStep, RebuiltRelease};
pub use rehearse::RehearseRequest;
pub use searched_places::{GoInPlace, SearchedPlace};

pub use crate::base::clock::Clock;
pub use foreign_go::{Refusal, Way};
pub use settings::Elsewhere;
pub use status::{
    Active, CurrentToolchain, DescribedGo, Feed, FollowedFile, InstalledToolchain, ListReport, OtherTerminal,
    StatusReport, UpdateReport, VulnerabilitySummary,
};
pub use terminal::{TerminalGo, TerminalReport};
pub use to_commit::ToCommit;
pub use tool_updates::ToolUpdate;
pub use tools::{InstalledTool, ToolSource, ToolsReport};
pub use verify::{ProofStates, VerifyReport};
pub use versions::{InstalledVersion, SecurityFixes, VersionDetails, VersionsReport};
pub use watch::{Round, Watched};
pub use whats_new::{WhatsNewReport, WhatsNewRequest};
pub use why::{Cause, ChainLink, Program, Toolchain, WhichTerminal, WhyReport, WhyRows};
pub use wsl::{WslDistribution, WslGo, WslReport};

use crate::base::report::{Code, Problem, Result};
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::change::apply::Recovered;
use crate::change::fetch::{self, Clean};
use crate::change::journal::{self, JournalEntry};
use crate::change::plan::{PlanError, Step};
use crate::change::site::Site;
use crate::machine::platform;
use crate::net::http::Watch;
use crate::store;

/// The use cases, for one home and one process.
#[derive(Debug)]
pub struct Engine {
    site: Site,
}

impl std::ops::Deref for Engine {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.site
    }
}

/// The result of `cache clean`.
#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct Cleaned {
    /// Bytes that were freed.
    pub freed_bytes: u64,
    /// The changes that can no longer be undone, because the Go that each had moved aside was deleted.
    pub no_longer_undoable: Vec<u64>,
}

impl Engine {
    /// Opens the engine on the home that the setup names. Does not go online. Creates nothing, except for a copy of the
    /// settings if all are valid: the copy is used if the file is broken later.
    pub fn open(setup: Setup) -> Result<Self> {
        Ok(Self { site: Site::open(setup)? })
    }

    /// Opens the engine for a use case that needs no release, such as changing the settings. A variable with an invalid
    /// address does not stop it. Such an engine never goes online.
    pub fn open_without_sources(setup: Setup) -> Result<Self> {
        Ok(Self { site: Site::open_without_sources(setup)? })
    }

    /// Lets a front end show for which server a command waits.
    pub fn tell_waits_to(&self, watch: Arc<dyn Watch>) {
        self.http().config().waits.tell(watch);
    }

    /// Archives, installer packages, partial downloads that nobody is writing, and toolchains moved aside.
    pub fn clean_cache(&self) -> Result<Cleaned> {
        self.own_home()?;
        let mut freed = fetch::clean(&self.home.cache(), Clean::Everything, self.now()).map_err(snapshot::disk)?;
        // Packages that an unfinished change needs are kept.
        if journal::unfinished(&self.home).map_err(snapshot::disk)?.is_empty() {
            freed += fetch::clean(&self.home.packages(), Clean::Everything, self.now()).map_err(snapshot::disk)?;
        }
        self.forget_bundles();
        let cleaned = self.clean_set_aside()?;
        Ok(Cleaned { freed_bytes: cleaned.freed_bytes + freed, ..cleaned })
    }

    /// The warnings in every answer: settings that cannot be read, changes that wait for recovery.
    fn recover_and_warn(&self) -> Vec<Problem> {
        let mut warnings: Vec<Problem> = self.settings.problem.iter().chain(&self.settings.warnings).cloned().collect();
        warnings.extend(self.policy_warning());
        warnings.extend(self.why_refused());
        let damaged = store::damaged(&self.home).unwrap_or_default();
        warnings.extend(damaged.into_iter().map(|version| Problem::from(PlanError::Damaged(version))));
        match crate::change::apply::recover_if_free(self) {
            Ok(recovered) => {
                warnings.extend(set_aside(&recovered));
                warnings.extend(recovered.ended.into_iter().map(|id| self.was_recovered(id)));
                warnings.extend(recovered.left.into_iter().filter_map(|id| self.is_left(id)));
                warnings.extend(recovered.postponed.into_iter().map(|id| {
                    let what = say!(NotContinuedElevated { id });
                    Problem::new(Code::ElevateList, what).with_next(platform::run_as(""))
                }));
            }
            Err(error) => warnings.push(error.into()),
        }
        warnings
    }

    fn was_recovered(&self, id: u64) -> Problem {
        let entry = journal::find(&self.home, id).ok().flatten();
        if entry.as_ref().is_some_and(JournalEntry::is_in_effect) {
            return Problem::new(Code::Recovered, say!(RecoveredCompleted { id }));
        }
        let steps = entry.iter().flat_map(|entry| entry.begun.iter().filter_map(|step| entry.plan.steps.get(*step)));
        let current = self.chosen().ok().flatten();
        let stays =
            |version: &&Version| store::is_whole(&self.home.toolchain(version)) && Some(*version) != current.as_ref();
        let stay: Vec<&str> = steps.filter_map(Step::unpacks).filter(stays).map(Version::number).collect();
        if stay.is_empty() {
            return Problem::new(Code::Recovered, say!(RecoveredRolledBack { id }));
        }
        let what = say!(RecoveredButInstalled { id, versions: stay.join(", ") });
        Problem::new(Code::Recovered, what).with_next(say!(ToRemoveThem { versions: stay.join(" ") }))
    }
}

/// The warnings about the records of interrupted changes that a recovery has set aside. Each is given once.
fn set_aside(recovered: &Recovered) -> Vec<Problem> {
    let refused = recovered.refused.iter().map(|(id, why)| {
        let what = say!(NotMadeByUpgo { id: *id, why: why.says() });
        Problem::new(Code::HomeDamaged, what).with_next(Sentence::FindWriter)
    });
    let damaged = recovered.damaged.iter().map(|(id, record)| {
        let what = say!(InterruptedRecordDamaged { id: *id });
        let means = say!(RecordIsNow { path: record.as_path() });
        Problem { means, ..Problem::new(Code::HomeDamaged, what) }.with_next(Sentence::DoctorThenAgain)
    });
    refused.chain(damaged).collect()
}
