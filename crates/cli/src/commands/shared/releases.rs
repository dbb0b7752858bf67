//! The releases that a command line names.
use std::path::Path;

use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::target::Target;
use upgo_engine::cases::{Engine, MirrorRequest};
use upgo_engine::change::mirror::BuiltFile;
use upgo_engine::released::catalog::ReleaseRequest;

use crate::arguments::ChosenReleases;

/// A version, such as `1.27.3`, `1.27` or `latest`.
pub(crate) fn release(text: &str) -> Result<ReleaseRequest, Problem> {
    text.parse().map_err(|error| {
        Problem::new(Code::Usage, format!("{error}")).with_next("Name a version, such as 1.27.3, 1.27, latest or rc.")
    })
}

pub(crate) fn releases(texts: &[String]) -> Result<Vec<ReleaseRequest>, Problem> {
    texts.iter().map(|text| release(text)).collect()
}

/// The request for the releases of a mirror or a bundle, without a folder.
pub(crate) fn request_for(
    engine: &Engine,
    wanted: &ChosenReleases,
    from: Option<&Path>,
) -> Result<MirrorRequest, Problem> {
    let ChosenReleases { versions, os, arch } = wanted;
    let targets = targets(engine.target(), os, arch)?;
    let from = from.map(Path::to_owned);
    Ok(MirrorRequest { versions: releases(versions)?, targets, from, ..MirrorRequest::default() })
}

/// Every pair of the given systems and architectures; this machine's own if one is not given, and none if neither is.
fn targets(own: &Target, systems: &[String], architectures: &[String]) -> Result<Vec<Target>, Problem> {
    if systems.is_empty() && architectures.is_empty() {
        return Ok(Vec::new());
    }
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

/// The evidence for a file of a mirror.
pub(crate) fn evidence(file: &BuiltFile) -> String {
    let trust = if file.unofficial { ", no official checksum: not verified" } else { "" };
    let proof = if file.has_proof { ", with proof" } else { "" };
    let signed = if file.has_signature { ", signed" } else { "" };
    format!("{trust}{proof}{signed}")
}
