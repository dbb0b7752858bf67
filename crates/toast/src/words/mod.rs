//! The words of toasts that need more than a sentence.
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use upgo_engine::base::report::size;
use upgo_engine::base::words::{Sentence, Statement};

use crate::running::{Running, Stall};
use crate::toast::{Terminals, Toast};

const MONTHS: [Sentence; 12] = [
    Sentence::Month1,
    Sentence::Month2,
    Sentence::Month3,
    Sentence::Month4,
    Sentence::Month5,
    Sentence::Month6,
    Sentence::Month7,
    Sentence::Month8,
    Sentence::Month9,
    Sentence::Month10,
    Sentence::Month11,
    Sentence::Month12,
];

pub(crate) fn released(day: Date) -> Statement {
    let month = usize::try_from(day.month() - 1).ok().and_then(|at| MONTHS.get(at)).copied();
    let month = month.unwrap_or(Sentence::Nothing);
    say!(ToastReleased { day: i64::from(day.day()), month, year: i64::from(day.year()) })
}

/// What a running change does now: `Download and verify go1.27.1 · 11.4 MB/s`.
pub(crate) fn detail(running: &Running) -> String {
    match running.stalled {
        Some(Stall::Network) => return Sentence::ToastNetworkStalled.to_string(),
        Some(Stall::Other) => return Sentence::ToastOtherStalled.to_string(),
        Some(Stall::Prompt) => return Sentence::ToastPromptStalled.to_string(),
        None => {}
    }
    let step = running.step.as_ref().map(|step| step.name.to_string());
    let rate = running.bytes_per_second.map(|bytes| format!("{}/s", size(bytes)));
    step.into_iter().chain(rate).collect::<Vec<_>>().join(" · ")
}

pub(crate) fn reach(terminals: Terminals) -> Statement {
    match terminals {
        Terminals::Open => Sentence::ToastOpenTerminals.into(),
        Terminals::New => Sentence::ToastNewTerminals.into(),
    }
}

/// What an upgrade cannot do, if new terminals do not run Upgo's Go.
pub(crate) fn reach_of(toast: &Toast) -> Option<Statement> {
    matches!(toast, Toast::NewRelease { out_of_reach: true, .. }).then(|| Sentence::ToastOutOfReach.into())
}

pub(crate) fn sentences<const N: usize>(sentences: [Option<Statement>; N]) -> Statement {
    sentences.into_iter().flatten().reduce(Statement::and).unwrap_or_else(|| Sentence::Nothing.into())
}
