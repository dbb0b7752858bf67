//! A model of a disk: what was written, and what of it was flushed.
use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Component, Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

/// A recorded operation. Paths are relative to the disk.
#[derive(Clone, Debug)]
pub(super) enum Operation {
    Folder(PathBuf),
    File(PathBuf),
    Write { path: PathBuf, bytes: Content, executable: bool },
    Flush(PathBuf),
    FlushFolder(PathBuf),
    FlushEverything,
    Rename(PathBuf, PathBuf),
    Link(PathBuf, PathBuf),
    Remove(PathBuf),
}

/// The content of a file, which is not shown in full.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Content(Vec<u8>);

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl Operation {
    /// Reads a record. Operations outside the disk are left out.
    pub(super) fn read(record: &str, disk: &Path) -> Vec<Self> {
        record.lines().filter_map(|line| Self::parse(&line.split('\t').collect::<Vec<_>>(), disk)).collect()
    }

    fn parse(fields: &[&str], disk: &Path) -> Option<Self> {
        // Some files are found behind links.
        let real = fs::canonicalize(disk).unwrap();
        let inside = |path: &str| {
            let path = Path::new(path);
            path.strip_prefix(disk).or_else(|_| path.strip_prefix(&real)).ok().map(Path::to_owned)
        };
        if fields[0] == "flush-everything" {
            return Some(Self::FlushEverything);
        }
        let path = inside(fields[1])?;
        Some(match fields[0] {
            "folder" => Self::Folder(path),
            "file" => Self::File(path),
            "write" => {
                let bytes = Content(BASE64_STANDARD.decode(fields[4]).unwrap());
                Self::Write { path, bytes, executable: fields[3] == "true" }
            }
            "flush" => Self::Flush(path),
            "flush-folder" => Self::FlushFolder(path),
            "rename" => Self::Rename(path, inside(fields[2]).unwrap()),
            "link" => Self::Link(path, fields[2].into()),
            "remove" => Self::Remove(path),
            other => panic!("{other}"),
        })
    }
}

/// What a power cut leaves.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cut {
    /// Nothing that was not flushed.
    Dropped,
    /// Every name, but no content that was not flushed.
    Emptied,
    /// Everything.
    Kept,
    /// The first of the names that were not flushed, and some of the content, by this seed.
    Mixed(u64),
}

/// A disk.
#[derive(Clone, Debug)]
pub(super) struct Disk {
    /// Files, folders and links by number; 0 is the top folder.
    nodes: Vec<Node>,
    /// The changes of names that were not flushed, in their order.
    pending: Vec<Change>,
}

#[derive(Clone, Debug)]
enum Node {
    /// The data, and those that were flushed.
    File {
        now: Data,
        flushed: Data,
    },
    /// The entries, and those that were flushed.
    Folder {
        entries: Entries,
        flushed: Entries,
    },
    Link(PathBuf),
}

/// The content of a file, and whether it is a program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Data {
    bytes: Vec<u8>,
    executable: bool,
}

type Entries = BTreeMap<String, usize>;

/// A change of names, in one or two folders.
#[derive(Clone, Debug)]
struct Change {
    gone: Option<(usize, String)>,
    new: Option<(usize, String, usize)>,
}

impl Change {
    fn is_in(&self, folder: usize) -> bool {
        self.gone.as_ref().is_some_and(|(gone, _)| *gone == folder)
            || self.new.as_ref().is_some_and(|(new, ..)| *new == folder)
    }
}

impl Disk {
    /// A folder as a disk on which everything was flushed.
    pub(super) fn of(folder: &Path) -> Self {
        let mut disk = Self { nodes: vec![Node::empty_folder()], pending: Vec::new() };
        disk.add(0, folder);
        disk.flush_everything();
        disk
    }

    fn add(&mut self, into: usize, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let metadata = path.symlink_metadata().unwrap();
            let node = if metadata.is_dir() {
                Node::empty_folder()
            } else if metadata.is_symlink() {
                Node::Link(fs::read_link(&path).unwrap())
            } else {
                let executable = metadata.permissions().mode() & 0o111 != 0;
                let now = Data { bytes: fs::read(&path).unwrap(), executable };
                Node::File { now, flushed: Data::default() }
            };
            let is_folder = matches!(node, Node::Folder { .. });
            let new = self.put(into, name, node);
            if is_folder {
                self.add(new, &path);
            }
        }
    }

    /// The disk after these operations.
    pub(super) fn after(&self, operations: &[Operation]) -> Self {
        let mut disk = self.clone();
        for operation in operations {
            disk.apply(operation);
        }
        disk
    }

    fn apply(&mut self, operation: &Operation) {
        match operation {
            Operation::Folder(path) => {
                self.folder(path);
            }
            Operation::File(path) => {
                self.file(path);
            }
            Operation::Write { path, bytes: Content(bytes), executable } => {
                let at = self.file(path);
                let Node::File { now, .. } = &mut self.nodes[at] else { panic!("{}", path.display()) };
                *now = Data { bytes: bytes.clone(), executable: *executable };
            }
            Operation::Flush(path) => {
                let Some(at) = self.find(path) else { return };
                self.nodes[at].flush();
            }
            Operation::FlushFolder(path) => {
                let Some(at) = self.find(path) else { return };
                let (flushed, left): (Vec<_>, Vec<_>) = self.pending.drain(..).partition(|change| change.is_in(at));
                self.pending = left;
                for change in &flushed {
                    self.commit(change);
                }
            }
            Operation::FlushEverything => self.flush_everything(),
            Operation::Rename(from, to) => {
                let Some(at) = self.find(from) else { panic!("{} is renamed", from.display()) };
                let (old, old_name) = self.place(from);
                let (new, new_name) = self.place(to);
                self.entries(old).remove(&old_name);
                self.entries(new).insert(new_name.clone(), at);
                self.pending.push(Change { gone: Some((old, old_name)), new: Some((new, new_name, at)) });
            }
            Operation::Link(path, target) => {
                let (folder, name) = self.place(path);
                self.put(folder, name, Node::Link(target.clone()));
            }
            Operation::Remove(path) => {
                let (folder, name) = self.place(path);
                if self.entries(folder).remove(&name).is_some() {
                    self.pending.push(Change { gone: Some((folder, name)), new: None });
                }
            }
        }
    }

    fn flush_everything(&mut self) {
        for change in std::mem::take(&mut self.pending) {
            self.commit(&change);
        }
        self.nodes.iter_mut().for_each(Node::flush);
    }

    /// Makes a change of names durable.
    fn commit(&mut self, change: &Change) {
        if let Some((folder, name)) = &change.gone {
            self.flushed(*folder).remove(name);
        }
        if let Some((folder, name, node)) = &change.new {
            self.flushed(*folder).insert(name.clone(), *node);
        }
    }

    /// The disk as a power cut leaves it.
    pub(super) fn cut(mut self, cut: Cut) -> Self {
        let mut random = fastrand::Rng::with_seed(if let Cut::Mixed(seed) = cut { seed } else { 0 });
        let pending = std::mem::take(&mut self.pending);
        let count = match cut {
            Cut::Dropped => 0,
            Cut::Emptied | Cut::Kept => pending.len(),
            Cut::Mixed(_) => random.usize(..=pending.len()),
        };
        pending[..count].iter().for_each(|change| self.commit(change));
        for node in &mut self.nodes {
            match node {
                Node::File { now, flushed } if now != flushed => match cut {
                    Cut::Dropped | Cut::Emptied => now.clone_from(flushed),
                    Cut::Kept => {}
                    Cut::Mixed(_) => {
                        let bytes = &mut now.bytes;
                        let same = bytes.iter().zip(&flushed.bytes).take_while(|(new, old)| new == old).count();
                        match random.u8(..4) {
                            0 => bytes.truncate(same),
                            1 => bytes[same..].fill(0),
                            2 => bytes.truncate(same + (bytes.len() - same) / 2),
                            _ => {}
                        }
                    }
                },
                Node::Folder { entries, flushed } => entries.clone_from(flushed),
                Node::File { .. } | Node::Link(_) => {}
            }
        }
        self
    }

    /// Writes the content of the disk into a new folder.
    pub(super) fn write(&self, folder: &Path) {
        fs::create_dir(folder).unwrap();
        for (path, node) in self.paths() {
            let path = folder.join(path);
            match node {
                Node::Folder { .. } => fs::create_dir(path).unwrap(),
                Node::Link(target) => symlink(target, path).unwrap(),
                Node::File { now: Data { bytes, executable }, .. } => {
                    fs::write(&path, bytes).unwrap();
                    let mode = if *executable { 0o755 } else { 0o644 };
                    fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
                }
            }
        }
    }

    /// A number that differs for different content.
    pub(super) fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.everything().hash(&mut hasher);
        hasher.finish()
    }

    /// Every path with what is there. Locks and the log are left out, because they are not recorded in full.
    pub(super) fn everything(&self) -> BTreeMap<PathBuf, String> {
        let is_compared = |path: &Path| {
            path.extension().is_none_or(|end| end != "lock")
                && !path.components().any(|part| part == Component::Normal("logs".as_ref()))
        };
        let shown = |node: &Node| match node {
            Node::Folder { .. } => "a folder".to_owned(),
            Node::Link(target) => format!("a link to {}", target.display()),
            Node::File { now: Data { bytes, executable }, .. } => {
                format!("{executable} {}", String::from_utf8_lossy(bytes))
            }
        };
        self.paths().into_iter().filter(|(path, _)| is_compared(path)).map(|(path, node)| (path, shown(node))).collect()
    }

    /// Every path, folders before what they contain.
    fn paths(&self) -> Vec<(PathBuf, &Node)> {
        let mut paths = Vec::new();
        let mut folders = vec![(PathBuf::new(), 0)];
        while let Some((path, folder)) = folders.pop() {
            let Node::Folder { entries, .. } = &self.nodes[folder] else { continue };
            for (name, at) in entries {
                let path = path.join(name);
                paths.push((path.clone(), &self.nodes[*at]));
                if matches!(self.nodes[*at], Node::Folder { .. }) {
                    folders.push((path, *at));
                }
            }
        }
        paths
    }

    fn put(&mut self, folder: usize, name: String, node: Node) -> usize {
        let at = self.nodes.len();
        self.nodes.push(node);
        self.entries(folder).insert(name.clone(), at);
        self.pending.push(Change { gone: None, new: Some((folder, name, at)) });
        at
    }

    fn find(&self, path: &Path) -> Option<usize> {
        path.iter().try_fold(0, |folder, name| match &self.nodes[folder] {
            Node::Folder { entries, .. } => entries.get(name.to_str()?).copied(),
            _ => None,
        })
    }

    /// The folder at a path, which is created with those above it if it is missing.
    fn folder(&mut self, path: &Path) -> usize {
        if let Some(at) = self.find(path) {
            at
        } else {
            let (parent, name) = self.place(path);
            self.put(parent, name, Node::empty_folder())
        }
    }

    /// The file at a path, which is created if it is missing.
    fn file(&mut self, path: &Path) -> usize {
        if let Some(at) = self.find(path) {
            at
        } else {
            let (folder, name) = self.place(path);
            self.put(folder, name, Node::File { now: Data::default(), flushed: Data::default() })
        }
    }

    /// The folder of a path, and the name in it.
    fn place(&mut self, path: &Path) -> (usize, String) {
        let folder = self.folder(path.parent().unwrap());
        (folder, path.file_name().unwrap().to_str().unwrap().to_owned())
    }

    fn entries(&mut self, folder: usize) -> &mut Entries {
        let Node::Folder { entries, .. } = &mut self.nodes[folder] else { panic!("not a folder") };
        entries
    }

    fn flushed(&mut self, folder: usize) -> &mut Entries {
        let Node::Folder { flushed, .. } = &mut self.nodes[folder] else { panic!("not a folder") };
        flushed
    }
}

impl Node {
    fn empty_folder() -> Self {
        Self::Folder { entries: Entries::new(), flushed: Entries::new() }
    }

    fn flush(&mut self) {
        if let Self::File { now, flushed } = self {
            flushed.clone_from(now);
        }
    }
}
