//! The door: everything a face (command line, window) may ask of the engine, a use case each.
//!
//! Time, environment variables and the place of the user's settings come in through [`Setup`]; nothing below reads
//! them from the process.
mod advisories;
mod after;
mod audit;
mod background;
mod bug_report;
mod change;
mod check;
mod describe;
mod doctor;
mod editors;
mod environment;
mod fix;
mod goproxy;
mod history;
mod list;
mod log;
mod look;
mod mirror;
mod overview;
mod proof;
mod purge;
mod rebuild;
mod recover;
mod request;
mod setup;
mod signature;
mod status;
mod system;
mod told;
mod tools;
mod verify;
mod versions;
mod watch;
mod ways;
mod why;

use std::ffi::OsString;

use jiff::{Timestamp, Zoned};
use schemars::JsonSchema;
use serde::Serialize;
use url::Url;

pub use self::log::LogReport;
pub use crate::apply::{Confirmed, InUse, WhileRunning};
pub use audit::{ATTRIBUTION, AuditReport, AuditRequest, AuditedProgram, ProgramsReport, Sarif};
pub use background::BackgroundReport;
pub use change::{Changed, Planned};
pub use check::CheckReport;
pub use describe::PlanView;
pub use environment::EnvironmentReport;
pub use fix::{Able, Fix};
pub use history::{HistoryEntry, HistoryReport};
pub use list::{AvailableReport, AvailableVersion, ChannelFilter, ReleaseFile};
pub use overview::{Back, Overview, SearchedFolder, SearchedGo};
pub(crate) use proof::Testimony;
pub use purge::Purged;
pub use request::{ChangeRequest, InstallFrom};
pub use setup::Setup;

pub use crate::clock::Clock;
pub use status::{
    Active, CurrentToolchain, Feed, InstalledToolchain, StatusReport, UpdateReport, VulnerabilitySummary,
};
pub use tools::{InstalledTool, ToolSource, ToolsReport};
pub use verify::{ProofStates, VerifyReport};
pub use versions::{InstalledVersion, VersionsReport};
pub use watch::{Round, Watched};
pub use ways::Way;
pub use why::{Cause, ChainLink, Program, Toolchain, WhichTerminal, WhyReport};

use crate::apply::Recovered;
use crate::catalog::Sources;
use crate::elevation::Session;
use crate::environment::UserEnvironment;
use crate::fetch::{self, Clean};
use crate::home::Home;
use crate::http::Http;
use crate::journal::{self, Outcome, Seal};
use crate::log::{Log, Noted};
use crate::report::{Code, Problem};
use crate::settings::{Loaded, Settings};
use crate::signature::Signer;
use crate::system::System;
use crate::target::Target;

/// The engine on one home, for one process.
#[derive(Debug)]
pub struct Engine {
    home: Home,
    setup: Setup,
    settings: Loaded,
    sources: Sources,
    /// The vulnerability database; `None` where none is asked.
    vulnerabilities: Option<Url>,
    /// Whose OpenPGP signature counts.
    signer: Signer,
    environment: UserEnvironment,
    http: Http,
    log: Log,
}

/// What `cache clean` deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Cleaned {
    /// Bytes that were freed.
    pub freed_bytes: u64,
    /// The changes that cannot be undone any more: the Go that each of them had moved away was deleted.
    pub no_longer_undoable: Vec<u64>,
}

impl Engine {
    /// Upgo's data folder.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// What the machine runs.
    pub fn target(&self) -> &Target {
        &self.setup.target
    }

    /// The system that the machine runs; `None` where that cannot be told.
    pub fn system(&self) -> Option<&System> {
        self.setup.system.as_ref()
    }

    /// What the user chose.
    pub fn settings(&self) -> &Settings {
        &self.settings.settings
    }

    /// The same with what is wrong with their file.
    pub fn loaded_settings(&self) -> &Loaded {
        &self.settings
    }

    /// Where releases come from.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Whether Upgo may edit PATH.
    pub fn modifies_path(&self) -> bool {
        self.settings().modify_path && !self.is_set("UPGO_NO_MODIFY_PATH")
    }

    /// Whether new terminals know of an edit of PATH or of variables only after the next log-in.
    pub fn is_read_at_log_in(&self) -> bool {
        self.environment.is_read_at_log_in()
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.setup.clock.now()
    }

    /// The time as the user's clock on the wall shows it.
    pub fn clock(&self) -> Zoned {
        self.setup.clock.read()
    }

    /// An environment variable of the process that asks; an empty one is as if it were not set.
    pub fn variable(&self, name: &str) -> Option<OsString> {
        self.setup.variable(name)
    }

    pub(crate) fn environment(&self) -> &UserEnvironment {
        &self.environment
    }

    /// A session for what needs an administrator; nobody is asked before its first task.
    pub(crate) fn elevated(&self) -> Box<dyn Session> {
        let session = self.setup.elevation.session();
        if self.require_own_account().is_ok() { Box::new(Noted::new(session, self.log.clone())) } else { session }
    }

    pub(crate) fn http(&self) -> &Http {
        &self.http
    }

    pub(crate) fn asked_by(&self) -> &str {
        &self.setup.asked_by
    }

    pub(crate) fn seal(&self, outcome: Outcome, in_effect: bool, problem: Option<Problem>) -> Seal {
        Seal { at: self.now(), outcome, in_effect, problem, proof: None }
    }

    /// Deletes the archives in the cache, the packages of the official installer, the partial downloads that nobody is
    /// writing, and the trees that were renamed out of the way.
    pub fn clean_cache(&self) -> Result<Cleaned, Problem> {
        self.require_own_account()?;
        let mut freed = fetch::clean(&self.home.cache(), Clean::Everything, self.now()).map_err(look::disk)?;
        // What a change needs that has not ended is kept.
        if journal::unfinished(&self.home).map_err(look::disk)?.is_empty() {
            freed += fetch::clean(&self.home.packages(), Clean::Everything, self.now()).map_err(look::disk)?;
        }
        let cleaned = self.clean_set_aside()?;
        Ok(Cleaned { freed_bytes: cleaned.freed_bytes + freed, ..cleaned })
    }

    fn is_set(&self, name: &str) -> bool {
        self.variable(name).is_some_and(|value| value != "0")
    }

    /// Warnings that every answer carries: settings that cannot be read, plans that wait for recovery.
    fn standing_warnings(&self) -> Vec<Problem> {
        let mut warnings: Vec<Problem> = self.settings.problem.iter().chain(&self.settings.warnings).cloned().collect();
        match crate::apply::recover_if_free(self) {
            Ok(Recovered { ended, left }) => {
                warnings.extend(ended.into_iter().map(|id| self.was_recovered(id)));
                warnings.extend(left.into_iter().filter_map(|id| self.is_left(id)));
            }
            Err(error) => warnings.push(
                Problem::new(Code::Busy, format!("an unfinished change could not be tidied up: {error}"))
                    .with_next("Run `upgo history` as the owner of the home."),
            ),
        }
        warnings
    }

    fn was_recovered(&self, id: u64) -> Problem {
        let entry = journal::find(&self.home, id).ok().flatten();
        let how = if entry.is_some_and(|entry| entry.is_in_effect()) { "completed" } else { "taken back" };
        Problem::new(Code::Recovered, format!("an interrupted change (number {id}) was {how}"))
    }
}
