//! Systems that need no registration. On Linux, the package contains the desktop entry.
use std::path::PathBuf;

use crate::error::ToastError;
use crate::registration::Registration;

/// Does nothing, because the system needs no registration.
pub fn register(_registration: &Registration) -> Result<(), ToastError> {
    Ok(())
}

/// Does nothing, because the desktop knows the program by its desktop entry.
pub fn name_process() {}

/// Does nothing, like [`register`].
pub fn unregister(_registration: &Registration) -> Result<(), ToastError> {
    Ok(())
}

/// The Start menu's folder, which does not exist here. Nothing is written there.
#[expect(clippy::unnecessary_wraps, reason = "its counterpart on Windows may return `None`")]
pub(crate) fn start_menu() -> Option<PathBuf> {
    Some(PathBuf::new())
}
