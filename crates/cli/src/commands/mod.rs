//! One file per family of commands: parse, call one use case, print.
mod audit;
mod audit_log;
mod background;
mod bisect;
mod bundle;
mod cache;
mod change;
mod doctor;
mod dsc;
mod env;
mod exec;
mod fleet;
mod history;
mod list;
mod log;
mod man;
mod mirror;
mod policy;
mod preflight;
mod projects;
mod proof;
mod purge;
mod rehearse;
mod report;
mod running;
mod self_update;
mod settings;
mod status;
mod terminal;
mod tools;
mod verify;
mod watch;
mod whatsnew;
mod why;
mod windows_probe;

use std::path::PathBuf;

use upgo_engine::answers::Text;
use upgo_engine::base::report::{Cancel, Code, Problem};
use upgo_engine::cases::{Engine, Setup};

use crate::arguments::{Arguments, Command, DscAction, FleetAction, ProjectsAction, SelfAction, ToolsAction};
use crate::output::Output;
use crate::waiting;

/// The exit status, or what went wrong.
type CommandResult = Result<u8, Problem>;

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> CommandResult {
    let answer = answer(arguments, output);
    if arguments.command.only_reads() { answer.map_err(Problem::of_no_change) } else { answer }
}

fn answer(arguments: &Arguments, output: &Output) -> CommandResult {
    if let Command::Completions { shell } = &arguments.command {
        let mut script = Vec::new();
        clap_complete::generate(*shell, &mut Arguments::command(), "upgo", &mut script);
        let text = String::from_utf8_lossy(&script).into_owned();
        output.answer(&Text { text }, |answer| answer.text.trim_end().to_owned());
        return Ok(0);
    }
    if let Command::Man { command } = &arguments.command {
        return man::run(command, output);
    }
    if let Command::Dsc { action: action @ (DscAction::Schema | DscAction::Manifest) } = &arguments.command {
        return Ok(dsc::describe(action, output)); // an engine asks for these before anything else
    }
    let setup = Setup::of_this_process(&arguments.asked_by);
    let engine = match &arguments.command {
        Command::Report { .. } | Command::Policy => {
            Engine::open(setup.clone()).or_else(|_| Engine::open_without_sources(setup))?
        }
        command if needs_sources(command) => Engine::open(setup)?,
        _ => Engine::open_without_sources(setup)?,
    };
    waiting::show(&engine, output);
    let cancel = if takes_a_while(&arguments.command) { cancel_on_interrupt() } else { Cancel::default() };
    let answer = run_on(&engine, arguments, &cancel, output);
    let leaves_settings = matches!(arguments.command, Command::Status | Command::List { .. } | Command::Use { .. });
    output.warnings(&settings::warnings(&engine, !leaves_settings));
    answer
}

fn run_on(engine: &Engine, arguments: &Arguments, cancel: &Cancel, output: &Output) -> CommandResult {
    match &arguments.command {
        Command::Status => status::run(engine, output),
        Command::List { available: false, sizes, .. } => list::installed(engine, *sizes, cancel, output),
        Command::List { available: true, channel, .. } => list::available(engine, channel.as_deref(), cancel, output),
        Command::Check { notify: true, .. } => watch::run(engine, cancel, output),
        Command::Check { exit_code, .. } => status::check(engine, *exit_code, cancel, output),
        Command::Audit { what, target, modules, offline, sarif, exit_code } => {
            let wish =
                audit::AuditArguments { what, target: target.as_deref(), modules, offline: *offline, sarif: *sarif };
            audit::run(engine, &wish, *exit_code, cancel, output)
        }
        Command::Rehearse { version, projects, test, timeout, of, change } => {
            let test_time = (*timeout).try_into().ok();
            let (version, tests, of, flags) = (version.as_deref(), *test, *of, *change);
            let wish = rehearse::RehearseArguments { version, projects, tests, test_time, of, flags };
            rehearse::run(engine, &wish, cancel, output)
        }
        Command::Env { action: None } => env::show(engine, output),
        Command::History { last, before, hooks } => history::run(engine, *last, *before, *hooks, output),
        Command::Log { follow, level, last, path } => {
            match (path, follow) {
                (true, _) => log::path(engine, output),
                (false, true) => log::follow(engine, *level, *last, cancel, output),
                (false, false) => log::run(engine, *level, *last, output),
            }
            Ok(0)
        }
        Command::AuditLog { action } => Ok(audit_log::run(engine, action, output)),
        Command::Report { print: Some(name), .. } => report::print(engine, name, output),
        Command::Report { file, yes, .. } => report::write(engine, file.as_deref(), *yes, output),
        Command::Which => why::which(engine, output),
        Command::WhatsNew { from, to, projects } => {
            whatsnew::run(engine, from.as_deref(), to.as_deref(), projects, cancel, output)
        }
        Command::Why { path, this_terminal } => why::run(engine, path.as_deref(), *this_terminal, output),
        Command::Projects { paths, action: None } => projects::run(engine, paths, cancel, output),
        Command::Verify { version: Some(version), why: true, .. } => proof::run(engine, version, output),
        command @ Command::Verify { version, repair, change, .. } => {
            let without_proof = command.goes_without_proof();
            let wish =
                verify::VerifyArguments { version: version.as_deref(), repair: *repair, without_proof, flags: *change };
            verify::run(engine, &wish, cancel, output)
        }
        Command::Doctor { fix: Some(only), exit_code, change, .. } => {
            let wish = doctor::DoctorArguments { only: only.as_deref(), flags: *change, exit_code: *exit_code };
            doctor::fix(engine, &wish, cancel, output)
        }
        Command::Doctor { ignore: Some(id), .. } => doctor::ignore(engine, id, true, output),
        Command::Doctor { show_again: Some(id), .. } => doctor::ignore(engine, id, false, output),
        Command::Doctor { windows_probe: true, out, .. } => windows_probe::run(engine, out.as_deref(), cancel, output),
        Command::Doctor { exit_code, .. } => doctor::run(engine, *exit_code, output),
        Command::Terminal { version } => terminal::run(engine, version.as_deref(), output),
        Command::Exec { version, program, proof } => {
            let go = exec::GoArguments { version, without_proof: proof.without_proof };
            exec::exec(engine, &go, program, cancel, output)
        }
        Command::Shell { version, shell, print, proof } => {
            let go = exec::GoArguments { version, without_proof: proof.without_proof };
            exec::shell(engine, &go, *shell, *print, cancel, output)
        }
        Command::Bisect { good, bad, include_prereleases, program, proof } => {
            let wish = bisect::BisectArguments {
                good,
                bad,
                include_prereleases: *include_prereleases,
                program,
                without_proof: proof.without_proof,
            };
            bisect::run(engine, &wish, cancel, output)
        }
        Command::Tools { action: None } => tools::run(engine, output),
        Command::Tools { action: Some(ToolsAction::Check) } => tools::check(engine, cancel, output),
        Command::Background { form } => background::run(engine, *form, output),
        Command::Policy => {
            policy::run(engine, output);
            Ok(0)
        }
        Command::Settings { action } => settings::run(engine, action.as_ref(), cancel, output),
        Command::SelfUpdate { action } => self_update::run(engine, action, cancel, output),
        Command::Preflight { to, patch, exit_code } => {
            preflight::run(engine, to.as_deref(), *patch, *exit_code, cancel, output)
        }
        Command::Dsc { action } => dsc::run(engine, action, cancel, output),
        Command::Mirror { action } => mirror::run(engine, action, cancel, output),
        Command::Fleet { action: Some(FleetAction::Report { to }), .. } => fleet::report(engine, to, output),
        Command::Fleet { folder, html, silent_after, action: None } => {
            fleet::run(engine, folder.as_deref(), html.as_deref(), *silent_after, cancel, output)
        }
        Command::Bundle { action } => bundle::run(engine, action, cancel, output),
        command @ Command::Install { bundle: Some(file), .. } => {
            let bundle = engine.open_bundle(file, cancel)?;
            change::run(&bundle, command, cancel, output)
        }
        Command::Purge { running, change } => purge::run(engine, *running, *change, cancel, output),
        Command::Cache { action } => cache::run(engine, action.as_ref(), cancel, output),
        Command::Completions { .. } | Command::Man { .. } => Ok(0),
        changing => change::run(engine, changing, cancel, output),
    }
}

/// Whether a command needs a source of releases. A variable with an invalid address stops only these commands.
fn needs_sources(command: &Command) -> bool {
    use Command as C;
    let is_here = matches!(command, C::SelfUpdate { action: SelfAction::Rollback { .. } | SelfAction::Trial { .. } });
    !is_here
        && !matches!(
            command,
            C::Settings { .. }
                | C::Log { .. }
                | C::AuditLog { .. }
                | C::History { .. }
                | C::Terminal { .. }
                | C::Cache { .. }
                | C::Projects { action: Some(ProjectsAction::Add { .. } | ProjectsAction::Remove { .. }), .. }
        )
}

/// Whether Ctrl+C has something to cancel. The other commands are too quick for it, or it depends on their plan.
fn takes_a_while(command: &Command) -> bool {
    use Command as C;
    !matches!(
        command,
        C::Status
            | C::List { available: false, .. }
            | C::Env { .. }
            | C::Policy
            | C::History { .. }
            | C::Log { follow: false, .. }
            | C::AuditLog { .. }
            | C::Report { .. }
            | C::Which
            | C::Why { .. }
            | C::Terminal { .. }
            | C::Doctor { fix: None, windows_probe: false, .. }
            | C::Tools { action: None }
            | C::Background { .. }
            | C::Settings { .. }
            | C::Use { .. }
    )
}

/// A token that Ctrl+C cancels.
fn cancel_on_interrupt() -> Cancel {
    let cancel = Cancel::default();
    interrupt_cancels(&cancel);
    cancel
}

/// Makes the first Ctrl+C stop the work at a safe point, and the second one end the process.
fn interrupt_cancels(cancel: &Cancel) {
    let token = cancel.clone();
    let interrupted = move || {
        if token.is_cancelled() {
            std::process::exit(i32::from(Code::Cancelled.exit()));
        }
        token.cancel();
    };
    ctrlc::set_handler(interrupted).ok(); // without a handler Ctrl+C ends the process, which recovery handles
}

/// The current folder, which may have been deleted.
fn here() -> Result<PathBuf, Problem> {
    std::env::current_dir().map_err(|error| {
        Problem::new(Code::Usage, format!("the current folder cannot be used: {error}"))
            .with_next("Change to an existing folder.")
    })
}
