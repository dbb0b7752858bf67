//! The folders and files that the page shows, so that it can open these, and nothing else.
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use upgo_engine::cases::{ProjectsReport, RehearsalReport};
use upgo_engine::choices::settings::Settings;

/// So many files of rehearsals are kept before the older ones are forgotten.
const MOST_FILES: usize = 20_000;

/// What the last reports named, by the text that the page has of it. A path that is not Unicode is still found.
#[derive(Clone, Debug, Default)]
pub(crate) struct ShownPaths(Arc<Mutex<ShownState>>);

#[derive(Debug, Default)]
struct ShownState {
    /// The settings of the last search, and the folders of the projects that it found.
    search: Option<(SearchedPlaces, Vec<PathBuf>)>,
    by_search: BTreeMap<String, PathBuf>,
    /// What rehearsals named, and the files that the user saved.
    by_others: BTreeMap<String, PathBuf>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SearchedPlaces {
    folders: Vec<PathBuf>,
    from_editors: bool,
}

impl SearchedPlaces {
    pub(crate) fn of(settings: &Settings) -> Self {
        Self { folders: settings.projects.clone(), from_editors: settings.projects_from_editors }
    }
}

impl ShownPaths {
    pub(crate) fn show_projects(&self, searched: SearchedPlaces, report: &ProjectsReport) {
        let named = report.projects.iter().flat_map(|project| {
            let files = project.asked.iter().filter_map(|asked| asked.file.as_ref());
            files.chain(&project.workspace).chain([&project.folder])
        });
        let by_search = by_text(named);
        let projects = report.projects.iter().map(|project| project.folder.clone()).collect();
        let mut state = self.state();
        state.by_search = by_search;
        state.search = Some((searched, projects));
    }

    /// Adds what a rehearsal named. The page may show the one that has just run, and one of the history.
    pub(crate) fn show_rehearsal(&self, report: &RehearsalReport) {
        let named = report.projects.iter().flat_map(|project| {
            let fixed = project.fixes.iter().flat_map(|fixes| &fixes.differences);
            let findings = project.differences.iter().chain(fixed).flat_map(|difference| &difference.findings);
            findings.filter_map(|finding| finding.file.as_ref()).chain([&project.folder])
        });
        let named = by_text(named);
        let mut state = self.state();
        if state.by_others.len() > MOST_FILES {
            state.by_others.clear();
        }
        state.by_others.extend(named);
    }

    /// Adds a file that the user has just saved.
    pub(crate) fn show_saved(&self, file: &PathBuf) {
        self.state().by_others.extend(by_text([file].into_iter()));
    }

    /// `None` if the settings were different at the last search.
    pub(crate) fn projects(&self, searched: &SearchedPlaces) -> Option<Vec<PathBuf>> {
        let state = self.state();
        state.search.as_ref().filter(|(then, _)| then == searched).map(|(_, projects)| projects.clone())
    }

    pub(crate) fn find(&self, text: &str) -> Option<PathBuf> {
        let state = self.state();
        state.by_search.get(text).or_else(|| state.by_others.get(text)).cloned()
    }

    fn state(&self) -> MutexGuard<'_, ShownState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn by_text<'a>(paths: impl Iterator<Item = &'a PathBuf>) -> BTreeMap<String, PathBuf> {
    paths.map(|path| (path.to_string_lossy().into_owned(), path.clone())).collect()
}
