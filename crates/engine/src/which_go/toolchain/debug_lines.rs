//! The `//go:debug` lines in a module's main packages, in every file that Go may build for some system.
//! Source: <https://github.com/golang/go/blob/master/src/cmd/go/internal/load/godebug.go> (`ParseGoDebug`).
use std::io::Read as _;
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::go_source::{Beginning, beginning};
use crate::base::bounded;
use crate::base::report::{Cancel, Cancelled};

const ENTRIES: usize = 100_000;
const DEPTH: usize = 64;
/// The bytes that are read of a file at first. Most package clauses are in them.
const USUAL: u64 = 4 << 10;
/// The most bytes that are read of a file. The lines are before its package clause.
const BEGINNING: u64 = 64 << 10;
const LINES: usize = 1_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DebugProgram {
    pub folder: PathBuf,
    /// In the order in which Go reads them.
    pub settings: Vec<(String, String)>,
}

/// The main packages with `//go:debug` lines in the module at `root`, by folder. Links are not followed, and other modules
/// in it are left out, as are the folders that `./...` leaves out.
pub fn debug_programs(root: &Path, cancel: &Cancel) -> Result<Vec<DebugProgram>, Cancelled> {
    let (mut programs, mut left) = (Vec::new(), ENTRIES);
    let mut folders = vec![(root.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        let mut files = Vec::new();
        let mut inner = Vec::new();
        let mut is_other_module = false;
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            cancel.check()?;
            left = left.saturating_sub(1);
            let (Ok(kind), name) = (entry.file_type(), entry.file_name()) else { continue };
            let name = name.to_string_lossy();
            is_other_module |= depth > 0 && name == "go.mod";
            if left == 0 || name.starts_with(['.', '_']) {
                continue;
            }
            if kind.is_dir() && depth < DEPTH && !matches!(&*name, "testdata" | "vendor" | "node_modules") {
                inner.push((entry.path(), depth + 1));
            } else if kind.is_file() && name.strip_suffix(".go").is_some_and(|stem| !stem.ends_with("_test")) {
                files.push(entry.path());
            }
        }
        if is_other_module {
            continue;
        }
        folders.append(&mut inner);
        files.sort(); // Go reads them in this order, and the last line wins
        let mut settings = Vec::new();
        for file in files {
            cancel.check()?;
            settings.extend(settings_in(&file));
        }
        settings.truncate(LINES);
        if !settings.is_empty() {
            programs.push(DebugProgram { folder, settings });
        }
    }
    programs.sort_by(|one, other| one.folder.cmp(&other.folder));
    Ok(programs)
}

/// The settings in a file of a main package; none in any other file.
fn settings_in(file: &Path) -> Vec<(String, String)> {
    let Ok(mut file) = bounded::open(file) else { return Vec::new() };
    let mut bytes = Vec::new();
    for limit in [USUAL, BEGINNING] {
        let wanted = limit.saturating_sub(bytes.len() as u64);
        let Ok(read) = file.by_ref().take(wanted).read_to_end(&mut bytes) else { return Vec::new() };
        let is_whole = (read as u64) < wanted;
        let text = String::from_utf8_lossy(&bytes);
        let complete = if is_whole { &*text } else { text.rsplit_once('\n').map_or("", |(lines, _)| lines) };
        if is_whole || beginning(complete).is_some() {
            return settings_of(complete);
        }
    }
    Vec::new()
}

pub(super) fn settings_of(text: &str) -> Vec<(String, String)> {
    let Some(Beginning { package: "main", comments }) = beginning(text) else { return Vec::new() };
    if comments.iter().any(|comment| is_never_built(comment)) {
        return Vec::new();
    }
    comments.into_iter().filter_map(setting).collect()
}

/// Whether the comment keeps the file out of every build. Other constraints depend on the build.
fn is_never_built(comment: &str) -> bool {
    comment.strip_prefix("//go:build").is_some_and(|constraint| constraint.trim() == "ignore")
}

/// The setting in a `//go:debug` line. Go ignores a malformed one here, and refuses it when it builds.
fn setting(comment: &str) -> Option<(String, String)> {
    let rest = comment.strip_prefix("//go:debug")?;
    let (key, value) = rest.get(rest.find([' ', '\t'])?..)?.trim().split_once('=')?;
    let is_plain = |text: &str| !text.contains([' ', '\t', ',']);
    (is_plain(key) && is_plain(value)).then(|| (key.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_before_the_package_clause_of_a_main_package_count() {
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        for (text, expected) in [
            ("//go:debug panicnil=1\npackage main\n", vec![pair("panicnil", "1")]),
            ("// x\n  //go:debug a=1\n\n//go:debug\tb=\n/* y */ package main", vec![pair("a", "1"), pair("b", "")]),
            ("package main\n//go:debug panicnil=1\n", vec![]),
            ("//go:debug panicnil=1\npackage other\n", vec![]),
            ("//go:build ignore\n\n//go:debug panicnil=1\npackage main\n", vec![]),
            ("//go:build linux\n\n//go:debug panicnil=1\npackage main\n", vec![pair("panicnil", "1")]),
            ("//go:debug\n//go:debug a\n//go:debug a=b c\n//go:debug a=1,b=2\npackage main\n", vec![]),
            ("/* //go:debug panicnil=1 */\npackage main\n", vec![]),
        ] {
            assert_eq!(settings_of(text), expected, "{text:?}");
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
    fn a_module_is_searched_without_other_modules_tests_and_vendored_code() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        let main = "//go:debug a=1\npackage main\n";
        write("go.mod", "module m\n");
        write("cmd/one/z.go", "//go:debug a=2\npackage main\n");
        write("cmd/one/a.go", main);
        write("cmd/long/main.go", &format!("{}{main}", "// a line of a licence\n".repeat(1_000)));
        write("cmd/longest/main.go", &format!("{}{main}", "// a line of a licence\n".repeat(10_000)));
        for left_out in [
            "cmd/two/main_test.go",
            "cmd/three/_x.go",
            "cmd/four/.x.go",
            "testdata/main.go",
            "vendor/example.com/x/main.go",
            "node_modules/x/main.go",
            ".git/main.go",
            "_old/main.go",
            "other/main.go",
            "other/deep/main.go",
        ] {
            write(left_out, main);
        }
        write("other/go.mod", "module other\n");
        let found = debug_programs(folder.path(), &Cancel::default()).unwrap();
        let program = |name: &str, values: &[&str]| DebugProgram {
            folder: folder.path().join("cmd").join(name),
            settings: values.iter().map(|value| ("a".to_owned(), (*value).to_owned())).collect(),
        };
        assert_eq!(found, [program("long", &["1"]), program("one", &["1", "2"])], "64 KiB of comments are enough");
    }
}
