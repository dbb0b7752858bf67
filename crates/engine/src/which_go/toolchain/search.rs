//! How a shell and Go itself find a program on PATH.
use std::path::{Path, PathBuf};

use super::{Files, Machine, Terminal};
use crate::environment::{SearchFolder, Syntax};

/// Without PATHEXT, as in Go: <https://github.com/golang/go/blob/master/src/os/exec/lp_windows.go>.
const ENDINGS: &str = ".com;.exe;.bat;.cmd";

impl Terminal {
    /// In the order in which they are tried. Unix programs have none.
    pub(crate) fn endings(&self) -> Vec<String> {
        if self.syntax == Syntax::Unix {
            return vec![String::new()];
        }
        let named = self.variables.get("PATHEXT").map(|variable| variable.value.to_string_lossy().to_lowercase());
        let list = named.unwrap_or_else(|| ENDINGS.to_owned());
        let endings = list.split(';').filter(|ending| !ending.is_empty());
        endings.map(|ending| if ending.starts_with('.') { ending.to_owned() } else { format!(".{ending}") }).collect()
    }
}

pub(crate) fn in_folder(terminal: &Terminal, files: &dyn Files, folder: &Path, name: &str) -> Option<PathBuf> {
    let paths = terminal.endings().into_iter().map(|ending| folder.join(format!("{name}{ending}")));
    paths.into_iter().find(|path| files.is_program(path))
}

/// Every folder of PATH that contains a program `name`, each with the file that a shell starts there.
pub(crate) fn on_path<'a>(
    machine: &'a Machine<'_>,
    name: &'a str,
) -> impl Iterator<Item = (&'a SearchFolder, PathBuf)> {
    let terminal = &machine.terminal;
    let found = move |place: &'a SearchFolder| {
        Some((place, in_folder(terminal, machine.files, &machine.seen_from_terminal(&place.folder), name)?))
    };
    terminal.path.iter().filter_map(found)
}

/// The program `name` as the `go` command finds it. Go does not accept relative folders. On Windows it also accepts a
/// file whose name is complete already, because the `.3` of `go1.27.3` counts as an extension.
pub(crate) fn as_go_does(machine: &Machine<'_>, name: &str) -> Option<PathBuf> {
    let whole = |folder: &Path| {
        let path = folder.join(name);
        let counts = machine.terminal.syntax == Syntax::Windows && name.contains('.') && machine.files.is_file(&path);
        counts.then_some(path)
    };
    let found = machine.terminal.path.iter().find_map(|SearchFolder { folder, .. }| {
        let from_here = machine.seen_from_terminal(folder);
        let found = whole(&from_here).or_else(|| in_folder(&machine.terminal, machine.files, &from_here, name));
        found.map(|path| (machine.is_full(folder), path))
    });
    // A program in a relative folder ends the search and is not used.
    found.filter(|(is_full, _)| *is_full).map(|(_, path)| path)
}
