//! `mirror`.
use std::net::SocketAddr;
use std::path::Path;

use upgo_engine::catalog::ReleaseRequest;
use upgo_engine::engine::Engine;
use upgo_engine::mirror::{self, Built};
use upgo_engine::report::{Cancel, Code, Event, Problem};
use upgo_engine::target::Target;

use super::Answer;
use super::change::release;
use crate::arguments::{MirrorAction, Shared};
use crate::output::{Output, dim};
use crate::progress::Progress;
use crate::words;

pub(super) fn run(engine: &Engine, action: &MirrorAction, shared: &Shared, cancel: &Cancel, output: &Output) -> Answer {
    match action {
        MirrorAction::Serve { dir, addr } => serve(dir, *addr, cancel, output),
        MirrorAction::Build { dir, versions, os, arch, from } => {
            let versions = versions.iter().map(|text| release(text)).collect::<Result<Vec<ReleaseRequest>, _>>()?;
            let targets = targets(engine.target(), os, arch)?;
            let progress = Progress::new(shared);
            let events = |event| progress.event(&event);
            let built = engine.build_mirror(dir, &versions, &targets, from.as_deref(), cancel, &events)?;
            progress.event(&Event::PlanDone); // there is no plan whose end would clear the bar
            output.answer(&built, |built| describe(dir, built));
            Ok(0)
        }
    }
}

fn serve(folder: &Path, address: SocketAddr, cancel: &Cancel, output: &Output) -> Answer {
    mirror::serve(folder, address, cancel, |address| {
        let url = format!("http://{address}/");
        output.answer(&serde_json::json!({ "url": url }), |_| url.clone());
        output.remark(&dim(format!("Set UPGO_FEED_URL={url} to use it. Ctrl+C ends it.")));
    })?;
    Ok(0)
}

/// Every pair of the given systems and architectures; this machine's where one is not given.
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
            let kept = if file.kept { ", was there" } else { "" };
            let trust = if file.unofficial { ", no official digest: taken as it is" } else { "" };
            let proof = if file.has_proof { ", with proof" } else { "" };
            let signed = if file.has_signature { ", signed" } else { "" };
            format!("{} {}", file.filename, dim(format!("{}{kept}{trust}{proof}{signed}", words::size(file.size))))
        })
        .collect();
    lines.push(format!("The mirror is in {}. Serve it with `upgo mirror serve`, or any web server.", folder.display()));
    lines.join("\n")
}
