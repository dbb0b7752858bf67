//! Editors that run, and go on with the Go that they know until they are reloaded.
use jiff::Timestamp;

use crate::doctor::Editor;
use crate::platform::Processes;

/// Editors whose extension for Go asks a Go for its version once: what people call them, and the names of their programs.
///
/// Source: <https://github.com/golang/vscode-go/issues/3982>.
const EDITORS: [(&str, &[&str]); 5] = [
    ("VS Code", &["code"]),
    ("VS Code Insiders", &["code-insiders", "code - insiders"]),
    ("VSCodium", &["codium", "vscodium"]),
    ("Cursor", &["cursor"]),
    ("Windsurf", &["windsurf"]),
];

/// Those that run at this moment.
pub(super) fn running() -> Vec<Editor> {
    let processes = Processes::now();
    let running = EDITORS.iter().filter_map(|(name, programs)| {
        let since = processes.oldest(programs)?.and_then(|since| Timestamp::try_from(since).ok());
        Some(Editor { name, since })
    });
    running.collect()
}
