//! The releases that a command line names.
use std::path::Path;

use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::target::{NotTarget, Target};
use upgo_engine::base::version::NotVersion;
use upgo_engine::base::words::{Sentence, Statement};
use upgo_engine::cases::MirrorRequest;
use upgo_engine::change::mirror::BuiltFile;
use upgo_engine::released::catalog::ReleaseRequest;

use crate::options::ChosenReleases;

/// A version, such as `1.27.3`, `1.27` or `latest`.
pub(crate) fn release(text: &str) -> Result<ReleaseRequest, Problem> {
    text.parse().map_err(|error| Problem::new(Code::Usage, not_a_version(&error)).with_next(Sentence::NameVersion))
}

pub(super) fn not_a_version(NotVersion(text): &NotVersion) -> Statement {
    say!(NotAVersion { text })
}

/// Refuses a version in place of the path of something: `option` is what names a version here.
pub(crate) fn refuse_version(path: &Path, option: &str) -> Result<(), Problem> {
    let Some(text) = path.to_str().filter(|text| text.parse::<ReleaseRequest>().is_ok() && !path.exists()) else {
        return Ok(());
    };
    let next = say!(NameVersionWith { option });
    Err(Problem::new(Code::Usage, say!(VersionAsPath { text })).with_next(next))
}

/// An operating system and an architecture, such as `windows-amd64`.
pub(crate) fn target(text: &str) -> Result<Target, Problem> {
    text.parse().map_err(|NotTarget(text)| Problem::new(Code::Usage, say!(NotATarget { text })))
}

pub(crate) fn releases(texts: &[String]) -> Result<Vec<ReleaseRequest>, Problem> {
    texts.iter().map(|text| release(text)).collect()
}

/// The request for the releases of a mirror or a bundle, without a folder.
pub(crate) fn request_for(
    own: &Target,
    wanted: &ChosenReleases,
    from: Option<&Path>,
) -> Result<MirrorRequest, Problem> {
    let ChosenReleases { versions, os, arch } = wanted;
    let (targets, from) = (targets(own, os, arch)?, from.map(Path::to_owned));
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
            targets.push(target(&format!("{os}-{arch}"))?);
        }
    }
    Ok(targets)
}

/// The evidence for a file of a mirror, as notes after another one.
pub(crate) fn evidence(file: &BuiltFile) -> String {
    let notes = [
        file.unofficial.then_some(Sentence::EvidenceUnofficial),
        file.has_proof.then_some(Sentence::EvidenceProof),
        file.has_signature.then_some(Sentence::EvidenceSigned),
    ];
    notes.into_iter().flatten().fold(String::new(), |all, note| format!("{all}{}{note}", Sentence::NoteSeparator))
}
