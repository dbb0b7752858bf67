//! Versions and History.
use std::path::PathBuf;

use tauri::State;
use tauri_plugin_dialog::DialogExt as _;
use upgo_engine::base::report::{Cancel, Problem};
use upgo_engine::base::version::Version;
use upgo_engine::cases::{
    CachesReport, Cleaned, FoundGo, HistoryReport, SelfReport, ToolsReport, VerifyReport, VersionDetails,
    VersionsReport, WslReport,
};
use upgo_engine::store::proof::ProofChain;

use super::{in_background, reading};
use crate::bridge::Place;
use crate::desk::Desk;
use crate::runtime::AppHandle;

/// Returns the installed versions and the available releases, from the cache. Never uses the network.
#[tauri::command]
#[specta::specta]
pub(crate) async fn versions() -> Result<VersionsReport, Problem> {
    reading(|| Desk::engine("window")?.versions()).await
}

/// Returns the known vulnerabilities of a version and what it fixes, from the cache. Never uses the network.
#[tauri::command]
#[specta::specta]
pub(crate) async fn version_details(version: Version) -> Result<VersionDetails, Problem> {
    reading(move || Desk::engine("window")?.version_details(&version)).await
}

/// Returns the programs of `go install`, with the newer versions that the last check found. Never uses the network.
#[tauri::command]
#[specta::specta]
pub(crate) async fn tools() -> Result<ToolsReport, Problem> {
    reading(|| Desk::engine("window")?.tools()).await
}

/// Asks the module proxies for newer versions of the programs. Modules without an answer are warnings.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_tools() -> Result<ToolsReport, Problem> {
    reading(|| Desk::engine("window")?.check_tools(&Cancel::default())).await
}

/// Returns the distributions of WSL that are registered, without starting any.
#[tauri::command]
#[specta::specta]
pub(crate) async fn wsl() -> Result<WslReport, Problem> {
    reading(|| Ok(Desk::engine("window")?.wsl())).await
}

/// Starts each distribution of WSL, and returns the Go in it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn look_in_wsl(desk: State<'_, Desk>) -> Result<WslReport, Problem> {
    let desk = desk.inner().clone();
    reading(move || Desk::engine("window")?.look_in_wsl(&desk.wsl().begin(), &|_| {})).await
}

/// Stops looking into the distributions of WSL.
#[tauri::command]
#[specta::specta]
pub(crate) fn cancel_wsl(desk: State<'_, Desk>) {
    desk.wsl().cancel();
}

/// Returns what is known about Upgo's own version. Never uses the network.
#[tauri::command]
#[specta::specta]
pub(crate) async fn self_status() -> Result<SelfReport, Problem> {
    reading(|| Ok(Desk::engine("window")?.self_status())).await
}

/// Asks for a newer version of Upgo. Where Upgo does not update itself, nobody is asked, and the report says why.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_self() -> Result<SelfReport, Problem> {
    reading(|| Desk::engine("window")?.check_self(&Cancel::default())).await
}

/// Starts Upgo again in the version that is installed now, at this place, once no change runs or waits.
#[tauri::command]
#[specta::specta]
pub(crate) fn restart(desk: State<'_, Desk>, place: Place) {
    desk.restart(Some(place));
}

/// Compares every file of one of Upgo's toolchains with the unpacked archive.
#[tauri::command]
#[specta::specta]
pub(crate) async fn verify(version: Version) -> Result<VerifyReport, Problem> {
    reading(move || Desk::engine("window")?.verify(&version, &Cancel::default())).await
}

/// Returns the proof that one of Upgo's toolchains is the published release.
#[tauri::command]
#[specta::specta]
pub(crate) async fn proof(version: Version) -> Result<ProofChain, Problem> {
    reading(move || Desk::engine("window")?.proof(&version)).await
}

/// Returns up to `most` changes, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn history(most: u32) -> Result<HistoryReport, Problem> {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    reading(move || Desk::engine("window")?.history_page(None, most)).await
}

/// Lets the user choose a file and writes every change to it. Returns the file, or `null` if the user cancels.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_history(app: AppHandle) -> Result<Option<PathBuf>, Problem> {
    let dialog = app.dialog().file().set_file_name("upgo-history.jsonl").add_filter("JSON Lines", &["jsonl"]);
    in_background(move || {
        let Some(file) = dialog.blocking_save_file().and_then(|chosen| chosen.into_path().ok()) else {
            return Ok(None);
        };
        Desk::engine("window")?.export_history(&file)?;
        Ok(Some(file))
    })
    .await
}

/// Returns the Go installations that Upgo did not install.
#[tauri::command]
#[specta::specta]
pub(crate) async fn found() -> Result<Vec<FoundGo>, Problem> {
    reading(|| Desk::engine("window")?.found()).await
}

/// Returns the Go in a folder that the user has chosen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn found_in(folder: PathBuf) -> Result<FoundGo, Problem> {
    reading(move || Desk::engine("window")?.found_in(&folder)).await
}

/// Lets the user choose the archive of a release. Returns `null` if the user cancels.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_archive(app: AppHandle) -> Option<String> {
    let dialog = app.dialog().file().add_filter("Go", &["zip", "gz"]);
    let chosen = tauri::async_runtime::spawn_blocking(move || dialog.blocking_pick_file()).await.ok()??;
    Some(chosen.to_string())
}

/// Returns the sizes of Go's caches and of Upgo's downloads. Reads every folder in them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn caches() -> Result<CachesReport, Problem> {
    reading(|| Desk::engine("window")?.caches(&Cancel::default(), &|_, _| {})).await
}

/// Deletes downloaded archives and what else `upgo cache clean` deletes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clean_cache() -> Result<Cleaned, Problem> {
    in_background(|| Desk::engine("window")?.clean_cache()).await
}
