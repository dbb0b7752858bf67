//! `mirror`.
use std::net::SocketAddr;
use std::path::Path;

use upgo_engine::answers::{MirrorServed, MirrorTrials};
use upgo_engine::catalog::ReleaseRequest;
use upgo_engine::display::one_line;
use upgo_engine::engine::Engine;
use upgo_engine::http;
use upgo_engine::mirror::{self, Built, Limits, MirrorFile, MirrorList, MirrorTrial};
use upgo_engine::report::{Cancel, Code, Event, Problem, size, sizes};
use upgo_engine::target::Target;

use super::CommandResult;
use super::change::release;
use crate::arguments::MirrorAction;
use crate::output::{Output, bad, bold, dim, good};
use crate::progress::ProgressPrinter;

pub(super) fn run(engine: &Engine, action: &MirrorAction, cancel: &Cancel, output: &Output) -> CommandResult {
    match action {
        MirrorAction::Serve { dir, addr } => serve(dir, *addr, cancel, output),
        MirrorAction::Test { mirrors } => test(engine, mirrors, cancel, output),
        MirrorAction::Build { dir, versions, os, arch, from } => {
            let versions = versions.iter().map(|text| release(text)).collect::<Result<Vec<ReleaseRequest>, _>>()?;
            let targets = targets(engine.target(), os, arch)?;
            let progress = ProgressPrinter::new(output);
            let events = |event| progress.event(&event);
            let built = engine.build_mirror(dir, &versions, &targets, from.as_deref(), cancel, &events)?;
            progress.event(&Event::PlanDone); // without a plan, nothing else clears the bar
            output.answer(&built, |built| describe(dir, built));
            Ok(0)
        }
    }
}

fn serve(folder: &Path, address: SocketAddr, cancel: &Cancel, output: &Output) -> CommandResult {
    mirror::serve(folder, address, Limits::default(), cancel, |address| {
        let url = format!("http://{address}/");
        output.answer(&MirrorServed { url: url.clone() }, |served| served.url.clone());
        output.remark(&dim(format!("To use it, set UPGO_FEED_URL={url}. Press Ctrl+C to stop.")));
        if output.unwritten().is_some() {
            cancel.cancel(); // the user cannot see the address
        }
    })?;
    Ok(0)
}

fn test(engine: &Engine, mirrors: &[String], cancel: &Cancel, output: &Output) -> CommandResult {
    let mirrors = mirrors.iter().map(|mirror| http::base(mirror)).collect::<Result<Vec<_>, _>>()?;
    let trials = engine.try_mirrors(&mirrors, cancel)?;
    let is_good = trials.iter().all(|trial| trial.ok);
    output.answer(&MirrorTrials { mirrors: trials }, |trials| match &*trials.mirrors {
        [] => "No mirror is set or given.".to_owned(),
        trials => trials.iter().map(describe_trial).collect::<Vec<_>>().join("\n"),
    });
    Ok(if is_good { 0 } else { Code::NetStatus.exit() })
}

fn describe_trial(trial: &MirrorTrial) -> String {
    let filename = one_line(&trial.filename);
    let file = match &trial.file {
        MirrorFile::Here { resumes: true } => format!("has {filename}, answered in {} ms", trial.answered_after_ms),
        MirrorFile::Here { resumes: false } => format!("has {filename}, but cannot resume an interrupted download"),
        MirrorFile::OtherLength { expected, actual } => {
            let (actual, expected) = sizes(*actual, *expected);
            format!("has a different {filename}: {actual} instead of {expected}")
        }
        MirrorFile::Missing { problem } => format!("does not serve {filename}: {}", problem.message),
    };
    let list = match &trial.list {
        MirrorList::None => String::new(),
        MirrorList::Agrees => ", and its release list has the official checksum".to_owned(),
        MirrorList::Older { newest } => format!(", and its release list ends with {newest}"),
        MirrorList::Contradicts => {
            ", but its release list has a checksum that differs from the official one".to_owned()
        }
    };
    let mark = if trial.ok { good("ok") } else { bad("no") };
    format!("{mark}  {}  {file}{list}", bold(&trial.mirror))
}

/// Every pair of the given systems and architectures; this machine's own if one is not given.
fn targets(own: &Target, systems: &[String], architectures: &[String]) -> Result<Vec<Target>, Problem> {
    let or_own = |given: &[String], own: &str| if given.is_empty() { vec![own.to_owned()] } else { given.to_vec() };
    let mut targets = Vec::new();
    for os in or_own(systems, &own.os) {
        for arch in or_own(architectures, &own.arch) {
            let target = format!("{os}-{arch}").parse();
            targets.push(target.map_err(|error| Problem::new(Code::Usage, format!("{error}")))?);
        }
    }
    Ok(targets)
}

fn describe(folder: &Path, built: &Built) -> String {
    let mut lines: Vec<String> = built
        .files
        .iter()
        .map(|file| {
            let kept = if file.kept { ", already present" } else { "" };
            let trust = if file.unofficial { ", no official checksum: not verified" } else { "" };
            let proof = if file.has_proof { ", with proof" } else { "" };
            let signed = if file.has_signature { ", signed" } else { "" };
            format!("{} {}", one_line(&file.filename), dim(format!("{}{kept}{trust}{proof}{signed}", size(file.size))))
        })
        .collect();
    lines.push(format!(
        "The mirror is in {}. Serve it with `upgo mirror serve`, or any web server.",
        one_line(folder.display())
    ));
    lines.join("\n")
}
