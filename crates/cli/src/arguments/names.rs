//! What people type for a command: names that other programs use, and typing errors. Another name of a single command
//! is an alias in the list of commands; those that mean more are here.
use std::cmp::Reverse;
use std::collections::HashSet;
use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use upgo_engine::choices::settings;

use crate::options::command_at;

/// What a word of other programs means here.
const MEANINGS: &[(&str, &[&str])] = &[
    ("back", &["rollback"]),
    ("ls-remote", &["list", "--available"]),
    ("prune", &["remove", "--unused"]),
    ("self-update", &["self", "update"]),
    ("undo", &["rollback"]),
    ("version", &["--version"]),
];

/// Words whose most similar command would be wrong, and the right command.
const MEANT: &[(&str, &str)] = &[
    ("cleanup", "remove --unused"),
    ("download", "install"),
    ("export", "bundle create"),
    ("local", "projects pin"),
    ("redo", "rollback"),
    ("run", "exec"),
    ("vuln", "audit"),
    ("vulns", "audit"),
];

const SETTINGS: &[&str] = &["settings", "config"];

/// Commands that remove something. A typing error leads to one only if nothing is as near, never to [`NEVER_MEANT`].
const REMOVING: &[&str] = &["clean", "clean-go", "prune", "remove", "reset", "uninstall"];

/// The command that removes everything.
const NEVER_MEANT: &str = "purge";

/// Replaces a word of other programs for the command by its meaning, and adds what `settings KEY` leaves out.
pub(super) fn replace_meaning(given: &mut Vec<OsString>) {
    let Some(at) = command_at(given) else { return };
    let meaning = MEANINGS.iter().find(|(name, _)| given.get(at).is_some_and(|word| word == name));
    if let Some((_, meaning)) = meaning {
        given.splice(at..=at, meaning.iter().map(OsString::from));
    } else if given.get(at).is_some_and(|word| SETTINGS.iter().any(|name| word == name)) {
        name_action(given, at + 1);
    }
}

/// `settings proxy` and `settings proxy URL`, as in `git config`. No key is the name of an action.
fn name_action(given: &mut Vec<OsString>, at: usize) {
    let is_key = |word: &OsString| word.to_str().is_some_and(|word| settings::find(word).is_ok());
    if !given.get(at).is_some_and(is_key) {
        return;
    }
    let has_value = given.get(at + 1).is_some_and(|word| !word.to_string_lossy().starts_with('-'));
    given.insert(at, if has_value { "set" } else { "get" }.into());
}

/// Replaces clap's suggestions for a command that does not exist by [`nearest`].
pub(super) fn suggest(error: &mut clap::Error, root: &clap::Command, given: &[OsString]) {
    if error.kind() == ErrorKind::UnknownArgument {
        // clap's tip to pass an unknown option as a value is never what was meant
        error.remove(ContextKind::Suggested);
    }
    if error.kind() != ErrorKind::InvalidSubcommand {
        return;
    }
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand).cloned() else { return };
    let words = given.get(1..).unwrap_or_default().iter().filter_map(|word| word.to_str());
    let parent = words
        .take_while(|word| *word != typed)
        .fold(root, |command, word| command.find_subcommand(word).unwrap_or(command));
    let is_first = parent.get_name() == root.get_name();
    if let Some((_, meant)) = MEANT.iter().find(|(word, _)| is_first && *word == typed) {
        error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(vec![(*meant).to_owned()]));
        return;
    }
    let all = parent.get_subcommands().flat_map(|command| {
        let name = command.get_name();
        std::iter::once(name).chain(command.get_all_aliases()).map(move |word| (word, name))
    });
    let of_others = MEANINGS.iter().filter(|_| is_first).map(|(name, _)| (*name, *name));
    let near = nearest(&typed, all.chain(of_others));
    if near.is_empty() {
        error.remove(ContextKind::SuggestedSubcommand);
    } else {
        error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(near));
    }
}

/// The words that are nearest to a typed one, of each command only one. Each word comes with the name of its command.
fn nearest<'a>(typed: &str, words: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let limit = match typed.chars().count() {
        ..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let mut near: Vec<_> = words
        .filter(|(_, name)| *name != NEVER_MEANT)
        .map(|(word, name)| {
            let removes = REMOVING.contains(&name) || REMOVING.contains(&word);
            let begins = !removes && typed.len() > 2 && word.starts_with(typed);
            (if begins { 0 } else { edits(typed, word) }, removes, word, name)
        })
        .filter(|(edits, removes, ..)| *edits <= if *removes { 1 } else { limit })
        .collect();
    // of equally near words, those that remove nothing; and a command's own name before its aliases
    near.sort_by_key(|(edits, removes, word, name)| (*edits, *removes, Reverse(word == name), *word));
    let first = near.first().map(|(edits, removes, ..)| (*edits, *removes));
    near.retain(|(edits, removes, ..)| Some((*edits, *removes)) == first);
    let mut named = HashSet::new();
    near.retain(|(.., name)| named.insert(*name));
    near.into_iter().map(|(_, _, word, _)| word.to_owned()).collect()
}

/// How many letters were left out, added, replaced, or swapped with the next one.
fn edits(typed: &str, word: &str) -> usize {
    let (typed, word): (Vec<char>, Vec<char>) = (typed.chars().collect(), word.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=word.len()).collect()];
    let at = |rows: &[Vec<usize>], row: usize, column: usize| {
        rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or(usize::MAX)
    };
    for (row, letter) in typed.iter().enumerate() {
        rows.push(vec![row + 1]);
        for (column, wanted) in word.iter().enumerate() {
            let kept_or_replaced = at(&rows, row, column) + usize::from(letter != wanted);
            let left_out_or_added = at(&rows, row, column + 1).min(at(&rows, row + 1, column)) + 1;
            let is_swapped =
                row > 0 && column > 0 && typed.get(row - 1) == Some(wanted) && word.get(column - 1) == Some(letter);
            let swapped = if is_swapped { at(&rows, row - 1, column - 1) + 1 } else { usize::MAX };
            let fewest = kept_or_replaced.min(left_out_or_added).min(swapped);
            rows.last_mut().map(|last| last.push(fewest)).unwrap_or_default();
        }
    }
    at(&rows, typed.len(), word.len())
}

#[cfg(test)]
mod tests {
    use upgo_engine::choices::settings::Settings;

    use super::*;
    use crate::arguments::Arguments;

    fn suggested(line: &str) -> Vec<String> {
        let words: Vec<OsString> = ["upgo"].into_iter().chain(line.split(' ')).map(OsString::from).collect();
        let error = Arguments::parsed(words).unwrap_err();
        match error.get(ContextKind::SuggestedSubcommand) {
            Some(ContextValue::Strings(words)) => words.clone(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_typing_error_never_leads_to_a_command_that_removes_more() {
        for (line, expected) in [
            ("upgarde", &["upgrade"][..]),
            ("upgade", &["upgrade"]),
            ("pruge", &["prune"]),
            ("purg", &[]),
            ("purgee", &[]),
            ("prun", &["prune"]),
            ("instal", &["install"]),
            ("ninstall", &["install"]),
            ("unistall", &["uninstall"]),
            ("remvoe", &["remove"]),
            ("remoe", &["remove"]),
            ("reove", &["remove"]),
            ("statsu", &["status"]),
            ("lst", &["list"]),
            ("updat", &["update"]),
            ("swtich", &["switch"]),
            ("wich", &["which"]),
            ("selfupdate", &["self-update"]),
            ("doc", &["doctor"]),
            ("nonsense", &[]),
            ("redo", &["rollback"]),
            ("vulns", &["audit"]),
            ("settings export2", &["export"]),
            ("self updaet", &["update"]),
            ("--json --progress none upgarde", &["upgrade"]),
            ("help upgarde", &["upgrade"]),
        ] {
            assert_eq!(suggested(line), expected, "{line}");
        }
    }

    #[test]
    fn each_word_of_another_program_has_its_meaning() {
        let meant = |line: &str| {
            let mut words: Vec<OsString> = ["upgo"].into_iter().chain(line.split(' ')).map(OsString::from).collect();
            replace_meaning(&mut words);
            words.split_off(1).join(" ".as_ref()).into_string().unwrap()
        };
        assert_eq!(meant("prune --dry-run"), "remove --unused --dry-run");
        assert_eq!((meant("undo 3"), meant("back")), ("rollback 3".to_owned(), "rollback".to_owned()));
        assert_eq!(meant("--json --progress none ls-remote"), "--json --progress none list --available");
        assert_eq!(meant("exec 1.27 -- prune"), "exec 1.27 -- prune");
        assert_eq!(meant("--progress prune status"), "--progress prune status");
        assert_eq!(meant("settings proxy"), "settings get proxy");
        assert_eq!(meant("settings proxy --json"), "settings get proxy --json");
        assert_eq!(meant("--json config proxy http://proxy:8080"), "--json config set proxy http://proxy:8080");
        assert_eq!(meant("settings get proxy"), "settings get proxy");
        assert_eq!(meant("settings nothing 1"), "settings nothing 1");
        let command = Arguments::command();
        let settings = command.find_subcommand("settings").unwrap();
        let names = std::iter::once(settings.get_name()).chain(settings.get_all_aliases());
        assert_eq!(names.collect::<Vec<_>>(), SETTINGS);
        for key in Settings::KEYS {
            assert!(settings.find_subcommand(key.name).is_none(), "{} is an action", key.name);
        }
        for (word, meant) in MEANT {
            let mut words = meant.split(' ').filter(|word| !word.starts_with('-'));
            let found = words.try_fold(&command, |command, word| command.find_subcommand(word));
            assert!(command.find_subcommand(word).is_none() && found.is_some(), "{word}");
        }
        for (name, meaning) in MEANINGS {
            assert!(command.find_subcommand(name).is_none(), "{name} is a command");
            assert!(meaning[0].starts_with("--") || command.find_subcommand(meaning[0]).is_some(), "{name}");
        }
    }
}
