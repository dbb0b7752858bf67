//! For fuzzing: the files of projects, of builds on servers, and of editors.
use std::path::Path;

use super::{AskedMeaning, FileKind, LONGEST, MOST, ProjectText, editors};

fn file(kind: FileKind, name: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    // whatever a workflow names has the text of the workflow
    let read = |_: &Path| Some(text.clone().into_owned());
    let source = ProjectText { kind, file: Path::new(name), text: &text, read: &read };
    let found: Vec<_> = super::found(source).lines.into_iter().map(|found| found.asked).collect();
    assert!(found.len() <= MOST);
    let lines = u32::try_from(text.split(['\n', '\r']).count() + 1).unwrap_or(u32::MAX);
    for one in &found {
        assert!(one.line >= 1 && one.line <= lines && one.text.len() <= LONGEST, "{one:?}");
        let has_version = matches!(one.means, AskedMeaning::Exactly | AskedMeaning::NewestOfLine);
        assert!(!has_version || one.version.is_some(), "{one:?}");
    }
}

pub(crate) fn workflow(bytes: &[u8]) {
    file(FileKind::Workflow, "/r/.github/workflows/ci.yml", bytes);
}

pub(crate) fn gitlab_ci(bytes: &[u8]) {
    file(FileKind::GitlabCi, "/r/.gitlab-ci.yml", bytes);
    file(FileKind::Images, "/r/compose.yaml", bytes);
}

pub(crate) fn dockerfile(bytes: &[u8]) {
    file(FileKind::Dockerfile, "/r/Dockerfile", bytes);
}

pub(crate) fn version_files(bytes: &[u8]) {
    file(FileKind::GoVersion, "/r/.go-version", bytes);
    file(FileKind::ToolVersions, "/r/.tool-versions", bytes);
    file(FileKind::Mise, "/r/mise.toml", bytes);
    file(FileKind::GoMod, "/r/go.mod", bytes);
    file(FileKind::GoWork, "/r/go.work", bytes);
}

pub(crate) fn recent(bytes: &[u8]) {
    editors::in_workspace(bytes);
    let user = Path::new("/home/zoe");
    let folders = editors::in_recent_projects(&String::from_utf8_lossy(bytes), Some(user));
    assert!(folders.iter().all(|folder| folder.is_absolute()));
}
