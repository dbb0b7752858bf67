//! Programs that start another Go: the shims of version managers, and scripts.
use std::path::{Path, PathBuf};

use super::Machine;
use super::program::{Starter, tree_of};
use crate::which_go::inventory::{Origin, places};

/// A version manager whose shim reads files in the folder where it is started.
struct Manager {
    /// The origin of its trees. Its shims contain its name, or are links to a program of that name.
    origin: Origin,
    variable: &'static str,
    /// The files that name it, each with the word before it (none if the file contains nothing else).
    files: &'static [(&'static str, &'static str)],
}

/// Sources: <https://asdf-vm.com/manage/configuration.html>, <https://github.com/asdf-community/asdf-golang>,
/// <https://github.com/go-nv/goenv/blob/master/COMMANDS.md>, <https://mise.jdx.dev/dev-tools/shims.html>.
const MANAGERS: [Manager; 3] = [
    Manager { origin: Origin::Asdf, variable: "ASDF_GOLANG_VERSION", files: &[(".tool-versions", "golang")] },
    Manager { origin: Origin::Goenv, variable: "GOENV_VERSION", files: &[(".go-version", ""), (".goenv/version", "")] },
    Manager {
        origin: Origin::Mise,
        variable: "MISE_GO_VERSION",
        files: &[(".tool-versions", "go"), (".tool-versions", "golang")],
    },
];

/// A script that starts another program is short.
const SCRIPT_MAX: usize = 16 << 10;

/// The launcher at `path`, and the tree that it starts, as far as files name it; `None` if it is not a shim.
pub(super) fn read(machine: &Machine<'_>, path: &Path) -> Option<(Starter, Option<PathBuf>)> {
    if let Some(text) = machine.files.read(&path.with_extension("shim")) {
        let program = program_in(&text).filter(|program| machine.is_full(program));
        return Some((Starter::Shim(Origin::Scoop.name()), program.and_then(|program| tree_of(machine, program))));
    }
    let real = machine.files.real(path);
    let text = machine.files.read(path).filter(|text| text.len() <= SCRIPT_MAX && !text.contains('\0'));
    let is_of = |manager: &&Manager| {
        let name = manager.origin.name();
        let is_program = real.file_stem().is_some_and(|stem| stem == name);
        is_program || text.as_ref().is_some_and(|text| text.contains(name))
    };
    if let Some(manager) = MANAGERS.iter().find(is_of) {
        return Some((Starter::Shim(manager.origin.name()), manager.chosen(machine)));
    }
    Some((Starter::Script, named(machine, &text?)))
}

/// The tree of the first `go` that a text names with its full path.
fn named(machine: &Machine<'_>, text: &str) -> Option<PathBuf> {
    let words = text.split(['"', '\'', '\n', '\r']).flat_map(|part| [part, part.split(' ').next().unwrap_or_default()]);
    let programs = words.map(|word| Path::new(word.trim()));
    programs.filter(|program| machine.is_full(program)).find_map(|program| tree_of(machine, program))
}

impl Manager {
    fn chosen(&self, machine: &Machine<'_>) -> Option<PathBuf> {
        let version = machine.variable(self.variable).or_else(|| self.version_in_files(machine))?;
        let tree = self.tree(machine, &version)?;
        machine.files.is_file(&tree.join("VERSION")).then_some(tree)
    }

    /// The version named by its nearest file, otherwise by the user's own.
    fn version_in_files(&self, machine: &Machine<'_>) -> Option<String> {
        let user = machine.user();
        let above = machine.terminal.folder.iter().flat_map(|folder| folder.ancestors());
        let mut folders = above.chain(user.as_deref());
        folders.find_map(|folder| {
            self.files.iter().find_map(|(file, word)| version_after(&machine.files.read(&folder.join(file))?, word))
        })
    }

    fn tree(&self, machine: &Machine<'_>, version: &str) -> Option<PathBuf> {
        let variables = |name: &str| machine.folder_of(name).map(PathBuf::into_os_string);
        let user = machine.user();
        let mut trees = places().iter().filter(|place| place.origin == self.origin).flat_map(|place| place.trees);
        trees.find_map(|tree| tree.named(&variables, user.as_deref(), version))
    }
}

/// The first version in a text, on the line that begins with `word`.
pub(super) fn version_after(text: &str, word: &str) -> Option<String> {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    let mut versions = lines.filter_map(|line| line.strip_prefix(word)).filter_map(|rest| {
        let is_whole = word.is_empty() || rest.starts_with([' ', '\t']);
        rest.split_whitespace().next().filter(|_| is_whole)
    });
    versions.next().filter(|version| version.starts_with(|first: char| first.is_ascii_digit())).map(str::to_owned)
}

/// The program that a Scoop shim starts, from the file next to it: `path = "C:\…\go.exe"`
/// (<https://github.com/ScoopInstaller/Shim>).
pub(super) fn program_in(text: &str) -> Option<&Path> {
    let mut lines = text.trim_start_matches('\u{feff}').lines().filter_map(|line| line.split_once('='));
    let (_, value) = lines.find(|(name, _)| name.trim() == "path")?;
    Some(Path::new(value.trim().trim_matches('"')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::which_go::toolchain::VARIABLES;

    #[test]
    fn a_terminal_has_the_variables_that_name_the_folders_of_managers() {
        for manager in MANAGERS {
            assert!(VARIABLES.contains(&manager.variable));
            let trees: Vec<_> =
                places().iter().filter(|place| place.origin == manager.origin).flat_map(|place| place.trees).collect();
            assert!(!trees.is_empty(), "{}", manager.origin);
            for tree in trees {
                let name = tree.0.strip_prefix('%').and_then(|named| named.split('%').next());
                assert!(name.is_none_or(|name| VARIABLES.contains(&name)), "{tree:?}");
            }
        }
    }
}
