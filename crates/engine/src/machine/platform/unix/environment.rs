//! Names, and placeholders for the registry. On Unix, the user's environment is defined in the profiles of the shells.
use std::ffi::{OsStr, OsString};
use std::io;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};

use crate::machine::platform::ProxySettings;

pub const HAS_REGISTRY: bool = false;
/// Whether a terminal window opens a login shell, as on macOS, rather than a non-login shell.
pub const TERMINALS_LOG_IN: bool = cfg!(target_os = "macos");

/// A name in the units of the system: bytes, each widened.
pub fn to_units(text: &OsStr) -> Vec<u16> {
    text.as_bytes().iter().copied().map(u16::from).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "each unit was made from a byte")]
pub fn from_units(units: &[u16]) -> OsString {
    OsString::from_vec(units.iter().map(|unit| *unit as u8).collect())
}

pub fn registry_get(_key: &str, _name: &str) -> io::Result<Option<(u32, Vec<u8>)>> {
    Err(io::ErrorKind::Unsupported.into())
}

pub fn registry_has_key(_key: &str) -> bool {
    false
}

pub fn registry_value_names(_key: &str) -> io::Result<Vec<String>> {
    Err(io::ErrorKind::Unsupported.into())
}

pub fn registry_key_names(_key: &str) -> io::Result<Vec<String>> {
    Err(io::ErrorKind::Unsupported.into())
}

pub fn registry_set(_key: &str, _name: &str, _kind: u32, _bytes: &[u8]) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

pub fn registry_remove(_key: &str, _name: &str) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

pub(crate) fn proxy_settings() -> ProxySettings {
    ProxySettings::default()
}

pub(crate) fn run_proxy_script(_settings: &ProxySettings, _url: &str) -> io::Result<ProxySettings> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Does nothing, because shells read their profiles when they start.
pub fn announce_environment() -> io::Result<()> {
    Ok(())
}
