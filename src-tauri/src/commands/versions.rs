//! Versions and History.
use std::path::PathBuf;

use tauri_plugin_dialog::DialogExt as _;
use upgo_engine::base::report::Cancel;
use upgo_engine::base::version::Version;
use upgo_engine::cases::{
    CachesReport, Cleaned, FoundGo, HistoryReport, SelfReport, ToolsReport, VerifyReport, VersionDetails,
    VersionsReport, WslReport,
};
use upgo_engine::store::proof::ProofChain;

use super::save;
use crate::bridge::Place;
use crate::desk::Desk;
use crate::runtime::AppHandle;

page! {
    /// Returns the installed versions and the available releases, from the cache. Never uses the network.
    read versions() -> VersionsReport { Desk::engine("window")?.versions() }

    /// Returns the known vulnerabilities of a version and what it fixes, from the cache. Never uses the network.
    read version_details(version: Version) -> VersionDetails { Desk::engine("window")?.version_details(&version) }

    /// Returns the programs of `go install`, with the newer versions that the last check found. Never uses the network.
    read tools() -> ToolsReport { Desk::engine("window")?.tools() }

    /// Asks the module proxies for newer versions of the programs. Modules without an answer are warnings.
    read check_tools() -> ToolsReport { Desk::engine("window")?.check_tools(&Cancel::default()) }

    /// Returns the distributions of WSL that are registered, without starting any.
    read wsl() -> WslReport { Ok(Desk::engine("window")?.wsl()) }

    /// Starts each distribution of WSL, and returns the Go in it.
    read look_in_wsl(&desk) -> WslReport { Desk::engine("window")?.look_in_wsl(&desk.wsl().begin(), &|_| {}) }

    /// Stops looking into the distributions of WSL.
    now cancel_wsl(&desk) { desk.wsl().cancel(); }

    /// Returns what is known about Upgo's own version. Never uses the network.
    read self_status() -> SelfReport { Ok(Desk::engine("window")?.self_status()) }

    /// Asks for a newer version of Upgo. Where Upgo does not update itself, nobody is asked, and the report says why.
    read check_self() -> SelfReport { Desk::engine("window")?.check_self(&Cancel::default()) }

    /// Starts Upgo again in the version that is installed now, at this place, once no change runs or waits.
    now restart(&desk, place: Place) { desk.restart(Some(place)); }

    /// Compares every file of one of Upgo's toolchains with the unpacked archive.
    read verify(version: Version) -> VerifyReport { Desk::engine("window")?.verify(&version, &Cancel::default()) }

    /// Returns the proof that one of Upgo's toolchains is the published release.
    read proof(version: Version) -> ProofChain { Desk::engine("window")?.proof(&version) }

    /// Returns up to `most` changes, newest first.
    read history(most: u32) -> HistoryReport {
        Desk::engine("window")?.history_page(None, usize::try_from(most).unwrap_or(usize::MAX))
    }

    /// Lets the user choose a file and writes every change to it. Returns the file, or `null` if the user cancels.
    change export_history(app: AppHandle) -> Option<PathBuf> {
        save(&app, "upgo-history.jsonl", ("JSON Lines", "jsonl"), |file| Desk::engine("window")?.export_history(file))
    }

    /// Lets the user choose the archive of a release. Returns `null` if the user cancels.
    choose choose_archive(app: AppHandle) {
        app.dialog().file().add_filter("Go", &["zip", "gz"]).blocking_pick_file()
    }

    /// Returns the Go installations that Upgo did not install.
    read found() -> Vec<FoundGo> { Desk::engine("window")?.found() }

    /// Returns the Go in a folder that the user has chosen.
    read found_in(folder: PathBuf) -> FoundGo { Desk::engine("window")?.found_in(&folder) }

    /// Deletes downloaded archives and what else `upgo cache clean` deletes.
    change clean_cache() -> Cleaned { Desk::engine("window")?.clean_cache() }

    /// Returns the sizes of Go's caches and of Upgo's downloads. Reads every folder in them.
    read caches() -> CachesReport { Desk::engine("window")?.caches(&Cancel::default(), &|_, _| {}) }
}
