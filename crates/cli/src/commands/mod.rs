//! The commands, one file each: the arguments with their help, and what the command does. `table.rs` lists them.
mod add_to_path;
mod adopt;
mod audit;
mod audit_log;
mod background;
mod bisect;
mod bundle;
mod cache;
mod check;
mod completions;
mod doctor;
mod dsc;
mod env;
mod exec;
mod fleet;
mod history;
mod install;
mod list;
mod log;
mod man;
mod mirror;
mod overview;
mod pin;
mod policy;
mod preflight;
mod projects;
mod purge;
mod rehearse;
mod remove;
mod report;
mod rollback;
mod self_update;
mod settings;
mod setup;
mod shared;
mod shell;
mod status;
mod step_aside;
mod system;
mod terminal;
mod tools;
mod upgrade;
mod r#use;
mod verify;
mod whatsnew;
mod which;
mod why;

use clap::Subcommand;

use crate::output::Output;
use shared::{CommandResult, ListedCommand, Run, Start};

/// Makes the commands, their headings in the help, and their dispatch from one list. The words in parentheses are what
/// other programs call the command. The help shows neither them nor the hidden commands.
macro_rules! commands {
    (
        $($heading:literal { $($name:literal $(($($alias:literal)*))? $module:ident::$command:ident)* })*
        hidden { $($old_name:literal $old_module:ident::$old_command:ident)* }
    ) => {
        // The doc comments of the structs are the help texts. One here would replace that of `upgo` itself.
        #[derive(Debug, Subcommand)]
        pub(crate) enum Command {
            $($(#[command(name = $name $($(, alias = $alias)*)?)] $command($module::$command),)*)*
            $(#[command(name = $old_name, hide = true)] $old_command($old_module::$old_command),)*
        }

        /// The commands in the help of `upgo` itself, under headings: clap has headings for options only.
        pub(crate) const GROUPS: &[(&str, &[&str])] = &[$(($heading, &[$($name),*])),*];

        $($(impl ListedCommand for $module::$command {})*)*
        $(impl ListedCommand for $old_module::$old_command {})*

        impl Command {
            fn carry_out(&self, start: &Start<'_>) -> CommandResult {
                match self {
                    $($(Self::$command(command) => command.carry_out(start),)*)*
                    $(Self::$old_command(command) => command.carry_out(start),)*
                }
            }
        }
    };
}

/// How many of [`GROUPS`] are in the first help: the commands that everybody needs. The others are in `help --all`.
pub(crate) const FIRST_GROUPS: usize = 4;

/// The heading of the commands of organizations, which `help teams` shows.
pub(crate) const TEAMS: &str = "Many machines";

pub(crate) const WINDOWS_ONLY: &[&str] = &["system"];

include!("table.rs");

/// Without a command, shows the state and what to do next.
pub(crate) fn run(
    command: Option<&Command>,
    asked_by: &str,
    output: &Output,
    parser: fn() -> clap::Command,
) -> CommandResult {
    let start = Start::new(asked_by, output, parser);
    command.map_or_else(|| overview::Overview.carry_out(&start), |command| command.carry_out(&start))
}
