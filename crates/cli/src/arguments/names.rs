//! What people type for a command: names that other programs use, and typing errors. Another name of a single command
//! is an alias in the list of commands; those that mean more are here.
use std::cmp::Reverse;
use std::collections::HashSet;
use std::ffi::OsString;
use std::path::Path;

use clap::ArgMatches;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use upgo_engine::choices::settings;
use upgo_engine::released::catalog::ReleaseRequest;

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
    ("add", "install"),
    ("cleanup", "remove --unused"),
    ("delete", "remove"),
    ("download", "install"),
    ("export", "bundle create"),
    ("fix", "doctor --fix"),
    ("global", "use"),
    ("info", "status"),
    ("latest", "upgrade"),
    ("local", "projects pin"),
    ("redo", "rollback"),
    ("repair", "verify --repair"),
    ("rm", "remove"),
    ("run", "exec"),
    ("search", "list --available"),
    ("stable", "upgrade"),
    ("versions", "list"),
    ("vuln", "audit"),
    ("vulns", "audit"),
];

const SETTINGS: &[&str] = &["settings", "config"];

/// Commands that remove something, and options that check or ask less. A typing error leads to one only if nothing is as
/// near, never to [`NEVER_MEANT`].
const REMOVING: &[&str] = &[
    "clean", "clean-go", "prune", "remove", "reset", "uninstall", "even-if-running", "force", "without-proof",
    "without-rehearsal", "yes",
];

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

/// Refuses a path that does not exist and is nearly the name of an action, such as `projects riase`.
pub(super) fn refuse_mistyped_action(root: &clap::Command, matches: &ArgMatches) -> Result<(), clap::Error> {
    let command = matches.subcommand().and_then(|(name, inner)| Some((root.find_subcommand(name)?, inner)));
    let Some((command, inner)) = command.filter(|(_, inner)| inner.subcommand().is_none()) else { return Ok(()) };
    let is_action = |word: &&str| {
        let actions = command.get_subcommands().map(|action| (action.get_name(), action.get_name()));
        !nearest(word, actions).is_empty() && !Path::new(word).exists()
    };
    let given = command.get_positionals().filter_map(|argument| inner.get_raw(argument.get_id().as_str())).flatten();
    let Some(typed) = given.filter_map(|word| word.to_str()).find(is_action) else { return Ok(()) };
    let mut error = clap::Error::new(ErrorKind::InvalidSubcommand).with_cmd(command);
    error.insert(ContextKind::InvalidSubcommand, ContextValue::String(typed.to_owned()));
    Err(error)
}

/// What a word means that a command does not take: a command line.
fn meant_with(command: &str, word: &str) -> Option<String> {
    let is_version = word.parse::<ReleaseRequest>().is_ok();
    Some(match (command, word) {
        (_, option) if option.starts_with("--") => return None,
        ("doctor", "fix") => "doctor --fix".to_owned(),
        ("env", word) if word == "get" || word.starts_with("GO") => "env".to_owned(),
        ("history", number) if number.parse::<usize>().is_ok() => format!("history --last {number}"),
        ("list", _) => "list --available".to_owned(),
        ("rollback", version) if is_version && version.contains('.') => format!("use {version}"),
        ("rollback", _) => "rollback".to_owned(),
        ("upgrade", "go") => "upgrade".to_owned(),
        ("upgrade", "upgo") => "self update".to_owned(),
        ("upgrade", version) if is_version => format!("upgrade --to {version}"),
        _ => return None,
    })
}

/// Replaces clap's suggestions for what does not exist by [`nearest`], and by what other programs call it.
pub(super) fn suggest(error: &mut clap::Error, root: &clap::Command, given: &[OsString]) {
    let typed = match error.kind() {
        ErrorKind::InvalidSubcommand => ContextKind::InvalidSubcommand,
        ErrorKind::UnknownArgument => ContextKind::InvalidArg,
        ErrorKind::ValueValidation => ContextKind::InvalidValue,
        _ => return,
    };
    let Some(ContextValue::String(typed)) = error.get(typed).cloned() else { return };
    let words = given.get(1..).unwrap_or_default().iter().filter_map(|word| word.to_str());
    let parent = words
        .take_while(|word| *word != typed)
        .fold(root, |command, word| command.find_subcommand(word).unwrap_or(command));
    let is_first = parent.get_name() == root.get_name();
    // clap's tip to pass an unknown option as a value is never what was meant
    error.remove(ContextKind::Suggested);
    error.remove(ContextKind::SuggestedArg);
    if error.kind() != ErrorKind::ValueValidation {
        // that of clap has the option that it suggests
        error.insert(ContextKind::Usage, ContextValue::StyledStr(parent.clone().render_usage()));
    }
    if let Some(meant) = meant_with(parent.get_name(), &typed) {
        error.remove(ContextKind::SuggestedSubcommand);
        let tip = StyledStr::from(format!("run `upgo {meant}`"));
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip]));
    } else if let Some(option) = typed.strip_prefix("--") {
        let options = parent.get_arguments().filter_map(clap::Arg::get_long).map(|name| (name, name));
        if let Some(near) = nearest(option, options).into_iter().next() {
            error.insert(ContextKind::SuggestedArg, ContextValue::String(format!("--{near}")));
        }
    }
    if error.kind() != ErrorKind::InvalidSubcommand || error.get(ContextKind::Suggested).is_some() {
        return;
    }
    let is_version = typed.contains('.') && typed.parse::<ReleaseRequest>().is_ok();
    let meant = MEANT.iter().find(|(word, _)| *word == typed).map(|(_, meant)| (*meant).to_owned());
    let meant = meant.or_else(|| is_version.then(|| format!("use {typed}")));
    let near = if let Some(meant) = meant.filter(|_| is_first) {
        vec![meant]
    } else {
        let all = parent.get_subcommands().flat_map(|command| {
            let name = command.get_name();
            std::iter::once(name).chain(command.get_all_aliases()).map(move |word| (word, name))
        });
        let of_others = MEANINGS.iter().filter(|_| is_first).map(|(name, _)| (*name, *name));
        nearest(&typed, all.chain(of_others))
    };
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
            (if begins { 0 } else { strsim::osa_distance(typed, word) }, removes, word, name)
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
            ("projects riase", &["raise"]),
            ("projects remvoe", &["remove"]),
            ("fleet repotr", &["report"]),
        ] {
            assert_eq!(suggested(line), expected, "{line}");
        }
    }

    #[test]
    fn what_a_command_does_not_take_leads_to_the_command_that_was_meant() {
        let tips = |line: &str| {
            let words = ["upgo"].into_iter().chain(line.split(' ')).map(OsString::from).collect();
            let said = Arguments::parsed(words).unwrap_err().render().to_string();
            assert!(!said.contains("--without-"), "{said}");
            let tips = said.lines().filter_map(|line| line.strip_prefix("  tip: "));
            tips.filter_map(|tip| tip.split(['`', '\'']).nth(1)).map(str::to_owned).collect::<Vec<_>>()
        };
        for (line, meant) in [
            ("upgrade 1.27.3", "upgo upgrade --to 1.27.3"),
            ("update latest", "upgo upgrade --to latest"),
            ("upgrade go", "upgo upgrade"),
            ("upgrade upgo", "upgo self update"),
            ("list 1.26", "upgo list --available"),
            ("ls remote", "upgo list --available"),
            ("history 1", "upgo history --last 1"),
            ("rollback latest", "upgo rollback"),
            ("rollback go1.26.5", "upgo use go1.26.5"),
            ("doctor fix", "upgo doctor --fix"),
            ("env get GOPROXY", "upgo env"),
            ("env GOPROXY", "upgo env"),
            ("global 1.27", "use"),
            ("latest", "upgrade"),
            ("info", "status"),
            ("search 1.27", "list --available"),
            ("versions", "list"),
            ("1.27.3", "use 1.27.3"),
            ("go1.27", "use go1.27"),
            ("list --avail", "--available"),
            ("install 1.27 --dryrun", "--dry-run"),
        ] {
            assert_eq!(tips(line), [meant], "{line}");
            if let Some(command) = meant.strip_prefix("upgo ") {
                let words = ["upgo"].into_iter().chain(command.split(' ')).map(OsString::from).collect();
                assert!(Arguments::parsed(words).is_ok(), "{command}");
            }
        }
        for line in
            ["projects raise --too 1.27", "projects raise --without", "install 1.27 --without", "upgrade --fast"]
        {
            assert!(tips(line).iter().all(|tip| tip == "--go"), "{line}");
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
