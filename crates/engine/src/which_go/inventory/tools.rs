//! The programs that `go install` has built on this machine.
use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;

use crate::base::bounded;
use crate::machine::platform::{self, EXECUTABLE};
use crate::which_go::buildinfo::{self, BuildInfo, BuildInfoError};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tool {
    pub path: PathBuf,
    pub build: BuildInfo,
}

/// By name, and the files with unreadable build info. A missing folder has none. Go's own programs are left out.
pub fn tools_in(folder: &Path) -> (Vec<Tool>, Vec<BuildInfoError>) {
    let (mut tools, mut unread) = (Vec::new(), Vec::new());
    let programs = programs_in(folder).unwrap_or_else(|error| {
        unread.push(BuildInfoError { path: folder.to_owned(), defect: error.into() });
        Vec::new()
    });
    for path in programs {
        match buildinfo::read(&path) {
            Ok(build) if is_of_go(&build) => {}
            Ok(build) => tools.push(Tool { path, build }),
            Err(error) if error.is_other_file() => {}
            Err(error) => unread.push(error),
        }
    }
    (tools, unread)
}

impl Tool {
    /// As typed in a terminal.
    pub fn name(&self) -> String {
        platform::program_name(&self.path)
    }
}

fn programs_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let Some(entries) = bounded::if_there(fs::read_dir(folder))? else { return Ok(Vec::new()) };
    let mut programs: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| is_program(path)).collect();
    programs.sort();
    Ok(programs)
}

/// Whether a shell would start it. Backup files of Go and editors (`gopls.exe~`) do not count.
fn is_program(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    name.ends_with(EXECUTABLE) && platform::is_executable(path)
}

/// Go's own programs belong to no module.
fn is_of_go(build: &BuildInfo) -> bool {
    build.main.is_none() && build.package.starts_with("cmd/")
}
