//! `check`: looks for a newer Go release.
use schemars::JsonSchema;
use serde::Serialize;

use super::{Engine, Feed, SelfRelease};
use crate::advice::Headline;
use crate::report::{Cancel, Problem};
use crate::upgo::UpgoMemory;
use crate::version::Version;
use crate::watch::Memory;

/// The output of `check`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CheckReport {
    /// The current toolchain; without one, the Go that a new terminal runs.
    pub current: Option<Version>,
    /// The newest release of the user's channel, or of the release line in use if the settings suggest that.
    pub latest: Option<Version>,
    /// Whether that release is newer.
    pub update_available: bool,
    /// The headline about the Go that a new terminal runs, as in the window; `null` if something else is more important.
    pub headline: Option<Headline>,
    /// The source of the data, and its age.
    pub feed: Feed,
    /// A newer version of Upgo itself; `null` if none is known, or if Upgo does not update itself here.
    pub upgo: Option<SelfRelease>,
    /// Warnings for the user, such as that the release list was not reachable and the cached one was used.
    pub warnings: Vec<Problem>,
}

impl Engine {
    /// Looks for a newer Go release. If the release list is not reachable, warns and compares with the cached one.
    pub fn check(&self, cancel: &Cancel) -> Result<CheckReport, Problem> {
        let mut warnings = self.standing_warnings();
        let (catalog, unheard) = self.ask_for_news(cancel)?;
        warnings.extend(unheard);
        self.check_self_too(cancel);
        // The imports of projects may have changed. Warnings about them belong to `audit`.
        self.ask_projects(cancel, &mut Vec::new())?;
        let active = self.active();
        let runs = active.as_ref().and_then(|active| active.found.version.clone());
        let current = self.current()?.or(runs);
        let latest = self.suggested(current.as_ref(), &catalog).map(|release| release.version.clone());
        let update_available = self.update_for(current.as_ref(), &catalog).is_some();
        let wanted = self.wanted(current.as_ref(), Some(&catalog));
        warnings.extend(self.held_back_of(&catalog, &wanted, current.as_ref()));
        let seen = self.see_with(active)?;
        let advice = self.advise(&seen, &Memory::read(self.home()));
        let headline = seen.active_version().and_then(|runs| Headline::of(&advice, runs));
        let (feed, upgo) = (self.feed(Some(&catalog)), self.newer_upgo(&UpgoMemory::read(self.home())));
        Ok(CheckReport { current, latest, update_available, headline, feed, upgo, warnings })
    }
}
