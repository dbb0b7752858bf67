//! The Go that the project in a folder asks for, as one release: the `toolchain` line of its go.work or go.mod,
//! otherwise the `go` line. A version-manager file names one Go, these lines the oldest sufficient one, so the file
//! wins unless its Go is too old for them. Files count up to the repository's root, never in the user's home, where
//! they are about everything.
use std::path::{Path, PathBuf};

use crate::base::version::Version;
use crate::projects::{self, AskedMeaning, kind_in};
use crate::released::catalog::ReleaseRequest;
use crate::which_go::toolchain::{self, Files, GoFile, Machine};

/// The names of version files, in the order in which they count in one folder.
const VERSION_FILES: [&str; 4] = [".go-version", ".tool-versions", "mise.toml", ".mise.toml"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedGo {
    pub request: ReleaseRequest,
    pub file: PathBuf,
}

/// The Go that the project of the terminal's folder asks for; `None` if no file names one.
pub(crate) fn asked(machine: &Machine<'_>) -> Option<AskedGo> {
    let project = toolchain::answer(machine).project;
    let of_module = project.deciding().and_then(of_go_file);
    let of_version_file = version_file(machine);
    match (of_module, of_version_file) {
        (Some(module), Some(file)) if is_older(&file.request, &module.request) => Some(module),
        (module, file) => file.or(module),
    }
}

/// The release of a `toolchain` line, otherwise that of a `go` line.
fn of_go_file(file: &GoFile) -> Option<AskedGo> {
    let of_toolchain = || Some(ReleaseRequest::Exact(Version::from_toolchain(file.says("toolchain")?).ok()?));
    let of_go = || file.says("go")?.parse().ok();
    Some(AskedGo { request: of_toolchain().or_else(of_go)?, file: file.path.clone() })
}

/// Whether a version file names an older Go than the lines of the project require. One that names no number is not.
fn is_older(file: &ReleaseRequest, module: &ReleaseRequest) -> bool {
    use ReleaseRequest::{Exact, Line};
    match (file, module) {
        (Exact(file), Exact(module)) => file < module,
        (Exact(file) | Line(file), Exact(module) | Line(module)) => file.language() < module.language(),
        _ => false,
    }
}

fn version_file(machine: &Machine<'_>) -> Option<AskedGo> {
    let user = machine.user();
    for folder in machine.terminal.folder.as_deref()?.ancestors().take_while(|folder| Some(*folder) != user.as_deref())
    {
        let named = |name: &&str| {
            let file = folder.join(name);
            let request = request_in(&file, &machine.files.read(&file)?)?;
            Some(AskedGo { request, file })
        };
        if let Some(found) = VERSION_FILES.iter().find_map(named) {
            return Some(found);
        }
        if is_root(machine.files, folder) {
            break;
        }
    }
    None
}

/// In a second work tree of git, `.git` is a file.
fn is_root(files: &dyn Files, folder: &Path) -> bool {
    let git = folder.join(".git");
    files.is_folder(&git) || files.is_file(&git)
}

pub(super) fn request_in(file: &Path, text: &str) -> Option<ReleaseRequest> {
    let kind = kind_in(file.parent()?, file.file_name()?)?;
    let first = projects::asked(kind, file, text, &|_| None).into_iter().next()?;
    match (first.means, first.version) {
        (AskedMeaning::Newest, _) => Some(ReleaseRequest::Latest),
        (AskedMeaning::NewestOfLine, Some(line)) => Some(ReleaseRequest::Line(line)),
        (AskedMeaning::Exactly | AskedMeaning::AtLeast, Some(version)) => {
            Some(if version.is_language() { ReleaseRequest::Line(version) } else { ReleaseRequest::Exact(version) })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, text: &str) -> Option<String> {
        request_in(&Path::new("/m").join(name), text).map(|request| request.to_string())
    }

    #[test]
    fn version_files_name_a_release() {
        for (name, text, expected) in [
            (".go-version", "1.26.6\n", Some("go1.26.6")),
            (".go-version", "\u{feff}# pinned\r\n go1.26 \r\n", Some("1.26")),
            (".go-version", "1.26.x", Some("1.26")),
            (".go-version", "system", None),
            (".go-version", "", None),
            (".tool-versions", "nodejs 22\ngolang 1.27.1 1.26.6 # why\n", Some("go1.27.1")),
            (".tool-versions", "golang", None),
            (".tool-versions", "golangci-lint 2.1.0", None),
            ("mise.toml", "[tools]\nnode = \"22\"\ngo = \"1.27\"\n", Some("1.27")),
            ("mise.toml", "[tools]\ngo = ['1.27.2', '1.26']\n", Some("go1.27.2")),
            ("mise.toml", "[tools.go]\nversion = 'latest'\n", Some("latest")),
            (".mise.toml", "tools = 1", None),
            (".mise.toml", "[tools]\ngo = []", None),
            ("mise.toml", "not toml [", None),
        ] {
            assert_eq!(named(name, text).as_deref(), expected, "{name}: {text:?}");
        }
    }

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
