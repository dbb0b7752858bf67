//! What the engine works on: the home and the user's files around it, with all that was told of the process.
//!
//! The use cases ([`crate::engine`]) and what carries plans out ([`crate::apply`]) share it. What it asks of others beside the
//! feed is here, too: the Go checksum database, the signature beside an archive, the servers of GOPROXY.
mod around;
mod goproxy;
mod proof;
mod setup;
mod signature;

use std::ffi::OsString;

use jiff::{Timestamp, Zoned};
use url::Url;

pub(crate) use around::registered;
pub(crate) use proof::Testimony;
pub use setup::Setup;

use crate::catalog::Sources;
use crate::elevation::Session;
use crate::environment::UserEnvironment;
use crate::home::Home;
use crate::http::Http;
use crate::journal::{Outcome, Seal};
use crate::log::{Log, Noted};
use crate::report::Problem;
use crate::settings::{Loaded, Settings};
use crate::signature::Signer;
use crate::system::System;
use crate::target::Target;

/// What the engine works on: one home, for one process.
#[derive(Debug)]
pub struct Site {
    pub(crate) home: Home,
    pub(crate) setup: Setup,
    pub(crate) settings: Loaded,
    pub(crate) sources: Sources,
    /// The vulnerability database; `None` where none is asked.
    pub(crate) vulnerabilities: Option<Url>,
    /// Whose OpenPGP signature counts.
    signer: Signer,
    pub(crate) environment: UserEnvironment,
    pub(crate) http: Http,
    pub(crate) log: Log,
}

impl Site {
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

    fn is_set(&self, name: &str) -> bool {
        self.variable(name).is_some_and(|value| value != "0")
    }
}
