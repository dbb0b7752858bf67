//! Upgo's own folder, and the disk that it is on.
use super::{Facts, Found};
use crate::fix::Fix;
use crate::platform::Volume;
use crate::report::size;
use crate::request::ChangeRequest;

/// What an upgrade needs: the archive, its tree, and what a build leaves, with room for the rest of the machine.
const ROOM: u64 = 1_000_000_000;

/// Variables that name a folder which a service copies elsewhere.
const CLOUDS: [&str; 3] = ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"];

pub(super) fn risky_place(facts: &Facts<'_>) -> Option<Found> {
    let home = &facts.store.home;
    let is_share = facts.is_windows() && home.to_string_lossy().starts_with(r"\\");
    let cloud = CLOUDS.into_iter().find(|name| facts.folder(name).is_some_and(|folder| facts.is_within(home, &folder)));
    let (what, why) = match (facts.store.volume, cloud) {
        (_, Some(cloud)) => (
            format!("in a folder that is synchronised ({cloud})"),
            "Some ten thousand small files are copied for each version, and the copying locks or replaces them while Go \
             reads them.",
        ),
        (Volume::Network, _) => (
            "on a network drive".to_owned(),
            "Every build reads thousands of small files from there, and without the network there is no Go.",
        ),
        _ if is_share => (
            "on a network share".to_owned(),
            "Every build reads thousands of small files from there, and without the network there is no Go.",
        ),
        (Volume::Removable, _) => (
            "on a removable drive".to_owned(),
            "Without the drive there is no Go, and a switch may be lost when it is pulled out.",
        ),
        _ => return None,
    };
    let explanation = format!("{why} Set UPGO_HOME to a folder on a disk of this machine, and install anew there.");
    let evidence = format!("{} is {what}", home.display());
    Some(Found::new("Upgo's folder is in a risky place", explanation).shown_by([evidence]))
}

pub(super) fn disk_low(facts: &Facts<'_>) -> Option<Found> {
    let free = facts.store.free_bytes.filter(|free| *free < ROOM)?;
    let unused = &facts.store.unused;
    let explanation = "An upgrade needs some 400 MB for a while, and keeps about 250 MB; builds need room, too. With too \
                       little Upgo refuses, and nothing is changed.";
    let evidence = format!("{} are free on the disk of {}", size(free), facts.store.home.display());
    let names: Vec<String> = unused.iter().map(ToString::to_string).collect();
    let unneeded = (!unused.is_empty()).then(|| format!("not needed any more: {}", names.join(", ")));
    let fix = (!unused.is_empty()).then(|| Fix::new(ChangeRequest::RemoveUnused));
    let found = Found::new("There is little room on the disk", explanation).shown_by([evidence]);
    Some(found.shown_by(unneeded).fixed_by(fix))
}

pub(super) fn leftovers(facts: &Facts<'_>) -> Option<Found> {
    let left = &facts.store.leftovers;
    let explanation = "A change that is over could not delete all that it had put aside, mostly because a program of it \
                       still ran. It means nothing to Go; the next change that Upgo makes deletes it, when nothing runs \
                       from it.";
    let evidence = left.iter().map(|path| path.display().to_string());
    (!left.is_empty()).then(|| Found::new("Something is left of an earlier change", explanation).shown_by(evidence))
}
