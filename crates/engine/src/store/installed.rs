use std::cmp::Reverse;
use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::Receipt;
use crate::base::bounded;
use crate::base::version::Version;
use crate::machine::home::Home;
use crate::machine::platform::{self, EXECUTABLE};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installed {
    /// Also the name of its folder.
    pub version: Version,
    pub root: PathBuf,
    pub receipt: Option<Receipt>,
}

/// Newest first. Folders without a Go toolchain are left out.
pub fn installed(home: &Home) -> io::Result<Vec<Installed>> {
    let mut installed = without_receipts(home)?;
    for toolchain in &mut installed {
        toolchain.receipt = Receipt::read(home, &toolchain.version);
    }
    Ok(installed)
}

/// For callers that need no receipts, which are a file each.
pub fn without_receipts(home: &Home) -> io::Result<Vec<Installed>> {
    let trees = folders(home)?.into_iter().map(|version| (home.toolchain(&version), version));
    let whole = trees.filter(|(root, _)| is_whole(root));
    Ok(whole.map(|(root, version)| Installed { version, root, receipt: None }).collect())
}

/// The versions in the store whose programs something removed or changed, newest first.
pub fn damaged(home: &Home) -> io::Result<Vec<Version>> {
    Ok(folders(home)?.into_iter().filter(|version| !is_whole(&home.toolchain(version))).collect())
}

/// The versions that have a name in the store, newest first, whatever is there.
pub fn folders(home: &Home) -> io::Result<Vec<Version>> {
    let Some(entries) = bounded::if_there(fs::read_dir(home.toolchains()))? else { return Ok(Vec::new()) };
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let names: Vec<String> = names.collect::<io::Result<_>>()?;
    let mut versions: Vec<Version> = names.iter().filter_map(|name| Version::from_name(name).ok()).collect();
    versions.sort_by_key(|version| Reverse(version.clone()));
    Ok(versions)
}

/// Whether a folder has a Go that may start, with its tools: what "installed" means. Only `verify` compares contents.
pub fn is_whole(root: &Path) -> bool {
    may_start(&root.join("bin").join(format!("go{EXECUTABLE}"))) && tools(root).all(|tool| may_start(&tool))
}

/// Whether a folder looks like a Go tree, whoever put it there.
pub fn is_go(root: &Path) -> bool {
    root.join("bin").join(format!("go{EXECUTABLE}")).is_file()
}

/// Whether there is a program that the system would start, by its size and mode alone.
pub(super) fn may_start(program: &Path) -> bool {
    platform::is_executable(program) && program.metadata().is_ok_and(|found| found.len() > 0)
}

/// Each folder of a target in `pkg/tool` has a compiler, an assembler and a linker, or, before Go 1.5, none of these.
fn tools(root: &Path) -> impl Iterator<Item = PathBuf> {
    const NEEDED: [&str; 3] = ["compile", "asm", "link"];
    let entries = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries(&root.join("pkg").join("tool")).flat_map(move |folder| {
        let mut tools: Vec<PathBuf> = entries(&folder).filter(|tool| !tool.is_dir()).collect();
        let needed = NEEDED.map(|name| folder.join(format!("{name}{EXECUTABLE}")));
        if needed.iter().any(|tool| tool.symlink_metadata().is_ok()) {
            tools.extend(needed);
        }
        tools
    })
}

/// Whether the switch may select `version`: it is in the store, or it is `None`.
pub fn has(home: &Home, version: Option<&Version>) -> bool {
    version.is_none_or(|version| is_whole(&home.toolchain(version)))
}

/// Go's own file has less than a hundred bytes.
const VERSION_MAX: u64 = 64 << 10;

/// `None` if there is no `VERSION` file, or if it names no release.
pub fn read_version(root: &Path) -> Option<Version> {
    let text = bounded::read_text(&root.join("VERSION"), VERSION_MAX).ok()?;
    Version::from_toolchain(text.lines().next()?.trim()).ok()
}
