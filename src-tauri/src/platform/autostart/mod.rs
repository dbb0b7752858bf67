//! Whether the tray icon starts at log-in.
pub(crate) fn is_on() -> Option<bool> { None }
pub(crate) fn set(_on: bool) -> std::io::Result<()> { Ok(()) }
