//! A question, and the form of an answer.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

/// What questions are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Group {
    /// The version of Windows, the account and the volume.
    Machine,
    /// The user's folders.
    Folders,
    /// What may refuse programs: Smart App Control, scanners, policies.
    Guards,
    /// Files, locks and links.
    Files,
    /// Renames, also of what is open.
    Renames,
    /// Processes and jobs.
    Processes,
    /// The console and the terminal.
    Console,
    /// The Task Scheduler.
    Schedule,
    /// Notifications, the taskbar and the theme.
    Desktop,
    /// The network and the power.
    Conditions,
    /// The user's environment, and who is notified of its changes.
    Environment,
    /// Windows Installer and administrator prompts.
    Install,
}

/// What a question returned, as Windows reported it. Nothing is concluded from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Answer {
    /// The answer.
    Value(Value),
    /// The error code of Windows: a decimal number, or `0x…` for an HRESULT; a word if there is no code.
    Error(String),
    /// Why the question was not asked.
    NotAsked(String),
    /// No answer came within this many milliseconds.
    TimedOut(u64),
}

/// What Windows said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// There is no such value.
    Nothing(()),
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(i64),
    /// A text; `done` if something was tried and succeeded.
    Text(String),
    /// The properties that hold.
    Names(Vec<String>),
    /// Numbers by their names. A name that ends with `Milliseconds` is a time.
    Numbers(BTreeMap<String, i64>),
}

#[derive(Clone, Copy, Debug)]
pub struct Question {
    pub group: Group,
    /// Unique in its group; never changes.
    pub name: &'static str,
    pub ask: fn(&Ground) -> Answer,
}

/// Where questions may write, and what they need to know of this process.
#[derive(Clone)]
pub struct Ground {
    /// An empty folder, which is deleted afterwards.
    pub folder: PathBuf,
    pub program: PathBuf,
    pub variables: Arc<Variables>,
}

pub type Variables = dyn Fn(&str) -> Option<OsString> + Send + Sync;

impl Group {
    /// What its questions are about, as a person reads it.
    pub fn subject(self) -> &'static str {
        match self {
            Self::Machine => "its version and the account",
            Self::Folders => "the user's folders",
            Self::Guards => "scanners and policies",
            Self::Files => "files and locks",
            Self::Renames => "renames",
            Self::Processes => "processes",
            Self::Console => "the console",
            Self::Schedule => "the Task Scheduler",
            Self::Desktop => "the desktop",
            Self::Conditions => "the network and the power",
            Self::Environment => "the environment",
            Self::Install => "Windows Installer",
        }
    }
}

impl Answer {
    pub fn failed(error: &io::Error) -> Self {
        Self::Error(match error.raw_os_error() {
            Some(code @ 0..0x1_0000) => code.to_string(),
            Some(code) => format!("{:#010x}", code.cast_unsigned()),
            None => error.kind().to_string(),
        })
    }

    pub fn not_asked(why: &str) -> Self {
        Self::NotAsked(why.to_owned())
    }
}

impl<T: Into<Value>> From<io::Result<T>> for Answer {
    fn from(result: io::Result<T>) -> Self {
        result.map_or_else(|error| Self::failed(&error), |value| Self::Value(value.into()))
    }
}

impl<T: Into<Value>> From<T> for Answer {
    fn from(value: T) -> Self {
        Self::Value(value.into())
    }
}

impl From<()> for Value {
    fn from((): ()) -> Self {
        Self::Text("done".to_owned())
    }
}

macro_rules! values {
    ($($type:ty => $variant:ident),+) => {
        $(impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$variant(value.into())
            }
        })+
    };
}
values!(bool => Flag, i64 => Number, u32 => Number, String => Text);

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing(()), Into::into)
    }
}

impl<const N: usize> From<[(&str, i64); N]> for Value {
    fn from(numbers: [(&str, i64); N]) -> Self {
        Self::Numbers(numbers.into_iter().map(|(name, number)| (name.to_owned(), number)).collect())
    }
}

impl<const N: usize> From<[(&str, bool); N]> for Value {
    fn from(properties: [(&str, bool); N]) -> Self {
        Self::Names(properties.into_iter().filter(|(_, holds)| *holds).map(|(name, _)| name.to_owned()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_written_as_windows_documents_it() {
        let of = |code: i32| Answer::failed(&io::Error::from_raw_os_error(code));
        assert_eq!(of(32), Answer::Error("32".to_owned()));
        assert_eq!(of(0x8007_0005_u32.cast_signed()), Answer::Error("0x80070005".to_owned()));
        assert_eq!(Answer::failed(&io::ErrorKind::TimedOut.into()), Answer::Error("timed out".to_owned()));
    }
}
