//! What the watcher tells, as a toast.
use upgo_engine::watch::{Level, Notice, Topic};

use crate::toast::{Terminals, Toast};

impl Toast {
    /// The toast for a notice: that of its first topic; the others are seen in the window that it opens. `None` where there
    /// is none.
    pub fn of(notice: &Notice) -> Option<Self> {
        Some(match notice.topics.first()? {
            Topic::Release { offer, level: Level::Ready, .. } if offer.fixes.unwrap_or(0) == 0 => {
                Self::Ready { version: offer.version.clone() }
            }
            Topic::Release { offer, from, unsupported, fixes, .. } => Self::NewRelease {
                version: offer.version.clone(),
                from: from.clone(),
                released_on: offer.released_on.map(Into::into),
                unsupported: *unsupported,
                fixes: *fixes,
                fixes_in_your_projects: offer.fixes_in_your_projects,
            },
            // without being asked Upgo switches only where PATH stays as it is
            Topic::Done(done) if done.switched => {
                Self::Upgraded { version: done.version.clone(), undo: done.id, terminals: Terminals::Open }
            }
            Topic::Done(done) => Self::Installed { version: done.version.clone(), runs: done.from.clone() },
            Topic::Failing { .. } => Self::NoAnswer,
        })
    }
}
