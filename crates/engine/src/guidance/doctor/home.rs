//! Upgo's own folder, and the disk that holds it.
use std::path::PathBuf;

use super::{Diagnosis, DoctorFacts};
use crate::base::report::size;
use crate::base::words::{Sentence, Statement};
use crate::change::offered_fix::Fix;
use crate::change::request::ChangeRequest;
use crate::machine::platform::Volume;
use crate::store;

const CLOUDS: [&str; 3] = ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"];

pub(super) fn risky_place(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let home = &facts.store.home;
    let is_share = facts.is_windows() && home.to_string_lossy().starts_with(r"\\");
    let cloud = CLOUDS.into_iter().find(|name| facts.folder(name).is_some_and(|folder| facts.is_within(home, &folder)));
    let folder = &**home;
    let (is, explanation) = match (facts.store.volume, cloud) {
        (_, Some(cloud)) => (say!(IsSynced { folder, cloud }), Sentence::SyncedWhy),
        (Volume::Network, _) => (say!(IsOnNetworkDrive { folder }), Sentence::OnNetworkWhy),
        _ if is_share => (say!(IsOnShare { folder }), Sentence::OnNetworkWhy),
        (Volume::Removable, _) => (say!(IsRemovable { folder }), Sentence::RemovableWhy),
        _ => return None,
    };
    Some(Diagnosis::new(Sentence::RiskyPlace, explanation).shown_by([is]))
}

pub(super) fn disk_low(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let free = facts.store.free_bytes.filter(|free| *free < store::space_for(None))?;
    let unused = &facts.store.unused;
    let evidence = say!(FreeOn { size: size(free), folder: &*facts.store.home });
    let names: Vec<String> = unused.iter().map(ToString::to_string).collect();
    let unneeded = (!unused.is_empty()).then(|| say!(NoLongerNeeded { names: names.join(", ") }));
    let fix = (!unused.is_empty()).then(|| Fix::new(ChangeRequest::RemoveUnused));
    let found = Diagnosis::new(Sentence::DiskLow, Sentence::DiskLowWhy).shown_by([evidence]);
    Some(found.shown_by(unneeded).fixed_by(fix))
}

pub(super) fn leftovers(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let left = &facts.store.leftovers;
    let found = || Diagnosis::new(Sentence::Leftovers, Sentence::LeftoversWhy).shown_by(paths(left));
    (!left.is_empty()).then(found)
}

pub(super) fn bisected(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let left = &facts.store.bisected;
    let names: Vec<String> = left.iter().map(ToString::to_string).collect();
    let evidence = || say!(NoLongerNeeded { names: names.join(", ") });
    let fix = || Fix::new(ChangeRequest::remove(left));
    let found = || Diagnosis::new(Sentence::BisectLeft, Sentence::BisectLeftWhy).shown_by([evidence()]);
    (!left.is_empty()).then(|| found().fixed_by(Some(fix())))
}

pub(super) fn damaged(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let damaged = &facts.store.damaged;
    let found = || Diagnosis::new(Sentence::OwnFilesDamaged, Sentence::OwnFilesDamagedWhy).shown_by(paths(damaged));
    (!damaged.is_empty()).then(found)
}

fn paths(paths: &[PathBuf]) -> impl Iterator<Item = Statement> {
    paths.iter().map(|path| say!(Named { name: &**path }))
}
