use std::ffi::OsString;
use std::process::Stdio;

use clap::Args;
use upgo_engine::base::version::Version;
use upgo_engine::base::words::{Sentence, Statement};
use upgo_engine::cases::{BisectRelease, BisectReport, BisectRequest, BisectStep, BisectTrial, Confirmed, Verdict};

use super::shared::{CommandResult, Run, Start, release, settings_warnings};
use crate::options::{Offers, ProgressStyle, Proof};
use crate::output::{bad, bold, caution, dim, error_line, good};
use crate::progress::ProgressPrinter;
use crate::words;

/// Find the first Go release that breaks a command
///
/// Runs the command with releases between a good and a bad one, halving their number each time. It tries the oldest
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
    const ONLY_READS: fn(&Self) -> bool = |_| false;

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
        output.report(&report, &report.warnings, describe);
        output.warnings(&settings_warnings(engine, true));
        Ok(0)
    }
}

fn describe_step(step: &BisectStep) -> String {
    match step {
        BisectStep::Begins { version, step, about } => {
            bold(say!(BisectStep { step: *step, about: *about, version: version.as_str() }))
        }
        BisectStep::Ended(BisectTrial { version, verdict, exit_code, .. }) => {
            let verdict = match verdict {
                Verdict::Good => good(Sentence::BisectGood),
                Verdict::Bad => bad(Sentence::BisectBad),
                Verdict::Skipped => caution(Sentence::BisectSkipped),
            };
            let status = dim(words::in_parentheses(say!(ExitStatus { code: *exit_code })));
            say!(BisectVerdict { version: version.as_str(), verdict, status }).to_string()
        }
    }
}

fn describe(report: &BisectReport) -> String {
    let mut lines = if let Some(first) = &report.first_bad {
        let version = bold(&first.version);
        let says = match (report.not_tried.is_empty(), day_of(first)) {
            (true, None) => say!(FirstBad { version }),
            (true, Some(date)) => say!(FirstBadDated { version, date }),
            (false, None) => say!(FirstBadSearched { version }),
            (false, Some(date)) => say!(FirstBadSearchedDated { version, date }),
        };
        let notes = say!(ReleaseNotes { address: first.notes.as_str() });
        vec![says.to_string(), format!("  {notes}")]
    } else {
        let suspects = report.suspects.iter().map(|suspect| {
            let version = suspect.version.as_str();
            match day_of(suspect) {
                Some(date) => format!("  {}", say!(ReleasedOn { version, date })),
                None => format!("  {version}"),
            }
        });
        std::iter::once(bold(Sentence::OneIsFirstBad)).chain(suspects).collect()
    };
    let last = &report.last_good;
    let version = bold(&last.version);
    let says = match day_of(last) {
        Some(date) => say!(LastGoodDated { version, date }),
        None => say!(LastGood { version }),
    };
    lines.push(says.to_string());
    lines.push(format!("  {}", say!(ToSwitchToIt { command: report.use_last_good.as_str() })));
    lines.extend(not_searched(report).map(|said| said.to_string()));
    if !report.removed.is_empty() {
        lines.push(dim(say!(RemovedAgain { names: words::names(&report.removed) })));
    }
    lines.join("\n")
}

fn day_of(release: &BisectRelease) -> Option<String> {
    release.released_on.map(|day| day.to_string())
}

/// `Not searched: go1.25.1 to go1.25.9. A change can also arrive in a patch of an older line.`
fn not_searched(report: &BisectReport) -> Option<Statement> {
    let lines = report.not_tried.chunk_by(Version::same_line);
    let named = lines.filter_map(|line| match line {
        [only] => Some(only.to_string()),
        [first, .., last] => {
            let range = say!(FromTo { from: first.as_str(), to: last.as_str() });
            Some(range.to_string())
        }
        [] => None,
    });
    let named: Vec<String> = named.collect();
    (!named.is_empty()).then(|| say!(NotSearched { names: words::names(named) }))
}
