use std::path::{Path, PathBuf};

use tauri_plugin_dialog::DialogExt as _;
use upgo_engine::base::report::{Cancel, Problem};
use upgo_engine::cases::Elsewhere;
use upgo_engine::change::mirror::MirrorTrial;
use upgo_engine::choices::settings::{self, Background, Imported, SettingEdit, SettingEntry};
use upgo_engine::net::http;
use upgo_toast::Toast;

use super::save;
use crate::desk::Desk;
use crate::notices;
use crate::runtime::AppHandle;

/// The settings, the location of their file, and the file's problems.
#[answer(Clone, Debug, Serialize, Type)]
pub(crate) struct SettingsReport {
    /// All settings.
    entries: Vec<SettingEntry>,
    /// The language that the program speaks, `en` or `zh-CN`: that of the settings, or else of the system.
    language: &'static str,
    /// What is in effect from environment variables or the operating system.
    elsewhere: Vec<Elsewhere>,
    file: PathBuf,
    /// Upgo's folder.
    home: PathBuf,
    toolchains: PathBuf,
    /// How Upgo keeps running while its window is closed.
    staying: Staying,
    /// The background modes available on this system.
    ways_to_stay: Vec<Staying>,
    /// Why the file cannot be read. The last valid values stay in effect.
    problem: Option<Problem>,
    /// Other problems of the file.
    warnings: Vec<Problem>,
}

/// How Upgo keeps running while its window is closed.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) enum Staying {
    /// The tray icon starts at sign-in.
    AtLogIn,
    /// The system regularly starts a program that checks for news and exits.
    Scheduled,
    /// Upgo checks for news while its icon is in the tray.
    WhileOpen,
}

/// What a file with settings would change.
#[answer(Clone, Debug, Serialize, Type)]
pub(crate) struct SettingsImport {
    /// The changes of the settings, for a plan.
    edits: Vec<SettingEdit>,
    /// The keys of the file that this version does not know. They are left out.
    unknown: Vec<Problem>,
}

/// Information about this program.
#[answer(Clone, Debug, Serialize, Type)]
pub(crate) struct About {
    /// The program's version.
    version: String,
    /// The target of this machine, such as `windows-amd64`.
    target: String,
    /// Upgo's folder.
    home: PathBuf,
    /// The operating system: `windows`, `linux`, `macos`.
    system: String,
}

page! {
    read settings() -> SettingsReport { report() }

    /// Sets a key of the settings file, or removes it. Refuses a key that decides whom Upgo trusts: that is a plan.
    change set_setting(&desk, key: String, value: Option<String>) -> SettingsReport {
        Desk::engine_for_settings()?.set_setting(&key, value.as_deref())?;
        desk.home_changed();
        report()
    }

    /// Changes how Upgo keeps running while its window is closed.
    change set_staying(staying: Staying) -> SettingsReport {
        stay(staying)?;
        report()
    }

    /// Lets the user choose a file with certificates. Returns `null` if the user cancels.
    choose choose_certificate(app: AppHandle) {
        app.dialog().file().add_filter("PEM", &["pem", "crt", "cer"]).blocking_pick_file()
    }

    /// Lets the user choose a file and writes all settings to it, for another machine. Returns the file, or `null` if the
    /// user cancels.
    change export_settings(app: AppHandle) -> Option<PathBuf> {
        save(&app, "upgo-settings.toml", ("TOML", "toml"), |file| {
            Ok(settings::export(&Desk::engine_for_settings()?.home().settings(), file)?)
        })
    }

    /// Lets the user choose a file with settings and returns what it would change, which the page shows as a plan. Returns
    /// `null` if the user cancels.
    change import_settings(app: AppHandle) -> Option<SettingsImport> {
        let chosen = app.dialog().file().add_filter("TOML", &["toml"]).blocking_pick_file();
        chosen.and_then(|chosen| chosen.into_path().ok()).map(|file| SettingsImport::read(&file)).transpose()
    }

    /// Tests an address as a mirror. It may or may not be the configured one.
    change test_mirror(address: String) -> Option<MirrorTrial> {
        let trials = Desk::engine("window")?.try_mirrors(&[http::base(&address)?], &Cancel::default())?;
        Ok(trials.into_iter().next())
    }

    /// Returns information about this program.
    change about() -> About {
        let engine = Desk::engine_for_settings()?;
        Ok(About {
            version: env!("CARGO_PKG_VERSION").into(),
            target: engine.target().to_string(),
            home: engine.home().root().to_owned(),
            system: std::env::consts::OS.into(),
        })
    }

    /// Shows a notification, so that the user can check that notifications work.
    change send_test_toast(&desk) -> () { desk.toast(&Toast::Test) }
}

impl SettingsImport {
    fn read(file: &Path) -> Result<Self, Problem> {
        let imported = Imported::read(file)?;
        let edits = imported.edits(Desk::engine_for_settings()?.loaded_settings().own());
        Ok(Self { edits, unknown: imported.warnings().to_vec() })
    }
}

fn stay(staying: Staying) -> Result<(), Problem> {
    let engine = Desk::engine_for_settings()?;
    match staying {
        Staying::AtLogIn => drop(engine.set_background(Background::Tray)?),
        Staying::Scheduled => drop(engine.set_background(Background::Scheduled)?),
        Staying::WhileOpen => {
            engine.forget_background()?;
            engine.set_setting("background", None)?;
        }
    }
    Ok(())
}

fn report() -> Result<SettingsReport, Problem> {
    let engine = Desk::engine_for_settings()?;
    let (home, loaded, background) = (engine.home(), engine.loaded_settings(), engine.background());
    let ways = [(Staying::AtLogIn, background.starts_at_log_in), (Staying::Scheduled, background.is_scheduled)];
    let staying = ways.iter().find(|(_, is_on)| *is_on == Some(true)).map_or(Staying::WhileOpen, |(way, _)| *way);
    let possible = ways.into_iter().filter_map(|(way, is_on)| is_on.map(|_| way));
    Ok(SettingsReport {
        entries: loaded.list(),
        language: notices::language_of(&engine).tag(),
        elsewhere: engine.settings_from_elsewhere(),
        file: home.settings(),
        home: home.root().to_owned(),
        toolchains: home.toolchains(),
        staying,
        ways_to_stay: possible.chain([Staying::WhileOpen]).collect(),
        problem: loaded.problem.clone(),
        warnings: loaded.warnings.clone(),
    })
}
