//! The database on disk, made small: one file for each address.
use std::io;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use super::Entry;
use crate::digest::Sha256;
use crate::effect;
use crate::home::Home;

/// Raised when the meaning of the file changes; a file of another format counts as none.
const FORMAT: u32 = 1;

/// What a database said, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Stored {
    format: u32,
    url: Url,
    /// Where all of it was heard.
    pub(super) heard: Option<Heard>,
    /// Whether the last try to refresh it failed.
    pub(super) refresh_failed: bool,
    /// Its entries about Go. Some may be younger than `heard`: those that came before a refresh ended in the middle.
    pub(super) entries: Vec<Entry>,
}

/// When all of a database was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Heard {
    /// By our clock.
    pub(super) at: Timestamp,
    /// When it was changed last, by its own.
    pub(super) modified: Timestamp,
}

impl Stored {
    /// Nothing was heard.
    pub(super) fn nothing(url: &Url) -> Self {
        Self { format: FORMAT, url: url.clone(), heard: None, refresh_failed: false, entries: Vec::new() }
    }

    /// Reads the file for `url`; a missing, damaged or foreign one counts as none.
    pub(super) fn read(home: &Home, url: &Url) -> Option<Self> {
        let bytes = fs_err::read(path(home, url)).ok()?;
        let stored: Self = serde_json::from_slice(&bytes).ok()?;
        (stored.format == FORMAT && stored.url == *url).then_some(stored)
    }

    /// Replaces the file.
    pub(super) fn write(&self, home: &Home) -> io::Result<()> {
        effect::create_dir_all(&home.cache())?;
        effect::replace(&path(home, &self.url), &serde_json::to_vec(self)?)
    }
}

fn path(home: &Home, url: &Url) -> PathBuf {
    let key = Sha256::of(url.as_str().as_bytes()).to_string();
    home.cache().join(format!("vulnerabilities-{}.json", &key[..16]))
}
