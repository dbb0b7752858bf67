//! Projects: which of them an upgrade concerns, what it brings, and its rehearsal.
use std::path::PathBuf;
use std::sync::OnceLock;

use tauri::ipc::Channel;
use upgo_engine::base::report::{Cancel, Code, Event, Problem};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::{
    Engine, ProjectsReport, ProjectsRequest, RehearsalReport, RehearsalRows, RehearseRequest, WhatsNewReport,
    WhatsNewRequest,
};
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::released::catalog::ReleaseRequest;

use crate::desk::Desk;
use crate::rehearsals::{Extent, RehearsalJob, RehearsalPlan, Rehearsals, Trials};
use crate::shown::SearchedPlaces;

page! {
    /// Searches the user's folders for Go projects, and says whether the upgrade concerns them. Never uses the network.
    read projects(&desk) -> ProjectsReport {
        let engine = Desk::engine("window")?;
        look(&desk, &engine, &desk.search().begin())
    }

    now cancel_projects(&desk) { desk.search().cancel(); }

    /// Returns what an upgrade to this version brings. Never uses the network.
    change whats_new(&desk, to: Version) -> WhatsNewReport {
        let (engine, cancel) = (Desk::engine("window")?, Cancel::default());
        let projects = folders(&desk, &engine, &cancel)?;
        let request = WhatsNewRequest { from: None, to: Some(ReleaseRequest::Exact(to)), projects };
        engine.whats_new(&request, &cancel)
    }

    /// Says what a rehearsal of the user's projects with this version would do, and keeps that, so that it can be started
    /// by its number. Never uses the network.
    change plan_rehearsal(&desk, to: Version, tests: bool, fixes: bool, raises: bool) -> RehearsalPlan {
        let engine = Desk::engine("window")?;
        let extent = extent(&engine, &to, folders(&desk, &engine, &Cancel::default())?);
        // raised lines are tried alone: what `go fix` changes may depend on them
        let trials = Trials { tests, fixes: fixes && !raises, raises };
        Ok(desk.rehearsals().plan(to, trials, extent))
    }

    /// Starts the rehearsal that was shown: its version, which is installed first if it is missing, its projects, and their
    /// tests only if that was shown, too.
    now rehearse(&desk, plan: u32) -> Result<(), Problem> {
        let whole = desk.inner().clone();
        desk.rehearsals().start(plan, move |rehearsals, shown, cancel| run(&whole, rehearsals, shown, cancel))
    }

    /// Returns the rehearsal of a change in the history.
    read rehearsal_of(&desk, id: u64) -> RehearsalRows {
        let report = Desk::engine("window")?.rehearsal_of(id)?;
        desk.shown().show_rehearsal(&report);
        Ok(report.into())
    }

    /// Asks the running rehearsal to stop.
    now cancel_rehearsal(&desk) { desk.rehearsals().cancel(); }

    /// Dismisses the result of the last rehearsal.
    now dismiss_rehearsal(&desk) { desk.rehearsals().dismiss(); }

    /// Reports the rehearsal to the page, now and at each change.
    now follow_rehearsal(&desk, updates: Channel<RehearsalJob>) { desk.rehearsals().follow(updates); }
}

/// Installs the Go if it is missing, without a switch, and rehearses. Refused if that would be more than was shown.
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
    let known = desk.shown().projects(&SearchedPlaces::of(engine.settings()));
    known.map_or_else(|| search(desk, engine, cancel), Ok)
}

fn search(desk: &Desk, engine: &Engine, cancel: &Cancel) -> Result<Vec<PathBuf>, Problem> {
    if engine.settings().projects.is_empty() && !engine.settings().projects_from_editors {
        return Ok(Vec::new());
    }
    let found = look(desk, engine, cancel)?;
    Ok(found.projects.into_iter().map(|project| project.folder).collect())
}

fn look(desk: &Desk, engine: &Engine, cancel: &Cancel) -> Result<ProjectsReport, Problem> {
    let found = engine.list_projects(&ProjectsRequest::default(), cancel)?;
    desk.shown().show_projects(SearchedPlaces::of(engine.settings()), &found);
    Ok(found)
}
