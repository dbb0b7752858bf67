//! What the user chose: one file, `settings.toml`, and one table that knows every key.
//!
//! Reading never fails: where the file cannot be understood, the last good values stay in force and the reader is
//! told. Writing changes the one value that is meant and leaves every other byte of the file.
mod document;
mod error;
mod file;
mod table;
mod time;
mod value;

use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::path::PathBuf;

use jiff::SignedDuration;
use url::Url;

pub use error::SettingsError;
pub(crate) use file::keep;
pub use file::{Loaded, Outcome, export, import, load, load_or_kept, said, say, set, text, unset};
pub use table::{Key, SettingEntry, find, reference};
pub use time::{CoolDown, DaySpan, Idle, Interval};
pub(crate) use value::Named;
pub use value::{Background, Channels, Kind, Language, Requirement, Theme};

use table::settings;

/// A default within the bounds of its type: the compiler says so.
macro_rules! must {
    ($type:ident, $duration:expr) => {
        match $type::new($duration) {
            Some(duration) => duration,
            None => panic!("out of bounds"),
        }
    };
}

/// How often releases are asked for.
const CHECK: Interval = must!(Interval, SignedDuration::from_hours(24));
/// How often vulnerabilities are asked for.
const CHECK_SECURITY: Interval = must!(Interval, SignedDuration::from_hours(6));
/// A fresh release is told at once.
const COOL_DOWN: CoolDown = must!(CoolDown, SignedDuration::ZERO);
/// After this nobody is taken to sit at the machine.
const IDLE: Idle = must!(Idle, SignedDuration::from_mins(10));
/// How many toolchains may be there before Upgo suggests to remove some.
const KEEP_VERSIONS: NonZeroU32 = NonZeroU32::MIN.saturating_add(2);

settings! {
    "channels", channels: Channels = Channels::stable(),
        "The releases that Upgo speaks of; `check` and `upgrade` look at all that the widest of them has (rc: release \
         candidates and stable ones, beta: betas, too).";
    "check.automatic", check_automatic: bool = true,
        "Whether Upgo asks by itself what is out, while it runs in the tray or is started by the system.";
    "check.interval", check_interval: Interval = CHECK,
        "How often it asks which releases there are.";
    "check.security-interval", check_security_interval: Interval = CHECK_SECURITY,
        "How often it asks which vulnerabilities are known, so that a release that fixes one of what you run is told sooner.";
    "check.unmetered-only", check_unmetered_only: bool = false,
        "Whether it asks and downloads by itself only where the network costs nothing for each byte.";
    "check.window", check_window: Option<DaySpan> = None,
        "The part of the day in which it asks and downloads by itself; at any time where there is none.";
    "check.cool-down", check_cool_down: CoolDown = COOL_DOWN,
        "For how long a fresh release is neither told nor downloaded by itself, unless it fixes a vulnerability of what you run.";
    "quiet-hours", quiet_hours: Option<DaySpan> = None,
        "The part of the day in which it does nothing by itself: no question, no download, no notice.";
    "download.automatic", download_automatic: BTreeSet<Kind> = BTreeSet::new(),
        "The kinds of releases that it downloads before it tells of them, so that installing them takes a moment.";
    "install.automatic", install_automatic: BTreeSet<Kind> = BTreeSet::new(),
        "The kinds of releases that it installs beside the others while nobody uses the machine; you decide when to use them.";
    "install.switch", install_switch: bool = false,
        "Whether what it has installed by itself is used in new terminals at once, without asking.";
    "install.idle", install_idle: Idle = IDLE,
        "For how long nobody must have touched the machine before it installs by itself.";
    "background", background: Background = Background::Tray,
        "How Upgo looks for news while its window is closed: from the tray, started by the system when it is time, or not.";
    "keep-versions", keep_versions: NonZeroU32 = KEEP_VERSIONS,
        "How many toolchains may be installed before Upgo suggests to remove some; nothing is removed by itself.";
    "keep-archives", keep_archives: bool = false,
        "Whether a downloaded archive stays in the cache after its toolchain is installed.";
    "mirrors", mirrors: Vec<Url> = Vec::new(),
        "Addresses that files are fetched from before the official one; each file is checked against the official feed.";
    "proxy", proxy: Option<Url> = None,
        "The proxy for every connection, instead of the system's.";
    "ca-file", ca_file: Option<PathBuf> = None,
        "A PEM file with certificates that are trusted besides the system's, for a proxy that opens connections.";
    "redirect-hosts", redirect_hosts: Vec<String> = Vec::new(),
        "Hosts that a server may point to with a redirect, besides itself and Google's.";
    "proof", proof: Requirement = Requirement::WhenReachable,
        "What is required of a release beside the digest in the feed: nothing, a proof by the Go checksum database or by \
         Google's OpenPGP signature of a .tar.gz when one can be had, or such a proof always.";
    "proof-for-own-feed", proof_for_own_feed: bool = false,
        "Whether the Go checksum database and the OpenPGP signature are also asked for releases of UPGO_FEED_URL, which is \
         otherwise believed alone; with proof = required they always are.";
    "modify-path", modify_path: bool = true,
        "Whether Upgo may change PATH.";
    "system-wide", system_wide: bool = false,
        "Whether Go is kept with the official installer for everybody (Windows): `upgrade` then uses that.";
    "projects", projects: Vec<PathBuf> = Vec::new(),
        "Folders of Go modules that known vulnerabilities are held against: which of them are in packages that these use.";
    "theme", theme: Theme = Theme::System,
        "The colours of the window: those of the system, light, or dark.";
    "language", language: Language = Language::System,
        "The language of the window: that of the system, English, or Simplified Chinese.";
    "close-to-tray", close_to_tray: bool = true,
        "Whether closing the window leaves Upgo's icon in the tray; otherwise it ends Upgo.";
    "notifications", notifications: bool = true,
        "Whether Upgo speaks by itself at all; the keys below say of what.";
    "notify.security", notify_security: bool = true,
        "Whether it tells of releases that fix vulnerabilities of what you run.";
    "notify.stable", notify_stable: bool = true,
        "Whether it tells of other stable releases.";
    "notify.rc", notify_rc: bool = true,
        "Whether it tells of release candidates and betas, where `channels` has them.";
    "notify.results", notify_results: bool = true,
        "Whether it tells how a change ended that you do not look at, and what it did by itself.";
    "notify.errors", notify_errors: bool = true,
        "Whether it tells that something failed, and that nobody has answered for days.";
}
