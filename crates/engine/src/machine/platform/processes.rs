//! The programs that run from a folder.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{os, program_name};
use crate::base::paths::real;

/// A running program, with one or more processes.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct RunningProgram {
    /// The name of its file, without the suffix that Windows appends.
    pub name: String,
    pub pids: Vec<u32>,
}

impl fmt::Display for RunningProgram {
    /// `compile (processes 9020, 11408)`.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pids: Vec<String> = self.pids.iter().map(u32::to_string).collect();
        let unit = if pids.len() == 1 { "process" } else { "processes" };
        write!(to, "{} ({unit} {})", self.name, pids.join(", "))
    }
}

/// Whether the process `pid` may have written a file that was last written at `written`. The system reuses the ID of a
/// process that has ended; the process that gets it started later.
pub fn may_have_written(pid: u32, written: Option<SystemTime>) -> bool {
    let is_later = |started: SystemTime| {
        let latest = written.and_then(|written| written.checked_add(os::START_PRECISION));
        latest.is_some_and(|latest| started > latest)
    };
    os::is_running(pid) && !os::started(pid).is_some_and(is_later)
}

/// Those that this account can inspect; empty on systems that do not list them (macOS).
#[derive(Clone, Debug, Default)]
pub struct Processes(Vec<(u32, PathBuf)>);

impl Processes {
    pub fn now() -> Self {
        Self(os::processes())
    }

    /// The start time of the oldest process whose program has one of these names, ignoring letter case. `None` if there
    /// is no such process, and `Some(None)` if its start time is unknown.
    pub fn oldest(&self, names: &[&str]) -> Option<Option<SystemTime>> {
        let is_called = |program: &Path| {
            let called = program_name(program).to_lowercase();
            names.iter().any(|name| name.to_lowercase() == called)
        };
        let called = self.0.iter().filter(|(_, program)| is_called(program));
        let started: Vec<Option<SystemTime>> = called.map(|(pid, _)| os::started(*pid)).collect();
        if started.is_empty() { None } else { Some(started.into_iter().flatten().min()) }
    }

    /// The programs that run from `folder` or below it, by name.
    pub(crate) fn running_from(&self, folder: &Path) -> Vec<RunningProgram> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let folder = os::comparable(&real(folder));
        let mut programs: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (pid, program) in &self.0 {
            if os::comparable(program).starts_with(&folder) {
                programs.entry(program_name(program)).or_default().push(*pid);
            }
        }
        programs.into_iter().map(|(name, pids)| RunningProgram { name, pids }).collect()
    }

    /// The program with this name, wherever it is, ignoring letter case.
    pub fn called(&self, name: &str) -> Vec<RunningProgram> {
        let called = |program: &Path| program_name(program).eq_ignore_ascii_case(name);
        let pids: Vec<u32> = self.0.iter().filter(|(_, program)| called(program)).map(|(pid, _)| *pid).collect();
        if pids.is_empty() { Vec::new() } else { vec![RunningProgram { name: name.to_owned(), pids }] }
    }

    pub fn still(&self, mut programs: Vec<RunningProgram>) -> Vec<RunningProgram> {
        let pids: BTreeSet<u32> = self.0.iter().map(|(pid, _)| *pid).collect();
        for program in &mut programs {
            program.pids.retain(|pid| pids.contains(pid));
        }
        programs.retain(|program| !program.pids.is_empty());
        programs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_program_by_its_folder() {
        let me = std::env::current_exe().unwrap();
        let folder = me.parent().unwrap();
        let processes = Processes::now();
        if processes.0.is_empty() {
            println!("SKIPPED: this system does not list running programs");
            return;
        }
        let name = me.file_stem().unwrap().to_string_lossy().into_owned();
        let found = processes.running_from(folder);
        let mine = found.iter().find(|program| program.name == name);
        assert!(mine.is_some_and(|mine| mine.pids.contains(&std::process::id())), "{found:?}");
        assert!(processes.running_from(&folder.join("elsewhere")).is_empty());
        let started = processes.oldest(&[&name.to_uppercase()]).unwrap().unwrap();
        let age = SystemTime::now().duration_since(started).unwrap_or_default();
        assert!(age.as_secs() < 3600, "{age:?}");
        assert_eq!(processes.oldest(&["no such program"]), None);
    }

    #[test]
    fn finds_a_program_by_its_name() {
        let program = format!("Code{}", os::EXECUTABLE);
        let processes = Processes(vec![(7, PathBuf::from("/opt/code").join(program))]);
        assert!(processes.oldest(&["codium", "code"]).is_some());
        assert!(processes.oldest(&["cod", "opt"]).is_none());
        assert_eq!(processes.called("code"), [RunningProgram { name: "code".into(), pids: vec![7] }]);
        assert_eq!(processes.called("cod"), []);
    }

    #[test]
    fn a_folder_with_a_longer_name_does_not_match() {
        let root = std::env::temp_dir();
        let processes = Processes(vec![(7, root.join("go1.27.30").join("bin").join("gofmt"))]);
        assert!(processes.running_from(&root.join("go1.27.3")).is_empty());
        let found = processes.running_from(&root.join("go1.27.30"));
        assert_eq!(found, [RunningProgram { name: "gofmt".into(), pids: vec![7] }]);
    }

    #[test]
    fn launchers_do_not_count_as_running_but_every_program_of_a_toolchain_does() {
        let home = std::env::temp_dir().join("Jörg 测试 x");
        let tree = home.join("toolchains").join("go1.27.3");
        let program = |folder: &Path, name: &str| folder.join(format!("{name}{}", os::EXECUTABLE));
        let (bin, tool) = (tree.join("bin"), tree.join("pkg").join("tool").join("windows_amd64"));
        let processes = Processes(vec![
            (1, program(&home.join("bin"), "go")),
            (2, program(&home.join("bin"), "go1.27.3")),
            (3, program(&bin, "go")),
            (4, program(&tool, "compile")),
            (5, program(&bin, "gopls")),
            (6, program(&tool, "compile")),
            (7, program(&home.join("toolchains").join("go1.26.6").join("bin"), "go")),
        ]);
        let found = processes.running_from(&tree).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(found, ["compile (processes 4, 6)", "go (process 3)", "gopls (process 5)"]);
    }
}
