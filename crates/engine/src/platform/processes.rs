//! Which programs run from below a folder.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{os, program_name};

/// A program that runs, perhaps several times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct RunningProgram {
    /// The name of its file, without what Windows appends to it.
    pub name: String,
    /// Its processes.
    pub pids: Vec<u32>,
}

/// The processes of this moment, as far as this account may look at them. On systems that do not tell (macOS) there are
/// none.
#[derive(Clone, Debug, Default)]
pub struct Processes(Vec<(u32, PathBuf)>);

impl Processes {
    /// Looks.
    pub fn now() -> Self {
        Self(os::processes())
    }

    /// Whether a program runs that has one of these names, in small letters.
    pub fn runs_any(&self, names: &[&str]) -> bool {
        let name = |program: &Path| program_name(program).to_lowercase();
        self.0.iter().any(|(_, program)| names.contains(&name(program).as_str()))
    }

    /// The programs that run from below `folder`, by name.
    pub fn running_from(&self, folder: &Path) -> Vec<RunningProgram> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let folder = os::comparable(&fs_err::canonicalize(folder).unwrap_or_else(|_| folder.to_owned()));
        let mut programs: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (pid, program) in &self.0 {
            if os::comparable(program).starts_with(&folder) {
                programs.entry(program_name(program)).or_default().push(*pid);
            }
        }
        programs.into_iter().map(|(name, pids)| RunningProgram { name, pids }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_found_by_the_folder_that_it_runs_from() {
        let me = std::env::current_exe().unwrap();
        let folder = me.parent().unwrap();
        let processes = Processes::now();
        if processes.0.is_empty() {
            println!("SKIPPED: this system does not tell which programs run");
            return;
        }
        let name = me.file_stem().unwrap().to_string_lossy().into_owned();
        let found = processes.running_from(folder);
        let mine = found.iter().find(|program| program.name == name);
        assert!(mine.is_some_and(|mine| mine.pids.contains(&std::process::id())), "{found:?}");
        assert!(processes.running_from(&folder.join("elsewhere")).is_empty());
    }

    #[test]
    fn a_program_is_found_by_its_name() {
        let program = format!("Code{}", os::EXECUTABLE);
        let processes = Processes(vec![(7, PathBuf::from("/opt/code").join(program))]);
        assert!(processes.runs_any(&["codium", "code"]));
        assert!(!processes.runs_any(&["cod", "opt"]));
    }

    #[test]
    fn a_folder_whose_name_only_begins_the_same_is_another() {
        let root = std::env::temp_dir();
        let processes = Processes(vec![(7, root.join("go1.27.30").join("bin").join("gofmt"))]);
        assert!(processes.running_from(&root.join("go1.27.3")).is_empty());
        let found = processes.running_from(&root.join("go1.27.30"));
        assert_eq!(found, [RunningProgram { name: "gofmt".into(), pids: vec![7] }]);
    }
}
