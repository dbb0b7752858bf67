//! The search for projects: one pass over folders, each depth by several threads. It opens no file and follows no link.
//! An entry's kind comes with its name, so only folders cost a system call.
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{io, thread};

use fs_err as fs;

use super::edit::FileKind;
use crate::base::report::{Cancel, Cancelled};
use crate::which_go::follow;

/// Folders without projects of the user: data of version control, foreign code, caches, and what Go itself ignores.
const NEVER: [&str; 8] = [".git", ".hg", ".svn", ".jj", "node_modules", "vendor", "testdata", ".cache"];
/// The largest number of entries that are looked at. A home folder has a few million.
const MOST_ENTRIES: usize = 10_000_000;
const MOST_FILES: usize = 50_000;
/// The largest number of folders above a folder that are looked at.
const HIGHEST: usize = 64;
/// The number of threads that list folders. More gain little, even on a fast disk.
const MOST_THREADS: usize = 8;

#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// Each may be a link itself, because the user named it.
    pub folders: &'a [PathBuf],
    /// Folders in them that are left out: Upgo's own, and Go's caches.
    pub without: &'a [PathBuf],
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundFiles {
    /// Sorted by path.
    pub files: Vec<FoundFile>,
    /// Sorted by path.
    pub repositories: Vec<PathBuf>,
    /// Whether the search ended early because there is too much.
    pub truncated: bool,
    /// The folders that could not be read, sorted.
    pub unread: Vec<PathBuf>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundFile {
    pub path: PathBuf,
    pub kind: FileKind,
}

/// The kind of a file with this name in `folder`, which may be any folder; `None` if it says nothing about Go.
pub fn kind_in(folder: &Path, name: &OsStr) -> Option<FileKind> {
    let kind = FileKind::of(&folder.join(name))?;
    let is_meant = match kind {
        FileKind::GoWork => name == "go.work",
        FileKind::Workflow => is_of_github(folder, name.to_str()?),
        _ => true,
    };
    is_meant.then_some(kind)
}

/// Whether a YAML file is a workflow (`.github/workflows/ci.yml`) or an action (`.github/actions/build/action.yml`).
fn is_of_github(folder: &Path, name: &str) -> bool {
    let mut above = folder.iter().rev();
    let is_action = name.strip_prefix("action").is_some_and(|ending| ending.starts_with('.'));
    match above.next().and_then(OsStr::to_str) {
        Some("workflows") => above.next() == Some(OsStr::new(".github")),
        Some(_) if is_action => {
            above.next() == Some(OsStr::new("actions")) && above.next() == Some(OsStr::new(".github"))
        }
        _ => false,
    }
}

pub fn find(search: Search<'_>, cancel: &Cancel) -> Result<FoundFiles, Cancelled> {
    let (mut found, mut entries, mut folders) = (FoundFiles::default(), 0, search.folders.to_vec());
    while !folders.is_empty() && !found.truncated {
        let listed = in_parallel(&folders, |chunk| {
            let folders = chunk.iter().take_while(|_| !cancel.is_cancelled());
            folders.map(|folder| list(folder, search.without).map_err(|_| folder.clone())).collect()
        });
        cancel.check()?;
        folders.clear();
        for listed in listed {
            match listed {
                Ok(listed) => {
                    entries += listed.entries;
                    found.files.extend(listed.files);
                    found.repositories.extend(listed.repository);
                    folders.extend(listed.folders);
                }
                Err(folder) => found.unread.push(folder),
            }
        }
        found.truncated = entries > MOST_ENTRIES || found.files.len() > MOST_FILES;
    }
    found.files.truncate(MOST_FILES);
    found.files.sort();
    found.files.dedup();
    found.repositories.sort();
    found.repositories.dedup();
    found.unread.sort();
    Ok(found)
}

/// The order is kept.
pub(crate) fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(2, usize::from).clamp(2, MOST_THREADS);
    let size = items.len().div_ceil(threads).max(1);
    if items.len() <= size {
        return work(items);
    }
    let work = &work;
    thread::scope(|scope| {
        let parts: Vec<_> = items.chunks(size).map(|part| scope.spawn(move || work(part))).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect()
    })
}

/// In a second work tree of Git, `.git` is a file.
pub(crate) fn repository_around(folder: &Path) -> Option<&Path> {
    folder.ancestors().take(HIGHEST).find(|folder| fs::symlink_metadata(folder.join(".git")).is_ok())
}

/// The files above a folder that speak about the projects in it, and the folder of the repository that it lies in. It
/// is `None` if the folder is a repository itself, or lies in none.
pub fn above(folder: &Path) -> (Option<PathBuf>, Vec<FoundFile>) {
    let Some(repository) = repository_around(folder).filter(|above| *above != folder) else {
        return (None, Vec::new());
    };
    let workflows = repository.join(".github").join("workflows");
    let between = folder.ancestors().skip(1).take_while(|above| above.starts_with(repository));
    let of_mise = ["", "mise", ".mise", ".config", ".config/mise"];
    let folders = between.flat_map(|folder| of_mise.map(|name| follow::place(folder, name)));
    let files = folders.chain(std::iter::once(workflows)).flat_map(|folder| {
        let entries = fs::read_dir(&folder).into_iter().flatten().take(MOST_FILES).flatten();
        entries.filter_map(move |entry| {
            let kind = kind_in(&folder, &entry.file_name())?;
            let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
            (is_file || kind.is_version_file()).then(|| FoundFile { path: entry.path(), kind })
        })
    });
    (Some(repository.to_owned()), files.collect())
}

#[derive(Default)]
struct ListedFolder {
    folders: Vec<PathBuf>,
    files: Vec<FoundFile>,
    /// The folder itself, if it is one.
    repository: Option<PathBuf>,
    entries: usize,
}

fn list(folder: &Path, without: &[PathBuf]) -> io::Result<ListedFolder> {
    let (mut listed, mut below, mut has_version) = (ListedFolder::default(), Vec::new(), false);
    for entry in fs::read_dir(folder)? {
        listed.entries += 1;
        // an entry that was deleted meanwhile, or a file system with errors
        let read = entry.and_then(|entry| Ok((entry.file_type()?, entry)));
        let Ok((kind, entry)) = read else { continue };
        let name = entry.file_name();
        has_version |= name == "VERSION";
        // whatever stands in the place of a version file, commands stop at it
        let is_read = |found: &FileKind| kind.is_file() || found.is_version_file();
        if name == ".git" && !kind.is_symlink() {
            listed.repository = Some(folder.to_owned()); // in a work tree or a submodule, it is a file
        } else if let Some(kind) = kind_in(folder, &name).filter(is_read) {
            listed.files.push(FoundFile { path: folder.join(name), kind });
        } else if kind.is_dir() && !NEVER.iter().any(|never| name == *never) {
            below.push(folder.join(name));
        }
    }
    let has = |name: &str| fs::symlink_metadata(folder.join(name)).is_ok();
    // a toolchain, whose modules are Go's own
    let is_go_tree = has_version && has("src") && (has("go.env") || has("api")) && listed.repository.is_none();
    if is_go_tree || (folder.ends_with("pkg/mod") && has("cache")) {
        return Ok(ListedFolder { entries: listed.entries, ..ListedFolder::default() });
    }
    below.retain(|folder| !without.contains(folder));
    listed.folders = below;
    Ok(listed)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
mod tests {
    use super::*;

    /// Creates the files, and returns the ones that are found, relative to the folder.
    fn found(files: &[&str], without: &[&str]) -> (Vec<String>, FoundFiles) {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let without: Vec<PathBuf> = without.iter().map(|path| folder.path().join(path)).collect();
        let folders = [folder.path().to_owned()];
        let found = find(Search { folders: &folders, without: &without }, &Cancel::default()).unwrap();
        let short = |path: &Path| path.strip_prefix(folder.path()).unwrap().to_string_lossy().replace('\\', "/");
        (found.files.iter().map(|file| short(&file.path)).collect(), found)
    }

    #[test]
    fn finds_every_kind_of_file_once() {
        let all = [
            ".circleci/config.yml",
            ".devcontainer/api/devcontainer.json",
            ".github/actions/go/action.yml",
            ".github/workflows/ci.yaml",
            ".gitlab-ci.yml",
            ".go-version",
            ".tool-versions",
            "Dockerfile",
            "Dockerfile-go1.26",
            "DockerfileWasp",
            "Dockerfile_dev",
            "a b/é/go.mod",
            "build-Dockerfile",
            "build.Dockerfile",
            "cloudbuild-test.yaml",
            "deep/er/and/deeper/go.mod",
            "docker/Dockerfile.test",
            "docker-compose.override.yml",
            "go.mod",
            "go.work",
            "mise.toml",
        ];
        let (files, found) = found(&all, &[]);
        assert_eq!(files, all);
        assert!(!found.truncated && found.unread.is_empty());
    }

    #[test]
    fn other_files_and_the_folders_of_others_are_left_out() {
        let (files, _) = found(
            &[
                "node_modules/x/go.mod",
                "vendor/example.com/go.mod",
                "a/testdata/go.mod",
                ".git/go.mod",
                "go/pkg/mod/example.com/m@v1.0.0/go.mod",
                "go/pkg/mod/cache/lock",
                "sdk/go1.26.0/VERSION",
                "sdk/go1.26.0/go.env",
                "sdk/go1.26.0/src/go.mod",
                "upgo/toolchains/go1.27.3/go.mod",
                "workflows/ci.yml",
                ".github/other.yml",
                "config.yml",
                "composer.json",
                "compose.md",
                "dockerfile_test.go",
                "dockerfile2llb",
                "Dockerfiles",
                ".github/workflows/readme.md",
                "go.mod.bak",
                "go.sum",
                "pkg/mod/mine/go.mod",
            ],
            &["upgo"],
        );
        assert_eq!(files, ["pkg/mod/mine/go.mod"], "only a folder with Go's own cache is a module cache");
    }

    #[test]
    fn repositories_are_recognised_even_if_they_are_work_trees() {
        let (_, found) = found(&["a/.git/HEAD", "b/.git", "c/go.mod"], &[]);
        let names: Vec<_> = found.repositories.iter().filter_map(|folder| folder.file_name()).collect();
        assert_eq!(names, ["a", "b"]);
    }

    #[test]
    fn the_files_above_a_folder_are_those_of_its_repository() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("repository");
        for file in
            [".git/HEAD", ".github/workflows/ci.yml", "go.mod", "a/.tool-versions", "a/b/go.mod", "other/go.mod"]
        {
            let path = root.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let (repository, files) = above(&root.join("a").join("b"));
        assert_eq!(repository.as_ref(), Some(&root));
        let mut paths: Vec<_> = files.into_iter().map(|file| file.path).collect();
        paths.sort();
        let ci = root.join(".github").join("workflows").join("ci.yml");
        assert_eq!(paths, [ci, root.join("a").join(".tool-versions"), root.join("go.mod")]);
        assert_eq!(above(&root), (None, Vec::new()), "its files are found by the search");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (inside, outside) = (folder.path().join("inside"), folder.path().join("outside"));
        std::fs::create_dir_all(&inside).unwrap();
        std::fs::create_dir_all(&outside).unwrap();
        std::fs::write(outside.join("go.mod"), "module m\n").unwrap();
        std::os::unix::fs::symlink(&outside, inside.join("link")).unwrap();
        std::os::unix::fs::symlink(&inside, inside.join("circle")).unwrap();
        std::os::unix::fs::symlink(outside.join("go.mod"), inside.join("go.mod")).unwrap();
        let found = |folder: &Path| {
            find(Search { folders: &[folder.to_owned()], without: &[] }, &Cancel::default()).unwrap().files.len()
        };
        assert_eq!(found(&inside), 0);
        std::os::unix::fs::symlink(&outside, folder.path().join("named")).unwrap();
        assert_eq!(found(&folder.path().join("named")), 1, "the user named it");
    }

    #[test]
    fn a_missing_folder_is_no_failure_and_a_cancelled_search_ends() {
        let folders = [PathBuf::from("/no/such/folder/anywhere")];
        let search = Search { folders: &folders, without: &[] };
        let found = find(search, &Cancel::default()).unwrap();
        assert!(found.files.is_empty() && found.unread == folders);
        assert!(find(Search { folders: &[], without: &[] }, &Cancel::default()).unwrap().files.is_empty());
        let cancel = Cancel::default();
        cancel.cancel();
        assert!(find(search, &cancel).is_err());
    }
}
