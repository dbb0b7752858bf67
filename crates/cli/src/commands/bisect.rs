//! `bisect`.
use std::ffi::OsString;
use std::process::Stdio;

use clap::Args;
use upgo_engine::base::version::Version;
use upgo_engine::cases::{BisectRelease, BisectReport, BisectRequest, BisectStep, BisectTrial, Confirmed, Verdict};

use super::shared::releases::release;
use super::shared::start::settings_warnings;
use super::{CommandResult, Run, Start};
use crate::arguments::{ProgressStyle, Proof};
use crate::output::{bad, bold, caution, dim, error_line, good};
use crate::progress::ProgressPrinter;

/// Find the first Go release that breaks a command
///
/// Runs the command with the releases between a good and a bad one, halving their number each time. These are the
/// first releases of the release lines after the good one, then the patches of the bad one's line; within one line,
/// its patches. If the first bad one begins a line, the later patches of the line before are searched, too. The result
/// names the releases that were not searched. Exit status 0 means good, 125 that this release cannot be judged, and any other bad. Releases that
/// are missing are installed, and removed afterwards. The command runs in this folder, as with `upgo exec`, without
/// input.
#[derive(Args, Debug)]
pub(crate) struct Bisect {
    /// A good release: 1.26.0
    #[arg(long, value_name = "VERSION")]
    good: String,
    /// A newer, bad release: 1.27.3, latest
    #[arg(long, value_name = "VERSION")]
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
        BisectStep::Begins { version, step, about } => bold(format!("Step {step} of about {about}: {version}")),
        BisectStep::Ended(BisectTrial { version, verdict, exit_code, .. }) => {
            let verdict = match verdict {
                Verdict::Good => good("good"),
                Verdict::Bad => bad("bad"),
                Verdict::Skipped => caution("skipped"),
            };
            format!("{version} is {verdict} {}", dim(format!("(exit status {exit_code})")))
        }
    }
}

fn describe(report: &BisectReport) -> String {
    let mut lines = if let Some(first) = &report.first_bad {
        let of = if report.not_tried.is_empty() { "" } else { " of those searched" };
        vec![format!("{} is the first bad release{of}{}.", bold(&first.version), date(first))]
    } else {
        let head = bold("One of these is the first bad release; those before it could not be judged:");
        let suspects = report.suspects.iter().map(|suspect| format!("  {}{}", suspect.version, date(suspect)));
        std::iter::once(head).chain(suspects).collect()
    };
    lines.extend(report.first_bad.iter().map(|first| format!("  Release notes: {}", first.notes)));
    lines.push(format!("The last good release is {}{}.", bold(&report.last_good.version), date(&report.last_good)));
    lines.push(format!("  To switch to it: `{}`", report.use_last_good));
    lines.extend(not_searched(report));
    if !report.removed.is_empty() {
        let names: Vec<String> = report.removed.iter().map(ToString::to_string).collect();
        lines.push(dim(format!("Removed again: {}", names.join(", "))));
    }
    lines.join("\n")
}

/// `Not searched: go1.25.1 to go1.25.9. A change can arrive in such a patch, too.`
fn not_searched(report: &BisectReport) -> Option<String> {
    let lines = report.not_tried.chunk_by(Version::same_line);
    let named = lines.filter_map(|line| match line {
        [only] => Some(only.to_string()),
        [first, .., last] => Some(format!("{first} to {last}")),
        [] => None,
    });
    let named: Vec<String> = named.collect();
    let says = || format!("Not searched: {}. A change can also arrive in a patch of an older line.", named.join(", "));
    (!named.is_empty()).then(says)
}

/// `, released on 2026-09-01`, if known.
fn date(release: &BisectRelease) -> String {
    release.released_on.map(|day| format!(", released on {day}")).unwrap_or_default()
}
