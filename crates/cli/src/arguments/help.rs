//! The help of `upgo` itself: first the commands that everybody needs, and the others on request.
use std::ffi::OsString;

use upgo_engine::machine::platform;

use crate::commands::{FIRST_GROUPS, GROUPS, TEAMS, WINDOWS_ONLY};
use crate::options::EVERY_COMMAND;

/// The first line. It says how to get more, because many read no further.
const FIRST_LINE: &str = "Keeps Go up to date. For more, run `upgo help COMMAND` or `upgo help --all`.";

const EXAMPLES: &str = concat!(
    "  upgo install 1.27 --use          # the newest Go 1.27, for every new terminal\n",
    "  upgo exec 1.26 -- go test ./...  # one command with another version\n"
);

/// The end of the help for organizations: what they use of other commands.
const ALSO_FOR_TEAMS: &str = "\
Also for many machines: `upgo upgrade --unattended`, `upgo log audit verify`,
`upgo audit --sarif` and --json with every command.";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Help {
    /// The commands that everybody needs.
    First,
    All,
    Teams,
}

impl Help {
    /// The help that the words from `at` on ask for, without the words that say so.
    pub(super) fn asked(given: &mut Vec<OsString>, at: usize) -> Self {
        let count = given.len();
        given.retain(|word| word != "--all");
        match given.get(at) {
            _ if given.len() < count => Self::All,
            Some(word) if word == "teams" => {
                given.remove(at);
                Self::Teams
            }
            _ => Self::First,
        }
    }

    /// The help as a template of clap, which does not wrap it: a description must fit on one line.
    pub(super) fn template(self, command: &clap::Command) -> String {
        let header = command.get_styles().get_header();
        let titled = |title: &str, text: &str| format!("{header}{title}:{header:#}\n{text}\n");
        let groups: Vec<&(&str, &[&str])> =
            GROUPS.iter().enumerate().filter(|(at, group)| self.shows(*at, group.0)).map(|(_, group)| group).collect();
        let width = groups.iter().flat_map(|(_, names)| *names).map(|name| name.len()).max().unwrap_or_default();
        let listed = groups.iter().map(|(heading, names)| {
            let lines: String =
                names.iter().filter(|name| self.has(name)).filter_map(|name| line(command, name, width)).collect();
            titled(heading, &lines)
        });
        let listed: String = listed.collect();
        match self {
            Self::First => format!(
                "{FIRST_LINE}\n\n{{usage-heading}} {{usage}}\n\n{listed}{}\n`upgo help teams` is for many machines.",
                titled("Examples", EXAMPLES)
            ),
            Self::All => format!(
                "{FIRST_LINE}\n\n{{usage-heading}} {{usage}}\n\n{listed}{}{{after-help}}",
                titled(EVERY_COMMAND, "{options}")
            ),
            Self::Teams => format!("{FIRST_LINE}\n\n{listed}{ALSO_FOR_TEAMS}"),
        }
    }

    fn shows(self, at: usize, heading: &str) -> bool {
        match self {
            Self::First => at < FIRST_GROUPS,
            Self::All => true,
            Self::Teams => heading == TEAMS,
        }
    }

    /// Whether a command is shown on this system. The list of all is the same everywhere.
    fn has(self, name: &str) -> bool {
        self == Self::All || platform::HAS_REGISTRY || !WINDOWS_ONLY.contains(&name)
    }
}

fn line(command: &clap::Command, name: &str, width: usize) -> Option<String> {
    let literal = command.get_styles().get_literal();
    let about = command.find_subcommand(name)?.get_about()?;
    Some(format!("  {literal}{name}{literal:#}{:gap$}{about}\n", "", gap = width + 2 - name.len()))
}
