//! Running editors, which use the previous Go until they are reloaded.
use jiff::Timestamp;

use crate::doctor::Editor;
use crate::platform::Processes;

/// Editors whose Go extension reads the Go version only once: their names for people, and the names of their programs.
///
/// Source: <https://github.com/golang/vscode-go/issues/3982>.
const EDITORS: [(&str, &[&str]); 5] = [
    ("VS Code", &["code"]),
    ("VS Code Insiders", &["code-insiders", "code - insiders"]),
    ("VSCodium", &["codium", "vscodium"]),
    ("Cursor", &["cursor"]),
    ("Windsurf", &["windsurf"]),
];

/// The editors that are running.
pub(super) fn running() -> Vec<Editor> {
    let processes = Processes::now();
    let running = EDITORS.iter().filter_map(|(name, programs)| {
        let since = processes.oldest(programs)?.and_then(|since| Timestamp::try_from(since).ok());
        Some(Editor { name, since })
    });
    running.collect()
}
