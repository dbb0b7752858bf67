//! Web pages and folders outside the window. The page names what to open: no address, and only paths of a report.
use std::path::PathBuf;

use serde::{Deserialize, Deserializer, de::Error as _};
use specta::Type;
use tauri_plugin_opener::OpenerExt as _;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::version::Version;
use upgo_engine::cases::{TerminalGo, TerminalReport};
use upgo_engine::released::advisories::is_id;
use upgo_engine::released::catalog::notes_url;
use upgo_engine::released::upgo::{SITE, SOURCE};

use crate::bridge::{Destination, Place};
use crate::desk::Desk;
use crate::runtime::AppHandle;
use upgo_engine::base::words::{Sentence, Statement};

/// A page on the web, or in the settings of Windows.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Link {
    /// The release notes of a release, by the Go team.
    ReleaseNotes { version: Version },
    /// The database's entry for a known vulnerability.
    Advisory { id: AdvisoryId },
    /// The download page of the Go project.
    GoDownloads,
    /// What Go says of GODEBUG settings and their defaults.
    Godebug,
    /// The security policy of the Go project, which says how to report a forged release.
    GoSecurity,
    /// The documentation of Upgo.
    Documentation,
    /// What an error code means and what to do, in the documentation of Upgo.
    ErrorCode { code: Code },
    /// Where problems of Upgo are reported.
    Issues,
    /// The release of this Upgo, with its changes.
    UpgoRelease,
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
    Toolchain { version: Version },
    /// Upgo's folder.
    Home,
    /// The settings file, for editing by hand.
    SettingsFile,
    /// The folder of Upgo's log.
    Logs,
    /// A project that the page shows.
    Project { folder: String },
    /// A file that the page shows or the user has just saved, which is selected in its folder.
    Source { file: String },
}

page! {
    /// Opens a page in the browser or in the settings of Windows.
    now open_link(app: AppHandle, link: Link) -> Result<(), Problem> {
        let address = link.address(SITE, SOURCE).ok_or_else(|| Problem::new(Code::Other, Sentence::UpgoNoWebSite))?;
        app.opener().open_url(address, None::<&str>).map_err(not_opened)
    }

    /// Shows a folder in the system's file manager.
    now open_folder(&desk, app: AppHandle, folder: Folder) -> Result<(), Problem> { folder.show(&app, &desk) }

    /// Opens a terminal in which `go` is the given one.
    read open_terminal(go: TerminalGo) -> TerminalReport { Desk::engine("window")?.open_terminal(&go, None) }

    /// Returns what a new window shows.
    now page_ready(&desk) -> Destination { desk.take_destination().unwrap_or(Place::Home.into()) }
}

impl Link {
    /// `None` for a page of Upgo whose address this program does not know.
    fn address(&self, site: Option<&str>, source: Option<&str>) -> Option<String> {
        Some(match self {
            Self::ReleaseNotes { version } => notes_url(version),
            Self::Advisory { id } => format!("https://pkg.go.dev/vuln/{}", id.0),
            Self::GoDownloads => "https://go.dev/dl/".into(),
            Self::Godebug => "https://go.dev/doc/godebug".into(),
            Self::GoSecurity => "https://go.dev/security/policy".into(),
            Self::Documentation => format!("{}docs/README.html", site?),
            Self::ErrorCode { code } => format!("{}docs/errors.html#{}", site?, code.as_str().to_ascii_lowercase()),
            Self::Issues => format!("{}/issues", source?),
            Self::UpgoRelease => format!("{}/releases/tag/v{}", source?, env!("CARGO_PKG_VERSION")),
            Self::StartupApps => "ms-settings:startupapps".into(),
            Self::SystemNotifications => "ms-settings:notifications".into(),
            Self::InstalledApps => "ms-settings:appsfeatures".into(),
        })
    }
}

impl Folder {
    fn show(&self, app: &AppHandle, desk: &Desk) -> Result<(), Problem> {
        let home = Desk::engine("window")?.home().clone();
        let path = match self {
            Self::Project { folder } => shown(desk, folder)?,
            // selected in its folder and not opened: a file may be a program
            Self::Source { file } => {
                let file = shown(desk, file)?;
                return app.opener().reveal_item_in_dir(file).map_err(not_opened);
            }
            Self::Toolchain { version } => home.toolchain(version),
            Self::Home => home.root().to_owned(),
            Self::SettingsFile => home.settings(),
            Self::Logs => home.logs(),
        };
        app.opener().open_path(path.to_string_lossy(), None::<&str>).map_err(not_opened)
    }
}

/// The path that a report named. A page that was led astray can open no other.
fn shown(desk: &Desk, text: &str) -> Result<PathBuf, Problem> {
    let path = desk.shown().find(text);
    path.ok_or_else(|| Problem::new(Code::Usage, say!(NotShown { path: text })))
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn not_opened(error: tauri_plugin_opener::Error) -> Problem {
    Problem::new(Code::Other, say!(CouldNotOpenIt { error: Statement::quoted(error.to_string()) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_upgo_lead_to_its_own_addresses_or_nowhere() {
        let (site, source) = ("https://upgo.example/", "https://github.com/someone/upgo");
        let version = env!("CARGO_PKG_VERSION");
        for (link, address) in [
            (Link::Documentation, "https://upgo.example/docs/README.html".to_owned()),
            (Link::ErrorCode { code: Code::NetTls }, "https://upgo.example/docs/errors.html#upgo-net-tls".to_owned()),
            (Link::Issues, "https://github.com/someone/upgo/issues".to_owned()),
            (Link::UpgoRelease, format!("https://github.com/someone/upgo/releases/tag/v{version}")),
        ] {
            assert_eq!(link.address(Some(site), Some(source)), Some(address));
            assert_eq!(link.address(None, None), None);
        }
    }
}
