//! The background checks. A pure function, `decide`, names only the next automatic action or notification;
//! `engine.watch` carries it out, and decides again by new facts until nothing is left to do before a later time.
mod decide;
mod memory;
mod next_check;
mod notice;
mod tries;

use crate::choices::settings::ReleaseKind;
pub use decide::{Decision, Todo, decide, silenced_until};
pub use memory::{AutomaticChange, Memory, NoticeLevel};
pub use next_check::{NextCheck, Why};
pub use notice::{FailingAction, News, Notice, Topic, WatchFacts};
pub use tries::Tries;

use crate::base::version::Version;
use crate::guidance::assessment::{Offer, OfferStep};

impl ReleaseKind {
    pub fn told(offer: &Offer) -> Self {
        match offer.step {
            _ if offer.fixes.unwrap_or(0) > 0 => Self::Security,
            OfferStep::Major => Self::Major,
            OfferStep::Patch => Self::Patch,
            OfferStep::Prerelease => Self::Prerelease,
        }
    }

    /// A release of another line is never a patch or a security release here, whatever it fixes.
    pub fn brought(offer: &Offer, from: Option<&Version>) -> Self {
        let stays = from.is_none_or(|from| offer.version.same_line(from));
        match Self::told(offer) {
            _ if offer.step == OfferStep::Prerelease => Self::Prerelease,
            Self::Security | Self::Patch if !stays => Self::Major,
            Self::Security if offer.step == OfferStep::Major => Self::Major,
            kind => kind,
        }
    }
}

#[cfg(test)]
mod tests;
