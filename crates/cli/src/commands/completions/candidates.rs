//! The words that are possible at a place of a command line.
use std::ffi::OsString;

use clap::ValueHint;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};
use upgo_engine::base::report::Problem;
use upgo_engine::base::words::{Language, speaking};
use upgo_engine::cases::Engine;
use upgo_engine::choices::settings::Settings;
use upgo_engine::environment::variable;
use upgo_engine::guidance::doctor::CHECKS;

use crate::commands::shared::Start;
use crate::options::{Offers, command_at};

/// Marks a candidate that stands for all values of a kind: no word of a command line contains it.
const MARK: char = '\u{1}';

/// How many changes are offered, newest first.
const CHANGES: usize = 20;

/// The possible words, each with a few words about it after a tab if `is_described`. After an error, there are none: a
/// shell has no place to show it.
pub(super) fn lines(start: &Start<'_>, before: &[String], word: &str, is_described: bool) -> Vec<String> {
    let mut kinds = Vec::new();
    let mut command = with_marks((start.parser)(), &mut kinds);
    // bash makes `=` a separate word
    let mut before = before.iter().filter(|word| *word != "=").map(String::as_str);
    let mut words: Vec<OsString> =
        std::iter::once("upgo").chain(before.clone()).chain([word]).map(Into::into).collect();
    // `help` and `man` take the names of commands
    let taker = command_at(&words).filter(|at| words.get(*at).is_some_and(|word| word == "help" || word == "man"));
    if let Some(at) = taker.filter(|at| at + 1 < words.len()) {
        words.remove(at);
    }
    let last = words.len() - 1;
    // after a word that is not a command, clap offers the commands again
    let named = command_at(&words).filter(|at| *at < last).and_then(|at| words.get(at));
    if named.is_some_and(|name| command.find_subcommand(name).is_none()) {
        return Vec::new();
    }
    let found = speaking(Language::English, || complete(&mut command, words, last, None)).unwrap_or_default();
    let setting = before.next_back().unwrap_or_default();
    let mut all = Vec::new();
    let is_command = |found: &CompletionCandidate| found.get_id().is_some_and(|id| id.starts_with("command::"));
    for candidate in found.into_iter().filter(|found| taker.is_none() || is_command(found)) {
        let value = candidate.get_value().to_string_lossy().into_owned();
        if let Some((prefix, kind)) = value.split_once(MARK) {
            let kind = kind.parse().ok().and_then(|index: usize| kinds.get(index));
            let values = kind.and_then(|kind| values(*kind, setting, start).ok()).unwrap_or_default();
            let values = values.into_iter().map(|(value, about)| (format!("{prefix}{value}"), about));
            all.extend(values.filter(|(value, _)| value.starts_with(word)));
        } else if !value.starts_with('-') || word.starts_with('-') {
            let about = candidate.get_help().map(ToString::to_string).unwrap_or_default();
            all.push((value, about.lines().next().unwrap_or_default().to_owned()));
        }
    }
    // a line is one word
    all.retain(|(value, _)| !value.chars().any(char::is_control));
    let line = |(value, about): (String, String)| {
        if is_described && !about.is_empty() { format!("{value}\t{about}") } else { value }
    };
    all.into_iter().map(line).collect()
}

/// The command with a mark for each argument that has an [`Offers`], which is its place in `kinds`, and without its own
/// search for files: the shell has one, which quotes their names.
fn with_marks(command: clap::Command, kinds: &mut Vec<Offers>) -> clap::Command {
    let command = command.mut_args(|argument| {
        let argument =
            if argument.get_action().takes_values() { argument.value_hint(ValueHint::Other) } else { argument };
        let Some(kind) = argument.get::<Offers>().copied() else { return argument };
        let mark = format!("{MARK}{}", kinds.len());
        kinds.push(kind);
        argument.add(ArgValueCompleter::new(move |_: &std::ffi::OsStr| vec![CompletionCandidate::new(&mark)]))
    });
    command.mut_subcommands(|inner| with_marks(inner, kinds))
}

/// The values of a kind on this machine, each with a few words about it.
fn values(kind: Offers, setting: &str, start: &Start<'_>) -> Result<Vec<(String, String)>, Problem> {
    let plain = |values: Vec<String>| values.into_iter().map(|value| (value, String::new())).collect();
    let keys = || Settings::KEYS.iter();
    if kind == Offers::Key {
        return Ok(keys().map(|key| (key.name.to_owned(), beginning(&key.doc.to_string()))).collect());
    }
    if kind == Offers::Check {
        return Ok(CHECKS.iter().map(|check| (check.id.to_owned(), beginning(&check.title.to_string()))).collect());
    }
    if kind == Offers::Variable {
        return Ok(plain(variable::all().map(str::to_owned).collect()));
    }
    if kind == Offers::SettingValue {
        return Ok(plain(keys().find(|key| key.name == setting).map(|key| words_of(key.kind)).unwrap_or_default()));
    }
    let engine = start.engine_with_any_sources()?;
    Ok(match kind {
        Offers::Installed => plain(engine.toolchains()?.iter().map(|version| version.number().to_owned()).collect()),
        Offers::Version => plain(any(engine)?),
        Offers::VersionOrProject => plain(any(engine)?.into_iter().chain(["project".to_owned()]).collect()),
        Offers::Change => {
            let changes = engine.history_page(None, CHANGES)?.entries;
            changes.into_iter().map(|entry| (entry.id.to_string(), entry.by)).collect()
        }
        Offers::Project => {
            plain(engine.settings().projects.iter().filter_map(|path| path.to_str()).map(str::to_owned).collect())
        }
        Offers::Key | Offers::Check | Offers::Variable | Offers::SettingValue => Vec::new(),
    })
}

/// The installed versions and those of the cached release list, newest first, and the words for the newest of all and of
/// each supported release line.
fn any(engine: &Engine) -> Result<Vec<String>, Problem> {
    let mut versions = engine.toolchains()?;
    let mut lines = Vec::new();
    if let Some(list) = engine.known_catalog() {
        let offered = list.releases.iter().filter(|release| release.archive.is_some());
        let supported = offered.clone().filter(|release| release.supported);
        lines.extend(supported.map(|release| release.version.language().number().to_owned()));
        lines.dedup();
        versions.extend(offered.map(|release| release.version.clone()));
    }
    versions.sort_by(|one, other| other.cmp(one));
    versions.dedup();
    let exact = versions.iter().map(|version| version.number().to_owned());
    Ok(["latest".to_owned()].into_iter().chain(lines).chain(exact).collect())
}

/// The words of a description such as `one of newest, line` or `true or false`; none if it describes its values.
fn words_of(kind: &str) -> Vec<String> {
    if kind == "true or false" {
        return vec!["true".to_owned(), "false".to_owned()];
    }
    let list = kind.strip_prefix("one of ").or_else(|| kind.strip_prefix("a list of ")).unwrap_or_default();
    let words: Vec<String> = list.split(", ").map(str::to_owned).collect();
    let is_word =
        |word: &String| !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
    if words.len() > 1 && words.iter().all(is_word) { words } else { Vec::new() }
}

/// The beginning of a text: the part that fits into a list.
fn beginning(text: &str) -> String {
    let end = [". ", ": ", "; ", " ("].into_iter().filter_map(|mark| text.find(mark)).min();
    text.get(..end.unwrap_or(text.len())).unwrap_or_default().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Arguments;

    /// A Go of another program, or what a server or a mirror has.
    const WITHOUT: &[&str] = &[
        "tools rebuild names", "tools update names", "env path first other", "adopt what", "log report print",
        "mirror build versions", "mirror prune versions", "bundle create versions", "system install version",
        "report print", "step-aside what",
    ];

    #[test]
    fn each_version_setting_and_project_is_offered() {
        let mut without = Vec::new();
        collect(&Arguments::command(), "", &mut without);
        assert_eq!(without, WITHOUT);
    }

    fn collect(command: &clap::Command, path: &str, without: &mut Vec<String>) {
        for argument in command.get_arguments().filter(|argument| argument.get::<Offers>().is_none()) {
            let names = argument.get_value_names().unwrap_or_default().iter().map(|name| name.to_lowercase());
            let names = names.chain([argument.get_id().to_string()]).collect::<Vec<_>>().join("|");
            if names.split('|').any(|name| {
                ["version", "versions", "project", "projects", "key", "change", "id", "name"].contains(&name)
            }) {
                without.push(format!("{path} {}", argument.get_id()));
            }
        }
        for inner in command.get_subcommands() {
            collect(inner, format!("{path} {}", inner.get_name()).trim_start(), without);
        }
    }

    #[test]
    fn the_words_of_a_setting_are_offered() {
        let of = |name: &str| words_of(Settings::KEYS.iter().find(|key| key.name == name).unwrap().kind);
        assert_eq!(of("suggest"), ["newest", "line"]);
        assert_eq!(of("proof"), ["digest", "when-reachable", "required"]);
        assert_eq!(of("keep-archives"), ["true", "false"]);
        assert_eq!(of("channels"), ["stable", "rc", "beta"]);
        for described in ["mirrors", "check.interval", "projects", "ca-file", "keep-versions"] {
            assert!(of(described).is_empty(), "{described}");
        }
    }
}
