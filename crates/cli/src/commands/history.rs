//! `history`.
use clap::Args;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Code, HookEnd, HookRun, sizes};
use upgo_engine::base::words::Language;
use upgo_engine::cases::{HistoryEntry, HistoryReport, RehearsalSummary, RehearsalVerdict};
use upgo_engine::change::journal::Outcome;
use upgo_engine::change::plan::Subject;
use upgo_engine::store::ProofLevel;

use super::{CommandResult, Run, Start};
use crate::output::dim;

/// How many changes a person gets without asking for more. A program gets all.
const USUAL: usize = 100;
/// The width of the usual outcomes.
const OUTCOME: usize = "interrupted".len();

/// List the changes, newest first, numbered for `upgo rollback`
#[derive(Args, Debug)]
pub(crate) struct History {
    /// Number of changes to show; without it, 100, and with --json all of them
    #[arg(long, value_name = "N")]
    last: Option<usize>,
    /// Show the changes before this one
    #[arg(long, value_name = "NUMBER")]
    before: Option<u64>,
    /// Also show what hooks printed
    #[arg(long)]
    hooks: bool,
}

impl Run for History {
    fn only_reads(&self) -> bool {
        true
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, output) = (start.engine_without_sources()?, start.output);
        let usual = if output.is_json() { usize::MAX } else { USUAL };
        let report = engine.history_page(self.before, self.last.unwrap_or(usual))?;
        output.answer(&report, |report| describe(report, self.before, self.hooks));
        output.warnings(&report.warnings);
        Ok(0)
    }
}

fn describe(report: &HistoryReport, before: Option<u64>, hooks: bool) -> String {
    let width = report.entries.iter().map(|entry| outcome(entry).len()).max().unwrap_or_default().max(OUTCOME);
    let mut lines: Vec<_> = report.entries.iter().map(|entry| describe_entry(entry, width, hooks)).collect();
    match report.entries.last() {
        Some(oldest) if report.has_older => {
            lines.push(dim(format!("Older changes: upgo history --before {}", oldest.id)));
        }
        None if !report.has_older => {
            let none = |before| format!("There is no change before number {before}.");
            lines.push(before.map_or_else(|| "Nothing has been changed yet.".into(), none));
        }
        _ => {}
    }
    lines.join("\n")
}

fn is_late(entry: &HistoryEntry) -> bool {
    entry.problem.as_ref().is_some_and(|problem| problem.code == Code::Deadline)
}

fn outcome(entry: &HistoryEntry) -> String {
    match entry.outcome {
        Some(Outcome::Done) => "done".into(),
        Some(Outcome::Undone) => entry.undone_by.map_or("undone".into(), |by| format!("undone by {by}")),
        Some(Outcome::Failed) => "failed".into(),
        Some(Outcome::Cancelled) if is_late(entry) => "stopped at its deadline".into(),
        Some(Outcome::Cancelled) => "cancelled".into(),
        Some(Outcome::Recovered) if entry.in_effect => "recovered".into(),
        Some(Outcome::Recovered) => "interrupted".into(),
        Some(Outcome::Overtaken) => "overtaken".into(),
        None => "running".into(),
    }
}

/// An entry; `width` is that of the column of outcomes.
fn describe_entry(entry: &HistoryEntry, width: usize, hooks: bool) -> String {
    let at = entry.at.strftime("%Y-%m-%d %H:%M");
    let outcome = outcome(entry);
    // The outcome says it already.
    let says_more = |message: &str| entry.outcome != Some(Outcome::Cancelled) || message != "cancelled";
    let problem = entry
        .problem
        .as_ref()
        .filter(|problem| says_more(&problem.message))
        .map(|problem| format!("\n      {}", dim(one_line(&problem.message))));
    let proof = entry.proof.filter(|level| *level != ProofLevel::Proven);
    let proof = proof.map_or_else(String::new, |level| dim(format!(" ({})", proof_in_history(level))));
    let downloaded = entry.downloaded.as_ref().filter(|downloaded| downloaded.base.is_some());
    let downloaded = downloaded.map(|downloaded| {
        let (part, whole) = sizes(downloaded.bytes, downloaded.whole_bytes);
        dim(format!(" (downloaded {part} instead of {whole})"))
    });
    let tried = entry.rehearsal.as_ref().map(|rehearsal| dim(tried(rehearsal))).unwrap_or_default();
    let what = one_line(Subject::from(entry).line()) + &proof + &downloaded.unwrap_or_default() + &tried;
    let hooks = entry.hooks.iter().filter(|_| hooks).map(describe_hook).collect::<String>();
    format!("{:>4}  {}  {outcome:<width$}  {what}{}{hooks}", entry.id, dim(at), problem.unwrap_or_default())
}

/// Who vouches for what a change installed, as a note.
fn proof_in_history(level: ProofLevel) -> String {
    let mut name = level.of(&Language::English.words().proof.levels).to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    name
}

/// A hook with the last lines that it printed.
fn describe_hook(ran: &HookRun) -> String {
    let end = match &ran.end {
        HookEnd::Passed => "done".to_owned(),
        HookEnd::Exited { code } => format!("status {code}"),
        HookEnd::TimedOut { seconds } => format!("ended after {seconds} s"),
        HookEnd::Memory => "ended, too much memory".to_owned(),
        HookEnd::Processes => "ended, too many processes".to_owned(),
        HookEnd::Killed => "ended by another program".to_owned(),
        HookEnd::Cancelled => "cancelled".to_owned(),
        HookEnd::NotStarted { why } => format!("not started: {}", one_line(why)),
    };
    let name = format!("      {} hook of {}: {}", ran.hook.name(), ran.owner.place(), one_line(&ran.program));
    let left_out = match ran.left_out {
        0 => String::new(),
        1 => "\n        … 1 line left out".to_owned(),
        count => format!("\n        … {count} lines left out"),
    };
    let lines = ran.output.iter().map(|line| format!("\n        {}", dim(one_line(line))));
    format!("\n{name} ({end}){left_out}{}", lines.collect::<String>())
}

/// The result of a rehearsal. `rehearse --change` shows its report.
fn tried(rehearsal: &RehearsalSummary) -> String {
    let projects = match rehearsal.projects {
        1 => "1 project".to_owned(),
        count => format!("{count} projects"),
    };
    match rehearsal.verdict {
        RehearsalVerdict::Breaks => format!(" (tried on {projects}: breaks {})", one_line(rehearsal.broken.join(", "))),
        RehearsalVerdict::Unknown => format!(" (tried on {projects}: not all have a clear result)"),
        RehearsalVerdict::FailsWithBoth => format!(" (tried on {projects}: something fails with both versions)"),
        RehearsalVerdict::Same | RehearsalVerdict::Differs => format!(" (tried on {projects}: breaks nothing)"),
    }
}
