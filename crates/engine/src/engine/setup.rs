//! What the engine is told of the process it works for.
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use url::Url;

use super::Engine;
use crate::catalog::Sources;
use crate::clock::Clock;
use crate::elevation::{self, Elevation};
use crate::environment::{Account, RegistryEnvironment, UserEnvironment};
use crate::home::Home;
use crate::http::{AddressError, Hosts, Http, HttpConfig, ProxyRule, base};
use crate::inventory::{Keys, Registry, SystemRegistry};
use crate::log::{Discretion, Log};
use crate::report::Problem;
use crate::settings::{self, Settings};
use crate::signature::Signer;
use crate::system::System;
use crate::target::Target;
use crate::{advisories, fault, platform};

/// What the engine is told of the process it works for.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The environment variables.
    pub variables: BTreeMap<OsString, OsString>,
    /// What the machine runs.
    pub target: Target,
    /// Its operating system; `None` where that cannot be told.
    pub system: Option<System>,
    /// The clock.
    pub clock: Clock,
    /// How changes are asked for, as `upgo upgrade`: written into the history.
    pub asked_by: String,
    /// The registry in which the official installer writes down what it has installed.
    pub registry: Arc<dyn Registry>,
    /// How what needs an administrator is done.
    pub elevation: Arc<dyn Elevation>,
}

impl Setup {
    /// The setup of this process.
    pub fn of_this_process(asked_by: impl Into<String>) -> Self {
        Self {
            variables: std::env::vars_os().collect(),
            target: platform::native_target(),
            system: platform::system(),
            clock: Clock::default(),
            asked_by: asked_by.into(),
            registry: Arc::new(SystemRegistry),
            elevation: elevation::of_this_process(),
        }
    }

    /// An environment variable; an empty one is as if it were not set. Windows does not care about letter case: a shell of
    /// MSYS2 has given some names in capitals.
    pub fn variable(&self, name: &str) -> Option<OsString> {
        let same = || self.variables.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        let found = self.variables.get(OsStr::new(name)).or_else(|| platform::HAS_REGISTRY.then(same)?);
        found.filter(|value| !value.is_empty()).cloned()
    }

    /// The user's home folder, where the environment names one.
    fn user_folder(&self) -> Option<PathBuf> {
        // A shell on Windows may have a HOME of its own, which Go does not look at.
        let names = if platform::HAS_REGISTRY { ["USERPROFILE", "HOME"] } else { ["HOME", "USERPROFILE"] };
        let folder = names.into_iter().find_map(|name| self.variable(name));
        folder.map(PathBuf::from).filter(|folder| folder.is_absolute())
    }

    /// The part of the registry that is a test's own, which only a test build looks at.
    pub(super) fn test_registry(&self) -> Option<String> {
        self.text("UPGO_TEST_REGISTRY").filter(|_| fault::ARMED && platform::HAS_REGISTRY)
    }

    /// Where the official installer registers what it installs.
    pub(super) fn installer_keys(&self) -> Keys {
        self.test_registry().map_or_else(Keys::default, |key| Keys {
            machine: [64, 32].map(|bits| format!(r"HKCU\{key}\software{bits}")),
            user: format!(r"HKCU\{key}\software"),
        })
    }

    /// Whose signature of an archive counts: Google's, unless a test names a fingerprint and an address of its own, at which
    /// only a test build looks.
    fn signer(&self) -> Result<Signer, AddressError> {
        let own = self.text("UPGO_TEST_SIGNER").filter(|_| fault::ARMED);
        match own.as_deref().and_then(|own| own.split_once(' ')) {
            Some((primary, folder)) => Signer::new(primary, folder),
            None => Signer::google(),
        }
    }

    fn text(&self, name: &str) -> Option<String> {
        self.variable(name).map(|value| value.to_string_lossy().into_owned())
    }
}

impl Engine {
    /// Opens the engine on the home that the setup names. No network is asked, and nothing is created but a copy of settings
    /// that can all be understood: they stay in force when the file is broken later.
    pub fn open(setup: Setup) -> Result<Self, Problem> {
        let lookup = |name: &str| setup.variable(name);
        let home = Home::locate(&lookup)?;
        let loaded = settings::load_or_kept(&home.settings(), &home.last_good_settings());
        let feed = setup.text("UPGO_FEED_URL");
        let mirrors: Vec<String> = match setup.text("UPGO_MIRRORS") {
            Some(list) => list.split(',').map(str::to_owned).collect(),
            None => loaded.settings.mirrors.iter().map(ToString::to_string).collect(),
        };
        let sources = Sources::new(feed.as_deref(), mirrors.iter().map(String::as_str))?;
        let vulnerabilities = vulnerability_database(&setup)?;
        let signer = setup.signer()?;
        let http = Http::new(HttpConfig {
            proxy: ProxyRule::detect(loaded.settings.proxy.as_ref().map(Url::as_str), |name| setup.text(name)),
            ca_file: loaded.settings.ca_file.clone(),
            hosts: Hosts::default().and(loaded.settings.redirect_hosts.iter().cloned()),
            ..HttpConfig::default()
        });
        let environment = environment_of(&home, &setup);
        let projects = loaded.settings.projects.iter().map(PathBuf::as_path);
        let discretion = Discretion::of(setup.user_folder().as_deref(), projects);
        let log = Log::new(home.clone(), &setup.asked_by, setup.clock.clone(), discretion);
        let engine = Self { home, settings: loaded, sources, vulnerabilities, signer, environment, http, log, setup };
        engine.keep_settings();
        Ok(engine)
    }

    /// Keeps a copy of settings that are good, where this process may write.
    fn keep_settings(&self) {
        if self.home.root().is_dir() && self.require_own_account().is_ok() {
            settings::keep(&self.settings, &self.home.last_good_settings()).ok();
        }
    }

    /// Changes the file of settings, whose path is handed on, and keeps a copy of what is good now. Refused where the process
    /// runs as somebody else than the owner of the home.
    pub fn change_settings<T, E>(&self, change: impl FnOnce(&Path) -> Result<T, E>) -> Result<T, Problem>
    where
        Problem: From<E>,
    {
        self.require_own_account()?;
        let file = self.home.settings();
        let changed = change(&file)?;
        settings::keep(&settings::load(&file, &Settings::default()), &self.home.last_good_settings()).ok();
        Ok(changed)
    }

    /// Refuses a change where the process runs as somebody else than the owner of the home.
    pub fn require_own_account(&self) -> Result<(), Problem> {
        Ok(Account::of_process(self.home.root(), &|name| self.variable(name)).check()?)
    }

    /// The user's home folder, where the environment names one.
    pub(crate) fn user_folder(&self) -> Option<PathBuf> {
        self.setup.user_folder()
    }
}

/// Where vulnerabilities are told: by the Go team, unless a variable names a copy. Who has releases from elsewhere lives in a
/// network of their own: there only that copy is asked.
fn vulnerability_database(setup: &Setup) -> Result<Option<Url>, AddressError> {
    match (setup.text("UPGO_VULN_URL"), setup.text("UPGO_FEED_URL")) {
        (Some(own), _) => base(&own).map(Some),
        (None, Some(_)) => Ok(None),
        (None, None) => base(advisories::OFFICIAL).map(Some),
    }
}

/// Where the user's PATH lives. Tests on Windows name keys of their own, which only a test build looks at.
fn environment_of(home: &Home, setup: &Setup) -> UserEnvironment {
    let lookup = |name: &str| setup.variable(name);
    match setup.test_registry() {
        Some(key) => {
            let (user, machine) = (format!(r"HKCU\{key}\user"), format!(r"HKCU\{key}\machine"));
            let machine = setup.text("UPGO_TEST_MACHINE").unwrap_or(machine);
            UserEnvironment::Registry(RegistryEnvironment::at(user, machine, &lookup))
        }
        None => UserEnvironment::locate(home, &lookup),
    }
}
