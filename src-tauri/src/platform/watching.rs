//! Changes in folders, as the system reports them.
use std::io;
use std::path::{Path, PathBuf};

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

/// Calls `changed` for each change directly in these folders, until the result is dropped; `None` is an unknown file.
pub(crate) fn watch_folders(
    folders: &[PathBuf],
    changed: impl Fn(Option<&Path>) + Clone + Send + 'static,
) -> io::Result<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        let Ok(event) = event else { return };
        if event.need_rescan() {
            changed(None);
        } else if !event.kind.is_access() {
            event.paths.iter().for_each(|file| changed(Some(file.as_path())));
        }
    })
    .map_err(io::Error::other)?;
    for folder in folders {
        watcher.watch(folder, RecursiveMode::NonRecursive).map_err(io::Error::other)?;
    }
    Ok(watcher)
}
