//! `check`: looks for a newer Go release.
use super::snapshot::Asker;
use super::{Engine, Feed, SelfRelease};
use crate::base::report::{Cancel, Problem, Result};
use crate::base::version::Version;
use crate::guidance::assessment::Headline;
use crate::guidance::watch::Memory;
use crate::released::upgo::UpgoMemory;

/// The output of `check`.
#[answer(Clone, Debug, Serialize, JsonSchema)]
pub struct CheckReport {
    /// The current toolchain; without one, the Go that a new terminal runs. Also the latter if it is newer, up to date, and
    /// Upgo does not manage it.
    pub current: Option<Version>,
    /// The newest release of the user's channel, or of the release line in use if the settings suggest that.
    pub latest: Option<Version>,
    /// Whether `upgrade` leads to that release.
    pub update_available: bool,
    /// Whether nothing is left to do: `upgrade` changes nothing, there is no fix that only another release line has, and the
    /// policy permits the Go in use, and any release at all.
    pub up_to_date: bool,
    /// Why it is unknown which Go a new terminal runs; `null` if it is known.
    pub problem: Option<Problem>,
    /// Why no release is judged: a new terminal finds no Go, or one that is no release, or it is unknown which one; `null`
    /// if one is judged.
    pub unjudged: Option<Problem>,
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
    /// If the release list is not reachable, warns and compares with the cached one.
    pub fn check(&self, cancel: &Cancel) -> Result<CheckReport> {
        self.check_for(cancel, Asker::User)
    }

    pub(super) fn check_for(&self, cancel: &Cancel, by: Asker) -> Result<CheckReport> {
        let mut warnings = self.recover_and_warn();
        let (catalog, unheard) = self.ask_for_news(cancel, by)?;
        warnings.extend(unheard);
        self.check_self_too(cancel);
        // The imports of projects may have changed. Warnings about them belong to `audit`.
        self.ask_projects(cancel, &mut Vec::new())?;
        let seen = self.see_with(self.running_go())?;
        let assessment = self.assess(&seen, &Memory::read(self.home()));
        warnings.extend(self.why_not_newer(&assessment, &catalog));
        warnings.extend(self.still_other(seen.active.as_ref()));
        self.remember_ran(seen.active_version());
        let headline = seen.active_version().and_then(|runs| Headline::of(&assessment, runs));
        if by == Asker::User {
            self.report_to_fleet(None);
        }
        Ok(CheckReport {
            headline,
            unjudged: self.judged_release(&seen).err(),
            problem: seen.unsure,
            update_available: assessment.upgrade.is_some(),
            up_to_date: assessment.is_up_to_date,
            current: assessment.base,
            latest: assessment.newest_wanted,
            feed: self.feed(Some(&catalog)),
            upgo: self.newer_upgo(&UpgoMemory::read(self.home())),
            warnings,
        })
    }
}
