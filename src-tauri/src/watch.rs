//! Notices that the home changed, also by the command line.
use std::sync::mpsc;
use std::time::Duration;

use notify::{Event, RecursiveMode, Watcher as _};

use crate::desk::Desk;

/// A change writes many files; the faces look once it is quiet for so long.
const QUIET: Duration = Duration::from_millis(150);

/// Watches the home for as long as the program runs. Nothing is asked while nothing happens.
pub(crate) fn start(desk: &Desk) {
    let desk = desk.clone();
    std::thread::spawn(move || {
        // Without it the faces look at each of their own changes only.
        watch(&desk).ok();
    });
}

fn watch(desk: &Desk) -> notify::Result<()> {
    let Ok(engine) = Desk::engine("window") else { return Ok(()) };
    let home = engine.home();
    // the folders must be there to be watched; an empty home changes nothing for anybody
    for folder in [home.root().to_owned(), home.journal()] {
        upgo_engine::effect::create_dir_all(&folder)?;
    }
    let (tell, told) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| is_telling(&event)) {
            tell.send(()).ok();
        }
    })?;
    // the switch, the settings and what was said lie in the home itself, each change in the journal;
    // the trees of toolchains are not watched
    watcher.watch(home.root(), RecursiveMode::NonRecursive)?;
    watcher.watch(&home.journal(), RecursiveMode::NonRecursive)?;
    while told.recv().is_ok() {
        while told.recv_timeout(QUIET).is_ok() {}
        desk.home_changed();
    }
    Ok(())
}

/// Reading is no change, nor are the locks that every command takes.
fn is_telling(event: &Event) -> bool {
    let is_lock = |path: &std::path::PathBuf| path.extension().is_some_and(|extension| extension == "lock");
    !event.kind.is_access() && !event.paths.iter().all(is_lock)
}
