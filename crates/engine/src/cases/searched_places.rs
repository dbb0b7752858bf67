//! Where Upgo looked for a Go, and what it found there.
use std::path::PathBuf;

use crate::base::version::Version;
use crate::which_go::inventory::{self, Installation, Origin, Surroundings};
use crate::which_go::resolve::Searched;

/// A place where Upgo looked for a Go.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SearchedPlace {
    pub folder: PathBuf,
    /// Who installs Go there; `null` for a folder that is only on PATH.
    pub origin: Option<Origin>,
    /// Whether a new terminal searches it.
    pub on_path: bool,
    /// Whether the folder exists.
    pub exists: bool,
    pub found: Vec<GoInPlace>,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct GoInPlace {
    /// Its version; `null` if it could not be read.
    pub version: Option<Version>,
    /// Its folder (GOROOT).
    pub root: PathBuf,
}

/// The folders on PATH, in order, and then the usual places for this user, each folder once. An installation is listed
/// in the place nearest to it; one that the official installer has registered elsewhere is a separate place.
pub(super) fn searched_places(
    around: &Surroundings<'_>,
    searched: &[Searched],
    installations: &[Installation],
) -> Vec<SearchedPlace> {
    let mut places: Vec<SearchedPlace> = Vec::new();
    let on_path = searched.iter().map(|searched| (searched.folder.clone(), None));
    let usual =
        inventory::places().iter().flat_map(|place| place.bases(around).map(move |base| (base, Some(place.origin))));
    for (folder, origin) in on_path.chain(usual) {
        match places.iter_mut().find(|place| place.folder == folder) {
            Some(known) => known.origin = known.origin.or(origin),
            None => places.push(place(folder, origin)),
        }
    }
    for Installation { version, root, origin, .. } in installations {
        let depth = |place: &SearchedPlace| place.folder.components().count();
        let nearest =
            places.iter_mut().filter(|place| root.starts_with(&place.folder)).max_by_key(|place| depth(place));
        let found = GoInPlace { version: version.clone(), root: root.clone() };
        match nearest {
            Some(place) => place.found.push(found),
            None => places.push(SearchedPlace { found: vec![found], ..place(root.clone(), Some(*origin)) }),
        }
    }
    places
}

fn place(folder: PathBuf, origin: Option<Origin>) -> SearchedPlace {
    SearchedPlace { exists: folder.is_dir(), on_path: origin.is_none(), found: Vec::new(), folder, origin }
}
