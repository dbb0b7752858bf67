//! The limits and the folders of a program, and the processes that remain of it.
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;
use upgo_engine::base::report::Cancel;
use upgo_engine::machine::effect::{ConfinedEnd, Stream, run_confined};
use upgo_engine::machine::platform::{Confinement, HeldFolder, Hold, Whose};

use super::program::{FOLDER, program};

/// In the environment of every process of one test, which so finds what remains.
pub(super) const MARK: &str = "UPGO_TEST_CONFINED_MARK";

/// Longer than any test takes.
pub(super) const LONG: Duration = Duration::from_mins(5);

pub(super) const MIB: u64 = 1 << 20;

pub(super) fn limits(folder: &Path) -> Confinement {
    let folder = HeldFolder::open(folder).unwrap();
    Confinement { may_write: vec![folder], of: Whose::Project, memory_bytes: 1024 * MIB, processes: 16, cores: 2 }
}

pub(super) fn run(
    command: &mut Command,
    limits: &Confinement,
    cancel: &Cancel,
    mut hear: impl FnMut(Stream, &str),
) -> ConfinedEnd {
    run_confined(command, limits, LONG, cancel, &mut hear).unwrap()
}

/// A folder, with a mark that no other test has.
pub(super) struct Lab {
    pub(super) folder: TempDir,
    pub(super) mark: String,
}

impl Lab {
    pub(super) fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("upgo confined ü").tempdir().unwrap();
        let mark = folder.path().file_name().unwrap().to_string_lossy().into_owned();
        std::fs::create_dir(folder.path().join("own")).unwrap();
        std::fs::create_dir(folder.path().join("other")).unwrap();
        Self { folder, mark }
    }

    pub(super) fn program(&self, what: &str) -> Command {
        let mut program = program(what);
        program.env(MARK, &self.mark).env(FOLDER, self.folder.path().join("other"));
        program.current_dir(self.own());
        program
    }

    pub(super) fn own(&self) -> PathBuf {
        self.folder.path().join("own")
    }

    pub(super) fn limits(&self) -> Confinement {
        limits(&self.own())
    }

    /// Runs it, and collects its lines.
    pub(super) fn run(&self, what: &str, limits: &Confinement) -> (ConfinedEnd, Vec<String>) {
        let mut lines = Vec::new();
        let end = run(&mut self.program(what), limits, &Cancel::default(), |_, line| lines.push(line.to_owned()));
        assert_eq!(self.remaining(), [""; 0], "{end:?}");
        (end, lines)
    }

    /// The processes of this test that still run.
    #[cfg(target_os = "linux")]
    pub(super) fn remaining(&self) -> Vec<String> {
        let mark = format!("{MARK}={}", self.mark);
        let processes = std::fs::read_dir("/proc").unwrap().flatten();
        // an ended process has no environment
        let is_marked = |folder: &Path| {
            std::fs::read(folder.join("environ"))
                .is_ok_and(|variables| variables.split(|byte| *byte == 0).any(|variable| variable == mark.as_bytes()))
        };
        let marked = processes.filter(|process| is_marked(&process.path()));
        marked.map(|process| process.file_name().to_string_lossy().into_owned()).collect()
    }

    #[cfg(not(target_os = "linux"))]
    #[expect(clippy::unused_self, reason = "only Linux shows the environment of processes")]
    pub(super) fn remaining(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Whether a limit holds here. Wine has job objects without limits.
pub(super) fn holds(hold: Hold, what: &str) -> bool {
    let holds = hold != Hold::No && !upgo_testkit::is_wine();
    if !holds {
        println!("SKIPPED: this system does not limit {what}");
    }
    holds
}
