//! Projects: which of them an upgrade concerns, what it brings, and its rehearsal.
use std::path::PathBuf;
use std::sync::OnceLock;

use tauri::State;
use tauri::ipc::Channel;
use upgo_engine::base::report::{Cancel, Code, Event, Problem};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::{
    Engine, ProjectsReport, ProjectsRequest, RehearsalReport, RehearseRequest, WhatsNewReport, WhatsNewRequest,
};
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::released::catalog::ReleaseRequest;

use super::{in_background, reading};
use crate::desk::Desk;
use crate::rehearsals::{Extent, RehearsalJob, RehearsalPlan, Rehearsals, Trials};
use crate::shown::Searched;

/// Searches the user's folders for Go projects, and says whether the upgrade concerns them. Never uses the network.
#[tauri::command]
#[specta::specta]
pub(crate) async fn projects(desk: State<'_, Desk>) -> Result<ProjectsReport, Problem> {
    let desk = desk.inner().clone();
    reading(move || {
        let engine = Desk::engine("window")?;
        let cancel = desk.search().begin();
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
    desk.search().cancel();
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

/// Says what a rehearsal of the user's projects with this version would do, and keeps that, so that it can be started
/// by its number. Never uses the network.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_rehearsal(
    desk: State<'_, Desk>,
    to: Version,
    tests: bool,
    fixes: bool,
    raises: bool,
) -> Result<RehearsalPlan, Problem> {
    let desk = desk.inner().clone();
    in_background(move || {
        let engine = Desk::engine("window")?;
        let projects = folders(&desk, &engine, &Cancel::default())?;
        let extent = extent(&engine, &to, projects);
        // raised lines are tried alone: what `go fix` changes may depend on them
        let trials = Trials { tests, fixes: fixes && !raises, raises };
        Ok(desk.rehearsals().plan(to, trials, extent))
    })
    .await
}

/// Starts the rehearsal that was shown: its version, which is installed first if it is missing, its projects, and their
/// tests only if that was shown, too.
#[tauri::command]
#[specta::specta]
pub(crate) fn rehearse(desk: State<'_, Desk>, plan: u32) -> Result<(), Problem> {
    let whole = desk.inner().clone();
    desk.rehearsals().start(plan, move |rehearsals, shown, cancel| run(&whole, rehearsals, shown, cancel))
}

/// Returns the rehearsal of a change in the history.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rehearsal_of(desk: State<'_, Desk>, id: u64) -> Result<RehearsalReport, Problem> {
    let desk = desk.inner().clone();
    reading(move || {
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

/// Installs the Go that is tried if it is missing, without switching to it, and rehearses the projects. Refused if that
/// would be more than was shown.
fn run(
    desk: &Desk,
    rehearsals: &Rehearsals,
    (to, Trials { tests, fixes, raises }, shown): (&Version, Trials, &Extent),
    cancel: &Cancel,
) -> Result<RehearsalReport, Problem> {
    let engine = Desk::engine("window")?;
    let now = extent(&engine, to, search(desk, &engine, cancel)?);
    now.require_within(shown)?;
    let modules = now.projects;
    let begins = OnceLock::new();
    let hear = |event: Event| {
        if matches!(event, Event::Rehearsing { .. }) {
            begins.get_or_init(|| rehearsals.begin_projects(&modules));
        }
        rehearsals.reach(&event);
    };
    let version = ReleaseRequest::Exact(to.clone());
    let projects = Vec::new();
    let report = if raises {
        let request = ChangeRequest::RaiseProjects { go: version, projects, ci: false, without_rehearsal: false };
        let report = engine.rehearse_to_raise(&request, tests, cancel, &hear)?;
        report.ok_or_else(|| Problem::new(Code::Usage, Sentence::RehearsalNoProjects))?
    } else {
        let request = RehearseRequest { version, projects, tests, test_time: None, fixes };
        engine.rehearse(&request, cancel, &hear)?
    };
    desk.shown().show_rehearsal(&report);
    desk.look_again();
    Ok(report)
}

fn extent(engine: &Engine, to: &Version, mut projects: Vec<PathBuf>) -> Extent {
    projects.retain(|folder| folder.join("go.mod").is_file());
    Extent { installs: !engine.home().toolchain(to).is_dir(), projects }
}

/// The folders of the user's projects: those that the page shows, or those that a search finds.
fn folders(desk: &Desk, engine: &Engine, cancel: &Cancel) -> Result<Vec<PathBuf>, Problem> {
    let known = desk.shown().projects(&Searched::of(engine.settings()));
    known.map_or_else(|| search(desk, engine, cancel), Ok)
}

fn search(desk: &Desk, engine: &Engine, cancel: &Cancel) -> Result<Vec<PathBuf>, Problem> {
    let searched = Searched::of(engine.settings());
    if searched.is_nothing() {
        return Ok(Vec::new());
    }
    let found = engine.list_projects(&ProjectsRequest::default(), cancel)?;
    desk.shown().show_projects(searched, &found);
    Ok(found.projects.into_iter().map(|project| project.folder).collect())
}
