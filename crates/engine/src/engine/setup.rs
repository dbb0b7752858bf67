//! What the engine is told of the process it works for.
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use jiff::Timestamp;

use super::Engine;
use crate::catalog::Sources;
use crate::environment::UserEnvironment;
use crate::home::Home;
use crate::http::{Http, HttpConfig};
use crate::report::{Code, Problem};
use crate::settings;
use crate::target::Target;

/// What the engine is told of the process it works for.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The environment variables.
    pub variables: BTreeMap<OsString, OsString>,
    /// What the machine runs.
    pub target: Target,
    /// The clock.
    pub now: fn() -> Timestamp,
    /// How changes are asked for, as `upgo upgrade`: written into the history.
    pub asked_by: String,
}

impl Setup {
    /// The setup of this process.
    pub fn of_this_process(asked_by: impl Into<String>) -> Self {
        Self {
            variables: std::env::vars_os().collect(),
            target: crate::platform::native_target(),
            now: Timestamp::now,
            asked_by: asked_by.into(),
        }
    }

    /// An environment variable; an empty one is as if it were not set.
    pub fn variable(&self, name: &str) -> Option<OsString> {
        let found = self.variables.get(OsStr::new(name));
        found.filter(|value| !value.is_empty()).cloned()
    }

    fn text(&self, name: &str) -> Option<String> {
        self.variable(name).map(|value| value.to_string_lossy().into_owned())
    }
}

impl Engine {
    /// Opens the engine on the home that the setup names. Nothing is created, and no network is asked.
    pub fn open(setup: Setup) -> Result<Self, Problem> {
        let lookup = |name: &str| setup.variable(name);
        let home = Home::locate(&lookup)?;
        let loaded = settings::load(&home.settings());
        let feed = setup.text("UPGO_FEED_URL");
        let mirrors = setup.text("UPGO_MIRRORS").map_or_else(
            || loaded.settings.mirrors.iter().map(ToString::to_string).collect(),
            |list| list.split(',').map(|mirror| mirror.trim().to_owned()).filter(|mirror| !mirror.is_empty()).collect(),
        );
        let mirrors: Vec<String> = mirrors;
        let sources = Sources::new(feed.as_deref(), &mirrors).map_err(Problem::from)?;
        let http = Http::new(HttpConfig::new(&loaded.settings, &lookup));
        let environment = UserEnvironment::locate(&home, &lookup);
        let (settings, settings_problem) = (loaded.settings, loaded.problem);
        Ok(Self { home, settings, settings_problem, sources, environment, http, setup })
    }

    /// Refuses a change where the process runs as somebody else than the owner of the home.
    pub(crate) fn require_own_account(&self) -> Result<(), Problem> {
        let lookup = |name: &str| self.variable(name);
        match crate::platform::foreign_account(&lookup) {
            Some(reason) => Err(Problem::new(Code::PermissionAccount, reason)),
            None => Ok(()),
        }
    }

    /// The user's home folder, where the environment names one.
    pub(crate) fn user_folder(&self) -> Option<PathBuf> {
        crate::platform::user_folder(&|name| self.variable(name))
    }
}
