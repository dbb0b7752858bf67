//! Paths with a user-specific prefix, and parts that may end with `*`.
use std::ffi::OsStr;
use std::path::{Component, MAIN_SEPARATOR_STR, Path, PathBuf};

use fs_err as fs;

use super::{Surroundings, real};
use crate::environment::Lookup;

/// `~/…` below the user's home, `%NAME%/…` below the folder in an environment variable, `/…` on the disk. A part that
/// ends with `*` matches any name with that prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pattern(pub &'static str);

impl Pattern {
    /// The folder before the first part with a `*`; `None` if it does not exist for this user.
    pub fn base(self, around: &Surroundings<'_>) -> Option<PathBuf> {
        let (mut base, rest) = self.begin(around.variable, around.user, around.disk)?;
        base.extend(parts(rest).take_while(|part| !part.ends_with('*')));
        Some(base).filter(|base| base.is_absolute())
    }

    /// Sorted.
    pub fn folders(self, around: &Surroundings<'_>) -> Vec<PathBuf> {
        let Some(base) = self.base(around) else { return Vec::new() };
        let mut folders = self.variable_parts().fold(vec![base], |folders, part| match part.strip_suffix('*') {
            Some(begin) => folders.iter().flat_map(|folder| entries(folder, begin)).collect(),
            None => folders.iter().map(|folder| folder.join(part)).collect(),
        });
        folders.sort();
        folders
    }

    /// Whether the pattern matches `folder` (with links resolved), or a folder that contains it.
    pub fn holds(self, around: &Surroundings<'_>, folder: &Path) -> bool {
        let Some(base) = self.base(around) else { return false };
        let Ok(rest) = folder.strip_prefix(real(&base)) else { return false };
        let mut names = rest.components().map(Component::as_os_str);
        self.variable_parts().all(|part| names.next().is_some_and(|name| is_meant(part, name)))
    }

    /// The folder with `name` in place of its `*`; `None` if nothing names the folder that it begins with.
    pub(crate) fn named(self, variables: Lookup<'_>, user: Option<&Path>, name: &str) -> Option<PathBuf> {
        let (mut folder, rest) = self.begin(variables, user, Path::new("/"))?;
        folder.extend(parts(rest).map(|part| part.replace('*', name)));
        Some(folder)
    }

    fn begin(self, variables: Lookup<'_>, user: Option<&Path>, disk: &Path) -> Option<(PathBuf, &'static str)> {
        if let Some(rest) = self.0.strip_prefix("~/") {
            return Some((user?.to_owned(), rest));
        }
        if let Some((name, rest)) = self.0.strip_prefix('%').and_then(|named| named.split_once('%')) {
            let mut folder = variables(name).filter(|value| !value.is_empty())?;
            folder.push(MAIN_SEPARATOR_STR); // `C:` alone would be the current folder of that drive
            return Some((PathBuf::from(folder), rest));
        }
        self.0.strip_prefix('/').map(|rest| (disk.to_owned(), rest))
    }

    fn variable_parts(self) -> impl Iterator<Item = &'static str> {
        parts(self.0).skip_while(|part| !part.ends_with('*'))
    }
}

fn parts(path: &'static str) -> impl Iterator<Item = &'static str> {
    path.split('/').filter(|part| !part.is_empty())
}

fn entries(folder: &Path, begin: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.flatten().filter(|entry| begins_with(&entry.file_name(), begin)).map(|entry| entry.path()).collect()
}

fn is_meant(part: &str, name: &OsStr) -> bool {
    match part.strip_suffix('*') {
        Some(begin) => begins_with(name, begin),
        None => name.eq_ignore_ascii_case(part),
    }
}

fn begins_with(name: &OsStr, begin: &str) -> bool {
    name.as_encoded_bytes().get(..begin.len()).is_some_and(|start| start.eq_ignore_ascii_case(begin.as_bytes()))
}
