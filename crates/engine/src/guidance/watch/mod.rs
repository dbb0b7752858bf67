//! What Upgo does by itself, and what it says: one pure decision, `decide`, made from what is known.
//!
//! The decision says what comes first; who carries it out (`engine.watch`) reads the facts again and decides anew, until
//! nothing is left to do but to look again later.
mod decide;
mod memory;
mod notice;
mod tries;
mod when;

use crate::settings::Kind;
pub use decide::{Decision, Question, Todo, decide};
pub use memory::{Done, Level, Memory};
pub use notice::{News, Notice, Topic, What};
pub use tries::Tries;
pub use when::{NextCheck, Why};

use crate::advice::{Offer, OfferStep};
use crate::version::Version;

impl Kind {
    /// What an offer is for who reads of it.
    pub fn told(offer: &Offer) -> Self {
        match offer.step {
            _ if offer.fixes.unwrap_or(0) > 0 => Self::Security,
            OfferStep::Major => Self::Major,
            OfferStep::Patch => Self::Patch,
            OfferStep::Prerelease => Self::Prerelease,
        }
    }

    /// What it is for who gets it by itself: another line is another line, whatever it fixes.
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
