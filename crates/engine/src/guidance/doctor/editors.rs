//! Editors that are pinned to one Go, or still use an old one.
use std::path::{Path, PathBuf};

use super::{Diagnosis, DoctorFacts, Editor};
use crate::base::words::{Sentence, Statement};
use crate::change::offered_fix::Fix;
use crate::environment::{self, EditorSetting, Syntax};
use crate::which_go::toolchain::{Machine, READ_MAX, search};

/// A setting that selects a Go, so that an upgrade has no effect on that editor.
pub(super) fn pins_go(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let of_user = Selected::in_files(facts, &users_files(facts));
    let of_project = Selected::in_files(facts, &in_project(facts, ".vscode/settings.json"));
    let of_goland = in_project(facts, ".idea/workspace.xml").into_iter().filter_map(|path| {
        let root = goroot_of_goland(&facts.machine.files.read(&path)?)?;
        (!leads_to_upgo(facts.machine, &root)).then(|| says(&path, "GOROOT", &root))
    });
    let unread: Vec<Statement> = of_user.unread.into_iter().chain(of_project.unread).collect();
    let fix = (!of_user.known.is_empty()).then(Fix::unpin_editors);
    let of_project = of_project.known.into_iter().chain(of_project.environments);
    let known: Vec<Statement> =
        of_user.known.into_iter().chain(of_user.environments).chain(of_project).chain(of_goland).collect();
    let found = match (known.is_empty(), unread.is_empty()) {
        (true, true) => return None,
        (true, false) => Diagnosis::new(Sentence::EditorUnread, Sentence::EditorUnreadWhy),
        (false, _) => Diagnosis::new(Sentence::EditorPinned, Sentence::EditorPinnedWhy),
    };
    Some(found.shown_by(known.into_iter().chain(unread)).fixed_by(fix))
}

/// What settings files of VS Code and the editors derived from it say about Go, as evidence.
#[derive(Default)]
struct Selected {
    known: Vec<Statement>,
    /// What a fix does not remove.
    environments: Vec<Statement>,
    unread: Vec<Statement>,
}

impl Selected {
    fn in_files(facts: &DoctorFacts<'_>, files: &[PathBuf]) -> Self {
        let mut found = Self::default();
        for path in files {
            let Some(text) = facts.machine.files.read(path) else { continue };
            match environment::selecting(&text) {
                Ok(settings) => {
                    let pins = settings.iter().filter(|setting| !leads_to_upgo(facts.machine, &setting.value));
                    found.known.extend(pins.map(|setting| says(path, &setting.label(), &setting.value)));
                    let others = environment::environments(&text, &facts.machine.target.os).unwrap_or_default();
                    let pins = others.iter().filter(|setting| leads_elsewhere(facts.machine, setting));
                    found.environments.extend(pins.map(|setting| says(path, &setting.label(), &setting.value)));
                }
                // a longer file is not read to its end
                Err(why) if environment::mentions_go(&text) || text.len() as u64 >= READ_MAX => {
                    found.unread.push(say!(EditorSettingsUnread { file: path, why }));
                }
                Err(_) => {}
            }
        }
        found
    }
}

fn says(path: &Path, name: &str, value: &str) -> Statement {
    say!(EditorSetting { file: path, name, value })
}

/// Whether a variable leads to another Go than Upgo's: the first one of a PATH, before the one that is inherited.
fn leads_elsewhere(machine: &Machine<'_>, setting: &EditorSetting) -> bool {
    if !setting.entry.as_ref().is_some_and(|name| name.eq_ignore_ascii_case("PATH")) {
        return !leads_to_upgo(machine, &setting.value);
    }
    let terminal = &machine.terminal;
    let home = terminal.value("HOME").unwrap_or_default();
    let path = setting.value.replace("${env:HOME}", &home.to_string_lossy());
    let own = path.split("${").next().unwrap_or_default();
    let mut folders = own.split(if terminal.syntax == Syntax::Windows { ';' } else { ':' }).map(Path::new);
    let upgos = [machine.upgo.bin.clone(), machine.upgo.bin.with_file_name("sdk").join("bin")];
    let is_upgos = |folder: &Path| upgos.iter().any(|own| own == folder);
    let has_go = |folder: &Path| search::in_folder(terminal, machine.files, folder, "go").is_some();
    folders.find(|folder| is_upgos(folder) || has_go(folder)).is_some_and(|first| !is_upgos(first))
}

/// Whether the value of a setting is a fixed path of Upgo's own that leads to the Go in use.
pub(crate) fn leads_to_upgo(machine: &Machine<'_>, value: &str) -> bool {
    let syntax = machine.terminal.syntax;
    let in_user_folder = |rest: &str| {
        let mut path = environment::home_folder(syntax, &|name| machine.terminal.value(name))?.into_os_string();
        path.push("/");
        path.push(rest);
        Some(PathBuf::from(path))
    };
    let path = value.strip_prefix("~/").and_then(in_user_folder).unwrap_or_else(|| value.into());
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return false };
    let bin = &machine.upgo.bin;
    let go = if syntax == Syntax::Windows { "go.exe" } else { "go" };
    let is = |one: &Path, other: &Path| syntax.comparable_dir(one) == syntax.comparable_dir(other);
    // Not by the folder behind the link: a setting that names that folder is pinned to it.
    [(bin.parent(), "sdk"), (Some(bin.as_path()), go)]
        .into_iter()
        .any(|(own, own_name)| own.is_some_and(|own| is(own, folder)) && is(Path::new(own_name), Path::new(name)))
}

/// An editor that started before the last switch. Its Go extension looks for Go only once, when it starts.
/// <https://github.com/golang/vscode-go/issues/3982>
pub(super) fn needs_reload(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let switched = facts.store.switches.first()?.at;
    let is_old = |editor: &&Editor| editor.since.is_some_and(|since| since < switched);
    let old: Vec<&Editor> = facts.editors.iter().filter(is_old).collect();
    let title = match old[..] {
        [] => return None,
        [editor] => still_uses(facts, editor),
        _ => say!(EditorsUseOld { count: old.len().to_string() }),
    };
    let evidence = old.iter().map(|editor| say!(StartedBefore { editor: editor.name }));
    Some(Diagnosis::new(title, Sentence::EditorsUseOldWhy).shown_by(evidence))
}

fn still_uses(facts: &DoctorFacts<'_>, editor: &Editor) -> Statement {
    match editor.since.and_then(|since| facts.store.current_at(since)) {
        Some(version) => say!(EditorUses { editor: editor.name, version: version.as_str() }),
        None => say!(EditorUsesOld { editor: editor.name }),
    }
}

fn users_files(facts: &DoctorFacts<'_>) -> Vec<PathBuf> {
    let config = facts.machine.config_folder();
    config.map(|config| environment::editor_settings_files(&config).to_vec()).unwrap_or_default()
}

fn in_project(facts: &DoctorFacts<'_>, name: &str) -> Vec<PathBuf> {
    let folder = facts.machine.terminal.folder.as_deref();
    folder.map(|folder| folder.ancestors().map(|above| above.join(name)).collect()).unwrap_or_default()
}

/// `<component name="GOROOT" url="file://$USER_HOME$/sdk/go1.26.6" />`:
/// <https://www.jetbrains.com/help/go/configuring-goroot-and-gopath.html>
fn goroot_of_goland(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("<component name=\"GOROOT\"")?;
    let tag = rest.split('>').next()?;
    let (_, url) = tag.split_once("url=\"file://")?;
    url.split('"').next().filter(|root| !root.is_empty()).map(str::to_owned)
}
