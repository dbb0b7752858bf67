//! Projects: which of them an upgrade concerns, what it brings, and its rehearsal.
use std::path::PathBuf;
use std::sync::OnceLock;

use tauri::State;
use tauri::ipc::Channel;
use upgo_engine::catalog::ReleaseRequest;
use upgo_engine::engine::{
    Engine, ProjectsReport, ProjectsRequest, RehearsalReport, RehearseRequest, WhatsNewReport, WhatsNewRequest,
};
use upgo_engine::report::{Cancel, Event, Problem};
use upgo_engine::version::Version;

use super::in_background;
use crate::desk::Desk;
use crate::rehearsals::{RehearsalJob, Rehearsals};
use crate::shown::Searched;

/// Searches the user's folders for Go projects, and says whether the upgrade concerns them. Never uses the network.
#[tauri::command]
#[specta::specta]
pub(crate) async fn projects(desk: State<'_, Desk>) -> Result<ProjectsReport, Problem> {
    let desk = desk.inner().clone();
    in_background(move || {
        let engine = Desk::engine("window")?;
        let cancel = desk.begin_search();
        let found = engine.list_projects(&ProjectsRequest::default(), &cancel)?;
        desk.shown().show_projects(Searched::of(engine.settings()), &found);
        Ok(found)
    })
    .await
}

/// Stops the search for projects.
#[tauri::command]
#[specta::specta]
pub(crate) fn cancel_projects(desk: State<'_, Desk>) {
    desk.cancel_search();
}

/// Returns what an upgrade to this version brings. Never uses the network.
#[tauri::command]
#[specta::specta]
pub(crate) async fn whats_new(desk: State<'_, Desk>, to: Version) -> Result<WhatsNewReport, Problem> {
    let desk = desk.inner().clone();
    in_background(move || {
        let engine = Desk::engine("window")?;
        let cancel = Cancel::default();
        let projects = folders(&desk, &engine, &cancel)?;
        let request = WhatsNewRequest { from: None, to: Some(ReleaseRequest::Exact(to)), projects };
        engine.whats_new(&request, &cancel)
    })
    .await
}

/// Starts a rehearsal of the user's projects with this version, which is installed first if it is missing. Executes
/// their tests only if `tests` says so.
#[tauri::command]
#[specta::specta]
pub(crate) fn rehearse(desk: State<'_, Desk>, to: Version, tests: bool) -> Result<(), Problem> {
    let whole = desk.inner().clone();
    let tried = to.clone();
    desk.rehearsals().start(to, tests, move |rehearsals, cancel| run(&whole, rehearsals, tried, tests, cancel))
}

/// Returns the rehearsal of a change in the history.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rehearsal_of(desk: State<'_, Desk>, id: u64) -> Result<RehearsalReport, Problem> {
    let desk = desk.inner().clone();
    in_background(move || {
        let report = Desk::engine("window")?.rehearsal_of(id)?;
        desk.shown().show_rehearsal(&report);
        Ok(report)
    })
    .await
}

/// Asks the running rehearsal to stop.
#[tauri::command]
#[specta::specta]
pub(crate) fn cancel_rehearsal(desk: State<'_, Desk>) {
    desk.rehearsals().cancel();
}

/// Dismisses the result of the last rehearsal.
#[tauri::command]
#[specta::specta]
pub(crate) fn dismiss_rehearsal(desk: State<'_, Desk>) {
    desk.rehearsals().dismiss();
}

/// Reports the rehearsal to the page, now and at each change.
#[tauri::command]
#[specta::specta]
pub(crate) fn follow_rehearsal(desk: State<'_, Desk>, updates: Channel<RehearsalJob>) {
    desk.rehearsals().follow(updates);
}

/// Installs the Go that is tried if it is missing, without switching to it, and rehearses the projects.
fn run(
    desk: &Desk,
    rehearsals: &Rehearsals,
    to: Version,
    tests: bool,
    cancel: &Cancel,
) -> Result<RehearsalReport, Problem> {
    let engine = Desk::engine("window")?;
    let mut modules = folders(desk, &engine, cancel)?;
    modules.retain(|folder| folder.join("go.mod").is_file());
    let begins = OnceLock::new();
    let hear = |event: Event| {
        if matches!(event, Event::Rehearsing { .. }) {
            begins.get_or_init(|| rehearsals.begin_projects(&modules));
        }
        rehearsals.reach(&event);
    };
    let request = RehearseRequest { version: ReleaseRequest::Exact(to), projects: Vec::new(), tests, test_time: None };
    let report = engine.rehearse(&request, cancel, &hear)?;
    desk.shown().show_rehearsal(&report);
    desk.look_again();
    Ok(report)
}

/// The folders of the user's projects: those that the page shows, or those that a search finds.
fn folders(desk: &Desk, engine: &Engine, cancel: &Cancel) -> Result<Vec<PathBuf>, Problem> {
    let searched = Searched::of(engine.settings());
    if searched.is_nothing() {
        return Ok(Vec::new());
    }
    if let Some(known) = desk.shown().projects(&searched) {
        return Ok(known);
    }
    let found = engine.list_projects(&ProjectsRequest::default(), cancel)?;
    desk.shown().show_projects(searched, &found);
    Ok(found.projects.into_iter().map(|project| project.folder).collect())
}
