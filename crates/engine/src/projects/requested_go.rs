//! The Go that the project in a folder asks for, as one release: the `toolchain` line of its go.work or go.mod,
//! otherwise the `go` line. A version-manager file names one Go, these lines the oldest sufficient one, so the file
//! wins unless its Go is too old for them. Files count up to the repository's root, never in the user's home, where
//! they are about everything.
use std::path::{Path, PathBuf};

use crate::base::display::one_line;
use crate::base::report::{Code, Problem};
use crate::base::version::{NotVersion, Version};
use crate::released::catalog::ReleaseRequest;
use crate::which_go::follow::{self, NotFollowed, Obstacle, Wanted};
use crate::which_go::toolchain::{self, Files, GoFile, Machine};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedGo {
    pub request: ReleaseRequest,
    pub file: PathBuf,
}

/// The Go that the project of the terminal's folder asks for; `None` if no file names one.
pub(crate) fn asked(machine: &Machine<'_>) -> Result<Option<AskedGo>, NotFollowed> {
    let project = toolchain::answer(machine).project;
    let of_module = project.deciding().and_then(of_go_file);
    Ok(match (of_module, version_file(machine)?) {
        (Some(module), Some(file)) if is_older(&file.request, &module.request) => Some(module),
        (module, file) => file.or(module),
    })
}

/// That a version file does not say which Go its folder asks for.
pub(crate) fn not_understood(file: &Path, why: &Obstacle) -> Problem {
    let shown = || one_line(file.display());
    let says = say!(VersionFileUseless { file: shown(), what: toolchain::not_understood(why) });
    Problem::new(Code::ProjectFile, says).with_next(say!(WriteVersionInto { file: shown() }))
}

/// The release of a `toolchain` line, otherwise that of a `go` line.
fn of_go_file(file: &GoFile) -> Option<AskedGo> {
    let of_toolchain = || Some(ReleaseRequest::Exact(Version::from_toolchain(file.says("toolchain")?).ok()?));
    let of_go = || file.says("go")?.parse().ok();
    Some(AskedGo { request: of_toolchain().or_else(of_go)?, file: file.path.clone() })
}

/// Whether a version file names an older Go than the lines of the project require. One that names no number is not.
fn is_older(file: &ReleaseRequest, module: &ReleaseRequest) -> bool {
    use ReleaseRequest::{Exact, Line, Since};
    match (file, module) {
        (Exact(file), Exact(module)) => file < module,
        (Exact(file) | Line(file) | Since { least: file, .. }, Exact(module) | Line(module)) => {
            file.language() < module.language()
        }
        _ => false,
    }
}

fn version_file(machine: &Machine<'_>) -> Result<Option<AskedGo>, NotFollowed> {
    let (folder, user) = (machine.terminal.folder.as_deref(), machine.user());
    let mut is_over = false;
    let folders = folder.into_iter().flat_map(Path::ancestors).take_while(|folder| {
        let is_in = !is_over && Some(*folder) != user.as_deref();
        is_over = is_root(machine.files, folder);
        is_in
    });
    let read = |folder: &Path, name: &str| machine.files.version_file(folder, name);
    let Some(follow::Named { file, wanted, .. }) = follow::nearest(folders, None, read)? else { return Ok(None) };
    match request(&wanted) {
        Ok(request) => Ok(Some(AskedGo { request, file })),
        Err(_) => Err(NotFollowed { file, why: Obstacle::NoVersion }),
    }
}

/// In a second work tree of git, `.git` is a file.
fn is_root(files: &dyn Files, folder: &Path) -> bool {
    let git = folder.join(".git");
    files.is_folder(&git) || files.is_file(&git)
}

pub(super) fn request(wanted: &Wanted) -> Result<ReleaseRequest, NotVersion> {
    let version = |number: &str| Version::from_name(&format!("go{number}"));
    Ok(match wanted {
        Wanted::Newest | Wanted::Nobodys => ReleaseRequest::Latest,
        Wanted::Line(line) => ReleaseRequest::Line(version(line)?),
        Wanted::Exactly(exact) => ReleaseRequest::Exact(version(exact)?),
        Wanted::Since { least, in_line } => ReleaseRequest::Since { least: version(least)?, in_line: *in_line },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_module_name_a_release() {
        let named = |text: &str| {
            let (path, shown) = (PathBuf::from("/m/go.mod"), "go.mod".to_owned());
            let asked = of_go_file(&GoFile { path, shown, text: text.to_owned(), is_work: false });
            asked.map(|asked| asked.request.to_string())
        };
        assert_eq!(named("module m\n\ngo 1.26\n").as_deref(), Some("1.26"));
        assert_eq!(named("module m\n\ngo 1.26.1\n").as_deref(), Some("go1.26.1"));
        assert_eq!(named("go 1.26\ntoolchain go1.27.3-custom // new\n").as_deref(), Some("go1.27.3"));
        assert_eq!(named("go 1.26\ntoolchain default\n").as_deref(), Some("1.26"));
        assert_eq!(named("module m\n"), None);
        assert_eq!(named("go nonsense\n"), None);
    }

    #[test]
    fn a_version_file_may_not_be_older_than_the_module_requires() {
        let range = ReleaseRequest::Since { least: "1.26".parse().unwrap(), in_line: false };
        assert!(is_older(&range, &"1.27".parse().unwrap()) && !is_older(&range, &"1.26.6".parse().unwrap()));
        for (file, module, expected) in [
            ("1.26.6", "1.27", true),
            ("1.27.1", "1.27.3", true),
            ("1.27", "1.27.3", false),
            ("1.27.3", "1.27", false),
            ("1.28", "1.27.3", false),
            ("latest", "1.27.3", false),
        ] {
            let parsed = |text: &str| text.parse::<ReleaseRequest>().unwrap();
            assert_eq!(is_older(&parsed(file), &parsed(module)), expected, "{file} {module}");
        }
    }
}
