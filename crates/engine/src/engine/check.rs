//! `check`: asks whether there is a newer Go.
use schemars::JsonSchema;
use serde::Serialize;

use super::{Engine, Feed};
use crate::report::{Cancel, Problem};
use crate::version::Version;

/// The answer of `check`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CheckReport {
    /// The current toolchain, or what a new terminal runs where there is no current one.
    pub current: Option<Version>,
    /// The newest release of the user's channel.
    pub latest: Option<Version>,
    /// Whether that is newer.
    pub update_available: bool,
    /// Who said so, and when.
    pub feed: Feed,
    /// What the user should know: that nobody answered and this is what was known last.
    pub warnings: Vec<Problem>,
}

impl Engine {
    /// Asks whether there is a newer Go. Where nobody answers, says so and compares with what was known last.
    pub fn check(&self, cancel: &Cancel) -> Result<CheckReport, Problem> {
        let mut warnings = self.standing_warnings();
        let (catalog, unheard) = self.ask_for_news(cancel)?;
        warnings.extend(unheard);
        // What projects import has changed, perhaps; it is told when they are asked for.
        self.ask_projects(cancel, &mut Vec::new())?;
        let current = self.current()?.or_else(|| self.active().and_then(|active| active.found.version));
        let latest =
            catalog.resolve(&self.settings().channels.widest().request()).map(|release| release.version.clone());
        let update_available = self.update_for(current.as_ref(), &catalog).is_some();
        Ok(CheckReport { current, latest, update_available, feed: self.feed(Some(&catalog)), warnings })
    }
}
