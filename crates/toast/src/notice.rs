//! The notices of the background check as toasts.
use upgo_engine::change::plan::{Action, ChangeName};
use upgo_engine::guidance::watch::{Notice, NoticeLevel, Topic};
use upgo_engine::released::upgo::UpgoVersion;

use crate::toast::{Terminals, Toast};

impl Toast {
    /// The first topic leads, and the others are named. `None` if the notice needs no toast.
    pub fn of(notice: &Notice) -> Option<Self> {
        let mut toasts = notice.topics.iter().map(of_topic);
        let first = toasts.next()?;
        let others: Vec<_> = toasts.filter(|other| other.tag() != first.tag()).collect();
        Some(if others.is_empty() { first } else { Self::Several { first: Box::new(first), others } })
    }
}

fn of_topic(topic: &Topic) -> Toast {
    match topic {
        Topic::Release { offer, level: NoticeLevel::Ready, out_of_reach: false, .. }
            if offer.fixes.unwrap_or(0) == 0 =>
        {
            Toast::Ready { version: offer.version.clone() }
        }
        Topic::Release { offer, from, unsupported, fixes, out_of_reach, .. } => Toast::NewRelease {
            version: offer.version.clone(),
            from: from.clone(),
            released_on: offer.released_on.map(Into::into),
            unsupported: *unsupported,
            fixes: *fixes,
            fixes_in_your_projects: offer.fixes_in_your_projects,
            out_of_reach: *out_of_reach,
        },
        // an automatic switch happens only if PATH stays unchanged
        Topic::Done(done) if done.switched => {
            let change = ChangeName::new(Action::Install, done.from.clone(), Some(done.version.clone()));
            Toast::Done { change: ChangeName { switched: true, ..change }, undo: done.id, terminals: Terminals::Open }
        }
        Topic::Done(done) => Toast::Installed { version: done.version.clone(), runs: done.from.clone() },
        Topic::Upgo { version } => {
            Toast::NewUpgo { version: version.to_string(), from: UpgoVersion::own().to_string() }
        }
        Topic::Failing { days, .. } => Toast::NoAnswer { days: *days },
    }
}
