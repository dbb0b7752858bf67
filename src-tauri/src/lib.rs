//! The desktop program of Upgo: window, tray icon and notifications. It is thin, because the engine does the work. Data
//! flows one way: a front end asks the desk for a change, the job runs in the engine, and all front ends are updated.
//!
//! - [`arguments`]: the command line; [`platform`]: the requirements on the operating system
//! - [`desk`]: the state that all parts share: the engine, the jobs, the last check
//! - [`jobs`]: the running change; [`progress`]: its notification; [`rehearsals`]: the running rehearsal
//! - [`commands`]: the commands of the page; [`bridge`]: their types
//! - [`window`], [`tray`], [`notices`]: the three front ends
//! - [`watch`]: notices changes of the home; [`restart`]: the next start, after an update of Upgo
#[macro_use]
extern crate upgo_engine;

mod arguments;
pub mod bridge;
mod commands;
mod desk;
mod jobs;
mod latest_search;
mod notices;
mod platform;
mod progress;
mod queue;
mod rehearsals;
mod restart;
mod runtime;
mod shown;
mod tray;
mod watch;
mod window;

use std::ffi::OsStr;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::process::ExitCode;

use tauri::Manager as _;
use tauri::{RunEvent, WindowEvent};
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::machine::acts;
use upgo_toast::Registration;

use arguments::StartArguments;
use desk::Desk;
use runtime::{AppHandle, Runtime};

use upgo_engine::base::words::{Sentence, Statement};

/// The exit status if there is no screen for a window. Scripts may rely on it.
const NO_DISPLAY: u8 = 14;

/// Runs until the user quits. `words` are the arguments without the program's name.
pub fn run(words: impl IntoIterator<Item = String>) -> ExitCode {
    let arguments = StartArguments::parse(words);
    if let Some(on) = arguments.register {
        return register(on, &arguments);
    }
    if arguments.check {
        return check();
    }
    if let Err(missing) = requirements(&arguments) {
        if arguments.is_by_person() {
            platform::say(&missing);
        } else if !arguments.quit {
            platform::write_error(&missing);
        }
        // without a screen no Upgo window can be running, so there is nothing to quit
        return if arguments.quit { ExitCode::SUCCESS } else { ExitCode::from(NO_DISPLAY) };
    }
    upgo_toast::name_process();
    match build(arguments.clone()) {
        Ok(app) => {
            let handle = app.handle().clone();
            let status = app.run_return(on_event);
            // only now, because a second start passes its arguments to the first and exits
            if let Some(argument) = Desk::of(&handle).and_then(|desk| desk.restarting().argument()) {
                start_again(&argument);
            }
            ExitCode::from(u8::try_from(status).unwrap_or(1))
        }
        Err(error) => {
            let problem =
                Problem::new(Code::Other, say!(WindowNotStarted { error: Statement::quoted(error.to_string()) }));
            let next = Sentence::UseInTerminal.into();
            explain(&Problem { next, ..problem }, &arguments);
            ExitCode::FAILURE
        }
    }
}

/// Starts the installed version of Upgo, which is not the running one.
fn start_again(argument: &str) {
    if !Desk::engine("desktop").is_ok_and(|engine| engine.start_desktop(argument)) {
        platform::say("Upgo could not start its new version. Open it again from its icon.");
    }
}

/// The error is a sentence for the user.
fn requirements(arguments: &StartArguments) -> Result<(), String> {
    platform::require_display()?;
    // the tray icon alone needs no web view
    if arguments.hidden || arguments.quit { Ok(()) } else { platform::require_web_view() }
}

/// Runs one check for news and notifies the user, without a screen or output; failures are in the log and in Home.
/// A system that can starts the command line unseen instead: this program's libraries take five times its memory.
fn check() -> ExitCode {
    let Ok(engine) = Desk::engine(acts::SCHEDULED) else { return ExitCode::FAILURE };
    if notices::round_alone(&engine).is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Used by the installers.
fn register(on: bool, arguments: &StartArguments) -> ExitCode {
    match registered(on) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            explain(&problem, arguments);
            ExitCode::FAILURE
        }
    }
}

/// Says why this start failed: in a message box, which waits, only to a person. For the others, the log has the reason.
fn explain(problem: &Problem, arguments: &StartArguments) {
    let text = format!("{problem}. {}", problem.next);
    if arguments.is_by_person() {
        return platform::say(&text);
    }
    platform::write_error(&text);
    if let Ok(engine) = Desk::engine("desktop") {
        engine.note_start_failed(problem);
    }
}

fn registered(on: bool) -> Result<(), Problem> {
    let engine = Desk::engine("installer")?;
    let program = std::env::current_exe().map_err(platform::failed)?;
    let registration = Registration::locate(engine.home(), program, &|name| std::env::var_os(name))?;
    if on {
        engine.home().own()?.create().map_err(platform::failed)?;
        return Ok(upgo_toast::register(&registration)?);
    }
    engine.forget_background()?;
    // a jump list that is left over starts nothing, so it does not stop the uninstaller
    platform::forget_jump_list().ok();
    forget_window();
    Ok(upgo_toast::unregister(&registration)?)
}

/// Deletes what the window and its web view keep for this user.
fn forget_window() {
    let variables = |name: &str| std::env::var_os(name);
    let folders = [
        upgo_engine::machine::platform::data_folder(&variables),
        upgo_engine::machine::platform::config_folder(&variables),
    ];
    for folder in folders.into_iter().flatten() {
        upgo_engine::machine::effect::remove_work_folder(&folder.join(identifier()));
    }
}

fn context() -> tauri::Context<Runtime> {
    tauri::generate_context!()
}

fn build(arguments: StartArguments) -> tauri::Result<tauri::App<Runtime>> {
    let bridge = bridge::bridge();
    let mut context = context();
    context.config_mut().identifier = identifier();
    tauri::Builder::<Runtime>::new()
        // first, so that a second start exits before it creates anything
        .plugin(tauri_plugin_single_instance::init(|app, words, _| {
            if let Some(desk) = Desk::of(app) {
                desk.obey(&StartArguments::parse(words.into_iter().skip(1)));
            }
        }))
        .plugin(tauri_plugin_window_state::Builder::new().with_state_flags(window::remembered()).build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .invoke_handler(bridge.invoke_handler())
        .setup(move |app| {
            bridge.mount_events(app);
            if arguments.quit {
                // the running program, if any, has received the request
                app.handle().exit(0);
                return Ok(());
            }
            let desk = Desk::set_up(app.handle());
            if let Ok(engine) = Desk::engine("desktop") {
                engine.note_start();
                app.manage(engine.say_running());
            }
            // before everything else, because the processes of the web view start meanwhile
            if !arguments.hidden {
                desk.obey(&arguments);
            }
            // the list may show an old version, and everything else works
            platform::note_version().ok();
            watch::start(&desk);
            tray::start(&desk);
            notices::start(&desk);
            Ok(())
        })
        .build(context)
}

/// An Upgo with its own home is a separate instance, with its own window.
fn identifier() -> String {
    let home = std::env::var_os("UPGO_HOME").filter(|home| !home.is_empty());
    home.map_or_else(|| upgo_toast::APP_ID.to_owned(), |home| identifier_for(&home))
}

/// Depends only on the home. It is part of a D-Bus name, so it begins with a letter.
fn identifier_for(home: &OsStr) -> String {
    let mut hasher = DefaultHasher::new();
    home.hash(&mut hasher);
    format!("dev.upgo.desktop.home{:016x}", hasher.finish())
}

fn on_event(app: &AppHandle, event: RunEvent) {
    let Some(desk) = Desk::of(app) else { return };
    match event {
        // the last window closed: the tray icon stays
        RunEvent::ExitRequested { code: None, api, .. } if desk.stays_after_last_window() => api.prevent_exit(),
        RunEvent::Exit => {
            if let Ok(engine) = Desk::engine("desktop") {
                engine.note_end();
            }
        }
        RunEvent::WindowEvent { event: WindowEvent::Destroyed, .. } => desk.window_is_gone(),
        _ => {}
    }
}
