use clap::Args;
use upgo_engine::base::report::{Code, Problem, size};
use upgo_engine::base::words::{Sentence, Statement};
use upgo_engine::cases::{AvailableReport, AvailableVersion, ChannelFilter, Engine, ListReport};
use upgo_engine::released::catalog::Unmet;

use super::shared::{CommandResult, Run, Start};
use super::status::{describe_feed, describe_installed, full};
use crate::output::{dim, good};

mod wsl;

/// List installed Go versions, or the available releases
#[derive(Args, Debug)]
pub(crate) struct List {
    /// List the available releases instead
    #[arg(long)]
    available: bool,
    /// List only this channel: stable, rc, beta, archived, all
    #[arg(long, value_name = "CHANNEL", requires = "available")]
    channel: Option<String>,
    /// Also show the size of installations that Upgo does not manage, and which projects need those that Go downloaded
    #[arg(long, conflicts_with = "available")]
    sizes: bool,
    /// List the Go in each WSL distribution instead; starts each distribution to look (Windows)
    ///
    /// Distributions of container programs are not started. Nothing is changed in a distribution, and each may take a
    /// minute at most.
    #[arg(long, conflicts_with_all = ["available", "sizes"])]
    wsl: bool,
}

impl Run for List {
    const ONLY_READS: fn(&Self) -> bool = |_| true;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        start.leaves_settings();
        match self {
            Self { available: true, .. } => self.available(start),
            Self { wsl: true, .. } => look_in_wsl(start),
            _ => self.installed(start),
        }
    }
}

impl List {
    fn installed(&self, start: &Start<'_>) -> CommandResult {
        let (engine, output) = (start.engine()?, start.output);
        let mut report = engine.list()?;
        if self.sizes {
            let cancel = start.cancel_of_quick_command();
            engine.measure(&mut report.installed, cancel)?;
            engine.find_needs(&mut report.installed, cancel)?;
        }
        Ok(output.report(&report, &report.warnings, |ListReport { installed, .. }| {
            if installed.is_empty() {
                return engine.judged_version().err().map(|why| full(&why).to_string()).unwrap_or_default();
            }
            installed.iter().map(describe_installed).collect::<Vec<_>>().join("\n")
        }))
    }

    fn available(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
        let filter = match &self.channel {
            None => ChannelFilter::default(),
            Some(word) => word.parse().map_err(|_| Problem::new(Code::Usage, say!(NotAChannel { text: word })))?,
        };
        let report = engine.available(filter, cancel)?;
        Ok(output.report(&report, &report.warnings, |report| describe(engine, report)))
    }
}

fn look_in_wsl(start: &Start<'_>) -> CommandResult {
    let (engine, cancel, output) = (start.engine_with_any_sources()?, start.cancel(), start.output);
    let report = engine.look_in_wsl(cancel, &|name| output.step(dim(say!(LookingInWsl { name }))))?;
    Ok(output.report(&report, &report.warnings, wsl::describe))
}

fn describe(engine: &Engine, report: &AvailableReport) -> String {
    let mut lines: Vec<String> = report.releases.iter().map(describe_release).collect();
    lines.push(dim(describe_feed(engine, &report.feed)));
    lines.join("\n")
}

fn describe_release(release: &AvailableVersion) -> String {
    let channel = serde_json::to_value(release.channel).ok();
    let channel = channel.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let bytes = release.file.as_ref().and_then(|file| file.size).map(size).unwrap_or_default();
    let support = match (&release.file, &release.unmet) {
        (None, _) => Some(Sentence::NotForThisMachine.to_string()),
        (Some(_), Some(unmet)) => Some(describe_unmet(unmet).to_string()),
        (Some(_), None) => release.supported.then(|| Sentence::IsSupported.to_string()),
    };
    let installed = release.installed.then(|| good(Sentence::IsInstalled));
    let notes = support.into_iter().chain(installed).collect::<Vec<_>>().join(", ");
    format!("{:<12} {channel:<9} {bytes:>9}  {notes}", release.version).trim_end().to_owned()
}

fn describe_unmet(unmet: &Unmet) -> Statement {
    match unmet {
        Unmet::SystemTooOld { needs, system } => say!(NeedsNewerSystem { needs, system }),
        Unmet::ReleaseTooOld { needs, system } => say!(TooOldForSystem { needs, system }),
    }
}
