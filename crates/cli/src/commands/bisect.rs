use std::ffi::OsString;
use std::process::Stdio;

use clap::Args;
use upgo_engine::base::version::Version;
use upgo_engine::base::words::{Sentence, Statement};
use upgo_engine::cases::{BisectRelease, BisectReport, BisectRequest, BisectStep, BisectTrial, Confirmed, Verdict};

use super::shared::releases::release;
use super::shared::start::settings_warnings;
use super::{CommandResult, Run, Start};
use crate::arguments::{Offers, ProgressStyle, Proof};
use crate::output::{bad, bold, caution, dim, error_line, good};
use crate::progress::ProgressPrinter;
use crate::words;

/// Find the first Go release that breaks a command
///
/// Runs the command with releases between a good and a bad one, halving their number each time. It tries the first
/// release of each release line after the good one, then the patches of the bad one's line; if both are in one line,
/// only its patches. If the first bad release begins a line, the later patches of the previous line are searched, too.
/// The result names the releases that were not searched. Exit status 0 means good, 125 that the release cannot be
/// judged, and any other bad. Missing releases are installed, and removed afterwards. The command runs in this folder,
/// as with `upgo exec`, without input.
#[derive(Args, Debug)]
pub(crate) struct Bisect {
    /// A good release: 1.26.0
    #[arg(long, value_name = "VERSION", add = Offers::Version)]
    good: String,
    /// A newer, bad release: 1.27.3, latest
    #[arg(long, value_name = "VERSION", add = Offers::Version)]
    bad: String,
    /// Also try betas and release candidates
    #[arg(long)]
    include_prereleases: bool,
    /// The command and its arguments
    #[arg(last = true, required = true, value_name = "COMMAND")]
    program: Vec<OsString>,
    #[command(flatten)]
    proof: Proof,
}

impl Run for Bisect {
    fn only_reads(&self) -> bool {
        false
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
        // the command writes where progress is shown, unless other programs read it
        let is_shown = output.progress == ProgressStyle::Auto && !output.quiet;
        let request = BisectRequest {
            good: release(&self.good)?,
            bad: release(&self.bad)?,
            include_prereleases: self.include_prereleases,
            command: &self.program,
            output: &|| if is_shown { Stdio::from(std::io::stderr()) } else { Stdio::null() },
            confirmed: Confirmed { without_proof: self.proof.without_proof, ..Confirmed::default() },
        };
        let progress = ProgressPrinter::new(output);
        let hear = |step: &BisectStep| {
            if is_shown {
                error_line(&describe_step(step));
            }
        };
        let report = engine.bisect(&request, cancel, &hear, &|event| progress.event(&event))?;
        output.answer(&report, describe);
        output.warnings(&report.warnings);
        output.warnings(&settings_warnings(engine, true));
        Ok(0)
    }
}

fn describe_step(step: &BisectStep) -> String {
    match step {
        BisectStep::Begins { version, step, about } => {
            bold(Sentence::BisectStep.with("step", *step).with("about", *about).with("version", version.as_str()))
        }
        BisectStep::Ended(BisectTrial { version, verdict, exit_code, .. }) => {
            let verdict = match verdict {
                Verdict::Good => good(Sentence::BisectGood),
                Verdict::Bad => bad(Sentence::BisectBad),
                Verdict::Skipped => caution(Sentence::BisectSkipped),
            };
            let status = dim(words::in_parentheses(Sentence::ExitStatus.with("code", *exit_code)));
            let said = Sentence::BisectVerdict.with("version", version.as_str());
            said.with("verdict", verdict).with("status", status).to_string()
        }
    }
}

fn describe(report: &BisectReport) -> String {
    let mut lines = if let Some(first) = &report.first_bad {
        let sentence = match (report.not_tried.is_empty(), first.released_on) {
            (true, None) => Sentence::FirstBad,
            (true, Some(_)) => Sentence::FirstBadDated,
            (false, None) => Sentence::FirstBadSearched,
            (false, Some(_)) => Sentence::FirstBadSearchedDated,
        };
        let notes = Sentence::ReleaseNotes.with("address", first.notes.as_str());
        vec![about(sentence, first, bold(&first.version)).to_string(), format!("  {notes}")]
    } else {
        let suspects = report.suspects.iter().map(|suspect| {
            let sentence = if suspect.released_on.is_some() { Sentence::ReleasedOn } else { Sentence::Named };
            format!(
                "  {}",
                about(sentence, suspect, suspect.version.to_string()).with("name", suspect.version.as_str())
            )
        });
        std::iter::once(bold(Sentence::OneIsFirstBad)).chain(suspects).collect()
    };
    let last = &report.last_good;
    let sentence = if last.released_on.is_some() { Sentence::LastGoodDated } else { Sentence::LastGood };
    lines.push(about(sentence, last, bold(&last.version)).to_string());
    lines.push(format!("  {}", Sentence::ToSwitchToIt.with("command", report.use_last_good.as_str())));
    lines.extend(not_searched(report).map(|said| said.to_string()));
    if !report.removed.is_empty() {
        lines.push(dim(Sentence::RemovedAgain.with("names", words::names(&report.removed))));
    }
    lines.join("\n")
}

/// A sentence about a release, with the day of its publication if that is known.
fn about(sentence: Sentence, release: &BisectRelease, version: String) -> Statement {
    let said = sentence.with("version", version);
    match release.released_on {
        Some(day) => said.with("date", day.to_string()),
        None => said,
    }
}

/// `Not searched: go1.25.1 to go1.25.9. A change can also arrive in a patch of an older line.`
fn not_searched(report: &BisectReport) -> Option<Statement> {
    let lines = report.not_tried.chunk_by(Version::same_line);
    let named = lines.filter_map(|line| match line {
        [only] => Some(only.to_string()),
        [first, .., last] => {
            let range = Sentence::FromTo.with("from", first.as_str()).with("to", last.as_str());
            Some(range.to_string())
        }
        [] => None,
    });
    let named: Vec<String> = named.collect();
    (!named.is_empty()).then(|| Sentence::NotSearched.with("names", words::names(named)))
}
