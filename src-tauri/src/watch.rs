//! Notices changes of the home, including those by the command line.
use std::io;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use crate::desk::Desk;
use crate::platform;

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

fn watch(desk: &Desk) -> io::Result<()> {
    let Ok(engine) = Desk::engine("window") else { return Ok(()) };
    let home = engine.home();
    // The home itself has the switch, the settings and the record of notifications; the journal has each change.
    let folders = [home.root().to_owned(), home.journal()];
    // only existing folders can be watched; a folder that is not Upgo's own is left alone
    for folder in &folders {
        home.make(folder)?;
    }
    let (tell, told) = mpsc::channel();
    let _watched = platform::watch_folders(&folders, move |file| {
        if is_news(file) {
            tell.send(()).ok();
        }
    })?;
    while told.recv().is_ok() {
        while told.recv_timeout(QUIET).is_ok() {}
        desk.home_changed();
    }
    Ok(())
}

/// The locks that every command takes are no news.
fn is_news(file: Option<&Path>) -> bool {
    file.and_then(Path::extension).is_none_or(|extension| extension != "lock")
}
