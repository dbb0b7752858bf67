//! Systems that need no registration: on Linux the package brings the desktop entry.
use std::ffi::OsString;
use std::path::PathBuf;

use crate::error::ToastError;
use crate::registration::Registration;

/// Makes the program known to the system, so that it shows its toasts and opens its links.
#[allow(clippy::unnecessary_wraps)] // its twin can fail
pub fn register(_registration: &Registration) -> Result<(), ToastError> {
    Ok(())
}

/// Takes back what [`register`] did.
#[allow(clippy::unnecessary_wraps)] // its twin can fail
pub fn unregister(_registration: &Registration) -> Result<(), ToastError> {
    Ok(())
}

/// There is none; nothing is written there.
#[allow(clippy::unnecessary_wraps)] // its twin may not know it
pub(crate) fn start_menu(_variables: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    Some(PathBuf::new())
}
