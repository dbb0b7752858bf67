//! The Go projects in the user's folders: where they are, and which Go their files and build servers ask for. Nothing
//! is executed, and only [`edit`] writes. [`find()`] lists files of a known name without opening any; [`asked()`] reads
//! one.
#[cfg(test)]
mod builds_tests;
#[cfg(test)]
mod calls_tests;
mod dockerfile;
pub mod edit;
mod editors;
mod expressions;
mod find;
#[cfg(test)]
mod follow_tests;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz_tests;
mod github;
mod gitlab;
pub mod go_caches;
mod image_builds;
mod images;
mod notations;
pub(crate) mod project_go;
pub(crate) mod rebuild;
pub(crate) mod rehearsal;
pub(crate) mod requested_go;
mod traced;
mod version_files;
mod version_requests;
mod yaml;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;

pub use edit::FileKind;
pub use editors::{EditorFolders, recent_folders};
pub use find::{FoundFile, FoundFiles, Search, above, find, kind_in};
pub(crate) use find::{in_parallel, repository_around};
pub(crate) use github::of_github;
pub(crate) use version_files::go_lines;
pub use version_requests::{Asked, AskedBy, AskedMeaning};

pub(crate) use notations::is_published;
use notations::{Builds, Meaning, UNKNOWN};
pub(crate) use traced::{Kept, Place};

/// The size limit of a file in bytes. Real workflows have a few hundred lines.
pub const LARGEST: u64 = 512 << 10;
/// The largest number of lines about Go in one file.
const MOST: usize = 100;
/// The largest part of a version that is shown, in bytes.
const LONGEST: usize = 200;
/// What another file costs: as much as a step for so many bytes. A file of the largest size can be named a hundred times.
const BYTES_OF_A_STEP: usize = 250;

/// A line that asks for a Go, as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) asked: Asked,
    /// Where its version stands in the file, or why an edit keeps it.
    pub(crate) place: Result<Place, Kept>,
    /// The folders in which it builds; `None` if that may be any.
    pub(crate) folders: Option<BTreeSet<PathBuf>>,
}

/// Everything that the text of a file asks for.
pub(crate) struct FoundLines {
    /// In the order of the lines as far as that is the order of their meaning.
    pub(crate) lines: Vec<Found>,
    /// Whether these are all.
    pub(crate) are_all: bool,
    /// The versions that an edit replaces.
    pub(crate) places: Vec<Place>,
    /// The lines of other files whose values these win over.
    pub(crate) replaced: BTreeSet<(PathBuf, u32)>,
}

/// A file to read.
#[derive(Clone, Copy)]
pub(crate) struct ProjectText<'a> {
    pub(crate) kind: FileKind,
    pub(crate) file: &'a Path,
    pub(crate) text: &'a str,
    /// The text of another file of the project, which this one may name.
    pub(crate) read: &'a dyn Fn(&Path) -> Option<String>,
}

impl<'a> ProjectText<'a> {
    pub(crate) fn alone(kind: FileKind, file: &'a Path, text: &'a str) -> Self {
        Self { kind, file, text, read: &|_| None }
    }
}

pub fn asked(kind: FileKind, file: &Path, text: &str) -> Vec<Asked> {
    found(ProjectText::alone(kind, file, text)).lines.into_iter().map(|found| found.asked).collect()
}

pub(crate) fn found(source: ProjectText<'_>) -> FoundLines {
    let found = FoundLines { lines: Vec::new(), are_all: true, places: Vec::new(), replaced: BTreeSet::new() };
    let mut reader = Reader { source, builds: Builds::Anything, budget: yaml::MOST_EVENTS, found };
    let text = source.text;
    match source.kind {
        FileKind::GoMod => version_files::go_file(AskedBy::GoMod, text, &mut reader),
        FileKind::GoWork => version_files::go_file(AskedBy::GoWork, text, &mut reader),
        FileKind::GoVersion => version_files::go_version(text, &mut reader),
        FileKind::ToolVersions => version_files::tool_versions(text, &mut reader),
        FileKind::Mise => version_files::mise(text, &mut reader),
        FileKind::Workflow => github::read(text, &mut reader),
        FileKind::Dockerfile => dockerfile::read(text, &mut reader),
        FileKind::GitlabCi => gitlab::read(text, &mut reader),
        FileKind::Images => images::read(text, &mut reader),
    }
    reader.found
}

struct Reader<'a> {
    source: ProjectText<'a>,
    /// What the present job or stage builds.
    builds: Builds,
    /// How many steps and jobs may still be read, also those of other files.
    budget: usize,
    found: FoundLines,
}

#[derive(Clone, Copy)]
struct Mention<'a> {
    line: usize,
    word: &'a str,
}

impl Reader<'_> {
    fn yaml(&mut self, text: &str) -> Rc<yaml::Node> {
        let root = yaml::read(text);
        self.found.are_all &= root.is_some();
        root.unwrap_or_else(|| yaml::nothing(1))
    }

    /// Whether the budget allows another part. If it does not, the file is not read as a whole.
    fn allows(&mut self, cost: usize) -> bool {
        let left = self.budget.checked_sub(cost);
        self.budget = left.unwrap_or(0);
        self.found.are_all &= left.is_some();
        left.is_some()
    }

    /// The text of another file of the repository.
    fn other(&mut self, file: &Path) -> Option<String> {
        let text = Some(file).filter(|_| self.budget > 0).and_then(self.source.read)?;
        self.allows(1 + text.len() / BYTES_OF_A_STEP).then_some(text)
    }

    fn add(
        &mut self,
        by: AskedBy,
        Mention { line, word }: Mention<'_>,
        text: &str,
        meaning: Meaning,
        place: Result<Place, Kept>,
    ) {
        let (means, version) = if self.builds == Builds::Nothing { UNKNOWN } else { meaning };
        let folders = if let Builds::Folders(folders) = &self.builds { Some(folders.clone()) } else { None };
        let asked = Asked {
            by,
            file: Some(self.source.file.to_owned()),
            line: u32::try_from(line).unwrap_or(u32::MAX),
            word: word.to_owned(),
            text: text[..text.floor_char_boundary(LONGEST)].to_owned(),
            means,
            version,
        };
        let FoundLines { lines, are_all, places, .. } = &mut self.found;
        let is_full = lines.len() >= MOST;
        let known = lines.iter_mut().find(|known| known.asked == asked);
        if known.is_none() && is_full {
            *are_all = false;
            return;
        }
        places.extend(place.clone().ok());
        if let Some(known) = known {
            // several jobs with one variable
            let both = known.folders.take().zip(folders);
            known.folders = both.map(|(mut all, others)| {
                all.extend(others);
                all
            });
        } else {
            lines.push(Found { asked, place, folders });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the text of a file asks for, as lines.
    pub(super) fn asked(kind: FileKind, text: &str) -> Vec<String> {
        let name = if kind == FileKind::GoWork { "/r/go.work" } else { "/r/go.mod" };
        asked_with(kind, name, text, &[])
    }

    /// The same with other files of the project.
    pub(super) fn asked_with(kind: FileKind, file: &str, text: &str, others: &[(&str, &str)]) -> Vec<String> {
        let read = |path: &Path| {
            let other = others.iter().find(|(other, _)| crate::base::paths::clean(path) == Path::new(other));
            other.map(|(_, text)| (*text).to_owned())
        };
        let shown = |asked: &Asked| {
            let version = asked.version.as_ref().map_or("-", |version| version.as_str());
            format!("{} {} {} {:?} {version}", asked.line, asked.word, asked.text, asked.means)
        };
        let source = ProjectText { kind, file: Path::new(file), text, read: &read };
        found(source).lines.iter().map(|found| shown(&found.asked)).collect()
    }

    #[test]
    fn a_file_full_of_versions_is_cut_off() {
        let text: String = (0..1000).map(|patch| format!("FROM golang:1.27.{patch}\n")).collect::<Vec<_>>().concat();
        assert_eq!(asked(FileKind::Dockerfile, &text).len(), MOST);
        let long = format!("FROM golang:1.27-{}\n", "é".repeat(5000));
        assert!(asked(FileKind::Dockerfile, &long)[0].len() < 300);
    }
}
