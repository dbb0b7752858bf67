//! The rehearsal that runs, and its result. It is no change: nothing of it has to be undone, and it runs beside a job.
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use specta::Type;
use tauri::ipc::Channel;
use upgo_engine::engine::{RehearsalPhase, RehearsalReport, RehearsalVerdict};
use upgo_engine::report::{Cancel, Code, Problem};
use upgo_engine::version::Version;

/// The running or last rehearsal.
#[derive(Clone, Debug, Default, Serialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum RehearsalJob {
    /// No rehearsal.
    #[default]
    Idle,
    /// The rehearsal is running.
    Working {
        /// The Go that is tried.
        to: Version,
        /// Whether the tests of the projects are run.
        tests: bool,
        /// The projects, in order; empty while the Go that is tried is being installed.
        projects: Vec<RehearsalStep>,
        /// The user asked to cancel; it stops at once.
        cancelling: bool,
    },
    /// The rehearsal is complete.
    Done {
        /// What differs.
        report: RehearsalReport,
    },
    /// The rehearsal failed.
    Failed {
        /// The Go that was tried.
        to: Version,
        /// Whether the tests of the projects were run.
        tests: bool,
        /// The reason of the failure.
        problem: Problem,
    },
}

/// A project of the running rehearsal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RehearsalStep {
    /// Its folder.
    #[serde(serialize_with = "upgo_engine::paths::shown")]
    #[specta(type = String)]
    pub(crate) folder: PathBuf,
    /// What runs now; `null` if it waits or is done.
    pub(crate) phase: Option<RehearsalPhase>,
    /// Its result; `null` before that.
    pub(crate) verdict: Option<RehearsalVerdict>,
}

/// The rehearsals; one runs at a time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rehearsals(Arc<Mutex<RehearsalsState>>);

#[derive(Debug, Default)]
struct RehearsalsState {
    job: RehearsalJob,
    cancel: Cancel,
    /// The channel to the page of the window.
    page: Option<Channel<RehearsalJob>>,
}
