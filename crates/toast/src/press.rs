//! A press on a toast as it travels through the system: a one-time token that says nothing by itself.
//!
//! Windows opens `upgo:TOKEN` for a press, also when no Upgo runs. Anybody can open such a link, so what the press
//! means is not in it: it waits in the home, under 128 bits from the system's random source. A token that is unknown,
//! used or older than a day means nothing, and neither do the other buttons of a toast after one of them.
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use fs_err as fs;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use upgo_engine::effect;
use upgo_engine::home::Home;
use upgo_engine::platform::FileLock;

use crate::intent::Intent;
use crate::{SCHEME, picture};

/// How long a press may wait.
pub const LIFE: SignedDuration = SignedDuration::from_hours(24);
/// How many may wait; the oldest go first. A toast has at most four.
const MOST: usize = 64;
/// Far more than so many need: a larger file is not ours.
const MOST_BYTES: u64 = 256 * 1024;
/// How long others may hold the file together, also where a scanner slows each of them.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the link `argument`, or the token in it, asks for; `None` where it means nothing. It then means nothing more.
pub fn redeem(home: &Home, argument: &str, now: Timestamp) -> Option<Intent> {
    Presses::of(home).redeem(argument, now)
}

/// Whether a command-line argument is the link of a toast, whatever it is worth.
pub fn is_link(argument: &str) -> bool {
    argument.split_once(':').is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case(SCHEME))
}

/// A link that opens the window and means nothing else.
pub fn plain_link() -> String {
    format!("{SCHEME}:")
}

/// A one-time token: 128 random bits, as 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Token(String);

impl Token {
    /// From random bytes.
    pub fn new(bytes: [u8; 16]) -> Self {
        Self(format!("{:032x}", u128::from_be_bytes(bytes)))
    }

    /// A token that nobody can guess.
    pub fn random() -> io::Result<Self> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        Ok(Self::new(bytes))
    }

    /// The token in a link, or by itself. Who passes a link on may have put slashes around it or changed its letter
    /// case.
    pub fn parse(argument: &str) -> Option<Self> {
        let text = argument.split_once(':').filter(|_| is_link(argument)).map_or(argument, |(_, rest)| rest);
        let text = text.trim_matches('/').to_ascii_lowercase();
        Self::try_from(text).ok()
    }

    /// The link that a button opens.
    pub fn link(&self) -> String {
        format!("{SCHEME}:{}", self.0)
    }
}

impl TryFrom<String> for Token {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let is_token = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if is_token { Ok(Self(text)) } else { Err("not a token") }
    }
}

/// The presses that wait: pure, as it is in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book(Vec<Waiting>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Waiting {
    token: Token,
    /// The toast, so that its other buttons end with it.
    tag: String,
    since: Timestamp,
    intent: Intent,
}

impl Waiting {
    /// A clock that was set back makes nothing younger than a day.
    fn is_alive(&self, now: Timestamp) -> bool {
        now.duration_since(self.since).abs() < LIFE
    }
}

impl Book {
    /// Reads the file: what is not understood is as if it were not there.
    pub fn read(bytes: &[u8]) -> Self {
        let entries: Vec<serde_json::Value> = serde_json::from_slice(bytes).unwrap_or_default();
        Self(entries.into_iter().filter_map(|entry| serde_json::from_value(entry).ok()).collect())
    }

    /// The file.
    pub fn write(&self) -> io::Result<Vec<u8>> {
        Ok(serde_json::to_vec(&self.0)?)
    }

    /// Notes what the buttons of a toast mean. It takes the place of an earlier one with the same tag.
    pub fn issue(&mut self, tag: &str, presses: impl IntoIterator<Item = (Token, Intent)>, now: Timestamp) {
        self.forget(tag);
        self.0.retain(|waiting| waiting.is_alive(now));
        let waiting = |(token, intent)| Waiting { token, tag: tag.to_owned(), since: now, intent };
        self.0.extend(presses.into_iter().map(waiting));
        let excess = self.0.len().saturating_sub(MOST);
        self.0.drain(..excess);
    }

    /// What `token` means. Afterwards neither it nor the other buttons of its toast mean anything.
    pub fn redeem(&mut self, token: &Token, now: Timestamp) -> Option<Intent> {
        let found = self.0.iter().find(|waiting| waiting.token == *token)?.clone();
        self.forget(&found.tag);
        found.is_alive(now).then_some(found.intent)
    }

    /// The toast is gone.
    pub fn forget(&mut self, tag: &str) {
        self.0.retain(|waiting| waiting.tag != tag);
    }
}

/// The file in the home.
#[derive(Clone, Debug)]
pub struct Presses {
    folder: PathBuf,
}

impl Presses {
    /// That of `home`. Nothing is created.
    pub fn of(home: &Home) -> Self {
        Self { folder: picture::folder(home) }
    }

    /// Notes what the buttons of a toast mean and gives a token for each, in their order.
    pub fn issue(&self, tag: &str, intents: &[Intent], now: Timestamp) -> io::Result<Vec<Token>> {
        let tokens: Vec<_> = intents.iter().map(|_| Token::random()).collect::<Result<_, _>>()?;
        effect::create_dir_all(&self.folder)?;
        let presses = tokens.iter().cloned().zip(intents.iter().cloned());
        self.change(|book| book.issue(tag, presses, now))?;
        Ok(tokens)
    }

    /// What a link means; `None` also where it cannot be written down that it is used now.
    pub fn redeem(&self, argument: &str, now: Timestamp) -> Option<Intent> {
        let token = Token::parse(argument)?;
        if !self.file().exists() {
            return None; // a link that somebody made up leaves nothing behind
        }
        self.change(|book| book.redeem(&token, now)).ok().flatten()
    }

    /// The toast is gone, and its buttons with it.
    pub fn forget(&self, tag: &str) -> io::Result<()> {
        if self.file().exists() { self.change(|book| book.forget(tag)) } else { Ok(()) }
    }

    fn file(&self) -> PathBuf {
        self.folder.join("presses.json")
    }

    /// Reads, changes and writes while no other Upgo does.
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
        let file = effect::open_or_create(&self.folder.join("presses.lock"))?;
        let begun = Instant::now();
        loop {
            match FileLock::try_acquire(&file)? {
                Some(lock) => return Ok(lock),
                None if begun.elapsed() > PATIENCE => return Err(io::ErrorKind::ResourceBusy.into()),
                None => std::thread::sleep(Duration::from_millis(2)),
            }
        }
    }
}

#[cfg(test)]
mod tests;
