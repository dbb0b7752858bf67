//! The restart after another version of Upgo was installed. Pure: [`crate::desk`] waits for its time, and exits.
use upgo_engine::base::report::StepKind;
use upgo_engine::machine::acts;

use crate::arguments::Jump;
use crate::bridge::Place;
use crate::jobs::Job;

/// How far a restart is, and the place that the window shows afterwards; without one, there is only the tray icon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Restart {
    #[default]
    None,
    /// It waits until no change runs or waits.
    Due(Option<Place>),
    /// The program exits for it.
    Now(Option<Place>),
}

impl Restart {
    /// Returns whether it is the first request, for whose time somebody has to wait.
    pub(crate) fn ask(&mut self, place: Option<Place>) -> bool {
        let is_first = *self == Self::None;
        if is_first {
            *self = Self::Due(place);
        }
        self.show(place);
        is_first
    }

    /// Changes what a restart that waits shows, because the window was opened or closed.
    pub(crate) fn show(&mut self, place: Option<Place>) {
        if let Self::Due(shown) = self {
            *shown = place;
        }
    }

    /// Drops a restart that waits, because the user quits.
    pub(crate) fn forget(&mut self) {
        if self.is_due() {
            *self = Self::None;
        }
    }

    pub(crate) fn is_due(self) -> bool {
        matches!(self, Self::Due(_))
    }

    pub(crate) fn begin(&mut self) {
        if let Self::Due(place) = *self {
            *self = Self::Now(place);
        }
    }

    /// `None` if the new program is not started.
    pub(crate) fn argument(self) -> Option<String> {
        let Self::Now(place) = self else { return None };
        Some(place.map_or_else(|| acts::HIDDEN.to_owned(), |place| Jump::At(place).argument()))
    }
}

pub(crate) fn replaced_upgo(job: &Job) -> bool {
    let Job::Done { plan, changed, .. } = job else { return false };
    changed.changed && plan.steps.iter().any(|step| matches!(step.kind, StepKind::ReplaceUpgo | StepKind::RestoreUpgo))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_restart_shows_the_place_that_was_shown_last() {
        let mut restart = Restart::default();
        assert!(restart.ask(Some(Place::Settings)), "somebody waits for it");
        assert!(!restart.ask(Some(Place::History)), "only once");
        assert_eq!(restart.argument(), None, "it waits");
        restart.begin();
        assert_eq!(restart.argument().as_deref(), Some("--at=history"));
        restart.show(None);
        assert!(!restart.ask(Some(Place::Home)));
        assert_eq!(restart.argument().as_deref(), Some("--at=history"), "windows close while the program exits");
    }

    #[test]
    fn a_closed_window_stays_closed() {
        let mut restart = Restart::default();
        restart.show(Some(Place::Home));
        assert!(!restart.is_due(), "opening the window restarts nothing");
        restart.ask(Some(Place::Settings));
        restart.show(None);
        restart.begin();
        assert_eq!(restart.argument().as_deref(), Some("--hidden"));
    }

    #[test]
    fn quitting_drops_a_restart_that_waits() {
        let mut restart = Restart::default();
        restart.ask(None);
        restart.forget();
        restart.begin();
        assert_eq!(restart.argument(), None);
        restart.ask(None);
        restart.begin();
        restart.forget();
        assert_eq!(restart.argument().as_deref(), Some("--hidden"), "too late");
    }
}
