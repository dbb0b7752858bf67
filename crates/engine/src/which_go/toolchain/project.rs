//! The module or workspace of a folder, and its requirements on Go.
//! Sources: <https://github.com/golang/go/blob/master/src/cmd/go/internal/modload/init.go> (which file),
//! <https://github.com/golang/go/blob/master/src/cmd/go/internal/gover/gomod.go> (which line).
use std::path::{Path, PathBuf};

use super::{EffectiveSettings, GoError, GoFile, Machine};
use crate::base::paths::clean;
use crate::environment::Syntax;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// The nearest `go.mod`.
    pub module: Option<GoFile>,
    pub work: Option<GoFile>,
    pub bad_work: Option<GoError>,
}

impl Project {
    /// The project of the terminal's folder; `root` is the tree of the `go` that searches.
    pub(crate) fn find(machine: &Machine<'_>, settings: &EffectiveSettings, root: Option<&Path>) -> Self {
        let Some(folder) = machine.terminal.folder.as_deref() else { return Self::default() };
        let module = folder.ancestors().map(|folder| folder.join("go.mod")).find(|path| machine.files.is_file(path));
        // Go ignores a go.mod in the folder for temporary files, because tests create folders there.
        let module = module.filter(|path| path.parent() != temporary(machine).as_deref());
        let (work, bad_work) = match work_file(machine, settings, folder, root) {
            Ok(work) => (work, None),
            Err(refusal) => (None, Some(refusal)),
        };
        let read = |path, is_work| GoFile::read(machine, path, is_work);
        Self { module: module.map(|path| read(path, false)), work: work.map(|path| read(path, true)), bad_work }
    }

    /// The file whose lines count: a workspace overrides its modules.
    pub fn deciding(&self) -> Option<&GoFile> {
        self.work.as_ref().or(self.module.as_ref())
    }
}

fn work_file(
    machine: &Machine<'_>,
    settings: &EffectiveSettings,
    folder: &Path,
    root: Option<&Path>,
) -> Result<Option<PathBuf>, GoError> {
    let named = match settings.value("GOWORK") {
        Some(off) if off == "off" => return Ok(None),
        Some(named) if named != "auto" => PathBuf::from(named),
        _ => return Ok(nearest_work(machine, folder, root)),
    };
    match (machine.is_full(&named), machine.files.is_file(&named)) {
        (false, _) => Err(GoError::RelativeWork(named)),
        (true, false) if machine.files.is_folder(&named) => {
            let named = named.display();
            let says = format!("read {named}: is a directory");
            let what = say!(GoworkIsFolder { path: named.to_string() });
            Err(GoError::Variable { name: "GOWORK", says, what })
        }
        (true, false) => Err(GoError::MissingWork { shown: named.display().to_string(), path: named }),
        (true, true) => Ok(Some(named)),
    }
}

/// The nearest `go.work`; the upward search ends at the tree of Go.
fn nearest_work(machine: &Machine<'_>, folder: &Path, root: Option<&Path>) -> Option<PathBuf> {
    let is_tree = |folder: &Path| root.is_some_and(|root| root == folder);
    let mut folders = folder.ancestors().enumerate().take_while(|(up, folder)| *up == 0 || !is_tree(folder));
    folders.find_map(|(_, folder)| Some(folder.join("go.work")).filter(|path| machine.files.is_file(path)))
}

/// The folder for temporary files, as Go's `os.TempDir`.
pub(crate) fn temporary(machine: &Machine<'_>) -> Option<PathBuf> {
    match machine.terminal.syntax {
        Syntax::Unix => {
            Some(machine.variable("TMPDIR").map_or_else(|| "/tmp".into(), |folder| clean(Path::new(&folder))))
        }
        Syntax::Windows => ["TMP", "TEMP"].iter().find_map(|name| machine.folder_of(name)),
    }
}
