//! The help, and the command line that the system's schedule starts.
use std::path::PathBuf;

use upgo_engine::choices::settings::Settings;
use upgo_engine::machine::acts;

use super::help::Help;
use super::{Arguments, ENVIRONMENT_AND_EXIT_CODES};
use crate::commands::{FIRST_GROUPS, GROUPS, TEAMS};
use crate::options::EVERY_COMMAND;

#[test]
fn clap_accepts_the_definitions() {
    Arguments::command().debug_assert();
}

fn shown(help: Help) -> String {
    let text = Arguments::command_with(help).term_width(80).render_help().to_string();
    for line in text.lines().chain(ENVIRONMENT_AND_EXIT_CODES.lines()) {
        assert!(line.chars().count() <= 80, "{line}");
    }
    text
}

#[test]
fn the_full_help_lists_each_command_on_one_line_of_80_columns() {
    let help = shown(Help::All);
    for (heading, names) in GROUPS {
        assert!(help.contains(&format!("\n\n{heading}:\n  {} ", names[0])), "{heading}: {help}");
        for name in *names {
            assert!(help.lines().any(|line| line.starts_with(&format!("  {name} "))), "{name}: {help}");
        }
    }
}

#[test]
fn the_first_help_has_at_most_fifteen_commands_and_says_first_how_to_get_more() {
    let help = shown(Help::First);
    let named = GROUPS[..FIRST_GROUPS].iter().flat_map(|(_, names)| *names);
    let count = named.inspect(|name| assert!(help.contains(&format!("\n  {name} ")), "{name}: {help}")).count();
    assert!(count <= 15, "{count} commands");
    let first = help.lines().next().unwrap();
    assert!(first.contains("`upgo help COMMAND`") && first.contains("`upgo help --all`"), "{first}");
    assert_eq!(help.lines().filter(|line| line.starts_with("  upgo ")).count(), 2, "{help}");
    assert!(!help.contains("--progress"), "{help}");
}

#[test]
fn the_help_for_teams_has_only_what_this_system_has() {
    let help = shown(Help::Teams);
    let (_, names) = GROUPS.iter().find(|(heading, _)| *heading == TEAMS).unwrap();
    for name in *names {
        let is_listed = help.contains(&format!("\n  {name} "));
        assert_eq!(is_listed, cfg!(windows) || *name != "system", "{name}: {help}");
    }
    assert!(!help.contains("\n  status "), "{help}");
}

#[test]
fn the_systems_schedule_starts_a_scheduled_check() {
    let asked_by = |line: &str| {
        let words = ["upgo"].into_iter().chain(line.split(' '));
        Arguments::parsed(words.map(Into::into).collect()).unwrap().asked_by
    };
    assert_eq!(asked_by(acts::CHECK_BY_COMMAND), acts::SCHEDULED);
    assert_eq!(asked_by("check"), "upgo check");
}

#[test]
fn the_help_of_a_setting_names_each_one_whose_change_can_be_undone() {
    let command = Arguments::command();
    let set = command.find_subcommand("settings").and_then(|settings| settings.find_subcommand("set")).unwrap();
    let help = set.get_long_about().unwrap().to_string();
    let trust = Settings::KEYS.iter().filter(|key| key.decides_trust && !key.name.starts_with("hooks."));
    for key in trust {
        assert!(help.contains(&format!("`{}`", key.name)), "{}: {help}", key.name);
    }
}

#[test]
fn a_path_may_begin_with_the_home_folder() {
    let home = std::env::home_dir().unwrap();
    let given = |line: &str| Arguments::command().try_get_matches_from(line.split(' ')).unwrap();
    for (written, meant) in
        [("~/x", home.join("x")), ("~", home.clone()), ("~x/y", "~x/y".into()), ("./~", "./~".into())]
    {
        let matches = given(&format!("upgo why {written}"));
        assert_eq!(matches.subcommand().unwrap().1.get_one::<PathBuf>("path"), Some(&meant), "{written}");
        let matches = given(&format!("upgo install {written}"));
        assert_eq!(matches.subcommand().unwrap().1.get_one::<PathBuf>("what"), Some(&meant), "{written}");
    }
    let matches = given("upgo projects pin --project=~/x");
    let (_, pin) = matches.subcommand().unwrap().1.subcommand().unwrap();
    assert_eq!(pin.get_one::<PathBuf>("project"), Some(&home.join("x")));
}

#[test]
fn global_options_have_their_own_heading() {
    let command = Arguments::command();
    let global = command.get_arguments().filter(|argument| argument.is_global_set());
    let headings: Vec<_> = global.map(|argument| (argument.get_id().as_str(), argument.get_help_heading())).collect();
    assert_eq!(headings, ["json", "progress", "quiet", "help"].map(|name| (name, Some(EVERY_COMMAND))));
}
