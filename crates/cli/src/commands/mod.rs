//! The commands, one file each: the arguments with their help, and what the command does. A new one needs a line in the
//! list below.
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
use upgo_engine::base::report::Problem;

use crate::arguments::Arguments;
use crate::output::Output;
use shared::start::Start;

type CommandResult = Result<u8, Problem>;

/// A command in the list below. Only the list implements it, so a command that is missing there does not compile.
trait Listed {}

trait Run: Listed {
    /// Whether it makes no change, so that its errors do not mention one. Reports, caches and files named on the
    /// command line do not count as changes.
    fn only_reads(&self) -> bool;

    /// Calls one use case and prints its answer.
    fn run(&self, start: &Start<'_>) -> CommandResult;
}

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

        $($(impl Listed for $module::$command {})*)*
        $(impl Listed for $old_module::$old_command {})*

        impl Command {
            fn as_run(&self) -> &dyn Run {
                match self {
                    $($(Self::$command(command) => command,)*)*
                    $(Self::$old_command(command) => command,)*
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

commands! {
    "Every day" {
        "status" ("current") status::Status
        "upgrade" ("update") upgrade::Upgrade
        "rollback" rollback::Rollback
    }
    "Versions" {
        "list" ("ls") list::List
        "install" install::Install
        "use" ("switch" "default") r#use::Use
        "remove" ("uninstall") remove::Remove
        "exec" exec::Exec
    }
    "Checks" {
        "why" why::Why
        "doctor" doctor::Doctor
        "audit" audit::Audit
        "projects" projects::Projects
    }
    "More" {
        "tools" tools::Tools
        "env" env::Env
        "settings" ("config") settings::Settings
    }
    "Before and after an upgrade" {
        "check" ("outdated") check::Check
        "whatsnew" whatsnew::WhatsNew
        "rehearse" rehearse::Rehearse
        "history" history::History
        "verify" verify::Verify
    }
    "Now and then" {
        "adopt" adopt::Adopt
        "setup" setup::Setup
        "shell" shell::Shell
        "bisect" bisect::Bisect
        "cache" cache::Cache
        "log" log::Log
        "background" background::Background
        "self" self_update::SelfUpdate
        "completions" completions::Completions
        "man" man::Man
    }
    "Many machines" {
        "policy" policy::Policy
        "preflight" preflight::Preflight
        "fleet" fleet::Fleet
        "mirror" mirror::Mirror
        "bundle" bundle::Bundle
        "dsc" dsc::Dsc
        "system" system::System
    }
    // what is now part of another command, and keeps working for scripts and for other programs
    hidden {
        "add-to-path" add_to_path::AddToPath
        "audit-log" audit_log::AuditLog
        "pin" pin::Pin
        "purge" purge::Purge
        "report" report::Report
        "step-aside" step_aside::StepAside
        "terminal" terminal::Terminal
        "which" which::Which
    }
}

/// Without a command, shows the state and what to do next.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> CommandResult {
    let command = arguments.command.as_ref().map_or(&overview::Overview as &dyn Run, Command::as_run);
    let start = Start::new(&arguments.asked_by, output);
    let answer = command.run(&start);
    start.end();
    if command.only_reads() { answer.map_err(Problem::of_no_change) } else { answer }
}
