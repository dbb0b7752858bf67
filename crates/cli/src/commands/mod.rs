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

/// The exit status, or what went wrong.
type CommandResult = Result<u8, Problem>;

/// A command in the list below. Only the list implements it, so a command that is missing there does not compile.
trait Listed {}

/// A command with its arguments.
trait Run: Listed {
    /// Whether it makes no change, so that its errors speak of none. Reports, caches and files that the command line names
    /// are no change.
    fn only_reads(&self) -> bool;

    /// Calls one use case and prints its answer.
    fn run(&self, start: &Start<'_>) -> CommandResult;
}

/// Makes the commands, their headings in the help, and their dispatch from one list.
macro_rules! commands {
    ($($heading:literal { $($name:literal $module:ident::$command:ident)* })*) => {
        // The doc comments of the structs are the help texts. One here would replace that of `upgo` itself.
        #[derive(Debug, Subcommand)]
        pub(crate) enum Command {
            $($(#[command(name = $name)] $command($module::$command),)*)*
        }

        /// The commands in the help of `upgo` itself, under headings: clap has headings for options only.
        pub(crate) const GROUPS: &[(&str, &[&str])] = &[$(($heading, &[$($name),*])),*];

        $($(impl Listed for $module::$command {})*)*

        impl Command {
            fn as_run(&self) -> &dyn Run {
                match self {
                    $($(Self::$command(command) => command,)*)*
                }
            }
        }
    };
}

commands! {
    "Versions" {
        "status" status::Status
        "list" list::List
        "check" check::Check
        "whatsnew" whatsnew::WhatsNew
        "rehearse" rehearse::Rehearse
        "install" install::Install
        "upgrade" upgrade::Upgrade
        "use" r#use::Use
        "rollback" rollback::Rollback
        "remove" remove::Remove
        "adopt" adopt::Adopt
        "pin" pin::Pin
    }
    "Without switching" {
        "exec" exec::Exec
        "shell" shell::Shell
        "terminal" terminal::Terminal
        "bisect" bisect::Bisect
    }
    "This machine" {
        "system" system::System
        "step-aside" step_aside::StepAside
        "add-to-path" add_to_path::AddToPath
        "env" env::Env
        "tools" tools::Tools
    }
    "Why and health" {
        "why" why::Why
        "which" which::Which
        "projects" projects::Projects
        "audit" audit::Audit
        "verify" verify::Verify
        "doctor" doctor::Doctor
        "history" history::History
        "log" log::Log
        "audit-log" audit_log::AuditLog
        "report" report::Report
    }
    "Settings and more" {
        "settings" settings::Settings
        "background" background::Background
        "self" self_update::SelfUpdate
        "cache" cache::Cache
        "completions" completions::Completions
        "man" man::Man
        "purge" purge::Purge
    }
    "Many machines" {
        "policy" policy::Policy
        "preflight" preflight::Preflight
        "dsc" dsc::Dsc
        "fleet" fleet::Fleet
        "mirror" mirror::Mirror
        "bundle" bundle::Bundle
    }
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> CommandResult {
    let command = arguments.command.as_run();
    let start = Start::new(&arguments.asked_by, output);
    let answer = command.run(&start);
    start.end();
    if command.only_reads() { answer.map_err(Problem::of_no_change) } else { answer }
}
