//! The help, and the command line that the system's schedule starts.
use upgo_engine::machine::acts;

use super::{Arguments, ENVIRONMENT_AND_EXIT_CODES, EVERY_COMMAND, GROUPS};

#[test]
fn clap_accepts_the_definitions() {
    Arguments::command().debug_assert();
}

#[test]
fn help_lists_each_command_on_one_line_of_80_columns() {
    let help = Arguments::command().term_width(80).render_help().to_string();
    for (heading, names) in GROUPS {
        assert!(help.contains(&format!("\n\n{heading}:\n  {} ", names[0])), "{heading}: {help}");
        for name in *names {
            assert!(help.lines().any(|line| line.starts_with(&format!("  {name} "))), "{name}: {help}");
        }
    }
    for line in help.lines().chain(ENVIRONMENT_AND_EXIT_CODES.lines()) {
        assert!(line.chars().count() <= 80, "{line}");
    }
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
fn global_options_have_their_own_heading() {
    let command = Arguments::command();
    let global = command.get_arguments().filter(|argument| argument.is_global_set());
    let headings: Vec<_> = global.map(|argument| (argument.get_id().as_str(), argument.get_help_heading())).collect();
    assert_eq!(headings, ["json", "progress", "quiet", "help"].map(|name| (name, Some(EVERY_COMMAND))));
}
