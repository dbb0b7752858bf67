//! The stored values of PATH. On Unix, many files build the PATH of each process, so it is not checked here.
use std::collections::BTreeSet;
use std::path::Path;

use super::{Diagnosis, Facts};
use crate::environment::{EditScope, EnvironmentError, PathEdit, PathEntry, PathValue, Source};
use crate::fix::Fix;
use crate::platform::Access;

/// The lengths at which known programs silently truncate a value: `setx` at 1024, older installers at the others.
const CUTS: [usize; 6] = [1023, 1024, 2047, 2048, 4095, 4096];
/// The longest line that cmd.exe accepts.
const LINE_MAX: usize = 8191;

/// The places where the system stores entries.
const KEPT: [(Source, EditScope); 2] = [(Source::User, EditScope::User), (Source::Machine, EditScope::Machine)];

pub(super) fn dead_entry(facts: &Facts<'_>) -> Option<Diagnosis> {
    let dead: Vec<&PathEntry> = facts.path.entries.iter().filter(|entry| is_dead(facts, entry)).collect();
    let explanation = "Each of these folders is searched for every command but does not exist. Any program that \
                       creates one of them later puts its commands on your PATH.";
    let found =
        Diagnosis::new(format!("{} on PATH", count(dead.len(), "missing folder", "missing folders")), explanation);
    let remove = |entries: &[&PathEntry]| removals(entries);
    (!dead.is_empty())
        .then(|| found.shown_by(dead.iter().map(|entry| shown(entry))).fixed_by(fix(facts, &dead, remove)))
}

pub(super) fn duplicate(facts: &Facts<'_>) -> Option<Diagnosis> {
    let mut seen = BTreeSet::new();
    let is_again = |entry: &&PathEntry| {
        let keys = entry.folders.iter().map(|folder| facts.machine.terminal.syntax.comparable_dir(folder));
        // no short circuit, so that every folder is remembered
        let again = keys.filter(|key| !seen.insert((entry.source, key.clone()))).count();
        facts.is_windows() && again == entry.folders.len() && again > 0
    };
    let again: Vec<&PathEntry> = facts.path.entries.iter().filter(is_again).collect();
    let explanation = "An earlier entry of the same value already names each of these folders, so the later one only \
                       makes PATH longer.";
    let found =
        Diagnosis::new(format!("{} on PATH twice", count(again.len(), "folder is", "folders are")), explanation);
    let once = |_: &[&PathEntry]| vec![PathEdit::Deduplicate];
    (!again.is_empty())
        .then(|| found.shown_by(again.iter().map(|entry| shown(entry))).fixed_by(fix(facts, &again, once)))
}

pub(super) fn near_limit(facts: &Facts<'_>) -> Option<Diagnosis> {
    let kept: Vec<&PathValue> = facts.path.values.iter().filter(|value| value.limit.is_some()).collect();
    let whole: usize = kept.iter().map(|value| value.length).sum();
    let is_near = |value: &&&PathValue| value.limit.is_some_and(|limit| value.length >= limit / 10 * 9);
    let long = kept.iter().find(is_near);
    if long.is_none() && whole < LINE_MAX / 10 * 9 {
        return None;
    }
    let mut evidence: Vec<String> = kept.iter().map(|value| length(value)).collect();
    evidence.push(format!("together: {whole} characters"));
    let explanation = "Windows stores at most 32,766 characters, and cmd.exe accepts at most 8,191 in one line: \
                       scripts that add to PATH fail, and some programs truncate a longer value. Remove or shorten \
                       entries.";
    let entries: Vec<&PathEntry> =
        facts.path.entries.iter().filter(|entry| is_dead(facts, entry) || entry.duplicate).collect();
    let shorten = |entries: &[&PathEntry]| {
        let dead: Vec<&PathEntry> = entries.iter().copied().filter(|entry| is_dead(facts, entry)).collect();
        std::iter::once(PathEdit::Deduplicate).chain(removals(&dead)).collect()
    };
    let found = Diagnosis::new("PATH is close to its maximum length", explanation).shown_by(evidence);
    Some(found.fixed_by(fix(facts, &entries, shorten)))
}

pub(super) fn truncated(facts: &Facts<'_>) -> Option<Diagnosis> {
    let is_cut = |value: &&PathValue| value.limit.is_some() && CUTS.contains(&value.length);
    let (value, last) = facts.path.values.iter().filter(is_cut).find_map(|value| {
        let last = facts.path.entries.iter().rfind(|entry| entry.source == value.source)?;
        last.missing.then_some((value, last))
    })?;
    let explanation = "A program silently truncated PATH to the length that it supports; `setx` does so at 1,024. The \
                       entries after the last one are lost and no longer searched. Find them in a backup or on a \
                       similar machine, and add them again.";
    let evidence = [length(value), format!("its last entry is {}", last.text)];
    Some(Diagnosis::new(format!("PATH was cut off at {} characters", value.length), explanation).shown_by(evidence))
}

pub(super) fn wrong_kind(facts: &Facts<'_>) -> Option<Diagnosis> {
    let is_literal = |entry: &&PathEntry| {
        let mut values = facts.path.values.iter();
        let is_plain = values.any(|value| value.source == entry.source && value.limit.is_some() && !value.expands);
        is_plain && entry.text.matches('%').count() > 1
    };
    let unread = facts.path_errors.iter().filter_map(|error| match error {
        EnvironmentError::NoText { place, why } => Some(format!("{place} {why}")),
        _ => None,
    });
    let literal = facts.path.entries.iter().filter(is_literal).map(|entry| {
        format!("{} is searched literally, because the value is a REG_SZ, not a REG_EXPAND_SZ", shown(entry))
    });
    let evidence: Vec<String> = unread.chain(literal).collect();
    let explanation = "Windows expands %NAME% only in a value of the type REG_EXPAND_SZ, and finds folders only in a \
                       string. A program has stored PATH as another type. Upgo does not change such a value: in the \
                       registry editor, create a new value of the right type with the same text.";
    (!evidence.is_empty())
        .then(|| Diagnosis::new("PATH is stored as the wrong type of value", explanation).shown_by(evidence))
}

pub(super) fn machine_user_writable(facts: &Facts<'_>) -> Option<Diagnosis> {
    let is_open = |entry: &&PathEntry| {
        entry.source == Source::Machine && entry.folders.iter().any(|folder| (facts.access)(folder) == Access::Ordinary)
    };
    let open: Vec<String> = facts.path.entries.iter().filter(is_open).map(shown).collect();
    let explanation = "Services and other accounts also search the machine PATH and start programs from there. Any \
                       program can write to these folders without administrator rights, including malware running as \
                       you. If the folder is your own, put it on your PATH instead.";
    let title = "A folder on the machine PATH is writable without administrator rights";
    (!open.is_empty()).then(|| Diagnosis::new(title, explanation).shown_by(open))
}

/// Whether a stored entry names a missing folder. Folders on an unplugged drive or an unreachable server do not count,
/// because they may come back. Nor do Upgo's own folders, because they are created when needed.
fn is_dead(facts: &Facts<'_>, entry: &PathEntry) -> bool {
    let [folder] = &entry.folders[..] else { return false };
    let machine = facts.machine;
    let own = [Some(&machine.upgo.bin), facts.tools_folder.as_ref()];
    let is_own = own.into_iter().flatten().any(|own| machine.is_same(own, folder));
    let is_kept = KEPT.iter().any(|(source, _)| *source == entry.source);
    entry.missing && is_kept && !is_own && is_reachable(facts, folder)
}

fn is_reachable(facts: &Facts<'_>, folder: &Path) -> bool {
    let text = folder.to_string_lossy();
    match (facts.is_windows(), text.get(..2)) {
        (true, Some(drive)) if drive.ends_with(':') => facts.machine.files.is_folder(Path::new(&format!("{drive}/"))),
        (true, _) => false,
        (false, _) => true,
    }
}

fn removals(entries: &[&PathEntry]) -> Vec<PathEdit> {
    entries.iter().flat_map(|entry| &entry.folders).cloned().map(PathEdit::Remove).collect()
}

/// The edit of one scope: the user's, or the machine's if the user's needs no edit.
fn fix(facts: &Facts<'_>, entries: &[&PathEntry], edits: impl Fn(&[&PathEntry]) -> Vec<PathEdit>) -> Option<Fix> {
    KEPT.iter().find_map(|(source, scope)| {
        let own: Vec<&PathEntry> = entries.iter().copied().filter(|entry| entry.source == *source).collect();
        if own.is_empty() { None } else { facts.able.path(edits(&own), *scope) }
    })
}

/// `C:\old\bin (your PATH)`.
fn shown(entry: &PathEntry) -> String {
    let whose = if entry.source == Source::Machine { "the machine PATH" } else { "your PATH" };
    format!("{} ({whose})", entry.text)
}

fn length(value: &PathValue) -> String {
    let place = value.place.as_deref().unwrap_or("PATH");
    format!("{place}: {} characters", value.length)
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
