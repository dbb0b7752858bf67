//! Settings.
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::State;
use upgo_engine::http;
use upgo_engine::mirror::MirrorTrial;
use upgo_engine::report::{Cancel, Problem};
use upgo_engine::settings::{self as file, Background, SettingEntry};

use super::in_background;
use crate::desk::Desk;
use crate::notices;

/// The settings, where they are kept, and what is wrong with the file.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SettingsReport {
    /// Every key.
    entries: Vec<SettingEntry>,
    /// The file.
    #[serde(serialize_with = "upgo_engine::paths::shown")]
    #[specta(type = String)]
    file: PathBuf,
    /// Upgo's folder.
    #[serde(serialize_with = "upgo_engine::paths::shown")]
    #[specta(type = String)]
    home: PathBuf,
    /// Where the toolchains are.
    #[serde(serialize_with = "upgo_engine::paths::shown")]
    #[specta(type = String)]
    toolchains: PathBuf,
    /// How Upgo stays while its window is closed.
    staying: Staying,
    /// What there is to choose from on this system.
    ways_to_stay: Vec<Staying>,
    /// Why the file cannot be understood; the last good values are in force.
    problem: Option<Problem>,
    /// What else is wrong with it.
    warnings: Vec<Problem>,
}

/// How Upgo stays while its window is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Staying {
    /// Its tray icon starts at log-in.
    AtLogIn,
    /// The system starts a program now and then that looks for news, and ends.
    Scheduled,
    /// It looks for news as long as its icon is in the tray.
    WhileOpen,
}

/// What this program is.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct About {
    /// Its version.
    version: String,
    /// What it takes this machine for, as `windows-amd64`.
    target: String,
    /// Upgo's folder.
    #[serde(serialize_with = "upgo_engine::paths::shown")]
    #[specta(type = String)]
    home: PathBuf,
    /// The operating system: `windows`, `linux`, `macos`.
    system: String,
}

/// The settings.
#[tauri::command]
#[specta::specta]
pub(crate) async fn settings() -> Result<SettingsReport, Problem> {
    in_background(report).await
}

/// Sets a key of the file, or takes it out of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_setting(
    desk: State<'_, Desk>,
    key: String,
    value: Option<String>,
) -> Result<SettingsReport, Problem> {
    let desk = desk.inner().clone();
    in_background(move || {
        Desk::engine_for_settings()?.change_settings(|path| match &value {
            Some(value) => file::set(path, &key, value),
            None => file::unset(path, &key),
        })?;
        desk.home_changed();
        report()
    })
    .await
}

/// Tries an address as a mirror, before it is used or because it is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn test_mirror(address: String) -> Result<Option<MirrorTrial>, Problem> {
    in_background(move || {
        let trials = Desk::engine("window")?.try_mirrors(&[http::base(&address)?], &Cancel::default())?;
        Ok(trials.into_iter().next())
    })
    .await
}

/// Changes how Upgo stays while its window is closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_staying(staying: Staying) -> Result<SettingsReport, Problem> {
    in_background(move || {
        let engine = Desk::engine_for_settings()?;
        match staying {
            Staying::AtLogIn => drop(engine.set_background(Background::Tray)?),
            Staying::Scheduled => drop(engine.set_background(Background::Scheduled)?),
            Staying::WhileOpen => {
                engine.forget_background()?;
                engine.change_settings(|path| file::unset(path, "background"))?;
            }
        }
        report()
    })
    .await
}

/// What this program is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn about() -> Result<About, Problem> {
    in_background(|| {
        let engine = Desk::engine_for_settings()?;
        Ok(About {
            version: env!("CARGO_PKG_VERSION").into(),
            target: engine.target().to_string(),
            home: engine.home().root().to_owned(),
            system: std::env::consts::OS.into(),
        })
    })
    .await
}

/// Shows a toast, so that the user sees whether they come through.
#[tauri::command]
#[specta::specta]
pub(crate) async fn send_test_toast(desk: State<'_, Desk>) -> Result<(), Problem> {
    let desk = desk.inner().clone();
    in_background(move || notices::test(&desk)).await
}

fn report() -> Result<SettingsReport, Problem> {
    let engine = Desk::engine_for_settings()?;
    let (home, loaded, background) = (engine.home(), engine.loaded_settings(), engine.background());
    let ways = [(Staying::AtLogIn, background.starts_at_log_in), (Staying::Scheduled, background.is_scheduled)];
    let staying = ways.iter().find(|(_, is_on)| *is_on == Some(true)).map_or(Staying::WhileOpen, |(way, _)| *way);
    let possible = ways.into_iter().filter_map(|(way, is_on)| is_on.map(|_| way));
    Ok(SettingsReport {
        entries: loaded.list(),
        file: home.settings(),
        home: home.root().to_owned(),
        toolchains: home.toolchains(),
        staying,
        ways_to_stay: possible.chain([Staying::WhileOpen]).collect(),
        problem: loaded.problem.clone(),
        warnings: loaded.warnings.clone(),
    })
}
