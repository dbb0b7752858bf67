//! The line that says for which server a command waits, so that a terminal is never silent for long.
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use indicatif::ProgressBar;
use upgo_engine::base::display::one_line;
use upgo_engine::cases::Engine;
use upgo_engine::net::http::{HttpError, NextTry, Watch};

use crate::output::{self, Output};
use crate::progress;

/// How long a command is silent before the line appears. Nobody should have to wait two seconds for a sign of life.
const SILENCE: Duration = Duration::from_millis(1_500);

static LINE: OnceLock<Arc<WaitingDisplay>> = OnceLock::new();

/// Shows waits on a terminal. Elsewhere, nobody looks at a line that disappears.
pub(crate) fn show(engine: &Engine, output: &Output) {
    if output.has_bar() {
        let line = LINE.get_or_init(|| Arc::new(WaitingDisplay(Mutex::new(WaitingLine::new(Instant::now())))));
        engine.tell_waits_to(line.clone());
    }
}

/// Removes the line, because something else is printed or begins.
pub(crate) fn clear() {
    change(|line| line.clear(Instant::now()));
}

/// Leaves the terminal to a plan, which shows its own progress, or takes it back.
pub(crate) fn leave_to_a_plan(runs: bool) {
    change(|line| {
        line.clear(Instant::now());
        line.is_left = runs;
    });
}

fn change(change: impl FnOnce(&mut WaitingLine)) {
    if let Some(WaitingDisplay(line)) = LINE.get().map(Arc::as_ref) {
        change(&mut line.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

struct WaitingDisplay(Mutex<WaitingLine>);

impl Watch for WaitingDisplay {
    fn waiting(&self, host: &str) {
        let mut line = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if line.is_due(Instant::now()) {
            let shown = line.shown.get_or_insert_with(|| progress::spinner(String::new()));
            shown.set_message(say!(WaitingForHost { host: one_line(host) }).to_string());
        }
    }

    fn failed(&self, error: &HttpError, next: &NextTry) {
        let is_left = self.0.lock().unwrap_or_else(PoisonError::into_inner).is_left;
        if !is_left {
            output::error_line(&words(error, next)); // this removes the line
        }
    }
}

fn words(error: &HttpError, next: &NextTry) -> String {
    let reason = one_line(error.to_string());
    match next {
        NextTry::Attempt { number, pause } => progress::retrying(&reason, *number, *pause),
        NextTry::Host(host) => progress::elsewhere(&reason, &one_line(host)),
    }
}

struct WaitingLine {
    /// Since when nothing was said.
    silent: Instant,
    shown: Option<ProgressBar>,
    /// Whether a plan runs, which has its own line.
    is_left: bool,
}

impl WaitingLine {
    fn new(now: Instant) -> Self {
        Self { silent: now, shown: None, is_left: false }
    }

    fn is_due(&self, now: Instant) -> bool {
        !self.is_left && (self.shown.is_some() || now.duration_since(self.silent) >= SILENCE)
    }

    fn clear(&mut self, now: Instant) {
        self.silent = now;
        if let Some(shown) = self.shown.take() {
            shown.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_appears_within_two_silent_seconds_and_never_beside_a_plan() {
        let begun = Instant::now();
        let after = |millis| begun + Duration::from_millis(millis);
        let mut line = WaitingLine::new(begun);
        assert!(!line.is_due(after(1_499)) && line.is_due(after(1_500)));
        line.clear(after(1_000)); // something was said
        assert!(!line.is_due(after(2_499)) && line.is_due(after(2_500)));
        line.is_left = true;
        assert!(!line.is_due(after(60_000)));
    }

    #[test]
    fn a_retry_and_the_next_source_are_named() {
        let error = HttpError::TimedOut { host: "go.dev".to_owned(), after: Duration::from_secs(40) };
        let again = NextTry::Attempt { number: 2, pause: Duration::from_millis(500) };
        assert_eq!(words(&error, &again), "  go.dev did not answer within 40 s; attempt 2 in 0.5 s");
        let other = NextTry::Host("golang.google.cn".to_owned());
        assert_eq!(words(&error, &other), "  go.dev did not answer within 40 s; trying golang.google.cn instead");
    }
}
