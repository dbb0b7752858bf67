use clap::Args;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Code, HookRun, sizes};
use upgo_engine::base::words::{Sentence, Statement};
use upgo_engine::cases::{HistoryEntry, HistoryReport, RehearsalSummary, RehearsalVerdict};
use upgo_engine::change::journal::Outcome;
use upgo_engine::store::ProofLevel;

use super::shared::{CommandResult, Run, Start};
use crate::options::{Offers, change_number, count};
use crate::output::{dim, with_note};
use crate::words;

/// How many changes a person gets without asking for more. A program gets all.
const USUAL: usize = 100;
const OUTCOME: usize = "interrupted".len();

/// List the changes, newest first, numbered for `upgo rollback`
#[derive(Args, Debug)]
pub(crate) struct History {
    /// Number of changes to show; by default, 100, or all of them with --json
    #[arg(long, value_name = "N", value_parser = count)]
    last: Option<usize>,
    /// Show the changes before this one
    #[arg(long, value_name = "NUMBER", value_parser = change_number, add = Offers::Change)]
    before: Option<u64>,
    /// Also show what hooks printed
    #[arg(long)]
    hooks: bool,
}

impl Run for History {
    const ONLY_READS: fn(&Self) -> bool = |_| true;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, output) = (start.engine_without_sources()?, start.output);
        let usual = if output.is_json() { usize::MAX } else { USUAL };
        let report = engine.history_page(self.before, self.last.unwrap_or(usual))?;
        Ok(output.report(&report, &report.warnings, |report| describe(report, self.before, self.hooks)))
    }
}

fn describe(report: &HistoryReport, before: Option<u64>, hooks: bool) -> String {
    let width = report.entries.iter().map(|entry| words::width(&outcome(entry))).max().unwrap_or_default();
    let width = width.max(OUTCOME);
    let mut lines: Vec<_> = report.entries.iter().map(|entry| describe_entry(entry, width, hooks)).collect();
    match report.entries.last() {
        Some(oldest) if report.has_older => {
            let command = format!("upgo history --before {}", oldest.id);
            lines.push(dim(say!(OlderChanges { command })));
        }
        None if !report.has_older => {
            let none = |before| say!(NoChangeBefore { id: before });
            lines.push(before.map_or_else(|| Sentence::NothingChangedYet.into(), none).to_string());
        }
        _ => {}
    }
    lines.join("\n")
}

fn is_late(entry: &HistoryEntry) -> bool {
    entry.problem.as_ref().is_some_and(|problem| problem.code == Code::Deadline)
}

fn outcome(entry: &HistoryEntry) -> String {
    let outcome = match entry.outcome {
        Some(Outcome::Done) => Sentence::HistoryDone,
        Some(Outcome::Undone) => match entry.undone_by {
            Some(by) => return say!(HistoryUndoneBy { id: by }).to_string(),
            None => Sentence::HistoryUndone,
        },
        Some(Outcome::Failed) => Sentence::HasFailed,
        Some(Outcome::Cancelled) if is_late(entry) => Sentence::HistoryLate,
        Some(Outcome::Cancelled) => Sentence::Cancelled,
        Some(Outcome::Recovered) if entry.in_effect => Sentence::HistoryRecovered,
        Some(Outcome::Recovered) => Sentence::HistoryInterrupted,
        Some(Outcome::Overtaken) => Sentence::HistoryOvertaken,
        None => Sentence::HistoryRunning,
    };
    outcome.to_string()
}

/// `width` is that of the column of outcomes.
fn describe_entry(entry: &HistoryEntry, width: usize, hooks: bool) -> String {
    let at = words::local(entry.at).strftime("%Y-%m-%d %H:%M");
    let outcome = words::left(outcome(entry), width);
    // The outcome says it already.
    let says_more = |message: &str| {
        entry.outcome != Some(Outcome::Cancelled)
            || ![Sentence::Cancelled.to_string().as_str(), "cancelled"].contains(&message)
    };
    let problem = entry
        .problem
        .as_ref()
        .filter(|problem| says_more(&problem.message.to_string()))
        .map(|problem| format!("\n      {}", dim(one_line(&problem.message))));
    let downloaded = entry.downloaded.as_ref().filter(|downloaded| downloaded.base.is_some());
    let notes = [
        entry.proof.filter(|level| *level != ProofLevel::Proven).map(proof_in_history),
        downloaded.map(|downloaded| {
            let (part, whole) = sizes(downloaded.bytes, downloaded.whole_bytes);
            say!(DownloadedInsteadOf { part, whole }).to_string()
        }),
        entry.rehearsal.as_ref().map(|rehearsal| tried(rehearsal).to_string()),
    ];
    let what =
        notes.into_iter().flatten().fold(one_line(entry.change.line()), |what, note| with_note(what, note).to_string());
    let hooks = entry.hooks.iter().filter(|_| hooks).map(describe_hook).collect::<String>();
    format!("{:>4}  {}  {outcome}  {what}{}{hooks}", entry.id, dim(at), problem.unwrap_or_default())
}

/// Who vouches for what a change installed, as a note.
fn proof_in_history(level: ProofLevel) -> String {
    let mut name = level.name().to_string();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    name
}

fn describe_hook(ran: &HookRun) -> String {
    let (hook, owner) = (ran.hook.name(), ran.owner.place());
    let line = say!(HookLine { hook, owner, program: one_line(&ran.program), end: ran.end.words() });
    let left_out = match ran.left_out {
        0 => String::new(),
        count => format!("\n        {}", say!(LinesLeftOut { count })),
    };
    let lines = ran.output.iter().map(|line| format!("\n        {}", dim(one_line(line))));
    format!("\n      {line}{left_out}{}", lines.collect::<String>())
}

/// `rehearse --change` shows the report.
fn tried(rehearsal: &RehearsalSummary) -> Statement {
    let count = rehearsal.projects;
    match rehearsal.verdict {
        RehearsalVerdict::Breaks => {
            say!(TriedBreaks { names: words::names(rehearsal.broken.iter().map(one_line)), count })
        }
        RehearsalVerdict::Unknown => say!(TriedUnknown { count }),
        RehearsalVerdict::FailsWithBoth => say!(TriedFailsWithBoth { count }),
        RehearsalVerdict::Same | RehearsalVerdict::Differs => say!(TriedSame { count }),
    }
}
