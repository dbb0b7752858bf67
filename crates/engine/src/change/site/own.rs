//! Upgo's own programs on this machine, and who updates them.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::Site;
use crate::machine::effect::parent;
use crate::machine::{fault, platform};
use crate::store::own_programs::{OwnPrograms, Owner, own_names};

/// The key in which the installer for Windows records its folder.
const INSTALLED: &str = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Upgo";
/// What Linux appends to the path of a running program that was replaced.
const REPLACED: &str = " (deleted)";

impl Site {
    /// `None` if the system does not say which program this is.
    pub(crate) fn own_programs(&self) -> Option<OwnPrograms> {
        let this = self.program_of_test().or_else(|| std::env::current_exe().ok())?;
        let is_own_registry = self.setup.test_registry().is_none();
        let installed = self.setup.registry.text(INSTALLED, "InstallLocation").filter(|_| is_own_registry);
        Some(OwnPrograms::locate(&before_replacement(this), self.home(), installed.as_deref().map(Path::new)))
    }

    /// `None` if Upgo updates itself.
    pub(crate) fn owner(&self) -> Option<Owner> {
        let Some(OwnPrograms { command, desktop }) = self.own_programs() else { return Some(Owner::ReadOnly) };
        let mut programs = std::iter::once(command).chain(desktop);
        programs.find_map(|program| {
            let access = platform::access(parent(&program));
            Owner::of(&program, &|name| self.variable(name), &|path| path.exists(), access)
        })
    }

    pub(crate) fn variables(&self) -> &BTreeMap<OsString, OsString> {
        &self.setup.variables
    }

    /// The command line in the folder of a test, which only a test build reads.
    fn program_of_test(&self) -> Option<PathBuf> {
        let folder = self.variable("UPGO_TEST_PROGRAMS").filter(|_| fault::ARMED)?;
        let [command, ..] = own_names();
        Some(PathBuf::from(folder).join(command)).filter(|program| program.is_file())
    }
}

/// The path of a running program, even if another version has taken its place.
fn before_replacement(program: PathBuf) -> PathBuf {
    match program.to_str().and_then(|text| text.strip_suffix(REPLACED)) {
        Some(path) if !program.exists() => PathBuf::from(path),
        _ => program,
    }
}
