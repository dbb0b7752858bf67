use std::path::PathBuf;

use clap::{Args, Subcommand};
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Event, size};
use upgo_engine::cases::{BundleRequest, Bundled};
use upgo_engine::machine::platform;

use super::shared::{CommandResult, Run, Start, evidence, refuse_version, request_for};
use crate::options::ChosenReleases;
use crate::output::dim;
use crate::progress::ProgressPrinter;

/// Create one file with Go and Upgo for machines without a network
#[derive(Args, Debug)]
pub(crate) struct Bundle {
    #[command(subcommand)]
    action: BundleAction,
}

#[derive(Debug, Subcommand)]
enum BundleAction {
    /// Create a bundle
    ///
    /// It contains the archives with their proofs, and the packages of Upgo. It is a zip file: for a machine without
    /// Upgo, the folder bundle/upgo in it contains the packages. To install from it: `upgo install --bundle FILE`.
    Create {
        /// The file to create
        file: PathBuf,
        #[command(flatten)]
        releases: ChosenReleases,
        /// Take the archives and proofs from this folder, such as a mirror, instead of downloading them
        #[arg(long, value_name = "FOLDER")]
        from: Option<PathBuf>,
        /// Leave Upgo out
        #[arg(long)]
        without_upgo: bool,
    },
}

impl Run for Bundle {
    const ONLY_READS: fn(&Self) -> bool = |_| false;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
        let BundleAction::Create { file, releases, from, without_upgo } = &self.action;
        refuse_version(file, "--versions")?;
        let mirror = request_for(engine.target(), releases, from.as_deref())?;
        let wanted = BundleRequest { file: file.clone(), mirror, with_upgo: !without_upgo };
        let progress = ProgressPrinter::new(output);
        let bundled = engine.create_bundle(&wanted, cancel, &|event| progress.event(&event))?;
        progress.event(&Event::PlanDone); // without a plan, nothing else clears the bar
        Ok(output.report(&bundled, &bundled.warnings, describe))
    }
}

fn describe(bundled: &Bundled) -> String {
    let go = bundled
        .files
        .iter()
        .map(|file| format!("{} {}", one_line(&file.filename), dim(format!("{}{}", size(file.size), evidence(file)))));
    let upgo = bundled.upgo.iter().map(|version| format!("Upgo {version}"));
    let file = one_line(bundled.file.display());
    let typed = one_line(platform::typed(&bundled.file));
    let done = say!(BundleHas { file, size: size(bundled.size), typed });
    go.chain(upgo).chain([done.to_string()]).collect::<Vec<_>>().join("\n")
}
