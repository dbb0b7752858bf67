//! A press on a toast as it travels through the system: a one-time token without content. Windows opens `upgo:TOKEN`,
//! even if Upgo is not running. Any program can do that, so the meaning is stored in the home, under 128 random bits. A
//! token that is unknown, used or older than a day means nothing, nor do a toast's other buttons after a press.
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use fs_err as fs;
use jiff::{SignedDuration, Timestamp};
use upgo_engine::machine::effect;
use upgo_engine::machine::home::Home;
use upgo_engine::machine::platform::FileLock;

use crate::intent::Intent;
use crate::{SCHEME, picture};

pub const LIFE: SignedDuration = SignedDuration::from_hours(24);
/// The largest number of stored presses. The oldest are dropped first. A toast has at most four.
const MOST: usize = 64;
/// The largest file that is read, far more than that many presses need.
const MOST_BYTES: u64 = 256 * 1024;
/// How long to wait while others hold the file, long enough even if a scanner slows each of them.
const PATIENCE: Duration = Duration::from_secs(10);

/// The meaning of the link or token `argument`, or `None` if it has none. It works once.
pub fn redeem(home: &Home, argument: &str, now: Timestamp) -> Option<Intent> {
    Presses::of(home).redeem(argument, now)
}

/// Whether a text is a toast's link, valid or not.
pub(crate) fn is_link(argument: &str) -> bool {
    argument.split_once(':').is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case(SCHEME))
}

/// Whether a word of a command line contains a link or part of one, even after a quote or a space.
pub fn mentions_link(word: &str) -> bool {
    word.to_ascii_lowercase().contains(&plain_link())
}

/// A link that only opens the window.
pub fn plain_link() -> String {
    format!("{SCHEME}:")
}

/// A one-time token: 128 random bits, as 32 hexadecimal digits.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, try_from = "String")]
pub struct PressToken(String);

impl PressToken {
    pub fn new(bytes: [u8; 16]) -> Self {
        Self(format!("{:032x}", u128::from_be_bytes(bytes)))
    }

    /// Makes an unguessable token.
    pub fn random() -> io::Result<Self> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        Ok(Self::new(bytes))
    }

    /// Parses a token, alone or in a link, which programs may have passed on with slashes or in another case.
    pub fn parse(argument: &str) -> Option<Self> {
        let text = argument.split_once(':').filter(|_| is_link(argument)).map_or(argument, |(_, rest)| rest);
        let text = text.trim_matches('/').to_ascii_lowercase();
        Self::try_from(text).ok()
    }

    pub fn link(&self) -> String {
        format!("{SCHEME}:{}", self.0)
    }
}

impl TryFrom<String> for PressToken {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let is_token = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if is_token { Ok(Self(text)) } else { Err("not a token") }
    }
}

/// The stored presses, as in the file. Pure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book(Vec<PendingPress>);

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct PendingPress {
    token: PressToken,
    /// The tag of the toast, so that its other buttons expire with it.
    tag: String,
    since: Timestamp,
    intent: Intent,
}

impl PendingPress {
    /// Setting the clock back does not extend its life.
    fn is_alive(&self, now: Timestamp) -> bool {
        now.duration_since(self.since).abs() < LIFE
    }
}

impl Book {
    /// Content that cannot be parsed is ignored.
    pub fn read(bytes: &[u8]) -> Self {
        let entries: Vec<serde_json::Value> = serde_json::from_slice(bytes).unwrap_or_default();
        Self(entries.into_iter().filter_map(|entry| serde_json::from_value(entry).ok()).collect())
    }

    pub fn write(&self) -> io::Result<Vec<u8>> {
        Ok(serde_json::to_vec(&self.0)?)
    }

    /// Stores the meanings of a toast's buttons, replacing those of an earlier toast with the same tag.
    pub fn issue(&mut self, tag: &str, presses: impl IntoIterator<Item = (PressToken, Intent)>, now: Timestamp) {
        self.forget(tag);
        self.0.retain(|waiting| waiting.is_alive(now));
        let waiting = |(token, intent)| PendingPress { token, tag: tag.to_owned(), since: now, intent };
        self.0.extend(presses.into_iter().map(waiting));
        let excess = self.0.len().saturating_sub(MOST);
        self.0.drain(..excess);
    }

    /// Afterwards neither the token nor the toast's other buttons mean anything.
    pub fn redeem(&mut self, token: &PressToken, now: Timestamp) -> Option<Intent> {
        let found = self.0.iter().find(|waiting| waiting.token == *token)?.clone();
        self.forget(&found.tag);
        found.is_alive(now).then_some(found.intent)
    }

    pub fn forget(&mut self, tag: &str) {
        self.0.retain(|waiting| waiting.tag != tag);
    }
}

#[derive(Clone, Debug)]
pub struct Presses {
    folder: PathBuf,
}

impl Presses {
    /// Nothing is created.
    pub fn of(home: &Home) -> Self {
        Self { folder: picture::folder(home) }
    }

    /// Stores the meanings of a toast's buttons and returns a token for each, in order.
    pub fn issue(&self, tag: &str, intents: &[Intent], now: Timestamp) -> io::Result<Vec<PressToken>> {
        let tokens: Vec<_> = intents.iter().map(|_| PressToken::random()).collect::<Result<_, _>>()?;
        let presses = tokens.iter().cloned().zip(intents.iter().cloned());
        self.change(|book| book.issue(tag, presses, now))?;
        Ok(tokens)
    }

    /// Also returns `None` if the use of the link cannot be recorded.
    pub fn redeem(&self, argument: &str, now: Timestamp) -> Option<Intent> {
        let token = PressToken::parse(argument)?;
        if !self.file().exists() {
            return None; // an invented link leaves no trace
        }
        self.change(|book| book.redeem(&token, now)).ok().flatten()
    }

    pub fn forget(&self, tag: &str) -> io::Result<()> {
        if self.file().exists() { self.change(|book| book.forget(tag)) } else { Ok(()) }
    }

    fn file(&self) -> PathBuf {
        self.folder.join("presses.json")
    }

    /// Reads, changes and writes the file under a lock.
    fn change<T>(&self, change: impl FnOnce(&mut Book) -> T) -> io::Result<T> {
        let _lock = self.lock()?;
        let before = self.read()?;
        let mut book = before.clone();
        let result = change(&mut book);
        if book != before {
            effect::replace(&self.file(), &book.write()?)?;
        }
        Ok(result)
    }

    fn read(&self) -> io::Result<Book> {
        match fs::metadata(self.file()) {
            Ok(found) if found.len() > MOST_BYTES => Ok(Book::default()),
            Ok(_) => Ok(Book::read(&fs::read(self.file())?)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Book::default()),
            Err(error) => Err(error),
        }
    }

    fn lock(&self) -> io::Result<FileLock> {
        let lock = effect::lock_within(&self.folder.join("presses.lock"), PATIENCE)?;
        lock.ok_or_else(|| io::ErrorKind::ResourceBusy.into())
    }
}

#[cfg(test)]
mod tests;
