//! Why a file is not edited.
use crate::base::words::{Sentence, Statement};

/// Why a file of a project is not edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotEdited {
    /// It is missing, a link, behind a link, or not a file that Upgo edits.
    Link,
    /// It is read-only, or its permissions cannot be kept.
    ReadOnly,
    /// It is not text in UTF-8.
    NotText,
    /// It cannot be read.
    Unread(String),
    /// It cannot be understood: the line, and why.
    Syntax(usize, String),
    /// It has no line after which a `toolchain` line belongs.
    NoPlace,
}

impl NotEdited {
    /// The reason, as a clause about the file.
    pub fn says(&self) -> Statement {
        match self {
            Self::Link => Sentence::FileIsLink.into(),
            Self::ReadOnly => Sentence::FileIsReadOnly.into(),
            Self::NotText => Sentence::FileIsNoText.into(),
            Self::Unread(why) => Statement::quoted(why.as_str()),
            Self::Syntax(line, why) => {
                Sentence::FileIsMalformed.with("line", line.to_string()).with("why", Statement::quoted(why.as_str()))
            }
            Self::NoPlace => Sentence::FileHasNoGoLine.into(),
        }
    }
}
