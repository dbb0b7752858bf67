//! The context in which the engine works: the home, the user's files around it, and the data of the process. The use
//! cases ([`crate::cases`]) and the execution of plans ([`crate::change::apply`]) share it. It makes the requests for
//! proofs and to GOPROXY, too.
mod audit;
mod bundle;
mod calling_process;
mod goproxy;
mod hooks;
mod own;
mod proof;
mod recorded;
mod rehearsal;
mod restart;
mod signature;
mod startup_shells;
mod surroundings;
mod terminals;
mod this_machine;
mod trials;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Mutex;

use jiff::{Timestamp, ZonedDateTime};
use url::Url;

pub(crate) use audit::{AuditedEnd, SettingsEdited};
pub use calling_process::Setup;
pub(crate) use calling_process::{FEED_URL, MIRRORS, VULN_URL};
pub(crate) use hooks::EventHook;
pub(crate) use proof::{ArchiveEvidence, Testimony};
use recorded::Recorded;
pub(crate) use rehearsal::{TrialPlan, unguarded};
pub(crate) use surroundings::registered;
pub(crate) use terminals::Terminals;
pub use this_machine::WhichTerminal;
use trials::Outcomes;
pub(crate) use trials::SettingRefused;

use crate::base::report::{Cancel, Event, Events, Problem};
use crate::base::system::System;
use crate::base::target::Target;
use crate::change::audit_log::AuditLog;
use crate::change::elevation::Session;
use crate::change::journal::{Outcome, Seal};
use crate::change::log::{self, Log};
use crate::choices::policy::PolicyInForce;
use crate::choices::settings::{Loaded, Settings};
use crate::environment::UserEnvironment;
use crate::machine::fault;
use crate::machine::home::{CheckedHome, Home, OwnHome};
use crate::net::http::Http;
use crate::released::catalog::Sources;
use crate::released::signature::Signer;
use crate::released::upgo::Publisher;
use crate::store::{LockHolder, StoreError, StoreLock};
use crate::which_go::asked::Heard;

/// The variable that forbids to edit PATH, whatever the setting says.
pub(crate) const NO_MODIFY_PATH: &str = "UPGO_NO_MODIFY_PATH";

/// The context in which the engine works: one home, for one process.
#[derive(Debug)]
pub struct Site {
    pub(crate) home: CheckedHome,
    pub(crate) setup: Setup,
    pub(crate) settings: Loaded,
    pub(crate) policy: PolicyInForce,
    pub(crate) sources: Sources,
    /// `None` if none is used.
    pub(crate) vulnerabilities: Option<Url>,
    signer: Signer,
    pub(crate) publisher: Publisher,
    pub(crate) environment: UserEnvironment,
    pub(crate) http: Http,
    pub(crate) log: Log,
    pub(crate) audit_log: AuditLog,
    /// What this process has heard of new terminals.
    heard: Mutex<Option<Heard>>,
    /// What Go said when it was tried; `None` until it is read.
    tried: Mutex<Option<Outcomes>>,
}

impl Site {
    pub fn home(&self) -> &Home {
        &self.home
    }

    pub fn target(&self) -> &Target {
        &self.setup.target
    }

    /// `None` if unknown.
    pub fn system(&self) -> Option<&System> {
        self.setup.system.as_ref()
    }

    pub fn settings(&self) -> &Settings {
        &self.settings.settings
    }

    pub fn loaded_settings(&self) -> &Loaded {
        &self.settings
    }

    /// The organization's policy for this machine, with the source of each value.
    pub fn policy(&self) -> &PolicyInForce {
        &self.policy
    }

    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    pub(crate) fn modifies_path(&self) -> bool {
        self.settings().modify_path && !self.is_set(NO_MODIFY_PATH)
    }

    /// Whether an edit of PATH or of variables reaches new terminals only after the next login.
    pub fn is_read_at_log_in(&self) -> bool {
        self.environment.is_read_at_log_in()
    }

    pub fn now(&self) -> Timestamp {
        self.setup.clock.now()
    }

    /// The current time in the user's time zone.
    pub fn clock(&self) -> ZonedDateTime {
        self.setup.clock.read()
    }

    /// An environment variable of the calling process; an empty one counts as not set.
    pub fn variable(&self, name: &str) -> Option<OsString> {
        self.setup.variable(name)
    }

    pub(crate) fn environment(&self) -> &UserEnvironment {
        &self.environment
    }

    /// No prompt appears before the session's first task.
    pub(crate) fn elevated(&self) -> Box<dyn Session> {
        let session = self.setup.elevation.session();
        if self.own_home().is_err() {
            return session;
        }
        Box::new(Recorded { session, log: self.log.clone(), audit_log: self.audit_log.clone() })
    }

    pub(crate) fn prompts(&self) -> bool {
        self.setup.elevation.prompts()
    }

    pub(crate) fn has_more_rights(&self) -> bool {
        self.setup.elevation.has_more_rights()
    }

    pub(crate) fn http(&self) -> &Http {
        &self.http
    }

    pub(crate) fn holder(&self) -> LockHolder {
        LockHolder::of_this_process(log::asks(self.asked_by()), self.now())
    }

    /// A longer wait is explained as an event of `step`.
    pub(crate) fn lock_store(
        &self,
        home: OwnHome<'_>,
        step: usize,
        cancel: &Cancel,
        events: Events<'_>,
    ) -> Result<StoreLock, StoreError> {
        StoreLock::acquire(home, &self.holder(), cancel, &|reason| events(Event::Waiting { step, reason }))
    }

    /// A build cache that tests share, because compiling Go's runtime takes seconds.
    pub(crate) fn test_build_cache(&self) -> Option<PathBuf> {
        self.variable("UPGO_TEST_BUILD_CACHE").filter(|_| fault::ARMED).map(PathBuf::from)
    }

    pub(crate) fn asked_by(&self) -> &str {
        &self.setup.asked_by
    }

    pub(crate) fn seal(&self, outcome: Outcome, in_effect: bool, problem: Option<Problem>) -> Seal {
        Seal { at: self.now(), outcome, in_effect, problem, proof: None, downloaded: None }
    }

    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.variable(name).is_some_and(|value| value != "0")
    }
}
