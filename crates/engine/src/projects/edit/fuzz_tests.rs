//! For fuzzing: an edit of a file, then the same file read again.
use std::path::Path;

use super::{
    FileEdit, FileKind, GoLines, ToolchainLine, go_lines, in_the_form_of, versions, with_go_lines, with_versions,
};
use crate::base::version::Version;
use crate::projects::ProjectText;

const GO: &str = "1.27";
const TOOLCHAIN: &str = "go1.27.3";

/// The lines of a go.mod have the new values, and every other byte is the same.
pub(crate) fn go_mod(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let Ok(before) = go_lines(text) else { return };
    let wish = GoLines { go: Some(GO), toolchain: ToolchainLine::Set(TOOLCHAIN) };
    if let Ok(set) = with_go_lines(text, wish) {
        assert_eq!(go_lines(&set), Ok((Some(GO), Some(TOOLCHAIN))), "{set}");
        only_adds_lines(text, &set, before.0.is_none(), before.1.is_none());
        as_data(text, &set);
        assert_eq!(with_go_lines(&set, wish).as_ref(), Ok(&set));
    }
    let removed = with_go_lines(text, GoLines { go: None, toolchain: ToolchainLine::Remove });
    if let Ok(removed) = removed {
        assert_eq!(go_lines(&removed), Ok((before.0, None)), "{removed}");
        as_data(text, &removed);
    }
}

/// Without its `go` and `toolchain` lines, and without empty lines, the text is the same.
fn only_adds_lines(before: &str, after: &str, adds_go: bool, adds_toolchain: bool) {
    let count = |text: &str| text.split_inclusive('\n').filter(|line| !line.trim().is_empty()).count();
    let added = usize::from(adds_go) + usize::from(adds_toolchain);
    assert_eq!(count(after), count(before) + added, "{after}");
}

/// The versions in version-manager files and in files of builds on servers. The first byte chooses the kind.
pub(crate) fn versions_of_files(bytes: &[u8]) {
    const KINDS: [FileKind; 6] = [
        FileKind::GoVersion,
        FileKind::ToolVersions,
        FileKind::Mise,
        FileKind::Workflow,
        FileKind::Dockerfile,
        FileKind::GitlabCi,
    ];
    let Some((first, rest)) = bytes.split_first() else { return };
    let (Ok(text), Ok(new)) = (str::from_utf8(rest), Version::from_name(TOOLCHAIN)) else { return };
    let Some(kind) = KINDS.get(usize::from(*first) % KINDS.len()).copied() else { return };
    let Ok(before) = versions(ProjectText::alone(kind, Path::new(""), text)) else { return };
    let Ok(edited) = with_versions(ProjectText::alone(kind, Path::new(""), text), &|old| in_the_form_of(old, &new))
    else {
        return;
    };
    let after = versions(ProjectText::alone(kind, Path::new(""), &edited));
    assert_eq!(after.as_ref().map(Vec::len), Ok(before.len()), "{edited}");
    for (old, now) in before.into_iter().zip(after.into_iter().flatten()) {
        // an image that the new release does not have stays
        assert!(now == old || in_the_form_of(old, &new).as_deref() == Some(now), "{old} {now} {edited}");
    }
    assert_eq!(text.matches('\n').count(), edited.matches('\n').count(), "{edited}");
    as_data(text, &edited);
}

/// The edit as data makes the same change, and its reverse takes it back byte for byte.
fn as_data(before: &str, after: &str) {
    let Some(edit) = FileEdit::between(Path::new("go.mod"), before, after) else {
        assert_eq!(before, after);
        return;
    };
    assert_eq!(edit.applied(before.as_bytes()).as_deref(), Some(after));
    assert_eq!(edit.reversed().applied(after.as_bytes()).as_deref(), Some(before));
    assert_eq!(edit.reversed().reversed(), edit);
    assert!(edit.applied(after.as_bytes()).is_none());
    assert!(edit.differences().len() < edit.unified().lines().count());
}
