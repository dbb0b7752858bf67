//! The user's choices: one file, `settings.toml`, and one table that lists every key. Reading never fails: the last
//! good values stay in effect, and the caller gets the problem. Writing keeps every other byte of the file. The keys
//! marked `trust` decide whom Upgo trusts, and change only by a plan ([`SettingEdit`]).
mod document;
mod edit;
mod error;
mod file;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz_tests;
mod hook;
mod import;
mod key;
mod listing;
mod named;
mod own_database;
mod time;
mod value;

use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::path::PathBuf;

use jiff::SignedDuration;
use url::Url;

pub(crate) use document::parse as parse_document;
pub use edit::SettingEdit;
pub(crate) use edit::{default_shown, is_value, shown};
pub use error::SettingsError;
pub use file::{Loaded, WriteOutcome, export, load, load_or_kept, set, text, unset};
pub(crate) use file::{broken_at, is_said, keep, read as read_text, said, say};
pub use hook::HookCommand;
pub use import::Imported;
pub(crate) use key::is_table;
pub use key::{Key, find};
pub use listing::SettingEntry;
pub use named::{
    Background, Channels, RehearseWith, ReleaseKind, Requirement, SelfUpdate, Suggest, Theme, WindowLanguage,
};
pub(crate) use named::{Named, named};
pub use own_database::NamedDatabase;
pub use time::{CoolDown, DaySpan, HookTime, Idle, Interval, SoakTime};

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
pub(crate) const FOLLOW_PROJECTS: &str = "follow-projects";
const CHECK: Interval = must!(Interval, SignedDuration::from_hours(24));
const CHECK_SECURITY: Interval = must!(Interval, SignedDuration::from_hours(6));
/// Users are notified about new releases immediately.
const COOL_DOWN: CoolDown = must!(CoolDown, SignedDuration::ZERO);
/// The idle time after which the machine counts as unused.
const IDLE: Idle = must!(Idle, SignedDuration::from_mins(10));
/// The number of toolchains that may be installed before Upgo suggests removing some.
const KEEP_VERSIONS: NonZeroU32 = NonZeroU32::MIN.saturating_add(2);

settings! {
    "channels", channels: Channels = Channels::stable(), PurposeChannels;
    "suggest", suggest: Suggest = Suggest::Newest, PurposeSuggest;
    "check.automatic", check_automatic: bool = true, PurposeCheckAutomatic;
    "check.interval", check_interval: Interval = CHECK, PurposeCheckInterval;
    "check.security-interval", check_security_interval: Interval = CHECK_SECURITY, PurposeCheckSecurityInterval;
    "check.unmetered-only", check_unmetered_only: bool = false, PurposeCheckUnmeteredOnly;
    "check.window", check_window: Option<DaySpan> = None, PurposeCheckWindow;
    "check.cool-down", check_cool_down: CoolDown = COOL_DOWN, PurposeCheckCoolDown;
    "quiet-hours", quiet_hours: Option<DaySpan> = None, PurposeQuietHours;
    "download.automatic", download_automatic: BTreeSet<ReleaseKind> = BTreeSet::new(), PurposeDownloadAutomatic;
    "install.automatic", install_automatic: BTreeSet<ReleaseKind> = BTreeSet::new(), PurposeInstallAutomatic;
    "install.switch", install_switch: bool = false, PurposeInstallSwitch;
    "install.idle", install_idle: Idle = IDLE, PurposeInstallIdle;
    "rehearse.before-upgrade", rehearse_before_upgrade: RehearseWith = RehearseWith::Off, PurposeRehearseBeforeUpgrade;
    "rehearse.after-upgrade", rehearse_after_upgrade: RehearseWith = RehearseWith::Off, PurposeRehearseAfterUpgrade;
    trust "hooks.before-switch", hooks_before_switch: Option<HookCommand> = None, PurposeHooksBeforeSwitch;
    trust "hooks.after-switch", hooks_after_switch: Option<HookCommand> = None, PurposeHooksAfterSwitch;
    trust "hooks.soak", hooks_soak: Option<HookCommand> = None, PurposeHooksSoak;
    "hooks.soak-time", hooks_soak_time: SoakTime = SoakTime::USUAL, PurposeHooksSoakTime;
    trust "hooks.on-failure", hooks_on_failure: Option<HookCommand> = None, PurposeHooksOnFailure;
    trust "hooks.on-release", hooks_on_release: Option<HookCommand> = None, PurposeHooksOnRelease;
    trust "hooks.on-vulnerability", hooks_on_vulnerability: Option<HookCommand> = None, PurposeHooksOnVulnerability;
    trust "hooks.on-check-failure", hooks_on_check_failure: Option<HookCommand> = None, PurposeHooksOnCheckFailure;
    trust "hooks.on-unattended", hooks_on_unattended: Option<HookCommand> = None, PurposeHooksOnUnattended;
    "hooks.time-limit", hooks_time_limit: HookTime = HookTime::USUAL, PurposeHooksTimeLimit;
    "background", background: Background = Background::Tray, PurposeBackground;
    "self-update", self_update: SelfUpdate = SelfUpdate::Ask, PurposeSelfUpdate;
    "keep-versions", keep_versions: NonZeroU32 = KEEP_VERSIONS, PurposeKeepVersions;
    "keep-archives", keep_archives: bool = false, PurposeKeepArchives;
    "whole-archives", whole_archives: bool = false, PurposeWholeArchives;
    trust "mirrors", mirrors: Vec<Url> = Vec::new(), PurposeMirrors;
    trust "proxy", proxy: Option<Url> = None, PurposeProxy;
    trust "ca-file", ca_file: Option<PathBuf> = None, PurposeCaFile;
    trust "redirect-hosts", redirect_hosts: Vec<String> = Vec::new(), PurposeRedirectHosts;
    trust "proof", proof: Requirement = Requirement::WhenReachable, PurposeProof;
    trust "proof-for-own-feed", proof_for_own_feed: bool = false, PurposeProofForOwnFeed;
    trust "checksum-database", checksum_database: Option<NamedDatabase> = None, PurposeChecksumDatabase;
    "modify-path", modify_path: bool = true, PurposeModifyPath;
    "ask-shell", ask_shell: bool = true, PurposeAskShell;
    trust "follow-projects", follow_projects: bool = false, PurposeFollowProjects;
    "system-wide", system_wide: bool = false, PurposeSystemWide;
    "projects", projects: Vec<PathBuf> = Vec::new(), PurposeProjects;
    "projects-from-editors", projects_from_editors: bool = false, PurposeProjectsFromEditors;
    "theme", theme: Theme = Theme::System, PurposeTheme;
    "language", language: WindowLanguage = WindowLanguage::System, PurposeLanguage;
    "close-to-tray", close_to_tray: bool = true, PurposeCloseToTray;
    "notifications", notifications: bool = true, PurposeNotifications;
    "notify.releases", notify_releases: BTreeSet<ReleaseKind> =
        ReleaseKind::NAMES.iter().map(|(_, kind)| *kind).collect(), PurposeNotifyReleases;
    "notify.results", notify_results: bool = true, PurposeNotifyResults;
    "notify.errors", notify_errors: bool = true, PurposeNotifyErrors;
}
