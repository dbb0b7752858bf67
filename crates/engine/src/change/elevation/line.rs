//! What the two copies say to each other: a line of JSON each time. The un-elevated one says a [`Task`](super::Task), the
//! other answers until it is done.
use std::hash::{BuildHasher as _, RandomState};
use std::io::{self, BufRead, Read as _, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Done, ElevationError, Stage};

/// The argument that starts the elevated copy; the name of the pipe follows.
pub(super) const OPTION: &str = "--as-administrator";
/// The longest line: a value of 32,767 characters twice, each of which can take six bytes, with room.
pub(super) const LONGEST: usize = 1 << 20;
const PREFIX: &str = "upgo-";

/// A word of the elevated copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Answer {
    /// It is still at work.
    Alive,
    /// How far it is.
    Stage(Stage),
    /// The task is done.
    Done(Done),
    /// The task is not done.
    Failed(ElevationError),
}

/// A name for a pipe that nobody can guess: the seeds are the system's random numbers.
pub(super) fn new_name() -> String {
    let random = || RandomState::new().hash_one(std::process::id());
    format!("{PREFIX}{:016x}{:016x}", random(), random())
}

/// Whether it is such a name, and so leads to a pipe of this machine.
pub(super) fn is_name(name: &str) -> bool {
    let digits = name.strip_prefix(PREFIX).unwrap_or_default();
    digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A word as a line.
pub(super) fn line(word: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(word)?;
    line.push(b'\n');
    Ok(line)
}

/// Says a word.
pub(super) fn say(to: &mut impl Write, word: &impl Serialize) -> io::Result<()> {
    to.write_all(&line(word)?)?;
    to.flush()
}

/// What was heard; `None` at the end.
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
