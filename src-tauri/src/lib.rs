//! The desktop face of Upgo: thin. The engine does the work; this crate shows it.
//!
//! - [`arguments`]: what a start asks for; [`platform`]: what the operating system must have
//! - [`desk`]: what all parts share: the engine, the jobs, the last check
//! - [`jobs`]: the one change at a time, and who follows it; [`commands`]: what the page may ask; [`bridge`]: its types
//! - [`window`], [`tray`], [`notices`]: the three faces; [`watch`]: the home changed, look again
//!
//! Data flows one way: a face asks the desk for a change, the job runs in the engine, and every face is told.
mod arguments;
pub mod bridge;
mod commands;
mod desk;
mod jobs;
mod notices;
mod platform;
mod tray;
mod watch;
mod window;

use std::process::ExitCode;

use tauri::{AppHandle, RunEvent};
use upgo_engine::report::Problem;
use upgo_toast::Registration;

use arguments::Arguments;
use desk::Desk;

/// Exit status where there is no screen to show a window on; part of what scripts may rely on.
const NO_DISPLAY: u8 = 14;

/// Runs until the user quits. `words` are the arguments without the program's name.
pub fn run(words: impl IntoIterator<Item = String>) -> ExitCode {
    let arguments = Arguments::parse(words);
    if let Some(on) = arguments.register {
        return register(on);
    }
    if arguments.quit && platform::require_window().is_err() {
        return ExitCode::SUCCESS;
    }
    if let Err(missing) = platform::require_window() {
        platform::say(&missing);
        return ExitCode::from(NO_DISPLAY);
    }
    match build(arguments) {
        Ok(app) => {
            let status = app.run_return(on_event);
            ExitCode::from(u8::try_from(status).unwrap_or(1))
        }
        Err(error) => {
            platform::say(&format!("Upgo cannot start its window: {error}. `upgo` in a terminal does the same work."));
            ExitCode::FAILURE
        }
    }
}

/// Makes the system know the program, or forget it; for the installers.
fn register(on: bool) -> ExitCode {
    match registered(on) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            platform::say(&format!("{problem}. {}", problem.next));
            ExitCode::FAILURE
        }
    }
}

fn registered(on: bool) -> Result<(), Problem> {
    let engine = Desk::engine("installer")?;
    let program = std::env::current_exe().map_err(platform::failed)?;
    let registration = Registration::locate(engine.home(), program, &|name| std::env::var_os(name))?;
    if on {
        return Ok(upgo_toast::register(&registration)?);
    }
    platform::autostart::set(false).map_err(platform::failed)?;
    Ok(upgo_toast::unregister(&registration)?)
}

fn build(arguments: Arguments) -> tauri::Result<tauri::App> {
    let bridge = bridge::bridge();
    tauri::Builder::default()
        // first, so that a second start ends before it has made anything
        .plugin(tauri_plugin_single_instance::init(|app, words, _| {
            Desk::of(app).obey(Arguments::parse(words.into_iter().skip(1)));
        }))
        .plugin(tauri_plugin_window_state::Builder::new().with_state_flags(window::remembered()).build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .invoke_handler(bridge.invoke_handler())
        .setup(move |app| {
            bridge.mount_events(app);
            if arguments.quit {
                // the program that ran has been told, or none ran
                app.handle().exit(0);
                return Ok(());
            }
            let desk = Desk::set_up(app.handle());
            watch::start(&desk);
            tray::start(&desk);
            notices::start(&desk);
            if !arguments.hidden {
                desk.obey(arguments);
            }
            Ok(())
        })
        .build(tauri::generate_context!())
}

fn on_event(app: &AppHandle, event: RunEvent) {
    match event {
        // the last window closed: the tray stays
        RunEvent::ExitRequested { code: None, api, .. } if Desk::of(app).stays_after_last_window() => {
            api.prevent_exit();
        }
        RunEvent::WindowEvent { event: tauri::WindowEvent::Destroyed, .. } => Desk::of(app).window_is_gone(),
        _ => {}
    }
}
