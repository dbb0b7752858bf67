//! The go command in a project's folder, which starts nothing that the project names: its author may be anybody, and
//! only `--test` may execute what is in it. Go asks a version control system about each program, and `.git/config` can
//! name a program for that, so Go is told not to ask. The C compiler and `pkg-config`, which search for more programs,
//! are found in absolute folders only, never in the project itself.
use std::ffi::{OsStr, OsString};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::process::Command;

use crate::projects::rebuild::UsableGo;

/// Variables that keep Go off the network, other toolchains, the settings of `go env -w` and programs for logins.
const FIXED: [(&str, &str); 9] = [
    ("GOENV", "off"),
    ("GOTOOLCHAIN", "local"),
    ("GOPROXY", "off"),
    ("GONOPROXY", "none"),
    ("GOSUMDB", "off"),
    ("GOVCS", "*:off"),
    ("GOAUTH", "off"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
];

/// Variables that name a program in place of the build cache, other tools, or a folder to write to.
const REMOVED: [&str; 3] = ["GOCACHEPROG", "GOTOOLDIR", "GOCOVERDIR"];

/// Lists of folders in which a program, or a part of one, is found.
const FOLDERS: [&str; 6] =
    ["COMPILER_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "GCC_EXEC_PREFIX", "LD_LIBRARY_PATH", "PATH"];

/// Programs, which may have arguments.
const PROGRAMS: [&str; 6] = ["AR", "CC", "CXX", "FC", "GCCGO", "PKG_CONFIG"];

/// Lists of files that are loaded into each program.
const LOADED: [&str; 3] = ["DYLD_INSERT_LIBRARIES", "LD_AUDIT", "LD_PRELOAD"];

/// `go` in a project, with only these variables and those that keep it inside. The first argument is the subcommand.
pub(crate) fn command(
    go: UsableGo<'_>,
    project: &Path,
    arguments: &[OsString],
    variables: impl IntoIterator<Item = (OsString, OsString)>,
) -> Command {
    let (subcommand, rest) = arguments.split_at(arguments.len().min(1));
    // A test is the project's own program, and may need others of it.
    let is_test = subcommand.first().is_some_and(|subcommand| subcommand == "test");
    let places = UntrustedProject { places: if is_test { Vec::new() } else { places_of(project) } };
    let safe = |(name, value): (OsString, OsString)| places.without_own(&name, value).map(|value| (name, value));
    let mut command = go.command(variables.into_iter().filter_map(safe));
    // Before Go 1.18, no version control system is started.
    let buildvcs = go.version().is_since("go1.18").then_some("-buildvcs=false");
    command.args(subcommand).args(buildvcs).args(rest);
    command.current_dir(project).envs(FIXED);
    for name in REMOVED {
        command.env_remove(name);
    }
    command
}

/// The folder of the project and of its workspace, as named and as they really are.
fn places_of(project: &Path) -> Vec<PathBuf> {
    let workspace = project.ancestors().skip(1).filter(|folder| folder.join("go.work").is_file());
    let named = workspace.map(Path::to_owned).chain([project.to_owned()]);
    named.flat_map(|folder| [real(&folder), folder]).collect()
}

fn real(path: &Path) -> PathBuf {
    fs_err::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

struct UntrustedProject {
    /// Folders that nothing may be started from.
    places: Vec<PathBuf>,
}

impl UntrustedProject {
    /// The value of a variable without what the project could provide; `None` if nothing is left.
    fn without_own(&self, name: &OsStr, value: OsString) -> Option<OsString> {
        let is_one_of = |names: &[&str]| names.iter().any(|one| name.eq_ignore_ascii_case(one));
        if is_one_of(&FOLDERS) {
            let can_be_named = |folder: &PathBuf| std::env::join_paths([folder]).is_ok();
            let folders =
                std::env::split_paths(&value).filter(|folder| self.is_foreign(folder) && can_be_named(folder));
            return std::env::join_paths(folders).ok().filter(|list| !list.is_empty());
        }
        let is_safe = |text: &str| {
            if is_one_of(&PROGRAMS) {
                self.is_safe_file(program_of(text))
            } else {
                !is_one_of(&LOADED) || text.split([' ', '\t', '\n', ':']).all(|file| self.is_safe_file(file))
            }
        };
        is_safe(&value.to_string_lossy()).then_some(value)
    }

    /// Whether this is a name, or a file that the project cannot provide.
    fn is_safe_file(&self, file: &str) -> bool {
        !file.contains(['/', MAIN_SEPARATOR]) || self.is_foreign(Path::new(file))
    }

    fn is_foreign(&self, path: &Path) -> bool {
        let is_own = || self.places.iter().any(|place| path.starts_with(place) || real(path).starts_with(place));
        path.is_absolute() && !is_own()
    }
}

/// The program of a command line, as Go splits it.
fn program_of(line: &str) -> &str {
    let line = line.trim_start();
    match line.chars().next() {
        Some(quote @ ('"' | '\'')) => line.split(quote).nth(1).unwrap_or_default(),
        _ => line.split_whitespace().next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::version::Version;
    use crate::projects::rebuild::Builder;

    #[cfg(unix)]
    fn without_own(name: &str, value: &str) -> Option<String> {
        let project = UntrustedProject { places: vec!["/code/p".into()] };
        project.without_own(OsStr::new(name), value.into()).map(|value| value.into_string().unwrap())
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_found_in_the_project_or_in_a_relative_folder() {
        for (name, value, kept) in [
            ("PATH", ".:bin:/usr/bin::/code/p/bin:/bin:/code/p:/code/px", Some("/usr/bin:/bin:/code/px")),
            ("PATH", "::.", None),
            ("LD_LIBRARY_PATH", ":/opt/lib:lib", Some("/opt/lib")),
            ("GCC_EXEC_PREFIX", "./", None),
            ("CC", "gcc -I./include", Some("gcc -I./include")),
            ("CC", "./cc", None),
            ("CC", "\"bin/c c\" -O", None),
            ("CC", "'/usr/bin/c c' ./x", Some("'/usr/bin/c c' ./x")),
            ("CXX", "/code/p/cc", None),
            ("PKG_CONFIG", "bin/pkg-config", None),
            ("LD_PRELOAD", "libx.so /usr/lib/y.so", Some("libx.so /usr/lib/y.so")),
            ("LD_PRELOAD", "libx.so:./y.so", None),
            ("CGO_CFLAGS", "-I./include", Some("-I./include")),
        ] {
            assert_eq!(without_own(name, value).as_deref(), kept, "{name}={value}");
        }
    }

    #[test]
    fn every_command_is_told_to_ask_no_version_control_system() {
        let command = |version: &str, words: &[&str]| {
            let version = Version::from_name(version).unwrap();
            let go = Builder::new(version, "/go".into(), "linux/amd64".into());
            let words: Vec<OsString> = words.iter().map(OsString::from).collect();
            let command =
                command(UsableGo::unmanaged(&go), Path::new("/code/p"), &words, [("GOCACHEPROG".into(), "x".into())]);
            assert!(command.get_envs().all(|(name, value)| name != "GOCACHEPROG" || value.is_none()));
            command.get_args().map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>()
        };
        for name in ["list", "build", "vet", "test"] {
            assert_eq!(command("go1.27.3", &[name, "./..."]), [name, "-buildvcs=false", "./..."]);
        }
        assert_eq!(command("go1.18", &["list"]), ["list", "-buildvcs=false"]);
        assert_eq!(command("go1.17.13", &["list", "-e"]), ["list", "-e"]);
    }
}
