//! What is remembered of Upgo's own releases.
use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{KeyId, UpgoError, UpgoRelease, UpgoVersion};
use crate::effect::own_file;
use crate::home::Home;
use crate::report::Problem;

/// What is remembered of Upgo's own releases. Losing it costs the protection against an older description, until the
/// next one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct UpgoMemory {
    /// The newest description that was accepted. It is verified again whenever it is used.
    pub description: Option<String>,
    /// Its signature.
    pub signature: Option<String>,
    /// The newest version that a description named.
    pub version: Option<UpgoVersion>,
    /// The newest date of a description.
    pub date: Option<Timestamp>,
    /// The keys that were revoked, for ever.
    pub revoked: BTreeSet<KeyId>,
    /// When the publisher was last asked.
    pub asked: Option<Timestamp>,
    /// Why the last request failed, or its answer was refused.
    pub problem: Option<Problem>,
    /// The newest version that the user was told of.
    pub told: Option<UpgoVersion>,
    /// The version that was installed automatically, or failed to be. It is not tried again.
    pub tried: Option<UpgoVersion>,
}

impl UpgoMemory {
    /// Reads the file. A missing or damaged file counts as empty.
    pub fn read(home: &Home) -> Self {
        own_file::read(&home.self_update()).found().unwrap_or_default()
    }

    /// Writes the file. A damaged one is kept under another name.
    pub fn write(&self, home: &Home) -> std::io::Result<()> {
        home.make(home.root())?;
        own_file::write(&home.self_update(), self)
    }

    /// Refuses a release that is older than what is remembered.
    pub(crate) fn require_newer(&self, release: &UpgoRelease) -> Result<(), UpgoError> {
        let is_older = self.version.as_ref().is_some_and(|known| release.version < *known)
            || self.date.is_some_and(|known| release.date < known);
        let Some(version) = self.version.clone().filter(|_| is_older) else { return Ok(()) };
        let known = (version, self.date.unwrap_or(release.date));
        Err(UpgoError::Older { offered: (release.version.clone(), release.date), known })
    }
}
