//! Editors that are pinned to one Go, or still use an old one.
use std::path::{Path, PathBuf};

use super::{Diagnosis, Editor, Facts};
use crate::base::words::{Sentence, Statement};

/// The settings folders of VS Code and the editors derived from it.
const FAMILY: [&str; 5] = ["Code", "Code - Insiders", "VSCodium", "Cursor", "Windsurf"];

/// The settings that select a Go.
///
/// Source: <https://github.com/golang/vscode-go/wiki/settings>.
const NAMES: [&str; 3] = ["go.goroot", "go.alternateTools", "go.toolsEnvVars"];

/// A setting that selects a Go, so that an upgrade has no effect on that editor.
pub(super) fn pins_go(facts: &Facts<'_>) -> Option<Diagnosis> {
    let setting = |path: &Path, name: &str, value: String| {
        Sentence::EditorSetting.with("file", path).with("name", name).with("value", value)
    };
    let of_code = settings_files(facts).into_iter().filter_map(|path| {
        let text = facts.machine.files.read(&path)?;
        let (name, value) = NAMES.iter().find_map(|name| Some((name, pinned(&text, name)?)))?;
        Some(setting(&path, name, value))
    });
    let of_goland = goland_files(facts).into_iter().filter_map(|path| {
        let text = facts.machine.files.read(&path)?;
        Some(setting(&path, "GOROOT", goroot_of_goland(&text)?))
    });
    let evidence: Vec<Statement> = of_code.chain(of_goland).collect();
    let found = |evidence| Diagnosis::new(Sentence::EditorPinned, Sentence::EditorPinnedWhy).shown_by(evidence);
    (!evidence.is_empty()).then(|| found(evidence))
}

/// An editor that started before the last switch. Its Go extension looks for Go only once, when it starts.
///
/// Source: <https://github.com/golang/vscode-go/issues/3982>.
pub(super) fn needs_reload(facts: &Facts<'_>) -> Option<Diagnosis> {
    let switched = facts.store.switches.first()?.at;
    let is_old = |editor: &&Editor| editor.since.is_some_and(|since| since < switched);
    let old: Vec<&Editor> = facts.editors.iter().filter(is_old).collect();
    let title = match old[..] {
        [] => return None,
        [editor] => still_uses(facts, editor),
        _ => Sentence::EditorsUseOld.with("count", old.len().to_string()),
    };
    let evidence = old.iter().map(|editor| Sentence::StartedBefore.with("editor", editor.name));
    Some(Diagnosis::new(title, Sentence::EditorsUseOldWhy).shown_by(evidence))
}

fn still_uses(facts: &Facts<'_>, editor: &Editor) -> Statement {
    let version = editor.since.and_then(|since| facts.store.current_at(since));
    let uses = version.map(|version| Sentence::EditorUses.with("version", version.as_str()));
    uses.unwrap_or(Sentence::EditorUsesOld.into()).with("editor", editor.name)
}

/// The settings files of the user and of the project.
fn settings_files(facts: &Facts<'_>) -> Vec<PathBuf> {
    let config = facts.machine.config_folder();
    let users =
        config.iter().flat_map(|config| FAMILY.map(|name| config.join(name).join("User").join("settings.json")));
    users.chain(in_project(facts, ".vscode/settings.json")).collect()
}

/// The workspace files of `GoLand`, which stores its choice in each project.
fn goland_files(facts: &Facts<'_>) -> Vec<PathBuf> {
    in_project(facts, ".idea/workspace.xml")
}

fn in_project(facts: &Facts<'_>, name: &str) -> Vec<PathBuf> {
    let folder = facts.machine.terminal.folder.as_deref();
    folder.map(|folder| folder.ancestors().map(|above| above.join(name)).collect()).unwrap_or_default()
}

/// The Go that a setting selects: the text after `"go.goroot":`, or the entry of an object that selects one. The file
/// is not plain JSON, because it may contain comments; commented lines are skipped.
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
            // none of the other tools and variables selects a Go
            ["\"go\"", "\"GOROOT\"", "\"GOTOOLCHAIN\""].iter().find_map(|key| {
                let (_, rest) = object.split_once(key)?;
                Some(format!("{key}: {}", quoted(rest.trim_start().strip_prefix(':')?.trim_start())?))
            })
        }
    }
}

/// The text of a JSON string; `None` if it is empty or not a string.
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
