//! Web pages and folders outside the window. The page names what to open; it never passes an address, and of paths only
//! those that a report named.
use std::path::PathBuf;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use specta::Type;
use tauri::State;
use tauri_plugin_opener::OpenerExt as _;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::version::Version;
use upgo_engine::cases::{TerminalGo, TerminalReport};
use upgo_engine::released::advisories::is_id;
use upgo_engine::released::catalog::notes_url;

use super::reading;
use crate::bridge::{Destination, Place};
use crate::desk::Desk;
use crate::runtime::AppHandle;
use upgo_engine::base::words::Statement;

/// A page on the web, or in the settings of Windows.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Link {
    /// The release notes of a release, by the Go team.
    ReleaseNotes {
        /// The version of the release.
        version: Version,
    },
    /// The database's entry for a known vulnerability.
    Advisory {
        /// The id of the vulnerability.
        id: AdvisoryId,
    },
    /// The download page of the Go project.
    GoDownloads,
    /// What Go says of GODEBUG settings and their defaults.
    Godebug,
    /// The security policy of the Go project, which says how to report a forged release.
    GoSecurity,
    /// The startup apps in the settings of Windows.
    StartupApps,
    /// The notifications in the settings of Windows.
    SystemNotifications,
    /// The installed apps in the settings of Windows.
    InstalledApps,
}

/// The id of an entry in the Go vulnerability database, such as `GO-2026-6179`. Nothing else can become part of an
/// address.
#[derive(Clone, Debug, Type)]
#[specta(type = String)]
pub(crate) struct AdvisoryId(String);

impl<'de> Deserialize<'de> for AdvisoryId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        if is_id(&id) { Ok(Self(id)) } else { Err(D::Error::custom("not the id of a vulnerability")) }
    }
}

/// A folder or a file.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Folder {
    /// The tree of an installed toolchain.
    Toolchain {
        /// The version of the toolchain.
        version: Version,
    },
    /// Upgo's folder.
    Home,
    /// The settings file, for editing by hand.
    SettingsFile,
    /// The folder of Upgo's log.
    Logs,
    /// A project that the page shows.
    Project {
        /// Its folder.
        folder: String,
    },
    /// A file that the page shows, which is selected in its folder: one that asks for a Go, or that Go found fault with.
    Source {
        /// The file.
        file: String,
    },
}

/// Opens a page in the browser or in the settings of Windows.
#[tauri::command]
#[specta::specta]
pub(crate) fn open_link(app: AppHandle, link: Link) -> Result<(), Problem> {
    let address = match link {
        Link::ReleaseNotes { version } => notes_url(&version),
        Link::Advisory { id } => format!("https://pkg.go.dev/vuln/{}", id.0),
        Link::GoDownloads => "https://go.dev/dl/".to_owned(),
        Link::Godebug => "https://go.dev/doc/godebug".to_owned(),
        Link::GoSecurity => "https://go.dev/security/policy".to_owned(),
        Link::StartupApps => "ms-settings:startupapps".to_owned(),
        Link::SystemNotifications => "ms-settings:notifications".to_owned(),
        Link::InstalledApps => "ms-settings:appsfeatures".to_owned(),
    };
    app.opener().open_url(address, None::<&str>).map_err(not_opened)
}

/// Shows a folder in the system's file manager.
#[tauri::command]
#[specta::specta]
pub(crate) fn open_folder(app: AppHandle, desk: State<'_, Desk>, folder: Folder) -> Result<(), Problem> {
    let home = Desk::engine("window")?.home().clone();
    let path = match folder {
        Folder::Project { folder } => shown(&desk, &folder)?,
        // selected in its folder and not opened: a file may be a program
        Folder::Source { file } => {
            let file = shown(&desk, &file)?;
            return app.opener().reveal_item_in_dir(file).map_err(not_opened);
        }
        Folder::Toolchain { version } => home.toolchain(&version),
        Folder::Home => home.root().to_owned(),
        Folder::SettingsFile => home.settings(),
        Folder::Logs => home.logs(),
    };
    app.opener().open_path(path.to_string_lossy(), None::<&str>).map_err(not_opened)
}

/// Opens a terminal in which `go` is the given one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_terminal(go: TerminalGo) -> Result<TerminalReport, Problem> {
    reading(move || Desk::engine("window")?.open_terminal(&go, None)).await
}

/// Returns what a new window shows.
#[tauri::command]
#[specta::specta]
pub(crate) fn page_ready(desk: State<'_, Desk>) -> Destination {
    desk.take_destination().unwrap_or(Place::Home.into())
}

/// The path that a report named. A page that was led astray can open no other.
fn shown(desk: &Desk, text: &str) -> Result<PathBuf, Problem> {
    let path = desk.shown().find(text);
    path.ok_or_else(|| Problem::new(Code::Usage, say!(NotShown { path: text })))
}

fn not_opened(error: tauri_plugin_opener::Error) -> Problem {
    Problem::new(Code::Other, say!(CouldNotOpenIt { error: Statement::quoted(error.to_string()) }))
}
