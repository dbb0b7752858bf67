//! The files of a project that an edit may touch.
use std::ffi::OsStr;
use std::path::{Component, Path};

use super::NotEdited;
use super::change::is_behind_link;
use crate::base::bounded;
use crate::machine::platform;
use crate::which_go::follow::VERSION_FILES;

/// The size limit of a file in bytes, far more than any real one has.
pub(super) const READ_MAX: u64 = 1 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    GoMod,
    /// `go.work`, or another workspace file that GOWORK names.
    GoWork,
    GoVersion,
    ToolVersions,
    Mise,
    /// A workflow or an action of GitHub.
    Workflow,
    Dockerfile,
    GitlabCi,
    /// `devcontainer.json`, `compose.yaml`, or a pipeline of `CircleCI` or Cloud Build: only images of Go are named.
    Images,
}

impl FileKind {
    /// The kind of a file, by its path; `None` for every other file.
    pub fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        let lower = name.to_ascii_lowercase();
        let is_yaml = has_extension(path, "yml") || has_extension(path, "yaml");
        let is_of_github = path.components().any(|part| part == Component::Normal(OsStr::new(".github")));
        Some(match name {
            "go.mod" => Self::GoMod,
            _ if has_extension(path, "work") => Self::GoWork,
            ".go-version" => Self::GoVersion,
            ".tool-versions" => Self::ToolVersions,
            _ if has_extension(path, "toml") && VERSION_FILES.iter().any(|file| path.ends_with(file)) => Self::Mise,
            ".gitlab-ci.yml" | ".gitlab-ci.yaml" => Self::GitlabCi,
            _ if is_yaml && is_of_github => Self::Workflow,
            _ if is_dockerfile(name, &lower) => Self::Dockerfile,
            _ if path.ends_with(".circleci/config.yml") || has_images(&lower) => Self::Images,
            _ => return None,
        })
    }

    pub(crate) fn is_of_go(self) -> bool {
        matches!(self, Self::GoMod | Self::GoWork)
    }

    pub(crate) fn is_version_file(self) -> bool {
        matches!(self, Self::GoVersion | Self::ToolVersions | Self::Mise)
    }

    pub(crate) fn is_ci(self) -> bool {
        matches!(self, Self::Workflow | Self::Dockerfile | Self::GitlabCi | Self::Images)
    }
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}

/// `Dockerfile`, `Dockerfile.alpine`, `Dockerfile-dev`, `DockerfileDev`, `build.Dockerfile`, and the same with
/// `Containerfile`, but not `dockerfile_test.go`.
fn is_dockerfile(name: &str, lower: &str) -> bool {
    ["dockerfile", "containerfile"].iter().any(|word| {
        let is_more = |rest: &str| {
            let is_apart = rest.starts_with(['-', '_']) || rest.starts_with(|first: char| first.is_ascii_uppercase());
            let is_of_code = |(_, ending): (&str, &str)| ending.bytes().all(|letter| letter.is_ascii_alphabetic());
            rest.is_empty() || rest.starts_with('.') || (is_apart && !rest.rsplit_once('.').is_some_and(is_of_code))
        };
        let is_first = lower.starts_with(word) && name.get(word.len()..).is_some_and(is_more);
        is_first || lower.strip_suffix(word).is_some_and(|rest| rest.ends_with(['.', '-', '_']))
    })
}

fn has_images(name: &str) -> bool {
    let is_variant = |word| name.strip_prefix(word).is_some_and(|rest: &str| rest.starts_with(['.', '-', '_']));
    let is_one = ["compose", "docker-compose", "cloudbuild"].into_iter().any(is_variant);
    let has_ending = [".yml", ".yaml", ".json"].iter().any(|ending| name.ends_with(ending));
    (is_one && has_ending) || matches!(name, "devcontainer.json" | ".devcontainer.json")
}

/// Whether a path relative to the folder of a project stays in it and is one of the files that Upgo edits.
pub fn is_editable(path: &Path) -> bool {
    is_inside(path) && FileKind::of(path).is_some()
}

/// Whether a path relative to the folder of a project stays in it and is a file with Go source code.
pub(crate) fn is_source(path: &Path) -> bool {
    is_inside(path) && path.extension().is_some_and(|kind| kind == "go")
}

fn is_inside(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_)))
}

/// The text of a file in the folder of a project, if it can be edited: a regular file of the project itself, in UTF-8.
pub fn read(folder: &Path, path: &Path) -> Result<String, NotEdited> {
    let place = folder.join(path);
    if !(is_editable(path) || is_source(path)) || is_behind_link(folder, path) {
        return Err(NotEdited::Link);
    }
    let unread = |error: std::io::Error| NotEdited::Unread(error.to_string());
    let metadata = fs_err::metadata(&place).map_err(unread)?;
    if metadata.permissions().readonly() || platform::why_not_replaced(&place).is_some() {
        return Err(NotEdited::ReadOnly);
    }
    let bytes = bounded::read(&place, READ_MAX).map_err(unread)?;
    String::from_utf8(bytes).map_err(|_| NotEdited::NotText)
}
