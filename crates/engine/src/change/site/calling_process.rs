//! The data of the calling process, passed to the engine.
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use url::Url;

use super::Site;
use crate::base::clock::Clock;
use crate::base::report::{Code, Explain as _, Problem};
use crate::base::secret;
use crate::base::system::System;
use crate::base::target::Target;
use crate::base::words::{Sentence, Statement};
use crate::change::audit_log::AuditLog;
use crate::change::elevation::{self, Elevation};
use crate::change::log::{Discretion, Log};
use crate::choices::policy::{Policy, PolicyInForce, PolicyPlaces};
use crate::choices::settings::{self, Loaded, Settings};
use crate::environment::{self, RegistryEnvironment, Syntax, UserEnvironment};
use crate::environment::{Registry, SystemRegistry};
use crate::machine::home::{CheckedHome, Home, NotOwn, OwnHome, StartableProgram};
use crate::machine::{fault, platform};
use crate::net::http::{AddressError, Hosts, Http, HttpConfig, ProxyRule, base};
use crate::released::advisories;
use crate::released::catalog::Sources;
use crate::released::signature::Signer;
use crate::released::upgo::Publisher;
use crate::store::{self, StoreError, activate};
use crate::which_go::follow;
use crate::which_go::inventory::UninstallKeys;

/// The variable with the URL of a release list that replaces the official ones.
pub(crate) const FEED_URL: &str = "UPGO_FEED_URL";
/// The variable with the mirrors, which replaces the setting.
pub(crate) const MIRRORS: &str = "UPGO_MIRRORS";
/// The variable with the URL of a copy of the vulnerability database.
pub(crate) const VULN_URL: &str = "UPGO_VULN_URL";

/// What the file `follow-projects` says to a person who finds it.
const FOLLOWS: &str =
    "While this file exists, `go` takes the version file of the folder. The setting follow-projects creates it.\n";

/// Variables with secret values, by parts of their names.
const SECRET: [&str; 7] = ["AUTH", "CREDENTIAL", "KEY", "PASS", "SECRET", "TOKEN", "COOKIE"];

#[derive(Clone, Debug)]
pub struct Setup {
    pub variables: BTreeMap<OsString, OsString>,
    pub target: Target,
    /// `None` if unknown.
    pub system: Option<System>,
    pub clock: Clock,
    /// The command or window that requests changes, such as `upgo upgrade`; recorded in the history.
    pub asked_by: String,
    pub registry: Arc<dyn Registry>,
    pub elevation: Arc<dyn Elevation>,
}

impl Setup {
    pub fn of_this_process(asked_by: impl Into<String>) -> Self {
        Self {
            variables: std::env::vars_os().collect(),
            clock: Clock::default(),
            target: platform::native_target(),
            system: platform::system(),
            asked_by: asked_by.into(),
            registry: Arc::new(SystemRegistry),
            elevation: elevation::of_this_process(),
        }
    }

    /// An environment variable; an empty one counts as not set. Windows ignores letter case: MSYS2 shells change it.
    pub fn variable(&self, name: &str) -> Option<OsString> {
        let same = || self.variables.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        let found = self.variables.get(OsStr::new(name)).or_else(|| platform::HAS_REGISTRY.then(same)?);
        found.filter(|value| !value.is_empty()).cloned()
    }

    pub(super) fn user_folder(&self) -> Option<PathBuf> {
        environment::home_folder(Syntax::NATIVE, &|name| self.variable(name))
    }

    /// The registry key of a test, which only a test build reads.
    pub(crate) fn test_registry(&self) -> Option<String> {
        self.text("UPGO_TEST_REGISTRY").filter(|_| fault::ARMED && platform::HAS_REGISTRY)
    }

    pub(crate) fn installer_keys(&self) -> UninstallKeys {
        self.test_registry().map_or_else(UninstallKeys::default, |key| UninstallKeys {
            machine: [64, 32].map(|bits| format!(r"HKCU\{key}\software{bits}")),
            user: format!(r"HKCU\{key}\software"),
        })
    }

    /// Tests name their own places, which only a test build reads; such a build does not read that of the machine.
    fn policy_places(&self) -> PolicyPlaces {
        let places = PolicyPlaces::of_this_machine(Arc::clone(&self.registry));
        if let Some(file) = self.variable("UPGO_TEST_POLICY").filter(|_| fault::ARMED) {
            return PolicyPlaces { file: Some(file.into()), why_open: |_| None, ..places };
        }
        match self.test_registry() {
            Some(key) => {
                let of = |who: &str| format!(r"HKCU\{key}\policy\{who}");
                PolicyPlaces { machine_key: of("machine"), user_key: of("user"), ..places }
            }
            None if fault::ARMED => PolicyPlaces { file: None, ..places },
            None => places,
        }
    }

    /// The settings have the values of the policy. Only a home of Upgo's own has settings.
    fn settings_of(&self, home: &CheckedHome) -> (Loaded, PolicyInForce) {
        let policy = Policy::read(&self.policy_places());
        let mut loaded = match home.own_for(&|name| self.variable(name)) {
            Ok(home) => settings::load_or_kept(home),
            Err(why) => Loaded::ignored(only_read(&why)),
        };
        loaded.manage(|settings, is_set| policy.applied_to(settings, is_set), policy.managed_keys());
        (loaded, policy)
    }

    /// The signer is Google, unless a test sets its own fingerprint and URL, which only a test build reads.
    fn signer(&self) -> Result<Signer, AddressError> {
        let own = self.text("UPGO_TEST_SIGNER").filter(|_| fault::ARMED);
        match own.as_deref().and_then(|own| own.split_once(' ')) {
            Some((primary, folder)) => Signer::new(primary, folder),
            None => Signer::google(),
        }
    }

    /// Who publishes Upgo: as built, unless a test names its own folder and keys, which only a test build reads.
    fn publisher(&self) -> Result<Publisher, AddressError> {
        let own = self.text("UPGO_TEST_RELEASES").filter(|_| fault::ARMED);
        match own.as_deref().and_then(|own| own.split_once(' ')) {
            Some((folder, keys)) => Publisher::new(folder, &keys.split(' ').collect::<Vec<_>>()),
            None => Publisher::built_in(),
        }
    }

    /// The sources of releases, from the policy, else from the variables, else from the settings.
    fn sources(&self, settings: &Settings, policy: &PolicyInForce) -> Result<Sources, Problem> {
        let feed = match &policy.policy {
            Policy { feed: Some(feed), .. } => Some(feed.clone()),
            Policy { is_feed_malformed: true, .. } => None,
            _ => self.addresses(FEED_URL)?.and_then(|feeds| feeds.into_iter().next()),
        };
        let is_managed = policy.managed("mirrors").is_some();
        let named = if is_managed { None } else { self.addresses(MIRRORS)? };
        Ok(Sources::of(feed, named.unwrap_or_else(|| settings.mirrors.clone()))?)
    }

    /// The URL of the vulnerability database: that of the Go team, unless the policy or a variable names a copy. A
    /// network with its own release list counts as closed, so only such a copy is used there.
    fn vulnerability_database(&self, policy: &PolicyInForce) -> Result<Option<Url>, Problem> {
        if let Some(own) = &policy.policy.vulnerabilities {
            return Ok(Some(own.clone()));
        }
        match self.addresses(VULN_URL)? {
            Some(own) => Ok(own.into_iter().next()),
            None if policy.policy.feed.is_some() => Ok(None),
            None if policy.policy.is_feed_malformed => Ok(Some(base(advisories::OFFICIAL)?)),
            None if self.variable(FEED_URL).is_some() => Ok(None),
            None => Ok(Some(base(advisories::OFFICIAL)?)),
        }
    }

    /// The URLs in a variable; only [`MIRRORS`] may contain several. `None` if it is not set.
    fn addresses(&self, variable: &str) -> Result<Option<Vec<Url>>, Problem> {
        let Some(value) = self.variable(variable) else { return Ok(None) };
        let refused = |why: Statement| {
            Problem::new(Code::Usage, say!(VariableInvalid { name: variable, why }))
                .with_next(say!(CorrectOrUnset { name: variable }))
        };
        let text = value.to_str().ok_or_else(|| refused(Sentence::ItIsNotUtf8.into()))?;
        let several = text.split(',').map(str::trim).filter(|text| !text.is_empty());
        let addresses = if variable == MIRRORS { several.collect() } else { vec![text] };
        let addresses = addresses.into_iter().map(|text| base(text).map_err(|error| refused(error.says())));
        addresses.collect::<Result<_, _>>().map(Some)
    }

    /// The secrets that it knows: the values of variables with such names, and the logins in all of them.
    pub(crate) fn secrets(&self) -> Vec<String> {
        let is_secret = |name: &str| {
            let name = name.to_ascii_uppercase();
            SECRET.iter().any(|part| name.contains(part))
        };
        let variables = self.variables.iter().map(|(name, value)| (name.to_string_lossy(), value.to_string_lossy()));
        let secrets = variables.flat_map(|(name, value)| {
            let logins = secret::logins(&value);
            logins.into_iter().chain(is_secret(&name).then(|| value.into_owned()))
        });
        secrets.collect()
    }

    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.variable(name).map(|value| value.to_string_lossy().into_owned())
    }
}

impl Site {
    /// Opens the site for the home in the setup. It does not go online and creates nothing, except a copy of the
    /// settings if all of them are valid. The copy stays in effect if the file becomes invalid later.
    pub fn open(setup: Setup) -> Result<Self, Problem> {
        let home = CheckedHome::new(Home::locate(&|name| setup.variable(name))?);
        let (loaded, policy) = setup.settings_of(&home);
        let sources = setup.sources(&loaded.settings, &policy)?;
        let vulnerabilities = setup.vulnerability_database(&policy)?;
        Self::on(setup, home, (loaded, policy), sources, vulnerabilities)
    }

    /// Opens the site for a use case that needs no release, such as changing the settings. An invalid URL in a variable
    /// does not prevent it. Such a site never goes online.
    pub fn open_without_sources(setup: Setup) -> Result<Self, Problem> {
        let home = CheckedHome::new(Home::locate(&|name| setup.variable(name))?);
        let settings = setup.settings_of(&home);
        Self::on(setup, home, settings, Sources::none(), None)
    }

    fn on(
        setup: Setup,
        home: CheckedHome,
        (loaded, policy): (Loaded, PolicyInForce),
        sources: Sources,
        vulnerabilities: Option<Url>,
    ) -> Result<Self, Problem> {
        if home.is_shut() {
            let folder = home.root();
            return Err(Problem::new(Code::PermissionAccount, say!(HomeShut { folder }))
                .with_next(say!(OpenHomeToOthers { command: format!("chmod 755 {}", platform::typed(folder)) })));
        }
        let (signer, publisher) = (setup.signer()?, setup.publisher()?);
        let http = Http::new(HttpConfig {
            proxy: ProxyRule::detect(loaded.settings.proxy.as_ref().map(Url::as_str), |name| setup.text(name)),
            ca_file: loaded.settings.ca_file.clone(),
            hosts: Hosts::default().and(loaded.settings.redirect_hosts.iter().cloned()),
            logins: setup.logins(&sources, vulnerabilities.as_ref()),
            ..HttpConfig::default()
        });
        let environment = environment_of(&home, &setup);
        let projects = loaded.settings.projects.iter().map(PathBuf::as_path);
        let proxy = loaded.settings.proxy.iter().flat_map(|proxy| secret::logins(proxy.as_str()));
        let secrets = setup.secrets().into_iter().chain(proxy);
        let discretion = Discretion::of(setup.user_folder().as_deref(), projects).and_secrets(secrets);
        let log = Log::new(Home::clone(&home), &setup.asked_by, setup.clock.clone(), discretion.clone());
        let (said, clock) = (setup.audit_policy(&policy), setup.clock.clone());
        let audit_log = AuditLog::new(Home::clone(&home), &setup.asked_by, clock, discretion, said);
        let site = Self {
            home,
            settings: loaded,
            policy,
            sources,
            vulnerabilities,
            signer,
            publisher,
            environment,
            http,
            log,
            audit_log,
            setup,
            heard: Mutex::default(),
            tried: Mutex::default(),
        };
        site.keep(&site.settings);
        Ok(site)
    }

    /// Why the site cannot be opened with its sources: a variable with an invalid URL.
    pub fn sources_problem(&self) -> Option<Problem> {
        let sources = self.setup.sources(self.settings(), &self.policy).map(drop);
        sources.and_then(|()| self.setup.vulnerability_database(&self.policy).map(drop)).err()
    }

    /// Keeps a copy of the settings as they are now, if all are valid.
    pub(crate) fn keep_settings(&self) {
        self.keep(&settings::load(&self.home.settings(), &Settings::default()));
    }

    /// Keeps a copy of valid settings, if this process may write it.
    fn keep(&self, loaded: &Loaded) {
        if self.home.root().is_dir() && self.own_home().is_ok() {
            settings::keep(loaded, &self.home.last_good_settings()).ok();
        }
    }

    /// Makes `go` follow version files, or no longer, as settings and policy say. Only called under the store's lock.
    pub(crate) fn settle_go(&self) -> Result<(), StoreError> {
        let (loaded, policy) = self.setup.settings_of(&self.home);
        let text = self.follow_text(&loaded.settings, &policy.policy);
        if activate::is_settled(&self.home, text.as_deref()) {
            return Ok(());
        }
        self.own_home()?;
        Ok(activate::follow(&self.home, text.as_deref())?)
    }

    /// The text of the file that makes `go` follow version files: for a person who finds it, and for the launcher, the
    /// toolchains that the policy permits. `None` if `go` follows none.
    fn follow_text(&self, settings: &Settings, policy: &Policy) -> Option<String> {
        if !settings.follow_projects {
            return None;
        }
        let installed = store::without_receipts(&self.home).unwrap_or_default();
        let permitted = policy.usable_among(installed.iter().map(|installed| &installed.version));
        let list = permitted.map(|names| format!("{} {}\n", follow::PERMITTED, names.join(" ")));
        Some(FOLLOWS.to_owned() + &list.unwrap_or_default())
    }

    /// Whether [`Site::settle_go`] has something to do, by the settings as they were read.
    pub(crate) fn is_go_settled(&self) -> bool {
        let text = self.follow_text(self.settings(), &self.policy.policy);
        activate::is_settled(&self.home, text.as_deref())
    }

    /// Calls `change` with the path of the settings file, and keeps a copy of the settings that are valid then. Refused
    /// if the process does not run as the owner of the home.
    pub(crate) fn change_settings<T, E>(&self, change: impl FnOnce(&Path) -> Result<T, E>) -> Result<T, Problem>
    where
        Problem: From<E>,
    {
        self.own_home()?.create().map_err(StoreError::from)?;
        let changed = change(&self.home.settings())?;
        self.keep_settings();
        Ok(changed)
    }

    /// The home, if this process may change it and believe what is in it: see [`OwnHome`].
    pub fn own_home(&self) -> Result<OwnHome<'_>, StoreError> {
        Ok(self.home.own_for(&|name| self.variable(name))?)
    }

    /// A program that Upgo may start by itself. A `go` of a known version is asked for with [`Site::usable`].
    pub(crate) fn startable<'a>(&self, program: &'a Path) -> Result<StartableProgram<'a>, StoreError> {
        Ok(self.home.startable(program, &|name| self.variable(name))?)
    }

    pub(crate) fn user_folder(&self) -> Option<PathBuf> {
        self.setup.user_folder()
    }
}

/// The warning that nothing in the home counts.
fn only_read(why: &NotOwn) -> Problem {
    Problem::new(Code::HomeOnlyRead, why.says()).with_next(why.next())
}

/// The place of the user's PATH. Tests on Windows set their own keys, which only a test build reads.
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
