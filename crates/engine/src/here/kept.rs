//! What a step of a change replaces is kept, so that the change can be taken back byte for byte.
//!
//! An exchange is a list of places of which each gets something new, or nothing. What is there is copied into a folder of
//! the step first, and written down; then what is new comes into the places, each by one rename.
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;
use serde::{Deserialize, Serialize};

use crate::digest::Sha256;
use crate::environment::lossless;
use crate::home::Home;
use crate::{acts, effect, platform};

/// What a step of a change has kept: what was in its places before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Kept {
    /// The change.
    pub change: u64,
    /// The step, counted from 0.
    pub step: usize,
}

/// A place, and what comes there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swap {
    /// The place.
    pub place: PathBuf,
    /// What comes there.
    pub new: New,
}

/// What comes into a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum New {
    /// Nothing: the place is empty afterwards.
    Nothing,
    /// A copy of this file.
    Copy(PathBuf),
    /// What is here, on the same volume.
    Move(PathBuf),
}

/// What is written down of an exchange before anything comes into its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Exchange {
    /// What it is about: a program, a toolchain. Of each only the newest exchange is kept.
    #[serde(with = "lossless::path")]
    pub subject: PathBuf,
    /// The places, in the order in which they are changed.
    pub places: Vec<Place>,
}

/// One place of an exchange.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// The place.
    #[serde(with = "lossless::path")]
    pub path: PathBuf,
    /// What was there.
    pub was: Thing,
    /// What comes there.
    pub becomes: Thing,
    /// What has kept that until now: what is no plain file is moved, not copied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<Slot>,
}

impl Place {
    /// Whether what was there is copied before something comes, and not moved: then there is always one of the two.
    fn is_copied(&self) -> bool {
        matches!((self.was, self.becomes), (Thing::File(_), Thing::File(_)))
    }
}

/// What is in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Thing {
    /// Nothing.
    Nothing,
    /// A file with this digest.
    File(Sha256),
    /// A link, a folder, a device, or a file that cannot be read: it can be moved, but not copied.
    Other,
}

/// A place in the folder of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Slot {
    kept: Kept,
    index: usize,
}

impl Kept {
    fn folder(self, home: &Home) -> PathBuf {
        home.replaced().join(format!("{}-{}", self.change, self.step))
    }

    fn record(self, home: &Home) -> PathBuf {
        self.folder(home).join("replaced.json")
    }

    /// What is written down of it; `None` where nothing is kept.
    pub fn read(self, home: &Home) -> Option<Exchange> {
        serde_json::from_slice(&fs::read(self.record(home)).ok()?).ok()
    }

    fn slot(self, index: usize) -> Slot {
        Slot { kept: self, index }
    }

    fn of_name(name: &str) -> Option<Self> {
        let (change, step) = name.split_once('-')?;
        Some(Self { change: change.parse().ok()?, step: step.parse().ok()? })
    }
}

impl Slot {
    fn path(self, home: &Home) -> PathBuf {
        self.kept.folder(home).join(self.index.to_string())
    }

    /// Where a program goes that runs and is in the way (Windows).
    fn running(self, home: &Home) -> PathBuf {
        self.kept.folder(home).join(format!("{}-running", self.index))
    }

    /// Where a copy is written: beside the place, so that one rename puts it there.
    fn beside(self, place: &Path) -> PathBuf {
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        place.with_file_name(format!(".{name}.upgo-{}-{}", self.kept.change, self.kept.step))
    }
}

impl Thing {
    /// What is at `path` in the tree of `subject`: what lies behind a link does not.
    fn of(path: &Path, subject: &Path) -> io::Result<Self> {
        let is_real = |folder: &Path| folder.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
        if path != subject && !folders_between(path, subject).all(is_real) {
            return Ok(Self::Nothing);
        }
        Self::at(path)
    }

    /// What is at `path`.
    fn at(path: &Path) -> io::Result<Self> {
        use io::ErrorKind as Kind;
        match path.symlink_metadata() {
            Err(error) if matches!(error.kind(), Kind::NotFound | Kind::NotADirectory) => return Ok(Self::Nothing),
            Ok(metadata) if !metadata.is_file() => return Ok(Self::Other),
            Ok(_) => {}
            Err(error) => return Err(error),
        }
        match Sha256::of_file(path) {
            Ok(digest) => Ok(Self::File(digest)),
            Err(error) if error.kind() == Kind::NotFound => Ok(Self::Nothing),
            Err(error) if platform::is_blocked(&error) => Err(error),
            Err(_) => Ok(Self::Other),
        }
    }
}

/// Puts what is new into the places, in their order; what was there is kept. At every moment a place that had a file and
/// gets one has the one or the other; only a program that runs on Windows is missing between two renames.
pub fn exchange(home: &Home, kept: Kept, subject: &Path, swaps: &[Swap]) -> io::Result<()> {
    effect::create_dir_all(&kept.folder(home))?;
    let mut written = Exchange { subject: subject.to_owned(), places: Vec::with_capacity(swaps.len()) };
    for (index, swap) in swaps.iter().enumerate() {
        let place = look(home, swap, subject)?;
        if place.is_copied() {
            effect::copy(&place.path, &kept.slot(index).path(home))?;
        }
        written.places.push(place);
    }
    effect::replace(&kept.record(home), &serde_json::to_vec(&written)?)?;
    effect::sync_dir(&home.replaced())?;
    for (index, (swap, place)) in swaps.iter().zip(&written.places).enumerate() {
        put(home, kept.slot(index), place, &swap.new, subject)?;
    }
    sync_folders(&written)
}

/// Puts back what `from` has kept; what is there now is `kept`.
pub fn put_back(home: &Home, kept: Kept, from: Kept) -> io::Result<()> {
    let exchange = from.read(home).ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "nothing is kept"))?;
    let swap = |(index, place): (usize, &Place)| Swap {
        place: place.path.clone(),
        new: match place.was {
            Thing::Nothing => New::Nothing,
            Thing::File(_) => New::Copy(from.slot(index).path(home)),
            // A folder whose files were places, too, went with the last of them.
            Thing::Other if from.slot(index).path(home).symlink_metadata().is_err() => New::Nothing,
            Thing::Other => New::Move(from.slot(index).path(home)),
        },
    };
    let swaps: Vec<Swap> = exchange.places.iter().enumerate().rev().map(swap).collect();
    self::exchange(home, kept, &exchange.subject, &swaps)
}

/// Undoes an [`exchange`] that was begun: it is not done, half done or done. What has come into a place since stays.
pub fn take_back(home: &Home, kept: Kept) -> io::Result<()> {
    if let Some(exchange) = kept.read(home) {
        for (index, place) in exchange.places.iter().enumerate().rev() {
            take_place_back(home, kept.slot(index), place, &exchange.subject)?;
        }
        sync_folders(&exchange)?;
    }
    effect::remove_tree(&kept.folder(home))
}

/// Whether everything is in its new place.
pub fn is_in_effect(home: &Home, kept: Kept) -> bool {
    let Some(exchange) = kept.read(home) else { return false };
    let is_folder_of_others = |place: &Place| {
        let mut others = exchange.places.iter().filter(|other| other.path != place.path);
        others.any(|other| other.path.starts_with(&place.path))
    };
    let is_there = |place: &Place| {
        let came = place.from.is_none_or(|from| from.path(home).symlink_metadata().is_err());
        let now = Thing::of(&place.path, &exchange.subject);
        let is_made_way = place.becomes == Thing::Nothing && matches!(now, Ok(Thing::Other));
        came && (now.is_ok_and(|now| now == place.becomes) || (is_made_way && is_folder_of_others(place)))
    };
    exchange.places.iter().all(is_there)
}

/// Whether every file that it has kept is there, as it was.
pub fn is_whole(home: &Home, kept: Kept) -> bool {
    let Some(exchange) = kept.read(home) else { return false };
    let is_there = |(index, place): (usize, &Place)| match place.was {
        Thing::File(_) => Thing::at(&kept.slot(index).path(home)).is_ok_and(|slot| slot == place.was),
        Thing::Nothing | Thing::Other => true,
    };
    exchange.places.iter().enumerate().all(is_there)
}

/// Deletes what no undo asks for any more: of each subject only what the newest change has kept stays. What a change keeps
/// that still runs, as `alive` says, is left out: it may be taken back.
pub fn prune(home: &Home, alive: impl Fn(u64) -> bool) -> io::Result<()> {
    let Ok(entries) = fs::read_dir(home.replaced()) else { return Ok(()) };
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut all: Vec<Kept> = names.filter_map(|name| Kept::of_name(&name)).filter(|kept| !alive(kept.change)).collect();
    all.sort();
    let mut seen = BTreeSet::new();
    for kept in all.into_iter().rev() {
        if kept.read(home).is_some_and(|exchange| !seen.insert(exchange.subject)) {
            effect::remove_tree(&kept.folder(home))?;
        }
    }
    Ok(())
}

/// What is to be written down of a place.
fn look(home: &Home, swap: &Swap, subject: &Path) -> io::Result<Place> {
    let was = Thing::of(&swap.place, subject)?;
    let becomes = match &swap.new {
        New::Nothing => Thing::Nothing,
        New::Copy(new) | New::Move(new) => Thing::at(new)?,
    };
    let from = match &swap.new {
        New::Move(new) if becomes == Thing::Other => slot_of(home, new),
        _ => None,
    };
    Ok(Place { path: swap.place.clone(), was, becomes, from })
}

/// The slot that a path names.
fn slot_of(home: &Home, path: &Path) -> Option<Slot> {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let folder = path.parent().filter(|folder| folder.parent() == Some(&home.replaced()))?;
    Some(Slot { kept: Kept::of_name(&name(folder)?)?, index: name(path)?.parse().ok()? })
}

fn put(home: &Home, slot: Slot, place: &Place, new: &New, subject: &Path) -> io::Result<()> {
    // A folder may have gone with the last of its files.
    if !place.is_copied() && place.path.symlink_metadata().is_ok() && place.was != Thing::Nothing {
        effect::rename(&place.path, &slot.path(home))?;
    }
    match new {
        New::Nothing => remove_empty_folders(&place.path, subject),
        New::Copy(file) => put_copy(home, slot, file, &place.path),
        New::Move(from) => put_file(home, slot, from, &place.path),
    }
}

fn put_copy(home: &Home, slot: Slot, file: &Path, place: &Path) -> io::Result<()> {
    let beside = slot.beside(place);
    effect::create_dir_all(effect::parent(place))?;
    let done = effect::copy(file, &beside).and_then(|()| put_file(home, slot, &beside, place));
    if done.is_err() {
        effect::remove_file(&beside).ok(); // recovery deletes what stays
    }
    done
}

fn put_file(home: &Home, slot: Slot, from: &Path, place: &Path) -> io::Result<()> {
    effect::create_dir_all(effect::parent(place))?;
    acts::put_program(from, place, &slot.running(home))
}

fn take_place_back(home: &Home, slot: Slot, place: &Place, subject: &Path) -> io::Result<()> {
    let beside = slot.beside(&place.path);
    if beside.exists() {
        effect::remove_file(&beside)?;
    }
    let source = place.from.map(|from| from.path(home)).filter(|source| source.symlink_metadata().is_err());
    if let Some(source) = source.filter(|_| matches!(Thing::of(&place.path, subject), Ok(Thing::Other))) {
        effect::rename(&place.path, &source)?;
    }
    let now = Thing::of(&place.path, subject)?;
    let is_new = matches!(now, Thing::File(_)) && now == place.becomes && now != place.was;
    if now != Thing::Nothing && !is_new {
        return Ok(()); // it has not come yet, or somebody else's has
    }
    let slot_path = slot.path(home);
    match place.was {
        Thing::Nothing if is_new => {
            effect::remove_file(&place.path)?;
            remove_empty_folders(&place.path, subject)
        }
        Thing::File(_) if slot_path.exists() => put_copy(home, slot, &slot_path, &place.path),
        Thing::Other if slot_path.symlink_metadata().is_ok() => {
            effect::remove_file(&place.path)?;
            effect::create_dir_all(effect::parent(&place.path))?;
            effect::rename(&slot_path, &place.path)
        }
        _ => Ok(()),
    }
}

/// The folders above `place` that lie in the tree of `subject`, the deepest first.
fn folders_between<'a>(place: &'a Path, subject: &'a Path) -> impl Iterator<Item = &'a Path> {
    place.ancestors().skip(1).take_while(move |folder| *folder != subject && folder.starts_with(subject))
}

/// Takes the folders away that nothing is in any more, up to the subject.
fn remove_empty_folders(place: &Path, subject: &Path) -> io::Result<()> {
    for folder in folders_between(place, subject) {
        if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
            break;
        }
        effect::remove_dir_if_empty(folder)?;
    }
    Ok(())
}

fn sync_folders(exchange: &Exchange) -> io::Result<()> {
    let folders: BTreeSet<&Path> = exchange.places.iter().map(|place| effect::parent(&place.path)).collect();
    folders.into_iter().filter(|folder| folder.is_dir()).try_for_each(effect::sync_dir)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::disallowed_methods)]
    fn what_lies_behind_a_link_is_not_in_the_tree() {
        let folder = tempfile::tempdir().unwrap();
        let (tree, outside) = (folder.path().join("tree"), folder.path().join("outside"));
        std::fs::create_dir_all(tree.join("real")).unwrap();
        std::fs::create_dir(&outside).unwrap();
        for file in [tree.join("real/file"), outside.join("file")] {
            std::fs::write(file, "x").unwrap();
        }
        std::os::unix::fs::symlink(&outside, tree.join("link")).unwrap();
        let thing = |path: &str| Thing::of(&tree.join(path), &tree).unwrap();
        assert_eq!(thing("real/file"), Thing::File(Sha256::of(b"x")));
        assert_eq!(thing("link/file"), Thing::Nothing);
        assert_eq!((thing("link"), thing("real"), thing("gone/file")), (Thing::Other, Thing::Other, Thing::Nothing));
    }
}
