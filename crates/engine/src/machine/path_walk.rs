//! The way to a path, through each link: whoever can change a part of it decides what is there.
use std::ffi::OsString;
use std::fs::Metadata;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The most links that a system follows on the way to a file.
pub(crate) const LINKS_MAX: usize = 40;

pub(crate) struct PathWalk {
    at: PathBuf,
    /// The names that follow, the next one last, each with the link that it comes from.
    ahead: Vec<(OsString, Option<PathBuf>)>,
    links: usize,
    lost: Option<io::Error>,
}

pub(crate) struct PathPart {
    /// Its path, which contains no link before its last name.
    pub(crate) path: PathBuf,
    /// Its own metadata, not that of a link's target.
    pub(crate) metadata: Metadata,
}

#[derive(Debug)]
pub(crate) enum Lost {
    Missing {
        /// Whether it is the destination of the way, whose folder exists.
        is_last: bool,
    },
    Dangling(PathBuf),
    Circle,
    Unreadable(io::Error),
}

impl PathWalk {
    pub(crate) fn to(path: &Path) -> Self {
        let (ahead, lost) = match std::path::absolute(path) {
            Ok(path) => (names(&path, None), None),
            Err(error) => (Vec::new(), Some(error)),
        };
        Self { at: PathBuf::new(), ahead, links: 0, lost }
    }

    fn step(&mut self) -> Result<Option<PathPart>, Lost> {
        if let Some(error) = self.lost.take() {
            return Err(Lost::Unreadable(error));
        }
        while let Some((name, of_link)) = self.ahead.pop() {
            if name == ".." {
                self.at.pop(); // it contains no link
                continue;
            }
            let path = self.at.join(&name);
            let metadata = path.symlink_metadata().map_err(|error| match of_link {
                _ if error.kind() != io::ErrorKind::NotFound => Lost::Unreadable(error),
                Some(link) => Lost::Dangling(link),
                None => Lost::Missing { is_last: self.ahead.is_empty() },
            })?;
            if metadata.is_symlink() {
                self.links += 1;
                if self.links > LINKS_MAX {
                    return Err(Lost::Circle);
                }
                let target = fs_err::read_link(&path).map_err(Lost::Unreadable)?;
                self.ahead.extend(names(&target, Some(&path)));
            } else {
                self.at.clone_from(&path);
            }
            return Ok(Some(PathPart { path, metadata }));
        }
        Ok(None)
    }
}

impl Iterator for PathWalk {
    type Item = Result<PathPart, Lost>;

    fn next(&mut self) -> Option<Self::Item> {
        let step = self.step();
        if step.is_err() {
            self.ahead.clear();
        }
        step.transpose()
    }
}

/// The names of a path, the last one first. An absolute path begins with the root, which replaces what is before it.
fn names(path: &Path, of_link: Option<&Path>) -> Vec<(OsString, Option<PathBuf>)> {
    let names = path.components().rev().filter(|part| *part != Component::CurDir);
    names.map(|part| (part.as_os_str().to_owned(), of_link.map(Path::to_owned))).collect()
}
