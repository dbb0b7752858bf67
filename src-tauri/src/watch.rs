//! Notices changes of the home, including those by the command line.
use std::sync::mpsc;
use std::time::Duration;

use notify::{Event, RecursiveMode, Watcher as _};

use crate::desk::Desk;

/// A change writes many files. Window and tray are refreshed once nothing has changed for this long.
const QUIET: Duration = Duration::from_millis(150);

/// Watches the home for as long as the program runs. There is no polling.
pub(crate) fn start(desk: &Desk) {
    let desk = desk.clone();
    std::thread::spawn(move || {
        // If watching fails, window and tray still follow changes made in this program.
        watch(&desk).ok();
    });
}

fn watch(desk: &Desk) -> notify::Result<()> {
    let Ok(engine) = Desk::engine("window") else { return Ok(()) };
    let home = engine.home();
    // only existing folders can be watched; a folder that is not Upgo's own is left alone
    for folder in [home.root().to_owned(), home.journal()] {
        home.make(&folder)?;
    }
    let (tell, told) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| is_telling(&event)) {
            tell.send(()).ok();
        }
    })?;
    // The switch, the settings and the record of notifications are in the home itself, and each change is in the
    // journal. The trees of toolchains are not watched.
    watcher.watch(home.root(), RecursiveMode::NonRecursive)?;
    watcher.watch(&home.journal(), RecursiveMode::NonRecursive)?;
    while told.recv().is_ok() {
        while told.recv_timeout(QUIET).is_ok() {}
        desk.home_changed();
    }
    Ok(())
}

/// Whether an event is a change. Reading is not, and neither are the locks that every command takes.
fn is_telling(event: &Event) -> bool {
    let is_lock = |path: &std::path::PathBuf| path.extension().is_some_and(|extension| extension == "lock");
    !event.kind.is_access() && !event.paths.iter().all(is_lock)
}
