//! The stored values of PATH. On Unix, many files build the PATH of each process, so it is not checked here.
use std::collections::BTreeSet;
use std::path::Path;

use super::{Diagnosis, DoctorFacts};
use crate::base::words::{Sentence, Statement};
use crate::change::offered_fix::Fix;
use crate::environment::{EditScope, EnvironmentError, PathEdit, PathEntry, PathValue, Source};
use crate::machine::platform::Access;

/// The lengths at which known programs silently truncate a value: `setx` at 1024, older installers at the others.
const CUTS: [usize; 6] = [1023, 1024, 2047, 2048, 4095, 4096];
const LINE_MAX: usize = 8191;

const KEPT: [(Source, EditScope); 2] = [(Source::User, EditScope::User), (Source::Machine, EditScope::Machine)];

pub(super) fn dead_entry(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let dead: Vec<&PathEntry> = facts.path.entries.iter().filter(|entry| is_dead(facts, entry)).collect();
    let title = say!(MissingFolders { count: dead.len() });
    let found = Diagnosis::new(title, Sentence::MissingFoldersWhy);
    let remove = |entries: &[&PathEntry]| removals(entries);
    (!dead.is_empty())
        .then(|| found.shown_by(dead.iter().map(|entry| shown(entry))).fixed_by(fix(facts, &dead, remove)))
}

pub(super) fn duplicate(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let mut seen = BTreeSet::new();
    let is_again = |entry: &&PathEntry| {
        let keys = entry.folders.iter().map(|folder| facts.machine.terminal.syntax.comparable_dir(folder));
        // no short circuit, so that every folder is remembered
        let again = keys.filter(|key| !seen.insert((entry.source, key.clone()))).count();
        facts.is_windows() && again == entry.folders.len() && again > 0
    };
    let again: Vec<&PathEntry> = facts.path.entries.iter().filter(is_again).collect();
    let title = say!(FoldersTwice { count: again.len() });
    let found = Diagnosis::new(title, Sentence::FoldersTwiceWhy);
    let once = |_: &[&PathEntry]| vec![PathEdit::Deduplicate];
    (!again.is_empty())
        .then(|| found.shown_by(again.iter().map(|entry| shown(entry))).fixed_by(fix(facts, &again, once)))
}

pub(super) fn near_limit(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let kept: Vec<&PathValue> = facts.path.values.iter().filter(|value| value.limit.is_some()).collect();
    let whole: usize = kept.iter().map(|value| value.length).sum();
    let is_near = |value: &&&PathValue| value.limit.is_some_and(|limit| value.length >= limit / 10 * 9);
    let long = kept.iter().find(is_near);
    if long.is_none() && whole < LINE_MAX / 10 * 9 {
        return None;
    }
    let mut evidence: Vec<Statement> = kept.iter().map(|value| length(value)).collect();
    evidence.push(say!(PathTogether { count: whole.to_string() }));
    let entries: Vec<&PathEntry> =
        facts.path.entries.iter().filter(|entry| is_dead(facts, entry) || entry.duplicate).collect();
    let shorten = |entries: &[&PathEntry]| {
        let dead: Vec<&PathEntry> = entries.iter().copied().filter(|entry| is_dead(facts, entry)).collect();
        std::iter::once(PathEdit::Deduplicate).chain(removals(&dead)).collect()
    };
    let found = Diagnosis::new(Sentence::PathNearLimit, Sentence::PathNearLimitWhy).shown_by(evidence);
    Some(found.fixed_by(fix(facts, &entries, shorten)))
}

pub(super) fn truncated(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let is_cut = |value: &&PathValue| value.limit.is_some() && CUTS.contains(&value.length);
    let (value, last) = facts.path.values.iter().filter(is_cut).find_map(|value| {
        let last = facts.path.entries.iter().rfind(|entry| entry.source == value.source)?;
        last.missing.then_some((value, last))
    })?;
    let evidence = [length(value), say!(PathLastEntry { entry: &*last.text })];
    let title = say!(PathCut { count: value.length.to_string() });
    Some(Diagnosis::new(title, Sentence::PathCutWhy).shown_by(evidence))
}

pub(super) fn wrong_kind(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let is_literal = |entry: &&PathEntry| {
        let mut values = facts.path.values.iter();
        let is_plain = values.any(|value| value.source == entry.source && value.limit.is_some() && !value.expands);
        is_plain && entry.text.matches('%').count() > 1
    };
    let unread = facts.path_errors.iter().filter_map(|error| match error {
        EnvironmentError::NoText { place, why } => Some(say!(PathNoText { place: &**place, what: why.clone() })),
        _ => None,
    });
    let literal = facts.path.entries.iter().filter(is_literal).map(|entry| say!(PathLiteral { entry: shown(entry) }));
    let evidence: Vec<Statement> = unread.chain(literal).collect();
    (!evidence.is_empty())
        .then(|| Diagnosis::new(Sentence::PathWrongKind, Sentence::PathWrongKindWhy).shown_by(evidence))
}

/// Of all programs, only bash expands it when it looks for a program.
pub(super) fn tilde(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let path = (facts.variable)("PATH").filter(|_| !facts.is_windows())?;
    let literal = path.split(':').filter(|entry| entry.starts_with('~'));
    let literal: Vec<Statement> = literal.map(|entry| say!(Named { name: entry })).collect();
    (!literal.is_empty()).then(|| Diagnosis::new(Sentence::PathTilde, Sentence::PathTildeWhy).shown_by(literal))
}

pub(super) fn machine_user_writable(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let is_open = |entry: &&PathEntry| {
        entry.source == Source::Machine && entry.folders.iter().any(|folder| (facts.access)(folder) == Access::Ordinary)
    };
    let open: Vec<Statement> = facts.path.entries.iter().filter(is_open).map(shown).collect();
    (!open.is_empty()).then(|| Diagnosis::new(Sentence::PathWritable, Sentence::PathWritableWhy).shown_by(open))
}

/// Whether an entry names a missing folder that will not come back, unlike an unplugged drive, a server or Upgo's own.
fn is_dead(facts: &DoctorFacts<'_>, entry: &PathEntry) -> bool {
    let [folder] = &entry.folders[..] else { return false };
    let machine = facts.machine;
    let own = [Some(&machine.upgo.bin), facts.tools_folder.as_ref()];
    let is_own = own.into_iter().flatten().any(|own| machine.is_same(own, folder));
    let is_kept = KEPT.iter().any(|(source, _)| *source == entry.source);
    entry.missing && is_kept && !is_own && is_reachable(facts, folder)
}

fn is_reachable(facts: &DoctorFacts<'_>, folder: &Path) -> bool {
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
fn fix(facts: &DoctorFacts<'_>, entries: &[&PathEntry], edits: impl Fn(&[&PathEntry]) -> Vec<PathEdit>) -> Option<Fix> {
    KEPT.iter().find_map(|(source, scope)| {
        let own: Vec<&PathEntry> = entries.iter().copied().filter(|entry| entry.source == *source).collect();
        if own.is_empty() { None } else { facts.able.path(edits(&own), *scope) }
    })
}

/// `C:\old\bin (your PATH)`.
fn shown(entry: &PathEntry) -> Statement {
    let path = if entry.source == Source::Machine { Sentence::MachinePath } else { Sentence::UserPath };
    say!(EntryOn { entry: &*entry.text, path })
}

fn length(value: &PathValue) -> Statement {
    let place = value.place.as_deref().unwrap_or("PATH");
    say!(PathLength { place, count: value.length.to_string() })
}
