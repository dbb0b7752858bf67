//! Editors that keep a Go of their own, or an old one.
use std::path::PathBuf;

use super::{Facts, Found};

/// The folders in which editors of the family of VS Code keep what the user has set.
const FAMILY: [&str; 5] = ["Code", "Code - Insiders", "VSCodium", "Cursor", "Windsurf"];

/// What names a Go in their settings.
///
/// Source: <https://github.com/golang/vscode-go/wiki/settings>.
const NAMES: [&str; 3] = ["go.goroot", "go.alternateTools", "go.toolsEnvVars"];

/// A setting that names a Go: an upgrade does not reach that editor.
pub(super) fn pins_go(facts: &Facts<'_>) -> Option<Found> {
    let of_code = settings_files(facts).into_iter().filter_map(|path| {
        let text = facts.machine.files.read(&path)?;
        let (name, value) = NAMES.iter().find_map(|name| Some((name, pinned(&text, name)?)))?;
        Some(format!("{}: {name} is {value}", path.display()))
    });
    let of_goland = goland_files(facts).into_iter().filter_map(|path| {
        let text = facts.machine.files.read(&path)?;
        let value = goroot_of_goland(&text)?;
        Some(format!("{}: GOROOT is {value}", path.display()))
    });
    let evidence: Vec<String> = of_code.chain(of_goland).collect();
    let explanation = "The editor takes the Go that its settings name, whatever a terminal runs: after an upgrade it goes \
                       on with the old one, and stops where that is removed. Take the setting out, or choose the Go on \
                       PATH: Upgo keeps that up to date.";
    (!evidence.is_empty()).then(|| Found::new("An editor is told which Go to use", explanation).shown_by(evidence))
}

/// An editor that began before today's Go was chosen. Its extension for Go asks for the Go once, when it starts.
///
/// Source: <https://github.com/golang/vscode-go/issues/3982>.
pub(super) fn needs_reload(facts: &Facts<'_>) -> Option<Found> {
    let switched = facts.store.switched_at?;
    let old = facts.editors.iter().filter(|editor| editor.since.is_some_and(|since| since < switched));
    let evidence: Vec<String> =
        old.map(|editor| format!("{} runs since before the last switch", editor.name)).collect();
    let explanation = "The Go extension asks for the Go when it starts, and keeps the old one until the window is \
                       reloaded: run the command `Developer: Reload Window`. Where PATH was edited, too, close all of its \
                       windows and start it again.";
    (!evidence.is_empty()).then(|| Found::new("An editor still has the old Go", explanation).shown_by(evidence))
}

/// Those of the user, and those of the project.
fn settings_files(facts: &Facts<'_>) -> Vec<PathBuf> {
    let config = match facts.machine.target.os.as_str() {
        "windows" => facts.folder("APPDATA"),
        "darwin" => facts.machine.user().map(|user| user.join("Library/Application Support")),
        _ => facts.folder("XDG_CONFIG_HOME").or_else(|| Some(facts.machine.user()?.join(".config"))),
    };
    let users =
        config.iter().flat_map(|config| FAMILY.map(|name| config.join(name).join("User").join("settings.json")));
    users.chain(in_project(facts, ".vscode/settings.json")).collect()
}

/// `GoLand` keeps its choice with each project.
fn goland_files(facts: &Facts<'_>) -> Vec<PathBuf> {
    in_project(facts, ".idea/workspace.xml")
}

fn in_project(facts: &Facts<'_>, name: &str) -> Vec<PathBuf> {
    let folder = facts.machine.terminal.folder.as_deref();
    folder.map(|folder| folder.ancestors().map(|above| above.join(name)).collect()).unwrap_or_default()
}

/// What a setting says where it names a Go: the text behind `"go.goroot":`, or the part of an object that does. Comments
/// may stand in the file, so it is no JSON; a line that is one does not count.
fn pinned(text: &str, name: &str) -> Option<String> {
    let key = format!("\"{name}\"");
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let (_, rest) = code.split_once(&key)?;
    let value = rest.trim_start().strip_prefix(':')?.trim_start();
    match value.strip_prefix('{') {
        None => quoted(value),
        Some(object) => {
            let object = object.split('}').next()?;
            // of the other tools and variables none chooses a Go
            ["\"go\"", "\"GOROOT\"", "\"GOTOOLCHAIN\""].iter().find_map(|key| {
                let (_, rest) = object.split_once(key)?;
                Some(format!("{key}: {}", quoted(rest.trim_start().strip_prefix(':')?.trim_start())?))
            })
        }
    }
}

/// The text of a JSON string, unless it is empty or no string.
fn quoted(value: &str) -> Option<String> {
    let mut strings = serde_json::Deserializer::from_str(value).into_iter::<String>();
    strings.next()?.ok().filter(|text| !text.trim().is_empty())
}

/// `<component name="GOROOT" url="file://$USER_HOME$/sdk/go1.26.6" />`.
///
/// Source: <https://www.jetbrains.com/help/go/configuring-goroot-and-gopath.html>.
fn goroot_of_goland(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("<component name=\"GOROOT\"")?;
    let tag = rest.split('>').next()?;
    let (_, url) = tag.split_once("url=\"file://")?;
    url.split('"').next().filter(|root| !root.is_empty()).map(str::to_owned)
}
