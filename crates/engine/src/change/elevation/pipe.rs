//! The protocol, in lines of JSON: one copy sends a [`Task`](super::Task), the elevated one answers until it is done.
use std::io::{self, BufRead, Read as _, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{ElevationError, Stage, TaskDone};
use crate::base::random::unguessable;

/// The argument that starts the elevated copy; the name of the pipe follows.
pub(super) const OPTION: &str = "--as-administrator";
/// The longest line in bytes: two values of 32,767 characters, at up to six bytes each, with some room to spare.
pub(super) const LONGEST: usize = 1 << 20;
const PREFIX: &str = "upgo-";

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Message {
    Alive,
    Stage(Stage),
    Done(TaskDone),
    Failed(ElevationError),
}

/// A pipe name that cannot be guessed.
pub(super) fn new_name() -> String {
    format!("{PREFIX}{:016x}{:016x}", unguessable(), unguessable())
}

/// Whether `name` is such a name, and so refers to a pipe on this machine.
pub(super) fn is_name(name: &str) -> bool {
    let digits = name.strip_prefix(PREFIX).unwrap_or_default();
    digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

pub(super) fn line(word: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(word)?;
    line.push(b'\n');
    Ok(line)
}

pub(super) fn say(to: &mut impl Write, word: &impl Serialize) -> io::Result<()> {
    to.write_all(&line(word)?)?;
    to.flush()
}

/// `None` at the end.
pub(super) fn hear<T: DeserializeOwned>(from: &mut impl BufRead) -> io::Result<Option<Result<T, String>>> {
    let mut line = Vec::new();
    from.take(LONGEST as u64).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    if line.last() != Some(&b'\n') {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(Some(serde_json::from_slice(&line).map_err(|error| error.to_string())))
}
