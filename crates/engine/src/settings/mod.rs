//! What the user chose: one file, `settings.toml`, and one table that knows every key.
//!
//! Reading never fails: where the file cannot be understood, the last good values stay in force and the reader is
//! told. Writing changes the one value that is meant and leaves every other byte of the file.
mod document;
mod error;
mod file;
mod table;
mod value;

use std::num::NonZeroU32;
use std::path::PathBuf;

use url::Url;

pub use error::SettingsError;
pub use file::{Loaded, Outcome, load, said, say, set, unset};
pub use table::{Key, SettingEntry, find, reference};
pub use value::{Language, Theme};

use crate::catalog::Channel;
use crate::proof::Requirement;
use table::settings;

/// How many toolchains may be there before Upgo suggests to remove some.
const KEEP_VERSIONS: NonZeroU32 = NonZeroU32::MIN.saturating_add(2);

settings! {
    "channel", channel: Channel = Channel::Stable,
        "The releases that `check` and `upgrade` look at: the stable ones only, or release candidates or betas too.";
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
        "Whether Upgo tells of new releases and of ended changes while its window is closed.";
    "check-daily", check_daily: bool = true,
        "Whether Upgo asks once a day for new releases while it runs in the tray.";
}
