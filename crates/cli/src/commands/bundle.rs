//! `bundle`.
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Cancel, Event, size};
use upgo_engine::cases::{BundleRequest, Bundled, Engine};

use super::CommandResult;
use super::mirror;
use crate::arguments::BundleAction;
use crate::output::{Output, dim};
use crate::progress::ProgressPrinter;

pub(super) fn run(engine: &Engine, action: &BundleAction, cancel: &Cancel, output: &Output) -> CommandResult {
    let BundleAction::Create { file, releases, from, without_upgo } = action;
    let mirror = mirror::request(engine, releases, from.as_deref())?;
    let wanted = BundleRequest { file: file.clone(), mirror, with_upgo: !without_upgo };
    let progress = ProgressPrinter::new(output);
    let bundled = engine.create_bundle(&wanted, cancel, &|event| progress.event(&event))?;
    progress.event(&Event::PlanDone); // without a plan, nothing else clears the bar
    output.answer(&bundled, describe);
    output.warnings(&bundled.warnings);
    Ok(0)
}

fn describe(bundled: &Bundled) -> String {
    let go = bundled.files.iter().map(|file| {
        format!("{} {}", one_line(&file.filename), dim(format!("{}{}", size(file.size), mirror::evidence(file))))
    });
    let upgo = bundled.upgo.iter().map(|version| format!("Upgo {version}"));
    let file = one_line(bundled.file.display());
    let done = format!("{file} has {}. To install from it: `upgo install --bundle FILE`.", size(bundled.size));
    go.chain(upgo).chain([done]).collect::<Vec<_>>().join("\n")
}
