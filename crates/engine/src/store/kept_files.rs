//! Keeps the files that a step replaces, so that the change can be undone byte for byte. An exchange is a list of
//! places that get new content, or none: the existing content is copied into a folder of the step and recorded, then
//! the new content is put into the places, each by one rename.
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;

use crate::base::digest::Sha256;
use crate::base::paths::goes_up;
use crate::machine::effect::own_file::{self, Stored};
use crate::machine::home::Home;
use crate::machine::{acts, effect, platform};

/// The step of a change that replaced and kept content.
#[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Kept {
    pub change: u64,
    /// Counted from 0.
    pub step: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Swap {
    pub place: PathBuf,
    pub new: New,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum New {
    Nothing,
    Copy(PathBuf),
    /// The file or folder at this path, on the same volume.
    Move(PathBuf),
    /// The file that is there, with the right to run.
    Executable,
}

/// Written before any place changes.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// A program or a toolchain. Only the newest exchange of each is kept.
    pub subject: PathBuf,
    /// In the order in which they are changed.
    pub places: Vec<Replacement>,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    pub path: PathBuf,
    pub was: Content,
    pub becomes: Content,
    /// Whether the new content may run, and the old one, which is the same, may not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    gets_executable: bool,
    /// The slot that the new content comes from. Anything but a regular file is moved, not copied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<Slot>,
}

impl Exchange {
    pub(crate) fn is_in_its_subject(&self) -> bool {
        self.places.iter().all(|place| place.path.starts_with(&self.subject) && !goes_up(&place.path))
    }
}

impl Replacement {
    /// Whether the old content is copied, not moved, before the new arrives, so that one is always there.
    fn is_copied(&self) -> bool {
        matches!((self.was, self.becomes), (Content::File(_), Content::File(_)))
    }
}

#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    Nothing,
    File(Sha256),
    /// A link, a folder, a device, or an unreadable file: it can be moved, but not copied.
    Other,
}

#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

    /// `None` if nothing is kept, if the record is damaged, or if it names a place outside its subject.
    pub fn read(self, home: &Home) -> Option<Exchange> {
        own_file::read(&self.record(home)).found().filter(Exchange::is_in_its_subject)
    }

    /// Whether a damaged record is all that says where the kept content belongs.
    fn is_damaged(self, home: &Home) -> bool {
        own_file::read::<Exchange>(&self.record(home)) == Stored::Damaged
    }

    fn read_of(self, home: &Home, subject: &Path) -> Option<Exchange> {
        self.read(home).filter(|exchange| exchange.subject == subject)
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

    /// Where a running program that blocks a place is moved (Windows).
    fn running(self, home: &Home) -> PathBuf {
        self.kept.folder(home).join(format!("{}-running", self.index))
    }

    /// Where a copy is written: in the folder of the place, so that one rename puts it there.
    fn beside(self, place: &Path) -> PathBuf {
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        place.with_file_name(format!(".{name}.upgo-{}-{}", self.kept.change, self.kept.step))
    }
}

impl Content {
    /// The content at `path` in the tree of `subject`. Anything behind a link is outside the tree.
    fn of(path: &Path, subject: &Path) -> io::Result<Self> {
        let is_real = |folder: &Path| folder.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
        if path != subject && !folders_between(path, subject).all(is_real) {
            return Ok(Self::Nothing);
        }
        Self::at(path)
    }

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

/// Puts the new content into the places, in order, and keeps the old content. A place that has a file before and after
/// contains one of the two at every moment. Only a running program on Windows is missing between two renames.
pub(crate) fn exchange(home: &Home, kept: Kept, subject: &Path, swaps: &[Swap]) -> io::Result<()> {
    effect::create_lasting_dir(&kept.folder(home))?;
    let mut written = Exchange { subject: subject.to_owned(), places: Vec::with_capacity(swaps.len()) };
    for (index, swap) in swaps.iter().enumerate() {
        let place = look(home, swap, subject)?;
        if place.is_copied() {
            effect::copy(&place.path, &kept.slot(index).path(home))?;
        }
        written.places.push(place);
    }
    own_file::write(&kept.record(home), &written)?;
    effect::sync_dir(&home.replaced())?;
    permit_exchange(home, &written)?;
    for (index, (swap, place)) in swaps.iter().zip(&written.places).enumerate() {
        put(home, kept.slot(index), place, &swap.new, subject)?;
    }
    sync_folders(&written)
}

/// Restores what `from` has kept of `subject`; the current content becomes `kept`.
pub(crate) fn put_back(home: &Home, kept: Kept, from: Kept, subject: &Path) -> io::Result<()> {
    let exchange =
        from.read_of(home, subject).ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no files were kept"))?;
    let swap = |(index, place): (usize, &Replacement)| Swap {
        place: place.path.clone(),
        new: match place.was {
            Content::Nothing => New::Nothing,
            Content::File(_) => New::Copy(from.slot(index).path(home)),
            // A folder whose files were also places was removed with the last of them.
            Content::Other if from.slot(index).path(home).symlink_metadata().is_err() => New::Nothing,
            Content::Other => New::Move(from.slot(index).path(home)),
        },
    };
    let swaps: Vec<Swap> = exchange.places.iter().enumerate().rev().map(swap).collect();
    self::exchange(home, kept, &exchange.subject, &swaps)
}

/// Undoes an [`exchange`] in `subject`, done or not. What others have put into a place since stays. If the record or a
/// kept file is damaged, the new content stays in those places, and what is kept of the old is set aside.
pub(crate) fn take_back(home: &Home, kept: Kept, subject: &Path) -> io::Result<()> {
    let mut is_damaged = kept.is_damaged(home);
    if let Some(exchange) = kept.read_of(home, subject) {
        permit_exchange(home, &exchange)?;
        for (index, place) in exchange.places.iter().enumerate().rev() {
            is_damaged |= !take_place_back(home, kept.slot(index), place, &exchange.subject)?;
        }
        sync_folders(&exchange)?;
    }
    let folder = kept.folder(home);
    if !is_damaged {
        return effect::remove_tree(&folder);
    }
    let aside = own_file::aside(&folder);
    effect::remove_tree(&aside)?;
    effect::rename(&folder, &aside)?;
    effect::sync_dir(&home.replaced())
}

pub(crate) fn is_in_effect(home: &Home, kept: Kept) -> bool {
    let Some(exchange) = kept.read(home) else { return false };
    let is_folder_of_others = |place: &Replacement| {
        let mut others = exchange.places.iter().filter(|other| other.path != place.path);
        others.any(|other| other.path.starts_with(&place.path))
    };
    let is_there = |place: &Replacement| {
        let came = place.from.is_none_or(|from| from.path(home).symlink_metadata().is_err());
        let now = Content::of(&place.path, &exchange.subject);
        let is_made_way = place.becomes == Content::Nothing && matches!(now, Ok(Content::Other));
        let may_run = !place.gets_executable || platform::is_executable(&place.path);
        came && may_run && (now.is_ok_and(|now| now == place.becomes) || (is_made_way && is_folder_of_others(place)))
    };
    exchange.places.iter().all(is_there)
}

/// Whether every kept file is present and unchanged.
pub(crate) fn is_whole(home: &Home, kept: Kept) -> bool {
    let Some(exchange) = kept.read(home) else { return false };
    let is_there = |(index, place): (usize, &Replacement)| match place.was {
        Content::File(_) => Content::at(&kept.slot(index).path(home)).is_ok_and(|slot| slot == place.was),
        Content::Nothing | Content::Other => true,
    };
    exchange.places.iter().enumerate().all(is_there)
}

/// Deletes what no undo needs anymore: for each subject only the content kept by the newest change stays. Changes that
/// are still running, according to `alive`, are left out, because they may be undone.
pub(crate) fn prune(home: &Home, alive: impl Fn(u64) -> bool) -> io::Result<()> {
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

fn look(home: &Home, swap: &Swap, subject: &Path) -> io::Result<Replacement> {
    let was = Content::of(&swap.place, subject)?;
    let becomes = match &swap.new {
        New::Nothing => Content::Nothing,
        New::Copy(new) | New::Move(new) => Content::at(new)?,
        New::Executable => was,
    };
    let from = match &swap.new {
        New::Move(new) if becomes == Content::Other => slot_of(home, new),
        _ => None,
    };
    let gets_executable = swap.new == New::Executable;
    Ok(Replacement { path: swap.place.clone(), was, becomes, gets_executable, from })
}

fn slot_of(home: &Home, path: &Path) -> Option<Slot> {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let folder = path.parent().filter(|folder| folder.parent() == Some(&home.replaced()))?;
    Some(Slot { kept: Kept::of_name(&name(folder)?)?, index: name(path)?.parse().ok()? })
}

fn put(home: &Home, slot: Slot, place: &Replacement, new: &New, subject: &Path) -> io::Result<()> {
    // A folder may have been removed with the last of its files.
    if !place.is_copied() && place.path.symlink_metadata().is_ok() && place.was != Content::Nothing {
        effect::rename(&place.path, &slot.path(home))?;
    }
    match new {
        New::Nothing => remove_empty_folders(&place.path, subject),
        New::Copy(file) => put_copy_by(home, slot, file, (&place.path, subject), |_| Ok(())),
        New::Move(from) => put_file(home, slot, from, &place.path),
        New::Executable => put_copy_by(home, slot, &slot.path(home), (&place.path, subject), effect::permit_to_run),
    }
}

/// Puts a copy of `file` in place, after `prepare` has changed the copy. A program of the user, which is its own subject,
/// keeps its owner, its permissions, and what else the user gave it.
fn put_copy_by(
    home: &Home,
    slot: Slot,
    file: &Path,
    (place, subject): (&Path, &Path),
    prepare: impl FnOnce(&Path) -> io::Result<()>,
) -> io::Result<()> {
    let beside = slot.beside(place);
    effect::create_lasting_dir(effect::parent(place))?;
    let is_users = place == subject && place.is_file();
    let copied = if is_users { effect::copy_for(place, file, &beside) } else { effect::copy(file, &beside) };
    let put = |()| match is_users.then(|| effect::replace_once(&beside, place)) {
        Some(Err(error)) if !platform::is_blocked(&error) => Err(error),
        Some(Ok(())) => Ok(()),
        _ => put_file(home, slot, &beside, place), // such as one that runs
    };
    let done = copied.and_then(|()| prepare(&beside)).and_then(put);
    if done.is_err() {
        effect::remove_file(&beside).ok(); // recovery deletes a remaining file
    }
    done
}

fn put_file(home: &Home, slot: Slot, from: &Path, place: &Path) -> io::Result<()> {
    effect::create_lasting_dir(effect::parent(place))?;
    acts::put_program(from, place, &slot.running(home))
}

/// Returns false if the old content is damaged.
fn take_place_back(home: &Home, slot: Slot, place: &Replacement, subject: &Path) -> io::Result<bool> {
    let beside = slot.beside(&place.path);
    if beside.exists() {
        effect::remove_file(&beside)?;
    }
    let source = place.from.map(|from| from.path(home)).filter(|source| source.symlink_metadata().is_err());
    if let Some(source) = source.filter(|_| matches!(Content::of(&place.path, subject), Ok(Content::Other))) {
        effect::rename(&place.path, &source)?;
    }
    let now = Content::of(&place.path, subject)?;
    let is_new = matches!(now, Content::File(_)) && now == place.becomes && (now != place.was || place.gets_executable);
    if now != Content::Nothing && !is_new {
        return Ok(true); // the new content is not there yet, or the place has other content
    }
    let slot_path = slot.path(home);
    match place.was {
        Content::Nothing if is_new => {
            effect::remove_file(&place.path)?;
            remove_empty_folders(&place.path, subject)?;
        }
        Content::File(_) if slot_path.exists() => {
            if Content::at(&slot_path)? != place.was {
                return Ok(false);
            }
            put_copy_by(home, slot, &slot_path, (&place.path, subject), |_| Ok(()))?;
        }
        Content::Other if slot_path.symlink_metadata().is_ok() => {
            effect::remove_file(&place.path)?;
            effect::create_lasting_dir(effect::parent(&place.path))?;
            effect::rename(&slot_path, &place.path)?;
        }
        _ => {}
    }
    Ok(true)
}

/// The folders above `place` in the tree of `subject`, the deepest first.
fn folders_between<'a>(place: &'a Path, subject: &'a Path) -> impl Iterator<Item = &'a Path> {
    place.ancestors().skip(1).take_while(move |folder| *folder != subject && folder.starts_with(subject))
}

/// Lets files be exchanged in folders of a toolchain that are read-only. As published, they are not.
fn permit_exchange(home: &Home, exchange: &Exchange) -> io::Result<()> {
    let tree = &*exchange.subject;
    let is_toolchain = tree.starts_with(home.toolchains());
    let above = exchange.places.iter().flat_map(|place| folders_between(&place.path, tree));
    let folders: BTreeSet<&Path> = above.chain([tree]).filter(|_| is_toolchain).collect();
    folders.into_iter().try_for_each(effect::permit_writes)
}

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

#[cfg(all(test, unix))]
#[path = "kept_files_tests.rs"]
mod tests;
