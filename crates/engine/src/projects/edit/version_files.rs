//! The files of goenv, asdf and mise. Sources: <https://github.com/go-nv/goenv/blob/master/COMMANDS.md>,
//! <https://asdf-vm.com/manage/configuration.html>, <https://github.com/asdf-community/asdf-golang>,
//! <https://mise.jdx.dev/configuration.html>.
use toml_edit::Document;

use super::super::version_files::range_in;
use super::{FileKind, NotEdited, VersionPlace};
use crate::which_go::follow::{in_go_version, in_mise, in_tool_versions};

/// The versions that are read. Of a list, the first one is used; the others only have to be installed.
pub(super) fn places(kind: FileKind, text: &str) -> Result<Vec<VersionPlace>, NotEdited> {
    let mut versions: Vec<&str> = match kind {
        FileKind::GoVersion => in_go_version(text).into_iter().collect(),
        FileKind::ToolVersions => in_tool_versions(text).into_iter().map(|(_, version)| version).collect(),
        _ => {
            require_toml(text)?;
            in_mise(text).into_iter().flatten().map(|(_, version)| version).collect()
        }
    };
    versions.retain(|version| !version.is_empty());
    versions.sort_by_key(|version| version.as_ptr());
    Ok(versions.into_iter().map(|version| VersionPlace::plain(range_in(text, version))).collect())
}

fn require_toml(text: &str) -> Result<(), NotEdited> {
    let refused = |error: toml_edit::TomlError| {
        let at = error.span().map_or(0, |span| span.start);
        let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        NotEdited::Syntax(line, error.message().lines().collect::<Vec<_>>().join("; "))
    };
    Document::parse(text).map(drop).map_err(refused)
}
