//! The cached database in compact form: one file for each address.
use std::io;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use super::Entry;
use crate::digest::Sha256;
use crate::effect;
use crate::home::Home;

/// The format version, raised when the meaning of the file changes. A file of another format counts as missing.
const FORMAT: u32 = 1;

/// The content of a database, and its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Stored {
    format: u32,
    url: Url,
    /// The time of the last complete refresh, if there was one.
    pub(super) heard: Option<Heard>,
    /// Whether the last attempt to refresh it failed.
    pub(super) refresh_failed: bool,
    /// Its entries about Go. Some may be newer than `heard`, if a later refresh was interrupted.
    pub(super) entries: Vec<Entry>,
}

/// The time of a complete refresh of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Heard {
    /// By our clock.
    pub(super) at: Timestamp,
    /// When the database last changed, by its own clock.
    pub(super) modified: Timestamp,
}

impl Stored {
    /// The state before the first refresh.
    pub(super) fn nothing(url: &Url) -> Self {
        Self { format: FORMAT, url: url.clone(), heard: None, refresh_failed: false, entries: Vec::new() }
    }

    /// Reads the file for `url`. A missing, damaged or foreign file yields `None`.
    pub(super) fn read(home: &Home, url: &Url) -> Option<Self> {
        let bytes = fs_err::read(path(home, url)).ok()?;
        let stored: Self = serde_json::from_slice(&bytes).ok()?;
        (stored.format == FORMAT && stored.url == *url).then_some(stored)
    }

    /// Replaces the file.
    pub(super) fn write(&self, home: &Home) -> io::Result<()> {
        home.make(&home.cache())?;
        effect::replace(&path(home, &self.url), &serde_json::to_vec(self)?)
    }
}

fn path(home: &Home, url: &Url) -> PathBuf {
    let key = Sha256::of(url.as_str().as_bytes()).to_string();
    home.cache().join(format!("vulnerabilities-{}.json", &key[..16]))
}
