//! Variables of a shell that somebody prepared on purpose, where Upgo's folder overtakes nothing. Editors have none
//! here: all their terminals have such variables, and they repeat the choice after the startup files. Nor have version
//! managers, which startup files start in each shell (ADR 73).
use super::script::ShellLanguage;

/// Upgo's own, for the programs that `upgo exec` and `upgo shell` start.
pub const UPGO_SHELL: &str = "UPGO_SHELL";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prepares {
    /// If it is set.
    Always,
    /// If it names a folder with a `bin/go`. Many have one without it, such as Conda's base environment, in each terminal.
    WithGo,
}

pub const PREPARED: [(&str, Prepares); 9] = [
    (UPGO_SHELL, Prepares::Always),
    ("DIRENV_DIR", Prepares::Always),
    ("IN_NIX_SHELL", Prepares::Always),
    ("DEVBOX_SHELL_ENABLED", Prepares::Always),
    ("GUIX_ENVIRONMENT", Prepares::Always),
    ("FLOX_ENV", Prepares::WithGo),
    ("HERMIT_ENV", Prepares::WithGo),
    ("VIRTUAL_ENV", Prepares::WithGo),
    ("CONDA_PREFIX", Prepares::WithGo),
];

impl ShellLanguage {
    /// The condition that somebody prepared the shell. It starts no program.
    pub(super) fn is_prepared(self) -> String {
        match self {
            Self::Posix => {
                let set = each(Prepares::Always, |name| format!("${{{name}-}}"));
                let folders = each(Prepares::WithGo, |name| format!(" || [ -x \"${{{name}:-/dev/null}}/bin/go\" ]"));
                format!("[ -n \"{set}\" ]{folders}")
            }
            Self::Fish => {
                let set = each(Prepares::Always, |name| format!("${name}"));
                let folders =
                    each(Prepares::WithGo, |name| format!("; or test -n \"${name}\" -a -x \"${name}/bin/go\""));
                format!("test -n \"{set}\"{folders}")
            }
        }
    }
}

fn each(prepares: Prepares, shown: fn(&str) -> String) -> String {
    let rows = PREPARED.into_iter().filter(|(_, it)| *it == prepares);
    rows.map(|(name, _)| shown(name)).collect::<Vec<_>>().concat()
}
