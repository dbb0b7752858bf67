//! The startup files of shells, read as text and never run: lines that set GOROOT or prepend a Go folder to PATH.
use std::path::{Path, PathBuf};

use super::{Diagnosis, DoctorFacts};
use crate::base::words::{Sentence, Statement};
use crate::environment::upgo_line_in;

/// Files in the user's home that Unix shells read; on Windows, the shells of Git and MSYS2.
const POSIX: [&str; 9] = [
    ".profile",
    ".bash_profile",
    ".bash_login",
    ".bashrc",
    ".zshenv",
    ".zprofile",
    ".zshrc",
    ".config/fish/config.fish",
    ".config/powershell/profile.ps1",
];

/// Files in the user's Documents folder that PowerShell reads.
/// <https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_profiles>
const POWERSHELL: [&str; 4] = [
    "PowerShell/profile.ps1",
    "PowerShell/Microsoft.PowerShell_profile.ps1",
    "WindowsPowerShell/profile.ps1",
    "WindowsPowerShell/Microsoft.PowerShell_profile.ps1",
];

/// The number of lines that are read. A longer file was not written by hand.
const LINES: usize = 20_000;
/// The number of folders that are read in one line, for the same reason.
const FOLDERS: usize = 64;

pub(super) fn overrides(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let texts = texts(facts);
    let is_last = |(place, text): &(String, String)| {
        Path::new(place).ends_with(".zshrc") && upgo_line(facts, place, text).is_some()
    };
    let early: &[&str] = if texts.iter().any(is_last) { &[".zshenv", ".zprofile"] } else { &[] };
    let lines = texts.iter().flat_map(|(place, text)| {
        let is_overtaken = early.iter().any(|name| place.ends_with(name));
        lines(facts, place, text, is_overtaken)
    });
    let evidence: Vec<Statement> = lines.take(10).collect();
    let explanation =
        if facts.is_windows() { Sentence::ProfileOverridesOnWindowsWhy } else { Sentence::ProfileOverridesWhy };
    (!evidence.is_empty()).then(|| Diagnosis::new(Sentence::ProfileOverrides, explanation).shown_by(evidence))
}

/// The first line of a startup file that puts a Go on PATH; `None` if there is none.
pub(crate) fn startup_choice(facts: &DoctorFacts<'_>) -> Option<Statement> {
    texts(facts).iter().find_map(|(place, text)| {
        let mut lines = text.lines().take(LINES).enumerate();
        let found = lines.find(|(_, line)| !is_comment(line) && puts_go_first(facts, line));
        found.map(|found| shown(place, found))
    })
}

fn texts(facts: &DoctorFacts<'_>) -> Vec<(String, String)> {
    let read = |path: PathBuf| {
        // PowerShell may have written UTF-16: then a NUL accompanies each letter, and the text starts with marks.
        let text = facts.machine.files.read(&path)?.replace('\0', "");
        Some((path.display().to_string(), text.trim_start_matches(['\u{fffd}', '\u{feff}']).to_owned()))
    };
    let files: Vec<(String, String)> = paths(facts).into_iter().filter_map(read).collect();
    files.into_iter().chain(auto_run(facts)).collect()
}

fn paths(facts: &DoctorFacts<'_>) -> Vec<PathBuf> {
    let user = facts.machine.user();
    let mut paths: Vec<PathBuf> = user.iter().flat_map(|user| POSIX.map(|name| user.join(name))).collect();
    if !facts.is_windows() {
        return paths;
    }
    let usual =
        [user.as_ref().map(|user| user.join("Documents")), facts.folder("OneDrive").map(|it| it.join("Documents"))];
    let mut documents: Vec<PathBuf> = facts.documents.iter().cloned().collect();
    for folder in usual.into_iter().flatten() {
        if !documents.iter().any(|known| facts.machine.is_same(known, &folder)) {
            documents.push(folder);
        }
    }
    paths.extend(documents.iter().flat_map(|folder| POWERSHELL.map(|name| folder.join(name))));
    let for_all =
        [("SystemRoot", "System32/WindowsPowerShell/v1.0/profile.ps1"), ("ProgramFiles", "PowerShell/7/profile.ps1")];
    paths.extend(for_all.iter().filter_map(|(variable, name)| Some(facts.folder(variable)?.join(name))));
    let drive = (facts.variable)("SystemDrive").unwrap_or_else(|| "C:".to_owned());
    let msys = (facts.variable)("USERNAME").map(|name| PathBuf::from(format!("{drive}/msys64/home/{name}")));
    paths.extend(msys.iter().flat_map(|home| [".bashrc", ".bash_profile", ".profile"].map(|file| home.join(file))));
    paths
}

/// The `AutoRun` command, which cmd.exe runs whenever it starts; and its text, if the command is a batch file.
/// <https://learn.microsoft.com/windows-server/administration/windows-commands/cmd>
fn auto_run(facts: &DoctorFacts<'_>) -> Vec<(String, String)> {
    let (registry, keys) = &facts.registry;
    let mut found = Vec::new();
    for software in std::iter::once(&keys.user).chain(&keys.machine) {
        let key = format!(r"{software}\Microsoft\Command Processor");
        let Some(command) = registry.text(&key, "AutoRun") else { continue };
        let file = PathBuf::from(command.trim().trim_matches('"'));
        let file = Some(file).filter(|file| facts.machine.is_full(file));
        let batch = file.and_then(|file| Some((file.display().to_string(), facts.machine.files.read(&file)?)));
        found.push((format!(r"{key}\AutoRun"), command));
        found.extend(batch);
    }
    found.dedup();
    found
}

fn upgo_line(facts: &DoctorFacts<'_>, place: &str, text: &str) -> Option<usize> {
    upgo_line_in(Path::new(place), text.as_bytes(), &facts.store.home)
}

/// The lines that select a Go, with their places, but no PATH that Upgo's line overrides, here or in a later file.
fn lines(facts: &DoctorFacts<'_>, place: &str, text: &str, is_overtaken: bool) -> Vec<Statement> {
    let upgo = upgo_line(facts, place, text).unwrap_or_default();
    let upgo = text.as_bytes()[..upgo].split(|byte| *byte == b'\n').count() - 1;
    let chooses = |index, line: &str| {
        !is_comment(line) && (sets_goroot(line) || (!is_overtaken && index >= upgo && puts_go_first(facts, line)))
    };
    let chosen = text.lines().take(LINES).enumerate().filter(|(index, line)| chooses(*index, line));
    chosen.map(|found| shown(place, found)).collect()
}

fn shown(place: &str, (index, line): (usize, &str)) -> Statement {
    let number = (index + 1).to_string();
    say!(LineOf { place, number, text: clipped(line.trim()) })
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start().to_lowercase();
    ["#", "::", "rem ", "@rem "].iter().any(|mark| line.starts_with(mark))
}

/// Whether a line sets GOROOT: `export GOROOT=…`, `set GOROOT=…`, `set -x GOROOT …`, `setx GOROOT …`,
/// `$env:GOROOT = …`. Lines that remove it are not counted.
fn sets_goroot(line: &str) -> bool {
    let lower = line.to_lowercase().replace("$env:", "");
    let words: Vec<&str> = lower.split([' ', '\t', ';', '&', '"', '\'']).filter(|word| !word.is_empty()).collect();
    words.iter().enumerate().any(|(index, word)| {
        let (before, after) = (index.checked_sub(1).and_then(|before| words.get(before)), words.get(index + 1));
        match word.strip_prefix("goroot") {
            Some("") => {
                let is_set = before.is_some_and(|word| *word == "setx" || (word.starts_with('-') && *word != "-e"));
                after.is_some_and(|after| is_set || *after == "=")
            }
            Some(rest) => rest.strip_prefix('=').is_some_and(|value| !value.is_empty() || after.is_some()),
            None => false,
        }
    })
}

fn puts_go_first(facts: &DoctorFacts<'_>, line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    let assigns = ["=", "fish_add_path", "set -", "setx"].iter().any(|word| lower.contains(word));
    let Some(start) = variable_path(&lower).filter(|_| assigns) else { return false };
    // text after the old value comes later on PATH
    let old = ["$path", "${path", "%path%", "$env:path"].iter().filter_map(|name| lower.rfind(name)).max();
    let end = old.filter(|old| *old > start).unwrap_or(lower.len());
    let new = line.get(start..end).unwrap_or_default();
    let folders = separated(new);
    rejoin_drives(folders.iter().map(String::as_str)).iter().take(FOLDERS).any(|folder| has_go(facts, folder))
}

/// The position at which a line names PATH, and not GOPATH or PATHEXT.
fn variable_path(lower: &str) -> Option<usize> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    lower.match_indices("path").map(|(at, _)| at).find(|at| {
        let (before, after) = (&lower[..*at], &lower[at + "path".len()..]);
        (!before.ends_with(is_part) || before.ends_with("fish_add_")) && !after.starts_with(is_part)
    })
}

/// The parts of a list, split at separators, quotes and blanks. Within quotes, a blank is part of a name.
fn separated(text: &str) -> Vec<String> {
    let mut quote = None;
    let mut parts = vec![String::new()];
    for letter in text.chars() {
        let ends = match letter {
            '"' | '\'' if quote.is_none_or(|quote| quote == letter) => {
                quote = if quote.is_none() { Some(letter) } else { None };
                true
            }
            '=' | ':' | ';' | ',' => true,
            ' ' | '\t' | '(' | ')' => quote.is_none(),
            _ => false,
        };
        match parts.last_mut().filter(|_| !ends) {
            Some(part) => part.push(letter),
            None => parts.push(String::new()),
        }
    }
    parts
}

/// Rejoins drive letters, because `C:` was split at its colon.
fn rejoin_drives<'a>(parts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut folders: Vec<String> = Vec::new();
    for part in parts.filter(|part| !part.is_empty()) {
        match folders.last_mut() {
            Some(drive) if drive.len() == 1 && part.starts_with(['/', '\\']) => *drive = format!("{drive}:{part}"),
            _ => folders.push(part.to_owned()),
        }
    }
    folders
}

fn has_go(facts: &DoctorFacts<'_>, folder: &str) -> bool {
    let lower = folder.to_lowercase();
    if ["$goroot", "${goroot}", "%goroot%"].iter().any(|name| lower.starts_with(name)) {
        return true;
    }
    let is_others = |folder: &PathBuf| !facts.machine.is_same(folder, &facts.machine.upgo.bin);
    let folder = expanded(facts, folder).filter(is_others);
    folder.is_some_and(|folder| facts.machine.files.is_file(&folder.join(facts.program("go"))))
}

/// A folder as a shell would expand it, if it starts with the user's home or is a full path.
fn expanded(facts: &DoctorFacts<'_>, folder: &str) -> Option<PathBuf> {
    let user = facts.machine.user();
    let homes = ["~", "$HOME", "${HOME}", "%USERPROFILE%", "$env:USERPROFILE", "$USERPROFILE"];
    // the colon of `$env:` was a separator
    let in_home = homes.iter().chain(&["USERPROFILE"]).find_map(|home| folder.strip_prefix(home));
    match in_home {
        Some(rest) if rest.is_empty() || rest.starts_with(['/', '\\']) => {
            Some(user?.join(rest.trim_start_matches(['/', '\\'])))
        }
        _ => Some(of_msys(facts, folder)).filter(|path| facts.machine.is_full(path)),
    }
}

/// `/c/Go/bin`, as Git Bash and MSYS2 write it.
fn of_msys(facts: &DoctorFacts<'_>, folder: &str) -> PathBuf {
    match folder.as_bytes() {
        [b'/', drive, b'/', ..] if facts.is_windows() && drive.is_ascii_alphabetic() => {
            PathBuf::from(format!("{}:{}", char::from(*drive), folder.get(2..).unwrap_or_default()))
        }
        _ => Path::new(folder).to_owned(),
    }
}

fn clipped(line: &str) -> String {
    let mut clipped: String = line.chars().take(120).collect();
    if clipped.len() < line.len() {
        clipped.push('…');
    }
    clipped
}
