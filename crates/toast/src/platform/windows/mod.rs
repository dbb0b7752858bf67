//! Windows 10 and later.
mod desk;
mod registry;
mod shortcut;
#[cfg(test)]
mod tests;

use std::io;
use std::path::PathBuf;

use upgo_engine::machine::effect;
pub(crate) use upgo_engine::machine::platform::start_menu_folder as start_menu;

pub(crate) use desk::Notifier;
pub use shortcut::apartment;

use crate::error::ToastError;
use crate::registration::Registration;

/// Gives this process the name of the shortcut, so that the taskbar shows both as one button, with one jump list.
pub fn name_process() {
    // without it, a program that was not started from its shortcut has its own button
    shortcut::name_process().ok();
}

/// Registers the program with Windows, which then shows its toasts and opens its links. Rewrites nothing correct.
pub fn register(registration: &Registration) -> Result<(), ToastError> {
    shortcut::name_process().map_err(failed)?;
    registry::register(registration).map_err(failed)?;
    effect::create_dir_all(&registration.start_menu).map_err(failed)?;
    shortcut::put(&shortcut_of(registration), &registration.program).map_err(failed)
}

/// Undoes [`register`], and leaves entries of other programs alone.
pub fn unregister(registration: &Registration) -> Result<(), ToastError> {
    registry::unregister(registration).map_err(failed)?;
    let path = shortcut_of(registration);
    if path.exists() && shortcut::is_of(&path, &registration.program) {
        effect::remove_file(&path).map_err(failed)?;
    }
    Ok(())
}

fn shortcut_of(registration: &Registration) -> PathBuf {
    registration.start_menu.join("Upgo.lnk")
}

fn failed(error: io::Error) -> ToastError {
    ToastError::Registration(error.into())
}
