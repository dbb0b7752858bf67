//! The user's choices: one file, `settings.toml`, and one table that lists every key.
//!
//! Reading never fails: if the file cannot be understood, the last good values stay in effect and the caller gets the
//! problem. Writing changes only the intended value and leaves every other byte of the file unchanged.
//!
//! The keys marked `trust` decide whom Upgo trusts. They change only by a plan ([`SettingEdit`]).
mod document;
mod edit;
mod error;
mod file;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz;
mod hook;
mod import;
mod key;
mod listing;
mod own_database;
mod time;
mod value;

use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::path::PathBuf;

use jiff::SignedDuration;
use url::Url;

pub use edit::SettingEdit;
pub(crate) use edit::{default_shown, is_value, shown};
pub use error::SettingsError;
pub use file::{Loaded, WriteOutcome, export, load, load_or_kept, set, text, unset};
pub(crate) use file::{is_said, keep, said, say};
pub use hook::HookCommand;
pub use import::Imported;
pub use key::{Key, find, reference};
pub use listing::SettingEntry;
pub use own_database::NamedDatabase;
pub use time::{CoolDown, DaySpan, HookTime, Idle, Interval};
pub(crate) use value::Named;
pub use value::{
    Background, Channels, RehearseWith, ReleaseKind, Requirement, SelfUpdate, Suggest, Theme, WindowLanguage,
};

use key::settings;

/// A default within the bounds of its type, checked by the compiler.
macro_rules! must {
    ($type:ident, $duration:expr) => {
        match $type::new($duration) {
            Some(duration) => duration,
            None => panic!("out of bounds"),
        }
    };
}

/// The key of the project folders. Their names do not belong into the log.
pub(crate) const PROJECTS: &str = "projects";
/// The interval between release checks.
const CHECK: Interval = must!(Interval, SignedDuration::from_hours(24));
/// The interval between vulnerability checks.
const CHECK_SECURITY: Interval = must!(Interval, SignedDuration::from_hours(6));
/// Users are notified about new releases immediately.
const COOL_DOWN: CoolDown = must!(CoolDown, SignedDuration::ZERO);
/// The idle time after which the machine counts as unused.
const IDLE: Idle = must!(Idle, SignedDuration::from_mins(10));
/// The number of toolchains that may be installed before Upgo suggests removing some.
const KEEP_VERSIONS: NonZeroU32 = NonZeroU32::MIN.saturating_add(2);

settings! {
    "channels", channels: Channels = Channels::stable(),
        "The release channels to follow; `check` and `upgrade` include all releases of the widest channel (rc: release \
        candidates and stable releases, beta: betas as well).";
    "suggest", suggest: Suggest = Suggest::Newest,
        "The release to suggest, and to install by `upgrade`: the newest one, or the newest of the release line in use \
        (line). A line whose support has ended, a pre-release, and a machine-wide Go always get the newest. A fix that only \
        another line has is named, but not installed by itself.";
    "check.automatic", check_automatic: bool = true,
        "Whether Upgo checks for releases automatically, while it runs in the tray or on the system's schedule.";
    "check.interval", check_interval: Interval = CHECK,
        "How often Upgo checks for new releases.";
    "check.security-interval", check_security_interval: Interval = CHECK_SECURITY,
        "How often Upgo checks for new vulnerabilities, so that it reports a security release for your version sooner.";
    "check.unmetered-only", check_unmetered_only: bool = false,
        "Whether automatic checks and downloads run only on unmetered networks.";
    "check.window", check_window: Option<DaySpan> = None,
        "The daily hours for automatic checks and downloads; if not set, they run at any time.";
    "check.cool-down", check_cool_down: CoolDown = COOL_DOWN,
        "How long to delay notifications and downloads of a release, unless it fixes a vulnerability that affects you.";
    "quiet-hours", quiet_hours: Option<DaySpan> = None,
        "The daily hours without automatic checks, downloads, installations or notifications.";
    "download.automatic", download_automatic: BTreeSet<ReleaseKind> = BTreeSet::new(),
        "The kinds of releases to download before notifying about them, so that installing them is quick.";
    "install.automatic", install_automatic: BTreeSet<ReleaseKind> = BTreeSet::new(),
        "The kinds of releases to install alongside the others while the machine is idle; you decide when to use them.";
    "install.switch", install_switch: bool = false,
        "Whether new terminals use an automatically installed release immediately, without asking.";
    "install.idle", install_idle: Idle = IDLE,
        "How long the machine must be idle before an automatic installation.";
    "rehearse.before-upgrade", rehearse_before_upgrade: RehearseWith = RehearseWith::Off,
        "What an upgrade runs in your projects before it switches, with both Go versions: go build and go vet (build), also \
        go test (test), or nothing (off). If something breaks, it does not switch. Only `test` executes your projects.";
    "rehearse.after-upgrade", rehearse_after_upgrade: RehearseWith = RehearseWith::Off,
        "What an upgrade runs in your projects after it has switched; if something breaks, it is rolled back.";
    trust "hooks.before-switch", hooks_before_switch: Option<HookCommand> = None,
        "A program that runs before Upgo switches to another Go; if it fails, nothing is changed.";
    trust "hooks.after-switch", hooks_after_switch: Option<HookCommand> = None,
        "A program that runs after Upgo has switched to another Go; if it fails, the change is rolled back.";
    trust "hooks.on-failure", hooks_on_failure: Option<HookCommand> = None,
        "A program that runs after a switch to another Go failed or was rolled back.";
    "hooks.time-limit", hooks_time_limit: HookTime = HookTime::USUAL,
        "How long each of these programs may take; then it is ended, with everything that it has started.";
    "background", background: Background = Background::Tray,
        "How Upgo checks for releases while its window is closed: from the tray, on the system's schedule, or not at all.";
    "self-update", self_update: SelfUpdate = SelfUpdate::Ask,
        "Whether Upgo updates itself: it reports a newer version and waits (ask), installs it while the machine is idle \
        (auto), or never looks for one (off). It has no effect where a package manager updates Upgo.";
    "keep-versions", keep_versions: NonZeroU32 = KEEP_VERSIONS,
        "How many toolchains may be installed before Upgo suggests removing some; it never removes any automatically.";
    "keep-archives", keep_archives: bool = false,
        "Whether a downloaded archive stays in the cache after its toolchain is installed.";
    "whole-archives", whole_archives: bool = false,
        "Whether an upgrade downloads whole archives, even if an installed toolchain already has most files; otherwise it \
        may leave out the folders api, doc, misc and test.";
    trust "mirrors", mirrors: Vec<Url> = Vec::new(),
        "Addresses to try before the official one when downloading; each file is verified against the official feed.";
    trust "proxy", proxy: Option<Url> = None,
        "The proxy for every connection, instead of the system's.";
    trust "ca-file", ca_file: Option<PathBuf> = None,
        "A PEM file with certificates to trust in addition to the system's, for a proxy that intercepts TLS connections.";
    trust "redirect-hosts", redirect_hosts: Vec<String> = Vec::new(),
        "Hosts that a server may redirect to, in addition to itself and Google's.";
    trust "proof", proof: Requirement = Requirement::WhenReachable,
        "The proof that a release needs in addition to the checksum in the feed: none (digest), the Go checksum database or \
        Google's OpenPGP signature of a .tar.gz when one is available (when-reachable), or one of them always (required).";
    trust "proof-for-own-feed", proof_for_own_feed: bool = false,
        "Whether releases of UPGO_FEED_URL need a proof like official ones; if not, a record in the Go checksum database \
        that contradicts one still blocks it, unless proof = digest.";
    trust "checksum-database", checksum_database: Option<NamedDatabase> = None,
        "The checksum database that proves releases, instead of Go's own and of the one that GOSUMDB names; nobody but you \
        or your organization vouches for it.";
    "modify-path", modify_path: bool = true,
        "Whether Upgo may change PATH.";
    "system-wide", system_wide: bool = false,
        "Whether to manage the machine-wide Go with the official installer (Windows); `upgrade` then uses it.";
    "projects", projects: Vec<PathBuf> = Vec::new(),
        "Folders with your Go projects: Upgo shows which Go each gets, whether an upgrade concerns it, and which known \
        vulnerabilities are in packages that it uses.";
    "projects-from-editors", projects_from_editors: bool = false,
        "Whether `upgo projects` also searches the folders that VS Code and GoLand opened recently.";
    "theme", theme: Theme = Theme::System,
        "The colors of the window: follow the system, light, or dark.";
    "language", language: WindowLanguage = WindowLanguage::System,
        "The language of the window: follow the system, English, or Simplified Chinese.";
    "close-to-tray", close_to_tray: bool = true,
        "Whether closing the window keeps Upgo running in the tray; otherwise Upgo exits.";
    "notifications", notifications: bool = true,
        "Whether Upgo shows notifications at all; the keys below select which.";
    "notify.security", notify_security: bool = true,
        "Whether to notify about releases that fix vulnerabilities of your version.";
    "notify.stable", notify_stable: bool = true,
        "Whether to notify about other stable releases.";
    "notify.rc", notify_rc: bool = true,
        "Whether to notify about release candidates and betas, if `channels` includes them.";
    "notify.results", notify_results: bool = true,
        "Whether to notify when a change finishes in the background, including automatic changes.";
    "notify.errors", notify_errors: bool = true,
        "Whether to notify when a change fails, or when checks or downloads keep failing for days.";
}
