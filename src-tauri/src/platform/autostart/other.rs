//! Systems that Upgo was not tried on.
use std::io;

pub(crate) fn is_on() -> Option<bool> {
    None
}

pub(crate) fn set(on: bool) -> io::Result<()> {
    if on { Err(io::ErrorKind::Unsupported.into()) } else { Ok(()) }
}
