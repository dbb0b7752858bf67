//! The way to a policy's file: whoever can change a part of it decides what the policy says, or whether there is one.
use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};

use fs_err as fs;

/// The most links that are followed, as by Linux.
const LINKS_MAX: u32 = 40;

/// What is on the way to a file.
pub(super) struct Way {
    /// Each folder, link and file, from the root on.
    pub(super) parts: Vec<PathBuf>,
    /// Whether it ends at something.
    pub(super) is_there: bool,
    /// Whether the folder is there in which the file would be.
    pub(super) has_folder: bool,
}

/// Goes the way to `file` step by step, through each link. A link to nothing is an error, because something was meant
/// to be there.
pub(super) fn way_to(file: &Path) -> io::Result<Way> {
    let file = std::path::absolute(file)?;
    let mut way = Way { parts: Vec::new(), is_there: false, has_folder: false };
    let mut at = PathBuf::new();
    let mut ahead: Vec<(OsString, Option<PathBuf>)> = steps(&file, None);
    let mut links = 0;
    while let Some((name, of_link)) = ahead.pop() {
        if name == ".." {
            at.pop();
            continue;
        }
        let next = at.join(&name);
        let metadata = match (fs::symlink_metadata(&next), of_link) {
            (Err(error), Some(link)) if error.kind() == io::ErrorKind::NotFound => {
                let what = format!("the link {} leads to nothing", link.display());
                return Err(io::Error::new(io::ErrorKind::NotFound, what));
            }
            (Err(error), None) if error.kind() == io::ErrorKind::NotFound => {
                way.has_folder = ahead.is_empty();
                return Ok(way);
            }
            (metadata, _) => metadata?,
        };
        way.parts.push(next.clone());
        if metadata.is_symlink() {
            links += 1;
            if links > LINKS_MAX {
                return Err(io::Error::other(format!("too many links on the way to {}", file.display())));
            }
            ahead.extend(steps(&fs::read_link(&next)?, Some(&next)));
        } else {
            at = next;
        }
    }
    Ok(Way { is_there: true, has_folder: true, ..way })
}

/// The names of a path, the last one first. An absolute path begins with the root, which replaces what is before it.
fn steps(path: &Path, of_link: Option<&Path>) -> Vec<(OsString, Option<PathBuf>)> {
    let names = path.components().filter(|part| *part != Component::CurDir);
    let mut steps: Vec<_> = names.map(|part| (part.as_os_str().to_owned(), of_link.map(Path::to_owned))).collect();
    steps.reverse();
    steps
}
