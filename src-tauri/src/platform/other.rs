//! Systems that Upgo compiles for but has not been tested on.
pub(crate) use super::plain::*;
pub(crate) use super::watching::watch_folders;

pub(crate) fn require_display() -> Result<(), String> {
    Ok(())
}

pub(crate) fn shows_tray() -> bool {
    true
}

pub(crate) fn prefers_dark() -> bool {
    false
}

pub(crate) fn region() -> Option<String> {
    sys_locale::get_locale()
}
