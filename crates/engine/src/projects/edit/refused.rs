use crate::base::words::{Sentence, Statement};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotEdited {
    /// It is missing, a link, behind a link, or not a file that Upgo edits.
    Link,
    /// It is read-only, or its permissions cannot be kept.
    ReadOnly,
    NotText,
    Unread(String),
    Syntax(usize, String),
    /// It has no line after which a `toolchain` line belongs.
    NoPlace,
}

impl NotEdited {
    pub fn says(&self) -> Statement {
        match self {
            Self::Link => Sentence::FileIsLink.into(),
            Self::ReadOnly => Sentence::FileIsReadOnly.into(),
            Self::NotText => Sentence::FileIsNoText.into(),
            Self::Unread(why) => Statement::quoted(why.as_str()),
            Self::Syntax(line, why) => say!(FileIsMalformed { line, why: Statement::quoted(why.as_str()) }),
            Self::NoPlace => Sentence::FileHasNoGoLine.into(),
        }
    }
}
