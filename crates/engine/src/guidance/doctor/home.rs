//! Upgo's own folder, and the disk that holds it.
use super::{Diagnosis, Facts};
use crate::fix::Fix;
use crate::platform::Volume;
use crate::report::size;
use crate::request::ChangeRequest;

/// The space that an upgrade needs, in bytes: the archive, its tree and the files of a build, with some room to spare.
const ROOM: u64 = 1_000_000_000;

/// Variables that name the folder of a cloud sync service.
const CLOUDS: [&str; 3] = ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"];

pub(super) fn risky_place(facts: &Facts<'_>) -> Option<Diagnosis> {
    let home = &facts.store.home;
    let is_share = facts.is_windows() && home.to_string_lossy().starts_with(r"\\");
    let cloud = CLOUDS.into_iter().find(|name| facts.folder(name).is_some_and(|folder| facts.is_within(home, &folder)));
    let (what, why) = match (facts.store.volume, cloud) {
        (_, Some(cloud)) => (
            format!("in a folder that is synced to the cloud ({cloud})"),
            "For each version, about ten thousand small files are synced, and syncing locks or replaces them while Go \
             reads them.",
        ),
        (Volume::Network, _) => (
            "on a network drive".to_owned(),
            "Every build reads thousands of small files from there, and Go does not work without the network.",
        ),
        _ if is_share => (
            "on a network share".to_owned(),
            "Every build reads thousands of small files from there, and Go does not work without the network.",
        ),
        (Volume::Removable, _) => (
            "on a removable drive".to_owned(),
            "Go does not work without the drive, and a switch to another version may be lost when it is unplugged.",
        ),
        _ => return None,
    };
    let explanation = format!("{why} Set UPGO_HOME to a folder on a local disk, and install Go there again.");
    let evidence = format!("{} is {what}", home.display());
    Some(Diagnosis::new("Upgo's folder is in a risky location", explanation).shown_by([evidence]))
}

pub(super) fn disk_low(facts: &Facts<'_>) -> Option<Diagnosis> {
    let free = facts.store.free_bytes.filter(|free| *free < ROOM)?;
    let unused = &facts.store.unused;
    let explanation = "An upgrade temporarily needs about 400 MB and keeps about 250 MB; builds need space as well. If \
                       there is too little, Upgo refuses to upgrade and changes nothing.";
    let evidence = format!("{} free on the disk of {}", size(free), facts.store.home.display());
    let names: Vec<String> = unused.iter().map(ToString::to_string).collect();
    let unneeded = (!unused.is_empty()).then(|| format!("no longer needed: {}", names.join(", ")));
    let fix = (!unused.is_empty()).then(|| Fix::new(ChangeRequest::RemoveUnused));
    let found = Diagnosis::new("Disk space is low", explanation).shown_by([evidence]);
    Some(found.shown_by(unneeded).fixed_by(fix))
}

pub(super) fn leftovers(facts: &Facts<'_>) -> Option<Diagnosis> {
    let left = &facts.store.leftovers;
    let explanation = "A finished change could not delete all files that it had set aside, usually because one of the \
                       programs was still running. Go is not affected. Upgo's next change deletes them, if no program \
                       runs from them anymore.";
    let evidence = left.iter().map(|path| path.display().to_string());
    (!left.is_empty())
        .then(|| Diagnosis::new("Files are left over from an earlier change", explanation).shown_by(evidence))
}

pub(super) fn damaged(facts: &Facts<'_>) -> Option<Diagnosis> {
    let damaged = &facts.store.damaged;
    let explanation = "Upgo does not use them, so Go is not affected. `upgo check` writes the files of the cache again, and \
                       `upgo verify VERSION --repair` the manifest of a version. To get a new receipt, remove the \
                       version and install it again. A change whose record is damaged cannot be undone. Move other \
                       damaged files to another folder. Damage can mean that the disk is failing.";
    let evidence = damaged.iter().map(|path| path.display().to_string());
    (!damaged.is_empty())
        .then(|| Diagnosis::new("Some of Upgo's own files are damaged", explanation).shown_by(evidence))
}
